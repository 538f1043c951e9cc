"""Rehearsing a story against the clock: the time each part should take, what was forgotten, one's own rate.

Lengths follow `workbench/model/report.py`: seconds at the user's own rate in words a minute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from workbench.model.practice import Rehearsal
from workbench.model.report import DepthReport
from workbench.model.story import PARTS, Part, Story

RECENT = 5
"""How many rehearsals the user's own speaking rate is learnt from."""
CUTS = (30, 90, 180)


@dataclass(frozen=True)
class PartPlan:
    """How long one part should take in this rehearsal, in seconds, and how long it took last time (or None)."""

    part: Part
    seconds: int
    last: int | None


@dataclass(frozen=True)
class Judged:
    """One rehearsal against its plan: what ran over, and which proofs were forgotten."""

    total: int
    aim: int
    over: tuple[tuple[Part, int], ...]
    forgotten: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Return the result in one sentence, without reproach."""
        time = f"{clock(self.total)} against {clock(self.aim)}"
        long = ", ".join(f"{part} {seconds} s over" for part, seconds in self.over)
        left = (
            f"{len(self.forgotten)} proof{'s' if len(self.forgotten) != 1 else ''} not said" if self.forgotten else ""
        )
        return "; ".join(piece for piece in (time, long, left) if piece) + "."


def clock(seconds: int) -> str:
    """Return seconds as minutes and seconds: 126 -> "2:06"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def plan_parts(words: Mapping[Part, int], cut: int, rate: int, last: Rehearsal | None = None) -> list[PartPlan]:
    """Return the time for each part that has words: its share of the cut, or its spoken length for the whole story.

    `words` counts the words to be said in each part, `cut` is in seconds (0: the whole story), `rate` in words a
    minute. The seconds of a cut add up to it exactly: the remainder goes to the longest parts.
    """
    spoken = {part: words.get(part, 0) for part in PARTS if words.get(part, 0)}
    total = sum(spoken.values())
    if not total:
        return []
    aim = cut or round(total * 60 / rate)
    exact = {part: aim * count / total for part, count in spoken.items()}
    seconds = {part: int(value) for part, value in exact.items()}
    by_remainder = sorted(exact, key=lambda part: (seconds[part] - exact[part], PARTS.index(part)))
    for part in by_remainder[: aim - sum(seconds.values())]:
        seconds[part] += 1
    return [PartPlan(part, seconds[part], last.seconds.get(part) if last else None) for part in spoken]


def proofs(report: DepthReport) -> list[str]:
    """Return the quotes that a listener could check, one a criterion, in the order of the story."""
    found: dict[str, tuple[int, int]] = {}
    for reading in report.criteria.values():
        if reading.level == 2 and reading.evidence:
            first = reading.evidence[0]
            found.setdefault(first.quote, (PARTS.index(first.part), first.start))
    return sorted(found, key=lambda quote: found[quote])


def judge(rehearsal: Rehearsal, plan: Sequence[PartPlan], slack: float = 0.2) -> Judged:
    """Return how a rehearsal went. A part counts as over when it took more than `slack` beyond its plan, and 5 s."""
    over = []
    for each in plan:
        took = rehearsal.seconds.get(each.part, 0)
        if took - each.seconds > max(5, each.seconds * slack):
            over.append((each.part, took - each.seconds))
    return Judged(rehearsal.total(), sum(each.seconds for each in plan), tuple(over), tuple(rehearsal.missed))


def own_rate(rehearsals: Sequence[Rehearsal]) -> int | None:
    """Return the user's own rate in words a minute, the median of the last rehearsals; None before there are two.

    Only finished tellings of at least 20 s count, and rates between 60 and 260, outside which a clock was left
    running or the story was not told.
    """
    rates = []
    for each in sorted(rehearsals, key=lambda each: (str(each.started), each.id)):
        total = each.total()
        if each.finished and total >= 20 and each.words:
            rate = each.words * 60 / total
            if 60 <= rate <= 260:
                rates.append(rate)
    return round(median(rates[-RECENT:])) if len(rates) >= 2 else None


def history(rehearsals: Sequence[Rehearsal], story: Story, cut: int | None = None) -> list[Rehearsal]:
    """Return the finished rehearsals of one story (and one cut), latest first."""
    mine = [
        each for each in rehearsals if each.story == story.id and each.finished and (cut is None or each.cut == cut)
    ]
    return sorted(mine, key=lambda each: (str(each.started), each.id), reverse=True)
