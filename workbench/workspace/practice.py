"""Practice: moments, rehearsals, drills, the calendar and tonight; mock interviews and debriefs by `interviews`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from workbench.errors import NotFound, Refused
from workbench.model.dates import EXAMPLE, day_written
from workbench.model.moment import Moment
from workbench.model.practice import Attempt, Debrief, Drill, Mock, Rehearsal
from workbench.model.story import PARTS, Claim, Part, Story
from workbench.model.target import YEARS, Target, working_day
from workbench.practice import calendar, cards, drill, mock, moments, rehearsal, tonight, when
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
from workbench.workspace.interviews import Interviews

if TYPE_CHECKING:
    from themes.schema import StoryTheme
    from workbench.model.narrative import Cut
    from workbench.model.narrative import Line as ToldLine


class Practice(Interviews):
    """What happens before, between and after interviews."""

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

    def as_told(self, story: Story, cut: int = 0, target: str = "") -> tuple[str, dict[Part, str]]:
        """Return the headline and the words of each part as they are to be said: cut, and as told for a target."""
        headline, texts = story.headline or story.title, story.parts()
        if cut or target:
            tailoring = self._ws.tailoring
            told = tailoring.narrative(story.id, target) if target else None
            headline = (told.headline if told else "") or headline
            lines = told.lines if told and not cut else tailoring.cuts(story.id, target or None, (cut,))[0].lines
            texts = _by_part(lines)
        return headline, texts

    def _spoken(self, story: Story, cut: int, target: str) -> Mapping[Part, int]:
        return {part: len(text.split()) for part, text in self.as_told(story, cut, target)[1].items()}

    def rate(self) -> int:
        """Return the speaking rate in words a minute: learnt from rehearsals once there are two, else the setting."""
        return rehearsal.own_rate(self._ws.bank.all(Rehearsal)) or self._ws.settings.words_per_minute

    def proofs(self, story: Story, cut: int | Cut = 0, target: str = "") -> list[str]:
        """Return the quotes that a telling of this story should hold; of a cut or a version, those that stand in it.

        `cut` is its limit in seconds, or the cut itself where it is in hand.
        """
        found = rehearsal.proofs(self._ws.reading.read(story))
        if not isinstance(cut, int):
            return rehearsal.held(found, _by_part(cut.lines))
        return rehearsal.held(found, self.as_told(story, cut, target)[1]) if cut or target else found

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

    def run(self) -> str:
        """Return the same in words: "a run of 7 days"."""
        return when.run_of(self.streak())

    # Calendar and tonight

    def calendar(self) -> list[Entry]:
        """Return every round and task of the open targets, by day."""
        moved = {
            f"{target.id}/{item}": date.fromisoformat(day)
            for target in self._ws.bank.all(Target)
            for item, day in target.moved.items()
        }
        targets = self._ws.bank.all(Target)
        held = {target.id: self._ws.samples.stories_for(target.id) for target in targets}
        return calendar.entries(targets, self._ws.catalogue.checklists, self._ws.today(), moved, held)

    def tick(self, target_id: str, item_id: str, done: bool = True) -> Target:
        """Tick a task of a target, or take the tick back."""
        return self.tick_all([target_id], item_id, done)[0]

    def tick_all(self, target_ids: Sequence[str], item_id: str, done: bool = True) -> list[Target]:
        """Tick a task for several targets in one step, or take the ticks back."""
        targets = [self._target(target_id) for target_id in target_ids]
        title = self._item_title(item_id)
        with self._ws.bank.transaction(f"{'tick' if done else 'untick'} “{title}”") as tx:
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
        title = self._item_title(item_id)
        with self._ws.bank.transaction(f"move “{title}” to {day_written(day)}") as tx:
            return [
                tx.put(target.model_copy(update={"moved": {**target.moved, item_id: day.isoformat()}}))
                for target in targets
            ]

    def accept_date(self, target_id: str, round_id: str) -> Target:
        """Say that the proposed date of a round is the real one."""
        return self._change_round(target_id, round_id, "accept the date of", proposed=False)

    def date_round(self, target_id: str, round_id: str, starts: datetime | date) -> Target:
        """Give a round its date; a bare day keeps the hour. A time without a zone is meant in the round's own zone.

        Raises `Refused` for a year in which no round lies.
        """
        _, chosen = self._round(target_id, round_id)
        if starts.year not in YEARS:
            raise Refused(f"No round lies in the year {starts.year}.", do=f"Write it as {EXAMPLE}.")
        before = calendar.in_zone(chosen)
        if not isinstance(starts, datetime):
            starts = datetime.combine(starts, before.timetz() if before else time(10))
            # The same hour on another day may have another offset: the zone decides, not the old date.
            starts = starts.replace(tzinfo=None) if chosen.zone else starts
        if starts.tzinfo is None:
            zone = when.zone_of(chosen.zone)
            starts = starts.replace(tzinfo=zone) if zone else starts.astimezone()
        return self._change_round(target_id, round_id, "date", proposed=False, starts=starts)

    def shift_round(self, target_id: str, round_id: str, step: int) -> Target:
        """Move a proposed date to the next working day (`step` 1) or the one before (-1); it stays proposed.

        Raises `Refused` for a round without a date, and for a date that somebody has named.
        """
        _, chosen = self._round(target_id, round_id)
        starts = calendar.in_zone(chosen)
        if starts is None or not chosen.proposed:
            raise Refused("This date is set.", do="Give the round another date instead.")
        day = working_day(starts.date() + timedelta(days=step), step)
        moved = datetime.combine(day, starts.time(), starts.tzinfo)
        return self._change_round(target_id, round_id, "move", starts=moved)

    def _change_round(self, target_id: str, round_id: str, deed: str, **update: object) -> Target:
        target, chosen = self._round(target_id, round_id)
        label = f"{deed} the round {chosen.title or chosen.kind}"
        rounds = [each.model_copy(update=update) if each.id == chosen.id else each for each in target.rounds]
        with self._ws.bank.transaction(label) as tx:
            return tx.put(target.model_copy(update={"rounds": rounds}).dated_since(target, self._ws.today()))

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
            missed=mock.not_held(self._ws.bank.all(Mock)),
        )  # fmt: skip
        return replace(found, cards=len(self.drill()), streak=self.streak())

    # Shared

    def _open_targets(self, target_id: str | None) -> list[Target]:
        if target_id is not None:
            return [self._target(target_id)]
        return [target for target in self._ws.bank.all(Target) if target.state == "open"]

    def _first_round(self, target_id: str | None) -> date | None:
        today = self._ws.today()
        days = [calendar.first_round(target, today) for target in self._open_targets(target_id)]
        ahead: Sequence[date] = [day for day in days if day is not None]
        return min(ahead) if ahead else None

    def _check_theme(self, theme: str) -> None:
        if theme and theme not in self._ws.catalogue.themes:
            raise NotFound(f'There is no theme "{theme}".', do=f"Themes: {', '.join(self._ws.catalogue.themes)}.")

    def _item_title(self, item_id: str) -> str:
        """What a task is called. Raises `NotFound`."""
        titles = {item.id: item.title for each in self._ws.catalogue.checklists.values() for item in each.items}
        if item_id not in titles:
            raise NotFound(f'There is no task "{item_id}".', do="`workbench calendar` shows all tasks with their ids.")
        return titles[item_id]


def _by_part(lines: Sequence[ToldLine]) -> dict[Part, str]:
    """What is said of each part; what belongs to none, a bridge or a closing, is said at the end."""
    return {part: " ".join(line.text for line in lines if (line.part or PARTS[-1]) == part) for part in PARTS}
