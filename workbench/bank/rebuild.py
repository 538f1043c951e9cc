"""The newest state that can be put together without the bank file: from backups, the history, and what is legible.

The history is written before every save, so that a whole backup and the records after it give the last saved
state; with a whole history even no backup is needed. From a damaged file only rows are taken that the others do
not know, or know at an older revision: a row of the history has a checksum, a legible line of a damaged file none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from workbench import __version__
from workbench.bank import envelope
from workbench.bank.backups import Backup, Backups
from workbench.bank.envelope import Row, Tables
from workbench.bank.history import History
from workbench.bank.transaction import RETIRED
from workbench.errors import BadInput, Damaged


@dataclass
class Rebuilt:
    """A state put together: its rows, where each came from, and what was taken as its beginning."""

    tables: Tables = field(default_factory=dict)
    seq: int = 0
    bank: str = ""
    backup: Backup | None = None
    from_backup: int = 0
    from_history: int = 0
    from_file: int = 0

    def meta(self) -> dict[str, Any]:
        """Return the head of a file that holds this state."""
        return {
            "format": envelope.FORMAT,
            "schema": envelope.SCHEMA,
            "app": __version__,
            "bank": self.bank,
            "seq": self.seq,
        }

    def rows(self) -> int:
        """Return how many rows there are."""
        return sum(len(lines) for name, lines in self.tables.items() if name != RETIRED)

    def count(self) -> str:
        """Return how many rows there are, in words."""
        return "1 row" if self.rows() == 1 else f"{self.rows()} rows"

    def source(self) -> str:
        """Say where the rows came from, as part of a sentence."""
        parts = [
            (self.from_backup, f"the backup {self.backup.name}" if self.backup else ""),
            (self.from_history, "the history"),
            (self.from_file, "what is legible of the file"),
        ]
        return ", ".join(f"{number} from {name}" for number, name in parts if number) or "nothing was found"


def newest_state(backups: Backups, history: History, damaged: bytes = b"") -> Rebuilt:
    """Return the newest state that backups, history and the legible part of a damaged file give together."""
    state = Rebuilt(backup=backups.newest_whole())
    origin: dict[tuple[str, str], str] = {}
    if state.backup is not None:
        meta, tables = state.backup.read()
        state.seq, state.bank = int(meta["seq"]), str(meta.get("bank", ""))
        state.tables = {name: dict(lines) for name, lines in tables.items()}
        origin = {(name, key): "backup" for name, lines in tables.items() for key in lines}
    _replay(state, history, origin)
    for table, row_id, row in legible(damaged):
        if table == RETIRED:
            _retire(state.tables, row_id, row.get("ids"))
            continue
        standing = state.tables.get(table, {}).get(row_id)
        older = standing is not None and _rev(standing.row()) >= _rev(row)
        if older or (standing is None and row_id in _retired(state.tables, table)):
            continue
        _set(state.tables, table, row_id, row)
        origin[table, row_id] = "file"
    found = [kind for (table, key), kind in origin.items() if table != RETIRED and key in state.tables.get(table, {})]
    state.from_backup, state.from_history = found.count("backup"), found.count("history")
    state.from_file = found.count("file")
    return state


def legible(raw: bytes) -> list[tuple[str, str, Row]]:
    """Return every row of a damaged file that is legible as a line: (table, id, row), possibly changed."""
    found: list[tuple[str, str, Row]] = []
    table = ""
    for text in raw.split(b"\n"):
        if text.endswith(b":{"):
            try:
                name = orjson.loads(text[:-2])
                table = name if isinstance(name, str) else ""
            except orjson.JSONDecodeError:
                table = ""
            continue
        if not table or not text.startswith(b'"'):
            continue
        try:
            pairs = orjson.loads(b"{" + text.removesuffix(b",") + b"}")
        except orjson.JSONDecodeError:
            continue
        found.extend(
            (table, key, row) for key, row in pairs.items() if isinstance(row, dict) and _fits(table, key, row)
        )
    return found


def _fits(table: str, key: str, row: Row) -> bool:
    return table == RETIRED or row.get("id") == key


def _replay(state: Rebuilt, history: History, origin: dict[tuple[str, str], str]) -> None:
    start = state.seq
    void = {entry.of for entry in history.entries if entry.kind == "void"}
    for entry in history.entries:
        if entry.seq <= start or entry.kind == "void" or entry.seq in void:
            continue
        try:
            changes = history.changes(entry)
        except Damaged:
            continue
        for change in changes:
            if change.after is not None:
                _set(state.tables, change.table, change.id, change.after)
                origin[change.table, change.id] = "history"
                continue
            state.tables.get(change.table, {}).pop(change.id, None)
            _retire(state.tables, change.table, [change.id])
        state.seq = max(state.seq, entry.seq)


def _retired(tables: Tables, table: str) -> list[str]:
    line = tables.get(RETIRED, {}).get(table)
    return list(line.row()["ids"]) if line else []


def _retire(tables: Tables, table: str, row_ids: object) -> None:
    found = {each for each in row_ids if isinstance(each, str)} if isinstance(row_ids, list) else set()
    _set(tables, RETIRED, table, {"ids": sorted(found.union(_retired(tables, table)))})


def _set(tables: Tables, table: str, row_id: str, row: Row) -> None:
    try:
        tables.setdefault(table, {})[row_id] = envelope.line(row_id, row)
    except BadInput:
        return


def _rev(row: Row) -> int:
    rev = row.get("rev", 0)
    return rev if isinstance(rev, int) else 0
