"""A reading as the lines that the Story mode shows: what a listener could check, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.model.story import PART_TITLES, PARTS, Part
from workbench.text import counted

if TYPE_CHECKING:
    from themes.schema import Catalogue, Criterion
    from workbench.model.narrative import Cut
    from workbench.model.report import CriterionReading, DepthReport, Evidence
    from workbench.model.story import Answer, Story

LEVEL_SIGNS = ("○", "◐", "●")
LEVEL_WORDS = ("not there", "mentioned", "specific")
WHOSE_WORDS = {"mine": "your deed", "team": "the team's deed", "unclear": "whose deed is unclear"}
NOT_YET = "answered, not yet in the story's words"
ANSWERED_SIGN = "◇"
"""Beside what is answered, and not told in the story: neither missing nor specific."""
ANSWER_WORDS = {
    "answered": "answered",
    "did_not": "we did not",
    "somebody_else": "somebody else did",
    "cannot_recall": "I can't recall",
}
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s")
_STYLES = ("line--gap", "line--watch", "line--good")
_BANDS = {
    "good": ("●", "line--good"),
    "watch": ("◐", "line--watch"),
    "mend": ("○", "line--gap"),
    "info": ("·", "line--muted"),
}
Kind = Literal["head", "criterion", "lift", "short", "telling", "claim", "mistake", "value"]
Place = tuple[Part, int, int]


class Short(NamedTuple):
    """A cut of the story, its proofs, and those of them that stand in the cut."""

    cut: Cut
    proofs: list[str]
    told: list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: its sign and name, the words beside them, and where in the text it rests."""

    kind: Kind
    id: str
    name: str
    text: str = ""
    sign: str = ""
    style: str = ""
    tag: str = ""
    places: tuple[Place, ...] = ()
    to_mend: bool = False
    about: str = ""
    """The criterion that it speaks of, where it is none itself."""
    settled: bool = False
    """Of a claim: whether the user has said what it is."""
    detail: tuple[tuple[str, str], ...] = ()
    """(label, text) pairs for the cursor's line; an empty label is a plain sentence."""


def findings(report: DepthReport, story: Story, catalogue: Catalogue, short: Short | None = None) -> list[Finding]:
    """Return the lines of a reading: criteria by dimension, what would lift it, telling, mistakes, claims, values.

    With `short`, a cut of the story, also which proofs it tells and which are in reserve for a follow-up.
    """
    return [
        *_criteria(report, story, catalogue),
        *_lift(report),
        *(_short(report, catalogue, short) if short else ()),
        *_telling(report),
        *_mistakes(report),
        *_claims(report, story),
        *_values(report, catalogue),
    ]


def _criteria(report: DepthReport, story: Story, catalogue: Catalogue) -> list[Finding]:
    if report.depth in {"not-ai", "not-read"}:
        why = report.ai_role_why if report.depth == "not-ai" else report.not_read
        name = "Not an AI story" if report.depth == "not-ai" else "Not read"
        text = "nothing is missing from it" if report.depth == "not-ai" else why
        return [Finding("head", "depth", name, text, detail=(("", why),))]
    lines: list[Finding] = []
    if report.ai_role_conflict:
        said = report.ai_role_conflict
        lines.append(Finding("telling", "role", "", said, "!", "line--watch", detail=(("", said),)))
    for key in report.lapsed:
        title = catalogue.criteria[key].title if key in catalogue.criteria else key
        said = f"Your own level for {title} no longer stands: the words that it was about changed."
        lines.append(Finding("telling", f"lapsed:{key}", "", said, "!", "line--watch", detail=(("", said),)))
    for dimension in catalogue.dimensions.values():
        keys = [key for key, criterion in catalogue.criteria.items() if criterion.dimension == dimension.id]
        read = [report.criteria[key] for key in keys if key in report.criteria]
        signs = "·".join(LEVEL_SIGNS[each.level] for each in read)
        told = sum(each.level == 2 for each in read)
        lines.append(Finding("head", dimension.id, dimension.title, f"{signs}  {told} of {len(read)}"))
        lines.extend(_criterion(key, report, story, catalogue) for key in keys if key in report.criteria)
    return lines


