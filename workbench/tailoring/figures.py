"""A figure in plain words: from the figure, the sample it was measured on, and the volume it is about.

Replacing "precision" by "the share that was right" explains a term and not a figure. What an executive asks is how
often it is wrong, how many that is in a week, and how sure we are; so that is computed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

from exports.contents import Figure

Column = Literal["value", "sample", "volume"]
Meaning = Literal["right", "found", "good", "bad", "latency", "cost", "count"]
"""right, found, good: the rest is what goes wrong. bad: the figure itself is what goes wrong."""


@dataclass(frozen=True, slots=True)
class _Kind:
    words: str
    meaning: Meaning
    says: str
    """What happens to the share that is told, after "about 8 in 100 flags"."""


# The first that fits the name of the figure counts.
_KINDS: Final[tuple[_Kind, ...]] = (
    _Kind(r"\blatency|\bdelay|\bresponse time|\bwait", "latency", ""),
    _Kind(r"\bcost|\bprice|\bspend", "cost", ""),
    _Kind(r"\bprecision\b", "right", "are wrong"),
    _Kind(r"\brecall\b|\bsensitivity\b", "found", "that should be found are missed"),
    _Kind(r"\baccura|\bcorrect|\bright\b|\bagree", "right", "are wrong"),
    _Kind(r"\bhallucinat|\binvent|\bmade up\b", "bad", "contain something invented"),
    _Kind(r"\boverrid|\boverrul|\bcorrected\b", "bad", "are overruled by a person"),
    _Kind(r"\brefus|\bdeclin", "bad", "are refused"),
    _Kind(r"\bescalat|\bhanded\b", "bad", "are handed to a person"),
    _Kind(r"\bfalse (?:alarm|positive)", "bad", "are false alarms"),
    _Kind(r"\bmiss(?:ed)?\b|\bfalse negative", "bad", "are missed"),
    _Kind(r"\bharm|\bincident|\bunsafe|\bcomplain", "bad", "end in harm or a complaint"),
    _Kind(r"\berror|\bwrong|\bmistake|\bfail|\bdefect", "bad", "are wrong"),
    _Kind(r"\bunchanged\b|\bas it is\b|\bunedited\b", "good", "are changed first"),
    _Kind(r"\baccept|\bsendable", "good", "are not accepted"),
    _Kind(r"\bcomplet|\bsuccess|\bresolved|\bsolved", "good", "do not come to an end as they should"),
)
_NUMBER: Final = re.compile(
    r"(?P<sign>[€$£¥])?\s?(?P<digits>\d[\d,\u202f\u00a0 ]*(?:\.\d+)?)\s*(?P<rest>.*)", re.DOTALL
)
_SHARE: Final = re.compile(r"^(?:%|per\s?cent|percent)", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"^(?:in|of|out of)\s+(?P<base>\d[\d,]*)", re.IGNORECASE)
_SKIPPED: Final = frozenset(
    ("a", "per", "graded", "marked", "labelled", "labeled", "test", "old", "live", "sampled", "random", "reviewed")
)
_ENDS: Final = frozenset(("from", "in", "of", "with", "by", "over", "and", "read", "seen", "sent"))
_PERIOD: Final = re.compile(
    r"\s+(?:(?:an?|per|each|every)\s+(?P<unit>[^\W\d_]+)|(?P<often>daily|weekly|monthly|yearly|annually))\.?$",
    re.IGNORECASE,
)
_PERIODS: Final = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    sign: str
    rest: str


def _amount(text: str) -> _Amount | None:
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = re.sub(r"[,\s\u202f\u00a0]", "", found["digits"])
    return _Amount(float(digits), found["sign"] or "", found["rest"].strip())


def _cases(text: str) -> _Amount | None:
    """Return the size of a sample; a year ("June 2024") says when, not how many."""
    amount = _amount(text)
    if amount is not None and re.search(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.])", text) and 1900 <= amount.value < 2100:
        return None
    return amount


def _share_of(text: str) -> float | None:
    amount = _amount(text)
    if amount is None or amount.sign:
        return None
    if _SHARE.match(amount.rest):
        return amount.value / 100
    base = _OUT_OF.match(amount.rest)
    if base is not None:
        return amount.value / max(1.0, float(base["base"].replace(",", "")))
    return amount.value if amount.value <= 1 and not amount.rest else None


def figure(label: str, value: str, sample: str = "", volume: str = "", period: str = "") -> Figure:
    """Return `value` as a plain sentence; `missing` asks for the sample or volume that it lacks.

    A value that cannot be read gets no sentence: nothing is guessed.
    """
    label, value = label.strip(), value.strip()
    kind = _kind(label)
    noun = _noun(volume) or _noun(sample) or _noun_of_label(label) or "cases"
    if _cases(sample) is None and noun == _noun(sample):
        noun = _noun_of_label(label) or "cases"
    cases, many = _cases(sample), _amount(volume)
    often = (
        f" a {_PERIODS.get(period.strip().lower(), period.strip().removeprefix('a ').removeprefix('per '))}"
        if period.strip()
        else ""
    )
    share = _share_of(value)
    if kind is not None and kind.meaning == "latency":
        sentence = _latency(label, value, noun, many, often)
    elif kind is not None and kind.meaning == "cost":
        sentence = _cost(value, noun, many, often)
    elif share is not None:
        sentence = _share(kind, label, share, noun, cases, many, often)
    else:
        sentence = _count(value, cases, noun)
    asked = " ".join(ask for _, ask in _missing(value, kind, cases, many, noun))
    return Figure(label=label, stated=value, sentence=sentence, missing=asked)


def lacking(label: str, value: str, sample: str = "", volume: str = "") -> tuple[tuple[Column, str], ...]:
    """Return what a figure lacks for its sentence: the column of the form that it belongs into, and the question."""
    label, value = label.strip(), value.strip()
    kind = _kind(label)
    noun = _noun(volume) or (_noun(sample) if _cases(sample) is not None else "") or _noun_of_label(label) or "cases"
    return tuple(_missing(value, kind, _cases(sample), _amount(volume), noun))


def parted(volume: str) -> tuple[str, str]:
    """Return a volume and its period, of one text: "2,000 flags a week" -> ("2,000 flags", "week")."""
    found = _PERIOD.search(volume.strip())
    if found is None:
        return volume.strip(), ""
    word = found["unit"] or _PERIODS[found["often"].lower()]
    return volume.strip()[: found.start()].strip(), word.lower()


def _kind(label: str) -> _Kind | None:
    return next((each for each in _KINDS if re.search(each.words, label, re.IGNORECASE)), None)


def _share(
    kind: _Kind | None, label: str, share: float, noun: str, cases: _Amount | None, many: _Amount | None, often: str
) -> str:
    wrong = 1 - share if kind is not None and kind.meaning in ("right", "found", "good") else share
    wrong = min(1.0, max(0.0, wrong))
    what = kind.says if kind is not None else f"count for “{label}”"
    if wrong == 0 and cases is not None and cases.value >= 1:
        return (
            f"None of {_written(cases.value)} {noun} {what}; with that many looked at, "
            f"up to about 1 in {_written(_rounded(cases.value / 3))} could still."
        )
    said = f"About {_in(wrong)} {noun} {what}"
    if many is not None:
        said += f"; at {_written(many.value)} {noun}{often}, {_expected(wrong * many.value, often)}"
    said += "."
    if cases is not None and cases.value >= 1:
        low, high = _interval(wrong, cases.value)
        said += f" Measured on {_written(cases.value)}: it may as well be {_between(low, high)}."
    return said


def _expected(count: float, often: str) -> str:
    """Return how many that makes: "about 160", or "about one in 3 days" where it is rarer than one."""
    if count >= 0.95 or count <= 0:
        return f"about {_written(_rounded(count))}"
    unit = often.removeprefix(" a ")
    return f"about one in {round(1 / count)} {unit}s" if unit else "fewer than one"


def _latency(label: str, value: str, noun: str, many: _Amount | None, often: str) -> str:
    amount = _amount(value)
    if amount is None:
        return ""
    found = re.search(r"p(\d{2})", label, re.IGNORECASE)
    within = 50 if found is None else int(found.group(1))
    if within == 50:
        return f"Half of the {noun} are there within {value}, half take longer."
    said = f"{within} in 100 {noun} are there within {value}; the others wait longer"
    if many is not None:
        said += f": at {_written(many.value)}{often}, about {_written(_rounded(many.value * (100 - within) / 100))}"
    return said + "."


def _cost(value: str, noun: str, many: _Amount | None, often: str) -> str:
    amount = _amount(value)
    if amount is None:
        return ""
    said = f"Each {noun[:-1] if noun.endswith('s') and not noun.endswith('ss') else noun} costs {value}"
    if many is not None:
        total = _rounded(amount.value * many.value)
        unit = re.match(r"^(?:pence|cents?|p|c|ct)\b", amount.rest, re.IGNORECASE)
        if unit is not None:
            pounds = "£" if unit.group().lower() in ("pence", "p") else ""
            whole = f"{pounds}{_written(_rounded(total / 100))}{'' if pounds else ' (in whole units)'}"
        else:
            whole = f"{amount.sign}{_written(total)}{f' {amount.rest}' if amount.rest else ''}"
        said += f"; at {_written(many.value)}{often}, about {whole}"
    return said + "."


def _count(value: str, cases: _Amount | None, noun: str) -> str:
    amount = _amount(value)
    if amount is None:
        return ""
    if amount.value == 0 and cases is not None and cases.value >= 1:
        return (
            f"None in {_written(cases.value)} {noun}; with that many looked at, "
            f"up to about 1 in {_written(_rounded(cases.value / 3))} could still happen."
        )
    return ""


def _missing(
    value: str, kind: _Kind | None, cases: _Amount | None, many: _Amount | None, noun: str
) -> list[tuple[Column, str]]:
    if _amount(value) is None:
        return [("value", "Which figure was measured?")]
    asks: list[tuple[Column, str]] = []
    if cases is None and (kind is None or kind.meaning != "cost"):
        asks.append(("sample", "Over how many cases was it measured?"))
    if many is None:
        asks.append(("volume", f"How many {_several(noun)} are there, in which time?"))
    return asks


def _several(noun: str) -> str:
    """Return the plural of a noun that may have been taken from a name in the singular ("Cost per draft")."""
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    return (
        f"{noun[:-1]}ies"
        if re.search(r"[^aeiou]y$", noun)
        else f"{noun}{'es' if re.search(r'(?:s|x|ch|sh)$', noun) else 's'}"
    )


def _noun(text: str) -> str:
    amount = _amount(text)
    if amount is None:
        return ""
    words = [word.strip(",.;") for word in amount.rest.split() if word.lower().strip(",.;") not in _SKIPPED]
    kept: list[str] = []
    for word in words[:3]:
        if not re.fullmatch(r"[^\W\d_][\w-]*", word) or word.lower() in _ENDS:
            break
        kept.append(word)
    return " ".join(kept)


def _noun_of_label(label: str) -> str:
    found = re.search(r"\b(?:of|per)\s+([^\W\d_][\w -]*)$", label)
    if found:
        return found.group(1).strip()
    first = label.split(" ", 1)[0].lower()
    return first if len(first) > 3 and first.endswith("s") and not first.endswith("ss") and " " in label else ""


def _in(share: float) -> str:
    for base in (100, 1_000, 10_000, 100_000):
        if share * base >= 0.95:
            return f"{round(share * base):,} in {base:,}"
    return "fewer than 1 in 100,000"


def _between(low: float, high: float) -> str:
    base = 100 if high >= 0.0095 else 1_000 if high >= 0.00095 else 10_000
    first, last = round(low * base), round(high * base)
    return f"{first:,} to {last:,} in {base:,}" if first != last else f"{first:,} in {base:,}"


def _interval(share: float, cases: float) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's score, which holds for small samples too."""
    z = 1.96
    middle = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z * math.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases)) / (1 + z * z / cases)
    return max(0.0, middle - half), min(1.0, middle + half)


def _rounded(value: float) -> float:
    """Return a value to two significant digits: more would claim what is not known."""
    if value <= 0:
        return 0.0
    digits = 1 - math.floor(math.log10(value))
    return round(value, digits)


def _written(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:,.2g}"
