"""What a screen shows may be gone from the bank by now: a key on it is answered in words and ends nothing."""

from __future__ import annotations

from typing import Any

from workbench.tui.screens.form import Form
from workbench.tui.screens.tonight import TonightScreen


def runs(desk: Any) -> bool:
    """Whether the program still runs and met nothing that it does not know."""
    return bool(desk.app.is_running) and desk.app._exception is None


async def test_a_follow_up_of_a_story_that_went_to_the_trash_is_told(timed_app: Any) -> None:
    async with timed_app() as desk:
        screen = desk.app.screen
        assert isinstance(screen, TonightScreen)
        line = screen.first("probe")
        assert line is not None
        assert screen.evening is not None
        screen.list.put_cursor(f"{screen.evening.lines.index(line)}")
        desk.ws.stories.delete(line.story)
        # By its key, and by Enter on it.
        for key in ("p", "enter"):
            desk.app.clear_notifications()
            await desk.press(key)
            assert "is in the trash" in desk.toasts()[-1]
            assert runs(desk)


async def test_a_window_that_is_taken_down_before_it_was_drawn_ends_nothing(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("5", "a")
        form = desk.app.screen
        assert isinstance(form, Form)
        form.on_descendant_focus()
        form.dismiss(None)
        await form.remove_children()
        await desk.settle()
        assert runs(desk)
