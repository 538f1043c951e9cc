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

    def create(self, bank: str, now: datetime) -> None:
        """Write a new, empty bank with the identity `bank`. Raises CannotWrite."""
        self.meta = {"format": envelope.FORMAT, "schema": envelope.SCHEMA, "app": __version__, "bank": bank, "seq": 0}
        self.save({}, now)

    def changed_outside(self) -> bool:
        """Say whether something else has written, replaced or removed the file since we last saw it."""
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

    def save(
        self, tables: Tables, now: datetime, seq: int | None = None, also_sync: Callable[[], None] | None = None
    ) -> None:
        """Write `tables` as the bank's next state; on return it is on the disk.

        Raises CannotWrite with the old file whole, Conflict when the file was changed from outside (it is left
        alone).
        """
        meta = {
            **self.meta,
            "app": __version__,
            "seq": self.seq + 1 if seq is None else seq,
            "saved_at": now.isoformat(),
        }
        raw = envelope.pack(meta, tables)

        def unchanged() -> None:
            if self.changed_outside():
                raise Conflict(
                    f"{self.path.name} was changed by something else while it was open.",
                    "Neither state was lost: the file was left alone, and the text is kept as a draft.",
                )

        try:
            mark = disk.write_whole(self.real, raw, before_replace=unchanged, also_sync=also_sync)
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
