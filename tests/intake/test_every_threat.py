"""Each way in which a file can hurt, line by line, with the test that tries it; what no other test tries stands here.

| threat | what is done | tried by |
| --- | --- | --- |
| Word: entities from outside, "laughs", a DOCTYPE | refused | `test_word.py` (entities, outside), `test_bombs.py` |
| Word: a picture of 100 MB in 1 MB, too many entries, a long document part | refused unopened | `test_word.py`, `test_bombs.py` |
| Word: three million paragraphs, 100,000 deep | refused, in a process of 2 GB | `test_word.py`, `test_bombs.py` |
| Word: a size that is a lie, a damaged byte, cut off | refused or read | `test_word.py` (Hypothesis) |
| Word: links to outside, `..` in names, macros, `.docm` | text only; nothing fetched or unpacked | here; `test_word.py` |
| CSV in: encodings, BOM, size, columns, cells, quotes that do not close | read, with a note, or refused | here, `test_propose.py`, `test_hostile_sources.py`, `test_bombs.py` |
| CSV in: cells kept from being a formula | the apostrophe goes, the text stays text | here, `test_propose.py` |
| CSV out: a cell that begins like a formula | led by an apostrophe | `tests/exports/test_forms.py`, `tests/cli/test_practice.py` |
| YAML: anchors that multiply, merge keys, words that are no text | no YAML is read: it is plain text | here |
| TOML: dotted keys, nested arrays, many tables | refused | `test_bombs.py`, `test_stories.py` |
| JSON: nesting, a key twice, huge numbers, no story | refused | `test_stories.py`, `test_bombs.py`, `test_hostile_sources.py` |
| JSON Resume: nesting | read or refused | `test_hostile_sources.py`, `test_bombs.py` |
| Markdown: brackets, stars, a million headings | read or refused, in time | `test_bombs.py` |
| text: terminal escapes, C1, bidi, tags, surrogates | made visible or dropped, whatever the form | here; `tests/tui/test_hostile.py`, `tests/cli/test_hostile.py` |
| text: markup of the screen | is never markup | `tests/tui/test_hostile.py` |
| names of files written | slug and id, inside the folder, never over another | `tests/cli/test_bad_places.py`, `tests/exports` |
| patterns of the user's | there are none: the filter takes words | `tests/tui/test_story_rows.py` |
| transcripts: 200,000 cues | read or refused, in time | `test_bombs.py` |
"""  # noqa: E501

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.intake.proposal import Proposal
from workbench.intake.read import propose

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = "I had four nurses mark 300 messages, and the model missed three of the forty-one urgent ones."
HARM = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e\u2066\U000e0041\ufeff\u200b\x00\x08\x7f"
"""What a terminal obeys, what turns the reading direction, and what cannot be seen."""


def docx(document: str, **more: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", document)
        for name, content in more.items():
            package.writestr(name, content)
    return file.getvalue()


def paragraph(text: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def words(proposal: Proposal) -> str:
    told = [one.text for story in proposal.stories for one in story.sentences]
    return " ".join([*told, *(story.title for story in proposal.stories), *(out.text for out in proposal.left_out)])


def outcome(path: Path) -> str:
    """Return the sentence of a refusal, or what was read after "read: "."""
    try:
        return "read: " + words(propose(path))
    except BadInput as error:
        return str(error)


def test_what_points_outside_a_word_document_is_neither_fetched_nor_unpacked(tmp_path: Path) -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="file:///etc/passwd"/></Relationships>'
    )
    source = tmp_path / "in" / "notes.docx"
    source.parent.mkdir()
    source.write_bytes(
        docx(
            paragraph(SAID),
            **{"word/_rels/document.xml.rels": relations, "../../escaped.txt": b"out", "/escaped-too.txt": b"out"},
        )
    )
    assert words(propose(source)).startswith("I had four nurses")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "notes.docx"]


@pytest.mark.parametrize("name", ["notes.docm", "NOTES.DOCM"])
def test_a_document_with_macros_is_refused_by_its_name(written: Callable[[str, str | bytes], Path], name: str) -> None:
    with pytest.raises(BadInput, match=r"with macros; save it as \.docx"):
        propose(written(name, docx(paragraph(SAID))))


YAML = {
    "laughs": "---\na: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20))
    + "---\n\n",
    "merges": "---\nx0: &x0 {a: 1}\n"
    + "".join(f"x{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}, *x{n - 1}]}}\n" for n in range(1, 25))
    + "---\n\n",
    "objects": "---\nrun: !!python/object/apply:os.system ['touch owned']\nno: no\ntime: 12:30:45\n---\n\n",
}


