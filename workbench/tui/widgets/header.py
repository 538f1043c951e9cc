"""The first line: where one is, and whether everything is saved."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workbench.tui.widgets.line_list import fit

SIGNS = {"saved": "✓", "sample bank": "–", "saving": "…", "typing": "✎"}


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
        """Draw the line. Where there is no room the state becomes a sign; an alarm takes the room of the names."""
        width = self.size.width
        name = " Workbench " if width >= 100 else " "
        modes = [(mode, f" {key} {title} ") for mode, key, title in self._modes]
        room = width - cell_len(name) - sum(cell_len(text) for _, text in modes) - 2
        state = self._state if cell_len(self._state) <= room else self._state.rpartition(" · ")[2]
        if cell_len(state) > room and self._alarm:
            modes = [
                (mode, f" {key} {title} " if mode == self._here else f" {key} ") for mode, key, title in self._modes
            ]
            room = width - cell_len(name) - sum(cell_len(text) for _, text in modes) - 2
        elif cell_len(state) > room:
            state = next((sign for word, sign in SIGNS.items() if state.startswith(word)), "")
        pieces: list[Content] = [Content.styled(name, self.get_visual_style("header--name"))]
        at = cell_len(name)
        self._ends = []
        for mode, text in modes:
            style = self.get_visual_style("header--here" if mode == self._here else "header--mode")
            pieces.append(Content.styled(text, style))
            at += cell_len(text)
            self._ends.append((at, mode))
        state = fit(state, max(0, room)).rstrip() if cell_len(state) > room else state
        pieces.append(Content(" " * max(0, room - cell_len(state) + 1)))
        pieces.append(Content.styled(state, self.get_visual_style("header--alarm" if self._alarm else "header--state")))
        return Content("").join(pieces)

    def on_click(self, event: events.Click) -> None:
        """Go to the mode whose name was clicked."""
        for end, mode in self._ends:
            if event.x < end:
                self.post_message(self.ModeClicked(mode))
                return
