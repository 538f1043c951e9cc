"""From a body to a file: header, footer, properties and stamp are set, the body spliced in, the zip written."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from exports.contents import Setting
from exports.word.base import ROOT, base_document, text_size, zipped
from exports.word.fragments import TAB, Body, Inline
from exports.word.pages import Pages
from exports.word.widths import font
from workbench.text import clean

PRIVATE: Final = "Private – for preparation only, not to be sent"
"""The stamp on cover and footer of every private document."""
PRIVATE_CATEGORY: Final = "Private"
SENT_CATEGORY: Final = "To be sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished document: its bytes, how many pages it is estimated to have, and what a person should know."""

    data: bytes
    pages: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands around the text: title (a property), running head left and right, and whether it is private."""

    title: str
    left: str
    right: str = ""
    private: bool = False
    cover: bool = True
    """Whether the first page is a cover, without running head and page number."""


class Sheets:
    """A document in the making: a body, and the package that it will go into."""

    def __init__(self, setting: Setting, furniture: Furniture) -> None:
        import docx

        self.setting = setting
        self.furniture = furniture
        wide, tall = text_size(setting.paper)
        self._document: Any = docx.Document(io.BytesIO(base_document(setting.paper, setting.language)))
        self.body = Body(wide, tall, font=font("Calibri"))
        self._one_page: list[tuple[str, str, int]] = []

    def one_page(self, anchor: str, what: str, words: int) -> None:
        """Note that what begins at `anchor` is meant for one page; if it takes more, `finish` says so."""
        self._one_page.append((anchor, what, words))

    def finish(self, notes: tuple[str, ...] = ()) -> Made:
        """Return the file. Nothing of the clock, the user or the machine is in it."""
        from lxml import etree

        inner, pages = self.body.finish()
        self._furnish(pages.count)
        self._properties()
        held = io.BytesIO()
        section = etree.tostring(self._document.sections[0]._sectPr).decode()
        self._document.save(held)
        with zipfile.ZipFile(held) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        parts["word/document.xml"] = f"{ROOT}<w:body>{inner}{section}</w:body></w:document>".encode()
        return Made(data=zipped(parts), pages=pages.count, notes=(*notes, *self._overflows(pages)))

    def _overflows(self, pages: Pages) -> list[str]:
        out = []
        for anchor, what, words in self._one_page:
            taken = pages.ends.get(anchor, 0) - pages.of.get(anchor, 0) + 1
            if anchor in pages.ends and taken > 1:
                out.append(f"{what}: {words} words, {taken} pages instead of one.")
        return out

    def _furnish(self, count: int) -> None:
        section = self._document.sections[0]
        section.different_first_page_header_footer = self.furniture.cover
        stamp = PRIVATE if self.furniture.private else ""
        number = (
            Inline('<w:r><w:t xml:space="preserve">Page </w:t></w:r>', ""),
            _field("PAGE", "1"),
            Inline('<w:r><w:t xml:space="preserve"> of </w:t></w:r>', ""),
            _field("NUMPAGES", str(count)),
        )
        body = self.body
        self._fill(section.header, "header", body.text(self.furniture.left), TAB, body.text(self.furniture.right))
        self._fill(section.footer, "footer", body.text(stamp), TAB, *number)
        self._fill(section.first_page_footer, "footer", body.text(stamp))

    def _fill(self, part: Any, style: str, *pieces: Inline) -> None:
        from docx.oxml import parse_xml

        element = part._element
        for old in list(element):
            element.remove(old)
        xml = self.body.paragraph(style, pieces)
        root, rest = ROOT.split("?>\n", 1)[1].rstrip(">"), xml.removeprefix("<w:p>")
        element.append(parse_xml(root.replace("<w:document", "<w:p") + ">" + rest))

    def _properties(self) -> None:
        at = datetime.combine(self.setting.prepared, time())
        properties = self._document.core_properties
        properties.title = clean(self.furniture.title)[:255]
        properties.author = properties.last_modified_by = clean(self.setting.author)[:255]
        properties.category = PRIVATE_CATEGORY if self.furniture.private else SENT_CATEGORY
        properties.language = self.setting.language
        properties.created = properties.modified = at
        properties.revision = 1


def _field(instruction: str, shown: str) -> Inline:
    return Inline(f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>', shown)
