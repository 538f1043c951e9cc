"""The angle of a telling: which of a company's clauses a story leans to, through which of the user's words.

Of what a story tells equally strongly, that comes first which sets this company apart from the others: two tellings
of one story for two companies then differ in what they prove, not only in their frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from themes.schema import Catalogue, Clause, Pack, Value
from workbench.model.report import DepthReport, Evidence
from workbench.model.story import Story
from workbench.tailoring import evidence
from workbench.tailoring.map import speaks_to

OUTCOME = frozenset({"innovation", "rigor", "social_benefit", "customer_focus", "openness", "sustainability"})
"""Values that ask what came of it: the outcome can stand first. The others ask who was at stake: the setting does."""

_MOST_RARE = 2.9
"""Rarity never outweighs a step of strength (3 points)."""


@dataclass(frozen=True, slots=True)
class Angle:
    """A clause of the target, the value it is met through, and the words that prove it."""

    clause: Clause
    pack: Pack
    value: str
    evidence: Evidence


def angle_of(
    story: Story,
    reading: DepthReport | None,
    packs: Sequence[Pack],
    values: Mapping[str, float],
    catalogue: Catalogue,
) -> Angle | None:
    """Return the angle of a story for a target; None where it speaks to none of the target's clauses.

    `values` says how much more the target cares for each value than companies usually do.
    """
    if reading is None:
        return None
    best: tuple[tuple[float, float, int], Angle] | None = None
    for pack in packs:
        for clause in pack.clauses():
            for name, weight in clause.values.items():
                value = catalogue.values.get(name)
                found = speaks_to(story, reading, value) if value is not None and weight == 2 else None
                if value is None or found is None:
                    continue
                worth = 3 * found[0] + min(values.get(name, 0.0), _MOST_RARE)
                for special, quote in _words(story, reading, value, catalogue):
                    rank = (worth, special, -quote.start)
                    if best is None or rank > best[0]:
                        best = (rank, Angle(clause, pack, name, quote))
    return best[1] if best is not None else None


def _words(story: Story, reading: DepthReport, value: Value, catalogue: Catalogue) -> Iterator[tuple[float, Evidence]]:
    """The quotes that speak to a value, each with how much it is this value's own."""
    own = reading.value_evidence.get(value.id)
    if own is not None:
        yield 0.4, evidence.settled(story, own)
    for criterion in value.criteria:
        shared = sum(criterion in other.criteria for other in catalogue.values.values())
        for quote in evidence.of_criterion(reading, criterion, 2):
            settled = evidence.settled(story, quote)
            whose = {"mine": 0.3, "unclear": 0.15, "team": 0.0}[settled.whose]
            told = 0.2 * (settled.part in ("action", "result")) + min(len(quote.quote.split()), 20) / 100
            yield 1.0 / shared + whose + told, settled
