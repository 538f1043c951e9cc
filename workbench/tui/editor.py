"""The user's own editor: the terminal is handed over, and what comes back is one change."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from workbench.errors import Refused, WorkbenchError
from workbench.tui.widgets.text_box import LONGEST
from workbench.workspace.own_editor import InEditor

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.widgets.text_box import TextBox


def handed(desk: WorkbenchApp, one: InEditor) -> str | None:
    """Hand the terminal to the editor and return what came back; None if nothing changed. Raises as `InEditor.run`."""

    def call(words: list[str]) -> int:
        try:
            with desk.suspend():
                return subprocess.run(words, check=False).returncode
        except SuspendNotSupported:
            raise Refused("This terminal cannot be handed to another program.") from None

    return one.run(call)


def tell(desk: WorkbenchApp, error: WorkbenchError, one: InEditor | None) -> None:
    """Say what went wrong; where the text is, if it stayed in its file, in a window that does not go by itself."""
    if one is None or not one.path.exists():
        desk.tell_error(error)
        return
    from workbench.tui.screens.message import MessageScreen

    desk.push_screen(MessageScreen("It did not work", str(error)))


def edit_box(desk: WorkbenchApp, box: TextBox, name: str) -> None:
    """Edit a text area's text in the editor; it comes back as one undo step."""
    one = None
    try:
        one = InEditor(desk.ws.places, name, box.text)
        back = handed(desk, one)
        if back is not None and len(back) > LONGEST:
            raise one.kept(Refused(f"{len(back):,} characters are too many for one field."))
    except WorkbenchError as error:
        tell(desk, error, one)
        return
    if back is not None:
        box.put_text(back.removesuffix("\n"))
        # Only when the field's own draft holds it.
        desk.call_after_refresh(one.done)


def edit_story(desk: WorkbenchApp, story_id: str) -> None:
    """Edit a whole story as Markdown in the editor and save it as one change."""
    from workbench.model.markdown import from_markdown, to_markdown

    one = None
    try:
        story = desk.ws.stories.get(story_id)
        one = InEditor(desk.ws.places, story_id, to_markdown(story))
        back = handed(desk, one)
        if back is None:
            desk.tell("Nothing was changed.")
            return
        try:
            changed = from_markdown(back, "What you wrote").model_copy(update={"id": story.id})
        except WorkbenchError as error:
            raise one.kept(error) from error
    except WorkbenchError as error:
        tell(desk, error, one)
        return

    async def save() -> None:
        try:
            await desk.saving.write(lambda: desk.ws.stories.save(changed, base_rev=story.rev), patient=True)
        except WorkbenchError as error:
            tell(desk, one.kept(error), one)
            return
        one.done()
        desk.bank_changed()

    desk.run_worker(save(), group="save", exit_on_error=False)
