"""Reading the text of a Word document that nobody vouches for.

Only `word/document.xml` and the names of the styles are read, from our own `zipfile`, after everything about the
package has been checked: a small file may unpack to gigabytes, and a file may lie about its sizes. Nothing is ever
extracted, fetched or executed. Limits: what was measured on files built to hurt (852 KB that took 1.6 GB of memory
elsewhere, 333 KB with three million paragraphs).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import BadInput
from workbench.intake.blocks import WEAK, Block
from workbench.intake.files import read_bytes, shown
from workbench.intake.labels import named_part
from workbench.text import clean

if TYPE_CHECKING:
    from lxml import etree

FILE_LIMIT: Final = 10_000_000
ENTRIES_LIMIT: Final = 1_000
UNPACKED_LIMIT: Final = 50_000_000
DOCUMENT_LIMIT: Final = 5_000_000
STYLES_LIMIT: Final = 2_000_000
PARAGRAPHS_LIMIT: Final = 20_000

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED: Final = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _MC + "Fallback"}
_BREAKS: Final = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_TITLE_WORDS: Final = 12
_ITEM: Final = -1


def read_word(path: Path) -> tuple[list[Block], list[list[list[str]]]]:
    """Return the paragraphs of a .docx, and its tables apart: each a list of rows, each a list of cell texts.

    Deleted text of tracked changes, field codes and everything outside the body are not read. Raises NotFound or
    BadInput in one sentence for whatever is no such document, is too large, or was made to hurt.
    """
    return word_blocks(read_bytes(path, FILE_LIMIT), shown(path))


def word_blocks(data: bytes, name: str) -> tuple[list[Block], list[list[list[str]]]]:
    """Return paragraphs and tables of the .docx in `data`; see `read_word`."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package, name)
            document = _part(package, "word/document.xml", DOCUMENT_LIMIT, name)
            styles = _part(package, "word/styles.xml", STYLES_LIMIT, name, needed=False)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise BadInput(f"{name} is not a Word document, or it is damaged.") from None
    try:
        root = _parsed(document, name)
        levels = _levels(_parsed(styles, name)) if styles else {}
    except etree.XMLSyntaxError:
        raise BadInput(f"{name} is damaged: its text cannot be read.") from None
    body = root.find(_W + "body")
    if body is None:
        raise BadInput(f"{name} holds no text that could be read.")
    return _Reader(levels, name).read(body)


def _check(package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise BadInput(f"{name} unpacks to far more than a text; it is not read.")
    names = {entry.filename for entry in entries}
    if "word/vbaProject.bin" in names:
        raise BadInput(f"{name} holds macros; save it as .docx without them.")
    if "word/document.xml" not in names:
        raise BadInput(f"{name} is not a Word document (.docx).")


def _part(package: zipfile.ZipFile, entry: str, limit: int, name: str, *, needed: bool = True) -> bytes:
    """Read at most `limit` bytes, whatever the package says of the size."""
    try:
        info = package.getinfo(entry)
    except KeyError:
        return b""
    if info.flag_bits & 0x1:
        raise BadInput(f"{name} is protected by a password.")
    if info.file_size <= limit:
        with package.open(info) as file:
            data = file.read(limit + 1)
        if len(data) <= limit:
            return data
    if needed:
        raise BadInput(f"{name} holds more than {limit // 1_000_000} MB of text; split it first.")
    return b""


def _parsed(data: bytes, name: str) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), parser)
    if root.getroottree().docinfo.doctype:
        raise BadInput(f"{name} holds a document type declaration, which Word never writes; it is not read.")
    return root


def _levels(styles: etree._Element) -> dict[str, int]:
    """Style id to heading level, -1 for items of a list. Names are English in every Word; ids are not."""
    found = {}
    for style in styles.iter(_W + "style"):
        called = style.find(_W + "name")
        name = (called.get(_W + "val") or "").lower() if called is not None else ""
        if name.startswith("heading ") and name[8:9].isdigit():
            found[style.get(_W + "styleId") or ""] = int(name[8:9])
        elif name == "title":
            found[style.get(_W + "styleId") or ""] = 1
        elif name.startswith(("list bullet", "list number")):
            found[style.get(_W + "styleId") or ""] = _ITEM
    return found


