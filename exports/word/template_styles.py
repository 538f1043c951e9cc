"""Styles of a user's file: found by name, ours copied in where theirs are missing, and measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from exports.word import ink
from exports.word.styles import STYLES, Metrics, metrics
from exports.word.stylesheet import W

NEEDED: Final = (*STYLES, "WB Table")
"""The names of the contract."""


def w(name: str) -> str:
    """Return `name` in the namespace of WordprocessingML."""
    return f"{{{W}}}{name}"


def names_of(document: Any) -> dict[str, str]:
    """Return style names in lower case with their ids; the built-in names are the same in every language."""
    found = {}
    for style in document.styles.element.iter(w("style")):
        name = style.find(w("name"))
        if name is not None:
            found[name.get(w("val"), "").lower()] = style.get(w("styleId"), "")
    return found


def ids_of(document: Any) -> dict[str, str]:
    """Return the id of every style of the contract in `document`."""
    names = names_of(document)
    return {name: names[name.lower()] for name in NEEDED}


def copy_missing(document: Any, ours: Any, missing: tuple[str, ...], width: float) -> None:
    """Copy our styles in, under ids that are free, based on the user's own where they have them."""
    target = document.styles.element
    colour = _heading_colour(document)
    theirs, mine = names_of(document), names_of(ours)
    by_id = {style.get(w("styleId")): style for style in ours.styles.element.iter(w("style"))}
    taken = {style.get(w("styleId")) for style in target.iter(w("style"))}
    rename: dict[str, str] = {}
    for name in missing:
        old = mine[name.lower()]
        new = old
        while new in taken:
            new += "WB"
        taken.add(new)
        rename[old] = new
    back = {ident: name for name, ident in mine.items()}
    for name in missing:
        made = deepcopy(by_id[mine[name.lower()]])
        made.set(w("styleId"), rename[mine[name.lower()]])
        made.attrib.pop(w("default"), None)
        for reference in made.iter(w("basedOn"), w("next"), w("link")):
            old = reference.get(w("val"))
            reference.set(w("val"), rename.get(old) or theirs.get(back.get(old, ""), "") or _default(target, made))
        _adapt(made, colour, width)
        target.append(made)
    _bullets(document, ours, rename.get("ListBullet"))


def _default(target: Any, style: Any) -> str:
    kind = style.get(w("type"))
    for each in target.iter(w("style")):
        if each.get(w("type")) == kind and each.get(w("default")) in ("1", "true"):
            return str(each.get(w("styleId")))
    return str(style.get(w("styleId")))


def _adapt(style: Any, colour: str, width: float) -> None:
    """Fit a copied style in: their headings' colour for ours (two palettes would stand side by side), their margin."""
    for found in list(style.iter(w("color"))):
        if found.get(w("val")) == ink.NAVY:
            if colour:
                found.set(w("val"), colour)
            else:
                found.getparent().remove(found)
    for tab in style.iter(w("tab")):
        if tab.get(w("val")) == "right":
            tab.set(w("pos"), str(round(width * 20)))


def _heading_colour(document: Any) -> str:
    """Return the colour of the user's own first heading, empty if it has none of its own."""
    for style in document.styles.element.iter(w("style")):
        name = style.find(w("name"))
        if name is not None and name.get(w("val"), "").lower() == "heading 1":
            colour = style.find(f"{w('rPr')}/{w('color')}")
            found = colour.get(w("val"), "") if colour is not None else ""
            return found if len(found) == 6 else ""
    return ""


def _bullets(document: Any, ours: Any, style_id: str | None) -> None:
    """Give a copied bullet style a list of its own in the user's numbering."""
    if style_id is None:
        return
    numbering = document.part.numbering_part.element if _has_numbering(document) else None
    style = next(each for each in document.styles.element.iter(w("style")) if each.get(w("styleId")) == style_id)
    if numbering is None:
        for number in list(style.iter(w("numPr"))):
            number.getparent().remove(number)
        return
    source = ours.part.numbering_part.element
    lists = [int(each.get(w("abstractNumId"))) for each in numbering.iter(w("abstractNum"))]
    numbers = [int(each.get(w("numId"))) for each in numbering.iter(w("num"))]
    abstract, number = max(lists, default=-1) + 1, max(numbers, default=0) + 1
    shape = deepcopy(source.find(w("abstractNum")))
    shape.set(w("abstractNumId"), str(abstract))
    for named in shape.iter(w("pStyle")):
        named.set(w("val"), style_id)
    first = numbering.find(w("num"))
    if first is not None:
        first.addprevious(shape)
    else:
        numbering.append(shape)
    used = deepcopy(source.find(w("num")))
    used.set(w("numId"), str(number))
    used.find(w("abstractNumId")).set(w("val"), str(abstract))
    numbering.findall(w("num"))[-1].addnext(used) if numbers else numbering.append(used)
    for reference in style.iter(w("numId")):
        reference.set(w("val"), str(number))


