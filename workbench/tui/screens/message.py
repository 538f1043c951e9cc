"""A longer message in a window that can be copied from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.tui.clipboard import copy
from workbench.tui.screens.window import Window
from workbench.tui.widgets.text_box import TextBox


def broken(text: str, width: int) -> str:
    """Return `text` with a line that has no blank, such as a path, broken behind its slashes; others wrap by words."""
    lines = []
    for line in text.split("\n"):
        if " " in line or len(line) <= width:
            lines.append(line)
            continue
        row = ""
        for piece in re.findall(r"[^/\\]*[/\\]|[^/\\]+", line):
            if row and len(row) + len(piece) > width:
                lines.append(row)
                row = ""
            row += piece
        lines.append(row)
    return "\n".join(lines)


class MessageScreen(Window[None]):
    """Text to read; y copies it, Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "leave", "Back", show=False),
        Binding("y", "copy_all", "Copy", show=False),
    ]

    def __init__(self, title: str, text: str, notes: Sequence[str] = ()) -> None:
        """`notes` stand below the text and are not copied."""
        super().__init__()
        self._notes = notes
        self._title = title
        self._text = text
        """What y copies."""

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical(classes="window message") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content("↑↓ read · y copies · Esc back")
            # The window is at most 100 cells wide (its stylesheet); border, padding and scrollbar take eight.
            room = min(100, self.app.size.width * 96 // 100) - 8
            box = TextBox(broken(self._text, room), id="message-text")
            box.read_only = True
            yield box
            for note in self._notes:
                yield Static(Content(note), classes="note")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(TextBox).focus()

    def action_copy_all(self) -> None:
        """Copy the text."""
        copy(self.app, self._text)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
