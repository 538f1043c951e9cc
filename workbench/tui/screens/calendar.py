"""The calendar: rounds with their zones, and what to prepare, spread back from the first round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import BadInput, WorkbenchError
from workbench.model.dates import EXAMPLE, EXAMPLE_DAY, day_of, day_written
from workbench.tui.screens import practising
from workbench.tui.screens.form import Answers, Field, Problem, ask
from workbench.tui.screens.sheet import Sheet
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from workbench.workspace.practice import Entry


MARKS = {"round": ("◆", "line--accent"), "task": ("☐", "line--muted"), "left": ("–", "line--muted")}


def left_out_why(entry: Entry) -> str:
    """Return why a task has no day."""
    return f"Left out: no evening before {entry.day:%A %d %B} has room for it beside what is more useful."


class CalendarScreen(Sheet):
    """Days as headings; tick a task, or move it."""

    SCOPE: ClassVar[str] = "calendar"
    CSS_PATH = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[list[Entry]] = []
        """Each line: a round, or a task with all targets that ask for it on that day."""
        self.companies: dict[str, str] = {}

    def body(self) -> Iterator[Widget]:
        """The days, and below them what the entry under the cursor is about."""
        yield RowList(id="calendar-rows", classes="pane")
        yield Static(id="calendar-detail", classes="pane")

    @property
    def rows(self) -> RowList:
        """The days."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Show the days from today on."""
        self.rows.focus()
        self._show(first=True)

    def came_back(self) -> None:
        """Show what stands now."""
        if self.entries:
            self._show()

    def _show(self, *, first: bool = False) -> None:
        before = {name_of(entry) for entry in self.all_here()}
        try:
            self.entries = together(self.ws.practice.calendar())
            self.companies = {target.id: target.company for target in self.ws.tailoring.targets()}
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        today = self.ws.today()
        rows: list[Row] = []
        day: date | None = None
        at, left_out = None, 0
        for same in self.entries:
            entry = same[0]
            if entry.kind == "left":
                if not left_out:
                    rows.append(Row("", "Left out", right="no evening has room"))
                left_out += 1
            elif entry.day != day:
                day = entry.day
                rows.append(Row("", f"{day:%A %d %B}", right=away(day, today)))
            mark, style = MARKS[entry.kind]
            if entry.proposed:
                mark, style = "◇", "line--watch"
            if entry.done:
                mark, style = "☑", "line--good"
            tail = " · carried over" if entry.carried and self.size.width >= 100 else " ↷" if entry.carried else ""
            company = self.companies.get(entry.target, entry.target) if len(same) == 1 else f"{len(same)} targets"
            right = f"{company} · {entry.minutes} min{tail}"
            if entry.starts:
                right = f"proposed · {entry.starts:%H:%M}" if entry.proposed else f"{entry.starts:%H:%M}"
            rows.append(
                Row(
                    row_id(same), entry.title, mark, style, right,
                    style="line--muted" if entry.done else "line--strong",
                    note=entry.who if entry.kind == "round" else "",
                )
            )  # fmt: skip
            if at is None and entry.day >= today and not entry.done and entry.kind != "left":
                at = row_id(same)
        left = sum(same[0].kind == "task" and not same[0].done for same in self.entries)
        open_dates = sum(same[0].proposed for same in self.entries)
        proposed = f" · {open_dates} {'date' if open_dates == 1 else 'dates'} only proposed (◇)" if open_dates else ""
        self.rows.border_title = Content("Calendar")
        without = f" · {left_out} left out" if left_out else ""
        self.rows.border_subtitle = Content(f"{left} {'task' if left == 1 else 'tasks'} to do{without}{proposed}")
        if not rows:
            rows = [Row("", "Nothing yet: no open target has a round with a date.")]
        # On its new day a line may stand together with others, or apart from them: the cursor goes with it.
        again = (row_id(same) for same in self.entries if before & {name_of(entry) for entry in same})
        self.rows.show(rows, at=at if first else next(again, None))
        self._detail()

    def here(self) -> Entry | None:
        """Return the entry under the cursor, the first of those that stand together."""
        return next(iter(self.all_here()), None)

    def all_here(self) -> list[Entry]:
        """Return the entries of the line under the cursor."""
        here = self.rows.here()
        return next((same for same in self.entries if row_id(same) == here), [])

    def _detail(self) -> None:
        entry, pane = self.here(), self.query_one("#calendar-detail", Static)
        pane.border_title = Content(entry.title if entry else "")
        detail = entry.detail if entry else ""
        if entry is not None and entry.proposed:
            accept, move = self.desk.keymap.shown("calendar.tick"), self.desk.keymap.shown("calendar.move")
            detail += f". Nobody has named this day yet: {accept} accepts it, {move} gives it another day or time."
        if entry is not None and entry.kind == "left":
            move = self.desk.keymap.shown("calendar.move")
            detail += f" {left_out_why(entry)} {move} gives it a day."
        pane.update(Content(detail))
        self.show_keys()

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another entry."""
        self._detail()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter ticks a task, and opens a round's target."""
        entry = self.here()
        if entry is not None and entry.kind == "round":
            self.desk.open_target(entry.target)
        else:
            self.action_act("calendar.tick")

    # Keys

    def why_not(self, action_id: str) -> str:
        """A date that was named is not moved by a slip of a key."""
        if not action_id.startswith("calendar."):
            return ""
        entry = self.here()
        if entry is None:
            return "There is nothing in the calendar."
        name = action_id.partition(".")[2]
        if entry.kind == "round" and not entry.proposed and name in {"tick", "later", "earlier"}:
            return f"This date is set; {self.desk.keymap.shown('calendar.move')} changes it."
        if entry.met and name in {"tick", "later", "earlier", "move"}:
            return "Your bank holds as many stories: this is done."
        if entry.kind == "left" and name in {"later", "earlier"}:
            return f"This was left out; {self.desk.keymap.shown('calendar.move')} gives it a day."
        return ""

    def do_calendar_tick(self) -> None:
        """Tick the task, or take the tick back; of a round, accept the proposed date."""
        if (entry := self.here()) is not None and entry.kind == "round":
            practising.change(
                self.desk, lambda: self.ws.practice.accept_date(entry.target, entry.id), "The date is set."
            )
        elif entries := self.all_here():
            targets = [entry.target for entry in entries]
            done = not entries[0].done
            practising.change(self.desk, lambda: self.ws.practice.tick_all(targets, entries[0].id, done))

    def _move(self, day: date) -> None:
        if entries := self.all_here():
            targets = [entry.target for entry in entries]
            practising.change(self.desk, lambda: self.ws.practice.move_all(targets, entries[0].id, day))

    def _step(self, step: int) -> None:
        entry = self.here()
        if entry is not None and entry.kind == "round":
            practising.change(self.desk, lambda: self.ws.practice.shift_round(entry.target, entry.id, step))
        elif entry is not None:
            self._move(entry.day + timedelta(days=step))

    def do_calendar_later(self) -> None:
        """One day later; a proposed date to the next working day."""
        self._step(1)

    def do_calendar_earlier(self) -> None:
        """One day earlier; a proposed date to the working day before."""
        self._step(-1)

    def _date_round(self, entry: Entry) -> None:
        tailoring = self.ws.tailoring
        round_ = self.ws.practice.round_of(entry.target, entry.id)[1]

        def answered(answers: Answers) -> None:
            if (starts := tailoring.when_meant(answers["when"], round_.zone, round_)) is not None:
                practising.change(self.desk, lambda: self.ws.practice.date_round(entry.target, entry.id, starts))

        def problem(answers: Answers) -> Problem | None:
            try:
                starts = tailoring.when_meant(answers["when"], round_.zone, round_)
            except BadInput as error:
                return Problem("when", error.do or error.happened)
            return None if starts is not None else Problem("when", f"Write the date as {EXAMPLE}.")

        place = round_.zone.rpartition("/")[2].replace("_", " ")
        ask(
            self.desk,
            f"When: {entry.title}",
            [Field("when", "Day and time", tailoring.when_typed(round_), note=f"for example {EXAMPLE}")],
            answered,
            lead="Whoever invited you named it, or you guess: what you write here counts as set."
            + (f" Time in {place}." if place else ""),
            confirm="Set",
            check=problem,
            key=f"date {entry.target} {entry.id}",
        )

    def do_calendar_move(self) -> None:
        """Ask for a day; of a round, for day and time."""
        entry = self.here()
        if entry is None:
            return
        if entry.kind == "round":
            self._date_round(entry)
            return

        def answered(answers: Answers) -> None:
            if (day := day_of(answers["day"], self.ws.today())) is not None:
                self._move(day)

        ask(
            self.desk,
            f"Move: {entry.title}",
            [Field("day", "To the day", day_written(entry.day), note=f"for example {EXAMPLE_DAY}")],
            answered,
            confirm="Move",
            check=lambda answers: (
                None if day_of(answers["day"], self.ws.today()) else Problem("day", f"Write the day as {EXAMPLE_DAY}.")
            ),
            key=f"move {entry.target} {entry.id}",
        )


def row_id(same: list[Entry]) -> str:
    """Return the name of a line."""
    return name_of(same[0])


def name_of(entry: Entry) -> str:
    """Return the name of an entry, the same on whatever day it stands."""
    return f"{'round' if entry.kind == 'round' else 'task'} {entry.target} {entry.id}"


def together(entries: list[Entry]) -> list[list[Entry]]:
    """Return tasks that several targets ask for on the same day as one line; rounds stand alone."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        alone = entry.kind == "round"
        name = (entry.day, entry.target, entry.id, "") if alone else (entry.kind, entry.day, entry.id, entry.done)
        found.setdefault(name, []).append(entry)
    return list(found.values())


def away(day: date, today: date) -> str:
    """Return how far a day is: "today", "tomorrow", "in 5 days", "3 days ago"."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days, f"in {days} days" if days > 0 else f"{-days} days ago")
