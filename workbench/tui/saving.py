"""Saving off the screen's thread, one change after the other, and the truth about it for the header."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import CannotWrite

if TYPE_CHECKING:
    from workbench.workspace import Workspace

T = TypeVar("T")


class Saving:
    """The line of changes that go to the disk. "saved" is said only after the file is there."""

    def __init__(self, ws: Workspace, changed: Callable[[], None]) -> None:
        self._ws = ws
        self._changed = changed
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saving")
        self._pending = 0
        self._saved_at = ""
        self._failed = ""
        self.typing = False
        """Something was typed that is not saved yet; it is kept as a draft."""

    async def write(self, work: Callable[[], T]) -> T:
        """Run a change on the saving thread and return its result. Raises what the change raises."""
        self._pending += 1
        self._changed()
        try:
            result = await asyncio.get_running_loop().run_in_executor(self._line, work)
        except CannotWrite as error:
            self._failed = error.happened
            raise
        else:
            self._failed = ""
            self._saved_at = self._ws.now().strftime("%H:%M:%S")
            return result
        finally:
            self._pending -= 1
            self._changed()

    async def look(self) -> bool:
        """Take in what something else has written to the file, between two saves; say whether rows are different."""
        return await asyncio.get_running_loop().run_in_executor(self._line, self._ws.safety.look)

    def mark_typing(self, typing: bool) -> None:
        """Say whether something typed waits to be saved."""
        if typing != self.typing:
            self.typing = typing
            self._changed()

    def text(self) -> tuple[str, bool]:
        """Return what the header says of saving, and whether it is an alarm."""
        if self._ws.bank.read_only:
            return "read-only", True
        if self._failed:
            return f"NOT SAVED: {self._failed}", True
        if self._pending:
            return "saving…", False
        if self.typing:
            return "typing, draft kept", False
        return f"saved {self._saved_at or self._before()}", False

    def _before(self) -> str:
        saved, now = self._ws.bank.saved_at.astimezone(), self._ws.now().astimezone()
        return saved.strftime("%H:%M:%S" if saved.date() == now.date() else "%d %b %Y")

    def close(self) -> None:
        """Wait for the changes under way."""
        self._line.shutdown(wait=True)
