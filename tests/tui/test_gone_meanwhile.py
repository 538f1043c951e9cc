"""What a screen shows may be gone from the bank by now: a key on it is answered in words and ends nothing."""

from __future__ import annotations

from typing import Any

from workbench.tui.screens.form import Form
from workbench.tui.screens.tonight import TonightScreen


async def test_a_follow_up_of_a_story_that_went_to_the_trash_is_told(timed_app: Any) -> None:
    async with timed_app() as desk:
        screen = desk.app.screen
        assert isinstance(screen, TonightScreen)
        line = screen.first("probe")
        assert line is not None
        desk.ws.stories.delete(line.story)
        await desk.press("p")
        assert desk.app.is_running
        assert desk.app._exception is None
        assert "is in the trash" in desk.toasts()[-1]


async def test_enter_on_it_is_told_too(timed_app: Any) -> None:
    async with timed_app() as desk:
        screen = desk.app.screen
        assert isinstance(screen, TonightScreen)
        for _ in range(40):
            line = screen.line_here()
            if line is not None and line.kind == "probe":
                break
            await desk.press("down")
        else:
            raise AssertionError(desk.text())
        desk.ws.stories.delete(line.story)
        await desk.press("enter")
        assert desk.app.is_running
        assert desk.app._exception is None
        assert "is in the trash" in desk.toasts()[-1]


async def test_a_window_that_is_taken_down_before_it_was_drawn_ends_nothing(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("5", "a")
        form = desk.app.screen
        assert isinstance(form, Form)
        form.on_descendant_focus()
        form.dismiss(None)
        await form.remove_children()
        await desk.settle()
        assert desk.app.is_running
        assert desk.app._exception is None
