"""A user's own file as the base: three that have little in common, and some that cannot be used."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from exports.contents import Dossier
from exports.lint import lint, pass_or_refuse
from exports.reading import parts_of, texts_of
from exports.word.base import base_parts, zipped
from exports.word.dossier import write_dossier
from exports.word.styles import STYLES
from exports.word.template import check_template, new_template, template_shell
from workbench.errors import BadInput

Make = Callable[..., Dossier]


def _german(path: Path) -> None:
    """A .dotx from a German Word: localised ids, Arial, red headings, no list, no footer, few styles."""
    parts = dict(base_parts("a4", "de-DE"))
    styles = parts["word/styles.xml"].decode()
    kept = styles[: styles.index("<w:style ")]
    kept = kept.replace('w:ascii="Calibri" w:hAnsi="Calibri"', 'w:ascii="Arial" w:hAnsi="Arial"')
    for kind, ident, name, look in (
        ("paragraph", "Standard", "Normal", ""),
        ("paragraph", "berschrift1", "heading 1", '<w:rPr><w:color w:val="C00000"/><w:sz w:val="44"/></w:rPr>'),
        ("paragraph", "berschrift2", "heading 2", '<w:rPr><w:color w:val="C00000"/><w:sz w:val="28"/></w:rPr>'),
        ("character", "AbsatzStandard", "Default Paragraph Font", ""),
        ("table", "NormaleTabelle", "Normal Table", ""),
        ("numbering", "KeineListe", "No List", ""),
    ):
        default = "" if ident.startswith("ber") else ' w:default="1"'
        kept += f'<w:style w:type="{kind}"{default} w:styleId="{ident}"><w:name w:val="{name}"/>{look}</w:style>'
    parts["word/styles.xml"] = f"{kept}</w:styles>".encode()
    types = parts["[Content_Types].xml"].decode()
    for gone in ("numbering", "header1", "header2", "footer1", "footer2"):
        del parts[f"word/{gone}.xml"]
        at = types.index(f'<Override PartName="/word/{gone}.xml"')
        types = types[:at] + types[types.index("/>", at) + 2 :]
    types = types.replace("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
    parts["[Content_Types].xml"] = types.encode()
    links = parts["word/_rels/document.xml.rels"].decode()
    links = links[: links.index('<Relationship Id="rId3"')] + "</Relationships>"
    parts["word/_rels/document.xml.rels"] = links.encode()
    document = parts["word/document.xml"].decode()
    begin, end = document.index("<w:headerReference"), document.index("<w:pgSz")
    text = '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Alter Text der Vorlage</w:t></w:r></w:p>'
    document = (document[:begin] + document[end:]).replace("<w:sectPr", f"{text}<w:sectPr").replace("<w:titlePg/>", "")
    parts["word/document.xml"] = document.encode()
    path.write_bytes(zipped(parts))


def _stock(path: Path) -> None:
    """The library's own default: US Letter, theme fonts, 164 styles, compatibility mode 14."""
    docx.Document().save(str(path))


