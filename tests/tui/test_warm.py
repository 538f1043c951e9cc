"""Modes laid out before their first key: nothing else is shown for it, and nothing is read or planned for it."""

from __future__ import annotations

from typing import Any

from workbench.tui.modes import MODE_TITLES
from workbench.tui.screens.story import StoryScreen
from workbench.tui.warm import make_ready


async def sights(desk: Any) -> dict[str, list[str]]:
    """Return what each mode shows when its key is pressed."""
    seen = {}
    for key, mode in zip("1234567", MODE_TITLES, strict=True):
        await desk.press(key)
        assert desk.app.current_mode == mode
        seen[mode] = desk.lines()
    return seen


async def test_the_first_sight_of_a_mode_laid_out_ahead_is_what_it_would_have_been(timed_app: Any) -> None:
    async with timed_app() as desk:
        desk.ws.evening.work_out()
        desk.ws.planned.plan(desk.ws.tailoring.targets()[0].id)
        plain = await sights(desk)
    async with timed_app() as desk:
        before, first = desk.lines(), desk.app.screen
        await make_ready(desk.app)
        await desk.settle()
        assert desk.lines() == before, "what is shown stays as it is"
        assert desk.app.screen is first
        ready = desk.app.mode_screens()
        assert len(ready) == len(MODE_TITLES)
        assert await sights(desk) == plain
        assert desk.app.mode_screens() == ready, "no mode is made a second time"


async def test_keys_pressed_while_modes_are_laid_out_do_what_they_say(timed_app: Any) -> None:
    async with timed_app() as desk:
        wanted = str(desk.ws.stories.rows()[3]["id"])
        work = desk.app.run_worker(make_ready(desk.app))
        desk.app.open_story(wanted, edit=True, part="action")
        desk.key("5")
        desk.key("3")
        await work.wait()
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, StoryScreen)
        assert screen.story is not None
        assert screen.story.id == wanted
        assert len(desk.app.mode_screens()) == len(MODE_TITLES)


async def test_nothing_is_read_or_planned_ahead(home: Any, timed_app: Any) -> None:
    async with timed_app(samples=False) as desk:
        await desk.press("escape", "6")
        desk.ws.stories.add_samples()
        unread = desk.ws.reading.unread(desk.ws.stories.rows())
        await make_ready(desk.app)
        await desk.settle()
        story = next(each for each in desk.app.mode_screens() if isinstance(each, StoryScreen))
        assert [story.report] == [None]
        assert desk.ws.reading.unread(desk.ws.stories.rows()) == unread
        assert not list((home / "state").rglob("plan-*.json"))
        await desk.press("3")
        assert story.report is not None, "it is read once it is shown"
        assert len(desk.ws.reading.unread(desk.ws.stories.rows())) == len(unread) - 1


async def test_a_target_that_came_meanwhile_is_named_while_its_plan_is_worked_out(timed_app: Any) -> None:
    async with timed_app(samples=False) as desk:
        await desk.press("escape", "5")
        assert "No target yet" in desk.text()
        desk.ws.tailoring.new_target("Example Labs", "Product manager")
        desk.app.bank_changed()
        assert not desk.app.screen.has_class("-empty"), "at once, before the plan is there"
        await desk.settle()
        assert "Example Labs, Product manager" in desk.text()
        assert "No target yet" not in desk.text()
