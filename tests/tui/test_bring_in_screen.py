"""Bringing stories in: Word, a sheet, a pasted transcript; nothing is stored before it was seen, one undo for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from tests.tui.brought_in import TOLD, Keys, read, titles
from workbench.text import clean
from workbench.tui.keys import Keymap
from workbench.tui.screens.proposal import ProposalScreen
from workbench.workspace import Workspace
from workbench.workspace.drafts import PASTE

TRANSCRIPT = """Maya Ortiz  0:03
Thanks for making time. Tell me about a time when a launch went wrong.

Jon Reed  0:11
So at Harbour Bank we had a chat assistant for card questions. I was responsible for the launch in March.
I switched it on for everybody on a Monday. It told thirty customers a wrong limit.
I turned it off within the hour and called each of them with the branch team. I built a list of 150 questions.
We came back in May at five percent, and no wrong limit was told since. I learned never to launch to everyone.

Maya Ortiz  1:20
And what did the team say?
"""


async def test_word_sheet_and_transcript_enter_in_one_step_that_one_undo_takes_back(
    open_app: Any, word: Path, sheet: Path, capsys: Any
) -> None:
    async with open_app(samples=False) as desk:
        await read(desk, files=f"'{word}' '{sheet}'", paste=TRANSCRIPT)
        keys = Keys(desk)
        assert "Story 1 of 5" in desk.text()
        while "Before anything is stored" not in desk.text():
            await keys.press("enter")
        assert keys.count == 5, "one key for a story that is proposed right"
        assert titles(desk) == [], "nothing is stored before the preview was seen"
        assert "Will enter the bank: 5 stories" in desk.text()
        await keys.press("enter")
        with capsys.disabled():
            print(f"\nkeys for 5 stories from 3 sources: {keys.count} ({keys.count / 5:.1f} a story)")
        assert len(titles(desk)) == 5
        assert {"The refund bot", "A search nobody trusted", "Late parcels"} <= set(titles(desk))
        stored = next(row for row in desk.ws.stories.rows() if row["title"] == "The refund bot")
        assert desk.app.screen.stories.current_id() == stored["id"], "the cursor goes to what has come"
        assert "nine hours" in stored["result"]
        every_word = " ".join(str(stored[part]) for part in ("situation", "task", "action", "result", "learning"))
        assert sorted(every_word.split()) == sorted(TOLD[0][1].split()), "nothing lost, nothing added"
        assert any("thirty customers" in str(row) for row in desk.ws.stories.rows())
        await desk.press("u")
        assert titles(desk) == []


async def test_ten_stories_take_eleven_keys_or_two(open_app: Any, tmp_path: Path, capsys: Any) -> None:
    made = docx.Document()
    for number in range(10):
        made.add_heading(f"{TOLD[number % 2][0]} {number}", 1)
        made.add_paragraph(TOLD[number % 2][1])
    made.save(str(tmp_path / "ten.docx"))
    async with open_app(samples=False) as desk:
        await read(desk, files=str(tmp_path / "ten.docx"))
        one_by_one = Keys(desk)
        while not titles(desk):
            await one_by_one.press("enter")
        assert len(titles(desk)) == 10
        await desk.press("u")
        await read(desk, files=str(tmp_path / "ten.docx"))
        at_once = Keys(desk)
        await at_once.press("A", "enter")
        assert len(titles(desk)) == 10
        assert (one_by_one.count, at_once.count) == (11, 2)
        with capsys.disabled():
            print(f"\nkeys for 10 stories: {one_by_one.count} looked at one by one, {at_once.count} taken at once")


async def test_what_the_source_had_besides_is_listed(open_app: Any, sheet: Path) -> None:
    async with open_app(samples=False) as desk:
        screen = await read(desk, files=str(sheet))
        assert screen.sorting is not None
        assert screen.sorting.here is None, "a sheet that names its parts needs only the look at the whole"
        assert "Left out" in desk.text()
        assert "Mood" in desk.text()
        assert "12% less." in desk.text(), "the page shows the story under the cursor"
        await desk.press("enter")
        assert set(titles(desk)) == {"Late parcels", "=1+1"}


async def test_one_file_that_cannot_be_read_does_not_stop_the_others(open_app: Any, word: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 nothing")
    async with open_app(samples=False) as desk:
        await read(desk, files=f"'{tmp_path / 'scan.pdf'}' '{word}'")
        assert "1 not read" in desk.text()
        await desk.press("A")
        assert "scan.pdf is a PDF" in desk.text()
        await desk.press("enter")
        assert len(titles(desk)) == 2


async def test_a_pasted_text_outlives_a_kill_until_it_is_stored(open_app: Any, ws: Any) -> None:
    async with open_app(samples=False) as desk:
        await read(desk, paste=TRANSCRIPT)
        ws.drafts.flush()
        with Workspace.open(ws.bank.path, places=ws.places) as other:
            assert other.bank.read_only
        assert [draft.key for draft in ws.drafts.pending()] == [PASTE]
        assert "five percent" in ws.drafts.pending()[0].text
    async with open_app(samples=False) as desk:
        assert "pasted text, not brought in" in desk.text()
        await desk.press("b")
        assert "five percent" in desk.app.screen.query_one("#field-paste").text
        await desk.press("ctrl+s", "A", "enter")
        assert len(titles(desk)) == 1
        assert ws.drafts.pending() == []


async def test_esc_steps_back_and_the_same_files_go_on_where_one_stopped(open_app: Any, word: Path) -> None:
    async with open_app(samples=False) as desk:
        await read(desk, files=str(word))
        await desk.press("l", "enter", "escape")
        assert titles(desk) == []
        await desk.press("i")
        assert desk.app.screen.query_one("#field-files").value == str(word)
        await desk.press("ctrl+s")
        assert "Story 2 of 2" in desk.text()
        assert "1 taken" in desk.text()


async def test_a_story_whose_title_is_there_already_says_so(open_app: Any, word: Path) -> None:
    async with open_app(samples=False) as desk:
        await read(desk, files=str(word))
        await desk.press("A", "enter")
        await read(desk, files=str(word))
        assert "The refund bot (in your bank already)" in desk.text()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (160, 50)])
async def test_it_fits_every_size(open_app: Any, word: Path, size: tuple[int, int]) -> None:
    async with open_app(samples=False, size=size) as desk:
        await read(desk, files=str(word))
        for keys in ((), ("enter",), ("enter",)):
            await desk.press(*keys)
            lines = desk.lines()
            assert len(lines) == size[1]
            assert max(map(len, lines)) <= size[0]
            assert "Enter" in lines[-1]
            assert "? help" in lines[-1]
        assert "Will enter the bank: 2 stories" in desk.text()
        assert "As it would stand" in desk.text()


async def test_hostile_words_are_words(open_app: Any) -> None:
    hostile = "[/] [b]x[/b] [@click=app.quit]quit[/] $ink {title}"
    async with open_app(samples=False) as desk:
        await read(
            desk, paste=f"I asked {hostile} twice.\x1b[31m We had \u202e no answer. Sales rose by 4%." + " W" * 400
        )
        assert "[@click=app.quit]" in desk.text().replace("\n", " ")
        await desk.press("j", "k", "s", "A")
        for forbidden in ("\x1b", "\u202e"):
            assert forbidden not in desk.text()
        await desk.press("enter")
        assert clean(hostile) in " ".join(str(desk.ws.stories.rows()[0][part]) for part in ("situation", "action"))


async def test_files_made_to_hurt_are_one_sentence(open_app: Any, tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_bytes(b"word " * 3_000_000)
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 not a package")
    (tmp_path / "empty.txt").write_bytes(b"")
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        for name in ("huge.txt", "bad.docx", "empty.txt", "missing.md"):
            await desk.press("i")
            desk.app.screen.query_one("#field-files").value = str(tmp_path / name)
            await desk.press("ctrl+s")
            assert not isinstance(desk.app.screen, ProposalScreen)
            assert name in desk.toasts()[-1]
        assert titles(desk) == []


def test_a_key_that_the_list_leaves_to_the_screen_still_belongs_to_one_action() -> None:
    assert Keymap({"bring_in.skip": "enter"}).problems[0].startswith('Keys: "Enter" for "bring_in.skip"')
    assert Keymap({"bring_in.skip": "h"}).problems == []


async def test_with_a_bank_that_is_read_only_nothing_is_taken(open_app: Any, ws: Any) -> None:
    ws.stories.new("One")
    with Workspace.open(places=ws.places, now=ws.now) as second:
        async with open_app(samples=False, on=second) as desk:
            await desk.press("i")
            assert "open for reading only" in desk.toasts()[-1]
