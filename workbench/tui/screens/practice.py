"""Practice: can I tell it in ninety seconds, and which proof did I forget?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.text import counted
from workbench.tui.screens import practising
from workbench.tui.screens.finder import Finder
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.mock_said import place
from workbench.tui.screens.rehearse_list import choices
from workbench.tui.screens.rehearse_rows import minutes
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.finder_list import Entry
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.target import Round, Target

WAYS: tuple[tuple[str, str], ...] = (
    ("rehearse", "Rehearse a story"),
    ("drill", "Three minutes of cards"),
    ("mock", "Mock interview"),
    ("pitch", "My pitch"),
    ("debrief", "Debrief of a round"),
    ("calendar", "Calendar"),
    ("moments", "Moments"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How each way of practising stands: a figure, and what there is to read about it, as lines of pieces."""

    figures: dict[str, str]
    pages: dict[str, list[tuple[str, str]]]
    watch: frozenset[str] = frozenset()


class PracticeScreen(Frame):
    """The ways of practising, each with how it stands; Enter goes in."""

    SCOPE: ClassVar[str] = "practice"
    CSS_PATH = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.standing: Standing | None = None
        self._seen: tuple[int, str] = (-1, "")

    def body(self) -> Iterator[Widget]:
        """The ways on the left, how one stands on the right."""
        with Horizontal(id="practice-body"):
            yield RowList(id="practice-ways", classes="pane")
            with VerticalScroll(id="practice-page", classes="pane", can_focus=False):
                yield Static(id="practice-text")

    @property
    def rows(self) -> RowList:
        """The ways."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Show the ways at once; how they stand comes when it is worked out."""
        self.rows.focus()
        self._show()
        self.came_back()

    def came_back(self) -> None:
        """Work out anew where the bank or the day has changed."""
        if self.is_current:
            self._look_anew()

    def make_ready(self) -> None:
        """Work out how everything stands, where it is known what is open."""
        if self.ws.evening.remembered() is not None:
            self._look_anew()

    def _look_anew(self) -> None:
        if self._seen != (self.ws.bank.seq, str(self.ws.today())):
            self.run_worker(self._compute, thread=True, group="practice", exclusive=True, exit_on_error=False)

    def bank_changed(self) -> None:
        """Work out anew when this mode is shown."""
        if self.is_current:
            self.came_back()

    def _compute(self) -> None:
        seen = (self.ws.bank.seq, str(self.ws.today()))
        try:
            standing = work_out(self)
        except WorkbenchError as error:
            self.app.call_from_thread(self.desk.tell_error, error)
            return
        self.app.call_from_thread(self._computed, seen, standing)

    def _computed(self, seen: tuple[int, str], standing: Standing) -> None:
        if self.is_mounted:
            self._seen, self.standing = seen, standing
            self._show()

    def _show(self) -> None:
        standing = self.standing
        self.rows.border_title = Content("Practise")
        self.rows.show(
            [
                Row(
                    way, title, key=self.desk.keymap.shown(f"practice.{way}"),
                    right=standing.figures.get(way, "") if standing else "…",
                    right_style="line--watch" if standing and way in standing.watch else "line--muted",
                )
                for way, title in WAYS
            ]
        )  # fmt: skip
        self._page()
        self.show_keys()

    def _page(self) -> None:
        here = self.rows.here()
        pane = self.query_one("#practice-page")
        pane.border_title = Content(dict(WAYS).get(here, ""))
        parts = self.standing.pages.get(here, []) if self.standing else [("Looking …", "$quiet")]
        self.query_one("#practice-text", Static).update(Content.assemble(*parts))

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another way."""
        self._page()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_act(f"practice.{self.rows.here()}")

    # Keys

    def why_not(self, action_id: str) -> str:
        """Two ways need a target with rounds, one a story."""
        if action_id in {"practice.mock", "practice.debrief"} and not self._rounds():
            return "There is no target with a round yet."
        if action_id == "practice.rehearse" and not self.ws.stories.rows():
            return "There is no story yet."
        return ""

    def _rounds(self) -> list[tuple[Target, Round]]:
        return [(target, each) for target in self.ws.tailoring.targets() for each in target.rounds]

    def do_practice_rehearse(self) -> None:
        """Choose a story: those that are due stand first."""

        def entries() -> list[Entry]:
            return choices(self.ws, lambda story_id: practising.rehearse(self.desk, story_id))

        # What is due is remembered, or takes a moment to work out.
        known = self.ws.evening.remembered() is not None
        finder = Finder("Which story?", "type to narrow", entries() if known else [], None if known else entries)
        self.desk.push_screen(finder)

    def do_practice_drill(self) -> None:
        """Three minutes of cards."""
        practising.drill(self.desk)

    def _choose_round(self, title: str, then: Callable[[str, str], None], *, over_first: bool) -> None:
        now = self.ws.now()

        def opener(target: str, round_id: str) -> Callable[[], None]:
            return lambda: then(target, round_id)

        def order(pair: tuple[Target, Round]) -> tuple[bool, float]:
            starts = pair[1].starts
            if starts is None or starts.tzinfo is None:
                return True, 0.0
            away = (starts - now).total_seconds()
            return (away > 0) == over_first, abs(away)

        entries = [
            Entry(
                f"{target.company}: {each.title or each.kind}",
                f"{'proposed ' if each.proposed else ''}{each.starts:%a %d %b}  {each.interviewer}"
                if each.starts
                else each.interviewer,
                run=opener(target.id, each.id),
            )
            for target, each in sorted(self._rounds(), key=order)
        ]
        self.desk.push_screen(Finder(title, "type to narrow", entries))

    def do_practice_mock(self) -> None:
        """Choose a round to play: the next one stands first."""
        self._choose_round(
            "Which round?", lambda target, each: practising.mock(self.desk, target, each), over_first=False
        )

    def do_practice_debrief(self) -> None:
        """Choose a round to write down: the last one that was held stands first."""
        self._choose_round(
            "Which round was it?", lambda target, each: practising.debrief(self.desk, target, each), over_first=True
        )

    def do_practice_pitch(self) -> None:
        """Write and tell the pitch."""
        practising.pitch(self.desk)

    def do_practice_calendar(self) -> None:
        """Show the calendar."""
        practising.calendar(self.desk)

    def do_practice_moments(self) -> None:
        """Show the inbox."""
        practising.moments(self.desk)

    def do_app_back(self) -> None:
        """Back to the Bank."""
        self.desk.go_to_mode("bank")


def work_out(screen: PracticeScreen) -> Standing:
    """Return how every way of practising stands."""
    ws, practice = screen.ws, screen.ws.practice
    now = ws.now()
    evening = ws.evening.remembered() or ws.evening.work_out()
    titles = {str(row["id"]): str(row.get("title") or "(no title yet)") for row in ws.stories.rows()}
    due = [line for line in evening.lines if line.kind == "rehearse"]
    told = practice.told()
    companies = {target.id: target.company for target in ws.tailoring.targets()}
    tasks = sum(line.kind == "task" for line in evening.lines)
    figures = {
        "rehearse": f"{len(due)} due" if due else f"{len(told)} told" if told else "",
        "drill": counted(evening.cards, "card"),
        "calendar": f"{tasks} today" if tasks else "",
    }
    if not due and not told and titles:
        figures["rehearse"] = "none told yet"
    watch = {"rehearse"} if due else set()
    pages: dict[str, list[tuple[str, str]]] = {"rehearse": [], "debrief": [], "mock": []}
    page = pages["rehearse"]
    page.append(("The headline only, the text hidden, a clock by part; then which proofs you said.\n\n", "$ink"))
    if due:
        page.append(("Due for the next round\n", "bold $name"))
        page += [(f"{line.title}\n", "$ink") for line in due]
        page.append(("\n", ""))
    if told:
        page.append(("Told last\n", "bold $name"))
        for each in told[:10]:
            aim = f"for {each.cut} s" if each.cut else "whole"
            day = f"{each.started.astimezone(now.tzinfo):%d %b}" if each.started else ""
            page += [(f"{minutes(each.total()):>5} ", "bold $ink"), (f"{aim:<9} {day}  ", "$quiet")]
            page.append((f"{titles.get(each.story, each.story)}", "$ink"))
            page.append((f"  for {companies.get(each.target, each.target)}\n" if each.target else "\n", "$quiet"))
            if each.missed:
                page.append((f"      not said: “{each.missed[0]}”\n", "$watch"))
    left = [each for each in practice.unfinished() if each.story in titles]
    if left:
        page.append(("\nLeft in the middle\n", "bold $name"))
        page += [(f"{titles[each.story]}, {'whole' if not each.cut else f'{each.cut} s'}\n", "$watch") for each in left]
    page.append((f"\nYour rate: {practice.rate()} words a minute.\n", "$quiet"))
    pages["drill"] = [
        (evening.run[0].upper() + evening.run[1:] + ".\n\n", "bold $ink"),
        ("Questions of your loop: name the story and its first sentence in ten seconds. Follow-ups you have "
         "answered. Terms and technical questions, each with an answer and its source.\n\n", "$ink"),
        ("Cards come evenly spaced up to the day before the first round. ", "$quiet"),
        ("A day missed in a week is forgiven.", "$quiet"),
    ]  # fmt: skip
    mocks = practice.mocks()
    pages["mock"] = [
        (
            "A round as it will be: its questions one after the other, a follow-up after an answer that leaves one "
            "open, and at the end one under pressure.\n\n",
            "$ink",
        )
    ]
    for played in mocks[:8]:
        mean = practice.own_mean(played)
        state = f"{mean:.1f} of 4" if mean is not None else "not rated"
        state = (
            state if played.finished else f"left at {place(played, min(played.position, len(played.questions) - 1))}"
        )
        pages["mock"].append((f"{state:<25} ", "bold $ink" if played.finished else "$watch"))
        pages["mock"].append((f"{practice.round_name(played.target, played.round)}\n", "$ink"))
    figures["mock"] = f"{len(mocks)} played" if mocks else ""
    pages["mock"].append(("\n" + practice.calibration().sentence, "$quiet"))
    waiting = [line for line in evening.lines if line.kind == "debrief"]
    figures["debrief"] = f"{len(waiting)} to write" if waiting else ""
    watch |= {"debrief"} if waiting else set()
    pages["debrief"] = [("Within the hour, in sixty seconds: which questions came, what stumbled.\n\n", "$ink")]
    pages["debrief"] += [(f"To write: {line.text}\n", "$watch") for line in waiting]
    for written in practice.debriefs()[:8]:
        name = practice.round_name(written.target, written.round)
        stumbled = sum(asked.stumbled for asked in written.asked)
        pages["debrief"].append(
            (f"{name}: {counted(len(written.asked), 'question')} came, {stumbled or 'none'} stumbled\n", "$ink")
        )
    pages["debrief"].append((f"\n{practice.foresight().sentence}\n", "$quiet"))
    pages["calendar"] = [("To do today\n", "bold $name")]
    pages["calendar"] += [(f"☐ {line.text}\n", "$ink") for line in evening.lines if line.kind == "task"]
    pages["calendar"] += [] if tasks else [("Nothing is left for today.\n", "$ink")]
    inbox, progress = practice.moments(), practice.progress()
    figures["moments"] = f"{len(inbox)} waiting" if inbox else ""
    pages["moments"] = [(progress.sentence + "\n\n", "bold $ink")]
    pages["moments"] += [(f"· {moment.text}\n", "$ink") for moment in inbox[:8]]
    pages["moments"] += [("\nDo you remember …\n", "bold $name")]
    pages["moments"] += [(f"{prompt}\n", "$quiet") for _, prompt in practice.prompts()]
    target = screen.desk.target_id or next((each.id for each in ws.tailoring.targets()), "")
    pieces = ws.pitch.pieces(target)
    empty = sum(not each.text.strip() for each in pieces)
    figures["pitch"] = f"{empty} empty" if empty else minutes(sum(each.seconds for each in pieces))
    pages["pitch"] = []
    for piece in pieces:
        sign = "○" if not piece.text.strip() else "◐" if piece.over else "●"
        pages["pitch"].append((f"{sign} {piece.title}", "bold $ink"))
        pages["pitch"].append(
            (f"  {minutes(piece.seconds)} of {minutes(piece.aim)}\n", "$watch" if piece.over else "$quiet")
        )
    return Standing(figures, pages, frozenset(watch))
