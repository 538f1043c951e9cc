"""Reading a finished file back, every part of it, as (place, text): what a leak check and a lint look at.

Of a Word file: the running text by paragraph, across runs; headers, footers, comments and notes; drawings, charts,
formulas, codes of fields, deletions, remarks in the XML; properties; every attribute that holds words (alternative
texts, captions, targets of links); names that a user gave to styles and variables; the names of the parts; and what
can be read in a part that is no XML, such as a picture's notes or a document inside the document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from exports.word.stylesheet import W
from workbench.errors import Damaged

Place = tuple[str, str]
_P, _T, _TAB, _BR, _SOFT, _HARD, _INSTR = (
    f"{{{W}}}{name}" for name in ("p", "t", "tab", "br", "softHyphen", "noBreakHyphen", "instrText")
)
_DELETED, _STYLE, _NAME, _ID, _CUSTOM, _VAL, _VARIABLE = (
    f"{{{W}}}{name}" for name in ("delText", "style", "name", "styleId", "customStyle", "val", "docVar")
)
_REFERENCES: Final = frozenset(f"{{{W}}}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
"""They name styles by id; the names and ids that a user gave are read where the styles stand."""
_PRESCRIBED: Final = (
    "all atLeast auto begin bottom both btLr bullet center clear continuous default dot dxa end even exact first fixed "
    "left nextPage nil none on off portrait landscape preserve restart right separate single start tbRl text top true "
    "false Internal External"
)
_ENUMERATED: Final = frozenset(_PRESCRIBED.split())
"""Values that the format prescribes: a product called Clear stops no document."""
_FORMAT: Final = re.compile(
    r"(?:https?://schemas\.(?:openxmlformats|microsoft)\.(?:org|com)|http://purl\.org|application/vnd\.)\S*"
    r"|(?:\.\.|word|docProps|customXml|theme|media|fonts|_rels|\[Content_Types\]|core|app|custom|document|styles"
    r"|stylesWithEffects|settings|webSettings|numbering|fontTable|header|footer|footnotes|endnotes|comments|glossary"
    r"|image|font|item|itemProps|thumbnail|\d|/|\.(?:xml|rels|png|jpe?g|gif|emf|wmf|odttf))+"
)
"""Addresses of the format, and the names of its own parts."""
_DRAWN: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}p",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
_READABLE: Final = re.compile(rb"[\t\x20-\x7e\xa0-\xff]{6,}")
_READABLE_WIDE: Final = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){6,}")
_SPECIAL: Final = {_TAB: "\t", _BR: "\n", f"{{{W}}}cr": "\n", _SOFT: "\u00ad", _HARD: "-"}
APART: Final = "\n¶\n"
"""Between two texts that do not follow each other, so that no term is found across them."""
_MOST_BYTES: Final = 200_000_000


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name. Raises `Damaged` for a file that is none, or that names a part twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            names = [info.filename for info in listed]
            if len(names) != len(set(names)):
                raise Damaged("The file names one of its parts twice.")
            if sum(info.file_size for info in listed) > _MOST_BYTES:
                raise Damaged("The file is larger than any document.")
            return {info.filename: archive.read(info) for info in listed}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise Damaged("The file is not a whole Word document.") from fault


def parsed(data: bytes) -> Any:
    """Return the root of an XML part; nothing outside it is fetched, no entity is expanded."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise Damaged("A part of the file declares a document type.")
    return root


