"""The first line: where one is, and whether everything is saved."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class Header(Widget):
    """The modes with their keys on the left, the bank's state on the right."""

    class ModeClicked(Message):
        """A mode's name was clicked."""

        def __init__(self, mode: str) -> None:
            self.mode = mode
            super().__init__()

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "header--name",
        "header--mode",
        "header--here",
        "header--state",
        "header--alarm",
    }

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here
        self._modes: list[tuple[str, str, str]] = []
        self._state = ""
        self._alarm = False
        self._ends: list[tuple[int, str]] = []

    def show_modes(self, modes: list[tuple[str, str, str]]) -> None:
        """Show these modes: (id, key, title)."""
        self._modes = modes
        self.refresh()

    def show_state(self, state: str, *, alarm: bool = False) -> None:
        """Show the bank's state: how many stories, and whether they are saved."""
        if (state, alarm) != (self._state, self._alarm):
            self._state, self._alarm = state, alarm
            self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        width = self.size.width
        name = " Workbench " if width >= 100 else " "
        pieces: list[Content] = [Content.styled(name, self.get_visual_style("header--name"))]
        at = cell_len(name)
        self._ends = []
        for mode, key, title in self._modes:
            here = mode == self._here
            text = f" {key} {title} "
            pieces.append(Content.styled(text, self.get_visual_style("header--here" if here else "header--mode")))
            at += cell_len(text)
            self._ends.append((at, mode))
        style = self.get_visual_style("header--alarm" if self._alarm else "header--state")
        room = width - at - 2
        state = self._state if cell_len(self._state) <= room else self._state.rpartition(" · ")[2]
        if 0 < cell_len(state) <= room:
            pieces.append(Content(" " * (room - cell_len(state) + 1)))
            pieces.append(Content.styled(state, style))
        return Content("").join(pieces)

    def on_click(self, event: events.Click) -> None:
        """Go to the mode whose name was clicked."""
        for end, mode in self._ends:
            if event.x < end:
                self.post_message(self.ModeClicked(mode))
                return
