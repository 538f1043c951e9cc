"""Can it be used without seeing it? Title, language, headings in steps, heads of tables, alternative texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from exports.lint.fault import MAIN, Fault, Opened, w

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def accessibility(opened: Opened) -> list[Fault]:
    """Return what would keep somebody out."""
    faults = [*_document(opened), *_headings(opened)]
    for part, root in opened.stories.items():
        for table in root.iter(w("tbl")):
            faults += _table(part, table)
        for drawing in root.iter(_DRAWING):
            if not (drawing.get("descr") or "").strip():
                faults.append(Fault(rule="alternative text", part=part, text="a picture has no alternative text."))
    return faults


def _document(opened: Opened) -> Iterator[Fault]:
    core = opened.roots.get("docProps/core.xml")
    title = core.findtext(f"{_DC}title") if core is not None else None
    if not (title or "").strip():
        yield Fault(rule="title", part="docProps/core.xml", text="the document has no title.")
    styles = opened.roots.get("word/styles.xml")
    language = (
        styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}") if styles is not None else None
    )
    if language is None or not language.get(w("val")):
        yield Fault(rule="language", part="word/styles.xml", text="the document does not say its language.")


def _headings(opened: Opened) -> Iterator[Fault]:
    levels = opened.heading_levels
    last = 0
    key = w("val")
    for style in opened.roots[MAIN].iter(w("pStyle")):
        level = levels.get(style.get(key))
        if level is None:
            continue
        paragraph = style.getparent().getparent()
        words = "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
        if not words:
            yield Fault(rule="headings", part=MAIN, text="a heading is empty.")
        if level > last + 1:
            yield Fault(rule="headings", part=MAIN, text=f"the heading “{words[:60]}” skips a level.")
        last = level


def _table(part: str, table: Any) -> Iterator[Fault]:
    if table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is None:
        yield Fault(rule="table heads", part=part, text="a table has no head that is repeated.")
    properties = table.find(w("tblPr"))
    caption = properties.find(w("tblCaption")) if properties is not None else None
    if caption is None or not caption.get(w("val"), "").strip():
        yield Fault(rule="table captions", part=part, text="a table has no caption for screen readers.")
    if next(table.iter(w("gridSpan"), w("vMerge"), w("hMerge")), None) is not None:
        yield Fault(rule="merged cells", part=part, text="a table has merged cells, which screen readers lose.")
