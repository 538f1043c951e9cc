"""The user's own .docx or .dotx as the base: their fonts, colours, margins, headers and logo; our structure.

The contract is by style *name*: ids are localised ("berschrift1" is "heading 1" in a German file). Styles of ours
that the file lacks are copied in and reported. Its body is dropped; its page size, headers and footers stay.
Where the fonts are not ones whose widths we know, no page numbers are written: a wrong number is worse than none.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exports.contents import Setting
from exports.reading import parsed, parts_of
from exports.word.base import base_document
from exports.word.package import Furniture, Sheets
from exports.word.shell import Shell
from exports.word.styles import STYLES
from exports.word.stylesheet import W
from exports.word.template_styles import NEEDED, copy_missing, font_of, ids_of, measures_of, names_of, w
from exports.word.widths import font
from workbench.errors import BadInput

_MOST: Final = 10_000_000
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a template has and lacks."""

    has: tuple[str, ...]
    copied: tuple[str, ...]
    """Names of our styles that it lacks; they are copied in when it is used."""
    font: str
    measured: bool
    """Whether the widths of its font are known, so that page numbers can be true."""
    paper: str
    faults: tuple[str, ...] = ()


def new_template(setting: Setting) -> bytes:
    """Return a template with every style of the contract, to be changed in Word: a page that shows them all."""
    sheets = Sheets(setting, Furniture(title="Template", left="Template", right="Header", cover=False))
    body = sheets.body
    body.para("Title", body.text("Title"))
    body.para("Subtitle", body.text("Subtitle"))
    for style in STYLES.values():
        if style.kind == "paragraph" and style.name not in ("Normal", "Title", "Subtitle") and style.outline is None:
            body.para(style.name, body.text(f"{style.name}: change this style, not this text."))
    for level in (1, 2, 3):
        body.para(f"heading {level}", body.text(f"Heading {level}"))
    body.para("Normal", body.text("Running text: change the fonts of the document, or the style Normal."))
    return sheets.finish().data


def read_template(path: Path) -> bytes:
    """Return a template's bytes as a .docx. Raises `BadInput` for what is none."""
    try:
        if path.stat().st_size > _MOST:
            raise BadInput(f"{path.name} is larger than 10 MB.", do="Take large pictures out of the template.")
        data = path.read_bytes()
    except OSError as fault:
        raise BadInput(f"{path} cannot be read ({fault.strerror or fault}).", do="Name another template.") from fault
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > 1000 or sum(info.file_size for info in listed) > 50_000_000:
                raise BadInput(f"{path.name} unpacks to more than a template should.", do="Name another template.")
            parts = {info.filename: archive.read(info) for info in listed}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise BadInput(f"{path.name} is no Word file.", do="Save it as .docx or .dotx in Word.") from fault
    kinds = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in parts):
        raise BadInput(f"{path.name} holds macros.", do="Save it as .docx or .dotx without macros.")
    for other in _OTHERS:
        kinds = kinds.replace(other, _MAIN)
    parts["[Content_Types].xml"] = kinds.encode()
    from exports.word.base import zipped

    return zipped(parts)


def check_template(path: Path) -> Checked:
    """Return what a template has of the contract. Raises `BadInput`."""
    return _opened(path)[0]


def template_shell(path: Path, setting: Setting) -> Shell:
    """Return a user's file as a shell. Raises `BadInput`."""
    checked, document, copied = _opened(path, setting)
    section = document.sections[-1]
    wide = (section.page_width - section.left_margin - section.right_margin) / 12700
    tall = (section.page_height - section.top_margin - section.bottom_margin) / 12700
    body = document.element.body
    ours = body.sectPr
    for child in list(body):
        if child is not ours:
            body.remove(child)
    _language(document, setting.language)
    _footers(document)
    from lxml import etree

    held = io.BytesIO()
    document.save(held)
    notes = []
    if copied:
        notes.append(
            f"{path.name} lacks {len(copied)} styles; ours were taken: {', '.join(copied[:6])}"
            f"{' …' if len(copied) > 6 else ''}."
        )
    if not checked.measured:
        notes.append(
            f"The widths of {checked.font} are not known here, so there are no page numbers in the contents list."
        )
    return Shell(
        parts=_parts(held.getvalue()),
        section=etree.tostring(ours).decode(),
        width=wide,
        height=tall,
        font=font(checked.font) if checked.measured else None,
        ids=ids_of(document),
        measures=measures_of(document),
        own_furniture=True,
        notes=tuple(notes),
    )


