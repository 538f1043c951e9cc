"""Tables: fixed layout, a repeated head, no merged cells, a caption for screen readers.

Both the grid and every cell carry the widths, because LibreOffice and Word each trust only one of them.

Rows are kept whole from the second on. The first may split over a page: told not to, LibreOffice 7.4 loses all rows
of a table whose head and first row just fit the page. So may a row that is taller than a third of a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.word import ink
from exports.word.fragments import Body, Cell, Paragraphs, escape, taller_by
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
    top: int = CELL_TOP,
) -> None:
    """Add a table. `widths` and heights are in centimetres.

    `side` is the space beside a cell's text and `top` that above and below it, in twips.
    """
    body.apart_from_table()
    caption = caption.strip() or "Table"
    sizes = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    margins = ""
    if (side, top) != (CELL_SIDE, CELL_TOP):
        sides = (("top", top), ("left", side), ("bottom", top), ("right", side))
        inner = "".join(f'<w:{name} w:w="{space}" w:type="dxa"/>' for name, space in sides)
        margins = f"<w:tblCellMar>{inner}</w:tblCellMar>"
    out = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{body.ids["WB Table"]}"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(caption)}"/>'
        f'<w:tblDescription w:val="{escape(description or caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    ]
    blocks: list[Block] = []
    repeated = 0.0
    columns = [(f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>', (size - 2 * side) / 20) for size in sizes]
    measured = body.font is not None
    # Cells that stand in a table many times over (the digits of a heat map) are one and the same object.
    made: dict[tuple[int, str, bool], tuple[str, float]] = {}
    for number, row in enumerate([head, *rows]):
        least = head_height if number == 0 else row_height
        begun = len(out)
        out.append("")
        tallest = 0.0
        for (opening, width), each in zip(columns, row, strict=True):
            if each.shade:
                key = (id(each), opening, not number)
                held = made.get(key)
                if held is None:
                    held = made[key] = _cell(body, each, opening, width, head=not number)
                xml, tall = held
            else:
                xml, tall = _cell(body, each, opening, width, head=not number)
            out.append(xml)
            if tall > tallest:
                tallest = tall
        out.append("</w:tr>")
        whole = number > 1 and measured and tallest < body.height / 3
        properties = ("<w:cantSplit/>" if whole else "") + _height(least) + ("" if number else "<w:tblHeader/>")
        out[begun] = f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"
        if not measured:
            continue
        rule = _HEAD_LINES if number == 0 else _LAST_LINE if number == len(rows) else _LINE
        height = max(tallest + 2 * top / 20, least * POINTS) + rule
        blocks.append(Block(1, height, 0.0, 0.0, not number and bool(rows), False, False, (), repeated))
        if number == 0:
            repeated = height
    out.append("</w:tbl>")
    body.raw_table("".join(out), blocks)


def _cell(body: Body, each: Cell, opening: str, width: float, *, head: bool) -> tuple[str, float]:
    """Return the XML of a cell, and the height of its text in points, 0 where it is not measured."""
    inner, shade, upward = each
    properties = _UPWARD if upward else _LOW if head else ""
    if shade:
        properties = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>{properties}'
    if len(inner) == 1 and len(inner[0][1]) == 1 and inner[0][1][0].xml.isascii():
        # By far the most: one paragraph of one piece, with no letter that runs to the left or stands taller.
        style, pieces = inner[0]
        xml, plain = f"{body.begins(style)}</w:pPr>{pieces[0].xml}</w:p>", True
    else:
        xml = "".join([body.paragraph(style, pieces) for style, pieces in inner])
        plain = xml.isascii()
    tall = 0.0 if upward or body.font is None else _tall(body, inner, width, plain=plain)
    return f"{opening}{properties}</w:tcPr>{xml}</w:tc>", tall


_LOW: Final = '<w:vAlign w:val="bottom"/>'
_UPWARD: Final = (
    f'<w:tcBorders><w:left w:val="single" w:sz="4" w:space="0" w:color="{ink.HAIRLINE}"/></w:tcBorders>'
    '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
)
"""Turned heads stand close; a line keeps one of two lines apart from its neighbour."""


def _height(least: float) -> str:
    return f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""


def _tall(body: Body, inner: Paragraphs, width: float, *, plain: bool) -> float:
    """Return the height of a cell's text in points; `plain` text needs no taller lines."""
    font = body.font
    assert font is not None
    total, owed = 0.0, 0.0
    for style, pieces in inner:
        height, left, size, bold, before, after = body.lines_of(style)
        tall = font.lines(pieces, width - left, size, bold) * height
        if not plain:
            tall *= taller_by(pieces)
        total += (owed if owed > before else before) + tall
        owed = after
    return total + owed
