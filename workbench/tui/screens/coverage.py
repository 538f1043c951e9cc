"""The Coverage: which theme, criterion or principle has no story, and which story should I write or deepen for it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.findings import plain_question
from workbench.tui.map_sheets import sheets
from workbench.tui.screens.frame import Frame
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.map_grid import MapGrid, MapSheet
from workbench.tui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from workbench.tui.widgets.finder_list import Entry

MAPPED_AHEAD: Final = 1_000
"""Most stories for which the maps are made before anybody asks for them."""


class CoverageScreen(Frame):
    """One map at a time, gaps first, and what the cell under the cursor rests on."""

    SCOPE: ClassVar[str] = "coverage"

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[MapSheet] = []
        self.at = 0
        self._titles: dict[str, str] = {}
        self._wanted = -1

    def body(self) -> Iterator[Widget]:
        """The map, and below it the cell."""
        with Vertical(id="coverage-body", classes="pane"):
            yield Static(id="map-head")
            yield MapGrid()
        yield SidePane(id="map-cell", classes="pane")

    @property
    def map(self) -> MapGrid:
        """The map."""
        return self.query_one(MapGrid)

    def opened(self) -> None:
        """Compute the maps; they come when they are ready."""
        self.map.focus()
        self.query_one("#coverage-body").border_title = Content("Reading the stories …")
        self.came_back()

    def came_back(self) -> None:
        """Compute anew where the bank has changed."""
        if self.is_current:
            self._map_anew()

    def make_ready(self) -> None:
        """Make the maps, where every story is read and there are not so many that it takes seconds."""
        rows = self.ws.stories.rows()
        if len(rows) <= MAPPED_AHEAD and not self.ws.reading.unread(rows):
            self._map_anew()

    def _map_anew(self) -> None:
        if self._wanted != self.ws.bank.seq:
            self._wanted = self.ws.bank.seq
            self.run_worker(self._compute, thread=True, group="maps", exclusive=True, exit_on_error=False)

    def bank_changed(self) -> None:
        """Compute when the mode is shown again."""
        if self.is_current:
            self.came_back()

    def _compute(self) -> None:
        seq = self._wanted
        coverage = self.ws.tailoring.coverage()
        packs = list(dict.fromkeys(pack for target in self.ws.tailoring.targets() for pack in target.packs))
        found = sheets(coverage, self.ws.tailoring.map(packs=packs or None))
        titles = self.ws.samples.titles()
        self.app.call_from_thread(self._computed, seq, found, titles)

    def _computed(self, seq: int, found: list[MapSheet], titles: dict[str, str]) -> None:
        if self.is_mounted and seq == self._wanted:
            self.sheets, self._titles = found, titles
            self.at = min(self.at, len(found) - 1)
            self._show()

    def _show(self) -> None:
        sheet = self.sheets[self.at]
        body = self.query_one("#coverage-body")
        gaps = sum(row.gap for row in sheet.rows)
        body.border_title = Content(f"{sheet.title} · {self.at + 1} of {len(self.sheets)}")
        body.border_subtitle = Content(
            f"{gaps} {'gap' if gaps == 1 else 'gaps'} · {sheet.legend}" if self.size.width >= 90 else f"{gaps} gaps"
        )
        self.map.show(sheet)
        self._heading()
        self._cell()
        self.show_keys()

    def _heading(self) -> None:
        width = self.map.scrollable_content_region.width
        self.query_one("#map-head", Static).update(Content(self.map.heading(width)))

    def on_resize(self) -> None:
        """Keep the heading over its columns."""
        self.call_after_refresh(self._heading)

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another cell."""
        self._heading()
        self._cell()
        self.show_keys()

    def _cell(self) -> None:
        row, story = self.map.current(), self.map.story()
        pane = self.query_one(SidePane)
        if row is None:
            pane.show(Content("There is no story yet: the Bank is where one begins." if self.sheets else ""))
            return
        pane.border_title = Content(row.title)
        parts: list[tuple[str, str]] = [(row.summary + "\n", "$quiet")] if row.summary else []
        if story is not None:
            parts.append((f"{self.map.column + 1}  {self._titles.get(story, story)}: ", "bold $ink"))
            digit = row.digits.get(story, 0)
            if story in row.words:
                quote, part, _, why = row.words[story]
                parts += [(f"“{quote}”", "$good" if digit >= 2 else "$watch"), (f" ({part.capitalize()})\n", "$quiet")]
                parts += [(why + "\n", "$quiet")] if why else []
            else:
                parts.append(
                    (
                        "says so\n" if digit == 2 else "suggested by the reader\n" if digit else "no words for it\n",
                        "$quiet",
                    )
                )
        tellers = [self._titles.get(each, each) for each, digit in row.digits.items() if digit >= 2]
        if tellers:
            parts += [("Told in: ", "bold $quiet"), (" · ".join(tellers) + "\n", "$ink")]
        if row.write:
            parts += [("Gap: ", "bold $watch"), (row.write + "\n", "$ink")]
        if row.nearest:
            parts += [("Nearest: ", "bold $quiet"), (self._titles.get(row.nearest, row.nearest), "$ink")]
            parts.append((f". {' '.join(row.lacks)}" if row.lacks else ".", "$quiet"))
        pane.show(Content.assemble(*parts))

    # Keys

    def why_not(self, action_id: str) -> str:
        """Most keys need a map."""
        if not action_id.startswith("coverage."):
            return ""
        if not self.sheets:
            return "The maps are still being made."
        if action_id == "coverage.open" and self.map.story() is None:
            return "There is no story to open."
        row = self.map.current()
        if action_id == "coverage.story" and not (row and any(row.digits.values())):
            return "No story speaks to this line yet."
        if action_id in {"coverage.gap", "coverage.gap_before"} and not any(
            row.gap for row in self.sheets[self.at].rows
        ):
            return "There is no gap in this map."
        return ""

    def do_coverage_map(self) -> None:
        """The next map."""
        self.at = (self.at + 1) % len(self.sheets)
        self._show()

    def do_coverage_map_before(self) -> None:
        """The map before."""
        self.at = (self.at - 1) % len(self.sheets)
        self._show()

    def do_coverage_gap(self) -> None:
        """The next gap."""
        self.map.to_gap(1)

    def do_coverage_gap_before(self) -> None:
        """The gap before."""
        self.map.to_gap(-1)

    def do_coverage_story(self) -> None:
        """To the next story with a digit in this line."""
        self.map.to_story()

    def do_coverage_tidy(self) -> None:
        """Show what to tidy in the bank, and whom the next loop needs; Enter opens the story."""
        from workbench.tui.screens.finder import Finder
        from workbench.tui.tidy_entries import entries

        def look() -> list[Entry]:
            return entries(self.ws.tailoring.hygiene(), self.ws.samples.titles(), self.desk.open_story)

        self.desk.push_screen(Finder("What to tidy, and whom to keep active", "a story, stale, keep, rest …", [], look))

    def do_coverage_open(self) -> None:
        """Open the cell's story at its words; in an empty cell of a gap, the nearest story."""
        row, story = self.map.current(), self.map.story()
        if row is None:
            return
        if story is not None and story in row.words:
            _, part, start, _ = row.words[story]
            self.desk.open_story(story, part=part, at=start)
        elif story is not None and row.digits.get(story):
            self.desk.open_story(story)
        elif (wanted := row.nearest or story) is not None:
            self.desk.open_story(wanted)

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter opens the story."""
        self.action_act("coverage.open")

    def do_coverage_write(self) -> None:
        """Begin a story for this line."""
        from workbench.tui.screens.form import Answers, Field, ask, required

        row = self.map.current()
        if row is None:
            return
        theme = row.id if self.at == 0 else ""
        fields = [Field("title", "What happened, in a few words?")]
        if not theme:
            # A criterion or a principle is set by words that answer it: they are the first of the story's Action.
            criterion = self.ws.catalogue.criteria.get(row.id)
            asked = plain_question(criterion) if criterion else "What did you do about it, in a sentence or two?"
            fields.append(Field("action", asked, kind="text", note="They stand in the Action; they can wait."))

        def answered(answers: Answers) -> None:
            self.desk.begin_story(answers["title"], theme, answers.get("action", ""))

        ask(
            self.desk,
            f"A story for: {row.title}",
            fields,
            answered,
            lead=row.write or row.summary,
            confirm="Begin",
            check=required("title", "A title is needed; it can be changed later."),
            key=f"write {row.id}",
        )

    def do_app_back(self) -> None:
        """Back to the Bank."""
        self.desk.go_to_mode("bank")
