"""The line in which a filter is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester

from workbench.tui.widgets.text_box import LineBox


class Completing(Suggester):
    """Offers what the last word of the line can become."""

    def __init__(self, complete: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word completed."""
        return self._complete(value)


class FilterLine(LineBox):
    """One line above a list; Tab completes, arrow down goes back to the list, Esc takes the filter away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("down", "submit", "To the list", show=False),
        Binding("escape", "screen.act('app.back')", "Take the filter away", show=False),
    ]

    def __init__(self, value: str, *, placeholder: str, complete: Callable[[str], str | None] | None = None) -> None:
        """`complete` returns the line with its last word completed, None where there is nothing to complete."""
        super().__init__(
            value,
            placeholder=placeholder,
            compact=True,
            id="filter-line",
            select_on_focus=False,
            suggester=Completing(complete) if complete else None,
        )
        self._complete = complete

    def action_complete(self) -> None:
        """Complete the last word; where there is nothing to complete, on to the list."""
        done = self._complete(self.value) if self._complete else None
        if done is None:
            self.post_message(self.Submitted(self, self.value))
        else:
            self.value = done
            self.cursor_position = len(done)
