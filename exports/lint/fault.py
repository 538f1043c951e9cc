"""What the lint finds, and the opened file that it looks at."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from exports.reading import parsed, parts_of
from exports.word.stylesheet import W

REL: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Final = "word/document.xml"


@cache
def w(name: str) -> str:
    """Return `name` in the namespace of WordprocessingML."""
    return f"{{{W}}}{name}"


DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STYLE: Final = re.compile(rb'<w:(pStyle|rStyle) w:val="([^"]*)"')
_LEVELS: Final = frozenset("012345678")
"""Outline levels that make a heading; 9 is running text."""
_WORDS: Final = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_WATCHED: Final = (
    "tbl tblStyle numId hyperlink fldSimple instrText fldChar bookmarkStart bookmarkEnd sdtPr gridSpan vMerge hMerge "
    "ins del commentReference vanish"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: the rule, the part of the package, a plain sentence. A `grave` one hides others."""

    rule: str
    part: str
    text: str
    do: str = ""
    grave: bool = False


@dataclass
class Opened:
    """A Word file, each of its parts parsed once."""

    parts: dict[str, bytes]
    roots: dict[str, Any] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    _used: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    @staticmethod
    def of(data: bytes) -> Opened:
        """Open `data`. Raises `Damaged` if it is no zip."""
        from lxml import etree

        opened = Opened(parts_of(data))
        for name, held in opened.parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    opened.roots[name] = parsed(held)
                except etree.XMLSyntaxError as fault:
                    opened.broken[name] = str(fault)
        return opened

    @cached_property
    def stories(self) -> dict[str, Any]:
        """Return the roots of every part that holds running text: document, headers, footers, notes, comments."""
        kinds = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")
        return {name: root for name, root in self.roots.items() if root.tag in {w(kind) for kind in kinds}}

    @cached_property
    def _watched(self) -> dict[str, dict[str, list[Any]]]:
        # One walk over each part for all rules: a long document has half a million elements.
        tags = (*(w(name) for name in _WATCHED.split()), DRAWING)
        out: dict[str, dict[str, list[Any]]] = {}
        for part, root in self.stories.items():
            held: dict[str, list[Any]] = {tag: [] for tag in tags}
            for element in root.iter(*tags):
                held[element.tag].append(element)
            out[part] = held
        return out

    def all(self, part: str, tag: str) -> list[Any]:
        """Return the elements of one watched tag in a part of running text, in order."""
        return self._watched[part][tag]

    def styles_used(self, part: str) -> set[tuple[str, str]]:
        """Return ("pStyle" or "rStyle", id) of every style that a part of running text uses."""
        if part not in self._used:
            self._used[part] = self._styles_used(part)
        return self._used[part]

    def _styles_used(self, part: str) -> set[tuple[str, str]]:
        if self.roots[part].prefix == "w":
            used = set(_STYLE.findall(self.parts[part]))
            return {(kind.decode(), html.unescape(name.decode())) for kind, name in used}
        wanted = {w("pStyle"): "pStyle", w("rStyle"): "rStyle"}
        return {(wanted[each.tag], each.get(w("val"), "")) for each in self.roots[part].iter(*wanted)}

    def paragraphs_in(self, part: str, styles: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the style and the words of each paragraph in one of `styles`, given by their ids, in order."""
        root, held = self.roots[part], self.parts[part]
        if root.prefix != "w":
            for style in root.iter(w("pStyle")):
                name = style.get(w("val"), "")
                if name in styles:
                    paragraph = style.getparent().getparent()
                    yield name, "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
            return
        names = b"|".join(re.escape(html.escape(name).encode()) for name in styles)
        for found in re.finditer(rb'<w:pStyle w:val="(%b)"' % names, held) if styles else ():
            words = b"".join(_WORDS.findall(held, found.end(), held.index(b"</w:p>", found.end())))
            yield html.unescape(found[1].decode()), html.unescape(words.decode()).strip()

    @cached_property
    def style_kinds(self) -> dict[str, str]:
        """Return the ids of all styles with their type."""
        root = self.roots.get("word/styles.xml")
        if root is None:
            return {}
        return {style.get(w("styleId"), ""): style.get(w("type"), "") for style in root.iter(w("style"))}

    @cached_property
    def heading_levels(self) -> dict[str, int]:
        """Return the ids of the heading styles, those by name and those by outline, with their level, from 1."""
        root = self.roots.get("word/styles.xml")
        if root is None:
            return {}
        out = {}
        for style in root.iter(w("style")):
            name = style.find(w("name"))
            words = (name.get(w("val"), "") if name is not None else "").lower()
            outline = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            if words.startswith("heading ") and words[8:].isdigit():
                out[style.get(w("styleId"), "")] = int(words[8:])
            elif outline is not None and outline.get(w("val")) in _LEVELS:
                out[style.get(w("styleId"), "")] = int(outline.get(w("val"))) + 1
        return out
