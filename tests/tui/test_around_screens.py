"""What is done around the interviews: debrief, calendar, moments, my pitch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.sizes import BOTH
from workbench.model.practice import Debrief
from workbench.tui.screens.calendar import CalendarScreen
from workbench.tui.screens.debrief import DebriefScreen
from workbench.tui.screens.moments import MomentsScreen
from workbench.tui.screens.pitch import PitchScreen
from workbench.tui.screens.story import StoryScreen

pytestmark = pytest.mark.long


@pytest.mark.parametrize("size", BOTH)
async def test_a_debrief_is_kept_key_by_key(timed_app: Any, clock: Any, size: tuple[int, int]) -> None:
    clock.on(hours=22)
    async with timed_app(size=size) as desk:
        await desk.press("b")
        assert desk.shown() is DebriefScreen
        await desk.press("y")
        assert len(desk.ws.bank.all(Debrief)[0].asked) == 1
        await desk.press("s", "n")
        (written,) = desk.ws.bank.all(Debrief)
        assert [each.stumbled for each in written.asked] == [False, True]
        assert len(written.not_asked) == 1
        await desk.press("a")
        await desk.type("Why leave now")
        await desk.press("ctrl+s", "f", "f", "f", "e")
        await desk.type("She wants numbers.")
        assert desk.ws.drafts.pending()[0].key == f"debriefs/{written.id}/notes"
        await desk.press("ctrl+s", "o", "right", "right", "ctrl+s")
        (written,) = desk.ws.bank.all(Debrief)
        assert (written.felt, written.notes, written.outcome) == (3, "She wants numbers.", "passed")
        assert [each.question for each in written.asked if not each.slot] == ["Why leave now"]
        assert desk.ws.drafts.pending() == []
        assert "nobody expected it" in desk.text()
        await desk.press("escape", "7", "b", "enter")
        assert "it felt mixed" in desk.text(), "opened again, it can be completed"


async def test_a_question_settled_wrongly_is_settled_anew(timed_app: Any, clock: Any) -> None:
    clock.on(hours=22)
    async with timed_app() as desk:
        await desk.press("b", "y", "k", "n")
        (written,) = desk.ws.bank.all(Debrief)
        assert written.asked == []
        assert len(written.not_asked) == 1
        await desk.press("g", "s")
        (written,) = desk.ws.bank.all(Debrief)
        assert [each.stumbled for each in written.asked] == [True]
        assert written.not_asked == []


@pytest.mark.parametrize("size", BOTH)
async def test_tasks_are_ticked_and_moved_for_all_targets_that_ask(timed_app: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        await desk.press("c")
        screen = desk.app.screen
        assert desk.shown() is CalendarScreen
        task = screen.here()
        assert task is not None
        asking = [each.target for each in screen.all_here()]
        await desk.press("space")
        for target_id in asking:
            assert task.id in desk.ws.tailoring.target(target_id).done
        await desk.press("u")
        assert task.id not in desk.ws.tailoring.target(asking[0]).done
        screen.rows.put_cursor(next(row.id for row in screen.rows.rows if row.text == task.title))
        await desk.press("plus")
        assert desk.ws.tailoring.target(asking[0]).moved[task.id] == "2027-02-02"
        assert screen.here().id == task.id, "the cursor goes with what is moved"
        await desk.press("m")
        field = desk.app.screen.query_one("#field-day")
        assert field.value == "2 Feb 2027"
        field.value = "never"
        await desk.press("enter")
        assert "Write the day as 3 Dec 2026." in desk.text()
        field.value = "14 feb"
        await desk.press("enter")
        moved = [target.moved for target in desk.ws.tailoring.targets()]
        assert "2027-02-14" in [each for days in moved for each in days.values()]
        await desk.press("u")
        assert f"“{task.title}” to 14 Feb 2027" in desk.toasts()[-1], "what is taken back is named, not coded"
        screen.rows.put_cursor(next(row.id for row in screen.rows.rows if row.text.endswith("Recruiter screen")))
        await desk.press("m")
        field = desk.app.screen.query_one("#field-when")
        assert field.value == "2 Feb 2027, 16:30"
        assert "Time in London." in desk.text()
        field.value = ""
        await desk.press("enter")
        assert "Write the date as 3 Dec 2026, 10:00." in desk.text()
        field.value = "3 Feb 2027, 9:00"
        await desk.press("enter")
        moved_round = desk.ws.tailoring.target("google-group-pm").rounds[0]
        assert desk.ws.tailoring.when_typed(moved_round) == "3 Feb 2027, 09:00"


async def test_a_line_becomes_a_moment_and_a_moment_a_story(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("7", "i")
        assert desk.shown() is MomentsScreen
        assert "stories" in desk.text()
        await desk.press("a")
        await desk.type("The fax that saved us")
        assert desk.ws.drafts.pending()[0].text == "The fax that saved us"
        await desk.press("enter")
        moment = next(each for each in desk.ws.practice.moments() if each.text == "The fax that saved us")
        assert desk.ws.drafts.pending() == []
        desk.app.screen.rows.put_cursor(moment.id)
        await desk.press("w")
        assert desk.shown() is StoryScreen
        assert desk.ws.stories.get("the-fax-that-saved-us").situation == "The fax that saved us"
        assert moment.id not in [each.id for each in desk.ws.practice.moments()]


async def test_a_prompt_is_answered_under_its_theme(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("7", "i")
        theme, title, _ = desk.app.screen.asked[0]
        desk.app.screen.rows.put_cursor("ask:0")
        await desk.press("enter")
        assert title in desk.text()
        await desk.type("A plan")
        await desk.press("enter")
        assert [each.theme for each in desk.ws.practice.moments() if each.text == "A plan"] == [theme]


@pytest.mark.parametrize("size", BOTH)
async def test_a_pitch_is_written_kept_as_typed_and_told(timed_app: Any, clock: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        await desk.press("7", "p")
        assert desk.shown() is PitchScreen
        assert "Why Google" in desk.text()
        await desk.press("down", "enter")
        await desk.type("Truth. ")
        (draft,) = desk.ws.drafts.pending()
        assert draft.key == "targets/google-group-pm/pitch/why_ai"
        assert draft.text.startswith("Truth. ")
        assert "Esc done" in desk.lines()[-1]
        await desk.press("escape")
        assert desk.ws.tailoring.target("google-group-pm").pitch.why_ai.startswith("Truth.")
        assert desk.ws.drafts.pending() == []
        await desk.press("r")
        clock.on(seconds=38)
        await desk.press("r")
        assert desk.ws.pitch.piece("why_ai", "google-group-pm").told == (38,)
        assert "told in 0:38" in desk.text()


async def test_what_a_target_leaves_empty_is_said_in_the_common_words(timed_app: Any) -> None:
    async with timed_app() as desk:
        desk.ws.pitch.save("why_ai", "", "google-group-pm")
        await desk.press("7", "p", "t", "t")
        assert "the common base" in desk.text()
        await desk.press("down", "enter")
        await desk.type("Common words")
        await desk.press("escape", "t")
        piece = desk.ws.pitch.piece("why_ai", "google-group-pm")
        assert (piece.text, piece.inherited) == ("Common words", True)
        assert "common words" in desk.text()
        told = desk.ws.pitch.as_told(desk.ws.tailoring.target("google-group-pm"))
        assert told.pitch.why_ai == "Common words"
