"""The bank: one person's file of everything, opened by one writer, saved whole, undone step by step."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from workbench.bank import disk, envelope, ids
from workbench.bank.bankfile import BankFile
from workbench.bank.drafts import Drafts
from workbench.bank.envelope import Row
from workbench.bank.history import Change, Entry, History, Kind, same_content
from workbench.bank.lock import BankLock
from workbench.bank.places import Places, private_folder
from workbench.bank.storage import BankDB
from workbench.bank.transaction import Transaction
from workbench.errors import Damaged, NotFound, ReadOnly, Refused
from workbench.text import slug

if TYPE_CHECKING:
    from workbench.model.entity import Entity

E = TypeVar("E", bound="Entity")


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def keep_folder(path: Path, places: Places) -> Path:
    """Return where drafts, history and backups of the bank at `path` are kept: never in its own folder.

    A synced or cleaned-up folder takes its backups along; so they live under `places.state`, by the bank's path.
    """
    real = os.path.realpath(path)
    return places.state / "banks" / f"{slug(Path(real).stem, 30)}-{blake2b(real.encode(), digest_size=5).hexdigest()}"


class Bank:
    """An open bank. Reading is safe from any thread at any time; writing waits for its turn."""

    def __init__(
        self, file: BankFile, keep: Path, lock: BankLock | None, why: str, now: Callable[[], datetime]
    ) -> None:
        self.path = file.path
        self.read_only_why = why
        """Why this bank is open for reading only (who holds it, or what forbids writing); empty when it is not."""
        self._file = file
        self._keep = keep
        self._lock = lock
        self._now = now
        self._db = BankDB(file)
        self._writing = threading.RLock()
        self.history = History(keep / "history.frames")
        self.drafts = Drafts(keep / "drafts", now, read_only=self.read_only)

    @classmethod
    def open(
        cls, path: Path, places: Places, *, read_only: bool = False, now: Callable[[], datetime] = utc_now
    ) -> Bank:
        """Open the bank at `path`; a missing one is created unless something of it is kept from before.

        A bank that another process holds, or that may not be written, opens for reading only and says why.
        Raises Damaged for a file that cannot be trusted (it is left untouched) or that is gone while backups or
        a history of it exist; NotFound for a missing file when only reading; CannotWrite.
        """
        file = BankFile(Path(path).expanduser().absolute())
        keep = keep_folder(file.path, places)
        why = "It was asked to be opened for reading only." if read_only else ""
        lock: BankLock | None = None
        if not why:
            private_folder(file.real.parent)
            why = _why_not_writable(file.real)
        if not why:
            lock = BankLock(file.real)
            why = lock.acquire(now())
        try:
            if file.real.exists():
                file.load()
            elif _kept(keep):
                raise Damaged(
                    f"{file.path.name} is gone, but its history and backups are here.",
                    "Nothing was created in its place.",
                    "Bring it back with “workbench backup restore”, or name another file for a new bank.",
                )
            elif why:
                raise NotFound(f"There is no bank {file.path}.")
            else:
                private_folder(keep)
                file.create(ids.ulid(now()), now())
            if file.schema > envelope.SCHEMA and not why:
                why = f"A newer workbench wrote this bank (schema {file.schema}; this one knows {envelope.SCHEMA})."
            if why and lock is not None:
                lock.release()
                lock = None
            if lock is not None:
                private_folder(keep)
                disk.sweep(file.real)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(file, keep, lock, why, now)

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
    def transaction(self, label: str) -> Iterator[Transaction]:
        """Collect changes and save them as one; an exception inside leaves everything as it was.

        When the `with` block ends without one, the new state is on the disk. `label` names the step for undo.
        Raises ReadOnly, Conflict (the file was changed from outside), CannotWrite.
        """
        with self._step("do", label) as tx:
            yield tx

    def undo(self) -> str | None:
        """Take back the last step and return its label, or None when there is none. Raises Refused, CannotWrite."""
        return self._reverse_last("undo")

    def redo(self) -> str | None:
        """Do again what was undone last and return its label, or None. Raises Refused, CannotWrite."""
        return self._reverse_last("redo")

    def close(self) -> None:
        """Sync the drafts and let the next one in. A closed bank can still be read."""
        with self._writing:
            self.drafts.close()
            self.history.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None
            self.read_only_why = self.read_only_why or "It was closed."

    def __enter__(self) -> Bank:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _step(self, kind: Kind, label: str, of: int = 0) -> Iterator[Transaction]:
        with self._writing:
            if self.read_only:
                raise ReadOnly(self.read_only_why, "Nothing was changed.")
            self._db.staging.begin()
            try:
                tx = Transaction(self._db, self._now())
                yield tx
                self._commit(tx, kind, label, of)
            finally:
                self._db.staging.end()

    def _commit(self, tx: Transaction, kind: Kind, label: str, of: int) -> None:
        changes = tx.changes()
        staged = self._db.staging.staged()
        if not changes and not self._file.unsynced and staged == self._file.tables:
            return
        now = self._now()
        self._mark_void()
        # A number is used once, even by a save that fails: a record of the history is never mistaken for another.
        seq = max(self._file.seq, self.history.last_seq) + 1
        try:
            self.history.append(seq, now, kind, label, changes, of)
        except OSError as error:
            raise disk.cannot_write(
                self.history.path, error, "The last saved state is whole; what you typed is kept as a draft."
            ) from error
        self._file.save(staged, now, seq, also_sync=self.history.sync)

    def _mark_void(self) -> None:
        """Mark records of saves that never came to stand, so that undo does not take them for steps."""
        for entry in self.history.unsaved_since(self._file.seq):
            with contextlib.suppress(OSError):
                self.history.append(entry.seq, self._now(), "void", "", of=entry.seq)

    def _reverse_last(self, kind: Literal["undo", "redo"]) -> str | None:
        with self._writing:
            if not self.read_only:
                self._mark_void()
            undo, redo = self.history.undoable()
            steps = undo if kind == "undo" else redo
            return self._reverse(steps[-1], kind) if steps else None

    def _reverse(self, entry: Entry, kind: Kind) -> str:
        with self._step(kind, entry.label, of=entry.seq) as tx:
            for change in self.history.changes(entry):
                wanted, present = (change.before, change.after) if kind == "undo" else (change.after, change.before)
                self._put_back(tx, change, wanted, present)
        return entry.label

    def _put_back(self, tx: Transaction, change: Change, wanted: Row | None, expected: Row | None) -> None:
        standing = tx.row(change.table, change.id)
        trashed = expected is None and standing is not None and bool(standing.get("deleted_at"))
        if standing is None or not (trashed or same_content(standing, expected)):
            raise Refused(
                f"“{change.id}” has changed since, so that step can't be taken back.",
                "Nothing was changed.",
                "Its earlier states are in its history.",
            )
        now = self._now().isoformat()
        # What was created goes to the trash instead of vanishing: its id stays taken.
        row = {**standing, "deleted_at": now} if wanted is None else wanted
        tx.put_row(change.table, change.id, {**row, "rev": int(standing.get("rev", 0)) + 1, "updated_at": now})

    def _typed(self, kind: type[E], row_id: str, row: Row) -> E:
        try:
            return kind.model_validate(row)
        except ValueError as error:
            raise Damaged(
                f"“{row_id}” in {kind.table} of {self.path.name} is not as it should be ({_first(error)}).",
                "It was left as it is.",
                "“workbench doctor” says more.",
            ) from error


def _first(error: ValueError) -> str:
    details = getattr(error, "errors", None)
    if details is None:
        return "unreadable"
    first = details(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].lower()}"


def _kept(keep: Path) -> bool:
    return (keep / "history.frames").exists() or any((keep / "backups").glob("*.json.gz"))


def _why_not_writable(real: Path) -> str:
    if real.exists() and not disk.may_write(real):
        return f"{real.name} is marked read-only."
    if not os.access(real.parent, os.W_OK):
        return f"The folder {real.parent} may not be written."
    return ""
