"""The Story mode's page: the text on the left, what a listener could check on the right, one key apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static, TextArea

from workbench.errors import NotFound
from workbench.model.report import DEPTH_WORDS
from workbench.model.story import PART_TITLES, PARTS, Part
from workbench.tui import garbage
from workbench.tui.findings import Finding, Short, findings, marks
from workbench.tui.screens.story_text import ASKS, StoryText
from workbench.tui.story_rows import DEPTHS
from workbench.tui.widgets.finding_list import FindingList
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.part_editor import Kind, PartEditor, Span
from workbench.tui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from workbench.model.report import DepthReport
    from workbench.model.story import Story

SHORT = 90
"""Seconds of the telling that is asked for most."""
ROLE_WORDS = {"native": "AI-native", "enabled": "AI-enabled", "none": "without AI"}


class StoryPage(StoryText):
    """One story, as text and as it is read."""

    def body(self) -> Iterator[Widget]:
        """The five parts on the left; findings and their detail on the right."""
        yield Static(id="story-line", classes="line")
        with Horizontal(id="story-body"):
            with VerticalScroll(id="story-text", can_focus=False):
                for part in PARTS:
                    editor = PartEditor(part, "", placeholder=ASKS[part])
                    editor.add_class("pane")
                    editor.border_title = Content(PART_TITLES[part])
                    yield editor
            with Vertical(id="story-reading", classes="pane"):
                yield FindingList(id="findings")
                yield SidePane(id="story-detail")

    _to_read = False
    """The text was put in while another mode was shown, and is read once this one is."""

    @property
    def lines(self) -> FindingList:
        """The findings."""
        return self.query_one(FindingList)

    def opened(self) -> None:
        """Show the story that was asked for."""
        self.lines.border_title = None
        self._show()

    def came_back(self) -> None:
        """Show the story that was asked for, which may be another."""
        self._show()

    def make_ready(self) -> None:
        """Show what was found in the story, where it was read before."""
        row = self.ws.stories.row(self.story.id) if self.story is not None else None
        if row is not None and self._to_read and not self.ws.reading.unread([row]):
            self._to_read = False
            self.read_now()

    def bank_changed(self) -> None:
        """The story may have changed under the screen."""
        if self.is_mounted and self.story is not None and not self.unsaved():
            self._show(again=True)

    def _show(self, *, again: bool = False) -> None:
        wanted, edit, part, at = self.desk.opening or (self.desk.story_id, False, "", 0)
        self.desk.opening = None
        if wanted is None:
            rows = self.ws.stories.rows()
            wanted = str(rows[-1]["id"]) if rows else None
        same = self.story is not None and self.story.id == wanted
        if wanted is not None and (not same or again or self._stale(wanted)):
            self._load(wanted)
        elif wanted is None:
            self.story = self.report = None
        elif self._to_read and self.is_current:
            self._to_read = False
            self.read_now()
        self.set_class(self.story is None, "-empty")
        if self.story is None:
            key = self.desk.keymap.shown("bank.new")
            self.query_one("#story-line", Static).update(
                Content(
                    f"No story is open. {self.desk.keymap.shown('app.bank')} goes to the Bank; {key} there begins one."
                )
            )
            return
        if edit or part:
            self.call_after_refresh(self.go_to_words, cast(Part, part or self.first_empty()), at)
            if not edit:
                self.call_after_refresh(self.focus_reading)
        elif not isinstance(self.focused, PartEditor):
            self.focus_reading()

    def focus_reading(self) -> None:
        """Put the focus on the findings; on a narrow screen they are then what is shown."""
        self.add_class("-reading")
        self.unzoom_unless(self.lines)
        if self.lines.region.area:
            self.lines.focus()
        else:
            # A pane that was hidden takes the focus only once it is laid out.
            self.call_after_refresh(self.lines.focus)

    def focus_text(self, part: Part) -> None:
        """Put the cursor into a part; on a narrow screen the text is then what is shown."""
        self.remove_class("-reading")
        self.unzoom_unless(self.editor(part))
        self.call_after_refresh(self.editor(part).focus)

    def _stale(self, story_id: str) -> bool:
        row = self.ws.stories.row(story_id)
        return row is None or (not self.unsaved() and self.story is not None and row.get("rev") != self.story.rev)

    def _load(self, story_id: str) -> None:
        try:
            story = self.ws.stories.get(story_id)
        except NotFound:
            story = None
        if story is None or story.deleted_at is not None:
            self.story = self.report = None
            return
        same = self.story is not None and self.story.id == story.id
        self.story = story
        with self.prevent(TextArea.Changed):
            for part in PARTS:
                editor = self.editor(part)
                text = getattr(story, part)
                if same:
                    editor.put_text(text)
                else:
                    editor.load_text(text)
                    editor.show_spans(())
                    editor.show_here(())
        self.saved = self.typed
        if not same:
            self.report = None
            self.lines.show([])
            self.query_one("#story-reading").border_title = Content("Reading …")
            self.query_one(SidePane).show(Content(""))
            self.query_one("#story-text").scroll_home(animate=False)
            self.lines.cursor = 0
        self.show_title()
        self.show_lengths()
        self._to_read = not self.is_current
        if not self._to_read:
            self.read_now()

    # The line of the story, and of each part

    def show_title(self) -> None:
        """Say what the story is called and how deep it goes."""
        story, report = self.story, self.report
        if story is None:
            return
        parts = [(story.title or "(no title yet)", "bold $ink")]
        if report is not None:
            read = f"   {DEPTHS[report.depth][0]} {DEPTH_WORDS[report.depth]}"
            told = "" if report.depth in {"not-ai", "not-read"} else f" · {ROLE_WORDS[report.ai_role]}"
            parts.append((read + told, "bold $mark"))
        if story.sample and story.id in self.ws.samples.marked():
            parts.append(("   a sample, not your own", "$watch"))
        if story.themes:
            titles = [
                self.ws.catalogue.themes[key].title if key in self.ws.catalogue.themes else key for key in story.themes
            ]
            parts.append(("   " + ", ".join(titles), "$quiet"))
        self.query_one("#story-line", Static).update(Content.assemble(*parts))

    def on_descendant_focus(self) -> None:
        """Out of the text there is no place in it to be told."""
        super().on_descendant_focus()
        self._place_note()

    def _place_note(self) -> None:
        footer_note = ""
        if isinstance(self.focused, PartEditor):
            row, column = self.focused.cursor_location
            footer_note = f"{PART_TITLES[cast(Part, self.focused.part)]} {row + 1}:{column + 1} · "
        reading = "reading …" if self.report is None or self._reading_typed != self.typed else "reading ✓"
        self.note(footer_note + reading)

    # Reading

    _reading_typed = -1

    def read_now(self) -> None:
        """Read the text as it stands, in a thread; a reading of an older text is dropped."""
        story = self.as_typed()
        if story is not None:
            typed = self.typed
            self.run_worker(
                lambda: self._read(story, typed), thread=True, group="read", exclusive=True, exit_on_error=False
            )

    def _read(self, story: Story, typed: int) -> None:
        report = self.ws.reading.read(story)
        short = None
        if report.depth != "not-read":
            cut = self.ws.tailoring.cut_of(story, SHORT)
            short = Short(cut, self.ws.practice.proofs(story), self.ws.practice.proofs(story, cut))
        lines = findings(report, story, self.ws.catalogue, short)
        self.app.call_from_thread(self._was_read, story, report, lines, typed)

    def _was_read(self, story: Story, report: DepthReport, lines: list[Finding], typed: int) -> None:
        if not self.is_mounted or self.story is None or self.story.id != story.id or typed != self.typed:
            return
        first = self.report is None
        if first:
            garbage.set_aside("reader")
        self.report = report
        self._reading_typed = typed
        self.lines.show(lines)
        for part in PARTS:
            editor = self.editor(part)
            if editor.text == report.parts.get(part, ""):
                editor.show_spans(tuple(Span(start, end, cast(Kind, kind)) for start, end, kind in marks(lines, part)))
        self.show_title()
        self._place_note()
        title = DEPTH_WORDS[report.depth]
        pane = self.query_one("#story-reading")
        pane.border_title = Content("What a listener could check")
        mend = "" if report.depth == "not-read" else f" · {sum(line.to_mend for line in lines)} to mend"
        pane.border_subtitle = Content(title + mend)
        if first and self.lines.count():
            self.lines.cursor = 0
            self.lines.go_to(0)
        self._detail()

    def paused(self) -> None:
        """The fingers rest: say how long the parts are, and read them."""
        self.show_lengths()
        self._place_note()
        self.read_now()

    # From a finding to its words, and back

    @on(LineList.Moved)
    def finding_moved(self) -> None:
        """Show the words of the finding under the cursor, in the text and below the list."""
        self._detail()
        finding = self.lines.current()
        for part in PARTS:
            places = finding.places if finding else ()
            self.editor(part).show_here(
                tuple(Span(start, end, "here") for where, start, end in places if where == part)
            )
        if finding and finding.places and not self.in_text():
            part, start, _ = finding.places[0]
            self._bring_into_view(part, start)
        self.show_keys()

    def _detail(self) -> None:
        finding = self.lines.current()
        pieces: list[tuple[str, str]] = []
        for label, text in finding.detail if finding else ():
            if label:
                pieces.append((f"{label}: ", "bold $quiet"))
            style = "$mark" if label == "Asked" else "italic $quiet" if label == "For example" else "$ink"
            pieces.append((text + "\n", style))
        self.query_one(SidePane).show(Content.assemble(*pieces))

    def _bring_into_view(self, part: Part, offset: int) -> None:
        editor = self.editor(part)
        row = editor.wrapped_document.location_to_offset(editor.location_at(offset)).y
        region = Region(0, editor.virtual_region.y + row, 1, 3)
        self.query_one("#story-text").scroll_to_region(region, animate=False)

    @on(PartEditor.CursorAt)
    def cursor_moved(self, message: PartEditor.CursorAt) -> None:
        """Keep the line that is written in view, and say where it is."""
        self.last_part = cast(Part, message.editor.part)
        region = message.region.translate(message.editor.virtual_region.offset)
        self.query_one("#story-text").scroll_to_region(region, animate=False)
        self._place_note()

    def go_to_words(self, part: Part, start: int) -> None:
        """Put the cursor into the text, on these words."""
        self.focus_text(part)
        editor = self.editor(part)
        editor.move_cursor(editor.location_at(start))
        self._bring_into_view(part, start)

    def criterion(self) -> Finding | None:
        """Return the criterion under the cursor, or that which the line under it speaks of."""
        here = self.lines.current()
        wanted = "" if here is None else here.id if here.kind == "criterion" else here.about
        return next((each for each in self.lines.findings if each.kind == "criterion" and each.id == wanted), None)

    @on(LineList.Chosen)
    def finding_chosen(self) -> None:
        """Enter goes to the words; a finding without words asks its question."""
        finding = self.lines.current()
        if finding is None:
            return
        if finding.places:
            self.go_to_words(*finding.places[0][:2])
        elif self.criterion() is not None:
            self.action_act("story.answer")

    @on(PartEditor.WholePasted)
    def whole_pasted(self) -> None:
        """Say where a whole story is sorted into its parts."""
        key = self.desk.keymap.shown("bank.paste")
        self.desk.tell(f"This names its own parts. ^z takes it out; {key} in the Bank sorts it into them.")

    @on(PartEditor.NothingToUndo)
    def nothing_to_undo(self, message: PartEditor.NothingToUndo) -> None:
        """Say so: each part takes back its own typing."""
        title = PART_TITLES[cast(Part, message.editor.part)]
        self.desk.tell(f"Nothing was typed in {title} that could be {message.done}.")

    def do_text_leave(self) -> None:
        """Save, and back to the findings."""
        self.save_now()
        self.focus_reading()

    def do_text_finding(self) -> None:
        """From the words under the cursor to what was found in them."""
        if isinstance(self.focused, PartEditor):
            editor = self.focused
            index = self.lines.at_words(editor.part, editor.offset_at(editor.cursor_location))
            if index is None:
                self.desk.tell("Nothing in this part was found at or after the cursor.")
                return
            self.focus_reading()
            self.lines.go_to(index)

    def do_text_external(self) -> None:
        """Edit the part in the user's own editor; it comes back as one undo step."""
        if isinstance(self.focused, PartEditor):
            from workbench.tui.editor import edit_box

            edit_box(self.desk, self.focused, self.focused.part)

    def leads_to_reading(self) -> bool:
        """Whether the key that swaps text and reading leads to the reading now."""
        return isinstance(self.focused, PartEditor) or (self.has_class("-narrow") and not self.has_class("-reading"))

    def do_story_swap(self) -> None:
        """Swap the text and the reading, on a narrow screen; on a wide one, the focus."""
        if self.leads_to_reading():
            self.focus_reading()
        elif self.has_class("-narrow"):
            # To be read: what is typed next must not land in it.
            page = self.query_one("#story-text")
            self.remove_class("-reading")
            page.can_focus = True
            self.call_after_refresh(page.focus)
        else:
            self.focus_text(self.last_part)

    def do_story_edit(self) -> None:
        """Into the text: at the words of the finding, or where one last was."""
        finding = self.lines.current()
        if finding and finding.places:
            self.go_to_words(*finding.places[0][:2])
        else:
            self.focus_text(self.first_empty() if not self.typed else self.last_part)

    def do_app_back(self) -> None:
        """From the findings back to the Bank."""
        self.desk.go_to_mode("bank")