def _criterion(key: str, report: DepthReport, story: Story, catalogue: Catalogue) -> Finding:
    read, criterion = report.criteria[key], catalogue.criteria[key]
    question = next((each for each in report.questions if each.criterion == key), None)
    asked = question.question if question else plain_question(criterion)
    answer = next((each for each in story.answers if each.key == key), None)
    # The reader's sentence is about the reader's own level; beside a level set by the user it would contradict it.
    said = "" if read.overruled else read.why
    level, sign, style = LEVEL_WORDS[read.level], LEVEL_SIGNS[read.level], _STYLES[read.level]
    beside = "" if answer is None or read.level == 2 else _answered(answer, report)
    if beside and answer is not None and not read.level and not read.overruled:
        level = NOT_YET if answer.kind == "answered" else ANSWER_WORDS[answer.kind]
        sign, style, said = ANSWERED_SIGN, "line--gap" if read.gap else "line--watch", ""
    detail: list[tuple[str, str]] = [("", f"{criterion.title}: {level}. {said}".strip())]
    if read.level < 2:
        # Before the quotes: below them it would be out of sight on a low screen.
        detail.append(("Asked", answer.question or asked if answer else asked))
    if answer is not None and answer.text:
        detail.append(("Your answer", answer.text))
    places = tuple((each.part, each.start, each.end) for each in read.evidence)
    for each in read.evidence[:2]:
        detail.append((f"{PART_TITLES[each.part]}, {WHOSE_WORDS[_whose(each, story)]}", f"“{each.quote}”"))
    if read.gap is not None:
        detail.append(("Open gap", f"“{read.gap.quote}”"))
        places = (*places, (read.gap.part, read.gap.start, read.gap.end))
    if read.overruled:
        seen = LEVEL_WORDS[read.read_level] if read.read_level is not None else "another level"
        detail.append(("Your own level", read.overruled))
        detail.append((f"Read as {seen}", read.why))
    if answer is None and read.level < 2:
        detail.append(("For example", question.example if question and question.example else criterion.example))
    return Finding(
        "criterion",
        key,
        _first_words(criterion.title),
        beside or _beside(read, asked),
        sign=sign,
        style=style,
        tag=_tag(read, report, story),
        places=places,
        to_mend=read.level < 2 and answer is None,
        detail=tuple(detail),
    )


def plain_question(criterion: Criterion) -> str:
    """Return a criterion's question as it stands in the catalogue, for a story whose nouns are not known."""
    return criterion.questions[0].replace("{noun}", "product")


def _first_words(title: str) -> str:
    return re.split(r"[:(,]", title)[0].strip()


def _answered(answer: Answer, report: DepthReport) -> str:
    """What is said of an answer beside a level that is not specific; empty if its words stand in the story."""
    said = answer.text.strip()
    if answer.kind == "answered":
        return "" if any(said in text for text in report.parts.values()) else f"{NOT_YET}: {said}"
    return f"you say: {ANSWER_WORDS[answer.kind]}" + (f". {said}" if said else "")


def _beside(read: CriterionReading, question: str) -> str:
    if read.level == 2 and read.evidence:
        return f"“{read.evidence[0].quote}”"
    if read.gap is not None:
        return f"open gap: “{read.gap.quote}”"
    if read.level == 1 and read.evidence:
        return f"“{read.evidence[0].quote}”"
    return question or read.why


def _tag(read: CriterionReading, report: DepthReport, story: Story) -> str:
    evidence = read.evidence[0] if read.evidence else read.gap
    if evidence is None:
        return "yours" if read.overruled else ""
    own = "yours" if read.overruled else {"mine": "mine", "team": "team", "unclear": "whose?"}[_whose(evidence, story)]
    return f"{own} {where(report.parts, evidence.part, evidence.start)}".strip()


