"""Copying out of the terminal: by the terminal's own sequence and, where there is one, by the system's command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    from workbench.tui.app import WorkbenchApp

_COMMANDS = (("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"))


def copy(app: App[Any], text: str) -> None:
    """Put text on the clipboard. OSC 52 is never acknowledged, so the system's command is tried as well."""
    app.copy_to_clipboard(text)
    by_command = _by_command(text)
    how = "Copied." if by_command else "Copied, where your terminal allows it (OSC 52). x in the Bank writes a file."
    app.notify(how, markup=False)


def _by_command(text: str) -> bool:
    if sys.platform == "darwin":
        commands: tuple[tuple[str, ...], ...] = (("pbcopy",),)
    elif sys.platform == "win32":
        commands = (("clip",),)
    elif os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"):
        commands = _COMMANDS
    else:
        return False
    for command in commands:
        if shutil.which(command[0]):
            try:
                # The command's name is one of ours and the text goes in by its standard input.
                done = subprocess.run(command, input=text.encode(), timeout=2, check=False, capture_output=True)
            except (OSError, subprocess.TimeoutExpired):
                continue
            if done.returncode == 0:
                return True
    return False


def copy_story(desk: WorkbenchApp, story_id: str) -> None:
    """Copy a story as Markdown."""
    from workbench.model.markdown import to_markdown

    copy(desk, to_markdown(desk.ws.stories.get(story_id)))
