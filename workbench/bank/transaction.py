"""Many changes, one save: everything that writes to a bank does it inside a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from workbench.bank import ids
from workbench.bank.envelope import Line, Row
from workbench.bank.history import Change, same_content
from workbench.bank.storage import BankDB
from workbench.errors import Conflict, NotFound, Refused
from workbench.text import clean

if TYPE_CHECKING:
    from workbench.model.entity import Entity

E = TypeVar("E", bound="Entity")
RETIRED = "retired"
"""The table that remembers ids of rows removed for good: {table: {"ids": [...]}}."""


class Transaction:
    """The changes of one save. Obtain it from `Bank.transaction`; nothing is on the disk before that ends."""

    def __init__(self, db: BankDB, now: datetime) -> None:
        self.db = db
        self.now = now
        self._before: dict[tuple[str, str], Row | None] = {}

    def put(self, entity: E, base_rev: int | None = None) -> E:
        """Insert or replace a row and return it as saved, with id, revision and times.

        An entity without id is new and is named after its title, company and role, or by a ULID. Unchanged
        content makes no new revision. Raises Conflict if `base_rev` is given and the row stands at another
        revision; Refused for an id that was deleted for good; BadInput for what cannot be stored.
        """
        table = entity.table
        row_id = entity.id or self._new_id(entity)
        old = self.row(table, row_id)
        rev = int(old.get("rev", 0)) if old else 0
        if base_rev is not None and base_rev != rev:
            raise Conflict(
                f"“{row_id}” was changed in the meantime (revision {rev}, this edit began at {base_rev}).",
                "Both texts are kept.",
                "Compare them, and save the one you mean.",
            )
        if old is None and row_id in self.retired(table):
            raise Refused(
                f"The name “{row_id}” belonged to something deleted and is not given again.", "", "Leave the id out."
            )
        began = old.get("created_at") if old else None
        created = entity.created_at or (datetime.fromisoformat(began) if began else self.now)
        saved = entity.model_copy(update={"id": row_id, "rev": rev + 1, "created_at": created, "updated_at": self.now})
        row = cleaned(saved.model_dump(mode="json"))
        if old is not None and same_content(old, row):
            return type(entity).model_validate(old)
        self.put_row(table, row_id, row)
        return type(entity).model_validate(row)

    def delete(self, kind: type[Entity], row_id: str) -> None:
        """Put a row in the trash: it keeps its id, its content and what refers to it. Raises NotFound."""
        self._trash(kind.table, row_id, self.now.isoformat())

    def restore(self, kind: type[Entity], row_id: str) -> None:
        """Take a row out of the trash. Raises NotFound."""
        self._trash(kind.table, row_id, None)

    def purge(self, kind: type[Entity], row_id: str) -> None:
        """Remove a row for good; its id is remembered and never given again. The history keeps what it said.

        Raises NotFound, or Refused for a row that is not in the trash.
        """
        row = self._existing(kind.table, row_id)
        if not row.get("deleted_at"):
            raise Refused(f"“{row_id}” is not in the trash.", "", "Delete it first.")
        self.remove_row(kind.table, row_id)

    def row(self, table: str, row_id: str) -> Row | None:
        """Return a row as this transaction sees it, or None."""
        line = self._lines(table).get(row_id)
        return None if line is None else line.row()

    def put_row(self, table: str, row_id: str, row: Row) -> None:
        """Insert or replace a plain row as it is (undo, merge, migration)."""
        self._remember(table, row_id, self.row(table, row_id))
        self.db.bank_table(table).put(row_id, row)

    def trash_row(self, table: str, row_id: str) -> None:
        """Put a plain row in the trash. Raises NotFound."""
        self._trash(table, row_id, self.now.isoformat())

    def remove_row(self, table: str, row_id: str) -> None:
        """Remove a row for good and remember its id (purge, merge)."""
        self._remember(table, row_id, self.row(table, row_id))
        self.db.bank_table(table).remove(doc_ids=[row_id])  # type: ignore[list-item]
        self.retire(table, [row_id])

    def retired(self, table: str) -> frozenset[str]:
        """Return the ids of this table that were deleted for good."""
        row = self.row(RETIRED, table)
        return frozenset(row["ids"]) if row else frozenset()

    def retire(self, table: str, row_ids: list[str]) -> None:
        """Remember ids that must not be given again."""
        known = self.retired(table) | set(row_ids)
        self.db.bank_table(RETIRED).put(table, {"ids": sorted(known)})

    def changes(self) -> list[Change]:
        """Return what this transaction did, row by row."""
        found = []
        for (table, row_id), before in self._before.items():
            after = self.row(table, row_id)
            if before != after:
                found.append(Change(table, row_id, before, after))
        return found

    def _lines(self, table: str) -> Mapping[str, Line]:
        return self.db.staging.lines(table)

    def _existing(self, table: str, row_id: str) -> Row:
        row = self.row(table, row_id)
        if row is None:
            raise NotFound(f"There is no “{row_id}” in {table}.")
        return row

    def _trash(self, table: str, row_id: str, deleted_at: str | None) -> None:
        row = self._existing(table, row_id)
        if bool(row.get("deleted_at")) == bool(deleted_at):
            return
        changed = {
            **row,
            "deleted_at": deleted_at,
            "rev": int(row.get("rev", 0)) + 1,
            "updated_at": self.now.isoformat(),
        }
        self.put_row(table, row_id, changed)

    def _remember(self, table: str, row_id: str, before: Row | None) -> None:
        self._before.setdefault((table, row_id), before)

    def _new_id(self, entity: Entity) -> str:
        title = str(getattr(entity, "title", "") or "")
        if not title:
            title = " ".join(str(getattr(entity, name, "") or "") for name in ("company", "role")).strip()
        if not title:
            return ids.ulid(self.now)
        taken = self._lines(entity.table).keys() | self.retired(entity.table)
        return ids.free_slug(title, taken)


def cleaned(value: Row) -> Row:
    """Return a row with every text in it as it may be stored: the last gate, for callers that forgot theirs."""
    return {clean(key): _clean_any(item) for key, item in value.items()}


def _clean_any(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_clean_any(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): _clean_any(item) for key, item in value.items()}
    return value