def _whose(evidence: Evidence, story: Story) -> str:
    return story.whose.get(evidence.quote, evidence.whose)


def where(parts: Mapping[Part, str], part: Part, start: int) -> str:
    """Return where words stand, as short as a seat number: "A5" is the fifth sentence of the Action."""
    before = parts.get(part, "")[:start]
    return f"{PART_TITLES[part][0]}{len(_SENTENCE_END.findall(before)) + 1}"


def _lift(report: DepthReport) -> list[Finding]:
    if report.depth == "not-read" or not (report.lift or report.lift_note):
        return []
    lines = [Finding("head", "lift", "What would lift this most", "" if report.lift else report.lift_note)]
    for number, each in enumerate(report.lift, 1):
        read = report.criteria.get(each.about)
        places = tuple((e.part, e.start, e.end) for e in read.evidence) if read else ()
        detail = [("", each.text), ("It moves", each.why)]
        if each.quote:
            detail.append(("In your words", f"“{each.quote}”"))
        lines.append(
            Finding(
                "lift", f"lift:{each.about}", "", each.text, str(number), "line--watch",
                places=places or _find(report.parts, each.quote), detail=tuple(detail), about=each.about,
            )
        )  # fmt: skip
    return lines


def _short(report: DepthReport, catalogue: Catalogue, short: Short) -> list[Finding]:
    if not short.proofs or not short.cut.missing:
        return []
    limit, told = short.cut.limit, [quote for quote in short.proofs if quote in short.told]
    count = f"{len(told)} of {counted(len(short.proofs), 'proof')}"
    lines = [Finding("head", "short", f"Told in {limit} s", f"{count}, in {spoken(short.cut.seconds)}")]
    for quote in sorted(short.proofs, key=lambda each: each not in told):
        said = quote in told
        keys, places = _proves(quote, report)
        names = [catalogue.criteria[key].title for key in keys] or ["Result"]
        why = f"The {limit} seconds tell it." if said else f"No room in {limit} seconds: keep it for the follow-up."
        lines.append(
            Finding(
                "short", f"short:{quote}", _first_words(names[0]), f"{'told' if said else 'in reserve'}: “{quote}”",
                "▸" if said else "▹", "line--good" if said else "line--muted",
                tag=where(report.parts, *places[0][:2]) if places else "", places=places,
                detail=(("", f"{'; '.join(names)}: {why}"), ("In your words", f"“{quote}”")),
                about=keys[0] if keys else "",
            )
        )  # fmt: skip
    return lines


def _proves(quote: str, report: DepthReport) -> tuple[list[str], tuple[Place, ...]]:
    """Return the criteria that a proof speaks for, none where it is a result, and where it stands."""
    found = {
        key: read.evidence[0]
        for key, read in report.criteria.items()
        if read.level == 2 and read.evidence and read.evidence[0].quote == quote
    }
    first = next(iter(found.values()), None)
    return list(found), ((first.part, first.start, first.end),) if first else _find(report.parts, quote)


def _telling(report: DepthReport) -> list[Finding]:
    telling = report.telling
    if not telling.words:
        return []
    lines = [Finding("head", "telling", "Telling", f"{telling.words} words · {spoken(telling.seconds)} spoken")]
    for band in telling.bands:
        sign, style = _BANDS[band.band]
        detail = [("", band.text)] + ([("In your words", f"“{band.quote}”")] if band.quote else [])
        lines.append(
            Finding(
                "telling", band.id, "", band.text, sign, style,
                places=_find(report.parts, band.quote), to_mend=band.band == "mend", detail=tuple(detail),
            )
        )  # fmt: skip
    return lines


