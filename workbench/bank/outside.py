"""A bank file that something else has written while it was open here: a sync client, git, an editor.

The file is never overwritten unseen. A whole bank is merged (see `merge`) against the last save that both sides
share; each save's name stands in the file's `line`, so that it can be found. A file changed by hand is taken as an
edit of ours; bytes that are no bank are put aside as they are. Whatever was found is kept among the backups.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from workbench.bank import disk, envelope
from workbench.bank.backups import OUTSIDE, Backups
from workbench.bank.bankfile import BankFile
from workbench.bank.disk import Fingerprint
from workbench.bank.envelope import Row, Tables, UnreadableError
from workbench.bank.history import Entry, History, same_content
from workbench.bank.merge import Merged, merge
from workbench.bank.transaction import RETIRED, cleaned
from workbench.errors import BadInput, Conflict, Damaged

QUIET = 0.5
"""Seconds for which nobody wrote to a file that is no whole bank: then it is what it is."""
PATIENCE = 5.0
"""Seconds after which it is taken as it is even so."""


@dataclass
class Found:
    """What stood in the bank's place."""

    mark: Fingerprint | None
    """None when the file was removed."""
    meta: dict[str, Any] | None = None
    """Its head, when it is a whole bank."""
    tables: Tables = field(default_factory=dict)
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    merged: Merged = field(default_factory=Merged)
    note: str = ""
    """One sentence about it for the user."""

    @property
    def line(self) -> list[str]:
        """The names of the saves it comes from."""
        return list((self.meta or {}).get("line", []))


def look(file: BankFile, history: History, backups: Backups, now: datetime) -> Found:
    """Read what stands in the bank's place, keep a copy, and say how to bring it together with ours.

    Raises Conflict for a bank of somebody else's or of a newer workbench, Damaged for a file that cannot be read
    at all, CannotWrite when no copy can be kept; the file is left alone in all three.
    """
    name = file.path.name
    try:
        mark, raw = _written(file)
    except OSError as error:
        raise Damaged(f"{name} was changed and can't be read: {disk.reason(error)}.", "It was left alone.") from error
    if mark is None:
        return Found(None, note=f"{name} had been removed; it was written again.")
    try:
        meta, tables = envelope.unpack(raw)
    except UnreadableError as error:
        kept = backups.keep_foreign(raw, OUTSIDE, now)
        found = Found(mark, rows=_rows_of(raw))
        if not found.rows:
            found.note = (
                f"{name} was changed outside and {error}; it is kept as {kept.name}, your bank was written again."
            )
            return found
        ours = _decoded(file.tables)
        found.merged = merge(ours, found.rows, _row_of(ours), lambda *_: False, lambda *_: None)
        found.note = f"{name} was changed outside by hand: {found.merged.sentence()}."
        return found
    if meta["schema"] > envelope.SCHEMA:
        raise Conflict(
            f"A newer workbench has saved {name} (schema {meta['schema']}; this one knows {envelope.SCHEMA}).",
            "The file was left alone; what you type is kept as a draft.",
            "Update this workbench.",
        )
    if meta.get("bank") != file.meta.get("bank"):
        raise Conflict(
            f"Another bank was put in the place of {name}.",
            "The file was left alone; your bank is in the backups, what you type is kept as a draft.",
            "Move one of them to another name.",
        )
    backups.take(meta, tables, OUTSIDE, now)
    found = Found(mark, meta, tables, {table: rows for table, rows in _decoded(tables).items() if table != RETIRED})
    ours = _decoded(file.tables)
    retired = {table: set(row["ids"]) for table, row in _decoded(tables).get(RETIRED, {}).items()}
    found.merged = merge(
        ours,
        found.rows,
        _base(found.line, file, history, backups),
        _known(history),
        lambda table, row_id: {} if row_id in retired.get(table, ()) else None,
    )
    found.note = f"{name} was changed outside: {found.merged.sentence()}."
    return found


def _written(file: BankFile) -> tuple[Fingerprint | None, bytes]:
    """Return what stands in the bank's place, once nobody is writing to it any more. Raises OSError.

    A copy over the old file is no bank until it ends; written again by us, its end would be lost.
    """
    until = time.monotonic() + PATIENCE
    while True:
        mark = disk.fingerprint(file.real)
        if mark is None:
            return None, b""
        try:
            raw = file.real.read_bytes()
            envelope.unpack(raw)
        except FileNotFoundError:
            continue
        except UnreadableError:
            # The file system's clock and this one are the same, or the wait does not begin.
            if not 0 <= time.time() - mark.mtime_ns / 1e9 < QUIET or time.monotonic() > until:
                return mark, raw
            time.sleep(QUIET / 5)
        else:
            return mark, raw


def _base(line: list[str], file: BankFile, history: History, backups: Backups) -> Callable[[str, str], Row | None]:
    """Return a look-up of rows as they were in the newest save that both sides come from."""
    ours = _decoded(file.tables)
    common = [save for save in file.line if save in set(line)]
    if not common:
        return lambda *_: None
    shared = common[-1]
    entry = next((each for each in history.entries if each.save == shared), None)
    if entry is not None:
        was: dict[tuple[str, str], Row | None] = {}
        for later in reversed(history.standing()):
            if later.seq > entry.seq:
                was.update(_before(later, history))
        present = _row_of(ours)
        return lambda table, row_id: was[table, row_id] if (table, row_id) in was else present(table, row_id)
    for backup in backups.all():
        meta, tables = backup.read() if backup.why == OUTSIDE else ({}, {})
        if meta.get("line", [])[-1:] == [shared]:
            return _row_of(_decoded(tables))
    return lambda *_: None


def _known(history: History) -> Callable[[str, str, Row], bool]:
    def known(table: str, row_id: str, row: Row) -> bool:
        try:
            return any(same_content(each.row, row) for each in history.revisions(table, row_id))
        except Damaged:
            # Kept twice rather than taken for something old.
            return False

    return known


def _before(entry: Entry, history: History) -> dict[tuple[str, str], Row | None]:
    """Return the rows of a step as they were before it; nothing is known of those of a step that can't be read."""
    try:
        return {(change.table, change.id): change.before for change in history.changes(entry)}
    except Damaged:
        return dict.fromkeys(entry.rows)


def _decoded(tables: Tables) -> dict[str, dict[str, Row]]:
    return {name: {key: line.row() for key, line in lines.items()} for name, lines in tables.items()}


def _row_of(rows: Mapping[str, Mapping[str, Row]]) -> Callable[[str, str], Row | None]:
    return lambda table, row_id: rows.get(table, {}).get(row_id)


def _rows_of(raw: bytes) -> dict[str, dict[str, Row]]:
    """Return the rows of a bank that was edited by hand, cleaned; nothing if it is no JSON of a bank's shape."""
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(data, dict) or not isinstance(data.get(envelope.META), dict):
        return {}
    found: dict[str, dict[str, Row]] = {}
    for table, rows in data.items():
        if table in (envelope.META, RETIRED) or not isinstance(rows, dict):
            continue
        for key, row in rows.items():
            if not isinstance(row, dict) or row.get("id") != key:
                continue
            try:
                envelope.line(key, tidy := cleaned(row))
            except BadInput:
                continue
            found.setdefault(table, {})[key] = tidy
    return found