def _has_numbering(document: Any) -> bool:
    return any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values())


def font_of(document: Any) -> str:
    """Return the font of running text: of Normal, else the document's default, else of the theme."""
    root = document.styles.element
    normal = next(
        (
            each
            for each in root.iter(w("style"))
            if each.get(w("default")) == "1" and each.get(w("type")) == "paragraph"
        ),
        None,
    )
    places = [normal] if normal is not None else []
    defaults = root.find(w("docDefaults"))
    places += [defaults] if defaults is not None else []
    for place in places:
        fonts = next(place.iter(w("rFonts")), None)
        if fonts is None:
            continue
        if fonts.get(w("ascii")):
            return str(fonts.get(w("ascii")))
        if fonts.get(w("asciiTheme")):
            return _theme_font(document, minor="minor" in fonts.get(w("asciiTheme")))
    return "Times New Roman"


def _theme_font(document: Any, *, minor: bool) -> str:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/theme"):
            wanted = b"minorFont" if minor else b"majorFont"
            found = re.search(
                rb"<a:" + wanted + rb">.*?<a:latin typeface=\"([^\"]+)\"", relation.target_part.blob, re.DOTALL
            )
            if found:
                return found.group(1).decode("utf-8", "replace")
    return "Times New Roman"


def measures_of(document: Any) -> Mapping[str, Metrics]:
    """Return the measures of the user's styles: what they set themselves, over what their basis sets."""
    by_id = {style.get(w("styleId")): style for style in document.styles.element.iter(w("style"))}
    defaults = document.styles.element.find(w("docDefaults"))
    ground = _over(Metrics(size=10.0, after=0.0, line=1.0), defaults)
    ids = ids_of(document)
    out = {}
    for name, style in STYLES.items():
        if style.kind != "paragraph":
            continue
        chain: list[Any] = []
        ident: str | None = ids[name]
        while ident in by_id and len(chain) < 12:
            chain.append(by_id[ident])
            based = by_id[ident].find(w("basedOn"))
            ident = based.get(w("val")) if based is not None else None
        shape = ground
        for element in reversed(chain):
            shape = _over(shape, element)
        out[name] = replace(shape, framed=metrics(name).framed)
    return out


def _over(shape: Metrics, element: Any) -> Metrics:
    if element is None:
        return shape
    changed: dict[str, Any] = {}
    size = next(element.iter(w("sz")), None)
    if size is not None and size.get(w("val"), "").isdigit():
        changed["size"] = int(size.get(w("val"))) / 2
    bold = next(element.iter(w("b")), None)
    if bold is not None:
        changed["bold"] = bold.get(w("val")) not in ("0", "false")
    spacing = next(element.iter(w("spacing")), None)
    if spacing is not None and spacing.getparent().tag == w("pPr"):
        for name in ("before", "after"):
            if spacing.get(w(name), "").isdigit():
                changed[name] = int(spacing.get(w(name))) / 20
        if spacing.get(w("line"), "").isdigit() and spacing.get(w("lineRule"), "auto") == "auto":
            changed["line"] = int(spacing.get(w("line"))) / 240
    indent = next(element.iter(w("ind")), None)
    if indent is not None:
        for name, field in (("left", "left"), ("start", "left"), ("hanging", "hanging")):
            if indent.get(w(name), "").lstrip("-").isdigit():
                changed[field] = int(indent.get(w(name))) / 20
    if next(element.iter(w("keepNext")), None) is not None:
        changed["keep_next"] = True
    if next(element.iter(w("keepLines")), None) is not None:
        changed["keep_lines"] = True
    return replace(shape, **changed) if changed else shape