def _mistakes(report: DepthReport) -> list[Finding]:
    if not report.mistakes:
        return []
    lines = [Finding("head", "mistakes", "What a listener may hear")]
    for each in report.mistakes:
        lines.append(
            Finding(
                "mistake", each.id, "", each.heard, "!", "line--watch", to_mend=True,
                tag=where(report.parts, each.part, each.start), places=((each.part, each.start, each.end),),
                detail=(("", each.heard), ("In your words", f"“{each.quote}”"), ("Better", each.better)),
            )
        )  # fmt: skip
    return lines


def _claims(report: DepthReport, story: Story) -> list[Finding]:
    if not report.claims:
        return []
    settled = {(claim.part, claim.quote): claim for claim in story.claims}
    lines: list[Finding] = []
    for each in report.claims:
        claim = settled.get((each.part, each.quote))
        words = {"": "not settled", "unbacked": "can't back up yet"}
        state = (
            "retracted" if claim and claim.retracted else words.get(claim.tag, claim.tag) if claim else "not settled"
        )
        sign, style = ("●", "line--good") if state in {"measured", "estimated", "goal"} else ("◌", "line--muted")
        detail = [("", f"{each.kind.capitalize()}: {state}."), (PART_TITLES[each.part], f"“{each.quote}”")]
        if claim and claim.source:
            detail.append(("Source", claim.source))
        if claim and claim.say:
            detail.append(("Say", claim.say))
        if claim and claim.dont_say:
            detail.append(("Don't say", claim.dont_say))
        lines.append(
            Finding(
                "claim", f"{each.part}:{each.quote}", "", f"“{each.quote}”  {state}", sign, style,
                tag=where(report.parts, each.part, each.start), places=((each.part, each.start, each.end),),
                settled=state != "not settled", detail=tuple(detail),
            )
        )  # fmt: skip
    unsettled = sum(not line.settled for line in lines)
    said = f"{len(lines)} to stand behind" + (f", {unsettled} not settled" if unsettled else "")
    return [Finding("head", "claims", "Claims", said), *lines]


def _values(report: DepthReport, catalogue: Catalogue) -> list[Finding]:
    found = [(key, level) for key, level in report.values.items() if level and key in catalogue.values]
    if not found:
        return []
    lines = [Finding("head", "values", "Speaks to")]
    for key, level in sorted(found, key=lambda each: -each[1]):
        evidence = report.value_evidence.get(key)
        value = catalogue.values[key]
        said = (("In your words", f"“{evidence.quote}”"),) if evidence else ()
        lines.append(
            Finding(
                "value", key, value.title, f"“{evidence.quote}”" if evidence else "", LEVEL_SIGNS[level],
                ("line--gap", "line--watch", "line--good")[level],
                tag=where(report.parts, evidence.part, evidence.start) if evidence else "",
                places=((evidence.part, evidence.start, evidence.end),) if evidence else (),
                detail=(("", f"{value.title}: {value.summary}"), *said),
            )
        )  # fmt: skip
    return lines


def _find(parts: Mapping[Part, str], quote: str) -> tuple[Place, ...]:
    if quote:
        for part in PARTS:
            start = parts.get(part, "").find(quote)
            if start >= 0:
                return ((part, start, start + len(quote)),)
    return ()


def spoken(seconds: int) -> str:
    """Return a spoken length as "2:06"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def marks(lines: list[Finding], part: Part) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of the words of one part that findings rest on, weakest first so that strong wins."""
    kinds = {"line--good": "specific", "line--watch": "named", "line--gap": "gap"}
    found = [
        (start, end, kinds[line.style])
        for line in lines
        if line.kind == "criterion" and line.style in kinds
        for where_, start, end in line.places
        if where_ == part
    ]
    order = {"gap": 0, "named": 1, "specific": 2}
    claims = [
        (start, end, "claim")
        for line in lines
        if line.kind == "claim"
        for where_, start, end in line.places
        if where_ == part
    ]
    return claims + sorted(found, key=lambda each: order[each[2]])
