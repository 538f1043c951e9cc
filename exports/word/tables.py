"""Tables: fixed layout, a repeated head, no merged cells, a caption for screen readers.

Both the grid and every cell carry the widths, because LibreOffice and Word each trust only one of them.

Rows may split over a page: told not to, LibreOffice 7.4 loses all rows of a table whose head and first row just fit
the page. Rows are a few lines at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.word.fragments import Body, Cell, escape, taller_by
from exports.word.pages import Block
from exports.word.styles import POINTS
from exports.word.stylesheet import CELL_SIDE, CELL_TOP, twips
from exports.word.widths import Inline

_LINE, _LAST_LINE, _HEAD_LINES = 0.5, 1.0, 2.0
"""Points of the rules: below a row, below the last one, above and below the head."""


def cell(*pieces: Inline, style: str = "WB Cell", shade: str = "", upward: bool = False) -> Cell:
    """Return a cell of one paragraph."""
    return Cell(((style, pieces),), shade, upward)


def table(
    body: Body,
    widths: Sequence[float],
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: str,
    description: str = "",
    head_height: float = 0.0,
    row_height: float = 0.0,
    side: int = CELL_SIDE,
) -> None:
    """Add a table. `widths` and heights are in centimetres; `side` is the space beside a cell's text, in twips."""
    body.apart_from_table()
    caption = caption.strip() or "Table"
    sizes = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    margins = ""
    if side != CELL_SIDE:
        margins = (
            f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        )
    out = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{body.ids["WB Table"]}"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(caption)}"/>'
        f'<w:tblDescription w:val="{escape(description or caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    ]
    blocks: list[Block] = []
    repeated = 0.0
    text_widths = [(size - 2 * side) / 20 for size in sizes]
    for number, row in enumerate([head, *rows]):
        least = head_height if number == 0 else row_height
        properties = _height(least) + ("" if number else "<w:tblHeader/>")
        out.append(f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>")
        tallest = 0.0
        for size, width, content in zip(sizes, text_widths, row, strict=True):
            properties = _LOW if number == 0 else ""
            if content.upward:
                properties = _UPWARD
            if content.shade:
                properties = f'<w:shd w:val="clear" w:color="auto" w:fill="{content.shade}"/>{properties}'
            paragraphs = "".join([body.paragraph(style, pieces) for style, pieces in content.paragraphs])
            out.append(f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>')
            if body.font is not None and not content.upward:
                tall = _tall(body, content, width, plain=paragraphs.isascii())
                if tall > tallest:
                    tallest = tall
        out.append("</w:tr>")
        rule = _HEAD_LINES if number == 0 else _LAST_LINE if number == len(rows) else _LINE
        height = max(tallest + 2 * CELL_TOP / 20, least * POINTS) + rule
        blocks.append(Block(lines=1, height=height, keep_next=number == 0 and bool(rows), head=repeated))
        if number == 0:
            repeated = height
    out.append("</w:tbl>")
    body.raw_table("".join(out), blocks if body.font is not None else ())


_LOW: Final = '<w:vAlign w:val="bottom"/>'
_UPWARD: Final = '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'


def _height(least: float) -> str:
    return f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""


def _tall(body: Body, content: Cell, width: float, *, plain: bool) -> float:
    """Return the height of a cell's text in points; `plain` text needs no taller lines."""
    font = body.font
    assert font is not None
    total, owed = 0.0, 0.0
    for style, pieces in content.paragraphs:
        shape = body.measure(style)
        lines = font.lines(pieces, width - shape.left, shape.size, shape.bold)
        taller = 1.0 if plain else taller_by(pieces)
        total += max(owed, shape.before) + lines * font.height(shape.size, shape.line) * taller
        owed = shape.after
    return total + owed
