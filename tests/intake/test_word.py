"""Word documents: text, headings, lists and tables come in; files made to hurt are refused in one sentence."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import BadInput, WorkbenchError
from workbench.intake.blocks import WEAK
from workbench.intake.read import propose
from workbench.intake.word import read_word, word_blocks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def document(body: str, before: str = "") -> bytes:
    root = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": f'<?xml version="1.0"?>{before}{root}'})


@pytest.fixture
def six(tmp_path: Path) -> Path:
    """A rambling document: real headings, bold lines, lists, an empty heading, a form and a sheet."""
    made = docx.Document()
    made.add_heading("Interview notes", 0)
    made.add_paragraph("Written on trains.")
    made.add_heading("The outage", 1)
    made.add_paragraph("When I joined, the site fell over every Friday. I was the product manager and had to stop it.")
    made.add_paragraph("read the logs", style="List Bullet")
    made.add_paragraph("moved the backup", style="List Bullet")
    made.add_paragraph("Fridays have been quiet since, two years now.")
    made.add_heading("The price", 1)
    for label, text in (("Situation", "Prices were old."), ("Task", "Raise them."), ("Result", "Up 4%.")):
        made.add_paragraph().add_run(label).bold = True
        made.add_paragraph(text)
    made.add_heading("Empty", 1)
    made.add_heading("The form", 1)
    form = made.add_table(rows=0, cols=2)
    for label, text in (("Situation", "It was slow."), ("Action", "I cut it."), ("Result", "It is fast.")):
        cells = form.add_row().cells
        cells[0].text, cells[1].text = label, text
    sheet = made.add_table(rows=0, cols=3)
    for row in (
        ("Title", "Action", "Result"),
        ("Hiring", "I hired two.", "Both stayed."),
        ("Firing", "I let one go.", ""),
    ):
        for cell, text in zip(sheet.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "notes.docx"
    made.save(str(path))
    return path


def test_a_document_gives_its_stories_and_says_what_it_left(six: Path) -> None:
    proposal = propose(six)
    assert proposal.form == "Word document"
    assert [story.title for story in proposal.stories] == ["The outage", "The price", "The form", "Hiring", "Firing"]
    outage, price, form, hiring, firing = (story.story() for story in proposal.stories)
    assert outage.action == "- read the logs\n- moved the backup"
    assert (price.situation, price.task, price.result) == ("Prices were old.", "Raise them.", "Up 4%.")
    assert (form.situation, form.action, form.result) == ("It was slow.", "I cut it.", "It is fast.")
    assert (hiring.action, hiring.result, firing.result) == ("I hired two.", "Both stayed.", "")
    assert {left.text for left in proposal.left_out} == {"Interview notes", "Written on trains.", "Empty"}


def test_headings_are_known_by_their_english_name_and_bold_lines_are_weak(six: Path) -> None:
    blocks, _ = read_word(six)
    levels = {block.text: block.level for block in blocks}
    assert levels["Interview notes"] == 1
    assert levels["The outage"] == 1
    assert levels["Situation"] == WEAK


def test_deleted_text_fields_and_fallbacks_are_not_read() -> None:
    data = document(
        "<w:p><w:r><w:t>Kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t><w:br/><w:t>line\u001b[31m".replace("\u001b", "")
        + "</w:t><w:instrText>PAGE</w:instrText></w:r></w:ins></w:p>"
    )
    blocks, _ = word_blocks(data, "x.docx")
    assert [block.text for block in blocks] == ["Kept new\nline[31m"]


BOMBS: dict[str, Callable[[], bytes]] = {
    "no zip": lambda: b"PK\x03\x04 nothing",
    "empty zip": lambda: package({}),
    "other zip": lambda: package({"a.txt": "b"}),
    "entities": lambda: document("<w:p/>", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
    "outside": lambda: document("<w:p/>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
    "three million paragraphs": lambda: document("<w:p/>" * 3_000_000),
    "many paragraphs": lambda: document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 30_000),
    "huge picture": lambda: package({"word/document.xml": "<a/>", "word/media/a.png": b"\0" * 60_000_000}),
    "a thousand entries": lambda: package({f"a{n}": "" for n in range(1_100)} | {"word/document.xml": "<a/>"}),
    "depth": lambda: document("<w:p>" * 5_000 + "</w:p>" * 5_000),
    "macros": lambda: package({"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}),
    "no body": lambda: package({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
    "cut off": lambda: document("<w:p/>")[:-40],
    "no xml": lambda: package({"word/document.xml": b"\xff\xfe\x00"}),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_files_made_to_hurt_are_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(BOMBS[kind]())
    started = time.perf_counter()
    with pytest.raises(BadInput) as caught:
        propose(path)
    assert time.perf_counter() - started < 5
    assert str(caught.value).startswith("bomb.docx")
    assert "\n" not in str(caught.value)


def test_a_file_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(document("<w:p><w:r><w:t>" + "a" * 200_000 + "</w:t></w:r></w:p>"))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(BadInput, match=r"x\.docx"):
        word_blocks(bytes(data), "x.docx")


@given(st.integers(0, 2**32), st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_a_damaged_byte_is_read_or_refused(place: int, value: int) -> None:
    data = bytearray(document("<w:p><w:r><w:t>I did it.</w:t></w:r></w:p>" * 3))
    data[place % len(data)] = value
    said = "x.docx"
    try:
        word_blocks(bytes(data), "x.docx")
    except WorkbenchError as error:
        said = str(error)
    assert said.startswith("x.docx")