def _opened(path: Path, setting: Setting | None = None) -> tuple[Checked, Any, tuple[str, ...]]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document: Any = docx.Document(io.BytesIO(read_template(path)))
        section = document.sections[-1]
        size = (section.page_width, section.page_height, section.left_margin, section.right_margin)
        usable = all(size) and section.page_width > section.left_margin + section.right_margin + 72 * 12700
    except (KeyError, ValueError, IndexError, PackageNotFoundError, AttributeError, SyntaxError) as fault:
        raise BadInput(f"{path.name} is no Word file that can be used.", do="Open and save it in Word.") from fault
    if not usable:
        raise BadInput(f"{path.name} says no page size and margins.", do="Set them in Word, under Layout.")
    names = names_of(document)
    has = tuple(name for name in NEEDED if name.lower() in names)
    missing = tuple(name for name in NEEDED if name.lower() not in names)
    ours: Any = docx.Document(io.BytesIO(base_document("a4", setting.language if setting else "en-GB")))
    width = (section.page_width - section.left_margin - section.right_margin) / 12700
    copy_missing(document, ours, missing, width)
    used = font_of(document)
    wide, tall = round(section.page_width / 360000, 1), round(section.page_height / 360000, 1)
    return (
        Checked(has=has, copied=missing, font=used, measured=font(used) is not None, paper=f"{wide} × {tall} cm"),
        document,
        missing,
    )


def _language(document: Any, language: str) -> None:
    """Say the language where the file does not: the lint wants it, and a screen reader."""
    root = document.styles.element
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    from docx.oxml import parse_xml

    if defaults is None:
        old = root.find(w("docDefaults"))
        if old is not None:
            root.remove(old)
        root.insert(
            0,
            parse_xml(
                f'<w:docDefaults xmlns:w="{W}"><w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr>'
                "</w:rPrDefault></w:docDefaults>"
            ),
        )
        return
    found = defaults.find(w("lang"))
    if found is None:
        defaults.append(parse_xml(f'<w:lang xmlns:w="{W}" w:val="{language}"/>'))
    elif not found.get(w("val")):
        found.set(w("val"), language)


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a user's file as they are used: mode 15, no fields renewed on opening, no thumbnail."""
    parts = parts_of(data)
    settings = parts.get("word/settings.xml")
    if settings is not None:
        root = parsed(settings)
        for element in list(root.iter(w("updateFields"), w("attachedTemplate"), w("documentProtection"))):
            element.getparent().remove(element)
        _modern(root)
        from lxml import etree

        parts["word/settings.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        parts.pop("word/_rels/settings.xml.rels", None)
    return parts


def _modern(root: Any) -> None:
    from lxml import etree

    compat = root.find(w("compat"))
    if compat is None:
        after = ("defaultTabStop", "characterSpacingControl", "footnotePr", "endnotePr")
        compat = etree.Element(w("compat"))
        marks = [child for child in root if child.tag in {w(name) for name in after}]
        if marks:
            marks[-1].addnext(compat)
        else:
            root.insert(0, compat)
    for setting in list(compat.iter(w("compatSetting"))):
        if setting.get(w("name")) == "compatibilityMode":
            compat.remove(setting)
    mode = etree.SubElement(compat, w("compatSetting"))
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(w(name), value)


def stamp_footers(parts: dict[str, bytes], paragraph: str) -> None:
    """Put the private stamp (a finished paragraph) into every footer of a user's package."""
    from lxml import etree

    stamp = parsed(paragraph.replace("<w:p>", f'<w:p xmlns:w="{W}">', 1).encode())
    for name, held in list(parts.items()):
        if name.startswith("word/footer") and name.endswith(".xml"):
            root = parsed(held)
            if root.tag == w("ftr"):
                root.append(parsed(etree.tostring(stamp)))
                parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _footers(document: Any) -> None:
    """See to it that every kind of page has a footer that can be stamped."""
    section = document.sections[-1]
    wanted = [section.footer]
    if section.different_first_page_header_footer:
        wanted.append(section.first_page_footer)
    if document.settings.odd_and_even_pages_header_footer:
        wanted.append(section.even_page_footer)
    for footer in wanted:
        if footer.is_linked_to_previous:
            footer.is_linked_to_previous = False
