"""An error that a user can meet, met while a key, a click or a message is dealt with, is told and ends nothing.

What is shown may be a moment older than the bank: a story that a line speaks of has gone to the trash, a second ago or
on another machine. Textual ends the program for anything that a handler raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.message_pump import MessagePump

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.tui.desk import Desk


class Told(MessagePump):
    """Mixed into the application and into every screen and window of ours."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except WorkbenchError as error:
            cast("Desk", self.app).tell_error(error)
