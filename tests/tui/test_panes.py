"""One pane alone, and the two panes of a narrow window."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import TextArea

from workbench.tui.widgets.side_pane import SidePane


async def test_a_pane_fills_the_window_and_gives_it_back(open_app: Any) -> None:
    async with open_app() as desk:
        assert "43 words" in desk.text()
        await desk.press("z")
        assert "43 words" not in desk.text()
        assert "not an AI story" in desk.text()
        assert desk.app.screen.focused.size.width > 110
        await desk.press("z")
        assert "43 words" in desk.text()


async def test_what_is_away_comes_back_when_it_is_asked_for(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("3", "z")
        assert "Situation" not in desk.lines()[2]
        await desk.press("e")
        assert isinstance(desk.app.focused, TextArea)
        assert desk.app.focused.size.area


async def test_on_a_narrow_window_f2_shows_the_text_without_typing_into_it(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("3")
        before = desk.app.screen.as_typed()
        assert "What a listener could check" in desk.text()
        await desk.press("f2")
        assert "Situation" in desk.text()
        assert "What a listener could check" not in desk.text()
        assert not isinstance(desk.app.focused, TextArea)
        await desk.press("j", "k")
        assert desk.app.screen.as_typed() == before
        await desk.press("f2")
        assert "What a listener could check" in desk.text()
        await desk.press("f2", "e")
        assert isinstance(desk.app.focused, TextArea)


@pytest.mark.parametrize(("size", "room"), [((160, 45), True), ((120, 40), False)])
async def test_a_wide_window_has_a_third_pane(open_app: Any, size: tuple[int, int], room: bool) -> None:
    async with open_app(size=size) as desk:
        await desk.press("3")
        screen = desk.app.screen
        findings, detail = screen.query_one("#findings"), screen.query_one("#story-detail")
        assert (detail.region.x >= findings.region.right) is room


async def test_what_explains_a_line_is_scrolled_while_the_list_keeps_the_focus(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        for mode, start in (("2", "g"), ("3", "n"), ("5", "g")):
            await desk.press(mode)
            if mode == "3":
                desk.app.open_story("fraud-score-two-postcodes")
                await desk.settle()
            await desk.press(start)
            pane, focused = desk.app.screen.query_one(SidePane), desk.app.focused
            assert pane.max_scroll_y > 0, f"mode {mode} has nothing to scroll: choose another line"
            assert "J more" in desk.text()
            for _ in range(40):
                await desk.press("J")
                if pane.scroll_y >= pane.max_scroll_y:
                    break
            assert pane.scroll_y == pane.max_scroll_y
            assert "K back" in desk.text()
            assert desk.app.focused is focused
            await desk.press("K")
            assert pane.scroll_y < pane.max_scroll_y
            await desk.press("down", "up") if mode != "3" else await desk.press("N", "n")
            assert pane.scroll_y == 0, "another line is explained from its beginning"


async def test_the_key_to_all_keys_is_never_pushed_out_of_the_last_line(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        for mode in "1234567":
            await desk.press(mode)
            footer = desk.lines()[-1]
            assert "? help" in footer, (mode, footer)
            assert len(footer.split("  ")) >= 4, "beside it there is room for the mode's own keys"


@pytest.mark.parametrize("size", [(160, 45), (120, 40), (80, 24)])
async def test_the_heading_stands_over_its_columns(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        heading = next(line for line in desk.lines() if "Checked" in line)
        row = next(line for line in desk.lines() if "Reading the plumber" in line)
        assert row.index("Reading the plumber") == heading.index("Story")
        assert row.index("now") + len("now") == heading.index("Touched") + len("Touched")


async def test_another_story_is_shown_from_within_the_story_mode(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("3")
        desk.app.open_story("flood-weekend")
        await desk.settle()
        assert "The flood weekend" in desk.lines()[1]
        desk.app.open_story("half-the-cost")
        await desk.settle()
        assert "Half the cost" in desk.lines()[1]
