"""The file is changed by something else while the screen is open: taken in when the window is looked at again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual import events

from workbench.bank import Bank, Places
from workbench.model.story import Story


def change_elsewhere(ws: Any, tmp_path: Path) -> None:
    """Let another machine change the bank and put it back in its place, as a sync client does."""
    places = Places.under(tmp_path / "laptop")
    places.create()
    places.bank.write_bytes(ws.bank.path.read_bytes())
    with Bank.open(places.bank, places) as bank, bank.transaction("there") as tx:
        tx.put(Story(title="Written on the laptop"))
    incoming = ws.bank.path.with_name("incoming")
    incoming.write_bytes(places.bank.read_bytes())
    incoming.replace(ws.bank.path)


async def test_it_is_taken_in_on_focus_and_said(open_app: Any, ws: Any, tmp_path: Path) -> None:
    ws.stories.save(Story(title="Letters"))
    async with open_app(samples=False) as desk:
        change_elsewhere(ws, tmp_path)
        assert "Written on the laptop" not in desk.text()
        desk.app.post_message(events.AppFocus())
        await desk.settle()
        assert "Written on the laptop" in desk.text()
        assert any("was changed outside: 1 taken in" in toast for toast in desk.toasts())


async def test_it_is_taken_in_by_the_next_save_too(open_app: Any, ws: Any, tmp_path: Path) -> None:
    ws.stories.save(Story(title="Letters"))
    async with open_app(samples=False) as desk:
        change_elsewhere(ws, tmp_path)
        await desk.press("d")
        assert [story.title for story in ws.stories.all()] == ["Written on the laptop"]
        assert any("was changed outside" in toast for toast in desk.toasts())
