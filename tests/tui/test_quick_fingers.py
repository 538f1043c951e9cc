"""Keys that come faster than they are drawn do what they would have done one by one."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("last", ["ctrl+s", "enter"])
async def test_the_key_that_ends_a_form_does_not_overtake_what_was_typed(open_app: Any, last: str) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape", "a")
        for key in ("T", "h", "e", "space", "v", "a", "n", last):
            desk.key(key)
        await desk.settle()
        assert [row["title"] for row in desk.ws.stories.rows()] == ["The van"]
