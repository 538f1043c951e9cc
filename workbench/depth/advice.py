"""The advice beside a reading: whose deeds, open gaps, claims, telling, mistakes, questions, and what would lift it.

>>> report = advise(levels_only, story, catalogue, words_per_minute=150)

Pure: same report, story and catalogue, same advice. All of it costs a few milliseconds for 300 words, and is linear
in the length of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.depth import coach, overrule, questions
from workbench.depth.claims import claims_in, with_settled
from workbench.depth.gaps import gaps_in
from workbench.depth.lift import lift
from workbench.depth.ownership import whose
from workbench.depth.sentences import Sentence, split
from workbench.depth.telling import telling
from workbench.model.report import CriterionReading, Evidence

if TYPE_CHECKING:
    from themes.schema import Catalogue
    from workbench.model.report import DepthReport
    from workbench.model.story import Story, Whose


def advise(report: DepthReport, story: Story, catalogue: Catalogue, words_per_minute: int | None = None) -> DepthReport:
    """Return `report` with everything that is said beside the levels. Levels themselves are left as they were read.

    A text that could not be read still gets its length and its claims: they need no reader.
    """
    sentences = [sentence for part, text in report.parts.items() for sentence in split(part, text)]
    with_ai = report.depth not in ("not-ai", "not-read")
    gaps = gaps_in(sentences) if with_ai else {}
    criteria = {
        name: _with_gap(_with_owners(reading, report, story.whose), gaps.get(name, ()), story.whose)
        for name, reading in report.criteria.items()
    }
    evidenced = {name for name, reading in criteria.items() if reading.level == 2}
    unread = report.depth == "not-read"
    advised = report.model_copy(
        update={
            "criteria": criteria,
            "claims": tuple(with_settled(claims_in(sentences), story.claims, report.parts)),
            "telling": telling(report.parts, sentences, catalogue.craft, words_per_minute, report.craft),
            "mistakes": () if unread else tuple(coach.mistakes(sentences, catalogue.coach, evidenced, with_ai)),
            "lapsed": overrule.lapsed(story.overrules, report.parts),
        }
    )
    advised = advised.model_copy(update={"questions": tuple(questions.questions(advised, story, catalogue.criteria))})
    changes, note = lift(advised, story, catalogue)
    return advised.model_copy(update={"lift": changes, "lift_note": note})


def _with_owners(reading: CriterionReading, report: DepthReport, settled: Mapping[str, Whose]) -> CriterionReading:
    """Say of each quote whose deed it tells: as the user settled it, else as the sentence tells it."""
    if not reading.evidence:
        return reading
    return reading.model_copy(
        update={"evidence": tuple(_owned(each, report.parts.get(each.part, ""), settled) for each in reading.evidence)}
    )


def _owned(evidence: Evidence, text: str, settled: Mapping[str, Whose]) -> Evidence:
    known = settled.get(evidence.quote)
    return evidence.model_copy(update={"whose": known or _whose(text, evidence.start, evidence.end)})


def _whose(text: str, start: int, end: int) -> Whose:
    """Whose deed a span tells, read in the sentence around it; spans are short, so is what is looked at."""
    before = max(text.rfind(mark, max(start - 300, 0), start) for mark in (". ", "\n", "? ", "! "))
    first = max(before + 1, start - 300, 0)
    while first < start and text[first] in " \n":
        first += 1
    return whose(text[first:end], start - first, end - first)


def _with_gap(reading: CriterionReading, told: Sequence[Sentence], settled: Mapping[str, Whose]) -> CriterionReading:
    """Put the story's own words beside a level 0 that they explain."""
    if reading.level or not told or reading.overruled:
        return reading
    place = told[0]
    quoted = Evidence.model_construct(
        part=place.part,
        start=place.start,
        end=place.end,
        quote=place.text,
        why="You say yourself that this was not done: candour worth having an answer for.",
        whose=settled.get(place.text) or whose(place.text),
    )
    return reading.model_copy(update={"gap": quoted, "why": "Not done, as the story says itself."})
