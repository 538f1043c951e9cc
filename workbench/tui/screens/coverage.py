"""The Coverage: which theme, criterion or principle has no story, and which story should I write or deepen for it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.findings import plain_question
from workbench.tui.map_sheets import sheets
from workbench.tui.screens.coverage_cell import explained
from workbench.tui.screens.frame import Frame
from workbench.tui.story_rows import StoryRow
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.map_grid import MapGrid, MapSheet
from workbench.tui.widgets.preview import Preview
from workbench.tui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from workbench.model.tailored import AskedInLoop
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
        self.loops: dict[str, tuple[AskedInLoop, ...]] = {}
        """Theme -> the questions of the open loops that ask for it."""
        self._titles: dict[str, str] = {}
        self._wanted = -1

    def body(self) -> Iterator[Widget]:
        """The map; below it the cell, or beside it the cell and the story of the column."""
        with Container(id="coverage"):
            with Vertical(id="coverage-body", classes="pane"):
                yield Static(id="map-head")
                yield MapGrid()
            with Vertical(id="coverage-side"):
                yield SidePane(id="map-cell", classes="pane")
                yield Preview(id="map-story", classes="pane")

    @property
    def map(self) -> MapGrid:
        """The map."""
        return self.query_one(MapGrid)

    def opened(self) -> None:
        """Compute the maps; they come when they are ready."""
        self.map.focus()
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
            self._not_known_yet()
            self.run_worker(self._compute, thread=True, group="maps", exclusive=True, exit_on_error=False)

    def _not_known_yet(self) -> None:
        """While stories are read that the map holds nothing of, it says so; one that has changed is read in a blink."""
        unread = self.ws.reading.unread(row for row in self.ws.stories.rows() if row.get("state") != "retired")
        columns = self.sheets[0].stories if self.sheets else ()
        if len(unread) > 1 or any(story not in columns for story in unread):
            body, count = self.query_one("#coverage-body"), len(unread)
            body.border_title = Content(f"Reading {count} {'story' if count == 1 else 'stories'} …")
            body.border_subtitle = Content("? not known yet" if self.sheets else "")
            self.map.forget(unread)

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
            self.run_worker(self._look_at_loops, thread=True, group="loops", exclusive=True, exit_on_error=False)

    def _look_at_loops(self) -> None:
        """The plans take longer than the maps, and are needed for one line below them."""
        seq = self._wanted
        loops = self.ws.tailoring.in_loops()
        self.app.call_from_thread(self._looked_at_loops, seq, loops)

    def _looked_at_loops(self, seq: int, loops: dict[str, tuple[AskedInLoop, ...]]) -> None:
        if self.is_mounted and seq == self._wanted:
            self.loops = loops
            if self.at == 0:
                self._mark_planned()
                self._cell()

    def _show(self) -> None:
        sheet = self.sheets[self.at]
        body = self.query_one("#coverage-body")
        gaps = sum(row.gap for row in sheet.rows)
        body.border_title = Content(f"{sheet.title} · {self.at + 1} of {len(self.sheets)}")
        counted = f"{gaps} {'gap' if gaps == 1 else 'gaps'}" + (f": {sheet.wanted}" if gaps else "")
        body.border_subtitle = Content(f"{counted} · {sheet.legend}" if self.size.width >= 100 else counted)
        self.map.show(sheet)
        if self.at == 0:
            self._mark_planned()
        self._heading()
        self._cell()
        self.show_keys()

    def _mark_planned(self) -> None:
        """Themes that a plan tells with a story by its words, though the story has them not, are no plain zeros."""
        levels = {row.id: row.digits for row in self.sheets[0].rows}
        self.map.show_planned(
            {
                theme: told
                for theme, asked in self.loops.items()
                if (told := frozenset(each.story for each in asked if each.story and not levels[theme].get(each.story)))
            }
        )

    def _heading(self) -> None:
        width = self.map.scrollable_content_region.width
        self.query_one("#map-head", Static).update(Content(self.map.heading(width)))

    def on_resize(self) -> None:
        """Keep the heading over its columns; a wide window shows the story as well."""
        self.call_after_refresh(self._resized)

    @on(LineList.Sized)
    def _resized(self) -> None:
        if self.sheets:
            self._heading()
            self._beside(self.map.story())

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another cell."""
        self._heading()
        self._cell()
        self.show_keys()

    def _cell(self) -> None:
        row, story = self.map.current(), self.map.story()
        pane = self.query_one("#map-cell", SidePane)
        if row is None:
            pane.show(Content("There is no story yet: the Bank is where one begins." if self.sheets else ""))
            return
        pane.border_title = Content(row.title)
        asked = self.loops.get(row.id, ()) if self.at == 0 else None
        pane.show(explained(row, story, self.map.column, self._titles, asked))
        self._beside(story)

    def _beside(self, story: str | None) -> None:
        """On a wide window, the story of the column."""
        preview = self.query_one(Preview)
        if not self.has_class("-wide"):
            return
        raw = self.ws.stories.row(story) if story is not None else None
        if raw is None or story is None:
            preview.border_title = None
            preview.show(Content(""))
            return
        preview.border_title = Content(f"Story {self.map.column + 1}")
        preview.show_story(StoryRow(raw, *self.ws.reading.depth(story)), self.ws.reading.last(story))

    # Keys

    def why_not(self, action_id: str) -> str:
        """Most keys need a map."""
        if not action_id.startswith("coverage."):
            return ""
        if not self.sheets:
            return "The maps are still being made."
        if self.map.unknown:
            return "The stories are still being read."
        if action_id == "coverage.open" and self.map.story() is None:
            return "There is no story to open."
        row = self.map.current()
        if action_id == "coverage.theme" and (self.at or row is None or self.map.story() is None):
            return "Themes are given on the map of themes, to the story of a column."
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

    def do_coverage_theme(self) -> None:
        """Give the story of this column the theme of this line, or take it away."""
        row, story = self.map.current(), self.map.story()
        if row is None or story is None:
            return
        self.desk.run_worker(self._give(story, row.id, row.title), group="change", exit_on_error=False)

    async def _give(self, story: str, theme: str, called: str) -> None:
        has = theme in self.ws.stories.get(story).themes
        add, remove = ([], [theme]) if has else ([theme], [])
        try:
            await self.desk.saving.write(
                lambda: self.ws.stories.change_many([story], {}, add_themes=add, remove_themes=remove)
            )
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self.desk.bank_changed()
        verb, key = "no longer has" if has else "has", self.desk.keymap.shown("app.undo")
        self.desk.tell(f"“{self._titles.get(story, story)}” {verb} the theme {called.lower()}. {key} takes it back.")

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
