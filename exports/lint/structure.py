"""Is it a Word file that Word opens without a repair? Each rule was broken on purpose once, see the tests."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from exports.lint.fault import DRAWING, MAIN, REL, Fault, Opened, R, w
from exports.reading import parsed
from exports.word.stylesheet import W

_ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "cellIns cellDel cellMerge tcPrChange",
}
"""The schema's order of children. What stands out of it Word drops without a word."""
_RANKS: Final = {w(kind): {w(name): rank for rank, name in enumerate(names.split())} for kind, names in _ORDER.items()}
_PROPERTIES: Final = tuple(
    re.compile(rb"<w:%b>(?:[^<]*<(?!/w:%b>)[^>]*>)*+[^<]*</w:%b>" % (name, name, name))
    for name in (b"pPr", b"rPr", b"tblPr", b"tcPr")
)
_PREFIX: Final = re.compile(rf'xmlns:(\w+)="{re.escape(R)}"'.encode())
_NAME: Final = re.compile(r"[^\W\d][\w.]{0,39}")
_PAGEREF: Final = re.compile(r"\s*(?:PAGEREF|REF)\s+(\S+)")


def structure(opened: Opened) -> list[Fault]:
    """Return the faults of package and markup."""
    faults = [*_package(opened)]
    if any(fault.grave for fault in faults):
        return faults
    faults += _settings(opened)
    faults += _styles(opened)
    ids: Counter[str] = Counter()
    anchors: set[str] = set()
    for part, root in opened.stories.items():
        faults += _text(opened, part, root, ids, anchors)
    faults += _links(opened, anchors)
    faults += [
        Fault(rule="ids", part=MAIN, text=f"two drawings or controls share the id {key}.")
        for key, count in ids.items()
        if count > 1
    ]
    return faults


def _package(opened: Opened) -> Iterator[Fault]:
    for part, why in opened.broken.items():
        yield Fault(rule="xml", part=part, text=f"the part {part} is not well-formed ({why}).", grave=True)
    for part in opened.parts:
        if part.startswith("/") or ".." in part.split("/"):
            yield Fault(rule="names", part=part, text=f"the part name {part} leaves the package.", grave=True)
    types = opened.roots.get("[Content_Types].xml")
    if types is None or MAIN not in opened.roots:
        yield Fault(rule="package", part=MAIN, text="the package has no content types or no document.", grave=True)
        return
    overrides = {element.get("PartName", "").lstrip("/") for element in types if element.tag.endswith("Override")}
    defaults = {element.get("Extension", "").lower() for element in types if element.tag.endswith("Default")}
    for part in opened.parts:
        if part != "[Content_Types].xml" and part not in overrides and part.rpartition(".")[2].lower() not in defaults:
            yield Fault(rule="types", part=part, text=f"the part {part} has no content type.")
    for missing in sorted(overrides - set(opened.parts)):
        yield Fault(rule="types", part=missing, text=f"a content type names the part {missing}, which is not there.")
    for part, root in opened.roots.items():
        if part.endswith(".rels"):
            yield from _relationships(opened, part, root)


def _relationships(opened: Opened, part: str, root: Any) -> Iterator[Fault]:
    folder = posixpath.dirname(posixpath.dirname(part))
    names: Counter[str] = Counter()
    for element in root.iter(f"{{{REL}}}Relationship"):
        names[element.get("Id", "")] += 1
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target", "")
        found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if found not in opened.parts:
            yield Fault(rule="relationships", part=part, text=f"{part} points at {target}, which is not there.")
    yield from (
        Fault(rule="relationships", part=part, text=f"{part} uses the id {name} twice.")
        for name, count in names.items()
        if count > 1
    )
    source = posixpath.join(folder, posixpath.basename(part).removesuffix(".rels"))
    owner = opened.roots.get(source)
    if owner is not None:
        used = _relationship_ids(opened.parts[source])
        for name in sorted(used - set(names)):
            yield Fault(
                rule="relationships", part=source, text=f"{source} uses the relationship {name}, which is not there."
            )


def _relationship_ids(held: bytes) -> set[str]:
    """Return every relationship id that a part uses, found in its bytes: reading each attribute would take longer."""
    found: set[str] = set()
    for prefix in set(_PREFIX.findall(held)):
        # The pattern begins with plain letters, so that the search may leap from one to the next.
        used = re.compile(re.escape(prefix) + rb':(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]*)"')
        found |= {name.decode() for name in used.findall(held)}
    return found


