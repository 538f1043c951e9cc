"""Whole journeys by keys alone, as somebody makes them who has never seen the program."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.tui.pasted import PASTED, words_of
from tests.tui.sizes import BOTH
from workbench.model.practice import Debrief, Rehearsal
from workbench.tui.screens.story import StoryScreen
from workbench.tui.widgets.story_list import StoryList


@pytest.mark.parametrize("size", BOTH)
async def test_from_a_paste_to_an_underlined_sentence_an_answer_and_a_word_page(
    open_app: Any, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_app(samples=False, size=size) as desk:
        keys = 0

        async def press(*names: str) -> None:
            nonlocal keys
            keys += len(names)
            await desk.press(*names)

        await press("P")
        await desk.type(PASTED)
        await press("ctrl+s", "enter", "enter")
        screen = desk.app.screen
        assert isinstance(screen, StoryScreen), "the pasted story is what is shown"
        assert screen.report is not None
        marked = [
            screen.editor(part).text[span.start : span.end]
            for part in ("situation", "task", "action", "result", "learning")
            for span in screen.editor(part).spans()
            if span.kind in {"specific", "named"}
        ]
        assert marked
        assert all(each in PASTED for each in marked), "one of their own sentences is underlined"
        await press("n", "a")
        await desk.type("Two nurses did, one from each ward.")
        await press("ctrl+s")
        (story,) = desk.ws.stories.all()
        assert [each.text for each in story.answers] == ["Two nurses did, one from each ward."]
        await press("x")
        await press("ctrl+a", "ctrl+k")
        await desk.type(str(tmp_path / "page.docx"))
        await press("enter")
        assert "two nurses to grade 200 drafts" in words_of(tmp_path / "page.docx")
        assert "Written" in desk.text()
        assert keys <= 12, "beside what is pasted and typed"


async def test_we_did_not_is_one_of_the_answers(open_app: Any) -> None:
    async with open_app(samples=False, size=(80, 24)) as desk:
        await desk.press("P")
        await desk.type(PASTED)
        await desk.press("ctrl+s", "enter", "enter", "n", "a")
        assert "We did not" in desk.text()
        assert "Somebody else did" in desk.text()
        assert "I can't recall" in desk.text()
        await desk.press("tab", "right", "ctrl+s")
        (story,) = desk.ws.stories.all()
        assert [(each.kind, each.text) for each in story.answers] == [("did_not", "")]
        assert "we did not" in desk.text()


@pytest.mark.parametrize("size", BOTH)
async def test_a_bulk_change_is_undone_and_done_again(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        before = {row["id"]: row["themes"] for row in desk.ws.stories.rows()}
        await desk.press("space", "space", "space", "c")
        await desk.type("economics")
        await desk.press("ctrl+s")
        after = {row["id"]: row["themes"] for row in desk.ws.stories.rows()}
        assert sum(after[each] != before[each] for each in after) >= 2
        await desk.press("u")
        assert {row["id"]: row["themes"] for row in desk.ws.stories.rows()} == before
        await desk.press("ctrl+r")
        assert {row["id"]: row["themes"] for row in desk.ws.stories.rows()} == after
        found = desk.app.screen.query_one(StoryList)
        assert found.marked == set()


async def test_the_evening_before_and_the_day_after(timed_app: Any, clock: Any) -> None:
    async with timed_app(size=(80, 24)) as desk:
        await desk.press("r", "space")
        screen = desk.app.screen
        for seconds in [each.seconds for each in screen.plan]:
            clock.on(seconds=seconds)
            screen.tick()
            await desk.press("space")
        await desk.press("f")
        (told,) = desk.ws.bank.all(Rehearsal)
        assert told.finished
        await desk.press("escape", "1")
        clock.moment += timedelta(hours=22)
        await desk.press("2", "1", "b", "y", "s", "n")
        (written,) = desk.ws.bank.all(Debrief)
        assert [each.stumbled for each in written.asked] == [False, True]
        assert len(written.not_asked) == 1
