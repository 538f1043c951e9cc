"""The Bank: what have I got, how deep is each, which themes are thin, what did I touch last?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import NotFound, WorkbenchError
from workbench.tui.beginnings import BEGINNINGS, empty_bank
from workbench.tui.screens.bank_filter import BankFilter
from workbench.tui.story_rows import ORDERS, STATES, StoryRow
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.preview import Preview
from workbench.tui.widgets.story_list import SAMPLE, StoryList, heading

if TYPE_CHECKING:
    from workbench.tui.actions import Action

T = TypeVar("T")
LEGEND = "told to be checked: D data · E evaluation · R responsible AI"


class BankScreen(BankFilter):
    """All stories as a list, with a preview of one."""

    SCOPE: ClassVar[str] = "bank"

    def body(self) -> Iterator[Widget]:
        """The list on the left, the preview on the right."""
        with Horizontal(id="bank-body"):
            with Vertical(id="bank-left", classes="pane"):
                yield Static(id="bank-head")
                yield StoryList(self.ws.now(), id="bank-list")
                yield Static(id="bank-foot")
            yield Preview(id="bank-preview", classes="pane")

    def order(self) -> list[str]:
        """Return the ids of the stories as they are listed."""
        return [self.stories.rows[index].id for index in self.stories.shown]

    def opened(self) -> None:
        """Paint from the raw rows; what is not read yet is read afterwards."""
        self._load()
        self.stories.focus()
        if self.is_current:
            self.call_after_refresh(self.read_stories)

    def came_back(self) -> None:
        """Load the rows again where the bank has changed."""
        self.stories.now = self.ws.now()
        self._load(keep=self.desk.story_id)
        self.read_stories()

    def bank_changed(self) -> None:
        """Load the rows again; the mode may be in the background."""
        if self.is_mounted:
            self.came_back()

    def make_ready(self) -> None:
        """Say which themes are thin, where every story is read."""
        if not self.ws.reading.unread(self.ws.stories.rows()):
            self.read_stories()

    def _load(self, keep: str | None = None) -> None:
        depths = self.ws.reading.depths()
        raws = self.ws.stories.rows()
        marked = self.ws.samples.marked() if any(raw.get("sample") for raw in raws) else frozenset()
        rows = [
            StoryRow(raw, *depths.get(str(raw.get("id")), ("", "", "")), sample=raw.get("id") in marked) for raw in raws
        ]
        self.stories.show_rows(rows, keep)
        self.show_titles()
        self.show_preview()

    def show_titles(self) -> None:
        """Say what is listed, how it is sorted and filtered."""
        stories = self.stories
        left = self.query_one("#bank-left")
        shown, whole = stories.count(), len(stories.rows)
        title = f"Stories · by {ORDERS[stories.order][0]}"
        if stories.query_text:
            title += f" · {shown} of {whole} with “{stories.query_text}”"
        left.border_title = Content(title)
        left.border_subtitle = Content(f"{len(stories.marked)} marked" if stories.marked else LEGEND)
        self.query_one("#bank-head", Static).update(
            Content(heading(max(20, stories.scrollable_content_region.width or self.size.width * 3 // 5)))
        )

    @on(LineList.Sized)
    def sized(self) -> None:
        """Keep the heading over its columns."""
        self.show_titles()

    def show_preview(self) -> None:
        """Show the story under the cursor beside the list."""
        preview = self.query_one(Preview)
        row = self.stories.current()
        if row is None:
            preview.show(
                Content(
                    f"No story has all of these words. {self.desk.keymap.shown('app.ask')} asks them as a question."
                )
                if self.stories.rows
                else empty_bank(self.desk.keymap)
            )
            return
        preview.show_story(row, self.ws.reading.last(row.id))
        if self.is_current:
            self.desk.story_id = row.id

    def live_actions(self) -> list[Action]:
        """In an empty bank the footer names the ways to begin."""
        actions = super().live_actions()
        if self.stories.rows or self.in_text():
            return actions
        by_id = {each.id: each for each in actions}
        ways = [replace(by_id[each.action], short=each.short) for each in BEGINNINGS]
        return [*ways, *(each for each in actions if each.scope != "bank")]

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        """Another story stands under the cursor."""
        if message.lines is self.stories:
            self.show_preview()
            self.show_keys()

    def on_line_list_chosen(self) -> None:
        """Enter opens the story."""
        self.do_bank_open()

    # Reading what has not been read, in the background

    @work(thread=True, exclusive=True, group="reading", exit_on_error=False)
    def read_stories(self) -> None:
        """Read each story whose text is new, and show its depth as it comes."""
        from textual.worker import get_current_worker

        worker = get_current_worker()
        unread = set(self.ws.reading.unread(self.ws.stories.rows()))
        for story_id in [each for each in self.order() if each in unread] + sorted(unread - set(self.order())):
            if worker.is_cancelled:
                return
            try:
                story = self.ws.stories.get(story_id)
            except NotFound:
                continue
            self.ws.reading.read(story)
            self.app.call_from_thread(self._was_read, story.id)
        # A story without themes of its own counts for those that its words suggest, as it does in Coverage.
        suggested: set[str] = set()
        for row in self.ws.stories.rows():
            if worker.is_cancelled:
                return
            if not row.get("themes") and (row.get("state") or "active") == "active":
                suggested.update((self.ws.reading.last(str(row["id"])) or {}).get("themes", ()))
        # Loaded here, so that naming the thin themes does not make the screen wait for it.
        _ = self.ws.catalogue
        if not worker.is_cancelled:
            self.app.call_from_thread(self._all_read, suggested)

    def _was_read(self, story_id: str) -> None:
        try:
            stories = self.stories
        except NoMatches:
            return
        reading = self.ws.reading.depth(story_id)
        for row in stories.rows:
            if row.id == story_id and row.read(*reading):
                stories.refresh()
                if story_id == stories.current_id():
                    self.show_preview()

    def _all_read(self, suggested: set[str]) -> None:
        if self.stories.order == "depth":
            self.stories.sort_by("depth")
        self.show_thin(suggested)

    def show_thin(self, suggested: set[str]) -> None:
        """Name the themes that no active story has; `suggested` are those of the stories without themes."""
        told = {theme for row in self.stories.rows if row.state == "active" for theme in row.themes} | suggested
        thin = [theme.title for theme in self.ws.catalogue.themes.values() if theme.id not in told]
        parts: list[tuple[str, str]] = []
        if self.stories.rows and thin:
            parts += [("No active story on: ", "bold $watch"), (", ".join(thin).lower(), "$ink")]
        elif self.stories.rows:
            parts.append(("Every theme has a story.", "$quiet"))
        if samples := sum(row.sample for row in self.stories.rows):
            key = self.desk.keymap.shown("bank.take_out")
            what = "1 is a sample" if samples == 1 else f"{samples} are samples"
            parts.append((f"\n{SAMPLE} {what}, not your own; {key} takes them out.", "$watch"))
        self.query_one("#bank-foot", Static).update(Content.assemble(*parts))

    # Keys

    def why_not(self, action_id: str) -> str:
        """A story is needed for most."""
        if action_id in {
            "bank.open",
            "bank.edit",
            "bank.external",
            "bank.state",
            "bank.change",
            "bank.delete",
            "bank.copy",
            "bank.mark",
        }:
            return "" if self.stories.current() else "There is no story under the cursor."
        if action_id == "bank.export" and not self.stories.rows:
            return "There is no story to write."
        if action_id == "bank.take_out" and not self.ws.samples.count():
            return "There is no sample in this bank."
        return ""

    def do_bank_open(self) -> None:
        """Open the story under the cursor."""
        if row := self.stories.current():
            self.desk.open_story(row.id)

    def do_bank_edit(self) -> None:
        """Open it with the cursor in the text."""
        if row := self.stories.current():
            self.desk.open_story(row.id, edit=True)

    def do_bank_sort(self) -> None:
        """The next order."""
        orders = list(ORDERS)
        self.stories.sort_by(orders[(orders.index(self.stories.order) + 1) % len(orders)])
        self.show_titles()

    def do_bank_mark(self) -> None:
        """Mark the story, and on to the next."""
        if row := self.stories.current():
            self.stories.marked ^= {row.id}
            self.stories.action_act("list.down")
            self.stories.refresh()
            self.show_titles()

    def do_bank_mark_all(self) -> None:
        """Mark all shown, or none."""
        shown = {self.stories.rows[index].id for index in self.stories.shown}
        self.stories.marked = set() if shown <= self.stories.marked else self.stories.marked | shown
        self.stories.refresh()
        self.show_titles()

    def do_bank_preview(self) -> None:
        """Show or hide the preview."""
        self.toggle_class("-no-preview")

    def do_app_back(self) -> None:
        """Esc takes the filter away, then the marks."""
        from workbench.tui.widgets.filter_line import FilterLine

        if lines := self.query(FilterLine):
            lines.remove()
            self.query("#filter-hint").remove()
            self.stories.filter("")
        elif self.stories.marked:
            self.stories.marked = set()
            self.stories.refresh()
        self.stories.focus()
        self.show_titles()
        self.show_preview()

    def do_bank_new(self) -> None:
        """Ask for a title and begin a story."""
        from workbench.tui.screens.form import Field, ask, required

        ask(
            self.desk,
            "New story",
            [Field("title", "What happened, in a few words?")],
            lambda answers: self.desk.begin_story(answers["title"]),
            confirm="Begin",
            check=required("title", "A title is needed; it can be changed later."),
        )

    def do_bank_delete(self) -> None:
        """Move the chosen stories to the trash."""
        rows = self.stories.chosen()
        key = self.desk.keymap.shown("app.undo")
        what = f"“{rows[0].title}”" if len(rows) == 1 else f"{len(rows)} stories"

        def delete() -> None:
            self.ws.stories.delete_all([row.id for row in rows])

        self._change(delete, f"{what} moved to the trash. {key} brings {'it' if len(rows) == 1 else 'them'} back.")

    def do_bank_state(self) -> None:
        """Give the chosen stories the next state."""
        rows = self.stories.chosen()
        state = STATES[(STATES.index(rows[0].state) + 1) % len(STATES)] if rows[0].state in STATES else STATES[0]

        def change() -> None:
            stories = [self.ws.stories.get(row.id).model_copy(update={"state": state}) for row in rows]
            self.ws.stories.change_all(stories, f"{state}: {len(stories)} stories")

        what = f"“{rows[0].title}” is" if len(rows) == 1 else f"{len(rows)} stories are"
        self._change(change, f"{what} now {state}.")

    def do_bank_change(self) -> None:
        """Ask what is to change in the chosen stories."""
        from workbench.tui.screens.bulk import change_rows

        change_rows(self.desk, self.stories.chosen(), self._change)

    def do_bank_samples(self) -> None:
        """Put the samples in."""
        key = self.desk.keymap.shown("app.undo")
        self._change(self.ws.stories.add_samples, f"The sample stories are in your bank. {key} takes them out again.")

    def do_bank_take_out(self) -> None:
        """Move the samples to the trash; what was rewritten stays."""
        key = self.desk.keymap.shown("app.undo")
        self._change(self.ws.samples.take_out, lambda done: f"{done.text} {key} brings them back.")

    def do_bank_bring_in(self) -> None:
        """Ask for files and bring them in."""
        from workbench.tui.screens.bring_in import bring_in

        bring_in(self.desk)

    def do_bank_paste(self) -> None:
        """Ask for a text and bring it in."""
        from workbench.tui.screens.bring_in import bring_in

        bring_in(self.desk, pasting=True)

    def do_bank_export(self) -> None:
        """Ask for a folder and write the stories there."""
        from workbench.tui.screens.bring_in import write_out

        write_out(self.desk, sorted(self.stories.marked) or None)

    def do_bank_copy(self) -> None:
        """Copy the story as Markdown."""
        if row := self.stories.current():
            from workbench.tui.clipboard import copy_story

            copy_story(self.desk, row.id)

    def do_bank_external(self) -> None:
        """Edit the story in the user's own editor."""
        if row := self.stories.current():
            from workbench.tui.editor import edit_story

            edit_story(self.desk, row.id)

    def _change(self, change: Callable[[], T], said: str | Callable[[T], str]) -> None:
        async def run() -> None:
            try:
                done = await self.desk.saving.write(change)
            except WorkbenchError as error:
                self.desk.tell_error(error)
                return
            self.stories.marked = set()
            self.desk.bank_changed()
            self.desk.tell(said if isinstance(said, str) else said(done))

        self.run_worker(run(), group="change", exit_on_error=False)
