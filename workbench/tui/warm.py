"""What the other modes will need, brought in while nobody waits for it.

The first frame imports only what it shows; the rest would be paid for by the first key to another mode (200 to 600 ms
with the models and the catalogue, `python -m bench modes`). So it is brought in by a thread soon after the first frame.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.workspace import Workspace

AFTER: Final = 0.8
"""Seconds after the first frame."""
_NEEDED: Final = (
    "workbench.tui.screens.bank",
    "workbench.tui.screens.story",
    "workbench.tui.screens.coverage",
    "workbench.tui.screens.target",
    "workbench.tui.screens.portfolio",
    "workbench.tui.screens.practice",
    "workbench.tui.screens.finder",
)


def warm(ws: Workspace) -> None:
    """Bring in the screens, the models and the catalogue. For a thread; what it brings in is shared as it comes."""
    for name in _NEEDED:
        import_module(name)
    _ = ws.catalogue, ws.tailoring, ws.practice, ws.portfolio
