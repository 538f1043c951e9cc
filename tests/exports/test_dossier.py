"""The dossier as a file: valid, titled, paged, linked both ways, the same bytes, one page a story."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from exports.contents import Dossier, RoundQuestion, StoryPage, StoryRef
from exports.lint import lint
from exports.reading import texts_of
from exports.word.dossier import write_dossier

Make = Callable[..., Dossier]


def _document(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("stories", [0, 1, 25])
def test_it_passes_the_lint_as_a_private_document(dossier: Make, stories: int, paper: str) -> None:
    assert lint(write_dossier(dossier(stories, paper)).data, private=True) == []


def test_an_empty_target_says_what_is_missing_instead_of_leaving_it_blank(dossier: Make) -> None:
    empty = Dossier(setting=dossier(0).setting, company="Google", role="")
    made = write_dossier(empty)
    assert lint(made.data, private=True) == []
    words = dict(texts_of(made.data))["the text"]
    assert "No round is planned yet." in words
    assert "No story is planned yet." in words


def test_title_language_and_author_are_set_and_nothing_of_the_machine_is(dossier: Make) -> None:
    document = docx.Document(io.BytesIO(write_dossier(dossier()).data))
    core = document.core_properties
    assert core.title == "Interview dossier: Google · Senior Product Manager, Assistant Quality"
    assert core.author == "Robin Example"
    assert core.language == "en-GB"
    assert f"{core.created:%Y-%m-%d %H:%M}" == "2026-11-25 00:00"


def test_the_same_contents_make_the_same_bytes_in_another_process(dossier: Make, tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "import importlib.util as u; s = u.spec_from_file_location('c', sys.argv[1] + '/tests/exports/conftest.py');"
        "m = u.module_from_spec(s); s.loader.exec_module(m);"
        "from exports.word.dossier import write_dossier;"
        "print(hashlib.sha256(write_dossier(m.make_dossier(8)).data).hexdigest())"
    )
    root = str(Path(__file__).parents[2])
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, root],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo"))
    }
    assert len(seen) == 1


def test_the_contents_list_is_filled_and_word_is_not_told_to_ask(dossier: Make) -> None:
    made = write_dossier(dossier())
    xml = _document(made.data)
    entries = re.findall(r'"TOC2"/></w:pPr>.*?preserve">([^<]+)</w:t>.*?<w:t>(\d+)</w:t>', xml)
    pages = [int(page) for _, page in entries]
    assert ("Round 1 · Recruiter screen", "5") in entries
    assert pages == sorted(pages)
    assert pages[-1] <= made.pages
    assert "updateFields" not in zipfile.ZipFile(io.BytesIO(made.data)).read("word/settings.xml").decode()


def test_a_contents_list_that_would_run_a_line_or_two_over_is_drawn_together(dossier: Make) -> None:
    """Measured on Letter: 44 entries fit as they are, 46 close together; more take a second page, unhurried."""
    seen = []
    for count in (33, 34, 35, 36):
        xml = _document(write_dossier(dossier(count, "letter", 2)).data)
        entries = re.findall(r'<w:pStyle w:val="TOC[12]"/>(<w:spacing w:before="20"/>)?', xml)
        page = re.search(r"PAGEREF pitch .*?<w:t>(\d+)<", xml)
        assert page is not None
        seen.append((len(entries), any(entries), page[1]))
    assert seen == [(44, False, "3"), (45, True, "3"), (46, True, "3"), (47, False, "4")]


def test_what_stands_on_the_page_of_its_heading_is_a_heading_that_the_list_leaves_out(dossier: Make) -> None:
    document = docx.Document(io.BytesIO(write_dossier(dossier()).data))
    styled = [(each.style, each.text) for each in document.paragraphs if each.style is not None]
    listed = [text for style, text in styled if (style.name or "").startswith("toc")]
    parts = [(style, text) for style, text in styled if style.name == "WB Part"]
    assert any("spoken" in text for _, text in parts)
    assert not any(line.startswith(text) for _, text in parts for line in listed)
    assert 'w:outlineLvl w:val="1"' in parts[0][0].element.xml


def test_an_opening_that_is_the_proof_is_not_said_twice(dossier: Make) -> None:
    whole = dossier(2)
    same = tuple(
        replace(page, questions=tuple(replace(each, proof=each.opening) for each in page.questions))
        for page in whole.rounds
    )
    xml = _document(write_dossier(replace(whole, rounds=same)).data)
    told = sum(bool(each.opening) for page in same for each in page.questions)
    assert told
    assert xml.count("<w:t>Open, prove</w:t>") == told
    assert not re.findall("<w:t>(?:Open with|Proof)</w:t></w:r><w:r><w:tab/>", xml)


def test_links_lead_from_loop_to_story_and_from_story_back_to_round_and_matrix(dossier: Make) -> None:
    xml = _document(write_dossier(dossier()).data)
    round_page = xml[xml.index('w:name="round_02"') : xml.index('w:name="round_03"')]
    story_page = xml[xml.index('w:name="story_0002"') : xml.index('w:name="story_0003"')]
    grid = xml[xml.index('w:name="principles_1"') : xml.index('w:name="stories"')]
    assert 'w:anchor="story_0002"' in round_page
    assert 'w:anchor="round_02"' in story_page
    assert 'w:anchor="principles"' in story_page
    assert grid.count('w:anchor="story_') == 12


def test_a_story_that_is_not_in_the_dossier_is_named_without_a_link(dossier: Make) -> None:
    one = dossier(1)
    question = RoundQuestion(question="And then?", story=StoryRef(key="gone", title="The one that is gone"))
    pages = (replace(one.rounds[0], questions=(question,)),)
    made = write_dossier(replace(one, rounds=pages))
    assert lint(made.data, private=True) == []
    assert "The one that is gone" in dict(texts_of(made.data))["the text"]


def test_the_matrix_has_a_digit_in_every_cell_and_names_its_gap(dossier: Make) -> None:
    document = docx.Document(io.BytesIO(write_dossier(dossier()).data))
    grid = next(
        table for table in document.tables if table.rows[0].cells[0].text == "Story" and len(table.columns) == 14
    )
    body = [[cell.text for cell in row.cells] for row in grid.rows[1:-1]]
    assert all(text in {"–", "1", "2", "3"} for row in body for text in row[1:-1])
    assert [cell.text for cell in grid.rows[-1].cells][7] == "GAP"
    gaps = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "WB Gap"]
    assert gaps == ["Intellectual property  Write about a licence or a copyright that you respected at a cost."]


@pytest.mark.parametrize("stories", [28, 33])
def test_a_matrix_keeps_to_its_page_with_the_words_below_it(dossier: Make, stories: int) -> None:
    whole = dossier(stories)
    whole = replace(whole, setting=replace(whole.setting, paper="letter"))
    lines = docx.Document(io.BytesIO(write_dossier(whole).data)).paragraphs
    listed = [line.text.split("\t") for line in lines if line.style is not None and line.style.name == "toc 1"]
    pages = {name: int(number) for name, number in listed}
    assert pages["Stories"] - pages["Principles and stories"] == 1


def test_a_wide_matrix_is_split_and_loses_no_column(dossier: Make) -> None:
    whole = dossier(3)
    matrix = whole.matrices[0]
    columns = tuple(replace(column, title=f"{column.title} {n}") for n in range(4) for column in matrix.columns)
    rows = tuple(replace(row, cells=row.cells * 4) for row in matrix.rows)
    made = write_dossier(replace(whole, matrices=(replace(matrix, columns=columns, rows=rows),)))
    assert lint(made.data, private=True) == []
    words = dict(texts_of(made.data))["the text"]
    assert all(column.title in words for column in columns)


def test_a_story_too_long_for_its_page_is_reported_with_its_words(
    dossier: Make, wordy: Callable[[StoryPage, int], StoryPage]
) -> None:
    fits = dossier(3)
    assert write_dossier(fits).notes == ()
    longer = wordy(fits.stories[1], 400)
    made = write_dossier(replace(fits, stories=(fits.stories[0], longer, fits.stories[2])))
    assert made.notes == ("Story “Stopping the résumé ranker”: 721 words, 2 pages instead of one.",)
    assert made.pages == write_dossier(fits).pages + 1


def test_check_boxes_are_controls_and_a_done_one_is_ticked(dossier: Make) -> None:
    xml = _document(write_dossier(dossier()).data)
    assert xml.count("<w14:checkbox>") == 3
    assert re.findall(r'w14:checked w14:val="(\d)"', xml) == ["0", "1", "0"]


HOSTILE = (
    '</w:t><w:p/>&amp; R&D <b> "quotes" ]]>',
    "نص عربي مع English وسط",
    "עברית בתוך 2026",
    "製品の評価基準を先に決めた",
    "👩‍🔬 tested 🎉 twice",
    "x" * 120,
    "A title of two hundred characters " * 6,
    "bell\x07 null\x00 escape\x1b[31m \ud800 \ufffe",
    "line\r\nbreak\ttab\u2028separator",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_anywhere_gives_a_valid_file(dossier: Make, text: str) -> None:
    whole = dossier(2)
    story = replace(
        whole.stories[0],
        title=text,
        headline=text,
        telling=tuple(replace(sentence, text=text) for sentence in whole.stories[0].telling),
        claims=tuple(replace(claim, words=text, say=text) for claim in whole.stories[0].claims),
    )
    first = replace(whole.rounds[0], title=text, interviewer=text, notes=text, probes=(text,))
    matrix = replace(whole.matrices[0], title=text, rows=whole.matrices[0].rows[:1])
    lists = tuple(
        replace(listed, lines=tuple(replace(x, title=text) for x in listed.lines)) for listed in whole.checklists
    )
    made = write_dossier(
        replace(
            whole,
            company=text,
            role=text,
            positioning=text,
            stories=(story, whole.stories[1]),
            rounds=(first, *whole.rounds[1:]),
            matrices=(matrix,),
            checklists=lists,
        )
    )
    assert lint(made.data, private=True) == []
