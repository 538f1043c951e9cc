"""Saving off the screen's thread, one change after the other, and the truth about it for the header."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import CannotWrite, WorkbenchError

if TYPE_CHECKING:
    from workbench.workspace import Workspace

T = TypeVar("T")
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between two tries to save on a disk that refuses."""
AT_MOST_EVERY = 1.0
"""Seconds between two tries that typing brings about."""


@dataclass
class Handed:
    """What a window hands to the change that its answers become: drafts that end once that change is saved."""

    drafts: dict[str, str]
    """The text by the draft's key."""
    put_back: Callable[[], None]
    """Makes the answers stand in their window again, for a change that could not be saved."""
    settled: bool = False

    def with_those_of(self, earlier: Handed) -> Handed:
        """Return this and what a window before it handed over: both end, or come back, together."""

        def put_back() -> None:
            earlier.put_back()
            self.put_back()

        return Handed({**earlier.drafts, **self.drafts}, put_back)


_HANDED: ContextVar[Handed | None] = ContextVar("handed", default=None)


@contextmanager
def handing_over(handed: Handed) -> Iterator[None]:
    """Let the first change begun in this block, and what it begins, settle the drafts of a window."""
    # A worker takes a copy of the context that it is started in: no other change can be taken for this one.
    token = _HANDED.set(handed)
    try:
        yield
    finally:
        _HANDED.reset(token)


def being_handed() -> Handed | None:
    """Return what the window whose answers are being taken hands over, for a second window that asks on."""
    return _HANDED.get()


class Saving:
    """The line of changes that go to the disk. "saved" is said only after the file is there.

    What the user typed waits for a disk that refuses it: it is tried again by itself, with longer and longer pauses,
    and at once when something is typed. Meanwhile its draft holds it, and the header says that it is not saved.
    """

    def __init__(
        self,
        ws: Workspace,
        changed: Callable[[], None],
        refused: Callable[[WorkbenchError], None],
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """`refused` hears once of a disk that refuses; `pauses` are seconds between two tries, the last repeated."""
        self._ws = ws
        self._changed = changed
        self._refused = refused
        self._pauses = pauses
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saving")
        self._pending = 0
        self._waiting = 0
        self._room = asyncio.Event()
        self._order = asyncio.Lock()
        self._tried_at = 0.0
        self._ending = False
        self._saved_at = ""
        self._failed = ""
        self._draft_failed = ""
        self.typing = False
        """Something was typed that is not saved yet; it is kept as a draft."""

    async def write(self, work: Callable[[], T], *, patient: bool = False) -> T:
        """Run a change on the saving thread and return its result. Raises what the change raises.

        A `patient` one, and any that a window's answers become, is tried again until the disk takes it or the program
        ends: only then it raises `CannotWrite`.
        """
        handed = _HANDED.get()
        handed = None if handed is None or handed.settled else handed

        def work_and_settle() -> T:
            done = work()
            if handed is not None:
                handed.settled = True
                for key, text in handed.drafts.items():
                    self._ws.drafts.settle(key, text)
            return done

        self._pending += 1
        self._changed()
        try:
            if not patient and handed is None:
                return await self._until_saved(work_and_settle, patient=False)
            # In their order: an older text that waited must not come to stand over a newer one.
            async with self._order:
                return await self._until_saved(work_and_settle, patient=True)
        except WorkbenchError:
            if handed is not None:
                handed.put_back()
            raise
        finally:
            self._pending -= 1
            self._changed()

    async def _until_saved(self, work: Callable[[], T], *, patient: bool) -> T:
        pauses = iter(self._pauses)
        pause = next(pauses)
        while True:
            self._tried_at = time.monotonic()
            try:
                result = await asyncio.get_running_loop().run_in_executor(self._line, work)
            except CannotWrite as error:
                first, self._failed = not self._failed, error.happened.rpartition(": ")[2].rstrip(".")
                if not patient or self._ending:
                    raise
                if first:
                    self._refused(error)
                await self._wait(pause)
                pause = next(pauses, pause)
            else:
                self._failed = ""
                # Where one found room there may be room for the others.
                self._room.set()
                self._saved_at = self._ws.now().strftime("%H:%M:%S")
                return result

    async def _wait(self, pause: float) -> None:
        self._room.clear()
        self._waiting += 1
        self._changed()
        try:
            await asyncio.wait_for(self._room.wait(), pause)
        except TimeoutError:
            return
        finally:
            self._waiting -= 1

    def try_now(self) -> None:
        """Try at once what waits for room, but no more than once a second."""
        if self._waiting and time.monotonic() - self._tried_at > AT_MOST_EVERY:
            self._room.set()

    def give_up(self) -> None:
        """The program ends: what waits for room is tried once more, and then stays a draft."""
        self._ending = True
        self._room.set()

    def draft_failed(self, error: WorkbenchError) -> None:
        """Not even a draft can be kept; said once, and standing in the header."""
        first, self._draft_failed = not self._draft_failed, error.happened
        if first:
            self._refused(error)
            self._changed()

    def draft_kept(self) -> None:
        """A draft was kept."""
        self.try_now()
        if self._draft_failed:
            self._draft_failed = ""
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
        if self._draft_failed:
            return f"NOT SAVED: {self._failed or 'no draft either'}, only on this screen", True
        if self._failed:
            return f"NOT SAVED: {self._failed}, text kept in a draft", True
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
