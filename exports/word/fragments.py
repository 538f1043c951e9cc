"""The body as text: paragraphs, links, fields and tables become XML strings, and blocks for the page estimator.

A number of a page that is not yet known stands in the text as a token between two NULs (which no cleaned text
holds) and is put in at the end, in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from exports.word import ink
from exports.word.pages import Block, Pages, paginate
from exports.word.styles import STYLES, Metrics, metrics
from exports.word.widths import Font, Inline, stretch
from workbench.text import clean

_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RTL_SPAN: Final = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\\s,.:;!?'\"()-]*)"
)
_FIRST_STRONG: Final = re.compile("[^\\W\\d_]")
_ODD: Final = re.compile("[^ !#-%'-;=?-~\u00a0-\u024f\u2010-\u2027\u20ac]")
"""Anything that must be looked at before it may stand in XML as it is."""
SPACE: Final = ' xml:space="preserve"'


def escape(text: str) -> str:
    """Return `text` cleaned and safe between tags and inside a quoted attribute."""
    text = clean(text)
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


Paragraphs = tuple[tuple[str, tuple[Inline, ...]], ...]
"""Paragraphs of a cell: style and pieces of each."""


class Cell(NamedTuple):
    """A cell of a table: paragraphs as (style, pieces), a ground, and whether its text runs upwards."""

    paragraphs: Paragraphs
    shade: str = ""
    upward: bool = False


class Lines(NamedTuple):
    """How the lines of a style are measured, in points; asked for each cell, so kept."""

    height: float
    left: float
    size: float
    bold: bool
    before: float
    after: float


NOTHING: Final = Inline("", "")
TAB: Final = Inline("<w:r><w:tab/></w:r>", "\t")


class Body:
    """A document's body in the making. `width` and `height` are those of the text on a page, in points.

    `ids` maps style names to the ids of the package that the body goes into; `font` measures its text, or is
    None, and then no page numbers are written.
    """

    def __init__(
        self,
        width: float,
        height: float,
        *,
        font: Font | None,
        ids: Mapping[str, str] | None = None,
        measures: Mapping[str, Metrics] | None = None,
    ) -> None:
        self.width = width
        self.height = height
        self.font = font
        self.ids = (
            {name: style.id for name, style in STYLES.items()} | {"WB Table": "WBTable"} if ids is None else dict(ids)
        )
        # LibreOffice 7.4 shows some links inside tables in the colour of the text unless the run says it itself.
        self.link_colour = ink.LINK if ids is None else ""
        self._measures: dict[str, Metrics] = dict(measures or {})
        self._xml: list[str] = []
        self._blocks: list[Block] = []
        self._openings: dict[tuple[str, bool, str], str] = {}
        self._begins: dict[str, str] = {}
        self._lines: dict[str, Lines] = {}
        self._bookmarks = 0
        self.anchors: set[str] = set()
        self.headings: list[tuple[int, str, str]] = []
        """Level, text and anchor of each heading, in order."""

    # --- pieces of a paragraph ----------------------------------------------------------------------------

    def text(self, text: str, style: str = "", *, bold: bool = False, colour: str = "") -> Inline:
        """Return `text` as a run; `style` names a character style. A newline breaks the line."""
        if style or bold or colour:
            key = (style, bold, colour)
            opening = self._openings.get(key)
            if opening is None:
                opening = self._openings[key] = self._opening(style, bold=bold, colour=colour)
            heavy = bold or style == "WB Label"
        else:
            opening, heavy = "<w:r>", False
        if _ODD.search(text) is None:
            space = SPACE if text[:1] == " " or text[-1:] == " " or "  " in text else ""
            return Inline(f"{opening}<w:t{space}>{text}</w:t></w:r>", text, heavy)
        safe = escape(text).replace("\t", " ")
        if not safe.isascii() and _RTL.search(safe):
            right = (
                opening.replace("</w:rPr>", "<w:rtl/></w:rPr>")
                if "<w:rPr>" in opening
                else "<w:r><w:rPr><w:rtl/></w:rPr>"
            )
            parts = [part for part in _RTL_SPAN.split(safe) if part]
            xml = "".join(_run(part, right if _RTL.match(part) else opening) for part in parts)
        else:
            xml = _run(safe, opening)
        return Inline(xml, text, heavy)

    def _opening(self, style: str, *, bold: bool, colour: str) -> str:
        look = f'<w:rStyle w:val="{self.ids[style]}"/>' if style else ""
        if bold:
            look += "<w:b/><w:bCs/>"
        if colour:
            look += f'<w:color w:val="{colour}"/>'
        return f"<w:r><w:rPr>{look}</w:rPr>" if look else "<w:r>"

    def label(self, text: str) -> Inline:
        """Return `text` as a label: bold, in the colour of headings."""
        return self.text(text, "WB Label")

    def link(self, anchor: str, text: str) -> Inline:
        """Return `text` as a link to `anchor` in this document."""
        inner = self.text(text, "Hyperlink", colour=self.link_colour)
        return Inline(f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inner.xml}</w:hyperlink>', text)

    def page_of(self, anchor: str, before: str = "p.\u00a0") -> Inline:
        """Return the number of the page where `anchor` stands, as a field that Word can renew."""
        if self.font is None:
            return NOTHING
        field = f'<w:fldSimple w:instr=" PAGEREF {anchor} \\h "><w:r><w:t>\x00{anchor}\x00</w:t></w:r></w:fldSimple>'
        return Inline(self.text(before).xml + field, before + "00")

    # --- blocks ---------------------------------------------------------------------------------------------

    def para(
        self,
        style: str,
        *pieces: Inline,
        anchor: str = "",
        new_page: bool = False,
        keep_next: bool | None = None,
        before: float | None = None,
        properties: str = "",
    ) -> None:
        """Add a paragraph. `before` (points) and `new_page` are direct formatting; `anchor` can be linked to.

        `properties` is further XML for `pPr`, to stand after the spacing.
        """
        xml = self.paragraph(style, pieces, anchor, new_page, keep_next, before, properties)
        self._xml.append(xml)
        if self.font is None:
            return
        shape = self.measure(style)
        height = self.lines_of(style).height
        self._blocks.append(
            Block(
                self.count_lines(shape, pieces, self.width),
                height if xml.isascii() else height * taller_by(pieces),
                shape.before if before is None else before,
                shape.after + shape.framed,
                shape.keep_next if keep_next is None else keep_next,
                shape.keep_lines,
                new_page,
                (anchor,) if anchor else (),
            )
        )

    def paragraph(
        self,
        style: str,
        pieces: Iterable[Inline],
        anchor: str = "",
        new_page: bool = False,
        keep_next: bool | None = None,
        before: float | None = None,
        properties: str = "",
    ) -> str:
        """Return the XML of one paragraph, without adding it to the body."""
        inner = "".join([piece[0] for piece in pieces])
        first = ""
        if not inner.isascii() and _RTL.search(inner):
            words = "".join([piece.text for piece in pieces])
            strong = _FIRST_STRONG.search(words)
            if strong and _RTL.match(strong.group()):
                first = "<w:bidi/>"
        if anchor:
            self._bookmarks += 1
            self.anchors.add(anchor)
            mark = self._bookmarks
            inner = f'<w:bookmarkStart w:id="{mark}" w:name="{anchor}"/>{inner}<w:bookmarkEnd w:id="{mark}"/>'
        begin = self.begins(style)
        if not (first or new_page or properties or keep_next is not None or before is not None):
            return f"{begin}</w:pPr>{inner}</w:p>"
        direct = ""
        if keep_next is not None:
            direct += "<w:keepNext/>" if keep_next else '<w:keepNext w:val="0"/>'
        if new_page:
            direct += "<w:pageBreakBefore/>"
        direct += first
        if before is not None:
            direct += f'<w:spacing w:before="{round(before * 20)}"/>'
        return f"{begin}{direct}{properties}</w:pPr>{inner}</w:p>"

    def begins(self, style: str) -> str:
        """Return how every paragraph of `style` begins, up to where its properties may go on."""
        begin = self._begins.get(style)
        if begin is None:
            begin = self._begins[style] = f'<w:p><w:pPr><w:pStyle w:val="{self.ids[style]}"/>'
        return begin

    def heading(
        self, level: int, text: str, anchor: str = "", *, new_page: bool = False, before: float | None = None
    ) -> None:
        """Add a heading that the contents list will name. An empty text gets a dash."""
        text = text.strip() or "–"
        anchor = anchor or f"heading_{len(self.headings):03}"
        self.headings.append((level, text, anchor))
        above = 0.0 if new_page else before
        self.para(f"heading {level}", self.text(text), anchor=anchor, new_page=new_page, before=above)

    def part(self, text: str, tail: str = "") -> None:
        """Add a heading of the second level that the contents list does not name."""
        after = (self.text(f"   {tail}", "WB Muted"),) if tail else ()
        self.para("WB Part", self.text(text.strip() or "–"), *after)

    def raw_table(self, xml: str, blocks: Iterable[Block] = ()) -> None:
        """Add a finished table, with the heights of its rows."""
        self._xml.append(xml)
        self._blocks.extend(blocks)

    def apart_from_table(self) -> None:
        """Add a small empty paragraph if a table stands last: another would merge with it, and none may end a text."""
        if self._xml and self._xml[-1].startswith("<w:tbl>"):
            self.para("WB Rule")

    # --- measures -------------------------------------------------------------------------------------------

    def measure(self, style: str) -> Metrics:
        """Return the measures of paragraph style `style` in the package that this body goes into."""
        found = self._measures.get(style)
        if found is None:
            found = self._measures[style] = metrics(style)
        return found

    def lines_of(self, style: str) -> Lines:
        """Return how the lines of paragraph style `style` are measured."""
        found = self._lines.get(style)
        if found is None:
            assert self.font is not None
            shape = self.measure(style)
            height = self.font.height(shape.size, shape.line)
            found = self._lines[style] = Lines(height, shape.left, shape.size, shape.bold, shape.before, shape.after)
        return found

    def count_lines(self, shape: Metrics, pieces: Sequence[Inline], width: float) -> int:
        """Return how many lines the pieces take in `width` points; up to a first tab they hang in the margin."""
        assert self.font is not None
        if TAB in pieces:
            pieces = pieces[pieces.index(TAB) + 1 :]
        return self.font.lines(pieces, width - shape.left - shape.right, shape.size, shape.bold)

    def spot(self) -> tuple[int, int]:
        """Return a place in the body, for `insert`."""
        return len(self._xml), len(self._blocks)

    def insert(self, spot: tuple[int, int], other: Body) -> None:
        """Put the body `other`, made with this one's measures, in at `spot`."""
        self._xml[spot[0] : spot[0]] = other._xml
        self._blocks[spot[1] : spot[1]] = other._blocks
        self.anchors |= other.anchors

    def apart(self) -> Body:
        """Return an empty body with the same measures, to be inserted later."""
        return Body(self.width, self.height, font=self.font, ids=self.ids, measures=self._measures)

    def pages(self, more: Body | None = None) -> int:
        """Return how many pages the body takes by itself, or with `more` at its end."""
        return paginate([*self._blocks, *more._blocks] if more else self._blocks, self.height).count

    def finish(self) -> tuple[str, Pages]:
        """Return the XML of the whole body with every page number in it, and where everything stands."""
        self.apart_from_table()
        pages = paginate(self._blocks, self.height)
        # Every second piece is the name of a place.
        pieces = "".join(self._xml).split("\x00")
        pieces[1::2] = [str(pages.of.get(anchor, 1)) for anchor in pieces[1::2]]
        return "".join(pieces), pages


def taller_by(pieces: Iterable[Inline]) -> float:
    """Return by how much the lines of `pieces` stand taller than the font's own."""
    return max((stretch(piece.text) for piece in pieces), default=1.0)


def _run(safe: str, opening: str) -> str:
    inner = "<w:br/>".join(f"<w:t{SPACE}>{line}</w:t>" for line in safe.split("\n"))
    return f"{opening}{inner}</w:r>"


def shaded(text: str, ground: str, colour: str) -> Inline:
    """Return `text` (ours, and plain) on a coloured ground."""
    look = f'<w:color w:val="{colour}"/><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    return Inline(f"<w:r><w:rPr>{look}</w:rPr><w:t{SPACE}>{text}</w:t></w:r>", text)
