"""The user's own editor on the command line: $VISUAL, then $EDITOR, then what every system has."""

from __future__ import annotations

import os
import subprocess
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.workspace import Workspace


def edited(ws: Workspace, name: str, text: str) -> AbstractContextManager[str | None]:
    """Open `text` in the user's editor and give what was saved, None if nothing changed.

    Save it in the block: when that raises, what was written stays in a file, and the error says where.
    """
    from workbench.workspace.own_editor import in_editor

    return in_editor(ws.places, name, text, subprocess.call, "notepad" if os.name == "nt" else "vi")
