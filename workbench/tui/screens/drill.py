"""Three minutes of cards: the question, ten seconds, the answer, and whether one had it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.text import counted
from workbench.tui.screens.aloud import Aloud
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.big_clock import BigClock

if TYPE_CHECKING:
    from workbench.workspace.practice import Due

THINK = 10
"""Seconds to name the story and its first sentence, or to say a term in plain words."""
ASKS = {
    "question": "Which story, and its first sentence?",
    "probe": "What do you answer?",
    "glossary": "Say it in plain words.",
    "fluency": "Say it in two sentences.",
}


class DrillScreen(Aloud):
    """One card at a time; every answer is kept at once, so one may leave at any card."""

    SCOPE: ClassVar[str] = "drill"
    CALLED: ClassVar[str] = "a drill"
    CSS_PATH = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Due] = []
        self.at = 0
        self.right = 0
        self.stage: Literal["preparing", "asked", "revealed", "done"] = "preparing"
        self.run = ""
        self._asked: datetime | None = None
        self._took = 0

    def body(self) -> Iterator[Widget]:
        """The clock above the card."""
        with Vertical(id="drill-body", classes="pane"):
            yield BigClock(id="drill-clock")
            yield Static(id="drill-front")
            yield Static(id="drill-back")
            yield Static(id="drill-source")

    def opened(self) -> None:
        """Lay the cards out."""
        self.set_interval(0.25, self.tick)
        self.run_worker(self._compute, thread=True, group="deck", exclusive=True, exit_on_error=False)

    def _compute(self) -> None:
        try:
            cards, run = self.ws.practice.drill(), self.ws.practice.run()
        except WorkbenchError as error:
            self.app.call_from_thread(self.desk.tell_error, error)
            return
        self.app.call_from_thread(self._laid_out, cards, run)

    def _laid_out(self, cards: list[Due], run: str) -> None:
        if self.is_mounted:
            self.cards, self.run, self.at, self.right = cards, run, 0, 0
            self._ask()

    def _ask(self) -> None:
        if self.at < len(self.cards):
            self.stage, self._asked = "asked", self.ws.now()
        else:
            self.stage, self._asked = "done", None
        self.show_all()

    def card(self) -> Due | None:
        """Return the card that is asked."""
        return self.cards[self.at] if self.at < len(self.cards) else None

    def tick(self) -> None:
        """Move the clock."""
        if self.stage == "asked" and self._asked is not None:
            left = THINK - int((self.ws.now() - self._asked).total_seconds())
            words = "seconds to answer aloud" if left > 0 else "time is up: reveal it"
            self.query_one(BigClock).show(str(max(0, left)), words, style="over" if left <= 0 else "")

    def show_all(self) -> None:
        """Draw the card, or how the sitting went."""
        body = self.query_one("#drill-body")
        front, back = self.query_one("#drill-front", Static), self.query_one("#drill-back", Static)
        source = self.query_one("#drill-source", Static)
        due = self.card()
        body.border_title = Content("Drill")
        body.border_subtitle = Content(self.run)
        if due is None:
            tried = len(self.cards)
            if tried:
                self.query_one(BigClock).show(f"{self.right}", f"of {counted(tried, 'card')} · {self.run}")
                front.update(Content("That was today's sitting."))
                missed = tried - self.right
                again = f"{missed} {'comes' if missed == 1 else 'come'} again tomorrow."
                every = "You had it." if tried == 1 else "You had every one of them."
                back.update(Content(again if missed else every))
            else:
                self.query_one(BigClock).show("0", f"cards are due today · {self.run}")
                front.update(Content("Nothing is due."))
                back.update(Content("Cards come evenly spaced, up to the day before the first round."))
            source.update(Content(""))
            self.show_keys()
            return
        body.border_title = Content(f"Card {self.at + 1} of {len(self.cards)}")
        front.update(Content.assemble((due.card.front + "\n", "bold $ink"), (ASKS[due.card.kind], "$quiet")))
        if self.stage == "revealed":
            back.update(Content(due.card.back))
            source.update(Content(f"{due.card.source} · {due.why}" if due.card.source else due.why))
            took = f"{self._took} s. Did you have it?"
            self.query_one(BigClock).show(str(self._took), took, style="over" if self._took > THINK else "")
        else:
            back.update(Content(""))
            source.update(Content(""))
            self.tick()
        self.show_keys()

    # Keys

    def why_not(self, action_id: str) -> str:
        """First the answer aloud, then the card's back, then the verdict."""
        name = action_id.partition(".")[2]
        if not action_id.startswith("drill."):
            return super().why_not(action_id)
        if self.stage == "preparing":
            return "The cards are being laid out."
        if name == "more":
            return "" if self.stage == "done" else "First finish these."
        if self.stage == "done":
            return f"The sitting is over; {self.desk.keymap.shown('drill.more')} lays out another."
        if name == "reveal" and self.stage == "revealed":
            return "It is revealed: y or n."
        if name in {"had", "missed"} and self.stage != "revealed":
            return "Reveal the answer first."
        if name == "story" and (self.stage != "revealed" or not (due := self.card()) or not due.card.story):
            return "This card belongs to no story, or is not revealed yet."
        return ""

    def do_drill_reveal(self) -> None:
        """Show the back of the card."""
        if self._asked is not None:
            self._took = int((self.ws.now() - self._asked).total_seconds())
        self.stage = "revealed"
        self.show_all()

    def do_drill_had(self) -> None:
        """It was there."""
        self._judge(True)

    def do_drill_missed(self) -> None:
        """Not yet: it comes again tomorrow."""
        self._judge(False)

    def _judge(self, right: bool) -> None:
        due, took = self.card(), self._took
        if due is None:
            return
        self.right += right
        self.at += 1
        self.run_worker(self._keep(due, right, took), group="keep", exit_on_error=False)
        self._ask()

    async def _keep(self, due: Due, right: bool, took: int) -> None:
        try:
            await self.desk.saving.write(lambda: self.ws.practice.answered(due.card, right, took))
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        if self.stage == "done":
            self.run = self.ws.practice.run()
            self.show_all()
            self.desk.bank_changed()

    def do_drill_more(self) -> None:
        """Another sitting."""
        self.stage = "preparing"
        self.run_worker(self._compute, thread=True, group="deck", exclusive=True, exit_on_error=False)

    def do_drill_story(self) -> None:
        """Open the story of the card."""
        if (due := self.card()) and due.card.story:
            self.desk.open_story(due.card.story)
