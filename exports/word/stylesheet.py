"""`styles.xml` of the base document, written from the table in `styles`. Element order is the schema's: Word
silently drops what stands out of order, where LibreOffice shows it."""

from __future__ import annotations

from typing import Final

from exports.word import ink
from exports.word.styles import BODY_AFTER, BODY_LINE, BODY_SIZE, MARGIN, STYLES, Style

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEADER: Final = ' w:leader="dot"'
_SIDES: Final = {"box": ("top", "left", "bottom", "right"), "left": ("left",), "top": ("top",), "bottom": ("bottom",)}


def twips(centimetres: float) -> int:
    """Return centimetres as twentieths of a point."""
    return round(centimetres * 1440 / 2.54)


def borders(sides: str, colour: str, eighths: int, space: int = 4) -> str:
    """Return the `pBdr` element for the named sides."""
    lines = (
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>' for side in _SIDES[sides]
    )
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def _paragraph(style: Style, width: float) -> str:
    out: list[str] = []
    if style.keep_next:
        out.append("<w:keepNext/>")
    if style.keep_lines:
        out.append("<w:keepLines/>")
    if style.numbered:
        out.append('<w:numPr><w:numId w:val="1"/></w:numPr>')
    if style.border:
        out.append(borders(*style.border))
    if style.shade:
        out.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/>')
    if style.tabs:
        stops = "".join(
            f'<w:tab w:val="{how.split()[0]}"{LEADER if how.endswith("dot") else ""} '
            f'w:pos="{twips(width if at == MARGIN else at)}"/>'
            for at, how in style.tabs
        )
        out.append(f"<w:tabs>{stops}</w:tabs>")
    spacing = ""
    if style.before is not None:
        spacing += f' w:before="{round(style.before * 20)}"'
    if style.after is not None:
        spacing += f' w:after="{round(style.after * 20)}"'
    if style.line is not None:
        spacing += f' w:line="{round(style.line * 240)}" w:lineRule="auto"'
    if spacing:
        out.append(f"<w:spacing{spacing}/>")
    if style.left is not None:
        right = f' w:right="{twips(style.right)}"' if style.right else ""
        hanging = f' w:hanging="{twips(style.hanging)}"' if style.hanging else ""
        out.append(f'<w:ind w:left="{twips(style.left)}"{right}{hanging}/>')
    if style.contextual:
        out.append("<w:contextualSpacing/>")
    if style.centred:
        out.append('<w:jc w:val="center"/>')
    if style.outline is not None:
        out.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return f"<w:pPr>{''.join(out)}</w:pPr>" if out else ""


def _run(style: Style) -> str:
    out: list[str] = []
    for flag, names in ((style.bold, ("b", "bCs")), (style.italic, ("i", "iCs"))):
        if flag is not None:
            value = "" if flag else ' w:val="0"'
            out += [f"<w:{name}{value}/>" for name in names]
    if style.caps:
        out.append("<w:caps/>")
    if style.colour:
        out.append(f'<w:color w:val="{style.colour}"/>')
    if style.size is not None:
        out.append(f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>')
    if style.underline:
        out.append('<w:u w:val="single"/>')
    return f"<w:rPr>{''.join(out)}</w:rPr>" if out else ""


def _style(style: Style, width: float) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    custom = "" if style.built_in else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{STYLES[style.based_on].id}"/>' if style.based_on else ""
    if style.kind == "character":
        based = '<w:basedOn w:val="DefaultParagraphFont"/>'
    following = '<w:next w:val="Normal"/>' if style.outline is not None or style.name in ("Title", "Subtitle") else ""
    priority = '<w:uiPriority w:val="39"/>' if style.name.lower().startswith("toc") else ""
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based}{following}{priority}<w:qFormat/>"
        f"{_paragraph(style, width) if style.kind == 'paragraph' else ''}{_run(style)}</w:style>"
    )


_TABLE_NORMAL: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)
CELL_SIDE: Final = 80
"""Twips between a cell's edge and its text, left and right."""
CELL_TOP: Final = 28
"""Twips above and below a cell's text."""
_TABLE: Final = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="WBTable"><w:name w:val="WB Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{ink.NAVY}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink.NAVY}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{ink.HAIRLINE}"/></w:tblBorders><w:tblCellMar>'
    f'<w:top w:w="{CELL_TOP}" w:type="dxa"/><w:left w:w="{CELL_SIDE}" w:type="dxa"/>'
    f'<w:bottom w:w="{CELL_TOP}" w:type="dxa"/><w:right w:w="{CELL_SIDE}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink.NAVY}"/></w:tcBorders></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def stylesheet(language: str, width: float) -> str:
    """Return `styles.xml`; `language` is the default of every run, `width` that of the text in centimetres."""
    size = round(BODY_SIZE * 2)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{W}"><w:docDefaults>'
        "<w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{ink.FONT}" w:hAnsi="{ink.FONT}" w:eastAsia="{ink.FONT_EAST_ASIA}" '
        f'w:cs="{ink.FONT_COMPLEX}"/>'
        f'<w:color w:val="{ink.INK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:after="{round(BODY_AFTER * 20)}" w:line="{round(BODY_LINE * 240)}" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        + "".join(_style(style, width) for style in STYLES.values())
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/>'
        "<w:semiHidden/><w:unhideWhenUsed/></w:style>" + _TABLE_NORMAL + _TABLE + "</w:styles>"
    )
