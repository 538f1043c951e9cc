"""What every window over a mode is made of: one that closes once, however often it is told to."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.message_pump import Callback
from textual.screen import ModalScreen

from workbench.tui.screens.drawn import Drawn
from workbench.tui.screens.pointing import Pointing
from workbench.tui.told import Told

T = TypeVar("T")


class Window(Told, Pointing, Drawn, ModalScreen[T]):
    """A window. Two quick Enters, or an answer that arrives when something else is shown, close nothing else."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, if this is the window that is shown; else nothing happens."""
        # Textual would call back a second time, and take the screen beneath away.
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def call_after_refresh(self, callback: Callback, *args: Any, **kwargs: Any) -> bool:
        """Call back once the window is drawn, unless it is being taken down by then: what it held is gone."""
        return super().call_after_refresh(self._while_it_stands, partial(callback, *args, **kwargs))

    def _while_it_stands(self, callback: Callback) -> object:
        try:
            return callback()
        except NoMatches:
            if self.is_current:
                raise
            return None