def _picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x20\x60\xa0" * 8) * 8)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def _corporate(path: Path) -> None:
    """Times, wide margins, a logo in the header, other footers on first and even pages, own Title and Heading 3."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.orientation = WD_ORIENT.PORTRAIT
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section.header.paragraphs[0].add_run().add_picture(_picture(), width=Cm(1))
    section.footer.paragraphs[0].text = "Example Ltd"
    section.even_page_footer.paragraphs[0].text = "Example Ltd, even"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    document.styles["Title"].font.color.rgb = RGBColor(0x00, 0x66, 0x33)
    document.styles["Heading 3"].font.italic = True
    document.add_paragraph("Text that must not stay")
    document.save(str(path))


TEMPLATES = {"german.dotx": _german, "stock.docx": _stock, "corporate.docx": _corporate}


@pytest.fixture(params=list(TEMPLATES))
def template(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = tmp_path / request.param
    TEMPLATES[request.param](path)
    return path


def test_a_dossier_on_it_passes_the_lint_and_is_stamped(dossier: Make, template: Path) -> None:
    whole = dossier(3)
    shell = template_shell(template, whole.setting)
    made = write_dossier(whole, shell)
    notes = pass_or_refuse(made.data, private=True, own_template=True)
    assert all("picture has no alternative text" in note for note in notes)
    assert bool(notes) == (template.name == "corporate.docx")
    words = "\n".join(text for _, text in texts_of(made.data))
    assert "Alter Text" not in words
    assert "must not stay" not in words


def test_its_look_is_kept_by_the_names_of_styles(dossier: Make, template: Path) -> None:
    whole = dossier(2)
    made = docx.Document(io.BytesIO(write_dossier(whole, template_shell(template, whole.setting)).data))
    theirs = docx.Document(io.BytesIO(parts_zip(template)))
    named = [(p, p.style) for p in made.paragraphs if p.text == "Stories" and p.style is not None]
    heading, style = next((p, style) for p, style in named if style.name == "Heading 1")
    wanted = theirs.styles["Heading 1"]
    assert style.style_id == wanted.style_id
    assert style.font.color.rgb == wanted.font.color.rgb
    assert heading.paragraph_format.page_break_before
    assert made.sections[0].page_width == theirs.sections[0].page_width
    assert made.sections[0].left_margin == theirs.sections[0].left_margin


def parts_zip(path: Path) -> bytes:
    parts = parts_of(path.read_bytes())
    types = parts["[Content_Types].xml"].replace(b"template.main+xml", b"document.main+xml")
    return zipped({**parts, "[Content_Types].xml": types})


def test_missing_styles_are_copied_and_reported(template: Path, dossier: Make) -> None:
    found = check_template(template)
    assert set(found.has) | set(found.copied) == {*STYLES, "WB Table"}
    assert "heading 1" in found.has
    assert "WB Told" in found.copied
    shell = template_shell(template, dossier(0).setting)
    assert any(f"lacks {len(found.copied)} styles" in note for note in shell.notes)


@pytest.mark.parametrize(("name", "measured"), [("german.dotx", True), ("stock.docx", False), ("corporate.docx", True)])
def test_pages_are_numbered_only_where_the_font_is_known(
    name: str, measured: bool, tmp_path: Path, dossier: Make
) -> None:
    TEMPLATES[name](tmp_path / name)
    whole = dossier(2)
    xml = parts_of(write_dossier(whole, template_shell(tmp_path / name, whole.setting)).data)["word/document.xml"]
    assert (b"PAGEREF" in xml) == measured
    assert check_template(tmp_path / name).measured == measured


def test_the_same_template_and_contents_make_the_same_bytes(dossier: Make, template: Path) -> None:
    whole = dossier(2)
    first = write_dossier(whole, template_shell(template, whole.setting)).data
    assert write_dossier(whole, template_shell(template, whole.setting)).data == first


def test_a_new_template_has_every_style_and_can_be_used_as_it_is(tmp_path: Path, dossier: Make) -> None:
    whole = dossier(2)
    path = tmp_path / "mine.docx"
    path.write_bytes(new_template(whole.setting))
    assert lint(path.read_bytes(), private=None) == []
    found = check_template(path)
    assert found.copied == ()
    assert found.measured
    made = write_dossier(whole, template_shell(path, whole.setting))
    assert pass_or_refuse(made.data, private=True, own_template=True) == ()
    assert made.pages == write_dossier(whole).pages


def test_changing_a_style_in_it_changes_the_document(tmp_path: Path, dossier: Make) -> None:
    whole = dossier(1)
    path = tmp_path / "mine.docx"
    path.write_bytes(new_template(whole.setting))
    mine = docx.Document(str(path))
    mine.styles["WB Told"].font.size = Pt(16)
    mine.save(str(path))
    made = write_dossier(whole, template_shell(path, whole.setting))
    assert made.notes == ("Story “Call notes in three seconds”: 321 words, 2 pages instead of one.",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no Word file"),
        (b"PK\x05\x06" + b"\x00" * 18, "no Word file"),
        (b"hello", "no Word file"),
    ],
)
def test_what_is_no_word_file_is_said_to_be_none(tmp_path: Path, data: bytes, said: str, dossier: Make) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=said):
        template_shell(path, dossier(0).setting)


def test_macros_and_bombs_are_refused(tmp_path: Path, dossier: Make) -> None:
    stock = tmp_path / "stock.docx"
    _stock(stock)
    macros = tmp_path / "macros.docm"
    macros.write_bytes(zipped({**parts_of(stock.read_bytes()), "word/vbaProject.bin": b"x"}))
    with pytest.raises(BadInput, match="macros"):
        check_template(macros)
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.png", b"\x00" * 60_000_000)
    with pytest.raises(BadInput, match="unpacks to more"):
        check_template(bomb)
    with pytest.raises(BadInput, match="cannot be read"):
        check_template(tmp_path / "missing.docx")


def test_our_own_id_is_never_put_over_theirs(tmp_path: Path, dossier: Make) -> None:
    """A style of theirs has the id that ours would take, under another name."""
    path = tmp_path / "clash.docx"
    document = docx.Document()
    element = document.styles.add_style("House style", 1)._element
    element.set(qn("w:styleId"), "WBTold")
    document.save(str(path))
    whole = dossier(1)
    made = write_dossier(whole, template_shell(path, whole.setting))
    assert pass_or_refuse(made.data, private=True, own_template=True) == ()
    styles = docx.Document(io.BytesIO(made.data)).styles
    assert styles["House style"].style_id == "WBTold"
    assert styles["WB Told"].style_id != "WBTold"
