"""Disclosure: what must not leave is replaced in the contents, and then looked for in the finished file.

A term is found in every form it may take in a text: another case, a plural or a possessive, with a space, a
hyphen or nothing between its words, broken over a line or by a hyphen, joined to other words in camel case or with
an underscore, spaced out letter by letter, with or without accents, with letters of another alphabet that look the
same, with joiners that are not seen, glued to others in an address. Replacing and checking use the same patterns,
but not the same text: the check reads the file that was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeVar

from exports.contents import Disclosure, Sentence, Setting

Kind = Literal["name", "employer", "product", "figure", "other"]
Contents = TypeVar("Contents")

STAND_INS: Final[dict[Kind, str]] = {
    "name": "a colleague",
    "employer": "the company",
    "product": "the product",
    "figure": "[figure]",
    "other": "[confidential]",
}
"""What stands for a term that has no stand-in of its own."""
_DETERMINED: Final = re.compile(r"(?i)(?<!\w)(the|an?|our|my|your|their|his|its)\s+$")
"""What before a term makes the stand-in's own article one too many. "her" and "that" may stand for themselves."""
_ARTICLE: Final = re.compile(r"(?i)(?:the|an?)\s+(?=\S)")
FIGURE: Final = "[figure]"
_DAYS: Final = ("dates", "when", "due")
"""Days and times of the loop are no figures of the business; terms in them still go."""
_KEPT: Final = {"key", "part", "whose", "level", "zone", *_DAYS}

