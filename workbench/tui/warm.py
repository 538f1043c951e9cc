"""What the other modes will need, made ready while nobody waits for it.

The first frame imports and lays out only what it shows; the rest would be paid for by the first key to another mode
(200 to 600 ms with the models and the catalogue, `python -m bench modes`). So it is brought in by a thread soon after
the first frame, and the other modes are laid out behind the one that is shown, while no key is pressed.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Final

from workbench.tui import garbage
from workbench.tui.modes import MODE_TITLES

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace import Workspace

AFTER: Final = 0.8
"""Seconds after the first frame."""
QUIET: Final = 0.4
"""Seconds without a key after which one more mode is laid out: twice what lies between a typist's keys."""
_NEEDED: Final = (
    "workbench.tui.screens.bank",
    "workbench.tui.screens.story",
    "workbench.tui.screens.coverage",
    "workbench.tui.screens.target",
    "workbench.tui.screens.portfolio",
    "workbench.tui.screens.practice",
    "workbench.tui.screens.finder",
)


async def make_ready(app: WorkbenchApp) -> None:
    """Bring in what the modes need, lay each one out, and let it work out what its first sight shows."""
    await asyncio.to_thread(warm, app.ws)
    for mode in MODE_TITLES:
        await _rest()
        await app.lay_out(mode)
    for screen in app.mode_screens():
        await _rest()
        if screen.is_mounted and not screen.is_current:
            screen.make_ready()


def warm(ws: Workspace) -> None:
    """Bring in the screens, the models and the catalogue. For a thread; what it brings in is shared as it comes."""
    for name in _NEEDED:
        import_module(name)
    _ = ws.catalogue, ws.tailoring, ws.practice, ws.portfolio


async def _rest() -> None:
    while (left := QUIET - garbage.rested()) > 0:
        await asyncio.sleep(left)
