"""The pane beside or below a list: what explains the cursor's line. It scrolls while the list keeps the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class SidePane(VerticalScroll, can_focus=False):
    """A text that may be longer than the pane; its edge then names the keys that scroll it."""

    def __init__(self, *, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._text = Static(id=f"{id}-text")

    def compose(self) -> ComposeResult:
        """The text."""
        yield self._text

    def show(self, text: Content) -> None:
        """Show a text from its beginning."""
        self._text.update(text.rstrip())
        self.scroll_home(animate=False)

    def turn(self, step: int) -> None:
        """Scroll by half a pane, so that some of what was read stays in sight."""
        half = max(1, self.scrollable_content_region.height // 2)
        self.scroll_relative(y=step * half, animate=False)

    def watch_show_vertical_scrollbar(self) -> None:
        """What does not fit has come or gone."""
        self._name_keys()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """At the end the other key is named."""
        super().watch_scroll_y(old_value, new_value)
        self._name_keys()

    def _name_keys(self) -> None:
        if not self.is_attached:
            return
        said = ""
        if self.show_vertical_scrollbar:
            keymap = self._desk().keymap
            ended = self.scroll_y >= self.max_scroll_y > 0
            said = f"{keymap.shown('list.beside_up')} back" if ended else f"{keymap.shown('list.beside_down')} more"
        # Whichever of the two edges the pane has says so; a pane with its own title keeps it.
        self.border_subtitle = Content(said)
        if not self.has_class("pane"):
            self.border_title = Content(f" {said}" if said else "")

    def _desk(self) -> WorkbenchApp:
        from workbench.tui.app import WorkbenchApp

        assert isinstance(self.app, WorkbenchApp)
        return self.app
