"""What if as its own view, by keyboard: both plans beside each other, kept or thrown away."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.tui.screens.what_if import Beside


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_both_plans_stand_beside_each_other_and_nothing_is_lost(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        await desk.press("5")
        screen = desk.app.screen
        before = screen.plan
        await desk.press("j", "i")
        await desk.type("without")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Beside)
        text = desk.text()
        assert "What if: without" in text
        assert "another story" in text
        assert "→" in text
        await desk.press("a")
        assert " = " in desk.text()
        await desk.press("escape")
        assert desk.app.screen is screen
        assert screen.plan == before


async def test_a_what_if_is_kept_and_taken_back(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        target = desk.app.screen.target
        await desk.press("j", "i")
        await desk.type("without")
        await desk.press("enter", "enter")
        kept = desk.ws.tailoring.target(target.id)
        assert len(kept.excluded) == len(target.excluded) + 1
        assert kept.excluded[-1] not in {slot.story for slot in desk.app.screen.plan.slots}
        await desk.press("u")
        assert desk.ws.tailoring.target(target.id).excluded == target.excluded
