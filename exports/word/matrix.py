"""Principles × stories on one page: heads turned upwards, a digit in every cell, gaps in words.

A digit because neighbouring shades differ too little for some eyes and for grey printers; a gap in words because
an empty column is easily overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator

from exports.contents import Dossier, Matrix
from exports.word import ink
from exports.word.anchors import MATRIX, Anchors
from exports.word.fragments import Body, Cell, shaded
from exports.word.package import Sheets
from exports.word.styles import POINTS
from exports.word.tables import cell, table
from exports.word.widths import Inline

_TOTAL = 1.1
_NARROWEST, _WIDEST = 0.62, 1.0
_NAME = 4.2
_HEAD_MOST = 6.5
_SIDE = 20


def matrices(sheets: Sheets, dossier: Dossier, anchors: Anchors) -> None:
    """Write every matrix of the dossier, each on a page of its own."""
    body = sheets.body
    body.heading(1, "Principles and stories", MATRIX, new_page=True)
    if not dossier.matrices:
        body.para("Normal", body.text("No principles are chosen for this target yet."))
    for number, matrix in enumerate(dossier.matrices, 1):
        anchor = f"{MATRIX}_{number}"
        body.heading(2, matrix.title, anchor, new_page=number > 1)
        if matrix.note:
            body.para("WB Meta", body.text(matrix.note))
        body.para("WB Small", *_legend(body, matrix))
        for columns in _spans(body, matrix):
            _grid(body, matrix, columns, anchors)
        _groups(body, matrix)
        _gaps(body, matrix)


def _legend(body: Body, matrix: Matrix) -> list[Inline]:
    out = []
    for digit, meaning in enumerate(matrix.legend):
        shade = ink.HEAT[digit]
        out.append(shaded(f" {digit or chr(0x2013)} ", shade.ground, shade.ink))
        out.append(body.text(f" {meaning}     "))
    return out


def _spans(body: Body, matrix: Matrix) -> Iterator[range]:
    """Yield runs of columns that fit side by side, as even as possible."""
    wide = body.width / POINTS
    most = int((wide - _NAME - _TOTAL) / _NARROWEST)
    total = len(matrix.columns)
    parts = max(1, -(-total // most))
    for part in range(parts):
        yield range(part * total // parts, (part + 1) * total // parts)


def _grid(body: Body, matrix: Matrix, columns: range, anchors: Anchors) -> None:
    wide = body.width / POINTS
    each = min(_WIDEST, (wide - _NAME - _TOTAL) / max(1, len(columns)))
    name = wide - _TOTAL - each * len(columns) if len(columns) > 8 else _NAME + 1.5
    titles = [_shortened(body, matrix.columns[index].title) for index in columns]
    head = [
        cell(body.text("Story"), style="WB Cell Head"),
        *(cell(body.text(title), style="WB Cell Head", upward=True) for title in titles),
        cell(body.text("Speaks to"), style="WB Cell Head", upward=True),
    ]
    rows = []
    for row in matrix.rows:
        digits = [row.cells[index] for index in columns]
        cells = [cell(*anchors.told(body, row.story)[:1])]
        for digit in digits:
            shade = ink.HEAT[digit]
            cells.append(cell(body.text(str(digit or "–"), colour=shade.ink), style="WB Digit", shade=shade.ground))
        cells.append(cell(body.text(str(sum(digit > 0 for digit in digits)), bold=True), style="WB Digit"))
        rows.append(cells)
    rows.append(_last(body, matrix, columns))
    height = max((_length(body, title) for title in [*titles, "Speaks to"]), default=1.0) + 0.35
    table(
        body,
        (name, *[each] * len(columns), _TOTAL),
        head,
        rows,
        caption=matrix.title,
        description=f"One row a story, one column a principle; digits 0 to {len(matrix.legend) - 1} as in the legend. "
        "The last row counts the stories of each principle.",
        head_height=height,
        row_height=0.52,
        side=_SIDE,
    )


def _last(body: Body, matrix: Matrix, columns: range) -> list[Cell]:
    cells = [cell(body.text("Stories", bold=True))]
    for index in columns:
        count = sum(row.cells[index] > 0 for row in matrix.rows)
        if count:
            cells.append(cell(body.text(str(count), bold=True), style="WB Digit"))
        else:
            cells.append(cell(body.text("GAP", bold=True, colour=ink.GAP_INK), style="WB Digit", shade=ink.GAP_GROUND))
    cells.append(cell(body.text(""), style="WB Digit"))
    return cells


def _groups(body: Body, matrix: Matrix) -> None:
    """Say which columns are parts of one broad principle."""
    groups: dict[str, list[str]] = {}
    for column in matrix.columns:
        if column.group and column.group != column.title:
            groups.setdefault(column.group, []).append(column.title)
    pieces: list[Inline] = []
    for name, titles in groups.items():
        pieces += [body.text(f"{name}: ", bold=True), body.text("; ".join(titles) + ".  ")]
    if pieces:
        body.para("WB Small", *pieces)


def _gaps(body: Body, matrix: Matrix) -> None:
    empty = [column for index, column in enumerate(matrix.columns) if not any(row.cells[index] for row in matrix.rows)]
    if not empty:
        body.para("WB Small", body.text("Every principle has a story."))
        return
    body.para("heading 3", body.text("Gaps"))
    for column in empty:
        told = f"  {column.gap}" if column.gap else "  No story speaks to it yet."
        body.para("WB Gap", body.text(column.title, bold=True), body.text(told))


def _length(body: Body, title: str) -> float:
    """Return how long `title` is in centimetres, as a head."""
    if body.font is None:
        return len(title) * 0.17
    shape = body.measure("WB Cell Head")
    return body.font.width(title, True) * shape.size / 2048 / POINTS


def _shortened(body: Body, title: str) -> str:
    if _length(body, title) <= _HEAD_MOST:
        return title
    while title and _length(body, title + "…") > _HEAD_MOST:
        title = title[:-1]
    return title.rstrip() + "…"
