"""Choosing the user's words: which evidence of a reading to quote, and whose deed it tells."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.report import DepthReport, Evidence
from workbench.model.story import Part, Story, Whose

_ORDER: dict[Whose, int] = {"mine": 0, "unclear": 1, "team": 2}
_PARTS = {"action": 0, "result": 1, "task": 2, "learning": 3, "situation": 4}


def whose(story: Story, evidence: Evidence) -> Whose:
    """Whose deed a quote tells: as the user settled it, else as the reader saw it."""
    return story.whose.get(evidence.quote, evidence.whose)


def settled(story: Story, evidence: Evidence) -> Evidence:
    """The evidence with `whose` as the user settled it."""
    now = whose(story, evidence)
    return evidence if now == evidence.whose else evidence.model_copy(update={"whose": now})


def best(story: Story, candidates: Iterable[Evidence]) -> Evidence | None:
    """The quote to show: the user's own deeds first, actions before results, longer before shorter."""
    found = [settled(story, each) for each in candidates]
    if not found:
        return None
    return min(found, key=lambda each: (_ORDER[each.whose], _PARTS[each.part], -len(each.quote), each.start))


def of_criterion(reading: DepthReport, criterion: str, level: int = 1) -> tuple[Evidence, ...]:
    """The evidence of a criterion that stands at `level` or above."""
    found = reading.criteria.get(criterion)
    return found.evidence if found is not None and found.level >= level else ()


def level_of(reading: DepthReport, criterion: str) -> int:
    """The level of a criterion, 0 where the reading does not hold it."""
    found = reading.criteria.get(criterion)
    return found.level if found is not None else 0


def whose_of(story: Story, part: Part, start: int, end: int, reading: DepthReport | None) -> Whose:
    """Whose deed a span tells: that of the quote it shares most with, else unclear."""
    found: tuple[int, Whose] = (0, "unclear")
    for criterion in reading.criteria.values() if reading is not None else ():
        for quote in criterion.evidence:
            shared = min(end, quote.end) - max(start, quote.start)
            if quote.part == part and shared > found[0]:
                found = (shared, whose(story, quote))
    return found[1]
