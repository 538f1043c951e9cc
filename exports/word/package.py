"""From a body to a file: header, footer, properties and stamp are set, the body spliced in, the zip written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from exports.contents import Setting
from exports.word.base import ROOT, core, furniture, zipped
from exports.word.fragments import TAB, Body, escape
from exports.word.pages import Pages
from exports.word.shell import Shell, base_shell
from exports.word.widths import Inline

PRIVATE: Final = "Private – for preparation only, not to be sent"
"""The stamp on cover and footer of every private document."""
PRIVATE_CATEGORY: Final = "Private"
SENT_CATEGORY: Final = "To be sent"


_NOTED: Final = 80
"""Letters of a page's name in a note."""


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
    """A document in the making: a body, and the shell that it will go into."""

    def __init__(self, setting: Setting, around: Furniture, shell: Shell | None = None) -> None:
        self.setting = setting
        self.around = around
        self.shell = shell or base_shell(setting)
        self.body = Body(
            self.shell.width,
            self.shell.height,
            font=self.shell.font,
            ids=self.shell.ids,
            measures=self.shell.measures,
        )
        self._one_page: list[tuple[str, str, int]] = []

    def one_page(self, anchor: str, what: str, words: int) -> None:
        """Note that what begins at `anchor` is meant for one page; if it takes more, `finish` says so."""
        self._one_page.append((anchor, what, words))

    def finish(self, notes: tuple[str, ...] = ()) -> Made:
        """Return the file. Nothing of the clock, the user or the machine is in it."""
        inner, pages = self.body.finish()
        parts = dict(self.shell.parts)
        section = self.shell.section
        if not self.around.cover:
            section = section.replace("<w:titlePg/>", "")
        parts["word/document.xml"] = "".join((ROOT, "<w:body>", inner, section, "</w:body></w:document>")).encode()
        parts["docProps/core.xml"] = self._properties().encode()
        if self.shell.own_furniture:
            if self.around.private:
                from exports.word.template import stamp_footers

                stamp_footers(parts, self.body.paragraph("footer", (self.body.text(PRIVATE),)))
        else:
            self._furnish(parts, pages.count)
        return Made(data=zipped(parts), pages=pages.count, notes=(*self.shell.notes, *notes, *self._overflows(pages)))

    def _overflows(self, pages: Pages) -> list[str]:
        out = []
        for anchor, what, words in self._one_page:
            taken = pages.ends.get(anchor, 0) - pages.of.get(anchor, 0) + 1
            if anchor in pages.ends and taken > 1:
                out.append(f"{_short(what)}: {words} words, {taken} pages instead of one.")
        return out

    def _furnish(self, parts: dict[str, bytes], count: int) -> None:
        body, around = self.body, self.around
        stamp = body.text(PRIVATE if around.private else "")
        number = (body.text("Page "), _field("PAGE", "1"), body.text(" of "), _field("NUMPAGES", str(count)))
        filled = {
            "word/header1.xml": ("hdr", "header", (body.text(around.left), TAB, body.text(around.right))),
            "word/footer1.xml": ("ftr", "footer", (stamp, TAB, *number)),
            "word/footer2.xml": ("ftr", "footer", (stamp,)),
        }
        for part, (tag, style, pieces) in filled.items():
            parts[part] = furniture(tag, body.paragraph(style, pieces)).encode()

    def _properties(self) -> str:
        at = f"{self.setting.prepared:%Y-%m-%d}T00:00:00Z"
        author = escape(self.setting.author[:255])
        category = PRIVATE_CATEGORY if self.around.private else SENT_CATEGORY
        return core(
            f"<dc:title>{escape(self.around.title[:255])}</dc:title><dc:creator>{author}</dc:creator>"
            f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
            f"<cp:category>{category}</cp:category><dc:language>{escape(self.setting.language)}</dc:language>"
        )


def _short(what: str) -> str:
    return what if len(what) <= _NOTED else f"{what[: _NOTED - 1].rstrip()}…”"


def _field(instruction: str, shown: str) -> Inline:
    return Inline(f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>', shown)
