"""Opening the screen: the bank that was asked for, the application, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from workbench.errors import WorkbenchError
from workbench.tui import garbage

FRAMES: Final = "120"
"""Most frames a second. Between a key and its picture Textual waits up to one frame: 8 ms, not the usual 17."""

CALM: Final = 1.0
"""Seconds that the first frame has for itself before the bank's own work begins."""


def start(words: Sequence[str]) -> int:
    """Open the full-screen workbench. `words` hold at most `--demo` and `--bank FILE`. Returns the exit code."""
    garbage.begin()
    from workbench.workspace import Workspace

    bank: Path | None = None
    rest = iter(words)
    for word in rest:
        if word == "--bank":
            bank = Path(next(rest, "")).expanduser()
        elif word.startswith("--bank="):
            bank = Path(word.removeprefix("--bank=")).expanduser()
    if bank == Path():
        print("workbench: --bank needs a file.", file=sys.stderr)
        return 2
    try:
        ws = Workspace.open(bank, demo="--demo" in words, calm=CALM)
    except WorkbenchError as error:
        print(error, file=sys.stderr)
        return 1
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    from workbench.tui.app import WorkbenchApp

    app = WorkbenchApp(ws)
    try:
        app.run(mouse=ws.settings.mouse)
    finally:
        app.saving.close()
        ws.close()
    if app.crash_said:
        print(app.crash_said, file=sys.stderr)
    return app.return_code or 0
