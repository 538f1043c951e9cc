"""What every window over a mode is made of: one that closes once, however often it is told to."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from workbench.tui.screens.pointing import Pointing
from workbench.tui.told import Told

T = TypeVar("T")


class Window(Told, Pointing, ModalScreen[T]):
    """A window. Two quick Enters, or an answer that arrives when something else is shown, close nothing else."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, if this is the window that is shown; else nothing happens."""
        # Textual would call back a second time, and take the screen beneath away.
        return super().dismiss(result) if self.is_current else AwaitComplete()