class _Reader:
    def __init__(self, levels: dict[str, int], name: str) -> None:
        self.levels = levels
        self.name = name
        self.blocks: list[Block] = []
        self.tables: list[list[list[str]]] = []
        self.count = 0
        self.gap = 0
        self.items: list[str] = []

    def read(self, body: etree._Element) -> tuple[list[Block], list[list[list[str]]]]:
        for child in body:
            if child.tag == _W + "tbl":
                self.table(child)
            elif child.tag in (_W + "p", _W + "sdt", _MC + "AlternateContent") or isinstance(child.tag, str):
                for paragraph in _paragraphs(child):
                    self.paragraph(paragraph)
        self.close()
        return self.blocks, self.tables

    def paragraph(self, paragraph: etree._Element) -> None:
        text = self.text(paragraph)
        if not text.strip():
            self.close()
            self.gap += 1
            return
        level, listed = self.kind(paragraph)
        text = text.strip("\n")
        if not level and "\n" not in text and len(text.split()) <= _TITLE_WORDS and self.bold(paragraph):
            level = WEAK
        if listed:
            # Items of one list are one paragraph of several lines, as they are in Markdown.
            self.items.append(f"- {text.strip()}")
            return
        self.close()
        self.blocks.append(Block(text.strip(), level, self.gap + 1))
        self.gap = 0

    def close(self) -> None:
        """End the list that is open, if one is: with the paragraph that it follows at once, it is one block."""
        if self.items:
            items = "\n".join(self.items)
            last = self.blocks[-1] if self.blocks and not self.gap else None
            if last is not None and not last.level:
                self.blocks[-1] = Block(f"{last.text}\n{items}", 0, last.gap)
            else:
                self.blocks.append(Block(items, 0, self.gap + 1))
            self.items.clear()
            self.gap = 0

    def text(self, element: etree._Element) -> str:
        self.count += 1
        if self.count > PARAGRAPHS_LIMIT:
            raise BadInput(f"{self.name} has more than {PARAGRAPHS_LIMIT:,} paragraphs; split it first.")
        return clean("".join(_runs(element)))

    def kind(self, paragraph: etree._Element) -> tuple[int, bool]:
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return 0, False
        style = properties.find(_W + "pStyle")
        level = self.levels.get(style.get(_W + "val") or "", 0) if style is not None else 0
        outline = properties.find(_W + "outlineLvl")
        if not level and outline is not None and (outline.get(_W + "val") or "") in set("012345678"):
            level = int(outline.get(_W + "val") or "0") + 1
        numbered = level == _ITEM or (not level and properties.find(_W + "numPr") is not None)
        return max(0, level), numbered

    def bold(self, paragraph: etree._Element) -> bool:
        runs = [run for run in paragraph.iter(_W + "r") if any(text.text for text in run.iter(_W + "t"))]
        marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
        return bool(runs) and all(b is not None and b.get(_W + "val") not in ("0", "false") for b in marks)

    def table(self, table: etree._Element) -> None:
        rows = []
        for row in table.iter(_W + "tr"):
            cells = [
                "\n".join(filter(None, (self.text(paragraph).strip() for paragraph in cell.iter(_W + "p"))))
                for cell in row.findall(_W + "tc")
            ]
            if any(cells):
                rows.append(cells)
        if all(len(row) == 2 and named_part(row[0]) for row in rows) and rows:
            # A form with the part's name beside its text: the same as a label in front of it.
            self.blocks.extend(Block(f"{name}: {text}", 0, 1) for name, text in rows)
        elif rows:
            self.tables.append(rows)


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    if element.tag == _W + "p":
        yield element
        return
    if element.tag in _SKIPPED or element.tag == _W + "tbl":
        return
    for child in element:
        yield from _paragraphs(child)


def _runs(element: etree._Element) -> Iterator[str]:
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == _W + "t":
            yield node.text or ""
        elif node.tag in _BREAKS:
            yield _BREAKS[node.tag]
        else:
            stack.extend(reversed(node))
