"""Portfolio, artefacts, narrative and sheet; and the same contents as Markdown, text, CSV and calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import contents as c
from exports.calendar import calendar_ics
from exports.lint import lint, pass_or_refuse, text_faults
from exports.plain import (
    artefact_markdown,
    dossier_markdown,
    escaped,
    narrative_markdown,
    narrative_text,
    portfolio_markdown,
    sheet_markdown,
)
from exports.reading import texts_of
from exports.sheets import defused, matrix_csv, table_csv
from exports.word.artefact import write_artefact
from exports.word.friend import write_friend
from exports.word.letter import write_narrative, write_sheet
from exports.word.portfolio import write_portfolio
from workbench.errors import Refused

SETTING = c.Setting(prepared=date(2026, 11, 25), author="Robin Example")
RISKS = c.ArtefactPage(
    key="risks",
    kind="risks",
    title="Model risk matrix",
    sections=(c.Section(title="Scope", text="Draft notes of calls.\n- Nothing is sent without a person."),),
    table=c.ArtefactTable(
        columns=("Risk", "Likelihood", "Effect", "Mitigation", "Owner"),
        rows=(
            ("Invented promise", "3 in 100", "A refund is owed", "One key corrects it", "Product"),
            ("Slow answers", "", "", "", ""),
        ),
    ),
    figures=(c.Figure(label="Wrong promises", stated="0.97", sentence="About 3 in 100 notes are wrong."),),
)  # fmt: skip
PORTFOLIO = c.Portfolio(
    setting=SETTING,
    title="AI product portfolio",
    summary="Products that people can check.",
    projects=(
        c.ProjectPage(
            key="notes", title="Call notes", kind="Shipped product", company="A mobile operator", when="2024",
            sections=(
                c.Section(title="Problem", text="Typing took four minutes."),
                c.Section(title="Impact", text="35 seconds."),
            ),
            artefacts=(RISKS,),
        ),
        c.ProjectPage(
            key="tutor", title="Tutor", kind="Exercise: made to learn, not used by anybody at work", experience=False,
            sections=(c.Section(title="Problem", text="A chat that is never in doubt."),),
        ),
    ),
)  # fmt: skip
NARRATIVE = c.Narrative(
    setting=SETTING,
    title="Call notes in three seconds",
    company="Google",
    sentences=(
        c.Sentence(text="The outcome first.", kind="frame"),
        c.Sentence(text="Typing fell to 35 seconds.", part="Result"),
        c.Sentence(text="It took four minutes before.", part="Situation"),
        c.Sentence(text="Queues stood at eleven minutes.", part="Situation"),
    ),
)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_portfolio_may_be_sent(plain: bool, paper: c.Paper) -> None:
    made = write_portfolio(replace(PORTFOLIO, setting=replace(SETTING, paper=paper)), plain=plain)
    assert lint(made.data, private=False) == []
    assert docx.Document(io.BytesIO(made.data)).core_properties.category == "To be sent"


def test_the_plain_variant_has_one_column_and_loses_nothing() -> None:
    full = docx.Document(io.BytesIO(write_portfolio(PORTFOLIO).data))
    plain = docx.Document(io.BytesIO(write_portfolio(PORTFOLIO, plain=True).data))
    assert len(full.tables) == 1
    assert plain.tables == []
    words = "\n".join(paragraph.text for paragraph in plain.paragraphs)
    assert "\t" not in words
    for text in (
        "Call notes",
        "Exercise: made to learn",
        "Invented promise",
        "Risk, likelihood, effect, mitigation, owner\nRisk: Invented promise. Likelihood: 3 in 100.",
        "Mitigation: One key corrects it.",
        "Risk: Slow answers.",
        "Wrong promises: About 3 in 100 notes are wrong.",
        "35 seconds.",
    ):
        assert text in words
    assert plain.sections[0].header.paragraphs[0].text.strip() == ""


def test_an_exercise_says_so_above_everything_else() -> None:
    document = docx.Document(io.BytesIO(write_portfolio(PORTFOLIO).data))
    at = next(
        number for number, p in enumerate(document.paragraphs) if p.style is not None and p.style.name == "WB Kind"
    )
    assert document.paragraphs[at].text == "Exercise: made to learn, not used by anybody at work"
    assert document.paragraphs[at - 1].text == "Tutor"


def test_a_section_marked_private_stops_the_portfolio() -> None:
    secret = c.Section(title="Doubts", text="I am not sure.", private=True)
    project = replace(PORTFOLIO.projects[0], sections=(secret,))
    with pytest.raises(Refused, match="“Doubts” is marked private"):
        write_portfolio(replace(PORTFOLIO, projects=(project,)))


def test_words_that_are_withheld_stop_it_with_their_place() -> None:
    withheld = (c.Withheld(words="One key corrects it", what="a statement that you can't back up yet"),)
    with pytest.raises(Refused, match="stands in the text, and that is a statement that you can't back up yet"):
        pass_or_refuse(write_portfolio(PORTFOLIO).data, private=False, withheld=withheld)
    assert text_faults(portfolio_markdown(PORTFOLIO).encode(), "a.md", withheld)
    assert text_faults(portfolio_markdown(PORTFOLIO).encode(), "a.md", ()) == []


@pytest.mark.parametrize("plain", [False, True])
def test_an_artefact_of_its_own(plain: bool) -> None:
    document = c.ArtefactDocument(setting=SETTING, project="Call notes", kind="Shipped product", page=RISKS)
    made = write_artefact(document, plain=plain)
    assert lint(made.data, private=False) == []
    words = dict(texts_of(made.data))["the text"]
    assert "About 3 in 100 notes are wrong." in words
    assert artefact_markdown(document).startswith("# Model risk matrix\n")


def test_a_narrative_keeps_frames_apart() -> None:
    made = write_narrative(NARRATIVE)
    assert lint(made.data, private=False) == []
    assert narrative_text(NARRATIVE) == (
        "[The outcome first.]\n\nTyping fell to 35 seconds.\n\n"
        "It took four minutes before. Queues stood at eleven minutes.\n"
    )
    assert "*The outcome first.*" in narrative_markdown(NARRATIVE)


def test_a_sheet_is_private(dossier: Callable[..., c.Dossier]) -> None:
    whole = dossier(4)
    sheet = c.Sheet(setting=SETTING, company="Google", role="PM", round=whole.rounds[1], cheat=whole.cheat)
    made = write_sheet(sheet)
    assert lint(made.data, private=True) == []
    assert made.pages == 1
    assert sheet_markdown(sheet).startswith("**Private")


def test_a_sheet_on_two_pages_says_so(dossier: Callable[..., c.Dossier]) -> None:
    whole = dossier(3)
    page = replace(whole.rounds[0], questions=whole.rounds[0].questions * 9)
    made = write_sheet(c.Sheet(setting=SETTING, company="Google", role="PM", round=page))
    assert made.pages > 1
    assert made.notes == (f"Round {page.number} takes {made.pages} pages instead of one.",)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("pushes", [0, 1, 2, 5])
def test_a_question_for_a_friend_stands_on_one_page_with_its_box(pushes: int, paper: c.Paper) -> None:
    """Breaks are written into the file, for LibreOffice parts what is only kept together: so it is counted here."""
    asked = c.FriendQuestion(question="Tell me about a launch bar.", pushes=("Who decided what is right?",) * pushes)
    sheet = c.FriendSheet(
        setting=replace(SETTING, paper=paper), company="Google", role="PM", title="Hiring manager", minutes=45,
        questions=(asked,) * 12, anchors=("No answer.", "A story.", "A deed.", "A figure."),
    )  # fmt: skip
    made = write_friend(sheet)
    assert lint(made.data, private=False) == []
    found = docx.Document(io.BytesIO(made.data)).paragraphs
    breaks = [each for each in found if each.paragraph_format.page_break_before]
    assert [each.style and each.style.name for each in breaks] == ["Heading 3"] * (made.pages - 1)
    assert made.pages >= 2


def test_the_markdown_dossier_holds_what_the_word_one_holds(dossier: Callable[..., c.Dossier]) -> None:
    whole = dossier(3)
    text = dossier_markdown(whole)
    assert text.startswith("**Private – for preparation only, not to be sent**")
    for story in whole.stories:
        assert f"### {escaped(story.title)}" in text
    assert "- GAP **Intellectual property**" in text
    assert "- [x] **Read the principles at their source**" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# not a heading", "\\# not a heading"),
        ("- not a list", "\\- not a list"),
        ("1. not a list", "\\1. not a list"),
        ("a | b <i> [x](y) `c` *d*", "a \\| b \\<i\\> \\[x\\](y) \\`c\\` \\*d\\*"),
        ("plain words, 3-4 of them", "plain words, 3-4 of them"),
    ],
)
def test_markdown_shows_text_as_it_stands(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", "|cmd", "%0A"]
)
def test_a_formula_becomes_text(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12.5", "+3", "words", "3 - 2", "a=b", ""])
def test_numbers_and_words_stay(cell: str) -> None:
    assert defused(cell) == cell


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=4))
def test_a_row_comes_back_from_csv(row: list[str]) -> None:
    data = table_csv(["a"] * len(row), [row])
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
    assert [cell.removeprefix("'") for cell in back] == [cell.removeprefix("'") for cell in row]


def test_the_matrix_as_csv_ends_with_the_gaps(dossier: Callable[..., c.Dossier]) -> None:
    rows = list(csv.reader(io.StringIO(matrix_csv(dossier(3).matrices[0]).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert rows[-1][0] == "Gap"
    assert rows[-1][7] == "Write about a licence or a copyright that you respected at a cost."


CALENDAR = c.Calendar(
    setting=SETTING,
    title="Google: PM; quality, all",
    events=(
        c.Event(
            key="google/recruiter", title="Google: Recruiter, \\screen", zone="America/Los_Angeles", minutes=45,
            starts=datetime(2027, 3, 14, 1, 30, tzinfo=ZoneInfo("America/Los_Angeles")), detail="With Ana\nand Jo",
        ),
        c.Event(key="google/float", title="No zone", starts=datetime(2027, 3, 20, 9, 0), minutes=30),
        c.Event(key="google/print", title="Print the dossier " + "é" * 60, day=date(2027, 3, 13)),
        c.Event(key="google/nothing", title="No day"),
    ),
)  # fmt: skip


def test_the_calendar_has_its_zone_and_its_days() -> None:
    text = calendar_ics(CALENDAR).decode().replace("\r\n ", "")
    assert "DTSTART;TZID=America/Los_Angeles:20270314T013000" in text
    # The clock goes forward at two: 45 minutes later it is a quarter past three.
    assert "DTEND;TZID=America/Los_Angeles:20270314T031500" in text
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20270314T020000\r\nTZOFFSETFROM:-0800\r\nTZOFFSETTO:-0700\r\nTZNAME:PDT" in text
    assert "DTSTART:20270320T090000" in text
    assert "DTSTART;VALUE=DATE:20270313\r\nDTEND;VALUE=DATE:20270314" in text
    assert "SUMMARY:Google: Recruiter\\, \\\\screen" in text
    assert "DESCRIPTION:With Ana\\nand Jo" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 3


def test_calendar_lines_are_folded_and_the_same_each_time() -> None:
    data = calendar_ics(CALENDAR)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode()
    assert data == calendar_ics(CALENDAR)
    assert b"20261125T000000Z" in data
