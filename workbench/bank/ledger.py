"""The writing side of a bank: every save goes through `step`, one at a time.

Order of one save: take in what changed outside; collect the changes; a copy first, if they are many; the history's
record; the file with both synced; only then is it saved.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal

from workbench.bank import disk, envelope, ids, migrations, outside
from workbench.bank.backups import Backup, Backups
from workbench.bank.bankfile import RECENT, BankFile, ChangedOutside, save_name
from workbench.bank.envelope import Row, Tables
from workbench.bank.history import Change, Entry, History, Kind, same_content
from workbench.bank.lock import BankLock
from workbench.bank.storage import BankDB
from workbench.bank.transaction import RETIRED, Transaction
from workbench.errors import CannotWrite, Conflict, Refused, WorkbenchError

BULK = 10
"""A change of this many rows takes a backup first."""
_KEPT = "The last saved state is whole; what you typed is kept as a draft."
_TRIES = 3
CALM = 1.0
"""Seconds after opening before the last save is looked for in the history."""


class Ledger:
    """File, history and backups of one open bank, and the one lock under which they are written."""

    def __init__(
        self, file: BankFile, history: History, backups: Backups, now: Callable[[], datetime], lock: BankLock | None
    ) -> None:
        self.db = BankDB(file)
        self.notes: list[str] = []
        self.writing = threading.RLock()
        self._file = file
        self._history = history
        self._backups = backups
        self._now = now
        self._lock = lock

    @contextlib.contextmanager
    def step(self, kind: Kind, label: str, of: int = 0, backup: str = "") -> Iterator[Transaction]:
        """Collect changes and save them as one; see `Bank.transaction`."""
        with self.writing:
            self.take_in()
            self.db.staging.begin()
            try:
                tx = Transaction(self.db, self._now())
                yield tx
                self._commit(tx, kind, label, of, backup)
            finally:
                self.db.staging.end()

    def take_in(self) -> bool:
        """Merge in what something else has written to the file, and say whether rows are different now."""
        with self.writing:
            self._keep_lock()
            if not self._file.changed_outside():
                return False
            found = outside.look(self._file, self._history, self._backups, self._now())
            before = self._file.tables
            self._apply(found)
            self.notes.append(found.note)
            return before != self._file.tables

    def reverse_last(self, kind: Literal["undo", "redo"]) -> str | None:
        """Take back the last step, or do the last undone one again; return its label, None if there is none."""
        with self.writing:
            self._mark_void()
            undo, redo = self._history.undoable()
            steps = undo if kind == "undo" else redo
            return self._reverse(steps[-1], kind) if steps else None

    def copy(self, why: str) -> Backup:
        """Take a backup of the committed state and return it. Raises CannotWrite."""
        return self._backups.take(self._file.meta, self._file.tables, why, self._now())

    def copy_if_due(self, why: str) -> None:
        """Take a backup if the clock asks for one. A disk that refuses is told in `notes`: it stops nothing."""
        try:
            if self._backups.due(self._file.seq, self._now()):
                self.copy(why)
        except (WorkbenchError, OSError) as error:
            self.notes.append(f"No backup was taken: {error}")

    def start(self, closing: threading.Event, calm: float = 0.0) -> None:
        """What a session begins with, after the first frame: a copy if one is due, and a look at the last save."""
        # Two threads of Python take turns of five milliseconds: the screen would be drawn that much later.
        closing.wait(calm)
        self.copy_if_due("start")
        # A long history takes a moment to read: not in the second in which the screen is drawn.
        if closing.wait(CALM):
            return
        missing = self._not_in_file()
        if len(missing) > 1:
            last = missing[-1]
            self.notes.append(
                f"{self._file.path.name} is not what was last saved here (save {last.seq},"
                f" {last.at.astimezone():%d %b %H:%M}). That state is kept: `workbench backup restore latest` brings it"
                " back, `workbench history` shows single stories."
            )

    def _not_in_file(self) -> list[Entry]:
        """Return the records of saves made here that the file does not come from; one may be a killed save's."""
        line = set(self._file.line)
        newest = max((int(name.split(":")[0]) for name in line), default=0)
        missing: list[Entry] = []
        for entry in reversed(self._history.standing()):
            if not entry.save or entry.save in line or newest - entry.seq >= RECENT:
                break
            missing.insert(0, entry)
        return missing

    def migrate(self) -> None:
        """Bring an older bank up to our schema; a copy that is never thinned comes first. Raises CannotWrite."""
        with self.writing:
            self.copy("migration")
            tables = migrations.migrate(self._file.tables, self._file.schema, envelope.SCHEMA)
            seq = max(self._file.seq, self._history.last_seq) + 1
            name = save_name(seq)
            self._file.meta = {**self._file.meta, "schema": envelope.SCHEMA}
            try:
                self._history.append(seq, self._now(), "barrier", f"schema {envelope.SCHEMA}", save=name)
            except OSError as error:
                raise disk.cannot_write(self._history.path, error, _KEPT) from error
            self._file.save(tables, self._now(), seq, name, also_synced=self._history.begin_sync())

    def _commit(self, tx: Transaction, kind: Kind, label: str, of: int, backup: str) -> None:
        changes = tx.changes()
        staged = self.db.staging.staged()
        if not changes and staged == self._file.tables and not self._file.unsynced:
            return
        _refuse_vanishing(tx, staged, self._file)
        if (backup or len(changes) >= BULK) and any(self._file.tables.values()):
            self.copy(backup or "bulk")
        for left in reversed(range(_TRIES)):
            try:
                self._save(changes, kind, label, of)
                return
            except ChangedOutside:
                if not left:
                    raise
                self._rebase(tx, changes)

    def _save(self, changes: list[Change], kind: Kind, label: str, of: int) -> None:
        now = self._now()
        self._mark_void()
        # A number is used once, even by a save that fails: a record of the history is never mistaken for another.
        seq = max(self._file.seq, self._history.last_seq) + 1
        name = save_name(seq)
        try:
            self._history.append(seq, now, kind, label, changes, of, name)
        except OSError as error:
            raise disk.cannot_write(self._history.path, error, _KEPT) from error
        self._file.save(self.db.staging.staged(), now, seq, name, also_synced=self._history.begin_sync())

    def _keep_lock(self) -> None:
        """See that nobody else may write. Raises CannotWrite: what waits for a full disk waits for this, too."""
        if self._lock is not None and (why := self._lock.again(self._now())):
            raise CannotWrite(f"{self._file.path.name} could not be written: {why[0].lower()}{why[1:]}", _KEPT)

    def _rebase(self, tx: Transaction, changes: list[Change]) -> None:
        """Take in the state that came in between, and put the same changes on top of it."""
        staging = self.db.staging
        retired = {table: tx.retired(table) for table in {change.table for change in changes}}
        staging.end()
        self.take_in()
        staging.begin()
        for change in changes:
            if not same_content(tx.row(change.table, change.id), change.before):
                raise Conflict(
                    f"“{change.id}” was changed by something else at the same moment.",
                    "Both texts are kept: theirs in the bank, yours as a draft.",
                )
            if change.after is None:
                tx.remove_row(change.table, change.id)
            else:
                tx.put_row(change.table, change.id, change.after)
        for table, row_ids in retired.items():
            if row_ids:
                tx.retire(table, sorted(row_ids))

    def _apply(self, found: outside.Found) -> None:
        file = self._file
        file.accept(found.mark, found.line)
        staging = self.db.staging
        staging.begin()
        try:
            tx = Transaction(self.db, self._now())
            for (table, row_id), row in found.merged.put.items():
                tx.put_row(table, row_id, row)
            for table, row_id in found.merged.gone:
                tx.remove_row(table, row_id)
            for table, lines in found.tables.get(RETIRED, {}).items() if found.meta else ():
                tx.retire(table, [each for each in lines.row()["ids"] if tx.row(table, each) is None])
            for double in found.merged.doubled:
                self._keep_twice(tx, double.table, double.id, double.theirs)
            staged = staging.staged()
            if found.meta is not None and _same(staged, found.tables) and found.meta["seq"] > self._history.last_seq:
                # Theirs holds all of ours: it becomes ours as it is, without a save that would travel back.
                seq = int(found.meta["seq"])
                name = found.line[-1]
                with contextlib.suppress(OSError):
                    self._history.append(seq, self._now(), "do", "changes from outside", tx.changes(), save=name)
                    self._history.sync()
                file.adopt(found.meta, found.tables, found.mark)
                return
            self._save(tx.changes(), "do", "changes from outside", 0)
        finally:
            staging.end()

    def _keep_twice(self, tx: Transaction, table: str, row_id: str, theirs: Row) -> None:
        title = next((name for name in ("title", "text", "role") if theirs.get(name)), None)
        if title is None:
            # A row without a title of its own (a version, say) cannot stand twice: theirs is kept as a revision
            # that never stood in the bank.
            seq = max(self._file.seq, self._history.last_seq) + 1
            change = Change(table, row_id, tx.row(table, row_id), theirs)
            try:
                self._history.append(seq, self._now(), "do", "the other copy, from outside", [change])
            except OSError as error:
                raise disk.cannot_write(self._history.path, error, _KEPT) from error
            return
        taken = self._file.tables.get(table, {}).keys() | tx.retired(table)
        copy_id = ids.free_slug(f"{row_id} other copy", taken)
        now = self._now().isoformat()
        doubled = {**theirs, "id": copy_id, title: f"{theirs[title]} (other copy)", "rev": 1, "updated_at": now}
        tx.put_row(table, copy_id, doubled)

    def _mark_void(self) -> None:
        """Mark records of saves that never came to stand, so that undo does not take them for steps."""
        for entry in self._history.unsaved_since(self._file.seq):
            with contextlib.suppress(OSError):
                self._history.append(entry.seq, self._now(), "void", "", of=entry.seq)

    def _reverse(self, entry: Entry, kind: Literal["undo", "redo"]) -> str:
        with self.step(kind, entry.label, of=entry.seq) as tx:
            for change in self._history.changes(entry):
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


def _refuse_vanishing(tx: Transaction, staged: Tables, file: BankFile) -> None:
    """Refuse a save in which rows are missing that nobody deleted: the mark of a fault, ours or a plug-in's."""
    missing: list[str] = []
    for table, lines in file.tables.items():
        if table != RETIRED and (gone := lines.keys() - staged.get(table, {}).keys()):
            missing.extend(f"“{row_id}”" for row_id in sorted(gone - tx.retired(table)))
    if missing:
        named = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
        raise Refused(
            f"This save would have dropped {named} without anybody having deleted it.",
            "Nothing was saved or lost.",
            "Please report this; `workbench doctor` checks the bank.",
        )


def _same(one: Tables, other: Tables) -> bool:
    names = {name for name, lines in (*one.items(), *other.items()) if lines}
    return all(
        {key: line.body for key, line in one.get(name, {}).items()}
        == {key: line.body for key, line in other.get(name, {}).items()}
        for name in names
    )
