"""The angle of a telling: which of a company's clauses a story leans to, through which of the user's words.

Of what a story tells well, that comes first which sets this company apart from the others: two tellings of one story
for two companies then differ in what they prove, not only in their frame.
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

_NEARLY = 0.5
"""How good another proof must be to be told instead of the best, which another company hears."""


@dataclass(frozen=True, slots=True)
class Angle:
    """A clause of the target, the value it is met through, and the words that prove it."""

    clause: Clause
    pack: Pack
    value: str
    evidence: Evidence

    @property
    def asks_outcome(self) -> bool:
        """Whether the clause asks what came of it, by all that it is about; else it asks who was at stake."""
        return _asks_outcome(self.clause)


def angle_of(
    story: Story,
    reading: DepthReport | None,
    packs: Sequence[Pack],
    values: Mapping[str, float],
    catalogue: Catalogue,
    *,
    said: Sequence[Evidence] = (),
) -> Angle | None:
    """Return the angle of a story for a target; None where it speaks to none of the target's clauses.

    `values` says how much more the target cares for each value than companies usually do. `said` are the proofs that
    other companies hear: another one is taken where it speaks to one of the clauses as strongly.
    """
    if reading is None:
        return None
    found_here: list[tuple[tuple[float, ...], Angle]] = []
    for pack in packs:
        for clause in pack.clauses():
            for name, weight in clause.values.items():
                value = catalogue.values.get(name)
                found = speaks_to(story, reading, value) if value is not None and weight == 2 else None
                if value is None or found is None:
                    continue
                # Both "speaks to it" and "proves it" can carry a telling; only then does the company's own decide.
                worth = (min(found[0], 2), round(values.get(name, 0.0), 6), found[0])
                for special, quote in _words(story, reading, value, clause, catalogue):
                    rank = (*worth, special, -quote.start)
                    found_here.append((rank, Angle(clause, pack, name, quote)))
    if not found_here:
        return None
    # Of equals the first found stands, as the packs list their clauses.
    best = max(found_here, key=lambda each: each[0])
    fresh = [
        each
        for each in found_here
        if each[0][0] >= best[0][0]
        and each[0][3] >= _NEARLY * best[0][3]
        and not any(_overlap(each[1].evidence, other) for other in said)
    ]
    return max(fresh, key=lambda each: each[0], default=best)[1]


def _overlap(one: Evidence, two: Evidence) -> bool:
    return one.part == two.part and min(one.end, two.end) > max(one.start, two.start)


def _asks_outcome(clause: Clause) -> bool:
    return all(value in OUTCOME for value, weight in clause.values.items() if weight == 2)


def _words(
    story: Story, reading: DepthReport, value: Value, clause: Clause, catalogue: Catalogue
) -> Iterator[tuple[float, Evidence]]:
    """The quotes that speak to a value, each with how much it is this value's own and answers what the clause asks."""
    asked = "result" if _asks_outcome(clause) else "action"
    own = reading.value_evidence.get(value.id)
    if own is not None:
        yield 0.4, evidence.settled(story, own)
    for criterion in value.criteria:
        shared = sum(criterion in other.criteria for other in catalogue.values.values())
        for quote in evidence.of_criterion(reading, criterion, 2):
            settled = evidence.settled(story, quote)
            whose = {"mine": 0.3, "unclear": 0.15, "team": 0.0}[settled.whose]
            told = 0.5 * (settled.part == asked) + min(len(quote.quote.split()), 20) / 100
            yield 1.0 / shared + whose + told, settled
