"""One bank file: read whole, verified, kept as bytes, saved whole; every change from outside noticed first."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.bank import disk, envelope
from workbench.bank.disk import Fingerprint, UnsyncedError
from workbench.bank.envelope import Tables, UnreadableError
from workbench.errors import CannotWrite, Conflict, Damaged, NotFound

RECENT = 128
"""How many names of saves a file carries without a gap."""
THIN_EVERY = 32
"""Saves after which older names are thinned."""


class ChangedOutside(Conflict):
    """The file was changed between the look at it and the save."""


def save_name(seq: int) -> str:
    """Return a new name for the save `seq`: no two machines give the same."""
    return f"{seq}:{os.urandom(4).hex()}"


def _thinned(line: list[str]) -> list[str]:
    """Return the last 128 names, every 64th of the last 4,096, every 1,024th before: enough to find a common one."""
    numbers = [int(name.split(":")[0]) for name in line]
    last = max(numbers, default=0)
    return [
        name
        for name, seq in zip(line, numbers, strict=True)
        if last - seq < RECENT or (last - seq < 4096 and seq % 64 == 0) or seq % 1024 == 0
    ]


class BankFile:
    """The committed state of a bank and the file that holds it. `tables` is replaced at a commit, never changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # A symlink's target is what is written: replacing the link itself would cut it.
        self.real = Path(os.path.realpath(path))
        self.meta: dict[str, Any] = {}
        self.tables: Tables = {}
        self._mark: Fingerprint | None = None
        self._placed: Fingerprint | None = None
        self._unsynced = False

    @property
    def seq(self) -> int:
        """How many saves the bank has seen."""
        return int(self.meta.get("seq", 0))

    @property
    def line(self) -> list[str]:
        """The names of the saves this state comes from, newest last, thinned as they age."""
        return list(self.meta.get("line", []))

    @property
    def schema(self) -> int:
        """The schema of the rows; a larger one than ours means a newer workbench wrote them."""
        return int(self.meta.get("schema", envelope.SCHEMA))

    def load(self) -> None:
        """Read and verify the file. Raises NotFound, Damaged (file untouched) or CannotWrite (not readable)."""
        try:
            mark = disk.fingerprint(self.real)
            raw = self.real.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"There is no bank {self.path}.") from None
        except OSError as error:
            raise Damaged(f"{self.path.name} can't be read: {disk.reason(error)}.") from error
        try:
            meta, tables = envelope.unpack(raw)
        except UnreadableError as found:
            raise Damaged(f"{self.path.name} is damaged: {found}.", "It was left exactly as it is.") from None
        self.meta, self.tables, self._mark = meta, tables, mark

    def reload(self) -> bool:
        """For a reader: read the file again if it has changed, and say whether rows are different now."""
        try:
            if disk.fingerprint(self.real) in (self._mark, None):
                return False
        except OSError as error:
            raise Damaged(f"{self.path.name} can't be read: {disk.reason(error)}.") from error
        before = self.tables
        self.load()
        return before != self.tables

    def create(self, bank: str, now: datetime) -> None:
        """Write a new, empty bank with the identity `bank`. Raises CannotWrite."""
        self.meta = {"format": envelope.FORMAT, "schema": envelope.SCHEMA, "app": __version__, "bank": bank, "seq": 0}
        self.save({}, now, 1)

    def changed_outside(self) -> bool:
        """Say whether something else has written, replaced or removed the file since we last saw it.

        Raises CannotWrite when the disk does not even tell.
        """
        try:
            return self._is_changed()
        except OSError as error:
            raise self._refused(error) from error

    def _is_changed(self) -> bool:
        mark = disk.fingerprint(self.real)
        if mark == self._mark or (mark is not None and mark == self._placed):
            return False
        if mark is None or self._mark is None:
            return True
        # A touch or a copy back changes the fingerprint and not a byte.
        if self.real.read_bytes() != envelope.pack(self.meta, self.tables):
            return True
        self._mark = mark
        return False

    @property
    def unsynced(self) -> bool:
        """The last save stands in the file, but the disk did not confirm it: it must be written again."""
        return self._unsynced

    def accept(self, mark: Fingerprint | None, line: list[str]) -> None:
        """Take note of a state from outside that the next save is to follow: it comes from both."""
        self._mark, self._placed = mark, None
        self.meta = {**self.meta, "line": _thinned([*line, *(each for each in self.line if each not in line)])}

    def adopt(self, meta: dict[str, Any], tables: Tables, mark: Fingerprint | None) -> None:
        """Take a state from outside as ours, as it is."""
        self.meta, self.tables, self._mark, self._placed = meta, tables, mark, None

    def save(
        self,
        tables: Tables,
        now: datetime,
        seq: int,
        name: str = "",
        also_synced: Callable[[], None] | None = None,
    ) -> None:
        """Write `tables` as the bank's next state, save number `seq`; on return it is on the disk.

        Raises CannotWrite with the old file whole, ChangedOutside when the file is not the one last seen (it is
        left alone).
        """
        line = [*self.line, name or save_name(seq)]
        # Thinning reads every name: not with each save.
        line = line if seq % THIN_EVERY else _thinned(line)
        meta = {**self.meta, "app": __version__, "seq": seq, "saved_at": now.isoformat(), "line": line}

        def unchanged() -> None:
            if self.changed_outside():
                raise ChangedOutside(
                    f"{self.path.name} was changed by something else while it was being saved.",
                    "Neither state was lost: the file was left alone, and the text is kept as a draft.",
                )

        try:
            mark = disk.write_whole(
                self.real, envelope.pieces(meta, tables), before_replace=unchanged, also_synced=also_synced
            )
        except UnsyncedError as error:
            # What stands in the file is ours all the same, so the next save must not take it for a stranger's.
            self._placed, self._unsynced = error.fingerprint, True
            raise self._refused(error) from error
        except OSError as error:
            raise self._refused(error) from error
        self.meta, self.tables, self._mark = meta, tables, mark
        self._placed, self._unsynced = None, False

    def _refused(self, error: OSError) -> CannotWrite:
        return disk.cannot_write(self.path, error, "The last saved state is whole; what you typed is kept as a draft.")
