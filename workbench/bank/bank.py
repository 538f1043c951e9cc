"""The bank: one person's file of everything, opened by one writer, saved whole, undone step by step."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.bank import disk, envelope, ids
from workbench.bank.backups import Backup, Backups
from workbench.bank.bankfile import BankFile
from workbench.bank.drafts import Drafts
from workbench.bank.envelope import Row
from workbench.bank.history import History
from workbench.bank.keep import backup_folder, keep_folder, settle
from workbench.bank.ledger import Ledger
from workbench.bank.lock import BankLock
from workbench.bank.places import Places, private_folder
from workbench.bank.transaction import RETIRED, Transaction
from workbench.errors import Damaged, NotFound, ReadOnly

if TYPE_CHECKING:
    from workbench.model.entity import Entity

E = TypeVar("E", bound="Entity")


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class Bank:
    """An open bank. Reading is safe from any thread at any time; writing waits for its turn."""

    def __init__(
        self,
        file: BankFile,
        keep: Path,
        backups: Backups,
        lock: BankLock | None,
        why: str,
        now: Callable[[], datetime],
    ) -> None:
        self.path = file.path
        self.read_only_why = why
        """Why this bank is open for reading only (who holds it, or what forbids writing); empty when it is not."""
        self.keep = keep
        """Where its history, drafts and backups are."""
        self.history = History(keep / "history.frames")
        self.backups = backups
        self.drafts = Drafts(keep / "drafts", now, read_only=self.read_only)
        self._file = file
        self._lock = lock
        self._now = now
        self._ledger = Ledger(file, self.history, self.backups, now, lock)
        self._starting: threading.Thread | None = None
        self._closing = threading.Event()

    @classmethod
    def open(
        cls,
        path: Path,
        places: Places,
        *,
        read_only: bool = False,
        now: Callable[[], datetime] = utc_now,
        calm: float = 0.0,
    ) -> Bank:
        """Open the bank at `path`; a missing one is created unless something of it is kept from before.

        For `calm` seconds nothing is done beside (the copy of what was found): a first frame is being drawn.
        A bank that another process holds, or that may not be written, opens for reading only and says why.
        Raises Damaged for a file that cannot be trusted (it is left untouched) or that is gone while backups or
        a history of it exist; NotFound for a missing file when only reading; CannotWrite.
        """
        file = BankFile(Path(path).expanduser().absolute())
        keep = keep_folder(file.path, places)
        backups = Backups(backup_folder(file.path, places))
        try:
            known = (keep / "history.frames").exists() or bool(backups.all())
            _refuse_to_begin_anew(file, known)
        except OSError as error:
            why = "a folder on its way may not be entered" if isinstance(error, PermissionError) else disk.reason(error)
            raise Damaged(f"{file.path.name} can't be reached: {why}.", "Nothing was changed.") from error
        note = ""
        why = "It was asked to be opened for reading only." if read_only else ""
        lock: BankLock | None = None
        if not why:
            private_folder(file.real.parent)
            why = _why_not_writable(file.real)
        if not why:
            lock = BankLock(file.real)
            why = lock.acquire(now())
        try:
            if not why:
                disk.sweep(file.real)
            _load_or_create(file, known, now, may_create=not why)
            if not why:
                note = settle(file, keep, backups)
            if file.schema > envelope.SCHEMA and not why:
                why = f"A newer workbench wrote this bank (schema {file.schema}; this one knows {envelope.SCHEMA})."
            bank = cls(file, keep, backups, lock, why, now)
            bank.notes.extend([note] if note else [])
            if not why:
                bank._begin(calm)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return bank

    def _begin(self, calm: float) -> None:
        if self._file.schema < envelope.SCHEMA:
            self._ledger.migrate()
        # A copy of what was found, and the comparison with what was last saved here: neither may delay the first frame.
        self._starting = threading.Thread(
            target=self._ledger.start, args=(self._closing, calm), name="bank-start", daemon=True
        )
        self._starting.start()

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""
        return bool(self.read_only_why)

    @property
    def seq(self) -> int:
        """The number of the last save."""
        return self._file.seq

    @property
    def saved_at(self) -> datetime:
        """When the state in the file was saved."""
        return datetime.fromisoformat(self._file.meta["saved_at"])

    def raw(self, table: str) -> dict[str, Row]:
        """Return a table's rows by id as plain dicts, trash included: no model code is loaded for it."""
        return {key: line.row() for key, line in self._file.tables.get(table, {}).items()}

    def count(self, table: str) -> int:
        """Return the number of a table's rows that are not in the trash."""
        return sum(not line.in_trash() for line in self._file.tables.get(table, {}).values())

    def raw_row(self, table: str, row_id: str) -> Row | None:
        """Return one row as a plain dict, from the trash too; None where there is none."""
        line = self._file.tables.get(table, {}).get(row_id)
        return None if line is None else line.row()

    def all(self, kind: type[E], deleted: bool = False) -> list[E]:
        """Return the rows of one kind by age, without the trash unless `deleted`.

        Raises Damaged, naming the row, if one is not what its kind should be.
        """
        rows = [self._typed(kind, key, line.row()) for key, line in self._file.tables.get(kind.table, {}).items()]
        kept = [row for row in rows if deleted or row.deleted_at is None]
        oldest = datetime.min.replace(tzinfo=UTC)
        return sorted(kept, key=lambda row: (row.created_at or oldest, row.id))

    def get(self, kind: type[E], row_id: str) -> E:
        """Return one row, from the trash too. Raises NotFound."""
        line = self._file.tables.get(kind.table, {}).get(row_id)
        if line is None:
            raise NotFound(f"There is no “{row_id}” in {kind.table}.")
        return self._typed(kind, row_id, line.row())

    @contextlib.contextmanager
    def transaction(self, label: str, backup: str = "") -> Iterator[Transaction]:
        """Collect changes and save them as one; an exception inside leaves everything as it was.

        When the `with` block ends without one, the new state is on the disk. `label` names the step for undo;
        `backup` says why a copy is to be taken first ("import"). A change of many rows takes one anyway.
        Raises ReadOnly, Conflict, Refused (rows would vanish), CannotWrite.
        """
        self._may_write()
        with self._ledger.step("do", label, backup=backup) as tx:
            yield tx

    def undo(self) -> str | None:
        """Take back the last step and return its label, or None when there is none. Raises Refused, CannotWrite."""
        self._may_write()
        return self._ledger.reverse_last("undo")

    def redo(self) -> str | None:
        """Do again what was undone last and return its label, or None. Raises Refused, CannotWrite."""
        self._may_write()
        return self._ledger.reverse_last("redo")

    def refresh(self) -> bool:
        """Look whether something else has changed the file (on focus, say) and say whether rows are different now.

        The writer merges it in; a reader reads it anew. What happened is told in `notes`. Raises Conflict,
        Damaged, CannotWrite; the file is left alone then.
        """
        return self._file.reload() if self.read_only else self._ledger.take_in()

    @property
    def notes(self) -> list[str]:
        """What the user should know of changes from outside, a sentence each, oldest first."""
        return self._ledger.notes

    def tables(self) -> list[str]:
        """Return the names of the tables that hold rows."""
        return [name for name, lines in self._file.tables.items() if lines and name != RETIRED]

    def copy(self, why: str = "asked") -> Backup:
        """Take a backup of what is saved, verify it and return it. Raises CannotWrite."""
        return self._ledger.copy(why)

    def close(self) -> None:
        """Sync the drafts, take a copy if one is due, and let the next one in. A closed bank can still be read."""
        self._closing.set()
        if self._starting is not None:
            self._starting.join()
            self._starting = None
        with self._ledger.writing:
            self.drafts.close()
            if not self.read_only:
                self._ledger.copy_if_due("exit")
            self.history.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None
            self.read_only_why = self.read_only_why or "It was closed."

    def __enter__(self) -> Bank:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _may_write(self) -> None:
        if self.read_only:
            raise ReadOnly(self.read_only_why, "Nothing was changed.")

    def _typed(self, kind: type[E], row_id: str, row: Row) -> E:
        try:
            return kind.model_validate(row)
        except ValueError as error:
            raise Damaged(
                f"“{row_id}” in {kind.table} of {self.path.name} is not as it should be ({_first(error)}).",
                "It was left as it is.",
                "`workbench doctor` says more.",
            ) from error


