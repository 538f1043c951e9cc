"""Bringing a bank of an older schema up to ours: pure steps from one number to the next, over plain rows.

A step takes and returns `{table: {id: row}}`. Fields it does not know it leaves alone. No schema before 1 was
ever shipped; `tests/bank/banks` holds a frozen file of each that was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.bank import envelope
from workbench.bank.envelope import Row, Tables

Rows = dict[str, dict[str, Row]]
Step = Callable[[Rows], Rows]

STEPS: dict[int, Step] = {}
"""The step that leads away from each older schema: `STEPS[1]` makes schema 2 of schema 1."""


def migrate(tables: Tables, schema: int, target: int, steps: Mapping[int, Step] = STEPS) -> Tables:
    """Return `tables` of `schema` as tables of `target`. Raises LookupError when a step is missing."""
    rows: Rows = {name: {key: line.row() for key, line in lines.items()} for name, lines in tables.items()}
    for number in range(schema, target):
        rows = steps[number](rows)
    return {name: {key: envelope.line(key, row) for key, row in table.items()} for name, table in rows.items()}
