"""Can it be used without seeing it? Title, language, headings in steps, heads of tables, alternative texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from exports.lint.fault import DRAWING, MAIN, Fault, Opened, w

_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def accessibility(opened: Opened) -> list[Fault]:
    """Return what would keep somebody out."""
    faults = [*_document(opened), *_headings(opened)]
    for part in opened.stories:
        if any(opened.all(part, w(name)) for name in ("gridSpan", "vMerge", "hMerge")):
            faults.append(_merged(part))
        for table in opened.all(part, w("tbl")):
            faults += _table(part, table)
        for drawing in opened.all(part, DRAWING):
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
    for name, words in opened.paragraphs_in(MAIN, levels):
        level = levels[name]
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


def _merged(part: str) -> Fault:
    return Fault(rule="merged cells", part=part, text="a table has merged cells, which screen readers lose.")
