"""The debrief of a real round in sixty seconds: which questions came, what was told, where it stumbled, how it felt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.form import Answers, Field, ask, required
from workbench.tui.screens.sheet import Sheet
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.big_clock import BigClock
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from datetime import datetime

    from workbench.model.practice import Debrief
    from workbench.workspace.practice import Line, State

SIGNS = {
    "": ("·", "line--muted", ""),
    "came": ("✓", "line--good", "came"),
    "stumbled": ("!", "line--gap", "stumbled"),
    "not_asked": ("–", "line--muted", "not asked"),
}
FELT = {
    None: "felt: not said yet",
    1: "it felt bad (1 of 5)",
    2: "it felt shaky (2 of 5)",
    3: "it felt mixed (3 of 5)",
    4: "it felt good (4 of 5)",
    5: "it felt very good (5 of 5)",
}
OUTCOMES = (
    ("", "not known yet"),
    ("waiting", "waiting"),
    ("passed", "passed"),
    ("rejected", "rejected"),
    ("withdrawn", "I withdrew"),
)


def _came(came: int, foreseen: int) -> str:
    """Say how many questions came: "4 questions came, 3 of them foreseen"."""
    if not came:
        return "No question came so far"
    if came == 1:
        return f"1 question came, {'foreseen' if foreseen else 'not foreseen'}"
    return f"{came} questions came, {'all' if came == foreseen else foreseen or 'none'} of them foreseen"


class DebriefScreen(Sheet):
    """One round, written down. Each key is kept at once; opened again, it can be completed."""

    SCOPE: ClassVar[str] = "debrief"
    CSS_PATH = PRACTICE

    def __init__(self, target_id: str, round_id: str) -> None:
        super().__init__()
        self.target_id = target_id
        self.round_id = round_id
        self.written: Debrief | None = None
        self.lines: list[Line] = []
        self.titles: dict[str, str] = {}
        self._began: datetime | None = None

    def body(self) -> Iterator[Widget]:
        """The minute above, the questions below."""
        with Horizontal(id="debrief-top", classes="pane"):
            yield BigClock(id="debrief-clock")
            yield Static(id="debrief-how")
        yield RowList(id="debrief-rows", classes="pane")

    @property
    def rows(self) -> RowList:
        """The questions."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Open what is written of this round, or begin."""
        self.rows.focus()
        self.set_interval(1.0, self.tick)
        self._change(lambda: self.ws.practice.open_debrief(self.target_id, self.round_id), step=False)

    def _change(self, work: Callable[[], Debrief], *, step: bool = True) -> None:
        self.run_worker(self._changed(work, step), group="debrief", exit_on_error=False)

    async def _changed(self, work: Callable[[], Debrief], step: bool) -> None:
        def all_of_it() -> tuple[Debrief, list[Line]]:
            written = work()
            return written, self.ws.practice.debrief_lines(written)

        try:
            self.written, self.lines = await self.desk.saving.write(all_of_it)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            if self.written is None:
                self.dismiss(None)
            return
        self.titles = {str(row["id"]): str(row.get("title") or "") for row in self.ws.stories.rows()}
        # The minute begins when there is something to answer.
        self._began = self._began or self.ws.now()
        self.show_all()
        if step:
            self._to_unsettled()

    def _to_unsettled(self) -> None:
        for at in range(self.rows.cursor, len(self.lines)):
            if not self.lines[at].state:
                self.rows.go_to(at)
                return

    def tick(self) -> None:
        """Count the minute down; after it nothing happens."""
        if self._began is not None:
            left = 60 - int((self.ws.now() - self._began).total_seconds())
            words = "seconds are enough" if left > 0 else "take your time"
            self.query_one(BigClock).show(str(max(0, left)), words)

    def show_all(self) -> None:
        """Draw what is written."""
        written = self.written
        if written is None:
            return
        self.tick()
        top = self.query_one("#debrief-top")
        top.border_title = Content(f"Debrief: {self.ws.practice.round_title(written.target, written.round)}")
        top.border_subtitle = Content(f"{written.held:%a %d %b}" if written.held else "")
        came = sum(line.state in {"came", "stumbled"} for line in self.lines)
        foreseen = sum(line.state in {"came", "stumbled"} and bool(line.slot) for line in self.lines)
        outcome = dict(OUTCOMES)[written.outcome]
        notes = " ".join(written.notes.split())
        self.query_one("#debrief-how", Static).update(
            Content.assemble(
                (_came(came, foreseen) + "\n", "bold $ink"),
                (f"{FELT[written.felt]} · outcome: {outcome}\n", "$ink"),
                (notes or f"{self.desk.keymap.shown('debrief.notes')} writes a note.", "$ink" if notes else "$quiet"),
            )
        )
        rows = []
        for at, line in enumerate(self.lines):
            sign, style, word = SIGNS[line.state]
            told = self.titles.get(line.story or "", "") if line.state in {"came", "stumbled"} else ""
            rows.append(
                Row(
                    f"{at}", line.question, sign, style, word + ("" if line.slot else " · nobody expected it"),
                    style, "line--muted" if line.state == "not_asked" else "line--strong",
                    f"told: {told}" if told else "",
                )
            )  # fmt: skip
        self.rows.border_title = Content("Which questions came?")
        self.rows.border_subtitle = Content(f"{sum(not line.state for line in self.lines)} to settle")
        add = self.desk.keymap.shown("debrief.add")
        self.rows.show(rows or [Row("", f"No question was expected. {add} adds one that came.")])
        self.show_keys()

    def line_here(self) -> Line | None:
        """Return the question under the cursor."""
        here = self.rows.here()
        return self.lines[int(here)] if here.isdigit() and int(here) < len(self.lines) else None

    # Keys

    def why_not(self, action_id: str) -> str:
        """Most keys need a question."""
        if action_id in {"debrief.came", "debrief.stumbled", "debrief.not_asked"} and self.line_here() is None:
            return f"There is no question under the cursor; {self.desk.keymap.shown('debrief.add')} adds one."
        if action_id == "debrief.told" and (
            (line := self.line_here()) is None or line.state not in {"came", "stumbled"}
        ):
            return "First say that the question came."
        return "The round is being opened." if action_id.startswith("debrief.") and self.written is None else ""

    @on(LineList.Moved)
    def moved(self) -> None:
        """Other keys may work here."""
        self.show_keys()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter says that it came."""
        self.action_act("debrief.came")

    def _settle(self, state: State, story: str | None = None) -> None:
        written, line = self.written, self.line_here()
        if written is not None and line is not None:
            self._change(lambda: self.ws.practice.settle_line(self._latest(), line, state, story))

    def _latest(self) -> Debrief:
        assert self.written is not None
        return self.ws.practice.open_debrief(self.written.target, self.written.round)

    def do_debrief_came(self) -> None:
        """It came, and went well."""
        self._settle("came")

    def do_debrief_stumbled(self) -> None:
        """It came, and stumbled: its answer is open for the next round."""
        self._settle("stumbled")

    def do_debrief_not_asked(self) -> None:
        """It did not come."""
        self._settle("not_asked")

    def do_debrief_told(self) -> None:
        """Say which story was told."""
        from workbench.tui.screens.question import choose_story

        line = self.line_here()
        if line is not None:
            choose_story(self.desk, line.question, lambda story: self._settle(line.state, story))

    def do_debrief_add(self) -> None:
        """A question that nobody expected."""

        def answered(answers: Answers) -> None:
            self._change(
                lambda: self.ws.practice.add_asked(self._latest(), answers["question"], answers["how"] == "stumbled"),
                step=False,
            )

        ask(
            self.desk,
            "Another question that came",
            [
                Field("question", "In their words, as far as you remember"),
                Field("how", "And you", "came", "choice", (("came", "had an answer"), ("stumbled", "stumbled"))),
            ],
            answered,
            confirm="Keep",
            check=required("question", "A few words are enough."),
            key=f"asked {self.target_id} {self.round_id}",
        )

    def do_debrief_felt(self) -> None:
        """How it felt: each press one better, then from the beginning."""
        written = self.written
        if written is not None:
            felt = (written.felt or 0) % 5 + 1
            self._change(
                lambda: self.ws.practice.keep_debrief(self._latest().model_copy(update={"felt": felt})), step=False
            )

    def do_debrief_notes(self) -> None:
        """Write a note."""
        written = self.written
        if written is None:
            return
        draft = f"debriefs/{written.id}/notes"

        def answered(answers: Answers) -> None:
            def work() -> Debrief:
                kept = self.ws.practice.keep_debrief(self._latest().model_copy(update={"notes": answers["notes"]}))
                self.ws.drafts.settle(draft)
                return kept

            self._change(work, step=False)

        ask(
            self.desk,
            "What you want to remember",
            [Field("notes", "", written.notes, "text", draft=draft)],
            answered,
            lead="Where it stumbled, what they leaned forward at, what they said about the next step.",
            confirm="Keep",
            key=draft,
        )

    def do_debrief_outcome(self) -> None:
        """Say what became of the round."""
        written = self.written
        if written is None:
            return

        def answered(answers: Answers) -> None:
            self._change(
                lambda: self.ws.practice.keep_debrief(
                    self._latest().model_copy(update={"outcome": answers["outcome"]})
                ),
                step=False,
            )

        ask(
            self.desk,
            "What became of it?",
            [Field("outcome", "", written.outcome, "choice", OUTCOMES)],
            answered,
            lead="It can be said days later: it is then compared with how you rated yourself.",
            key=f"outcome {written.id}",
        )
