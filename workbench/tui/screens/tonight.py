"""Tonight: what comes next across all targets, with whom, how long until then, and what is still open for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.text import counted
from workbench.tui.screens.frame import Frame
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.big_clock import BigClock
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from workbench.workspace.evening import Ahead, Evening, Line

GROUPS: tuple[tuple[str, str, str], ...] = (
    ("debrief", "Write it down", "tonight.debrief"),
    ("rehearse", "Stories to rehearse", "tonight.rehearse"),
    ("asked", "They asked, the answer is still open", ""),
    ("probe", "Follow-ups without an answer", "tonight.probe"),
    ("number", "Numbers without a source", "tonight.number"),
    ("task", "To do today", "tonight.task"),
)
"""What can be open, its heading, and the action whose key leads to the first of it."""
SHOWN = 3
"""Lines of a group before it is opened, where the window has no room for more."""
MARKS = {"debrief": "✎", "rehearse": "▸", "asked": "?", "probe": "?", "number": "#", "task": "□"}
TICK = 20.0
"""Seconds between two looks at the clock: the countdown shows minutes."""
EMPTY = (
    ("Tonight\n\n", "bold $name"),
    ("No round is ahead.\n\n", "bold $ink"),
    ("A target is one application: a company, a role, and the interviews of its loop, each with a date. ", "$ink"),
    ("As soon as one has a date, this is the first screen: how long until then, and what is still open.\n\n", "$ink"),
)


def shares(counts: Mapping[str, int], room: int, opened: Collection[str] = ()) -> dict[str, int]:
    """Return how many lines of each group are shown in `room` lines, those that say "… more" included.

    A group shows `SHOWN` lines at least (one more, rather than say that one is left out), all if it is opened; lines
    that would stay empty go to the groups in turn.
    """
    shown = {kind: count if kind in opened or count <= SHOWN + 1 else SHOWN for kind, count in counts.items()}

    def used() -> int:
        return sum(shown.values()) + sum(shown[kind] < count for kind, count in counts.items())

    growing = [kind for kind, count in counts.items() if shown[kind] < count]
    while growing:
        for kind in list(growing):
            shown[kind] += 1
            if used() > room:
                shown[kind] -= 1
                growing.remove(kind)
            elif shown[kind] == counts[kind]:
                growing.remove(kind)
    return shown


class TonightScreen(Frame):
    """The countdown above, what is still open below; one key into each."""

    SCOPE: ClassVar[str] = "tonight"
    CSS_PATH = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.rounds: list[Ahead] = []
        self.evening: Evening | None = None
        self.opened_groups: set[str] = set()
        self._seen: tuple[int, str] = (-1, "")

    def body(self) -> Iterator[Widget]:
        """The round with its countdown, then what is open."""
        with Horizontal(id="tonight-next", classes="pane"):
            yield BigClock(id="countdown")
            with Vertical(id="tonight-round"):
                yield Static(id="tonight-what")
        yield RowList(id="tonight-open", classes="pane")
        yield Static(id="tonight-foot", classes="line")

    @property
    def list(self) -> RowList:
        """What is open."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Paint the round from the raw rows at once; what is open comes when it is worked out."""
        self.list.focus()
        self.set_interval(TICK, self.tick)
        self.came_back()

    def on_resize(self) -> None:
        """Another window has room for more lines, or for fewer."""
        self.call_after_refresh(self.show_open)

    def came_back(self) -> None:
        """Look at the clock; work out anew where bank, day or next round have changed."""
        self.tick()
        state = (self.ws.bank.seq, f"{self.ws.today()} {self._next_id()}")
        if self._seen == state:
            return
        if self.evening is None:
            self.evening = self.ws.evening.remembered()
            if self.evening is not None:
                self._seen = state
                self.show_open()
                return
        if not self.is_current:
            return
        self.list.border_subtitle = Content("looking …")
        if self.evening is None:
            self.list.show([Row("", "Reading your stories for what is still open …")])
        self.run_worker(self._work_out, thread=True, group="tonight", exclusive=True, exit_on_error=False)

    def bank_changed(self) -> None:
        """Work out anew when this mode is shown."""
        if self.is_current:
            self.came_back()

    def _next_id(self) -> str:
        return f"{self.rounds[0].target}/{self.rounds[0].round}" if self.rounds else ""

    def _work_out(self) -> None:
        state = (self.ws.bank.seq, f"{self.ws.today()} {self._next_id()}")
        try:
            evening = self.ws.evening.work_out()
        except WorkbenchError as error:
            self.app.call_from_thread(self.desk.tell_error, error)
            return
        self.app.call_from_thread(self._worked_out, state, evening)

    def _worked_out(self, state: tuple[int, str], evening: Evening) -> None:
        if self.is_mounted:
            self._seen, self.evening = state, evening
            self.show_open()

    # What is shown

    def tick(self) -> None:
        """Show how long it is until the next round."""
        now = self.ws.now()
        self.rounds = self.ws.evening.rounds()
        self.set_class(not self.rounds, "-empty")
        what = self.query_one("#tonight-what", Static)
        pane = self.query_one("#tonight-next")
        if not self.rounds:
            pane.border_title = Content("")
            key = self.desk.keymap.shown("tonight.target")
            what.update(Content.assemble(*EMPTY, (f"  {key}", "bold $mark"), ("   to the targets", "$ink")))
            return
        coming = self.rounds[0]
        figure, unit = coming.figure(now)
        close = coming.left(now).total_seconds() < 24 * 3600
        self.query_one(BigClock).show(
            figure, unit if unit == "under way" else f"{unit} left", style="close" if close else ""
        )
        proposed = "proposed: " if coming.proposed else ""
        calendar = self.desk.keymap.shown("tonight.calendar")
        pane.border_title = Content("Next")
        pane.border_subtitle = Content(f"{now:%A %H:%M}")
        place = coming.zone.rpartition("/")[2].replace("_", " ")
        people = ", ".join(each for each in (coming.interviewer, coming.interviewer_role) if each)
        parts = [
            (f"{coming.title}", "bold $ink"),
            (f"  {coming.company}\n", "bold $mark"),
            (f"{'with ' + people if people else coming.role}\n", "$ink"),
            (proposed, "$watch"),
            (f"{coming.starts:%A %d %B, %H:%M}", "bold $ink"),
            (f" {place} · {coming.minutes} min" if place else f" · {coming.minutes} min", "$quiet"),
        ]
        local = coming.starts.astimezone(now.tzinfo)
        if local.utcoffset() != coming.starts.utcoffset():
            parts.append((f" · {local:%a %H:%M} for you", "$watch"))
        if coming.proposed:
            parts.append(
                (f"\nNobody has named this day yet: {calendar} opens the calendar to accept or change it.", "$quiet")
            )
        what.update(Content.assemble(*parts))
        self._foot()

    def _foot(self) -> None:
        after = [
            f"{'proposed ' if each.proposed else ''}{each.starts:%a %d %b} {each.company}, {each.title}"
            for each in self.rounds[1 : 3 if self.size.width >= 100 else 2]
        ]
        more = len(self.rounds) - 1 - len(after)
        text = "Then: " + " · ".join(after) + (f" · and {more} more" if more > 0 else "") if after else ""
        self.query_one("#tonight-foot", Static).update(Content(text))

    def show_open(self) -> None:
        """Show what is open, a group a heading; long groups show their first lines."""
        evening = self.evening
        if evening is None:
            return
        rows: list[Row] = []
        groups = {
            kind: [(at, line) for at, line in enumerate(evening.lines) if line.kind == kind] for kind, *_ in GROUPS
        }
        room = self.list.scrollable_content_region.height - sum(map(bool, groups.values())) - bool(evening.cards)
        shown = shares({kind: len(lines) for kind, lines in groups.items()}, room, self.opened_groups)
        for kind, heading, action in GROUPS:
            if not (lines := groups[kind]):
                continue
            key = self.desk.keymap.shown(action) if action else ""
            rows.append(Row("", heading, right=str(len(lines)), key=key))
            rows += [self._row(at, line) for at, line in lines[: shown[kind]]]
            if shown[kind] < len(lines):
                rows.append(Row(f"more:{kind}", f"… {len(lines) - shown[kind]} more", style="line--muted"))
        drill = self.desk.keymap.shown("tonight.drill")
        if evening.cards:
            right = f"{counted(evening.cards, 'card')} · {evening.run}"
            rows.append(Row("", "Three minutes of cards", right=right, key=drill))
        pane = self.list
        count = sum(line.kind != "task" for line in evening.lines)
        pane.border_title = Content("Still open for this round" if self.rounds else "Still open")
        pane.border_subtitle = Content(f"{count} open" if count else "nothing open: sleep well")
        pane.show(rows)
        self._foot()
        self.show_keys()

    def _row(self, at: int, line: Line) -> Row:
        text = f"“{line.text}”" if line.kind == "number" else line.text
        note = line.title if line.kind in {"probe", "number", "asked"} else ""
        return Row(f"{at}", text, mark=MARKS[line.kind], mark_style="line--accent", note=note)

    def line_here(self) -> Line | None:
        """Return the open thing under the cursor."""
        here = self.list.here()
        return self.evening.lines[int(here)] if self.evening is not None and here.isdigit() else None

    def first(self, kind: str) -> Line | None:
        """Return the open thing under the cursor if it is of that kind, else the first one of it."""
        here = self.line_here()
        if here is not None and here.kind == kind:
            return here
        return next((line for line in self.evening.lines if line.kind == kind), None) if self.evening else None

    # Keys

    def why_not(self, action_id: str) -> str:
        """A key into what is not open says so."""
        nothing = {
            "tonight.debrief": ("debrief", "No round waits to be written down."),
            "tonight.rehearse": ("rehearse", "No story is due: each was told within the last week."),
            "tonight.probe": ("probe", "No follow-up is without an answer."),
            "tonight.number": ("number", "Every number has a source."),
            "tonight.task": ("task", "Nothing is to do today."),
        }
        if action_id in nothing:
            if self.evening is None:
                return "Still looking."
            kind, why = nothing[action_id]
            return "" if self.first(kind) is not None else why
        if action_id == "tonight.mock" and not self.rounds:
            return "No round is ahead."
        return ""

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter does what the line is about."""
        self.action_act("tonight.open")

    def do_tonight_open(self) -> None:
        """Do what the line under the cursor is about."""
        here = self.list.here()
        if here.startswith("more:"):
            self.opened_groups.add(here.removeprefix("more:"))
            self.show_open()
        elif (line := self.line_here()) is not None:
            self.enter(line)

    def enter(self, line: Line) -> None:
        """Go into one open thing."""
        from workbench.tui.screens import practising

        match line.kind:
            case "debrief":
                practising.debrief(self.desk, line.target, line.ref)
            case "rehearse":
                practising.rehearse(self.desk, line.story)
            case "probe":
                practising.answer_probe(self.desk, line.story, line.text)
            case "number":
                practising.settle_number(self.desk, line.story, line.part, line.text)
            case "task":
                practising.tick(self.desk, line.ref)
            case _:
                if line.story:
                    self.desk.open_story(line.story)
                else:
                    self.desk.ask_question(line.text)

    def _enter_first(self, kind: str) -> None:
        if (line := self.first(kind)) is not None:
            self.enter(line)

    def do_tonight_debrief(self) -> None:
        """Write the round down that has ended."""
        self._enter_first("debrief")

    def do_tonight_rehearse(self) -> None:
        """Rehearse the first story that is due."""
        self._enter_first("rehearse")

    def do_tonight_probe(self) -> None:
        """Answer the first open follow-up."""
        self._enter_first("probe")

    def do_tonight_number(self) -> None:
        """Say where the first number without a source comes from."""
        self._enter_first("number")

    def do_tonight_task(self) -> None:
        """Tick the task under the cursor, or the first of today."""
        self._enter_first("task")

    def do_tonight_drill(self) -> None:
        """Three minutes of cards."""
        from workbench.tui.screens import practising

        practising.drill(self.desk)

    def do_tonight_mock(self) -> None:
        """Play the next round."""
        from workbench.tui.screens import practising

        practising.mock(self.desk, self.rounds[0].target, self.rounds[0].round)

    def do_tonight_calendar(self) -> None:
        """Show the calendar."""
        from workbench.tui.screens import practising

        practising.calendar(self.desk)

    def do_tonight_target(self) -> None:
        """Show the target of the next round."""
        if self.rounds:
            self.desk.open_target(self.rounds[0].target)
        else:
            self.desk.go_to_mode("target")

    def do_app_back(self) -> None:
        """Back to the Bank."""
        self.desk.go_to_mode("bank")
