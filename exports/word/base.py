"""The base document, made by us part by part: nothing in it that we did not put there.

Compatibility mode 15 (so that Word does not say "Compatibility Mode"), A4 or Letter, one bullet list, headers and
footers with none on the cover. python-docx's own default template has US Letter, mode 14, an author of its own and
a heading colour below AA; none of that is wanted.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Final

from exports.contents import Paper
from exports.word.styles import POINTS
from exports.word.stylesheet import W, stylesheet, twips

R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14">'
)
PAPERS: Final[dict[Paper, tuple[float, float]]] = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
"""Width and height in centimetres."""
SIDE, TOP, BOTTOM, FURNITURE = 2.2, 2.2, 2.0, 1.1
"""Margins, and where header and footer stand, in centimetres."""

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def text_size(paper: Paper) -> tuple[float, float]:
    """Return width and height of the text on a page, in points."""
    wide, tall = PAPERS[paper]
    return (wide - 2 * SIDE) * POINTS, (tall - TOP - BOTTOM) * POINTS


def section(paper: Paper, *, cover: bool = True) -> str:
    """Return the page settings; with a `cover` the first page has a head and a foot of its own."""
    wide, tall = PAPERS[paper]
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{name}"/>'
        for part, kind, name in (
            ("header", "default", "rId4"),
            ("header", "first", "rId5"),
            ("footer", "default", "rId6"),
            ("footer", "first", "rId7"),
        )
    )
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(wide)}" w:h="{twips(tall)}"/><w:pgMar '
        f'w:top="{twips(TOP)}" w:right="{twips(SIDE)}" '
        f'w:bottom="{twips(BOTTOM)}" w:left="{twips(SIDE)}" w:header="{twips(FURNITURE)}" '
        f'w:footer="{twips(FURNITURE)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if cover else ''}</w:sectPr>"
    )


def _settings(language: str) -> str:
    modern = (
        "overrideTableStyleFontSizeAndJustification",
        "enableOpenTypeFeatures",
        "doNotFlipMirrorIndents",
        "differentiateMultirowTableHeaders",
    )
    uri = "http://schemas.microsoft.com/office/word"
    compat = f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>' + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="1"/>' for name in modern
    )
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _numbering() -> str:
    return (
        f'{_HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips(0.5)}" w:hanging="{twips(0.5)}"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def core(inner: str) -> str:
    """Return the part that holds the properties; `inner` are its elements."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}</cp:coreProperties>'
    )


def furniture(tag: str, inner: str) -> str:
    """Return a header ("hdr") or footer ("ftr") part that holds the paragraphs `inner`."""
    return f'{_HEAD}<w:{tag} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{tag}>'


def _empty(tag: str) -> str:
    style = "Header" if tag == "hdr" else "Footer"
    return furniture(tag, f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')


def _relationships(*rows: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def base_document(paper: Paper, language: str) -> bytes:
    """Return the base document as a .docx, its body empty."""
    return zipped(dict(base_parts(paper, language)))


@cache
def base_parts(paper: Paper, language: str) -> dict[str, bytes]:
    """Return the parts of the base document by name, in the order of the file."""
    wide, _ = PAPERS[paper]
    kinds = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/numbering.xml": f"{_TYPE}.numbering+xml",
        "/word/header1.xml": f"{_TYPE}.header+xml",
        "/word/header2.xml": f"{_TYPE}.header+xml",
        "/word/footer1.xml": f"{_TYPE}.footer+xml",
        "/word/footer2.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core(""),
        "word/document.xml": f"{ROOT}<w:body>{section(paper)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{_OFFICE}/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/settings", "settings.xml"),
            ("rId3", f"{_OFFICE}/numbering", "numbering.xml"),
            ("rId4", f"{_OFFICE}/header", "header1.xml"),
            ("rId5", f"{_OFFICE}/header", "header2.xml"),
            ("rId6", f"{_OFFICE}/footer", "footer1.xml"),
            ("rId7", f"{_OFFICE}/footer", "footer2.xml"),
        ),
        "word/styles.xml": stylesheet(language, wide - 2 * SIDE),
        "word/settings.xml": _settings(language),
        "word/numbering.xml": _numbering(),
        "word/header1.xml": _empty("hdr"),
        "word/header2.xml": _empty("hdr"),
        "word/footer1.xml": _empty("ftr"),
        "word/footer2.xml": _empty("ftr"),
    }
    return {name: text.encode() for name, text in parts.items()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip of `parts` in their order, the same bytes each time: no clock, no system, no user in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.external_attr = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=6)
    return out.getvalue()
