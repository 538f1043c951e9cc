"""Mock interviews and debriefs: rounds as they are played and as they were, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workbench.errors import NotFound, Refused
from workbench.model.practice import Asked, Debrief, Mock
from workbench.model.target import Round, Target
from workbench.practice import debrief, mock
from workbench.practice.debrief import Line, State
from workbench.text import clean

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace


class Interviews:
    """The rounds of a target, played beforehand and written down afterwards; a part of `ws.practice`."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    # Mock interviews

    def begin_mock(self, target_id: str, round_id: str) -> Mock:
        """Begin a mock interview of one round and keep it, so that it can be left and taken up again."""
        target, chosen = self._round(target_id, round_id)
        played = self._ws.bank.all(Mock)
        pressure = mock.pressure_question(self._ws.catalogue.questions, chosen.kind, self._ws.today(), played)
        begun = mock.begin(target, chosen, self.planned(target), pressure, self._ws.now())
        return self.keep_mock(begun)

    def open_mock(self, target_id: str, round_id: str, *, again: bool = False) -> Mock:
        """Return the mock interview of a round that was left in the middle, else the last one played today, else begin.

        With `again` one that was played to the end is not shown but begun anew.
        """
        target, chosen = self._round(target_id, round_id)
        for played in self.mocks(target.id):
            started = played.started.astimezone(self._ws.now().tzinfo).date() if played.started else None
            if played.round == chosen.id and (not played.finished or (not again and started == self._ws.today())):
                return played
        return self.begin_mock(target.id, chosen.id)

    def last_mock(self, target_id: str, round_id: str) -> Mock:
        """Return the mock interview of a round played last, finished or not; begin one if there is none."""
        target, chosen = self._round(target_id, round_id)
        played = [each for each in self.mocks(target.id) if each.round == chosen.id]
        return played[0] if played else self.begin_mock(target.id, chosen.id)

    def own_mean(self, played: Mock) -> float | None:
        """Return the mean of the own ratings, None before the first."""
        return mock.own_mean(played)

    def round_title(self, target_id: str, round_id: str) -> str:
        """Return what a round is called: "Google: Recruiter screen"."""
        target, chosen = self._round(target_id, round_id)
        return f"{target.company}: {chosen.title or chosen.kind}"

    def round_name(self, target_id: str, round_id: str) -> str:
        """Return what a round is called, its ids where target or round are gone."""
        try:
            return self.round_title(target_id, round_id)
        except NotFound:
            return f"{target_id}: {round_id}"

    def round_of(self, target_id: str, round_id: str) -> tuple[Target, Round]:
        """Return a target and one of its rounds. Raises `NotFound`."""
        return self._round(target_id, round_id)

    def friend_questions(self, target_id: str, round_id: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return what a friend asks in this round, with up to two follow-ups each, in the order of the mock interview.

        They are the questions of the mock played last, else those that are expected.
        """
        target, chosen = self._round(target_id, round_id)
        played = next((each for each in self.mocks(target.id) if each.round == chosen.id), None)
        if played is not None:
            asked = [(each.question, each.story) for each in played.questions]
        else:
            planned = self.planned(target)
            asked = [(slot.question, planned.get(slot.id)) for slot in chosen.slots]
        known = {str(row["id"]) for row in self._ws.stories.rows()}
        return [
            (
                question,
                tuple(probe.text for probe in self._ws.tailoring.probes(story)[:2]) if story in known and story else (),
            )
            for question, story in asked
        ]

    def rate_mock(self, played: Mock, position: int, rating: int, seconds: int, note: str = "") -> Mock:
        """Rate one question of a mock interview 1 to 4, and keep it with what they ask on (`Mock.asking_on`)."""
        rated = mock.rated(played, position, rating, seconds, clean(note))
        story = rated.questions[position].story
        if story is not None and self._ws.stories.row(story) is not None:
            rated = mock.asked_on(rated, position, self._ws.tailoring.open_probes(story))
        return self.keep_mock(rated)

    def follow_up(self, played: Mock, position: int, held: bool, seconds: int) -> Mock:
        """Say whether there was an answer when they asked on, and keep it."""
        return self.keep_mock(mock.followed_up(played, position, held, seconds))

    def friend_mock(self, played: Mock, ratings: Mapping[int, int], notes: Mapping[int, str] | None = None) -> Mock:
        """Put a friend's ratings and notes beside the own ones, and keep them. Raises `Refused` for another rating."""
        cleaned = {at: clean(note).strip() for at, note in (notes or {}).items()}
        try:
            return self.keep_mock(mock.befriended(played, ratings, cleaned))
        except ValueError as error:
            raise Refused(str(error), kept="Nothing was changed.") from None

    def keep_mock(self, played: Mock) -> Mock:
        """Save a mock interview as it stands."""
        with self._ws.bank.transaction("mock interview") as tx:
            return tx.put(played)

    def mocks(self, target_id: str | None = None) -> list[Mock]:
        """Return the mock interviews, latest first."""
        found = [each for each in self._ws.bank.all(Mock) if target_id in (None, each.target)]
        return sorted(found, key=lambda each: (str(each.started), each.id), reverse=True)

    # Debriefs

    def open_debrief(self, target_id: str, round_id: str) -> Debrief:
        """Return the debrief of a round, a fresh one kept at once if there is none, to be filled step by step."""
        target, chosen = self._round(target_id, round_id)
        found = debrief.latest(self._ws.bank.all(Debrief), target.id, chosen.id)
        return found or self.keep_debrief(Debrief(target=target.id, round=chosen.id, held=self._ws.now()))

    def debrief_lines(self, written: Debrief) -> list[Line]:
        """Return the questions of a debrief, expected and added, with what became of each."""
        target, chosen = self._round(written.target, written.round)
        return debrief.lines(written, chosen, self.planned(target))

    def settle_line(self, written: Debrief, line: Line, state: State, story: str | None = None) -> Debrief:
        """Settle one question of a debrief and keep it. `story` is the one that was told (default: the planned one)."""
        return self.keep_debrief(debrief.settled(written, line, state, story or line.story))

    def add_asked(self, written: Debrief, question: str, stumbled: bool = False) -> Debrief:
        """Add a question that nobody expected. Raises `Refused` for an empty one."""
        question = clean(question).strip()
        if not question:
            raise Refused("A question needs a line of text.")
        asked = [*written.asked, Asked(question=question, stumbled=stumbled)]
        return self.keep_debrief(written.model_copy(update={"asked": asked}))

    def keep_debrief(self, written: Debrief) -> Debrief:
        """Save a debrief."""
        asked = [
            each.model_copy(update={"question": clean(each.question), "note": clean(each.note)})
            for each in written.asked
        ]
        with self._ws.bank.transaction("debrief") as tx:
            return tx.put(written.model_copy(update={"asked": asked, "notes": clean(written.notes)}))

    def debriefs(self, target_id: str | None = None) -> list[Debrief]:
        """Return the debriefs, latest first."""
        found = [each for each in self._ws.bank.all(Debrief) if target_id in (None, each.target)]
        return sorted(found, key=lambda each: (str(each.held), each.id), reverse=True)

    def uses(self, target_id: str | None = None) -> dict[str, debrief.Use]:
        """Return story id -> how it was told in real rounds."""
        return debrief.uses(self._ws.bank.all(Debrief), target_id)

    def still_open(self, target_id: str) -> list[Asked]:
        """Return what was asked in this target's rounds and stumbled."""
        return debrief.still_open(self._ws.bank.all(Debrief), target_id)

    def foresight(self) -> debrief.Foresight:
        """Return how well the plans foresaw what was asked."""
        return debrief.foresight(self._ws.bank.all(Debrief), self._targets())

    def seen_at(self, company: str) -> list[str]:
        """Return the questions that were really asked at a company."""
        return debrief.seen_at(self._ws.bank.all(Debrief), self._targets(), company)

    def calibration(self) -> debrief.Calibration:
        """Return own ratings of mock rounds against outcomes."""
        return debrief.calibration(self._ws.bank.all(Debrief), self._ws.bank.all(Mock))

    # Shared

    def planned(self, target: Target) -> dict[str, str]:
        """Return slot id -> story id as the plan has it."""
        return {slot.slot: slot.story for slot in self._ws.tailoring.plan(target.id).slots if slot.story is not None}

    def _targets(self) -> dict[str, Target]:
        return {target.id: target for target in self._ws.bank.all(Target, deleted=True)}

    def _target(self, target_id: str) -> Target:
        return self._ws.tailoring.target(target_id)

    def _round(self, target_id: str, round_id: str) -> tuple[Target, Round]:
        target = self._target(target_id)
        found = target.round_named(round_id)
        if found is not None:
            return target, found
        known = ", ".join(each.id for each in target.rounds) or "none yet"
        raise NotFound(f'{target.company} has no round "{round_id}".', do=f"Its rounds: {known}.")
