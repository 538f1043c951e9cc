"""The user's own editor: the terminal is handed over, and what comes back is one change."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from workbench.errors import CannotWrite, Refused, WorkbenchError
from workbench.text import clean

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.widgets.text_box import TextBox

# Editors with a window of their own return at once unless they are told to wait.
_WAIT = {"code": "--wait", "subl": "--wait", "mate": "--wait", "gedit": "--wait", "zed": "--wait", "atom": "--wait"}


def command() -> list[str]:
    """Return the editor's command: $VISUAL, then $EDITOR. Raises `Refused` if neither is set."""
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not words:
        raise Refused("No editor is named.", do="Set VISUAL or EDITOR, for example: export EDITOR=nano")
    wait = _WAIT.get(Path(words[0]).name)
    return [*words, wait] if wait and wait not in words else words


def edited(desk: WorkbenchApp, text: str, name: str) -> str | None:
    """Hand a text to the editor and return it as it comes back; None if it did not change.

    The temporary file lies in a folder that only its user can enter, and is gone afterwards.
    """
    words = command()
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        path = Path(folder) / f"{name}.md"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        try:
            with desk.suspend():
                done = subprocess.run([*words, str(path)], check=False)
        except SuspendNotSupported:
            raise Refused("This terminal cannot be handed to another program.") from None
        except OSError as error:
            raise Refused(f"{words[0]} could not be started ({error.strerror}).") from error
        if done.returncode != 0:
            raise Refused(f"{words[0]} ended with an error ({done.returncode}).", kept="Nothing was changed.")
        try:
            back = clean(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CannotWrite(
                f"What {words[0]} left behind could not be read ({error}).", kept="Nothing was changed."
            ) from error
    return None if back == text else back


def edit_box(desk: WorkbenchApp, box: TextBox, name: str) -> None:
    """Edit a text area's text in the editor; it comes back as one undo step."""
    try:
        back = edited(desk, box.text, name)
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    if back is not None:
        box.put_text(back.removesuffix("\n"))


def edit_story(desk: WorkbenchApp, story_id: str) -> None:
    """Edit a whole story as Markdown in the editor and save it as one change."""
    from workbench.model.markdown import from_markdown, to_markdown

    try:
        story = desk.ws.stories.get(story_id)
        back = edited(desk, to_markdown(story), story_id)
        if back is None:
            desk.tell("Nothing was changed.")
            return
        changed = from_markdown(back, "what you wrote").model_copy(update={"id": story.id})
    except WorkbenchError as error:
        desk.tell_error(error)
        return

    async def save() -> None:
        try:
            await desk.saving.write(lambda: desk.ws.stories.save(changed, base_rev=story.rev))
        except WorkbenchError as error:
            desk.tell_error(error)
            return
        desk.bank_changed()

    desk.run_worker(save(), group="save", exit_on_error=False)
