"""Planning a loop: which story answers which question of which interviewer, exactly, and why.

What counts, in points (`Weights`): how well the story answers the question, how deep it is, whether it is fresh,
what the loop as a whole says about the company's principles; less for telling one story to two interviewers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.model.report import DEPTH_WORDS, DepthReport
from workbench.model.story import Story
from workbench.model.tailored import Fit, Plan, PlanChange, PrincipleMap, WhatIf
from workbench.model.target import Round, Slot, Target
from workbench.tailoring import reasons
from workbench.tailoring.assignment import Cover, Problem, solve, value


@dataclass(frozen=True, slots=True)
class Weights:
    """What a plan is made of, in points. A perfect fit to one question is 100."""

    deep: int = 12
    partial: int = 6
    thin: int = 12
    """Cost of an AI story of which a listener could check nothing; doubled for one that does not even mention it."""
    fresh: int = 6
    """For a story of this year or the last; a third less for each year more, 2 where the year is not known."""
    clause: int = 5
    """For each unit of a clause's weight (2 to 4), once a planned story speaks to it; half again if one proves it."""
    repeat: int = 30
    """Cost of each further interviewer who hears the same story: they compare notes."""
    bench: int = 8
    """Cost of taking a story from the bench."""
    early: int = 4
    """In per cent: the first three rounds count 3, 2 and 1 times this more. Nobody reaches the later ones otherwise."""
    least: int = 25
    """A story that fits less than this is not offered: an empty slot is honest, a bent story is not."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of this plan beside the target's own locks and exclusions."""

    locks: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    first_round: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a plan is computed from."""

    target: Target
    stories: Sequence[Story]
    readings: Mapping[str, DepthReport]
    fits: Mapping[str, Mapping[str, Fit]]
    """Slot id -> story id -> how well it answers."""
    principles: PrincipleMap
    today: date
    weights: Weights = Weights()
    artefacts: Mapping[str, str] = field(default_factory=dict)
    """Case slot id -> the project's page to bring."""
    explain: Callable[[str, str], Fit] | None = None
    """Gives the words and the reason of one pairing, where `fits` holds points alone."""

    def fit(self, slot: str, story: str) -> Fit:
        """Return one pairing with its words and reason."""
        known = self.fits.get(slot, {}).get(story)
        if known is None:
            return Fit(0)
        return self.explain(slot, story) if self.explain is not None else known


def plan(inputs: Inputs, wishes: Wishes = Wishes()) -> Plan:
    """Plan the loop of a target. Always gives a plan; wishes that cannot be met are named in `Plan.wishes`."""
    rounds = in_order(inputs.target, wishes.first_round)
    slots = [(round_, slot) for round_ in rounds for slot in round_.slots]
    locks, refused = _locks(inputs, wishes, slots)
    problem = problem_of(inputs, wishes, rounds, locks)
    chosen = solve(problem)
    return reasons.explained(inputs, wishes, slots, problem, chosen, refused)


def what_if(inputs: Inputs, base: Plan, wishes: Wishes, wish: str) -> WhatIf:
    """Plan again under `wishes` and say what changes beside `base`, which stays as it was."""
    other = plan(inputs, wishes)
    before = {slot.slot: slot for slot in base.slots}
    changes = tuple(
        PlanChange(slot.slot, slot.question, before[slot.slot].story, slot.story)
        for slot in other.slots
        if slot.slot in before and before[slot.slot].story != slot.story
    )
    # Both are weighed in the order of the target as it stands, or the cost would compare two different yardsticks.
    order = in_order(inputs.target, None)
    yard = problem_of(inputs, Wishes(), order, {})
    cost = _worth(yard, base) - _worth(yard, other)
    lost = tuple(sorted(set(base.covered) - set(other.covered)))
    return WhatIf(wish, other, changes, cost, lost)


def _worth(problem: Problem, planned: Plan) -> int:
    gains = {slot: dict(points) for slot, points in problem.gain.items()}
    chosen = {each.slot: each.story for each in planned.slots if each.story is not None}
    for slot, story in chosen.items():
        gains.setdefault(slot, {}).setdefault(story, 0)
    return value(replace(problem, gain=gains), chosen)


def in_order(target: Target, first: str | None) -> list[Round]:
    """The rounds as they come: by their times where all have one, else as listed; `first` pulled to the front."""
    rounds = list(target.rounds)
    times = [round_.starts for round_ in rounds if round_.starts is not None and round_.starts.tzinfo is not None]
    if len(times) == len(rounds):
        rounds = [
            round_
            for _, _, round_ in sorted(
                (time, at, round_) for at, (time, round_) in enumerate(zip(times, rounds, strict=True))
            )
        ]
    return sorted(rounds, key=lambda round_: round_.id != first) if first else rounds


