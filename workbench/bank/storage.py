"""TinyDB over our own storage: its tables and queries, none of its in-place writing.

TinyDB's JSONStorage writes over the old file and truncates after the fsync; killed in between it leaves a mix
of two states (16 to 74 of 300 kills). Here a write only stages, and one commit saves the whole bank safely.
Rows are handed out as fresh copies, and a write that fails half-way changes nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from workbench.bank import envelope
from workbench.bank.bankfile import BankFile
from workbench.bank.envelope import Line, Row, Tables


class Rows(MutableMapping[str, Row]):
    """A table's rows, decoded only when looked at. Changes stay here until `settled()`."""

    def __init__(self, lines: Mapping[str, Line]) -> None:
        self._lines = lines
        self._out: dict[str, Row | None] = {}

    def __getitem__(self, key: str) -> Row:
        if key not in self._out:
            self._out[key] = self._lines[key].row()
        row = self._out[key]
        if row is None:
            raise KeyError(key)
        return row

    def __setitem__(self, key: str, row: Row) -> None:
        self._out[key] = row

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._out[key] = None

    def __contains__(self, key: object) -> bool:
        return self._out[key] is not None if key in self._out else key in self._lines

    def __iter__(self) -> Iterator[str]:
        yield from [key for key in self._lines if key not in self._out or self._out[key] is not None]
        yield from [key for key, row in self._out.items() if row is not None and key not in self._lines]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def settled(self) -> dict[str, Line]:
        """Return the table's lines with every change encoded. Raises BadInput for a row that cannot be stored."""
        lines = dict(self._lines)
        for key, row in self._out.items():
            if row is None:
                lines.pop(key, None)
                continue
            new = envelope.line(key, row)
            if key not in lines or lines[key].body != new.body:
                lines[key] = new
        return lines


class BankStorage(Storage):
    """The storage beneath TinyDB: reads the committed bytes, stages writes for the one that holds a transaction."""

    def __init__(self, file: BankFile) -> None:
        super().__init__()
        self._file = file
        self._staged: Tables | None = None
        self._writer = 0

    def begin(self) -> None:
        """Let this thread stage writes. One at a time: the caller holds the bank's writing lock."""
        self._staged = dict(self._file.tables)
        self._writer = threading.get_ident()

    def staged(self) -> Tables:
        """Return what this transaction would save."""
        if self._staged is None or self._writer != threading.get_ident():
            raise RuntimeError("The bank is written in a transaction only.")
        return self._staged

    def end(self) -> None:
        """Forget what was staged; after a commit it is the committed state anyway."""
        self._staged, self._writer = None, 0

    def lines(self, table: str) -> Mapping[str, Line]:
        """Return a table's lines as this thread sees them."""
        mine = self._staged is not None and self._writer == threading.get_ident()
        tables = self._staged if mine and self._staged is not None else self._file.tables
        return tables.get(table, {})

    def stage(self, table: str, lines: dict[str, Line]) -> None:
        """Make `lines` the table's rows in this transaction."""
        self.staged()[table] = lines

    def read(self) -> dict[str, dict[str, Any]]:
        """Return every row of every table, freshly decoded (TinyDB's own way of reading)."""
        mine = self._staged is not None and self._writer == threading.get_ident()
        tables = self._staged if mine and self._staged is not None else self._file.tables
        return {name: {key: each.row() for key, each in lines.items()} for name, lines in tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Stage `data` as the whole bank (TinyDB's own way of writing, used by `drop_table`)."""
        staged = self.staged()
        fresh = {name: {key: envelope.line(key, row) for key, row in rows.items()} for name, rows in data.items()}
        staged.clear()
        staged.update(fresh)


class BankTable(Table):
    """A TinyDB table whose document ids are the rows' own ids, and whose reads and writes touch single rows."""

    # TinyDB's numbers are given again after deletion and a restart; links would then point at the wrong story.
    document_id_class = cast(Any, str)

    def __init__(self, storage: Storage, name: str, **_: Any) -> None:
        # A cached query result is one shared object: somebody's change of it would show in later searches.
        super().__init__(storage, name, cache_size=0)

    def put(self, key: str, row: Row) -> None:
        """Insert or replace one row."""

        def replace(rows: MutableMapping[str, Row]) -> None:
            rows[key] = row

        self._update_table(cast(Any, replace))

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast("dict[str, Mapping[str, Any]]", Rows(cast(BankStorage, self._storage).lines(self.name)))

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        storage = cast(BankStorage, self._storage)
        storage.staged()
        rows = Rows(storage.lines(self.name))
        updater(cast(Any, rows))
        storage.stage(self.name, rows.settled())


class BankDB(TinyDB):
    """A TinyDB whose tables and storage are the bank's own."""

    table_class = cast(Any, BankTable)
    default_storage_class = cast(Any, BankStorage)

    @property
    def staging(self) -> BankStorage:
        """Return the storage, where a transaction stages what it will save."""
        return cast(BankStorage, self.storage)

    def bank_table(self, name: str) -> BankTable:
        """Return the table `name`."""
        return cast(BankTable, self.table(name))
