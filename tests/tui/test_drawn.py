from __future__ import annotations

from typing import Any


async def test_what_was_due_in_a_batch_is_drawn_after_it(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        screen = desk.app.screen
        with desk.app.batch_update():
            screen._repaint_required = True
            screen._on_timer_update()
            assert screen._repaint_required, "nothing is shown in a batch"
            assert screen._update_timer._active.is_set(), "it would sleep until the next message"
        await desk.settle()
        assert not screen._repaint_required
