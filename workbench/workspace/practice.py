"""Practice: moments, rehearsals, drills, mock interviews, debriefs, the calendar and tonight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workbench.errors import NotFound, Refused
from workbench.model.moment import Moment
from workbench.model.practice import Asked, Attempt, Debrief, Drill, Mock, Rehearsal
from workbench.model.story import Claim, Part, Story
from workbench.model.target import Round, Target
from workbench.practice import calendar, cards, debrief, drill, mock, moments, rehearsal, tonight
from workbench.practice.calendar import Entry as Entry
from workbench.practice.debrief import Line as Line
from workbench.practice.debrief import State as State
from workbench.practice.drill import Card as Card
from workbench.practice.drill import Due as Due
from workbench.practice.moments import Progress
from workbench.practice.rehearsal import Judged as Judged
from workbench.practice.rehearsal import PartPlan as PartPlan
from workbench.practice.tonight import Tonight
from workbench.text import clean

if TYPE_CHECKING:
    from themes.schema import StoryTheme
    from workbench.workspace.workspace import Workspace


class Practice:
    """What happens before, between and after interviews."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    # Moments

    def moments(self) -> list[Moment]:
        """Return the inbox: moments that have not become a story, oldest first."""
        return [moment for moment in self._ws.bank.all(Moment) if moment.story is None]

    def add_moment(self, text: str, theme: str = "") -> Moment:
        """Keep one line. Raises `NotFound` for an unknown theme and `Refused` for an empty line."""
        line = clean(text).strip()
        if not line:
            raise Refused("A moment needs a line of text.")
        self._check_theme(theme)
        with self._ws.bank.transaction(f"moment {line[:40]}") as tx:
            return tx.put(Moment(text=line, theme=theme))

    def write_moment(self, moment_id: str) -> Story:
        """Turn a moment into a story and return it; one undo takes both back."""
        moment = self._ws.bank.get(Moment, moment_id)
        if moment.story is not None:
            raise Refused(f"This moment has become the story {moment.story} already.")
        with self._ws.bank.transaction(f"write {moment.text[:40]}") as tx:
            story = tx.put(moments.seed(moment))
            tx.put(moment.model_copy(update={"story": story.id}))
        return story

    def theme_moment(self, moment_id: str, theme: str) -> Moment:
        """Say which theme a moment shows, "" for none. Raises `NotFound` for an unknown theme."""
        self._check_theme(theme)
        moment = self._ws.bank.get(Moment, moment_id)
        with self._ws.bank.transaction(f"theme of {moment.text[:40]}") as tx:
            return tx.put(moment.model_copy(update={"theme": theme}))

    def delete_moment(self, moment_id: str) -> None:
        """Move a moment to the trash."""
        moment = self._ws.bank.get(Moment, moment_id)
        with self._ws.bank.transaction(f"delete {moment.text[:40]}") as tx:
            tx.delete(Moment, moment.id)

    def progress(self) -> Progress:
        """Return how far the bank is on its way to twenty stories."""
        return moments.progress(self._ws.stories.all(), self._ws.bank.all(Moment), self._ws.catalogue.themes)

    def prompts(self, count: int = 3) -> list[tuple[StoryTheme, str]]:
        """Return today's prompts, thin themes first."""
        return moments.prompts(
            self._ws.stories.all(), self._ws.bank.all(Moment), self._ws.catalogue.themes, self._ws.today(), count
        )

    # Rehearsal

    def rehearsal_plan(self, story: Story, cut: int = 0, target: str = "") -> list[PartPlan]:
        """Return the seconds for each part at the user's own rate. With a cut, only the words that it keeps count."""
        past = self.rehearsals(story, cut)
        return rehearsal.plan_parts(self._spoken(story, cut, target), cut, self.rate(), past[0] if past else None)

    def _spoken(self, story: Story, cut: int, target: str) -> Mapping[Part, int]:
        if cut:
            return self._ws.tailoring.cut_words(story.id, cut, target or None)
        return {part: len(text.split()) for part, text in story.parts().items()}

    def rate(self) -> int:
        """Return the speaking rate in words a minute: learnt from rehearsals once there are two, else the setting."""
        return rehearsal.own_rate(self._ws.bank.all(Rehearsal)) or self._ws.settings.words_per_minute

    def proofs(self, story: Story) -> list[str]:
        """Return the quotes that a telling of this story should hold."""
        return rehearsal.proofs(self._ws.reading.read(story))

    def keep_rehearsal(self, told: Rehearsal) -> tuple[Rehearsal, Judged]:
        """Save a rehearsal, finished or not, and return it with how it went."""
        story = self._ws.stories.get(told.story)
        plan = self.rehearsal_plan(story, told.cut, told.target)
        spoken = self._spoken(story, told.cut, told.target)
        with self._ws.bank.transaction(f"rehearsal of {story.title}") as tx:
            kept = tx.put(told.model_copy(update={"words": sum(spoken.values())}))
        return kept, rehearsal.judge(kept, plan)

    def begin_rehearsal(self, story: Story, cut: int = 0, target: str = "") -> Rehearsal:
        """Return the rehearsal of this story and cut that was left in the middle, or a fresh one, not kept yet.

        Parts that were told stand in it with their seconds; the part that was being told is told again.
        """
        for left in self.unfinished():
            if (left.story, left.cut, left.target) == (story.id, cut, target):
                return left
        return Rehearsal(story=story.id, target=target, cut=cut, started=self._ws.now())

    def keep_step(self, told: Rehearsal) -> Rehearsal:
        """Keep a rehearsal as far as it has come, so that it can be left and taken up again."""
        with self._ws.bank.transaction("a part of a rehearsal") as tx:
            return tx.put(told)

    def rehearsals(self, story: Story, cut: int | None = None) -> list[Rehearsal]:
        """Return the finished rehearsals of a story (and a cut), latest first."""
        return rehearsal.history(self._ws.bank.all(Rehearsal), story, cut)

    def told(self) -> list[Rehearsal]:
        """Return every finished rehearsal of a story, latest first."""
        found = [each for each in self._ws.bank.all(Rehearsal) if each.finished and each.story]
        return sorted(found, key=lambda each: (str(each.started), each.id), reverse=True)

    def unfinished(self) -> list[Rehearsal]:
        """Return rehearsals that were left in the middle, latest first."""
        open_ones = [each for each in self._ws.bank.all(Rehearsal) if not each.finished]
        return sorted(open_ones, key=lambda each: str(each.started), reverse=True)

    # Drill

    def deck(self, target_id: str | None = None) -> list[Card]:
        """Return all cards: the questions of the target's plan, or of every open target, then the rest."""
        stories = {story.id: story for story in self._ws.stories.all()}
        deck: list[Card] = []
        for target in self._open_targets(target_id):
            deck += cards.question_cards(target, self.planned(target), stories)
        return [*deck, *cards.probe_cards(list(stories.values())), *cards.learning_cards(self._ws.catalogue)]

    def drill(self, target_id: str | None = None, minutes: int = 3) -> list[Due]:
        """Return the cards for one sitting."""
        drills = {each.id: each for each in self._ws.bank.all(Drill)}
        return drill.session(self.deck(target_id), drills, self._first_round(target_id), self._ws.today(), minutes)

    def answered(self, card: Card, right: bool, seconds: int = 0) -> Drill:
        """Keep one try at a card."""
        drills = {each.id: each for each in self._ws.bank.all(Drill)}
        before = drills.get(card.id) or Drill(id=card.id)
        attempt = Attempt(at=self._ws.now(), right=right, seconds=seconds)
        with self._ws.bank.transaction(f"card {card.front[:40]}") as tx:
            return tx.put(before.model_copy(update={"attempts": [*before.attempts, attempt]}))

    def streak(self) -> int:
        """Return how many days of practice stand in a row, forgiving one missed day in seven."""
        zone = self._ws.now().tzinfo
        tried = [attempt.at for each in self._ws.bank.all(Drill) for attempt in each.attempts]
        told = [each.started for each in self._ws.bank.all(Rehearsal) if each.started and each.finished]
        days = {moment.astimezone(zone).date() for moment in (*tried, *told)}
        return drill.streak(sorted(days), self._ws.today())

    # Mock interviews and debriefs

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

    def rate_mock(self, played: Mock, position: int, rating: int, seconds: int, note: str = "") -> Mock:
        """Rate one question of a mock interview 1 to 4, and keep it."""
        return self.keep_mock(mock.rated(played, position, rating, seconds, clean(note)))

    def friend_mock(self, played: Mock, ratings: Mapping[int, int], notes: Mapping[int, str] | None = None) -> Mock:
        """Put a friend's ratings beside the own ones, and keep them."""
        return self.keep_mock(mock.befriended(played, ratings, notes))

    def keep_mock(self, played: Mock) -> Mock:
        """Save a mock interview as it stands."""
        with self._ws.bank.transaction("mock interview") as tx:
            return tx.put(played)

    def mocks(self, target_id: str | None = None) -> list[Mock]:
        """Return the mock interviews, latest first."""
        found = [each for each in self._ws.bank.all(Mock) if target_id in (None, each.target)]
        return sorted(found, key=lambda each: (str(each.started), each.id), reverse=True)

    def begin_debrief(self, target_id: str, round_id: str) -> Debrief:
        """Return a debrief of one round with the expected questions filled in; nothing is kept yet."""
        target, chosen = self._round(target_id, round_id)
        return debrief.begin(target, chosen, self.planned(target), self._ws.now())

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

    # Calendar and tonight

    def calendar(self) -> list[Entry]:
        """Return every round and task of the open targets, by day."""
        moved = {
            f"{target.id}/{item}": date.fromisoformat(day)
            for target in self._ws.bank.all(Target)
            for item, day in target.moved.items()
        }
        return calendar.entries(self._ws.bank.all(Target), self._ws.catalogue.checklists, self._ws.today(), moved)

    def tick(self, target_id: str, item_id: str, done: bool = True) -> Target:
        """Tick a task of a target, or take the tick back."""
        return self.tick_all([target_id], item_id, done)[0]

    def tick_all(self, target_ids: Sequence[str], item_id: str, done: bool = True) -> list[Target]:
        """Tick a task for several targets in one step, or take the ticks back."""
        targets = [self._target(target_id) for target_id in target_ids]
        self._check_item(item_id)
        with self._ws.bank.transaction(f"{'tick' if done else 'untick'} {item_id}") as tx:
            return [
                tx.put(
                    target.model_copy(
                        update={"done": [item for item in target.done if item != item_id] + [item_id] * done}
                    )
                )
                for target in targets
            ]

    def tick_everywhere(self, item_id: str) -> list[Target]:
        """Tick a task for every open target: an evening's work is done once, whoever asks for it."""
        waiting = [target.id for target in self._open_targets(None) if item_id not in target.done]
        return self.tick_all(waiting, item_id)

    def move(self, target_id: str, item_id: str, day: date) -> Target:
        """Move a task of a target to another day."""
        return self.move_all([target_id], item_id, day)[0]

    def move_all(self, target_ids: Sequence[str], item_id: str, day: date) -> list[Target]:
        """Move a task of several targets to another day, in one step."""
        targets = [self._target(target_id) for target_id in target_ids]
        self._check_item(item_id)
        with self._ws.bank.transaction(f"move {item_id} to {day}") as tx:
            return [
                tx.put(target.model_copy(update={"moved": {**target.moved, item_id: day.isoformat()}}))
                for target in targets
            ]

    def tonight(self) -> Tonight:
        """Return what comes next across all targets, and what is still open for it."""
        targets = self._open_targets(None)
        upcoming = tonight.next_round(targets, self._ws.now())
        answers = {upcoming.target.id: self.planned(upcoming.target)} if upcoming else {}
        stories = {story.id: story for story in self._ws.stories.all()}
        needed = set(next(iter(answers.values()), {}).values()) if upcoming else set(stories)
        open_probes = {
            story_id: [probe.text for probe in self._ws.tailoring.open_probes(story_id)]
            for story_id in stories
            if story_id in needed
        }
        claims: dict[str, list[Claim]] = {story_id: [] for story_id in needed}
        for line in self._ws.tailoring.claims():
            if line.story in claims and line.sentence:
                claims[line.story].append(line.claim)
        found = tonight.tonight(
            targets, stories, answers, open_probes, self._ws.bank.all(Rehearsal), self._ws.now(),
            claims=claims, debriefs=self._ws.bank.all(Debrief), calendar=self.calendar(),
        )  # fmt: skip
        return replace(found, cards=len(self.drill()), streak=self.streak())

    # Shared

    def planned(self, target: Target) -> dict[str, str]:
        """Return slot id -> story id as the plan has it."""
        return {slot.slot: slot.story for slot in self._ws.tailoring.plan(target.id).slots if slot.story is not None}

    def _targets(self) -> dict[str, Target]:
        return {target.id: target for target in self._ws.bank.all(Target, deleted=True)}

    def _open_targets(self, target_id: str | None) -> list[Target]:
        if target_id is not None:
            return [self._target(target_id)]
        return [target for target in self._ws.bank.all(Target) if target.state == "open"]

    def _first_round(self, target_id: str | None) -> date | None:
        today = self._ws.today()
        days = [calendar.first_round(target, today) for target in self._open_targets(target_id)]
        ahead: Sequence[date] = [day for day in days if day is not None]
        return min(ahead) if ahead else None

    def _target(self, target_id: str) -> Target:
        return self._ws.tailoring.target(target_id)

    def _round(self, target_id: str, round_id: str) -> tuple[Target, Round]:
        target = self._target(target_id)
        for each in target.rounds:
            if round_id in (each.id, each.kind):
                return target, each
        known = ", ".join(each.id for each in target.rounds) or "none yet"
        raise NotFound(f'{target.company} has no round "{round_id}".', do=f"Its rounds: {known}.")

    def _check_theme(self, theme: str) -> None:
        if theme and theme not in self._ws.catalogue.themes:
            raise NotFound(f'There is no theme "{theme}".', do=f"Themes: {', '.join(self._ws.catalogue.themes)}.")

    def _check_item(self, item_id: str) -> None:
        items = [item.id for checklist in self._ws.catalogue.checklists.values() for item in checklist.items]
        if item_id not in items:
            raise NotFound(f'There is no task "{item_id}".', do="`workbench calendar` shows all tasks with their ids.")
