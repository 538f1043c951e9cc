"""A sheet on which one speaks against a clock: a key that is pressed by the way must not do harm."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final

from workbench.tui.actions import Action
from workbench.tui.screens.sheet import Sheet

PAUSE: Final = timedelta(seconds=1)
"""Who types words where keys are commands strikes faster than this; what follows a refused letter is such a word."""


class Aloud(Sheet):
    """Rehearsal, drill, mock interview: the footer offers only what works, and undo waits until one has left."""

    CALLED: ClassVar[str] = ""
    """What goes on here: "a rehearsal"."""

    def __init__(self) -> None:
        super().__init__()
        self._refused: datetime | None = None

    def live_actions(self) -> list[Action]:
        """The keys of the sheet are offered only while they do something."""
        own = f"{self.SCOPE}."
        return [each for each in super().live_actions() if not each.id.startswith(own) or not self.why_not(each.id)]

    def why_not(self, action_id: str) -> str:
        """Undo and redo would change the bank behind what goes on; a letter typed here is seldom meant for them."""
        if action_id in {"app.undo", "app.redo"}:
            return f"Not during {self.CALLED}: leave it first, with {self.desk.keymap.shown('app.back')}."
        return ""

    def action_act(self, action_id: str) -> None:
        """Carry an action out; letters that follow a refused one at once are the rest of a word and do nothing."""
        key, now = self.desk.keymap.shown(action_id), self.ws.now()
        letter = len(key) == 1 and key.isalnum()
        if letter and self._refused is not None and now - self._refused < PAUSE:
            self._refused = now
            return
        self._refused = now if letter and self.reason_against(action_id) else None
        super().action_act(action_id)