def listener(round_: Round) -> str:
    """Who hears a round: the interviewer where named, since one may hold two rounds; else the round itself."""
    return f"person:{round_.interviewer.strip().casefold()}" if round_.interviewer.strip() else f"round:{round_.id}"


def problem_of(inputs: Inputs, wishes: Wishes, rounds: Sequence[Round], locks: Mapping[str, str]) -> Problem:
    """State the plan as slots, gains and covers in whole points."""
    weights = inputs.weights
    kept = {story.id: story for story in inputs.stories if usable(story, inputs, wishes)}
    bonus = {name: sum(extras(story, inputs).values()) for name, story in kept.items()}
    heard: dict[str, str] = {}
    gain: dict[str, dict[str, int]] = {}
    for at, round_ in enumerate(rounds):
        early = 100 + weights.early * max(0, 3 - at)
        for slot in round_.slots:
            heard[slot.id] = listener(round_)
            fits = inputs.fits.get(slot.id, {})
            gain[slot.id] = {
                name: (fits[name].points + bonus[name]) * early // 100
                for name in kept
                if name in fits and fits[name].points >= weights.least
            }
    everyone = {story.id: story for story in inputs.stories}
    for slot_id, name in locks.items():
        fit = inputs.fits.get(slot_id, {}).get(name, Fit(0))
        gain[slot_id].setdefault(name, fit.points + sum(extras(everyone[name], inputs).values()))
    covers = []
    for row in inputs.principles.rows():
        speaking = frozenset(name for name, cell in row.cells.items() if cell.strength >= 2)
        proving = frozenset(name for name, cell in row.cells.items() if cell.strength == 3)
        covers.append(Cover(row.clause, weights.clause * row.weight, speaking))
        covers.append(Cover(f"{row.clause}+", weights.clause * row.weight // 2, proving))
    return Problem(heard, gain, tuple(cover for cover in covers if cover.stories), weights.repeat, dict(locks))


def usable(story: Story, inputs: Inputs, wishes: Wishes) -> bool:
    """Say whether the planner may choose a story by itself."""
    return (
        story.state != "retired"
        and story.id in inputs.readings
        and story.id not in inputs.target.excluded
        and story.id not in wishes.without
    )


def extras(story: Story, inputs: Inputs) -> dict[str, int]:
    """The points of a story whatever the question: depth, freshness, bench."""
    weights = inputs.weights
    reading = inputs.readings.get(story.id)
    depth = reading.depth if reading is not None else "not-read"
    return {
        DEPTH_WORDS[depth]: {
            "deep": weights.deep,
            "partial": weights.partial,
            "surface": -weights.thin,
            "silent": -2 * weights.thin,
        }.get(depth, 0),
        "fresh": freshness(story, inputs.today, weights.fresh),
        "bench": -weights.bench if story.state == "bench" else 0,
    }


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def freshness(story: Story, today: date, most: int = 6) -> int:
    """How fresh a story is: `most` for this year and the last, falling to 0 in three more; a third if not known."""
    years = [int(year) for year in _YEAR.findall(story.when)]
    if not years:
        return most // 3
    age = max(0, today.year - max(years) - 1)
    return max(0, most * (3 - age) // 3)


def _locks(inputs: Inputs, wishes: Wishes, slots: Sequence[tuple[Round, Slot]]) -> tuple[dict[str, str], list[str]]:
    """The locks that can be kept, and those that cannot, each in a sentence."""
    titles = {story.id: story.title or story.id for story in inputs.stories}
    kept: dict[str, str] = {}
    refused: list[str] = []
    heard: dict[tuple[str, str], str] = {}
    known = {slot.id for _, slot in slots}
    refused += [
        f"There is no question “{slot}” in this loop; the lock on it was left out."
        for slot in wishes.locks
        if slot not in known
    ]
    for round_, slot in slots:
        name = wishes.locks.get(slot.id, slot.locked)
        if name is None:
            continue
        if name not in titles:
            refused.append(f"The story “{name}”, locked to “{slot.question}”, is not in the bank any more.")
        elif name in inputs.target.excluded or name in wishes.without:
            refused.append(
                f"“{titles[name]}” is locked to “{slot.question}” and excluded from this loop; it stays out."
            )
        elif (listener(round_), name) in heard:
            refused.append(
                f"“{titles[name]}” is locked to two questions of one interviewer; "
                f"it stays on “{heard[listener(round_), name]}”."
            )
        else:
            kept[slot.id] = name
            heard[listener(round_), name] = slot.question
    return kept, refused