_UNSEEN: Final = r"[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]*"
"""What may hang on a letter or hide behind it: loose accents, soft hyphens, joiners, marks of direction, variants."""
_JOIN: Final = rf"(?:[\s\-\u2010-\u2015_·./\u00ad]*|(?:[^\w¶]|_){{1,5}}|&nbsp;|%20){_UNSEEN}"
_BREAK: Final = rf"{_UNSEEN}(?:\s?[-\u2010-\u2012]{{1,2}}\s{{0,3}}|\s{{0,3}}\n\s{{0,3}})?"
"""What may stand between two letters of a word: what is not seen, a hyphen, the end of a line."""
_GAP: Final = rf"{_UNSEEN}[\s\-\u2010-\u2015_·.,*/|+()\u00ad]{{1,3}}"
"""What stands between all letters of a word that is spaced out: "Z o r b l a x", "Z-o-r-b-l-a-x"."""
_FEWEST: Final = 3
"""Letters that a term needs for its spaced form to be looked for: "a b" stands for nothing."""
_GLUED: Final = 4
"""Letters that a term needs to be looked for inside an address, where names are glued to others."""
_IN_AN_ADDRESS: Final = r"(?=[\w-]{0,60}(?:\.[a-z]{2,}|@))"
_BEGINS: Final = r"(?:(?<![^\W_])|(?-i:(?<=[a-z\d])(?=[A-Z]))|(?<=\d)(?=[^\W\d_]))"
_ENDS: Final = r"(?:(?![^\W_])|(?-i:(?<=[a-z\d])(?=[A-Z]))|(?-i:(?<=[A-Z])(?=[A-Z][a-z]))|(?<=[^\W\d_])(?=\d))"
"""Where a name may begin and end: at the edge of a word, at a hump of camel case, between a letter and a digit."""
_THOUSANDS: Final = r"[,.'’\s\u00a0\u202f]?"
_WORDS: Final = re.compile(r"[^\W_]+", re.UNICODE)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SENTENCE: Final = re.compile(r"(?:^|[.!?:]\s+|\n\s*)[\"“‘(]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A confidential term and its public stand-in."""

    term: str
    stand_in: str = ""
    kind: Kind = "other"

    @property
    def shown(self) -> str:
        """Return what is written instead."""
        return self.stand_in or STAND_INS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A term, or a figure, found in a text: the words as they stand there."""

    term: str
    words: str
    start: int


def folded(text: str) -> str:
    """Return `text` with every letter reduced to its base, at the same length: accents and widths are gone."""
    if text.isascii():
        return text
    return "".join(letter if letter < "\x80" else _base(letter) for letter in text)


@lru_cache(maxsize=4096)
def _base(letter: str) -> str:
    alike = _ALIKE.get(letter)
    if alike is not None:
        return alike
    plain = unicodedata.normalize("NFKD", letter)[0]
    return _ALIKE.get(plain, plain) if plain.isalnum() else letter


def _pairs() -> dict[str, str]:
    """Return what looks like a Latin letter or like an apostrophe and is none, with what it looks like.

    Both cases of a letter become the same one, so that a name that is truly Greek or Cyrillic is still found in
    either case.
    """
    cyrillic = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdһhӏlԛqԝw"
    greek = "αaβbεeζzηhιiκkμmνnοoρpτtυyχx"
    small = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
    barred = "øołlđdħhŧtıiȷj"
    out = {}
    for pairs in (cyrillic, greek, small, barred):
        for odd, plain in zip(pairs[::2], pairs[1::2], strict=True):
            out[odd] = plain
            if len(odd.upper()) == 1 and odd.upper() != plain.upper():
                out[odd.upper()] = plain.upper()
    return out | dict.fromkeys("ʼʹʻ′‵＇´`‘’", "'")


_ALIKE: Final = _pairs()
_SPELT: Final = {"ä": "a(?:e)?", "ö": "o(?:e)?", "ü": "u(?:e)?", "ø": "o(?:e)?", "å": "a(?:a)?", "ß": "(?:ß|ss)"}
"""How a letter is written where a keyboard lacks it: Müller, Mueller."""


def _letter(letter: str) -> str:
    return _SPELT.get(letter.lower()) or re.escape(folded(letter))


def _token(word: str, *, last: bool) -> str:
    letters = [_letter(letter) for letter in word]
    if last and len(word) > 2 and word[-1] in "yY":
        return _BREAK.join(letters[:-1]) + _BREAK + r"(?:y|ies)"
    return _BREAK.join(letters)


@lru_cache(maxsize=512)
def pattern(term: str, kind: Kind = "other") -> re.Pattern[str] | None:
    """Return what finds `term` in folded text, or None if it holds no letter and no digit."""
    plain = folded(term.strip())
    # Letters with an accent as one sign, for what each may also be spelt as; loose accents are skipped in the text.
    whole = unicodedata.normalize("NFC", term.strip())
    if kind == "figure" and any(letter.isdigit() for letter in plain):
        return _figure_pattern(plain)
    words = [part for word in _WORDS.findall(whole) for part in _CAMEL.split(word)]
    if not words:
        return None
    tokens = [_token(word, last=number == len(words) - 1) for number, word in enumerate(words)]
    joined = rf"{_BEGINS}{_JOIN.join(tokens)}{_UNSEEN}(?P<end>(?:'s|s'|es|s)?){_ENDS}"
    letters = [_letter(letter) for word in words for letter in word]
    if len(letters) < _FEWEST:
        return re.compile(joined, re.IGNORECASE)
    forms = [joined, rf"(?<![^\W_]){_GAP.join(letters)}(?![^\W_])"]
    if len(letters) >= _GLUED:
        forms.append("[-_.]?".join("".join(map(_letter, word)) for word in words) + _IN_AN_ADDRESS)
    return re.compile("|".join(forms), re.IGNORECASE)


def _figure_pattern(plain: str) -> re.Pattern[str]:
    """Return what finds a figure however its thousands are set apart; a decimal mark must stand, as "." or ","."""
    out: list[str] = []
    pieces = re.findall(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*|[^\W\d_]+|[^\w\s]", plain)
    for number, piece in enumerate(pieces):
        if number:
            out.append(r"[\s\u00a0\u202f-]*")
        out.append(_digits(piece) if piece[0].isdigit() else re.escape(piece))
    return re.compile(rf"(?<![\w.,]){''.join(out)}(?P<end>)(?!\w)(?![.,]\d)", re.IGNORECASE)


def _digits(piece: str) -> str:
    groups = re.split(r"([.,'’\u00a0\u202f ])", piece)
    out = [groups[0]]
    for mark, digits in zip(groups[1::2], groups[2::2], strict=True):
        decimal = mark in ".," and len(digits) != 3
        out.append("[.,]" if decimal else _THOUSANDS)
        out.append(digits)
    if len(groups) == 1 and len(piece) > 3:
        # Written without marks: they may stand before every three digits from the right.
        head = len(piece) % 3
        parts = [piece[:head]] if head else []
        parts += [piece[at : at + 3] for at in range(head, len(piece), 3)]
        return _THOUSANDS.join(parts)
    return "".join(out)


# --- percentages only ---------------------------------------------------------------------------------------

_ABSOLUTE: Final = re.compile(
    r"(?<![\w.,/@#])(?<![^\W\d_]-)(?P<money>[€$£¥]\s?|(?:EUR|USD|GBP|CHF)\s?)?"
    r"(?P<digits>\d+(?:[.,'’\u00a0\u202f]\d+)*(?:\s\d{3})*)"
    r"(?P<scale>\s?(?:thousand|million|billion|trillion|mn|bn|k|m)\b)?"
    r"(?P<unit>\s?[€$£¥]|\s(?:euros?|dollars?|pounds?|francs?|EUR|USD|GBP|CHF)\b)?",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"\s?(?:%|‰|per\s?cent\b|percent(?:age)?\b|pp\b|percentage points?\b|[×x](?![\w])|times\b|fold\b"
    r"|in\s(?:ten|a?\s?hundred|100|10)\b)",
    re.IGNORECASE,
)
_BASE: Final = re.compile(r"\bin\s$", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD_FIGURE: Final = re.compile(
    r"(?<!\w)(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-])?"
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine)[\s-])?(?:hundred|thousand|million|billion)s?(?:\s(?:and\s)?(?:hundred|thousand|million|billion))*"
    r"(?:\s(?:euros?|dollars?|pounds?|francs?))?(?!\w)",
    re.IGNORECASE,
)


def absolute_figures(text: str) -> list[tuple[int, int]]:
    """Return the spans of every figure that is no share: counts, money, durations, in digits or in words.

    A percentage, "8 in 100", "three times" and "2.4×" are shares; a year standing alone is a date; digits that are
    part of a name ("p95", "GPT-4") are no figure.
    """
    spans: list[tuple[int, int]] = []
    for found in _ABSOLUTE.finditer(text):
        whole = found.group()
        bare = not (found["money"] or found["scale"] or found["unit"])
        if bare and (_YEAR.fullmatch(found["digits"]) or _SHARE.match(text, found.end())):
            continue
        if bare and found["digits"] in ("10", "100") and _BASE.search(text, 0, found.start()):
            continue
        if bare and re.match(r"(?:st|nd|rd|th)\b|[^\W\d_]", text[found.end() : found.end() + 2]):
            continue
        spans.append((found.start(), found.start() + len(whole.rstrip())))
    for found in _WORD_FIGURE.finditer(text):
        if not _SHARE.match(text, found.end()) and not _BASE.search(text, 0, found.start()):
            spans.append(found.span())
    return sorted(spans)


# --- replacing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Screen:
    """What is between the bank and the page: the level, and the terms that it covers, longest first."""

    level: Disclosure
    secrets: tuple[Secret, ...]

    @staticmethod
    def of(level: Disclosure, secrets: Iterable[Secret]) -> Screen:
        """Return the screen for `level`; empty terms are left out."""
        kept = [secret for secret in secrets if pattern(secret.term, secret.kind) is not None]
        return Screen(level, tuple(sorted(kept, key=lambda secret: (-len(secret.term), secret.term))))

    def watching(self, contents: object) -> Screen:
        """Return this screen, at the level of shares also looking for every telling figure that `contents` hold.

        Small bare numbers are replaced too, but not looked for afterwards: a page number may be the same.
        """
        if self.level != "percentages":
            return self
        known = {secret.term for secret in self.secrets}
        figures: dict[str, Secret] = {}
        for text in words_in(contents):
            for start, end in absolute_figures(text):
                words = text[start:end].strip()
                telling = sum(letter.isdigit() for letter in words) > 2 or not words.replace(" ", "").isdigit()
                if telling and words not in known:
                    figures[words] = Secret(term=words, stand_in=FIGURE, kind="figure")
        return Screen(self.level, (*self.secrets, *figures.values()))

    def text(self, text: str) -> str:
        """Return `text` as it may be shown at this level."""
        if self.level == "full" or not text:
            return text
        for secret in self.secrets:
            text = _replaced(text, secret)
        if self.level == "percentages":
            text = _shares_only(text)
        return text

    def contents(self, contents: Contents) -> Contents:
        """Return `contents` with every text in it as it may be shown; keys, dates and settings stay."""
        return contents if self.level == "full" else self._walk(contents)

    def _walk(self, value: Contents) -> Contents:
        if isinstance(value, str):
            return self.text(value)  # type: ignore[return-value]
        if isinstance(value, tuple):
            return tuple(self._walk(item) for item in value)  # type: ignore[return-value]
        if isinstance(value, Setting):
            return replace(value, author=self.text(value.author))
        if is_dataclass(value) and not isinstance(value, type):
            kept = _KEPT | ({"kind"} if isinstance(value, Sentence) else set())
            changed = {
                field.name: self._walk(getattr(value, field.name)) for field in fields(value) if field.name not in kept
            }
            for name in _DAYS:
                if hasattr(value, name):
                    changed[name] = Screen("anonymised", self.secrets).text(getattr(value, name))
            return replace(value, **changed)
        return value

    def leaks(self, text: str) -> list[Leak]:
        """Return every term of this screen that stands in `text`, whatever its form."""
        if self.level == "full":
            return []
        plain = folded(text)
        found: list[Leak] = []
        for secret in self.secrets:
            compiled = pattern(secret.term, secret.kind)
            if compiled is not None:
                found += [
                    Leak(term=secret.term, words=text[match.start() : match.end()], start=match.start())
                    for match in compiled.finditer(plain)
                ]
        return found


def words_in(value: object) -> Iterable[str]:
    """Yield every text in a record of contents that a page may show; keys, days and times are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_in(item)
    elif is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Setting):
        for field in fields(value):
            if field.name not in _KEPT:
                yield from words_in(getattr(value, field.name))


