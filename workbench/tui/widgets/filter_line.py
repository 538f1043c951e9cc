"""The line in which a filter is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class FilterLine(Input):
    """One line above a list; arrow down goes back to the list, Esc takes the filter away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "submit", "To the list", show=False),
        Binding("escape", "screen.act('app.back')", "Take the filter away", show=False),
    ]

    def __init__(self, value: str, *, placeholder: str) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, id="filter-line", select_on_focus=False)
