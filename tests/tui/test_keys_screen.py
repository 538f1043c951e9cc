"""Keys are changed on the screen: press the new one; a taken one is refused by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.tui.actions import ACTIONS
from workbench.tui.keys import kept_by_terminals


async def keys_of(desk: Any, *query: str) -> None:
    await desk.press("comma", "end")
    assert "as they are" in desk.text() or "changed" in desk.text()
    await desk.press("enter", *query)


async def test_a_key_is_changed_works_at_once_and_is_written(open_app: Any, ws: Any) -> None:
    path: Path = ws.settings.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# mine\npaper = 'Letter'  # for the printer\n", encoding="utf-8")
    ws.settings = type(ws.settings).load(path)
    async with open_app() as desk:
        await keys_of(desk, *"bank.delete")
        await desk.press("enter")
        assert "Press the new key for “Delete”" in desk.text()
        await desk.press("D")
        assert "“Delete” is on D now." in desk.text()
        await desk.press("escape", "escape")
        before = len(desk.ws.stories.rows())
        await desk.press("d")
        assert len(desk.ws.stories.rows()) == before
        await desk.press("D")
        assert len(desk.ws.stories.rows()) == before - 1
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# for the printer" in text
    assert '"bank.delete" = "D"' in text


async def test_a_taken_key_is_refused_and_named(open_app: Any) -> None:
    async with open_app() as desk:
        await keys_of(desk, *"bank.delete")
        await desk.press("enter", "s")
        assert "s is “Sort” already (Bank)." in desk.text()
        assert desk.ws.settings.keys == {}
        await desk.press("enter", "escape")
        assert "Press the new key" not in desk.text()
        assert "Keys" in desk.text()


async def test_del_gives_the_own_key_back(open_app: Any, ws: Any) -> None:
    ws.settings = ws.settings.change_key("bank.delete", "D")
    async with open_app() as desk:
        await keys_of(desk, *"bank.delete")
        assert any("Delete" in line and "changed" in line for line in desk.lines())
        await desk.press("delete")
        assert "“Delete” has its own keys again." in desk.text()
        assert desk.ws.settings.keys == {}
        await desk.press("escape", "escape")
        before = len(desk.ws.stories.rows())
        await desk.press("d")
        assert len(desk.ws.stories.rows()) == before - 1


async def test_a_key_that_terminals_keep_is_taken_with_a_warning(open_app: Any) -> None:
    async with open_app() as desk:
        await keys_of(desk, *"bank.delete")
        await desk.press("enter", "f11")
        assert "full screen" in desk.text()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_action_relies_on_a_key_that_terminals_keep(action: Any) -> None:
    assert any(not kept_by_terminals(key) for key in action.keys)


async def test_messages_name_the_key_that_is_set_now(open_app: Any, ws: Any) -> None:
    ws.settings = ws.settings.change_key("app.undo", "U")
    async with open_app(samples=False, size=(80, 24)) as desk:
        assert "U takes them out" in desk.text()
        await desk.press("S")
        assert desk.toasts()[-1] == "The sample stories are in your bank. U takes them out again."


async def test_without_a_target_the_footer_offers_what_works(open_app: Any, ws: Any) -> None:
    ws.settings = ws.settings.change_key("target.new", "B")
    async with open_app(samples=False, size=(80, 24)) as desk:
        await desk.press("escape", "5")
        footer = desk.lines()[-1]
        assert "B new" in footer
        assert "dossier" not in footer
        assert "what if" not in footer
        assert "B   begin a target" in desk.text()