def _replaced(text: str, secret: Secret) -> str:
    compiled = pattern(secret.term, secret.kind)
    if compiled is None:
        return text
    out: list[str] = []
    at = 0
    for match in compiled.finditer(folded(text)):
        shown = secret.shown
        if _SENTENCE.search(text, max(0, match.start() - 4), match.start()) or match.start() == 0:
            shown = shown[:1].upper() + shown[1:]
        ending = text[match.start("end") : match.end("end")] if match["end"] else ""
        if match["end"] == "'s":
            shown += ending
        elif ending and shown[-1:].isalpha() and not shown.endswith("s"):
            shown += "s"
        before, after = text[at : match.start()], text[match.end() : match.end() + 1]
        before, shown = _one_article(before, shown)
        # Cut out of a longer name ("ZorblaxOne"), the stand-in is set apart from what is left of it.
        apart = " " if (before or " ")[-1].isalnum() else ""
        out += [before, apart, shown, " " if after.isalnum() else ""]
        at = match.end()
    return "".join([*out, text[at:]])


def _one_article(before: str, shown: str) -> tuple[str, str]:
    """Leave one article: "the Zorblax API" becomes "the product API", "an Acme van" becomes "a company van"."""
    mine = _DETERMINED.search(before)
    if mine is None:
        return before, shown
    own = _ARTICLE.match(shown)
    if own is not None:
        shown = shown[own.end() :]
    article, first = mine[1], shown[:1].lower()
    # Letters that may be spoken either way ("hour", "unit") keep the article that stands there.
    if article.lower() in ("a", "an") and first.isalpha() and first not in "hu":
        article = article[0] + ("n" if first in "aeio" else "")
        before = before[: mine.start(1)] + article + before[mine.end(1) :]
    return before, shown


def _shares_only(text: str) -> str:
    out: list[str] = []
    at = 0
    for start, end in absolute_figures(text):
        if start < at:
            continue
        out += [text[at:start], FIGURE]
        at = end
    return "".join([*out, text[at:]])


def first_leak(screen: Screen, texts: Sequence[tuple[str, str]]) -> tuple[str, Leak] | None:
    """Return the first place (as `texts` names it) where a term stands, or None."""
    for place, text in texts:
        for leak in screen.leaks(text):
            return place, leak
    return None
