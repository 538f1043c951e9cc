from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from workbench.model.practice import Debrief, Drill, Rehearsal
from workbench.model.target import Target
from workbench.tui.screens.bank import BankScreen
from workbench.tui.screens.calendar import CalendarScreen
from workbench.tui.screens.drill import DrillScreen
from workbench.tui.screens.mock import MockScreen
from workbench.tui.screens.rehearse import RehearseScreen
from workbench.tui.screens.tonight import TonightScreen


async def test_it_comes_first_when_a_round_is_ahead_and_says_what_with_whom_and_when(timed_app: Any) -> None:
    async with timed_app() as desk:
        assert desk.shown() is TonightScreen
        text = desk.text()
        assert "hours left" in text
        assert "Recruiter screen  Google" in text
        assert "with Priya Raman" in text
        assert "Tuesday 02 February, 16:30 London" in text
        assert desk.digits("#countdown") == "21:00"
        assert "Then: Mon 08 Feb Microsoft" in text


async def test_without_a_round_ahead_the_bank_comes_first_and_tonight_says_what_would_be_here(
    timed_app: Any, clock: Any
) -> None:
    clock.on(days=90)
    async with timed_app() as desk:
        assert desk.shown() is BankScreen
        await desk.press("1")
        assert "No round is ahead." in desk.text()
        assert "to the targets" in desk.text()


