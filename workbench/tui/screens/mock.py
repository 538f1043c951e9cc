"""A mock interview: question, clock, rating 1 to 4 on observable anchors, note, next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.aloud import PAUSE, Aloud
from workbench.tui.screens.mock_forms import ask_friend, ask_note
from workbench.tui.screens.mock_said import all_played, announced, now_row, played_row, stands_at
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.anchor_list import AnchorList
from workbench.tui.widgets.big_clock import BigClock
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.model.practice import Mock
    from workbench.tui.actions import Action

AIM = 120
"""Seconds that an answer should not exceed before somebody asks on."""
AIM_ON = 45
"""Seconds for the answer to a follow-up."""


class MockScreen(Aloud):
    """One round, played. It is kept after every question and taken up where it was left."""

    SCOPE: ClassVar[str] = "mock"
    CALLED: ClassVar[str] = "a mock interview"
    CSS_PATH = PRACTICE

    def __init__(self, target_id: str, round_id: str) -> None:
        super().__init__()
        self.target_id = target_id
        self.round_id = round_id
        self.played: Mock | None = None
        self.stage: Literal["preparing", "ready", "asked", "rating", "held", "done"] = "preparing"
        self.titles: dict[str, str] = {}
        self._since: datetime | None = None
        self._banked = 0.0
        self._rated_here = False
        self._rated_at: datetime | None = None

    def body(self) -> Iterator[Widget]:
        """Clock and question above, the anchors or what was played below."""
        with Vertical(id="mock-ask", classes="pane"):
            yield BigClock(id="mock-clock")
            yield Static(id="mock-question")
            yield Static(id="mock-note")
        yield AnchorList(id="mock-rows", classes="pane")

    @property
    def rows(self) -> AnchorList:
        """The anchors, or the questions as they were played."""
        return self.query_one(AnchorList)

    def opened(self) -> None:
        """Take up the round that was left, or begin it."""
        self.rows.focus()
        self.set_interval(0.25, self.tick)
        self._begin(again=False)

    def _begin(self, again: bool) -> None:
        self.stage = "preparing"
        self.run_worker(self._load(again), group="mock", exclusive=True, exit_on_error=False)

    async def _load(self, again: bool) -> None:
        try:
            self.played = await self.desk.saving.write(
                lambda: self.ws.practice.open_mock(self.target_id, self.round_id, again=again)
            )
        except WorkbenchError as error:
            self.desk.tell_error(error)
            self.dismiss(None)
            return
        self.titles = {str(row["id"]): str(row.get("title") or "") for row in self.ws.stories.rows()}
        self.stage, self._rated_here = self._waiting(self.played), False
        self.show_all()
        self._to_now()

    def _to_now(self) -> None:
        """Put the cursor on what is asked now or next; when all is played, on the last answer."""
        if self.played is not None:
            self.rows.put_cursor("now" if self.stage != "done" else f"{self.played.position - 1}")

    @staticmethod
    def _waiting(played: Mock) -> Literal["ready", "done"]:
        """Whether something is still to be asked."""
        return "done" if played.finished and played.asking_on is None else "ready"

    @property
    def aim(self) -> int:
        """The seconds that the answer should not exceed."""
        return AIM if self.played is None or self.played.asking_on is None else AIM_ON

    # Clock

    def seconds(self) -> float:
        """Return how long the answer has taken so far."""
        running = (self.ws.now() - self._since).total_seconds() if self._since is not None else 0.0
        return self._banked + running

    def tick(self) -> None:
        """Move the clock."""
        if self.stage == "asked":
            took = int(self.seconds())
            paused = "paused" if self._since is None else "answer aloud, as if they sat there"
            style = "over" if took > self.aim else "close" if took > self.aim * 3 // 4 else ""
            self.query_one(BigClock).show(f"{took // 60}:{took % 60:02d}", paused, style=style)

    # What is shown

    def show_all(self) -> None:
        """Draw everything for the stage one is in."""
        played = self.played
        if played is None:
            return
        pane, question = self.query_one("#mock-ask"), self.query_one("#mock-question", Static)
        note, clock = self.query_one("#mock-note", Static), self.query_one(BigClock)
        count, at, on = len(played.questions), played.position, played.asking_on
        pane.border_title = Content(f"Mock interview: {self.ws.practice.round_title(played.target, played.round)}")
        pane.border_subtitle = Content(all_played(played) if self.stage == "done" else stands_at(played))
        space = self.desk.keymap.shown("mock.next")
        if self.stage == "done":
            mean = self.ws.practice.own_mean(played)
            clock.show(f"{mean:.1f}" if mean is not None else "0", "of 4, your own mean. Let a friend rate it as well.")
            question.update(Content("The round is played."))
            note.update(Content("What they ask on is worth more than what you planned: write it into the debrief."))
        else:
            now = played.questions[min(at, count - 1)]
            pressure = "" if now.slot else "Under pressure. "
            question.update(Content(now.question if on is None else played.questions[on].probe))
            if self.stage == "ready":
                clock.show(*announced(played, space))
                question.update(Content(self._how_it_stands(played)))
                key = self.desk.keymap.shown("mock.note")
                add = f"{key} adds a note to the last answer, or to the one under the cursor; no clock runs."
                note.update(Content(add if at else "A follow-up may come after an answer: it is named as one."))
            elif self.stage == "asked":
                asked = pressure if on is None else f"They ask on. {played.questions[on].probe_why} "
                note.update(Content(f"{asked}{space} when you have finished."))
                self.tick()
            elif self.stage == "held":
                took = int(self.seconds())
                clock.show(
                    f"{took // 60}:{took % 60:02d}", "Did you have an answer?", style="over" if took > self.aim else ""
                )
                had, missed = self.desk.keymap.shown("mock.had"), self.desk.keymap.shown("mock.missed")
                note.update(Content(f"{had}: yes. {missed}: not yet, then Tonight asks it first."))
            else:
                took = int(self.seconds())
                planned = f"Planned: {self.titles.get(now.story, now.story)}. " if now.story else pressure
                clock.show(f"{took // 60}:{took % 60:02d}", "How was it?", style="over" if took > AIM else "")
                own = f"Note: {now.note}" if now.note else f"{self.desk.keymap.shown('mock.note')} adds a note."
                note.update(Content(planned + own))
        self._show_rows(played)
        self.show_keys()

    def _show_rows(self, played: Mock) -> None:
        rows = self.rows
        if self.stage == "rating":
            rows.border_title = Content("What a listener could observe")
            rows.border_subtitle = Content("1 to 4, or Enter")
            rows.show_anchors()
            return
        rows.border_title = Content("So far")
        answered = played.questions if self.stage == "done" else played.questions[: played.position]
        rows.border_subtitle = Content("yours and a friend's" if any(q.friend_rating for q in answered) else "")
        shown = [played_row(at, each) for at, each in enumerate(answered)]
        if self.stage != "done":
            shown.append(now_row(played, asked=self.stage in {"asked", "held"}))
        rows.show(shown)

    # Keys

    def why_not(self, action_id: str) -> str:
        """A rating needs an answer first."""
        name = action_id.partition(".")[2]
        if action_id.startswith("rate."):
            return self._why_no_rating()
        if not action_id.startswith("mock."):
            return super().why_not(action_id)
        if self.stage == "preparing":
            return "The round is being prepared."
        if name == "next" and self.stage == "rating":
            return "Rate it first: 1 to 4."
        if name == "next" and self.stage == "held":
            return "Say first whether you had an answer."
        if name in {"had", "missed"} and self.stage != "held":
            return "This answers what they ask on."
        if name == "next" and self.stage == "done":
            return "The round is played; r plays it again."
        if name == "pause" and self.stage != "asked":
            return "The clock does not run."
        if name == "note" and not self._may_note():
            return "Answer the question first."
        if name in {"again", "friend"} and self.stage != "done":
            return "First play it to the end."
        return ""

    def _why_no_rating(self) -> str:
        if self.stage == "held":
            had, missed = self.desk.keymap.shown("mock.had"), self.desk.keymap.shown("mock.missed")
            return f"A follow-up has no figure: {had} if you had an answer, {missed} if not yet."
        if self.stage == "preparing":
            return "One moment: it is being kept."
        return "" if self.stage == "rating" else "It is rated already."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The digits rate while there is something to rate, and a moment longer; else they are the modes."""
        if action == "act" and str(parameters[0]).startswith("rate."):
            lately = self._rated_at is not None and self.ws.now() - self._rated_at < PAUSE
            return lately or self.stage in {"rating", "held", "preparing"}
        return super().check_action(action, parameters)

    def _may_note(self) -> bool:
        """Say whether there is an answer to write a note on, and no clock runs."""
        answered = self.played is not None and self.played.position > 0
        return self.stage in {"rating", "done"} or (self.stage == "ready" and answered)

    def _how_it_stands(self, played: Mock) -> str:
        if played.position == 0:
            return ""
        if not self._rated_here:
            return "Taken up where it stopped."
        return f"Rated {played.questions[played.position - 1].rating}."

    def word_for(self, action: Action) -> str:
        """Space asks, then ends the answer: the footer says which."""
        return "ask" if action.id == "mock.next" and self.stage == "ready" else action.short

    def do_mock_next(self) -> None:
        """Ask the question; then the answer is finished."""
        if self.stage == "ready":
            self._since, self._banked, self.stage = self.ws.now(), 0.0, "asked"
        elif self.stage == "asked":
            on = self.played.asking_on if self.played is not None else None
            self._banked, self._since, self.stage = self.seconds(), None, "rating" if on is None else "held"
        self.show_all()
        self.rows.put_cursor("rate:1" if self.stage == "rating" else "now")

    def do_mock_pause(self) -> None:
        """Stop the clock, or let it run on."""
        if self._since is None:
            self._since = self.ws.now()
        else:
            self._banked, self._since = self.seconds(), None
        self.tick()

    def leaving(self) -> None:
        """Another screen comes: the clock stops."""
        if self.stage == "asked" and self._since is not None:
            self.do_mock_pause()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter rates by the anchor under the cursor, or goes on."""
        here = self.rows.here()
        if self.stage == "rating" and here.startswith("rate:"):
            self._rate(int(here.removeprefix("rate:")))
        elif self.stage in {"ready", "asked"}:
            self.action_act("mock.next")
        elif self.stage == "done":
            self.action_act("mock.note")

    def do_rate_one(self) -> None:
        """Rate it 1."""
        self._rate(1)

    def do_rate_two(self) -> None:
        """Rate it 2."""
        self._rate(2)

    def do_rate_three(self) -> None:
        """Rate it 3."""
        self._rate(3)

    def do_rate_four(self) -> None:
        """Rate it 4."""
        self._rate(4)

    def _rate(self, rating: int) -> None:
        played = self.played
        if played is None or self.stage != "rating":
            return
        at, took = played.position, int(self.seconds())
        self.stage, self._rated_at = "preparing", self.ws.now()
        self.run_worker(self._rated(played, at, rating, took), group="keep", exit_on_error=False)

    async def _rated(self, played: Mock, at: int, rating: int, took: int) -> None:
        try:
            self.played = await self.desk.saving.write(lambda: self.ws.practice.rate_mock(played, at, rating, took))
        except WorkbenchError as error:
            self.desk.tell_error(error)
            self.stage = "rating"
            return
        self._go_on()

    def _go_on(self) -> None:
        """What was answered is kept: go on to what is asked next."""
        assert self.played is not None
        self._since, self._banked, self.stage, self._rated_here = None, 0.0, self._waiting(self.played), True
        if self.stage == "done":
            self.desk.bank_changed()
        self.show_all()
        self._to_now()

    def do_mock_had(self) -> None:
        """There was an answer to the follow-up."""
        self._held(True)

    def do_mock_missed(self) -> None:
        """There was none yet: it stays open."""
        self._held(False)

    def _held(self, held: bool) -> None:
        played = self.played
        at = played.asking_on if played is not None else None
        if played is None or at is None or self.stage != "held":
            return
        took, self.stage = int(self.seconds()), "preparing"
        self.run_worker(self._followed(played, at, held, took), group="keep", exit_on_error=False)

    async def _followed(self, played: Mock, at: int, held: bool, took: int) -> None:
        try:
            self.played = await self.desk.saving.write(lambda: self.ws.practice.follow_up(played, at, held, took))
        except WorkbenchError as error:
            self.desk.tell_error(error)
            self.stage = "held"
            return
        self._go_on()

    def do_mock_note(self) -> None:
        """Write a note on this question."""
        played = self.played
        if played is None:
            return
        here = self.rows.here()
        at = played.position if self.stage == "rating" else int(here) if here.isdigit() else max(0, played.position - 1)

        def noted(kept: Mock, draft: str) -> None:
            self.run_worker(
                self._keep(lambda: self.ws.practice.keep_mock(kept), draft), group="keep", exit_on_error=False
            )

        ask_note(self.desk, played, at, noted)

    def do_mock_friend(self) -> None:
        """Type a friend's ratings in."""
        played = self.played
        if played is None:
            return

        def rated(ratings: dict[int, int], notes: dict[int, str]) -> None:
            self.run_worker(
                self._keep(lambda: self.ws.practice.friend_mock(played, ratings, notes)),
                group="keep",
                exit_on_error=False,
            )

        ask_friend(self.desk, played, rated)

    async def _keep(self, work: Callable[[], Mock], draft: str = "") -> None:
        try:
            self.played = await self.desk.saving.write(work)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        if draft:
            self.ws.drafts.settle(draft)
        self.show_all()

    def do_mock_again(self) -> None:
        """Play the round again."""
        self._begin(again=True)
