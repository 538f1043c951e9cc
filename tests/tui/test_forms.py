from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from workbench.tui.screens.bring_in import bring_in
from workbench.tui.screens.form import Field, Form, required
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.text_box import TextBox


async def test_an_error_is_seen_under_its_field_and_the_cursor_goes_there(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        desk.app.go_to_mode("target")
        await desk.settle()
        await desk.press("a")
        await desk.type("Harbour Lab")
        desk.app.screen.query_one("#field-first", Input).focus()
        await desk.settle()
        assert "for example 3 Dec 2026, 10:00" in desk.text()
        desk.app.screen.query_one("#field-first", Input).value = "next week"
        await desk.settle()
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, Form)
        lines = desk.lines()
        (said,) = [at for at, line in enumerate(lines) if "Write the date as 3 Dec 2026, 10:00." in line]
        assert "next week" in lines[said - 1], "the field stands right above what is said about it"
        assert desk.app.focused.id == "field-first"
        desk.app.screen.query_one("#field-company", Input).value = ""
        await desk.press("ctrl+s")
        assert "A company is needed." in desk.text()
        assert desk.app.focused.id == "field-company"


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
@pytest.mark.parametrize("at", [0, 14])
async def test_every_window_scrolls_to_what_is_wrong(open_app: Any, size: tuple[int, int], at: int) -> None:
    async with open_app(size=size) as desk:
        form = Form(
            "Many",
            [Field(f"f{each}", f"Field {each}", note="a note") for each in range(15)],
            check=required(f"f{at}", "This one is needed."),
        )
        desk.app.call_later(desk.app.push_screen, form)
        await desk.settle()
        await desk.press("ctrl+s")
        assert "This one is needed." in desk.text()
        assert desk.app.focused.id == f"field-f{at}"


async def test_pasted_principles_name_the_field_that_is_wrong(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("5", "p")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, Form)
        assert desk.app.focused.id == "field-list"
        desk.app.screen.query_one("#field-list", TextBox).text = "Fairness: we test for it.\nPrivacy: we keep little."
        await desk.press("ctrl+s")
        await desk.settle()
        second = list(desk.app.screen.query(Input))[1]
        second.value = "nonsense"
        await desk.press("ctrl+s")
        assert "There is no value “nonsense”." in desk.text()
        assert desk.app.focused is second


async def test_space_in_a_row_of_choices_keeps_the_one_under_the_cursor(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        form = Form(
            "Choose",
            [Field("into", "Put it in?", "", "choice", (("", "no"), ("task", "Task"), ("up", "Action")), kept=False)],
        )
        desk.app.call_later(desk.app.push_screen, form)
        await desk.settle()
        choice = desk.app.screen.query_one(Choice)
        await desk.press("right", "space")
        assert choice.value == "task"
        await desk.press("space", "right", "space")
        assert choice.value == "up"


async def test_the_end_of_what_was_pasted_is_in_sight_at_once(open_app: Any) -> None:
    async with open_app(samples=False, size=(80, 24)) as desk:
        await desk.press("escape")
        bring_in(desk.app)
        await desk.settle()
        desk.app.screen.query_one("#field-paste").focus()
        await desk.settle()
        paragraph = "I asked both teams what it would take to win one of them over. " * 5
        await desk.type(f"{paragraph}\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}\n\nSo be it.")
        assert "So be it." in desk.text()
