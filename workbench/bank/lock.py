"""One writer at a time: a kernel lock beside the bank, free the moment its process ends, however it ends.

The data file itself is never locked: after `os.replace` a second process would lock the new file while the
first still holds the old one. The lock file's existence means nothing, only the lock does. Who holds it stands
in a file of its own, for the sentence shown to the second start; nothing is decided by it.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from workbench.bank.disk import reason

if TYPE_CHECKING:
    from filelock import BaseFileLock


def host() -> str:
    """Return this machine's name."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


class BankLock:
    """The lock of one bank file."""

    def __init__(self, bank: Path) -> None:
        self.path = bank.with_name(bank.name + ".lock")
        self.info = bank.with_name(bank.name + ".holder")
        self._held: BaseFileLock | None = None
        self._file: tuple[int, int] | None = None

    def acquire(self, now: datetime) -> str:
        """Take the lock. Return "" when it is ours, else one plain sentence why not."""
        from filelock import FileLock, Timeout

        # Without a kernel lock on this file system filelock would fall back to a mere marker file, which a
        # crash leaves behind for ever.
        lock = FileLock(self.path, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire()
        except Timeout:
            return self.holder()
        except NotImplementedError:
            return "This file system knows no locks, so nobody could tell a second workbench to wait."
        except OSError as error:
            return f"The lock beside the bank could not be taken: {reason(error)}."
        self._held, self._file = lock, self._found()
        with contextlib.suppress(OSError):
            fd = os.open(self.info, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0), 0o600)
            with os.fdopen(fd, "wb") as file:
                file.write(orjson.dumps({"pid": os.getpid(), "host": host(), "since": now.isoformat()}))
        return ""

    def again(self, now: datetime) -> str:
        """Return "" if the lock is still ours, else why not. One whose file somebody took away is taken anew.

        `git clean`, a sync client or a tidy user may remove the lock file: a second workbench would then lock a new
        one, and two would write.
        """
        if self._held is None or self._found() == self._file:
            return ""
        if not os.path.isdir(self.path.parent):  # noqa: PTH112 (`Path.is_dir` raises what a failing disk answers)
            # Moved, or its drive taken out. Made anew, the folder would hold a second bank, and hide the drive's own.
            return "The lock beside the bank could not be taken: the folder is gone."
        lost = self._held
        if why := self.acquire(now):
            return why
        lost.release()
        return ""

    def _found(self) -> tuple[int, int] | None:
        try:
            stat = os.stat(self.path)  # noqa: PTH116 (asked before every save: `Path` would double what it costs)
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def probe(self) -> str:
        """Say who holds the lock at this moment, or "" when nobody does. Keeps nothing."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.path, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            with lock:
                return ""
        except Timeout:
            return self.holder()
        except (OSError, NotImplementedError):
            return ""

    def holder(self) -> str:
        """Return the sentence that says who holds the bank, from the holder's own note."""
        try:
            note = orjson.loads(self.info.read_bytes())
            since = datetime.fromisoformat(note["since"]).astimezone()
            where = "" if note["host"] == host() else f" on {note['host']}"
            return f"Another workbench (process {int(note['pid'])}{where}, since {since:%d %b %H:%M}) holds this bank."
        except (OSError, ValueError, KeyError, TypeError):
            return "Another workbench holds this bank."

    def release(self) -> None:
        """Let the next one in. The lock file stays: removing it would let two in."""
        if self._held is not None:
            # Where somebody else has locked a new file meanwhile, the note is theirs.
            if self._found() == self._file:
                with contextlib.suppress(OSError):
                    self.info.unlink()
            self._held.release()
            self._held = None