async def test_the_countdown_goes_on_as_time_does(timed_app: Any, clock: Any) -> None:
    async with timed_app() as desk:
        digits = desk.app.screen.query_one("#countdown Digits")
        clock.on(hours=20, minutes=15)
        desk.app.screen.tick()
        assert digits.value == "45"
        assert "minutes left" in desk.text()
        clock.on(minutes=50)
        desk.app.screen.tick()
        await desk.settle()
        assert "under way" in desk.text()
        clock.on(minutes=40)
        desk.app.screen.tick()
        assert "Microsoft" in desk.text()


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24), (160, 50)])
async def test_it_fits_every_size(timed_app: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        lines = desk.lines()
        assert len(lines) == size[1]
        assert max(map(len, lines)) <= size[0]
        assert "7 Practice" in lines[0]
        assert "? help" in lines[-1]
        assert "Priya Raman" in desk.text()
        assert "Stories to rehearse" in desk.text()


async def test_one_key_leads_into_each_open_thing(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("r")
        assert desk.shown() is RehearseScreen
        await desk.press("escape")
        assert desk.shown() is TonightScreen
        await desk.press("d")
        assert desk.shown() is DrillScreen
        await desk.press("escape", "m")
        assert desk.shown() is MockScreen
        await desk.press("escape", "c")
        assert desk.shown() is CalendarScreen
        await desk.press("escape", "v")
        assert "Priya Raman" in desk.text()
        assert desk.app.current_mode == "target"


async def test_a_follow_up_is_answered_on_the_spot(timed_app: Any) -> None:
    async with timed_app() as desk:
        evening = desk.app.screen.evening
        open_before = [line for line in evening.lines if line.kind == "probe"]
        await desk.press("p")
        assert open_before[0].text[:40] in desk.text()
        await desk.type("Nobody else knew the letters.")
        assert desk.ws.drafts.pending()[0].text == "Nobody else knew the letters."
        await desk.press("ctrl+s")
        story = desk.ws.stories.get(open_before[0].story)
        assert "Nobody else knew the letters." in [answer.text for answer in story.answers]
        assert desk.ws.drafts.pending() == []
        left = [line for line in desk.app.screen.evening.lines if line.kind == "probe"]
        assert open_before[0] not in left


async def test_we_did_not_is_an_answer_and_needs_no_text(timed_app: Any) -> None:
    async with timed_app() as desk:
        first = next(line for line in desk.app.screen.evening.lines if line.kind == "probe")
        await desk.press("p", "tab", "right", "ctrl+s")
        assert [a.kind for a in desk.ws.stories.get(first.story).answers][-1] == "did_not"


async def test_a_number_gets_its_source_on_the_spot(timed_app: Any) -> None:
    async with timed_app() as desk:
        first = next(line for line in desk.app.screen.evening.lines if line.kind == "number")
        await desk.press("n")
        assert f"“{first.text}”" in desk.text()
        await desk.press("ctrl+s")
        assert "A measured number needs its source" in desk.text()
        await desk.type("board report, March")
        await desk.press("ctrl+s")
        claim = next(c for c in desk.ws.stories.get(first.story).claims if c.quote == first.text)
        assert (claim.tag, claim.source) == ("measured", "board report, March")
        assert first not in desk.app.screen.evening.lines


async def test_a_task_is_ticked_for_every_target_and_undo_takes_it_back(timed_app: Any) -> None:
    async with timed_app() as desk:
        task = next(line for line in desk.app.screen.evening.lines if line.kind == "task")
        await desk.press("t")
        assert all(task.ref in target.done for target in desk.ws.tailoring.targets())
        assert task not in desk.app.screen.evening.lines
        await desk.press("u")
        assert not any(task.ref in target.done for target in desk.ws.tailoring.targets())


async def test_a_round_that_has_ended_asks_to_be_written_down_first_of_all(timed_app: Any, clock: Any) -> None:
    clock.on(hours=22)
    async with timed_app() as desk:
        assert "Write it down" in desk.text()
        await desk.press("b")
        assert "Debrief: Google: Recruiter screen" in desk.text()
        await desk.press("y", "s", "escape")
        assert len(desk.ws.bank.all(Debrief)) == 1
        assert "Write it down" not in desk.text()


async def test_long_groups_open_by_enter(timed_app: Any) -> None:
    async with timed_app() as desk:
        rows = desk.app.screen.list
        rows.put_cursor("more:number")
        before = rows.count()
        await desk.press("enter")
        assert rows.count() > before + 10


async def test_a_key_into_nothing_says_so(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("b")
        assert desk.toasts()[-1] == "No round waits to be written down."


async def test_what_was_worked_out_is_remembered_and_dropped_when_the_bank_changes(timed_app: Any, clock: Any) -> None:
    async with timed_app() as desk:
        found = desk.app.screen.evening
        assert desk.ws.evening.remembered() == found
        desk.ws.stories.new("Another")
        assert desk.ws.evening.remembered() is None
        desk.ws.evening.work_out()
        assert desk.ws.evening.remembered() is not None
        clock.on(days=1)
        assert desk.ws.evening.remembered() is None
        (desk.ws.bank.keep / "tonight.json").write_text("[[[", encoding="utf-8")
        assert desk.ws.evening.remembered() is None


async def test_titles_with_markup_are_shown_as_they_are(timed_app: Any) -> None:
    async with timed_app() as desk:
        target = desk.ws.tailoring.target("google-group-pm")
        rounds = [target.rounds[0].model_copy(update={"title": "[b]Screen[/foo]", "interviewer": "[x](y)"})]
        desk.ws.tailoring.save_target(target.model_copy(update={"rounds": rounds}))
        desk.app.bank_changed()
        await desk.settle()
        assert "[b]Screen[/foo]" in desk.text()
        assert "with [x](y)" in desk.text()


async def test_a_week_read_day_by_day(timed_app: Any, clock: Any) -> None:
    """Import, rehearse, drill, mock, debrief: each day the first screen says what has been done and what is left."""
    clock.on(days=-6)
    async with timed_app() as desk:
        ws, practice = desk.ws, desk.ws.practice
        target: Target = ws.tailoring.target("google-group-pm")
        evening = practice.tonight()
        assert evening.next is not None
        assert (evening.next.round.id, evening.next.countdown) == ("recruiter", "in 7 days")
        assert len(evening.of("rehearse")) == len(evening.stories) >= 3

        clock.on(days=1)
        for story_id in evening.stories[:2]:
            story = ws.stories.get(story_id)
            told = practice.begin_rehearsal(story, 90)
            plan = practice.rehearsal_plan(story, 90)
            told = told.model_copy(update={"seconds": {each.part: each.seconds + 1 for each in plan}, "finished": True})
            practice.keep_rehearsal(told)
        assert len(practice.tonight().of("rehearse")) == len(evening.stories) - 2

        clock.on(days=1)
        before = practice.tonight().cards
        for due in practice.drill():
            practice.answered(due.card, right=True, seconds=6)
        assert practice.tonight().streak == 2
        assert before == 9
        assert len(ws.bank.all(Drill)) == 9

        clock.on(days=1)
        played = practice.begin_mock(target.id, "recruiter")
        for position in range(len(played.questions)):
            played = practice.rate_mock(played, position, 3, 100)
        assert played.finished
        practice.tick_everywhere("mock-one")
        assert "mock-one" not in [each.ref for each in practice.tonight().of("task")]

        clock.on(days=3, hours=-2)
        assert practice.tonight().next.left == timedelta(hours=23)
        clock.on(days=1)
        written = practice.open_debrief(target.id, "recruiter")
        assert practice.open_debrief(target.id, "recruiter").id == written.id
        for at, line in enumerate(practice.debrief_lines(written)):
            written = practice.settle_line(written, line, "stumbled" if at == 1 else "came")
        evening = practice.tonight()
        assert evening.next is not None
        assert evening.next.target.company == "Microsoft"
        assert not evening.of("debrief")
        clock.on(days=7)
        evening = practice.tonight()
        assert evening.next is not None
        assert evening.next.round.id == "hiring-manager"
        assert [each.text for each in evening.of("asked")] == [target.rounds[0].slots[1].question]
        assert ws.bank.all(Rehearsal)
