"""One part of a story as it is edited, with the words underlined that the reading rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.widgets.text_area import Edit, EditResult

from workbench.model.story import PART_TITLES
from workbench.tui.bindings import bindings
from workbench.tui.widgets.text_box import TextBox

_NAMED = re.compile(rf"^\W*({'|'.join(PART_TITLES.values())})s?\W*[:–—]", re.IGNORECASE | re.MULTILINE)
Kind = Literal["specific", "named", "gap", "claim", "here"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words to mark: `text[start:end]`."""

    start: int
    end: int
    kind: Kind


class PartEditor(TextBox):
    """A part's text. Marks move with what is typed before them and go when their own words are changed."""

    # Tab is taken before the text sees it: what is typed right after it must not land in the part that one leaves.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("text"),
        Binding("tab", "app.focus_next", "Next part", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Part before", show=False, priority=True),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"mark--specific", "mark--named", "mark--gap", "mark--claim", "mark--here"}

    class CursorAt(Message):
        """The cursor stands elsewhere: keep its line in view."""

        def __init__(self, editor: PartEditor, region: Region) -> None:
            self.editor = editor
            self.region = region
            super().__init__()

    class WholePasted(Message):
        """A text was pasted here that names parts of its own: a whole story, not a part."""

    class NothingToUndo(Message):
        """The key for it was pressed, and nothing was typed here that could be "taken back", or "brought back"."""

        def __init__(self, editor: PartEditor, done: str) -> None:
            self.editor = editor
            self.done = done
            super().__init__()

    def __init__(self, part: str, text: str, *, placeholder: str = "") -> None:
        super().__init__(text, id=f"part-{part}", placeholder=placeholder)
        self.part = part
        self._spans: tuple[Span, ...] = ()
        self._here: tuple[Span, ...] = ()
        self._marks: dict[str, Style] = {}

    def show_spans(self, spans: tuple[Span, ...]) -> None:
        """Mark these words."""
        if spans != self._spans:
            self._spans = spans
            self._redraw()

    def show_here(self, spans: tuple[Span, ...]) -> None:
        """Mark the words of the finding that is looked at."""
        if spans != self._here:
            self._here = spans
            self._redraw()

    def _redraw(self) -> None:
        # The cache of drawn lines does not know of our marks.
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the drawn lines and the marks' styles."""
        self._marks = {}
        super().notify_style_update()

    def get_line(self, line_index: int) -> Text:
        """Return one line of the document, with its marks."""
        line = super().get_line(line_index)
        if self._spans or self._here:
            begin = self.offset_at((line_index, 0))
            end = begin + len(line)
            for span in (*self._spans, *self._here):
                if span.start < end and span.end > begin:
                    line.stylize(self._mark(span.kind), max(0, span.start - begin), min(len(line), span.end - begin))
        return line

    def _mark(self, kind: Kind) -> Style:
        style = self._marks.get(kind)
        if style is None:
            style = self._marks[kind] = self.get_component_rich_style(f"mark--{kind}", partial=True)
        return style

    async def _on_paste(self, event: events.Paste) -> None:
        if len({found.casefold() for found in _NAMED.findall(event.text)}) > 1:
            self.post_message(self.WholePasted())

    # Marks follow the text

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit; marks after it move, marks in it go."""
        start, end = self.offset_at(edit.top), self.offset_at(edit.bottom)
        before = self.document.end
        length = self.offset_at(before)
        result = super().edit(edit)
        self._shift(start, end, self.offset_at(self.document.end) - length)
        return result

    def undo(self) -> None:
        """Undo the last batch of edits."""
        if not self.history.undo_stack:
            self.post_message(self.NothingToUndo(self, "taken back"))
        self._around(super().undo)

    def redo(self) -> None:
        """Redo the batch that was undone."""
        if not self.history.redo_stack:
            self.post_message(self.NothingToUndo(self, "brought back"))
        self._around(super().redo)

    def _around(self, step: object) -> None:
        before = self.text
        assert callable(step)
        step()
        after = self.text
        same = min(len(before), len(after))
        start = next((at for at in range(same) if before[at] != after[at]), same)
        tail = next((at for at in range(same - start) if before[-1 - at] != after[-1 - at]), same - start)
        self._shift(start, len(before) - tail, len(after) - len(before))

    def _shift(self, start: int, end: int, grown: int) -> None:
        self._spans = _shifted(self._spans, start, end, grown)
        self._here = _shifted(self._here, start, end, grown)

    def spans(self) -> tuple[Span, ...]:
        """Return the words that are marked now."""
        return self._spans

    # The cursor in the page

    def on_text_area_selection_changed(self) -> None:
        """Tell the page where the cursor is; the part itself never scrolls."""
        if self.has_focus:
            self.post_message(self.CursorAt(self, self.cursor_region()))

    def on_focus(self) -> None:
        """Say where the cursor is as soon as it is here."""
        self.post_message(self.CursorAt(self, self.cursor_region()))

    def cursor_region(self) -> Region:
        """Return the cursor's line within this widget, frame included."""
        top = self._cursor_offset[1] + self.gutter.top
        return Region(0, max(0, top - 1), 1, 3)


def _shifted(spans: tuple[Span, ...], start: int, end: int, grown: int) -> tuple[Span, ...]:
    kept = []
    for span in spans:
        if span.end <= start:
            kept.append(span)
        elif span.start >= end:
            kept.append(replace(span, start=span.start + grown, end=span.end + grown))
    return tuple(kept)
