"""Rehearsing a story against the clock: the time each part should take, what was forgotten, one's own rate.

Lengths follow `workbench/model/report.py`: seconds at the user's own rate in words a minute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from workbench.intake.sentences import split
from workbench.model.practice import Rehearsal
from workbench.model.report import DepthReport
from workbench.model.story import PART_TITLES, PARTS, Part, Story

RECENT = 5
"""How many rehearsals the user's own speaking rate is learnt from."""
CUTS = (30, 90, 180)
LEAST = 6
"""Seconds below which a part is no stretch of its own to a clock: a sentence that is said in one breath with the next.
"""
FIGURES = 2
"""How many figures of the Result are asked after besides the quotes of the criteria."""


@dataclass(frozen=True)
class PartPlan:
    """How long one part should take in this rehearsal, in seconds, and how long it took last time (or None).

    What is too short for a clock is told in one go with its neighbour: `parts` are then both, and `part` the longer.
    """

    part: Part
    seconds: int
    last: int | None
    parts: tuple[Part, ...] = ()

    @property
    def title(self) -> str:
        """Return what is told in this stretch: "Situation and Task"."""
        named = [PART_TITLES[part] for part in self.parts or (self.part,)]
        return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


@dataclass(frozen=True)
class Judged:
    """One rehearsal against its plan: what ran over, and which proofs were forgotten."""

    total: int
    aim: int
    over: tuple[tuple[str, int], ...]
    """What was told too long, as people say it ("situation and task"), and the seconds beyond the plan."""
    forgotten: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Return the result in one sentence, without reproach."""
        time = f"{clock(self.total)} against {clock(self.aim)}"
        long = ", ".join(f"{title} {seconds} s over" for title, seconds in self.over)
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
    minute. The seconds of a cut add up to it exactly: the remainder goes to the longest parts. A part of less than
    `LEAST` seconds is told in one go with the next one, the last two with the one before.
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
    return [
        PartPlan(
            max(parts, key=lambda part: seconds[part]), sum(seconds[part] for part in parts), _took(last, parts), parts
        )
        for parts in _stretches(seconds)
    ]


def _stretches(seconds: Mapping[Part, int]) -> list[tuple[Part, ...]]:
    """Return the parts as they are told in one go each: the shortest joins its neighbour until none is too short."""
    told: list[tuple[Part, ...]] = [(part,) for part in seconds]
    while len(told) > 1:
        lengths = [sum(seconds[part] for part in parts) for parts in told]
        at = lengths.index(min(lengths))
        if lengths[at] >= LEAST:
            break
        # What leads up to the deed goes on into what follows, what came of it belongs to what was before.
        ends = told[at][-1] in ("result", "learning")
        first = at - 1 if (ends and at) or at == len(told) - 1 else at
        told[first : first + 2] = [told[first] + told[first + 1]]
    return told


def _took(last: Rehearsal | None, parts: Sequence[Part]) -> int | None:
    found = [last.seconds[part] for part in parts if part in last.seconds] if last else []
    return sum(found) if found else None


def proofs(report: DepthReport) -> list[str]:
    """Return the quotes that a listener could check, in the order of the story.

    They are one quote a criterion, and the sentences of the Result that say by how much it went up or down.
    """
    found: dict[str, tuple[int, int]] = {}
    for reading in report.criteria.values():
        if reading.level == 2 and reading.evidence:
            first = reading.evidence[0]
            found.setdefault(first.quote, (PARTS.index(first.part), first.start))
    figures = [
        piece.text
        for piece in split(report.parts.get("result", ""))
        if any(
            claim.part == "result" and claim.kind == "number" and claim.quote in piece.text for claim in report.claims
        )
        and not any(quote in piece.text or piece.text in quote for quote in found)
    ]
    for at, figure in enumerate(figures[:FIGURES]):
        found[figure] = (PARTS.index("result"), report.parts["result"].find(figure) + at)
    return sorted(found, key=lambda quote: found[quote])


def held(quotes: Sequence[str], texts: Mapping[Part, str]) -> list[str]:
    """Return those quotes that this telling holds: what a cut leaves out cannot be forgotten."""
    return [quote for quote in quotes if any(quote in text for text in texts.values())]


def judge(rehearsal: Rehearsal, plan: Sequence[PartPlan], slack: float = 0.2) -> Judged:
    """Return how a rehearsal went. A part counts as over when it took more than `slack` beyond its plan, and 5 s."""
    over = []
    for each in plan:
        took = sum(rehearsal.seconds.get(part, 0) for part in each.parts or (each.part,))
        if took - each.seconds > max(5, each.seconds * slack):
            over.append((each.title.lower(), took - each.seconds))
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
