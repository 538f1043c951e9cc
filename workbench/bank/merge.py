"""Bringing two states of a bank together, row by row and field by field, so that nobody's words are lost.

Three states decide: ours, theirs, and the last one that both come from. What only one side changed is taken from
that side; what both changed in different fields is taken from both; where both changed one field, ours stays and
theirs is kept beside it as a row of its own. A row that one side lacks is kept, unless it was deleted for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.bank.envelope import Row
from workbench.bank.history import BOOKKEEPING, same_content

Rows = Mapping[str, Row]
Base = Callable[[str, str], Row | None]


class Doubled(NamedTuple):
    """A row whose two states could not be joined: theirs, to be kept beside ours."""

    table: str
    id: str
    theirs: Row


@dataclass
class Merged:
    """What must happen to our rows, and what to say about it."""

    put: dict[tuple[str, str], Row] = field(default_factory=dict)
    """Rows to take as they are: theirs, or joined ones. Revisions are already set above both."""
    gone: list[tuple[str, str]] = field(default_factory=list)
    """Rows that they deleted for good and that we had not changed."""
    doubled: list[Doubled] = field(default_factory=list)

    def sentence(self) -> str:
        """Say in a few words what was done."""
        parts = []
        if self.put:
            parts.append(f"{len(self.put)} taken in")
        if self.gone:
            parts.append(f"{len(self.gone)} deleted for good there")
        if self.doubled:
            parts.append(f"{len(self.doubled)} kept twice, because both had changed")
        return ", ".join(parts) or "nothing in it was new"


def merge(
    ours: Mapping[str, Rows], theirs: Mapping[str, Rows], base: Base, known: Callable[[str, str, Row], bool], gone: Base
) -> Merged:
    """Return how to bring `theirs` into `ours`.

    `base` gives a row as it was in the last common state, None when there was none; `known` says whether our
    history has held that content before (then theirs is merely old); `gone` gives a truthy value for ids that
    they deleted for good.
    """
    merged = Merged()
    for table, rows in theirs.items():
        for row_id, their_row in rows.items():
            our_row = ours.get(table, {}).get(row_id)
            if our_row is None:
                merged.put[table, row_id] = their_row
            elif not same_content(our_row, their_row):
                _one(merged, table, row_id, our_row, their_row, base(table, row_id), known)
    for table, rows in ours.items():
        for row_id, our_row in rows.items():
            if row_id not in theirs.get(table, {}) and gone(table, row_id) is not None:
                was = base(table, row_id)
                if was is not None and same_content(was, our_row):
                    merged.gone.append((table, row_id))
    return merged


def _one(
    merged: Merged,
    table: str,
    row_id: str,
    our_row: Row,
    their_row: Row,
    was: Row | None,
    known: Callable[[str, str, Row], bool],
) -> None:
    rev = max(_rev(our_row), _rev(their_row)) + 1
    if was is not None and same_content(was, our_row):
        # Only they changed it. Their own number stays where it is above ours.
        merged.put[table, row_id] = {**their_row, "rev": max(_rev(their_row), _rev(our_row) + 1)}
    elif (was is not None and same_content(was, their_row)) or known(table, row_id, their_row):
        return
    else:
        joined = None if was is None else join(was, our_row, their_row)
        if joined is None:
            merged.doubled.append(Doubled(table, row_id, their_row))
        elif not same_content(joined, our_row):
            merged.put[table, row_id] = {**joined, "rev": rev}


def join(was: Row, ours: Row, theirs: Row) -> Row | None:
    """Return a row with the changes of both sides, or None where both changed one field differently."""
    joined = dict(ours)
    for name in (was.keys() | ours.keys() | theirs.keys()) - BOOKKEEPING:
        before, mine, other = was.get(name), ours.get(name), theirs.get(name)
        if other in (before, mine):
            continue
        if mine != before:
            return None
        if name in theirs:
            joined[name] = other
        else:
            joined.pop(name, None)
    return joined


def _rev(row: Row) -> int:
    rev = row.get("rev", 0)
    return rev if isinstance(rev, int) else 0
