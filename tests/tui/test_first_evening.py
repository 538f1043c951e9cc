"""A new user's first evening: from an empty bank, by keys that stand on the screen, to a story that was told aloud."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.model.practice import Rehearsal
from workbench.tui.screens.rehearse import RehearseScreen

STORIES = (
    (
        "The forecast nobody trusted",
        "Buyers kept a spreadsheet next to our forecast, and chilled waste stood at 6.2 percent. I was the PM for the "
        "buying tools, so it was mine to sort out. I sat with five buyers for two days each and split two years of "
        "orders by kind of week. I wrote down that nothing ships above 20 percent error in holiday weeks. Waste fell "
        "to 4.9 percent by October. I would look at the worst week first.",
    ),
    (
        "2. Saying no to the quote bot",
        "Sales wanted a bot that quotes prices by December. I had to decide whether it goes live. I had two account "
        "managers mark the bot's answers to 200 real requests, and 31 were wrong. I told the chief executive in person "
        "and proposed that the bot drafts and a human sends. It saved four minutes a quote over 600 quotes.",
    ),
)


SHEET = (
    "Story,Situation,Task,Action,Result,Rating\nLate parcels,One parcel in nine missed its day.,I had to mend it "
    "before Christmas.,I spent four nights on the sorting floor.,Late parcels fell from 11% to 4% in ten weeks.,good\n"
)
TALK = """WEBVTT

00:00:03.000 --> 00:00:08.000
<v Maya Ortiz>Thanks for making time. Tell me about a time when a launch went wrong.

00:00:11.000 --> 00:00:30.000
<v Jon Reed>So at Harbour Bank we had a chat assistant for card questions. I was responsible for the launch in March.

00:00:31.000 --> 00:00:50.000
<v Jon Reed>I switched it on for everybody on a Monday. It told thirty customers a wrong limit. I turned it off at once.

00:00:51.000 --> 00:01:10.000
<v Jon Reed>We came back in May at five percent, and no wrong limit was told since. I learned to launch to few.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Notes as people have them: a preface, bold lines for headings, a note to oneself."""
    from docx import Document

    made = Document()
    made.add_paragraph("Interview prep – brain dump")
    made.add_paragraph("Started on the train, will tidy up later. In no particular order.")
    for title, text in STORIES:
        made.add_paragraph().add_run(title).bold = True
        made.add_paragraph(text)
    made.add_paragraph().add_run("Launch in Poland").bold = True
    made.add_paragraph(
        "We launched the app in Poland in ten weeks. My task was the local plan. I moved to Wrocław for a month and "
        "dropped three features. We had 1,200 orders in the first week against a plan of 800."
    )
    made.add_paragraph("TODO: ask Ines what she remembers")
    path = tmp_path / "prep notes FINAL v3.docx"
    made.save(str(path))
    return path


def offers(desk: Any, key: str, word: str) -> bool:
    """Whether the screen shows a key with its word, so that nobody has to know it."""
    return any(key in line and word in line for line in desk.lines())


async def test_from_nothing_to_a_story_told_aloud(timed_app: Any, clock: Any, notes: Path, tmp_path: Path) -> None:
    async with timed_app(samples=False, size=(80, 24)) as desk:
        keys: list[str] = []

        async def press(key: str, shown: str, word: str) -> None:
            assert offers(desk, shown, word), f"{shown} {word} is not on the screen:\n{desk.text()}"
            keys.append(key)
            await desk.press(key)

        await press("i", "i", "Bring in files")
        await desk.type(str(notes))
        await desk.press("enter")
        keys.append("enter")
        assert "Story 1 of 3" in desk.text()
        assert STORIES[0][0] in desk.text()
        await press("A", "A", "take all")
        assert "Will enter the bank: 3 stories" in desk.text()
        await press("enter", "Enter", "bring in")
        assert len(desk.ws.stories.rows()) == 3
        await press("7", "7", "Practice")
        await press("r", "r", "rehearse")
        assert offers(desk, "The forecast nobody trusted", "")
        await desk.type("forecast")
        await desk.press("enter")
        keys.append("enter")
        screen = desk.app.screen
        assert isinstance(screen, RehearseScreen)
        assert screen.proofs, "figures of the Result can be checked by a listener"
        await press("space", "Space", "begin")
        for each in screen.plan:
            clock.on(seconds=each.seconds + 1)
            await press("space", "Space", "told")
        await press("space", "Space", "said")
        await press("f", "f", "done")
        (told,) = desk.ws.bank.all(Rehearsal)
        assert told.finished
        assert told.said == screen.proofs[:1]
        assert told.total() == sum(each.seconds + 1 for each in screen.plan)
        assert len(keys) <= 16, keys

        # So does what comes from a sheet, and from the transcript of a practice interview.
        await press("escape", "7", "Practice")
        for name, held, title in (
            ("bank.csv", SHEET, "Late parcels"),
            ("talk.vtt", TALK, "Tell me about a time when a launch went wrong"),
        ):
            (tmp_path / name).write_text(held, encoding="utf-8")
            await press("2", "2", "Bank")
            await desk.press("i")
            desk.app.screen.query_one("#field-files").value = str(tmp_path / name)
            await desk.press("enter")
            while "Will enter the bank: 1 story" not in desk.text():
                await press("enter", "Enter", "take")
            await press("enter", "Enter", "bring in")
            await press("7", "7", "Practice")
            await press("r", "r", "rehearse")
            assert any(title[:30] in line and "not told yet" in line for line in desk.lines())
            await desk.type(title.split()[-1])
            await desk.press("enter", "space")
            screen = desk.app.screen
            assert isinstance(screen, RehearseScreen)
            for each in screen.plan:
                clock.on(seconds=each.seconds)
                await press("space", "Space", "told")
            # A proof is read whole, or one cannot say whether one said it.
            shown = " ".join(" ".join(line.strip("│┃ ▏▕▌") for line in desk.lines()).split())
            assert screen.proofs
            assert all(f"“{proof}”" in shown for proof in screen.proofs), desk.text()
            await press("f", "f", "done")
            told = desk.ws.practice.told()[0]
            assert desk.ws.stories.get(told.story).title == title
            await press("escape", "7", "Practice")
