"""A text area that cannot be crashed by what is pasted, and that takes nothing in uncleaned."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from workbench.text import clean
from workbench.tui.widgets.wrapped_line import WrappedLine

LONGEST = 300_000
"""Characters that one paste may bring into a text; with more the screen would stand still while it is laid out."""
LONGEST_LINE = 20_000
"""Characters that one paste may bring into a line."""


class TooLong(Message):
    """A paste that no field takes; the application keeps it elsewhere."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


@runtime_checkable
class Keeper(Protocol):
    """A screen or window that keeps what is typed into its boxes as drafts."""

    def keep_typed(self) -> None:
        """Keep what stands in the boxes and is not saved."""


def keep_at_once(box: Input | TextArea) -> None:
    """Have a text kept before it is shown.

    `Changed` goes from queue to queue while the screen is drawn: a kill between the two would take what was shown.
    """
    for node in box.ancestors:
        if isinstance(node, Keeper):
            node.keep_typed()
            return


class LineBox(Input):
    """One line. Nothing enters it uncleaned, and a paste of megabytes does not stop the screen."""

    def _on_paste(self, event: events.Paste) -> None:
        # Textual would take the first line only, as it is: the others would be lost, and escapes reach the terminal.
        event.stop()
        event.prevent_default()
        if len(event.text) > LONGEST_LINE:
            self.post_message(TooLong(event.text))
        else:
            self.replace(" ".join(event.text.splitlines()), *sorted(self.selection))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace what stands between two places, the text cleaned first: everything that enters passes here."""
        super().replace(" ".join(clean(text).split("\n")), start, end)
        keep_at_once(self)


class TextBox(TextArea):
    """Plain text, soft-wrapped, as high as its text. Tab leaves it."""

    def __init__(self, text: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            clean(text),
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            placeholder=placeholder,
            highlight_cursor_line=False,
        )
        self.match_cursor_bracket = False

    async def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) > LONGEST and not self.read_only:
            event.stop()
            event.prevent_default()
            self.post_message(TooLong(event.text))

    def get_line(self, line_index: int) -> Text:
        """Return one line of the document, to be cut into rows as they are drawn."""
        return WrappedLine(self.document.get_line(line_index), end="", no_wrap=True)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit, its text cleaned first: everything that enters a text area passes here."""
        text = clean(edit.text)
        if text != edit.text:
            edit = Edit(text, edit.from_location, edit.to_location, edit.maintain_selection_offset)
        result = super().edit(edit)
        keep_at_once(self)
        return result

    def _on_resize(self) -> None:
        super()._on_resize()
        # A box that has grown with its text was scrolled while it was small: the cursor would lie outside of it.
        self.call_later(self._cursor_in_sight)

    def _cursor_in_sight(self) -> None:
        if self.is_attached and self.has_focus:
            self.scroll_cursor_visible()

    def put_text(self, text: str) -> None:
        """Replace the whole text as one undo step; setting `text` would throw the undo history away."""
        if text != self.text:
            self.replace(text, (0, 0), self.document.end)

    def _recompute_cursor_offset(self) -> None:
        # Undo of a paste leaves the selection beyond the text for a moment (textual #6686) and ends the program.
        try:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]
        except ValueError:
            self._cursor_offset = (0, 0)

    def offset_at(self, location: tuple[int, int]) -> int:
        """Return the code-point offset of a (row, column)."""
        row, column = location
        lines = self.document.lines
        return sum(len(lines[each]) + 1 for each in range(min(row, len(lines)))) + column

    def location_at(self, offset: int) -> tuple[int, int]:
        """Return the (row, column) of a code-point offset, the end for one beyond it."""
        for row, line in enumerate(self.document.lines):
            if offset <= len(line):
                return row, max(0, offset)
            offset -= len(line) + 1
        return self.document.end