def _first(error: ValueError) -> str:
    details = getattr(error, "errors", None)
    if details is None:
        return "unreadable"
    first = details(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].lower()}"


def _load_or_create(file: BankFile, known: bool, now: Callable[[], datetime], *, may_create: bool) -> None:
    if file.real.exists():
        try:
            file.load()
        except Damaged as damaged:
            do = "`workbench backup restore` brings the last saved state back." if known else ""
            raise Damaged(damaged.happened, damaged.kept, do) from None
        return
    if not may_create:
        raise NotFound(f"There is no bank {file.path}.")
    file.create(ids.ulid(now()), now())


def _refuse_to_begin_anew(file: BankFile, known: bool) -> None:
    """Refuse to make a bank where one was or is elsewhere; asked before any folder is made in its place.

    A folder made where a drive is mounted hides that drive's own bank, or sends the drive elsewhere.
    """
    if file.real.exists():
        return
    if known:
        raise Damaged(
            f"{file.path.name} is gone, but its history and backups are here.",
            "Nothing was created in its place.",
            "`workbench backup restore` brings it back; for a new bank name another file.",
        )
    for place in (file.path, *file.path.parents):
        if place.is_symlink() and not place.exists() and not (place == file.path and file.real.parent.is_dir()):
            raise NotFound(
                f"{place} is a link to {Path(os.path.realpath(place))}, and nothing is there.",
                "Nothing was created.",
                "Bring its drive back, or name another file.",
            )


def _why_not_writable(real: Path) -> str:
    if real.exists() and not disk.may_write(real):
        return f"{real.name} is marked read-only."
    if not os.access(real.parent, os.W_OK):
        return f"The folder {real.parent} may not be written."
    return ""
