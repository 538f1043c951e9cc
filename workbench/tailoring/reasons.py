"""Why a plan is as it is: a reason for each slot, the runner-up and its cost, why the rest was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.model.report import DEPTH_WORDS
from workbench.model.story import Story
from workbench.model.tailored import WELL, Fit, LeftOut, Plan, PlannedSlot, RunnerUp, Spare
from workbench.model.target import Round, Slot
from workbench.tailoring.assignment import Problem, preference, value

if TYPE_CHECKING:
    from workbench.tailoring.plan import Inputs, Wishes

_NOTHING = Fit(0)


class Costs:
    """What it costs to tell another story in one slot while the rest of the plan stays."""

    def __init__(self, problem: Problem, chosen: Mapping[str, str]) -> None:
        self._problem = problem
        self._chosen = chosen
        self._told = Counter(chosen.values())
        self._heard = Counter((problem.listener[slot], story) for slot, story in chosen.items())
        self._covers: dict[str, list[int]] = {}
        self._covered: Counter[int] = Counter()
        for index, cover in enumerate(problem.covers):
            for story in cover.stories:
                self._covers.setdefault(story, []).append(index)
        for story in self._told:
            self._covered.update(self._covers.get(story, ()))

    def alternatives(self, slot: str) -> list[tuple[int, str]]:
        """Return (cost, story) of every other story that may be told in a slot, cheapest first."""
        problem, now = self._problem, self._chosen.get(slot)
        points = problem.covers
        lost: set[int] = set()
        loss = 0
        if now is not None:
            loss = problem.gain[slot][now]
            if self._told[now] == 1:
                lost = {index for index in self._covers.get(now, ()) if self._covered[index] == 1}
                loss += sum(points[index].points for index in lost)
            else:
                loss -= problem.repeat
        found = []
        for story, gain in problem.gain[slot].items():
            if story == now or self._heard[problem.listener[slot], story]:
                continue
            won = gain
            if self._told[story]:
                won -= problem.repeat
            else:
                won += sum(
                    points[index].points
                    for index in self._covers.get(story, ())
                    if index in lost or not self._covered[index]
                )
            found.append((loss - won, story))
        return sorted(found, key=lambda each: (each[0], -preference(slot, each[1]), each[1]))


def explained(
    inputs: Inputs,
    wishes: Wishes,
    slots: Sequence[tuple[Round, Slot]],
    problem: Problem,
    chosen: Mapping[str, str],
    refused: Sequence[str],
) -> Plan:
    """Put a solved assignment into words."""
    stories = {story.id: story for story in inputs.stories}
    told = Counter(chosen.values())
    covered = _covered(inputs, told)
    costs = Costs(problem, chosen)
    ranked = {slot.id: costs.alternatives(slot.id) for _, slot in slots}
    first: dict[str, str] = {}
    planned: list[PlannedSlot] = []
    wishes_not_met = list(refused)
    for round_, slot in slots:
        title = round_.title or round_.kind
        name = chosen.get(slot.id)
        if name is None:
            why = _why_empty(inputs, wishes, slot, stories)
            wishes_not_met.append(f"No story for “{slot.question}” ({title}). {why}")
            planned.append(PlannedSlot(round_.id, title, slot.id, slot.question, slot.kind, None, why))
            continue
        fit = inputs.fit(slot.id, name)
        repeats = name in first
        why = _why(
            inputs,
            stories[name],
            fit,
            [clause for clause, best in covered.items() if best == name],
            told,
            slot,
            slot.id in problem.locks,
        )
        if repeats:
            why += f" {first[name]} hears it too: {_instead(ranked[slot.id], told)}, so tell another side of it."
        first.setdefault(name, title)
        planned.append(
            PlannedSlot(
                round=round_.id,
                round_title=title,
                slot=slot.id,
                question=slot.question,
                kind=slot.kind,
                story=name,
                why=why,
                points=fit.points,
                quote=fit.quote,
                locked=slot.id in problem.locks,
                repeats=repeats,
                runner_up=_runner_up(inputs, slot, fit, ranked[slot.id]),
                artefact=inputs.artefacts.get(slot.id, "") if slot.kind == "case" else "",
            )
        )
    clauses = [row.clause for row in inputs.principles.rows()]
    return Plan(
        target=inputs.target.id,
        slots=tuple(planned),
        left_out=_left_out(inputs, wishes, slots, told, ranked, stories, chosen),
        spares=_spares(inputs, slots, problem, told),
        uncovered=tuple(clause for clause in clauses if clause not in covered),
        covered=covered,
        wishes=tuple(wishes_not_met),
        points=value(problem, chosen),
        weights={
            name: getattr(inputs.weights, name)
            for name in ("deep", "partial", "thin", "fresh", "clause", "repeat", "bench", "early", "least")
        },
    )


def _covered(inputs: Inputs, told: Mapping[str, int]) -> dict[str, str]:
    found = {}
    for row in inputs.principles.rows():
        speaking = [
            (-row.cells[name].strength, name) for name in told if name in row.cells and row.cells[name].strength >= 2
        ]
        if speaking:
            found[row.clause] = min(speaking)[1]
    return found


def _why(
    inputs: Inputs,
    story: Story,
    fit: Fit,
    clauses: Sequence[str],
    told: Mapping[str, int],
    slot: Slot,
    locked: bool,
) -> str:
    parts = []
    if locked:
        parts.append(
            "You chose it here."
            if fit.points >= inputs.weights.least
            else "You chose it here; its words do not answer this question by themselves."
        )
    # In one sentence with the reason: a page that has room for one tells both.
    lead = "Behind your own answer" if slot.kind == "case" else "Only by bending it" if fit.points < WELL else ""
    if lead and not locked:
        parts.append(f"{lead}: {fit.why[0].lower()}{fit.why[1:]}" if fit.why else f"{lead}.")
    elif fit.why:
        parts.append(fit.why)
    reading = inputs.readings.get(story.id)
    if reading is not None and reading.depth in ("deep", "partial"):
        parts.append(f"Depth: {DEPTH_WORDS[reading.depth]}.")
    titles = {row.clause: row.title for row in inputs.principles.rows()}
    alone = [
        titles[clause]
        for clause in clauses
        if not any(
            name != story.id and name in told and row.cells[name].strength >= 2
            for row in inputs.principles.rows()
            if row.clause == clause
            for name in row.cells
        )
    ]
    if alone:
        more = f" and {len(alone) - 3} more" if len(alone) > 3 else ""
        parts.append(f"Only it speaks to {', '.join(f'“{title}”' for title in alone[:3])}{more} in this loop.")
    elif clauses:
        parts.append(f"It speaks best to {', '.join(f'“{titles[clause]}”' for clause in clauses[:2])}.")
    if story.state == "bench":
        parts.append("You had put it on the bench.")
    return " ".join(parts)


def _instead(ranked: Sequence[tuple[int, str]], told: Mapping[str, int]) -> str:
    """What a story that nobody else hears would cost in this slot."""
    fresh = next((cost for cost, name in ranked if name not in told), None)
    if fresh is None:
        return "no story that nobody hears answers this"
    return f"one that nobody hears would cost {fresh} points here" if fresh > 0 else "one that nobody hears is as good"


def _why_empty(inputs: Inputs, wishes: Wishes, slot: Slot, stories: Mapping[str, Story]) -> str:
    fits = inputs.fits.get(slot.id, {})
    # A story that the user has taken out of the loop, or retired, is no answer that another question has taken.
    retired = {name for name, story in stories.items() if story.state == "retired"}
    out = wishes.without | set(inputs.target.excluded) | retired
    answering = {name: fit for name, fit in fits.items() if name in stories and fit.points > 0}
    ranked = sorted((-fit.points, name) for name, fit in answering.items() if name not in out)
    if not ranked:
        more = " else" if answering else ""
        return f"Nothing{more} in the bank answers it yet: write one, or say openly that you have not met it."
    points, name = ranked[0]
    if -points >= inputs.weights.least:
        return f"“{_title(stories[name])}” would answer it, but is taken for another question of the same interviewer."
    return f"“{_title(stories[name])}” comes nearest, but only by bending it."


def _runner_up(inputs: Inputs, slot: Slot, fit: Fit, ranked: Sequence[tuple[int, str]]) -> RunnerUp | None:
    if not ranked:
        return None
    cost, name = ranked[0]
    other = inputs.fit(slot.id, name)
    difference = fit.points - other.points
    if difference > 0:
        why = f"It answers the question {difference} {'point' if difference == 1 else 'points'} less well."
    elif cost > 0:
        why = "It answers the question as well, but the loop as a whole loses by it."
    else:
        why = "It is as good; a fixed order decided."
    if other.why:
        why += f" {other.why}"
    return RunnerUp(name, cost, why)


def _left_out(
    inputs: Inputs,
    wishes: Wishes,
    slots: Sequence[tuple[Round, Slot]],
    told: Mapping[str, int],
    ranked: Mapping[str, Sequence[tuple[int, str]]],
    stories: Mapping[str, Story],
    chosen: Mapping[str, str],
) -> tuple[LeftOut, ...]:
    questions = {slot.id: slot.question for _, slot in slots}
    cheapest: dict[str, tuple[int, str]] = {}
    for slot, options in ranked.items():
        for cost, name in options:
            if name not in cheapest or (cost, slot) < cheapest[name]:
                cheapest[name] = (cost, slot)
    found = []
    for story in inputs.stories:
        if story.id in told:
            continue
        if story.state == "retired":
            why = "Retired."
        elif story.id in inputs.target.excluded:
            why = "You have excluded it from this loop."
        elif story.id in wishes.without:
            why = "Left out to see what happens without it."
        elif story.id not in inputs.readings:
            why = "It has not been read yet."
        elif story.id not in cheapest:
            why = "It answers none of these questions well enough to be the one to tell."
        else:
            cost, slot = cheapest[story.id]
            instead = chosen.get(slot)
            fit = inputs.fits[slot][story.id].points
            if instead is None:
                why = f"It would only answer “{questions[slot]}”."
            else:
                other = inputs.fits.get(slot, {}).get(instead, _NOTHING).points
                loss = f"taking it would cost {cost} points" if cost > 0 else "it is as good, a fixed order decided"
                why = (
                    f"Its place would be “{questions[slot]}” (fit {fit}), "
                    f"where “{_title(stories[instead])}” (fit {other}) is told: {loss}."
                )
        found.append(LeftOut(story.id, why))
    return tuple(found)


def _spares(
    inputs: Inputs, slots: Sequence[tuple[Round, Slot]], problem: Problem, told: Mapping[str, int]
) -> tuple[Spare, ...]:
    """For each round the best story that the loop does not tell, and that is not already another round's spare."""
    found: list[Spare] = []
    taken: set[str] = set()
    for round_ in dict.fromkeys(each.id for each, _ in slots):
        options = sorted(
            (-inputs.fits[slot.id][name].points, name, slot.question)
            for each, slot in slots
            if each.id == round_
            for name in problem.gain[slot.id]
            if name not in told and name not in taken and name in inputs.fits.get(slot.id, {})
        )
        if options:
            points, name, question = options[0]
            taken.add(name)
            found.append(
                Spare(
                    round_,
                    name,
                    f"It answers “{question}” too (fit {-points}), and nobody in this loop will have heard it.",
                )
            )
    return tuple(found)


def _title(story: Story) -> str:
    return story.title or story.id
