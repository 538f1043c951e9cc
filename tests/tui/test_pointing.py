"""A click on what was taken away a moment ago ends nothing, nor does an action of a screen that has gone."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static


async def test_a_click_on_a_widget_that_is_gone_means_nothing(open_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_app() as desk:
        gone = Static("was here")

        def stale(self: Screen[Any], x: int, y: int) -> tuple[Widget, Offset]:
            return gone, Offset(0, 0)

        monkeypatch.setattr(Screen, "get_widget_and_offset_at", stale)
        click = events.MouseDown(None, 5, 5, 0, 0, 1, False, False, False, screen_x=5, screen_y=5)
        desk.app.screen._forward_event(click)
        await desk.settle()
        assert desk.app.is_running
        assert desk.app.return_code in (None, 0)


async def test_an_action_of_a_screen_that_has_gone_is_refused_in_words(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("1")
        desk.app.do("rate.one")
        await desk.settle()
        assert "not shown now" in desk.toasts()[-1]
        assert desk.app.is_running
