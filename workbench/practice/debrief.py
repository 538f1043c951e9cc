"""After a round: what was asked and told, and what that says about the plan, the stories and one's own ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbench.model.practice import Asked, Debrief, Mock
from workbench.model.target import Round, Target
from workbench.practice.mock import own_mean

OVERUSED = 3
"""Tellings at one company from which on a story is called over-used."""


@dataclass(frozen=True)
class Use:
    """How often and when last a story was told in real rounds, and how often it stumbled."""

    told: int
    last: date | None
    stumbled: int


@dataclass(frozen=True)
class Foresight:
    """How well the plan foresaw the questions of a round or of all rounds."""

    asked: int
    predicted: int
    expected: int
    """How many slots the plan had for these rounds."""

    @property
    def sentence(self) -> str:
        """Return it in one sentence."""
        if not self.asked:
            return "No questions are written down yet."
        if self.asked == 1:
            foreseen = f"The one question that came was {'foreseen' if self.predicted else 'not foreseen'}"
        else:
            some = {0: "None of the", self.asked: "All"}.get(self.predicted, f"{self.predicted} of")
            was = "was" if self.predicted < 2 else "were"
            foreseen = f"{some} {self.asked} questions {was} foreseen"
        return f"{foreseen}; {self.expected or 'none'} had been expected."


State = Literal["", "came", "stumbled", "not_asked"]


@dataclass(frozen=True)
class Line:
    """One question of a debrief: expected (with its slot) or added, and what became of it ("": not settled yet)."""

    question: str
    slot: str
    story: str | None
    state: State
    note: str = ""


def lines(written: Debrief, chosen: Round | None, answers: Mapping[str, str]) -> list[Line]:
    """Return the questions of a debrief: those that the plan expected, in its order, then those that were added."""
    by_slot = {each.slot: each for each in written.asked if each.slot}
    found = []
    for slot in chosen.slots if chosen is not None else ():
        came = by_slot.pop(slot.id, None)
        if came is not None:
            found.append(Line(came.question, slot.id, came.story, _state(came), came.note))
        else:
            state: State = "not_asked" if slot.id in written.not_asked else ""
            found.append(Line(slot.question, slot.id, answers.get(slot.id), state))
    known = {line.slot for line in found if line.slot}
    others = [each for each in written.asked if not each.slot or each.slot not in known]
    return found + [Line(each.question, each.slot, each.story, _state(each), each.note) for each in others]


def _state(asked: Asked) -> State:
    return "stumbled" if asked.stumbled else "came"


def settled(written: Debrief, line: Line, state: State, story: str | None) -> Debrief:
    """Return the debrief with one question settled, and the story that was told. An added one stays where it is."""
    asked = list(written.asked)
    at = next((at for at, each in enumerate(asked) if (each.slot, each.question) == (line.slot, line.question)), None)
    skipped = [slot for slot in written.not_asked if slot != line.slot]
    if state in ("came", "stumbled"):
        note = asked[at].note if at is not None else line.note
        one = Asked(question=line.question, slot=line.slot, story=story, stumbled=state == "stumbled", note=note)
        asked = [*asked[:at], one, *asked[at + 1 :]] if at is not None else [*asked, one]
    else:
        asked = [each for place, each in enumerate(asked) if place != at]
        if state == "not_asked" and line.slot:
            skipped.append(line.slot)
    return written.model_copy(update={"asked": asked, "not_asked": skipped})


def latest(debriefs: Iterable[Debrief], target: str, round_id: str) -> Debrief | None:
    """Return what was written down of one round last, or None."""
    mine = [each for each in debriefs if (each.target, each.round) == (target, round_id)]
    return max(mine, key=lambda each: (str(each.held), each.id), default=None)


def uses(debriefs: Iterable[Debrief], target: str | None = None) -> dict[str, Use]:
    """Return story id -> how it was used in real rounds, of one target or of all."""
    told: Counter[str] = Counter()
    stumbled: Counter[str] = Counter()
    last: dict[str, date] = {}
    for debrief in debriefs:
        if target is not None and debrief.target != target:
            continue
        for asked in debrief.asked:
            if asked.story is None:
                continue
            told[asked.story] += 1
            stumbled[asked.story] += asked.stumbled
            if debrief.held is not None:
                day = debrief.held.date()
                last[asked.story] = max(day, last.get(asked.story, day))
    return {story: Use(count, last.get(story), stumbled[story]) for story, count in told.items()}


def foresight(debriefs: Iterable[Debrief], targets: Mapping[str, Target]) -> Foresight:
    """Return how many of the questions that came had a slot in the plan."""
    asked = predicted = expected = 0
    for debrief in debriefs:
        asked += len(debrief.asked)
        predicted += sum(1 for each in debrief.asked if each.slot)
        target = targets.get(debrief.target)
        rounds = [each for each in target.rounds if each.id == debrief.round] if target else []
        expected += sum(len(each.slots) for each in rounds)
    return Foresight(asked, predicted, expected)


def seen_at(debriefs: Iterable[Debrief], targets: Mapping[str, Target], company: str) -> list[str]:
    """Return the questions that were really asked at a company, latest round first, each once."""
    at_company = [
        debrief
        for debrief in debriefs
        if (target := targets.get(debrief.target)) is not None and target.company.casefold() == company.casefold()
    ]
    ordered = sorted(at_company, key=lambda each: str(each.held), reverse=True)
    return list(dict.fromkeys(asked.question for debrief in ordered for asked in debrief.asked))


def still_open(debriefs: Iterable[Debrief], target: str) -> list[Asked]:
    """Return the questions of one target's rounds that stumbled: they were asked, and the answer is still open."""
    return [asked for debrief in debriefs if debrief.target == target for asked in debrief.asked if asked.stumbled]


@dataclass(frozen=True)
class Calibration:
    """Own ratings of mock rounds against what became of the real ones."""

    passed: float | None
    rejected: float | None
    rounds: int

    @property
    def sentence(self) -> str:
        """Return it in one sentence; it claims nothing before there are three rounds with both."""
        if self.rounds < 3 or self.passed is None or self.rejected is None:
            return f"Too few rounds to compare own ratings with outcomes ({self.rounds} of 3, with both outcomes)."
        gap = self.passed - self.rejected
        verdict = "own ratings point the right way" if gap > 0.3 else "own ratings do not tell the outcomes apart"
        means = f"Mock rating before rounds passed {self.passed:.1f}, before rounds rejected {self.rejected:.1f}"
        return f"{means}: {verdict}."


def calibration(debriefs: Sequence[Debrief], mocks: Sequence[Mock]) -> Calibration:
    """Return the mean own rating in mocks of rounds that were then passed, and of those that were rejected."""
    by_round: dict[tuple[str, str], float] = {}
    for mock in mocks:
        value = own_mean(mock)
        if value is not None:
            by_round[mock.target, mock.round] = value
    sorted_out: dict[str, list[float]] = {"passed": [], "rejected": []}
    for debrief in debriefs:
        value = by_round.get((debrief.target, debrief.round))
        if value is not None and debrief.outcome in sorted_out:
            sorted_out[debrief.outcome].append(value)
    means = {name: round(sum(values) / len(values), 2) if values else None for name, values in sorted_out.items()}
    return Calibration(means["passed"], means["rejected"], sum(len(values) for values in sorted_out.values()))
