"""Every revision of every row, append-only and outside the bank file, which would grow with it.

One record a transaction, written and synced before the bank file is replaced: whatever a save replaces is
already here. A record holds the rows before and after, so that it stands alone: undo and restore need no other.
A save that was recorded but did not come to stand in the bank is marked void later; its text stays readable.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import orjson

from workbench.bank import frames
from workbench.bank.disk import Syncing
from workbench.bank.envelope import Row
from workbench.bank.lock import host
from workbench.errors import Damaged

Kind = Literal["do", "undo", "redo", "barrier", "void"]
BOOKKEEPING = frozenset({"rev", "updated_at"})


class Change(NamedTuple):
    """What one transaction did to one row; None stands for "was not there"."""

    table: str
    id: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Entry:
    """The head of one record: enough for lists and for undo, without reading the rows."""

    offset: int
    seq: int
    at: datetime
    kind: Kind
    label: str
    of: int
    """For undo, redo and void: the `seq` of the record meant."""
    rows: tuple[tuple[str, str], ...]
    host: str
    save: str = ""
    """The name of the save in the bank's `line`."""


@dataclass(frozen=True)
class Revision:
    """One state of one row. `saved` is False where the save was recorded and never came to stand in the bank."""

    table: str
    id: str
    rev: int
    at: datetime
    label: str
    host: str
    row: Row
    saved: bool = True


class History:
    """The history of one bank. Reading needs no lock; appending is the lock holder's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = frames.Appender(path)
        self._syncing = Syncing()
        self._entries: list[Entry] | None = None
        self._guard = threading.Lock()
        self._void: set[int] = set()
        self._seen = 0
        self.torn = 0
        """How many stretches of the file could not be read (a power cut in the middle of an append leaves one)."""

    @property
    def entries(self) -> list[Entry]:
        """Return the heads of all records, oldest first; read from the file once."""
        with self._guard:
            if self._entries is None:
                self._entries, self.torn = self._scan()
            return self._entries

    @property
    def last_seq(self) -> int:
        """The highest save number ever recorded; a new save takes one above it."""
        # Numbers only grow, but for the marks of void saves, which repeat the number they mean.
        return max((entry.seq for entry in self.entries[-2:]), default=0)

    def append(
        self,
        seq: int,
        at: datetime,
        kind: Kind,
        label: str,
        changes: Iterable[Change] = (),
        of: int = 0,
        save: str = "",
    ) -> Entry:
        """Record one transaction; not yet synced (see `sync`). Raises OSError."""
        entries = self.entries
        listed = list(changes)
        rows = tuple((change.table, change.id) for change in listed)
        head = {
            "seq": seq, "at": at.isoformat(), "kind": kind, "label": label, "of": of, "rows": rows, "host": host(),
            "save": save,
        }  # fmt: skip
        body = orjson.dumps([change._asdict() for change in listed])
        record = frames.frame(orjson.dumps(head), zlib.compress(body, 1))
        end = self._file.append(record)
        entry = Entry(end - len(record), seq, at, kind, label, of, rows, host(), save)
        entries.append(entry)
        return entry

    def sync(self) -> None:
        """Bring the records to the medium. Raises OSError."""
        self._file.sync()

    def begin_sync(self) -> Callable[[], None]:
        """Begin to bring the records to the medium beside other work; return what waits for it. That raises OSError."""
        return self._syncing.begin(self.sync)

    def close(self) -> None:
        """Close the file."""
        self._syncing.close()
        self._file.close()

    def changes(self, entry: Entry) -> list[Change]:
        """Return what one transaction did, with the rows before and after. Raises Damaged."""
        try:
            body = frames.read_at(self.path, entry.offset).body
            return [Change(**each) for each in orjson.loads(zlib.decompress(body))]
        except (OSError, ValueError, TypeError, zlib.error) as error:
            raise Damaged(f"The step “{entry.label}” of the history can't be read any more.") from error

    def revisions(self, table: str, row_id: str) -> list[Revision]:
        """Return every recorded state of one row, oldest first, the present one last."""
        void = self._voided()
        found: list[Revision] = []
        for entry in self.entries:
            if (table, row_id) not in entry.rows:
                continue
            for change in self.changes(entry):
                if (change.table, change.id) != (table, row_id):
                    continue
                if change.before is not None and not found:
                    found.append(_revision(change, change.before, entry, "as it was found", saved=True))
                if change.after is not None:
                    found.append(_revision(change, change.after, entry, entry.label, saved=entry.seq not in void))
        return found

    def undoable(self) -> tuple[list[Entry], list[Entry]]:
        """Return what can be undone and what can be redone, each with the next one last."""
        undo: list[Entry] = []
        redo: list[Entry] = []
        for entry in self.standing():
            if entry.kind == "barrier":
                undo, redo = [], []
            elif entry.kind == "do":
                undo.append(entry)
                redo = []
            else:
                source, sink = (undo, redo) if entry.kind == "undo" else (redo, undo)
                meant = [each for each in source if each.seq == entry.of]
                source[:] = [each for each in source if each.seq != entry.of]
                sink.extend(meant)
        return undo, redo

    def standing(self) -> list[Entry]:
        """Return the records of saves that came to stand in the bank, oldest first."""
        void = self._voided()
        return [entry for entry in self.entries if entry.kind != "void" and entry.seq not in void]

    def unsaved_since(self, seq: int) -> list[Entry]:
        """Return records above the bank's own `seq` that nothing has marked void yet: saves that never stood."""
        void = self._voided()
        found: list[Entry] = []
        for entry in reversed(self.entries):
            if entry.seq <= seq:
                break
            if entry.kind != "void" and entry.seq not in void:
                found.insert(0, entry)
        return found

    def _voided(self) -> set[int]:
        """Return the numbers of saves that never came to stand; kept up to date, for every save asks."""
        for entry in self.entries[self._seen :]:
            if entry.kind == "void":
                self._void.add(entry.of)
        self._seen = len(self.entries)
        return self._void

    def _scan(self) -> tuple[list[Entry], int]:
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return [], 0
        entries: list[Entry] = []
        torn = 0
        for found in frames.read(raw):
            entry = None if isinstance(found, int) else _entry(found)
            if entry is None:
                torn += 1
            else:
                entries.append(entry)
        return entries, torn


def same_content(one: Row | None, other: Row | None) -> bool:
    """Say whether two states of a row differ in nothing but their bookkeeping."""
    if one is None or other is None:
        return one is other
    return {key: one[key] for key in one.keys() - BOOKKEEPING} == {
        key: other[key] for key in other.keys() - BOOKKEEPING
    }


def _entry(found: frames.Frame) -> Entry | None:
    try:
        head: dict[str, Any] = orjson.loads(found.head)
        rows = tuple((str(table), str(row_id)) for table, row_id in head["rows"])
        at = datetime.fromisoformat(head["at"])
        return Entry(
            found.offset, head["seq"], at, head["kind"], head["label"], head["of"], rows, head["host"], head["save"]
        )
    except (ValueError, KeyError, TypeError):
        return None


def _revision(change: Change, row: Row, entry: Entry, label: str, *, saved: bool) -> Revision:
    at = datetime.fromisoformat(row["updated_at"]) if row.get("updated_at") else entry.at
    return Revision(change.table, change.id, int(row.get("rev", 0)), at, label, entry.host, row, saved)
