"""A screen over a mode: a rehearsal, a drill, a form. Esc goes back to where one came from."""

from __future__ import annotations

from textual.app import ComposeResult

from workbench.tui.screens.frame import Frame
from workbench.tui.widgets.footer import Footer
from workbench.tui.widgets.header import Header


class Sheet(Frame):
    """One task over a mode. What was done in it is kept step by step; leaving asks nothing."""

    def compose(self) -> ComposeResult:
        """As every mode; the header marks the mode beneath."""
        yield Header(self.app.current_mode)
        yield from self.body()
        yield Footer()

    def do_app_back(self) -> None:
        """Put what is under way aside, and go back."""
        self.leaving()
        self.dismiss(None)
