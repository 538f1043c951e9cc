"""Reading a finished file back, every part of it, as (place, text): what a leak check and a lint look at.

Of a Word file: the running text by paragraph, across runs; headers, footers, comments and notes; properties;
every attribute that holds words (alternative texts, captions, targets of links); and the names of the parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from exports.word.stylesheet import W
from workbench.errors import Damaged

Place = tuple[str, str]
_P, _T, _TAB, _BR, _SOFT, _HARD, _INSTR = (
    f"{{{W}}}{name}" for name in ("p", "t", "tab", "br", "softHyphen", "noBreakHyphen", "instrText")
)
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
    """Yield every attribute that may hold words, as (name, value)."""
    seen: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if len(value) > 2 and not value.isdigit() and value not in seen:
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
        yield "the name of a part", part
        if not part.endswith((".xml", ".rels")):
            continue
        root = roots[part] if roots and part in roots else parsed(held)
        if root.tag.startswith(f"{{{W}}}"):
            where = _named(part)
            yield where, APART.join(paragraphs(root))
            for element in root.iter(_INSTR):
                yield f"a field in {where}", element.text or ""
        else:
            yield _named(part), APART.join(text for text in root.itertext() if text.strip())
        if part not in ("word/styles.xml", "[Content_Types].xml", "word/numbering.xml", "word/settings.xml"):
            yield f"an attribute in {_named(part)}", APART.join(value for _, value in attributes(root))


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