def paragraphs(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph, across its runs."""
    for paragraph in root.iter(_P):
        words = []
        for element in paragraph.iter(_T, *_SPECIAL):
            words.append(element.text or "" if element.tag == _T else _SPECIAL[element.tag])
        yield "".join(words)


def attributes(root: Any) -> Iterator[tuple[str, str]]:
    """Yield every attribute that may hold words, as (name, value); those that speak of the format hold none."""
    seen: set[str] = set(_ENUMERATED)
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _REFERENCES:
            continue
        for name, value in element.attrib.items():
            if len(value) > 2 and not value.isdigit() and value not in seen and not _FORMAT.fullmatch(value):
                seen.add(value)
                yield name.rpartition("}")[2], value


def texts_of(data: bytes, name: str = "", roots: Mapping[str, Any] | None = None) -> Iterator[Place]:
    """Yield every text of a finished file with the place where it stands; `name` is the file's own name.

    `roots` are those of its parts, where somebody has parsed them already.
    """
    if name:
        yield "the file name", name.rpartition(".")[0].replace("-", " ").replace("_", " ") or name
    if not data.startswith(b"PK"):
        yield "the text", data.decode("utf-8", "replace")
        return
    if name.lower().endswith(".apkg"):
        from exports.anki import texts_in

        yield from texts_in(data)
        return
    for part, held in parts_of(data).items():
        if not _FORMAT.fullmatch(part):
            yield "the name of a part", part
        if not part.endswith((".xml", ".rels")):
            yield from _inside(part, held)
            continue
        root = roots[part] if roots and part in roots else parsed(held)
        where = _named(part)
        if root.tag.startswith(f"{{{W}}}"):
            yield where, APART.join(paragraphs(root))
            yield from _hidden(root, where)
            yield from ((f"a name in {where}", text) for text in _names(root))
        else:
            yield where, APART.join(_passages(root))
        yield from ((f"a remark in {where}", node.text or "") for node in _remarks(root))
        if part not in ("word/styles.xml", "[Content_Types].xml", "word/numbering.xml", "word/settings.xml"):
            yield f"an attribute in {where}", APART.join(unquote(value) for _, value in attributes(root))


def _passages(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph of drawings and charts, across its runs; elsewhere, each text by itself."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.rpartition("}")[2] == "p":
            yield "".join(element.itertext())
        elif len(element) == 0 and (element.text or "").strip():
            yield element.text


def _hidden(root: Any, where: str) -> Iterator[Place]:
    """Yield what running text holds beside its words: codes of fields, deleted words, texts of drawings, formulas."""
    for paragraph in root.iter(_P):
        code = "".join(element.text or "" for element in paragraph.iter(_INSTR))
        if code:
            yield f"a field in {where}", unquote(code)
    for element in root.iter(_DELETED):
        yield f"a deletion in {where}", element.text or ""
    for element in root.iter(*_DRAWN):
        yield f"a drawing in {where}", "".join(element.itertext())


def _names(root: Any) -> Iterator[str]:
    """Yield names that a user has given: of styles that are not built in, of variables in the settings."""
    for style in root.iter(_STYLE):
        name = style.find(_NAME)
        if style.get(_CUSTOM) and name is not None and not name.get(_VAL, "").startswith("WB "):
            yield f"{name.get(_VAL, '')}{APART}{style.get(_ID, '')}"
    for variable in root.iter(_VARIABLE):
        yield f"{variable.get(_NAME, '')}{APART}{variable.get(_VAL, '')}"


def _remarks(root: Any) -> list[Any]:
    from lxml import etree

    return list(root.iter(etree.Comment, etree.ProcessingInstruction))


def _inside(part: str, held: bytes) -> Iterator[Place]:
    """Yield the readable words of a part that is no XML: a picture's notes, a document within the document."""
    if held.startswith(b"PK"):
        try:
            yield from texts_of(held)
            return
        except (Damaged, SyntaxError):
            pass
    for readable, code in ((_READABLE, "latin-1"), (_READABLE_WIDE, "utf-16-le")):
        words = APART.join(found.decode(code) for found in readable.findall(held))
        if words:
            yield f"the part {part}", words


def _named(part: str) -> str:
    if part.endswith(".rels"):
        return "the links of the file"
    stem = part.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    return {
        "document": "the text",
        "header": "a header",
        "footer": "a footer",
        "comments": "a comment",
        "core": "the properties",
        "app": "the properties",
        "custom": "the properties",
        "footnotes": "a footnote",
        "endnotes": "an endnote",
    }.get(stem, f"the part {part}")
