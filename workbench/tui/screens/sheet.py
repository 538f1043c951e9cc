"""A screen over a mode: a rehearsal, a drill, a form. Esc goes back to where one came from."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from workbench.tui.actions import BY_ID, Action
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

    def live_actions(self) -> list[Action]:
        """As every mode; where text is edited the footer says how to leave it."""
        found = super().live_actions()
        if not self.in_text():
            return found
        leave = replace(BY_ID["app.back"], short="done")
        return [leave, *(action for action in found if action.id != leave.id)]

    def do_app_back(self) -> None:
        """Put what is under way aside, and go back."""
        self.leaving()
        self.dismiss(None)
