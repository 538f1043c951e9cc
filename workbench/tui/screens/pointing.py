"""Where the mouse points, when what stood there was taken away a moment ago."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget


class Pointing:
    """Mixed into every screen: a click on a widget that has just been removed means nothing.

    Textual begins to select text at the widget's parent, and a removed widget has none: the program would end.
    """

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget under the mouse and the place in its text; nothing for one that stands nowhere any more."""
        found: tuple[Widget | None, Offset | None] = super().get_widget_and_offset_at(x, y)  # type: ignore[misc]
        widget = found[0]
        if widget is not None and not widget.is_attached:
            return None, None
        return found
