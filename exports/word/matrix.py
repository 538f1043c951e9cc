"""Principles × stories on one page: heads turned upwards, a digit in every cell, gaps in words.

A digit because neighbouring shades differ too little for some eyes and for grey printers; a gap in words because
an empty column is easily overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.contents import Dossier, Matrix
from exports.word import ink
from exports.word.anchors import MATRIX, Anchors
from exports.word.fragments import Body, Cell, shaded
from exports.word.package import Sheets
from exports.word.styles import POINTS
from exports.word.stylesheet import CELL_TOP
from exports.word.tables import cell, table
from exports.word.widths import UNITS, Inline

_TOTAL = 0.9
_NARROWEST, _WIDEST = 0.6, 1.0
_NAME_LEAST, _NAME_MOST = 3.6, 6.6
_HEAD_LEAST, _HEAD_MOST = 2.0, 6.0
_SIDE = 20
_ROW = 0.52
_AROUND = 6.0
"""Centimetres that headings, legend and the words below take on the page of a matrix."""


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
    most = int((wide - _NAME_LEAST - _TOTAL) / _NARROWEST)
    total = len(matrix.columns)
    parts = max(1, -(-total // most))
    for part in range(parts):
        yield range(part * total // parts, (part + 1) * total // parts)


def _grid(body: Body, matrix: Matrix, columns: range, anchors: Anchors) -> None:
    wide = body.width / POINTS
    count = max(1, len(columns))
    # The longest title should stand on one line, if the columns leave room for it.
    longest = max((_length(body, row.story.title, "WB Cell") for row in matrix.rows), default=_NAME_LEAST) + 0.25
    two_lines = 2 * _line(body) + 2 * _SIDE / 20 / POINTS
    each = (wide - _TOTAL - min(max(longest, _NAME_LEAST), _NAME_MOST)) / count
    each = min(_WIDEST, max(each, min(two_lines, (wide - _TOTAL - _NAME_LEAST) / count)))
    name = wide - _TOTAL - each * count if each < _WIDEST else min(_NAME_MOST, wide - _TOTAL - each * count)
    lines = max(1, int((each - 2 * _SIDE / 20 / POINTS) / _line(body) + 0.02))
    titles = [matrix.columns[index].title for index in columns]
    height = _head_height(body, titles, lines)
    titles = [_shortened(body, title, height, lines) for title in titles]
    head = [
        cell(body.text("Story"), style="WB Cell Head"),
        *(cell(body.text(title), style="WB Turned Head", upward=True) for title in titles),
        cell(body.text("Speaks to"), style="WB Turned Head", upward=True),
    ]
    heat = [
        cell(body.text(str(digit or "–"), colour=shade.ink), style="WB Digit", shade=shade.ground)
        for digit, shade in enumerate(ink.HEAT)
    ]
    rows = []
    for row in matrix.rows:
        digits = [row.cells[index] for index in columns]
        cells = [cell(*anchors.told(body, row.story)[:1]), *(heat[digit] for digit in digits)]
        cells.append(cell(body.text(str(sum(digit > 0 for digit in digits)), bold=True), style="WB Digit"))
        rows.append(cells)
    rows.append(_last(body, matrix, columns))
    wrapped = sum(_length(body, row.story.title, "WB Cell") > name - 2 * _SIDE / 20 / POINTS for row in matrix.rows)
    needed = _AROUND + height + _ROW * (len(rows) + 0.8 * wrapped)
    close = needed * POINTS > body.height
    table(
        body,
        (name, *[each] * count, _TOTAL),
        head,
        rows,
        caption=matrix.title,
        description=f"One row a story, one column a principle; digits 0 to {len(matrix.legend) - 1} as in the legend. "
        "The last row counts the stories of each principle.",
        head_height=height + 0.35,
        # Many stories stand closer, so that the words below the table keep to its page.
        row_height=0.0 if close else _ROW,
        side=_SIDE,
        top=0 if close else CELL_TOP,
    )


def _last(body: Body, matrix: Matrix, columns: range) -> list[Cell]:
    cells = [cell(body.text("Stories", bold=True))]
    # In a font of unknown width the word may break in its narrow column; the gaps stand in words below the table.
    gap = "GAP" if body.font is not None else "0"
    for index in columns:
        count = sum(row.cells[index] > 0 for row in matrix.rows)
        if count:
            cells.append(cell(body.text(str(count), bold=True), style="WB Digit"))
        else:
            cells.append(cell(body.text(gap, bold=True, colour=ink.GAP_INK), style="WB Digit", shade=ink.GAP_GROUND))
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


def _length(body: Body, text: str, style: str) -> float:
    """Return how long `text` is in centimetres, in a style."""
    shape = body.measure(style)
    if body.font is None:
        return len(text) * shape.size * 0.019
    return body.font.width(text, shape.bold) * shape.size / UNITS / POINTS


def _line(body: Body) -> float:
    """Return the height of a line of a turned head, in centimetres."""
    shape = body.measure("WB Turned Head")
    return shape.size * shape.line * (body.font.line if body.font is not None else 1.25) / POINTS


def _fits(body: Body, title: str, height: float, lines: int) -> bool:
    if body.font is None:
        return _length(body, title, "WB Turned Head") <= height * lines * 0.85
    shape = body.measure("WB Turned Head")
    room = height * POINTS
    longest = max((_length(body, word, "WB Turned Head") for word in title.split()), default=0.0)
    return longest <= height and body.font.lines([Inline("", title, True)], room, shape.size) <= lines


def _head_height(body: Body, titles: Sequence[str], lines: int) -> float:
    """Return the least height, in centimetres, at which every title fits its column; at most a fifth of a page."""
    height = _HEAD_LEAST
    while height < _HEAD_MOST and not all(_fits(body, title, height, lines) for title in titles):
        height += 0.1
    return height


def _shortened(body: Body, title: str, height: float, lines: int) -> str:
    if _fits(body, title, height, lines):
        return title
    while title and not _fits(body, title + "…", height, lines):
        title = title[:-1]
    return title.rstrip() + "…"
