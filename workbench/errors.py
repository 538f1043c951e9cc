"""The one tree of errors that a user can meet.

Each error is one plain sentence in up to three parts: what happened, what was kept, what to do.

    WorkbenchError
    ├── NotFound      an id, a file or a pack that is not there            exit 1
    ├── Refused       the workbench will not do it, and says why           exit 1
    │   ├── ReadOnly  another process holds the bank, or the file is locked
    │   ├── Damaged   a file that cannot be trusted; it was left untouched
    │   └── Conflict  what was to be saved rests on an older state than the one that stands
    ├── BadInput      a file or text that is not what it should be         exit 1
    └── CannotWrite   the disk refused; what was typed is kept as a draft  exit 1
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """Something a user can meet; `str()` is the plain sentence shown on screen or on standard error."""

    def __init__(self, happened: str, kept: str = "", do: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.do = do
        super().__init__(" ".join(part for part in (happened, kept, do) if part))


class NotFound(WorkbenchError):
    """An id, a file or a pack that is not there."""


class Refused(WorkbenchError):
    """The workbench will not do this, and says why."""


class ReadOnly(Refused):
    """The bank was opened for reading only: another process holds it, or the file may not be written."""


class Damaged(Refused):
    """A file that cannot be trusted. It was left exactly as it was found."""


class Conflict(Refused):
    """What was to be saved rests on an older state than the one that stands. Both are kept."""


class BadInput(WorkbenchError):
    """A file or a text that is not what it should be."""


class CannotWrite(WorkbenchError):
    """The disk refused (full, read-only, gone). Nothing half-written is left."""
