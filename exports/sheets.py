"""Tables for a spreadsheet. A cell that a spreadsheet would run as a formula is made text: OWASP, "CSV injection"."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from exports.contents import Matrix

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
"""First characters that Excel, LibreOffice or Sheets take for a formula or a command, full-width ones too."""


def defused(text: str) -> str:
    """Return a cell's text that no spreadsheet takes for a formula; a plain number stays a number."""
    if not text.lstrip(" \u00a0").startswith(_RUNS):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text


def table_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV, with the mark that makes Excel read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defused(head) for head in heads])
    for row in rows:
        writer.writerow([defused(text.replace("\r\n", "\n")) for text in row])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def matrix_csv(matrix: Matrix) -> bytes:
    """Return stories × principles as CSV, the gap of each principle in the last row."""
    heads = ("Story", *(column.title for column in matrix.columns))
    rows = [(row.story.title, *(str(digit) for digit in row.cells)) for row in matrix.rows]
    gaps = tuple(
        column.gap if not any(row.cells[index] for row in matrix.rows) else ""
        for index, column in enumerate(matrix.columns)
    )
    return table_csv(heads, [*rows, ("Gap", *gaps)])
