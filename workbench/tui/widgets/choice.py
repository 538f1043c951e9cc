"""One of a few answers, on one line: ‹ we did not ›."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """Left and right, or the first letter of a word, choose; the arrows show that there is more."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Before", show=False),
        Binding("right", "turn(1)", "Next", show=False),
        Binding("space", "keep", "Choose", show=False),
    ]

    class Changed(Message):
        """Another answer was chosen."""

        def __init__(self, choice: Choice) -> None:
            self.choice = choice
            super().__init__()

        @property
        def control(self) -> Choice:
            """The widget in which it was chosen."""
            return self.choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        values = [each for each, _ in self._choices]
        self._at = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value of the answer that is chosen."""
        return self._choices[self._at][0]

    def action_turn(self, step: int) -> None:
        """Choose the answer before or after."""
        self._at = (self._at + step) % len(self._choices)
        self.refresh()
        self.post_message(self.Changed(self))

    def action_keep(self) -> None:
        """Choose the answer that the cursor is on: it stays."""
        self.post_message(self.Changed(self))

    def on_key(self, event: Key) -> None:
        """A letter goes to the next answer of which a word begins with it."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        count = len(self._choices)
        for step in range(1, count + 1):
            label = self._choices[(self._at + step) % count][1]
            if any(word.startswith(letter) for word in label.casefold().split()):
                event.stop()
                self.action_turn(step)
                return

    def on_click(self) -> None:
        """A click chooses the next answer."""
        self.action_turn(1)

    def render(self) -> Content:
        """Draw every answer where they fit on the line, the chosen one marked; else the chosen one alone."""
        whole = sum(len(label) + 4 for _, label in self._choices)
        if whole <= self.size.width:
            parts: list[tuple[str, str]] = []
            for at, (_, label) in enumerate(self._choices):
                chosen = at == self._at
                parts.append((f"{'●' if chosen else '○'} ", "$mark" if chosen else "$quiet"))
                parts.append((f"{label}  ", "bold $ink" if chosen else "$quiet"))
            return Content.assemble(*parts)
        label = self._choices[self._at][1]
        return Content.assemble(
            ("‹ ", "$mark"), (label, "bold $ink"), (f" ›  {self._at + 1} of {len(self._choices)}", "$quiet")
        )
