from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AddSamples
from workbench.tui.screens.story import StoryScreen
from workbench.tui.story_rows import DEPTHS
from workbench.tui.widgets.story_list import StoryList


def stories(desk: Any) -> StoryList:
    found: StoryList = desk.app.screen.query_one(StoryList)
    return found


async def test_the_bank_shows_title_depth_words_and_what_is_thin(open_app: Any) -> None:
    async with open_app() as desk:
        text = desk.text()
        assert "24 stories" in desk.lines()[0]
        for row in stories(desk).rows:
            depth, _, profile = desk.ws.reading.depth(row.id)
            assert depth
            told = f"{profile}  {row.title[:12]}" if depth not in {"not-ai", "not-read"} else f"{'':10}{row.title[:12]}"
            assert f"{DEPTHS[depth][0]} {told}" in text
        assert "–           The nine o'clock" in text
        assert "No active story on:" in text
        assert "o open  e edit  a new  / filter" in desk.lines()[-1]


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24), (160, 50)])
async def test_it_fits_every_size(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        lines = desk.lines()
        assert len(lines) == size[1]
        assert max(map(len, lines)) <= size[0]
        assert "5 Target" in lines[0]
        assert "? help" in lines[-1]
        row = stories(desk).current()
        assert row is not None
        assert desk.text().count(row.title[:15]) >= 2, "in the list and in the preview"


async def test_moving_by_arrows_and_letters_previews_the_story(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("j", "down", "k")
        row = stories(desk).current()
        assert row is not None
        assert stories(desk).cursor == 1
        assert desk.lines()[2].count(row.title[:20]) == 1
        await desk.press("G")
        assert stories(desk).cursor == 23
        await desk.press("g")
        assert stories(desk).cursor == 0
        await desk.press("pagedown")
        assert stories(desk).cursor > 10


async def test_the_filter_narrows_as_one_types_and_esc_takes_it_away(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("slash")
        await desk.type("fraud score")
        assert 1 <= stories(desk).count() < 24
        assert "of 24 with “fraud score”" in desk.text()
        await desk.press("enter")
        assert desk.app.focused is stories(desk)
        await desk.press("escape")
        assert stories(desk).count() == 24


async def test_a_filter_without_a_hit_says_so(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("slash")
        await desk.type("zzzz")
        assert stories(desk).count() == 0
        assert "No story has all of these words." in desk.text()
        await desk.press("enter", "d")
        assert desk.toasts()[-1] == "There is no story under the cursor."


async def test_delete_goes_to_the_trash_and_u_brings_back(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("j", "j", "j")
        gone = stories(desk).current_id()
        await desk.press("j")
        below = stories(desk).current_id()
        await desk.press("k", "d")
        assert len(desk.ws.stories.rows()) == 23
        assert "u brings it back" in desk.toasts()[-1]
        assert stories(desk).current_id() == below, "the cursor stays where it was"
        await desk.press("j", "u")
        assert stories(desk).current_id() == gone, "and goes to what has come back"
        assert len(desk.ws.stories.rows()) == 24
        assert desk.ws.stories.row(gone) is not None
        await desk.press("ctrl+r")
        assert len(desk.ws.stories.rows()) == 23


async def test_many_stories_change_in_one_step(open_app: Any) -> None:
    async with open_app() as desk:
        before = {row["id"]: row["state"] for row in desk.ws.stories.rows()}
        await desk.press("space", "space", "space")
        marked = set(stories(desk).marked)
        assert "3 marked" in desk.text()
        await desk.press("t")
        after = {row["id"]: row["state"] for row in desk.ws.stories.rows()}
        assert len({after[each] for each in marked}) == 1
        assert {each for each in after if after[each] != before[each]} <= marked
        assert after != before
        await desk.press("u")
        assert {row["id"]: row["state"] for row in desk.ws.stories.rows()} == before


async def test_mark_all_takes_what_the_filter_shows(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("slash")
        await desk.type("theme:ethics")
        await desk.press("enter", "asterisk", "d")
        left = desk.ws.stories.rows()
        assert 0 < len(left) < 24
        assert not any("ethics" in row["themes"] for row in left)
        await desk.press("u")
        assert len(desk.ws.stories.rows()) == 24


async def test_sort_keeps_the_cursor_on_its_story(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("j", "j", "j")
        here = stories(desk).current_id()
        await desk.press("s")
        assert "by depth" in desk.text()
        assert stories(desk).current_id() == here
        await desk.press("s")
        titles = [stories(desk).rows[index].title.casefold() for index in stories(desk).shown]
        assert titles == sorted(titles)


async def test_a_new_story_needs_a_title_and_opens_in_its_text(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("a", "enter")
        assert "A title is needed" in desk.text()
        await desk.type("Chat that apologised")
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)
        assert "Chat that apologised" in desk.text()
        await desk.type("It began on a Monday.")
        await desk.press("escape")
        saved = desk.ws.stories.get("chat-that-apologised")
        assert saved.situation == "It began on a Monday."


async def test_an_empty_bank_says_what_to_do(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        assert "Look at the samples" in desk.text()
        await desk.press("escape")
        assert "This bank is empty." in desk.text()
        assert "Begin a story" in desk.text()
        await desk.press("S")
        assert len(desk.ws.stories.rows()) == 24


async def test_the_first_start_leads_to_the_samples(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("S")
        assert len(desk.ws.stories.rows()) == 24
        assert "24 stories" in desk.lines()[0]


async def test_files_are_brought_in_and_clashes_asked_about(open_app: Any, tmp_path: Path) -> None:
    file = tmp_path / "two.json"
    file.write_text(json.dumps([{"id": "one", "title": "One", "action": "I asked."}, {"id": "two", "title": "Two"}]))
    async with open_app(samples=False) as desk:
        await desk.press("i")
        desk.app.screen.query_one("#field-files").value = str(file)
        await desk.press("enter", "enter")
        assert {row["title"] for row in desk.ws.stories.rows()} == {"One", "Two"}
        await desk.press("i")
        desk.app.screen.query_one("#field-files").value = str(file)
        await desk.press("enter", "enter")
        assert "2 of 2 stories are in your bank already" in desk.text()
        await desk.press("n")
        assert len(desk.ws.stories.rows()) == 4


async def test_a_file_that_is_no_story_is_named(open_app: Any, tmp_path: Path) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("i")
        desk.app.screen.query_one("#field-files").value = str(tmp_path / "missing.md")
        await desk.press("enter")
        assert "missing.md" in desk.toasts()[-1]
        assert desk.ws.stories.rows() == []


async def test_thousands_of_stories_are_listed_without_drawing_them(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        from workbench.tui.story_rows import StoryRow

        many = [StoryRow({"id": f"s{number}", "title": f"Story number {number}"}) for number in range(10_000)]
        stories(desk).show_rows(many)
        await desk.press("G", "k")
        assert stories(desk).cursor == 9_998
        assert "Story number" in desk.text()


async def test_a_bank_that_somebody_holds_is_read_only_and_says_so(
    open_app: Any, ws: Any, add_samples: AddSamples
) -> None:
    from workbench.workspace import Workspace

    add_samples(ws)
    with Workspace.open(places=ws.places, now=ws.now) as second:
        assert second.bank.read_only
        async with open_app(samples=False, on=second) as desk:
            await desk.press("d")
            assert "open for reading only" in desk.toasts()[-1]
    assert len(ws.stories.rows()) == 24


async def test_a_pasted_story_is_looked_at_and_corrected_before_it_is_taken(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("i", "tab")
        await desk.type(
            "Our support team answered letters by hand. I had to decide whether a model could draft them. "
            "I asked two nurses to grade 200 drafts. Acceptance rose from 52% to 71%."
        )
        await desk.press("ctrl+s")
        assert "Story 1 of 1" in desk.text()
        assert "least certain (?? is doubtful)" in desk.text(), "that parts are guessed is said"
        await desk.press("l", "enter")
        assert desk.ws.stories.rows() == []
        await desk.press("enter")
        row = desk.ws.stories.rows()[0]
        assert row["learning"].startswith("Our support team")
        assert "52% to 71%" in " ".join(str(row[part]) for part in ("situation", "task", "action", "result"))