@pytest.mark.parametrize("kind", YAML)
@pytest.mark.parametrize("suffix", [".md", ".yaml", ".txt"])
def test_yaml_is_plain_text(
    written: Callable[[str, str | bytes], Path], tmp_path: Path, kind: str, suffix: str
) -> None:
    path = written(f"notes{suffix}", YAML[kind] + SAID + "\n")
    began = time.process_time()
    found = propose(path)
    assert time.process_time() - began < 5
    assert SAID.rstrip(".") in words(found)
    assert not (Path.cwd() / "owned").exists()


CSV_HEAD = "Title,Situation,Action\n"


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ((CSV_HEAD + f'Café,Late.,"{SAID}"\n').encode("utf-8-sig"), ""),
        ((CSV_HEAD + f'Café,Late.,"{SAID}"\n').encode("utf-16"), ""),
        ((CSV_HEAD + f'Café,Late.,"{SAID}"\n').encode("cp1252"), "Windows-1252"),
    ],
    ids=["marked", "sixteen", "western"],
)
def test_a_sheet_in_another_encoding_is_read_or_says_what_was_guessed(
    written: Callable[[str, str | bytes], Path], data: bytes, note: str
) -> None:
    found = propose(written("sheet.csv", data))
    assert found.stories[0].title == "Café"
    assert found.stories[0].story().action == SAID
    assert (note in " ".join(found.notes)) if note else not found.notes


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\0b\0c", b"\xed\xa0\x80 \xc3\x28" * 40, bytes(range(256)) * 8])
@pytest.mark.parametrize("suffix", [".csv", ".txt", ".json", ".vtt", ".md"])
def test_bytes_that_are_no_text_end_in_one_sentence(
    written: Callable[[str, str | bytes], Path], data: bytes, suffix: str
) -> None:
    said = outcome(written(f"notes{suffix}", data))
    assert said.startswith((f"notes{suffix}", "read: "))
    held = "\n" if said.startswith("read: ") else ""
    assert not [sign for sign in said if sign not in held and (ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0)]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_a_cell_that_was_kept_from_being_a_formula_is_its_text_again(
    written: Callable[[str, str | bytes], Path], cell: str
) -> None:
    sheet = f'Title,Situation,Action\nVan,"\'{cell}","{cell}"\n'
    story = propose(written("sheet.csv", sheet)).stories[0].story()
    assert (story.situation, story.action) == (cell, cell)


FORMS: dict[str, str] = {
    "notes.txt": f"{SAID[:-1]} {HARM}now.\n",
    "notes.md": f"# A title {HARM}\n\n## Action\n\n{SAID} {HARM}\n",
    "sheet.csv": f'Title,Action\n"Van {HARM}","{SAID} {HARM}"\n',
    "talk.vtt": f"WEBVTT\n\n00:00:01.000 --> 00:00:09.000\nJo{HARM}: {SAID} {HARM}\n\n"
    f"00:00:10.000 --> 00:00:19.000\nAnn: And then? {HARM}\n",
    "talk.txt": f"Ann: Tell me.\n\nJo: {SAID} {HARM}\n\nAnn: And?\n\nJo: {SAID} {HARM}\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_what_a_terminal_would_obey_comes_in_as_something_to_see(
    written: Callable[[str, str | bytes], Path], name: str
) -> None:
    found = propose(written(name, FORMS[name].encode("utf-8", "surrogatepass")))
    told = words(found) + found.source + " ".join(found.notes)
    assert "four nurses mark 300" in told
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]", told
    )


def test_what_a_terminal_would_obey_in_word_and_json_too(written: Callable[[str, str | bytes], Path]) -> None:
    visible = "".join(f"&#x{ord(sign):x};" for sign in HARM if ord(sign) > 0x9F or sign in "\x7f")
    sources: dict[str, str | bytes] = {
        "notes.docx": docx(paragraph(SAID + visible)),
        "notes.json": '[{"title": "Van", "action": "' + SAID + '\\u001b[2J\\u202e\\ud800"}]',
    }
    for name, content in sources.items():
        told = words(propose(written(name, content)))
        assert "four nurses mark 300" in told
        assert not re.search("[\x1b\x7f\u202e\u2066\u200b\ufeff\ud800-\udfff\U000e0000-\U000e007f]", told), name