def _settings(opened: Opened) -> Iterator[Fault]:
    root = opened.roots.get("word/settings.xml")
    if root is None:
        return
    if root.find(w("updateFields")) is not None:
        yield Fault(rule="fields", part="word/settings.xml", text="Word would ask about fields on opening.")
    modes = [
        setting.get(w("val"))
        for setting in root.iter(w("compatSetting"))
        if setting.get(w("name")) == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield Fault(rule="compatibility", part="word/settings.xml", text="Word would open it in compatibility mode.")


def _styles(opened: Opened) -> Iterator[Fault]:
    root = opened.roots.get("word/styles.xml")
    if root is None:
        yield Fault(rule="styles", part="word/styles.xml", text="it has no styles.")
        return
    known = opened.style_kinds
    if len(known) != len(list(root.iter(w("style")))):
        yield Fault(rule="styles", part="word/styles.xml", text="two styles share an id.")
    for element in root.iter(w("basedOn"), w("next"), w("link")):
        if element.get(w("val")) not in known:
            yield Fault(
                rule="styles",
                part="word/styles.xml",
                text=f"a style refers to {element.get(w('val'))}, which is not there.",
            )
    yield from _ranks("word/styles.xml", root)


def _ranks(part: str, root: Any) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for element in root.iter(*_RANKS):
        seen.add((element.tag, *[child.tag for child in element]))
    yield from _misplaced(part, seen)


def _misplaced(part: str, shapes: Iterable[tuple[str, ...]]) -> Iterator[Fault]:
    for shape in sorted(shapes):
        rank = _RANKS[shape[0]]
        order = [rank.get(tag, -1 if not tag.startswith(w("")) else 999) for tag in shape[1:]]
        own = [place for place in order if place >= 0]
        if own != sorted(own) or len(own) != len(set(own)) or 999 in own:
            kind = shape[0].rpartition("}")[2]
            yield Fault(
                rule="order",
                part=part,
                text=f"the properties of a {kind} stand out of order; Word would drop some.",
            )


def _ranks_of_text(opened: Opened, part: str, root: Any) -> Iterator[Fault]:
    """Check the properties of running text: each distinct one once, for a long document repeats a few."""
    if root.prefix != "w":
        yield from _ranks(part, root)
        return
    held = opened.parts[part]
    distinct = b"".join(sorted({found for ask in _PROPERTIES for found in ask.findall(held)}))
    wrapped = b'<w:x xmlns:w="' + W.encode() + b'"' + _namespaces(root) + b">" + distinct + b"</w:x>"
    yield from _ranks(part, parsed(wrapped))


def _namespaces(root: Any) -> bytes:
    return b"".join(
        f' xmlns:{prefix}="{uri}"'.encode() for prefix, uri in root.nsmap.items() if prefix not in (None, "w")
    )


def _text(opened: Opened, part: str, root: Any, ids: Counter[str], anchors: set[str]) -> Iterator[Fault]:
    yield from _references(opened, part)
    yield from _ranks_of_text(opened, part, root)
    yield from _fields(part, opened.all(part, w("fldChar")))
    yield from _bookmarks(part, opened, anchors)
    whole = _cells_are_whole(opened.parts[part])
    for table in opened.all(part, w("tbl")):
        yield from _table(part, table, whole=whole)
    for element in opened.all(part, DRAWING):
        ids[f"drawing {element.get('id')}"] += 1
    for element in opened.all(part, w("sdtPr")):
        name = element.find(w("id"))
        if name is not None:
            ids[f"control {name.get(w('val'))}"] += 1
    if part == MAIN:
        body = root.find(w("body"))
        last = body[-1].tag if body is not None and len(body) else ""
        if last != w("sectPr"):
            yield Fault(rule="section", part=part, text="the document does not end with its page settings.")


def _references(opened: Opened, part: str) -> Iterator[Fault]:
    wanted = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    used = opened.styles_used(part) | {
        ("tblStyle", element.get(w("val"), "")) for element in opened.all(part, w("tblStyle"))
    }
    for kind, name in sorted(used):
        if opened.style_kinds.get(name) != wanted[kind]:
            yield Fault(rule="styles", part=part, text=f"the {wanted[kind]} style {name} is used, but not there.")
    numbering = opened.roots.get("word/numbering.xml")
    numbers = {element.get(w("numId")) for element in numbering.iter(w("num"))} if numbering is not None else set()
    for name in sorted({element.get(w("val"), "") for element in opened.all(part, w("numId"))} - {"0"}):
        if name not in numbers:
            yield Fault(rule="numbering", part=part, text=f"the list {name} is used, but not there.")


def _fields(part: str, marks: Sequence[Any]) -> Iterator[Fault]:
    stack: list[str] = []
    for element in marks:
        kind = element.get(w("fldCharType"))
        if element.get(w("dirty")):
            yield Fault(rule="fields", part=part, text="Word would ask about a field on opening.")
        if kind == "begin":
            stack.append("begin")
        elif kind == "separate":
            if not stack or stack[-1] != "begin":
                yield Fault(rule="fields", part=part, text="a field is separated that was not begun.")
            else:
                stack[-1] = "separate"
        elif not stack:
            yield Fault(rule="fields", part=part, text="a field ends that was not begun.")
        else:
            stack.pop()
    if stack:
        yield Fault(rule="fields", part=part, text="a field is not closed.")


def _bookmarks(part: str, opened: Opened, anchors: set[str]) -> Iterator[Fault]:
    open_ids: Counter[str] = Counter()
    for element in opened.all(part, w("bookmarkEnd")):
        open_ids[element.get(w("id"), "")] -= 1
    for element in opened.all(part, w("bookmarkStart")):
        open_ids[element.get(w("id"), "")] += 1
        title = element.get(w("name"), "")
        if title in anchors:
            yield Fault(rule="bookmarks", part=part, text=f"the bookmark {title} stands twice.")
        if not _NAME.fullmatch(title):
            yield Fault(rule="bookmarks", part=part, text=f"“{title}” cannot be the name of a bookmark.")
        anchors.add(title)
    if any(open_ids.values()):
        yield Fault(rule="bookmarks", part=part, text="a bookmark is not closed, or two share an id.")


def _links(opened: Opened, anchors: set[str]) -> Iterator[Fault]:
    for part in opened.stories:
        links = opened.all(part, w("hyperlink"))
        wanted = {name for element in links if (name := element.get(w("anchor")))}
        for element in (*opened.all(part, w("fldSimple")), *opened.all(part, w("instrText"))):
            found = _PAGEREF.match(element.get(w("instr")) or element.text or "")
            if found:
                wanted.add(found.group(1))
        for name in sorted(wanted - anchors):
            yield Fault(rule="links", part=part, text=f"a link leads to {name}, which is not there.")


def _cells_are_whole(held: bytes) -> bool:
    """Tell whether every cell ends with a paragraph, as far as the bytes show it; if not, each is looked at."""
    return held.count(b"</w:tc>") == held.count(b"</w:p></w:tc>") and b"<w:tc/>" not in held


@cache
def _asked(question: str) -> Any:
    """Return a question in XPath, made ready once: thousands of cells are looked at without coming into Python."""
    from lxml import etree

    return etree.XPath(f"boolean({question})", namespaces={"w": W})


def _table(part: str, table: Any, *, whole: bool) -> Iterator[Fault]:
    """Yield the faults of one table; `whole` if it is known that every cell ends with a paragraph."""
    grid = table.find(w("tblGrid"))
    if grid is None or not len(grid):
        yield Fault(rule="tables", part=part, text="a table has no grid.")
    if table.find(w("tr")) is None:
        yield Fault(rule="tables", part=part, text="a table has no row.")
    if _asked("w:tr[count(w:tc) != count(../w:tblGrid/*)]")(table):
        yield Fault(rule="tables", part=part, text="a row has another number of cells than its table.")
    if not whole and _asked("w:tr/w:tc[not(*[last()][self::w:p])]")(table):
        yield Fault(
            rule="tables", part=part, text="a cell does not end with a paragraph, and Word would refuse the file."
        )
    following = table.getnext()
    if following is not None and following.tag == w("tbl"):
        yield Fault(rule="tables", part=part, text="two tables follow each other and would merge.")
