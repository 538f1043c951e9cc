"""Is it stamped if it is private, and free of everything private if it is to be sent?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

from exports.contents import Withheld
from exports.disclosure import Screen
from exports.lint.fault import MAIN, Fault, Opened, w
from exports.reading import APART, paragraphs, texts_of
from exports.word.package import PRIVATE, PRIVATE_CATEGORY

_PRIVATE_STYLES: Final = ("WB Stamp", "WB Gap", "WB Note")
_TRACES: Final = {
    "ins": "a tracked insertion",
    "del": "a tracked deletion",
    "commentReference": "a comment",
    "vanish": "hidden text",
}
_CATEGORY: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category"
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DASHES: Final = dict.fromkeys(range(0x2010, 0x2016), "-")
_SPACE: Final = re.compile(r"\s+")


def privacy(
    opened: Opened, data: bytes, *, private: bool | None, withheld: Sequence[Withheld], screen: Screen | None, name: str
) -> list[Fault]:
    """Return what must not go out, and a missing stamp."""
    faults: list[Fault] = []
    if private:
        faults += _stamped(opened)
    elif private is not None:
        faults += _free(opened)
    texts = (
        list(texts_of(data, name, opened.roots)) if withheld or (screen is not None and screen.level != "full") else []
    )
    if withheld:
        faults += withheld_faults(texts, withheld)
    if screen is not None:
        for place, text in texts:
            for leak in screen.leaks(text)[:1]:
                faults.append(
                    Fault(
                        rule="leaks",
                        part=place,
                        text=f"a confidential term (“{leak.words}”) stands in {place}.",
                        do="Give the term a stand-in that does not hold another term, or take it out of the text.",
                    )
                )
    return faults


def _category(opened: Opened) -> str:
    core = opened.roots.get("docProps/core.xml")
    return (core.findtext(_CATEGORY) or "") if core is not None else ""


def _stamped(opened: Opened) -> Iterator[Fault]:
    if _category(opened) != PRIVATE_CATEGORY:
        yield Fault(
            rule="stamp",
            part="docProps/core.xml",
            text="the document does not say in its properties that it is private.",
        )
    if PRIVATE not in "\n".join(_first_page(opened.roots[MAIN])):
        yield Fault(rule="stamp", part=MAIN, text="the first page is not stamped as private.")
    for part, root in opened.stories.items():
        if root.tag == w("ftr") and PRIVATE not in "\n".join(paragraphs(root)):
            yield Fault(rule="stamp", part=part, text="a footer is not stamped as private.")


def _first_page(root: Any) -> list[str]:
    out = []
    for number, text in enumerate(paragraphs(root)):
        if number == 12:
            break
        out.append(text)
    return out


def _free(opened: Opened) -> Iterator[Fault]:
    if _category(opened) == PRIVATE_CATEGORY:
        yield Fault(rule="private", part="docProps/core.xml", text="the properties call the document private.")
    names = {}
    for style in opened.roots["word/styles.xml"].iter(w("style")):
        title = style.find(w("name"))
        names[style.get(w("styleId"))] = title.get(w("val")) if title is not None else ""
    for part, root in opened.stories.items():
        used = {names.get(name) for kind, name in opened.styles_used(part) if kind == "pStyle"}
        for name in _PRIVATE_STYLES:
            if name in used:
                yield Fault(
                    rule="private", part=part, text=f"something is marked private ({name}) in a document to be sent."
                )
        for tag, what in _TRACES.items():
            if opened.all(part, w(tag)):
                yield Fault(rule="private", part=part, text=f"there is {what} in a document to be sent.")
        if PRIVATE.casefold() in APART.join(paragraphs(root)).casefold():
            yield Fault(rule="private", part=part, text="a private page is in a document to be sent.")


def _plain(text: str) -> str:
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES)
    return _SPACE.sub(" ", text.replace("’", "'").replace("“", '"').replace("”", '"')).strip().casefold()


def withheld_faults(texts: Sequence[tuple[str, str]], withheld: Sequence[Withheld]) -> Iterator[Fault]:
    """Yield each withheld wording that stands in a text, with its place; spaces, case and quote signs do not matter."""
    plain = [(place, _plain(text)) for place, text in texts]
    for secret in withheld:
        wanted = _plain(secret.words).strip(" .")
        if not wanted:
            continue
        found = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
        for place, text in plain:
            if found.search(text):
                yield Fault(
                    rule="withheld",
                    part=place,
                    text=f"“{secret.words[:80]}” stands in {place}, and that is {secret.what}.",
                    do="Change the wording in the bank, then export again.",
                )
                break
