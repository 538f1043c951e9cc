"""The last line: at most seven keys that work now, and where one is in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

MOST = 7


@dataclass(frozen=True, slots=True)
class Hint:
    """One key of the footer. `why_not` is the reason that it cannot be used now: it is then dimmed."""

    action: str
    key: str
    label: str
    why_not: str = ""


def _cells(hint: Hint) -> int:
    return cell_len(f"{hint.key} {hint.label}") + 2


class Footer(Widget):
    """Keys on the left, clickable; a note on the right."""

    class HintClicked(Message):
        """A key was clicked."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key", "footer--label", "footer--dim", "footer--note"}

    def __init__(self) -> None:
        super().__init__()
        self._hints: list[Hint] = []
        self._note = ""
        self._ends: list[tuple[int, str]] = []

    def show(self, hints: list[Hint]) -> None:
        """Show these keys, as many as there is room for."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def show_note(self, note: str) -> None:
        """Show a note at the right end: the place in the text, the state of the reading."""
        if note != self._note:
            self._note = note
            self.refresh()

    def fitting(self) -> list[Hint]:
        """Return the keys that there is room for: the last ones give way to the note, but never the key to all keys."""
        room = self.size.width - 2 - (cell_len(self._note) + 2 if self._note else 0)
        hints = self._hints[:MOST]
        last = [hint for hint in self._hints if hint.action == "app.help"][:1]
        if last:
            room -= _cells(last[0])
            hints = [hint for hint in self._hints if hint is not last[0]][: MOST - 1]
        found = []
        for hint in hints:
            room -= _cells(hint)
            if room < 0:
                break
            found.append(hint)
        # In the order of the table, where the key to all keys stands before the one that quits.
        return [hint for hint in self._hints if hint in found or hint in last]

    def render(self) -> Content:
        """Draw the line."""
        pieces = [Content(" ")]
        at = 1
        self._ends = []
        for hint in self.fitting():
            text = f"{hint.key} {hint.label}"
            key, label = ("footer--dim", "footer--dim") if hint.why_not else ("footer--key", "footer--label")
            pieces.append(Content.styled(hint.key, self.get_visual_style(key)))
            pieces.append(Content.styled(f" {hint.label}  ", self.get_visual_style(label)))
            at += cell_len(text) + 2
            self._ends.append((at, hint.action))
        if self._note:
            pieces.append(Content(" " * max(0, self.size.width - at - cell_len(self._note) - 1)))
            pieces.append(Content.styled(self._note, self.get_visual_style("footer--note")))
        return Content("").join(pieces)

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        for end, action in self._ends:
            if event.x < end:
                self.post_message(self.HintClicked(action))
                return
