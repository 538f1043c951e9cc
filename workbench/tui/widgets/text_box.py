"""A text area that cannot be crashed by what is pasted, and that takes nothing in uncleaned."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from workbench.text import clean
from workbench.tui.widgets.wrapped_line import WrappedLine


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

    def get_line(self, line_index: int) -> Text:
        """Return one line of the document, to be cut into rows as they are drawn."""
        return WrappedLine(self.document.get_line(line_index), end="", no_wrap=True)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit, its text cleaned first: everything that enters a text area passes here."""
        text = clean(edit.text)
        if text != edit.text:
            edit = Edit(text, edit.from_location, edit.to_location, edit.maintain_selection_offset)
        return super().edit(edit)

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
