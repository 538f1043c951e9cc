"""Opening the screen: the bank that was asked for, the application, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from workbench.errors import Damaged, WorkbenchError
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
    brought = ""
    try:
        try:
            ws = Workspace.open(bank, demo="--demo" in words, calm=CALM)
        except Damaged as damaged:
            brought = rescued(damaged, bank)
            if not brought:
                raise
            ws = Workspace.open(bank, calm=CALM)
    except WorkbenchError as error:
        print(error, file=sys.stderr)
        return 1
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    from workbench.tui.app import WorkbenchApp

    app = WorkbenchApp(ws)
    app.eager = True
    app.brought = brought
    try:
        app.run(mouse=ws.settings.mouse)
    finally:
        app.saving.close()
        ws.close()
    if app.crash_said:
        print(app.crash_said, file=sys.stderr)
    return app.return_code or 0


def rescued(damaged: Damaged, bank: Path | None) -> str:
    """Offer what can be put in the place of a bank that can't be opened, and put it there.

    Returns a sentence about what was done, "" where nothing was chosen or nothing is there. Raises WorkbenchError.
    """
    from functools import partial

    from workbench.tui.rescue import Rescue
    from workbench.workspace import safety
    from workbench.workspace.where import find_places
    from workbench.workspace.workspace import local_now

    places = find_places()
    offered = safety.candidates(bank, places)
    if not offered:
        return ""
    name = Rescue(damaged, offered, partial(safety.stories_in, bank=bank, places=places)).run()
    return safety.rebuild(bank, local_now, name, places).text if name else ""
