"""Writing a document from a screen: where to, what is being done in the last line, Esc cancels, then the final path."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import Refused, WorkbenchError
from workbench.tui.screens.form import Answers, Field, ask, required

if TYPE_CHECKING:
    from workbench.tui.screens.frame import Frame
    from workbench.workspace.exported import Exported

Work = Callable[[Path, Answers, Callable[[str], None]], "Exported"]
"""Writes the document at a path, with the other answers of the window; the last tells what is being done."""
LOOKS = (("designed", "designed, with tables"), ("plain", "plain: one column, no tables, for machines that read it"))
SHOWN = (("", "as in the settings"), ("full", "as written"), ("anonymised", "confidential terms replaced"),
         ("percentages", "also no figure but shares"))  # fmt: skip


class Writing:
    """One document at a time, from one screen."""

    def __init__(self, screen: Frame) -> None:
        self._screen = screen
        self._cancelled = False
        self.active = False

    def ask(
        self,
        title: str,
        name: str,
        work: Work,
        *,
        lead: str,
        key: str,
        fields: Sequence[Field] = (),
    ) -> None:
        """Ask for the path (proposed: `name` in this folder) and `fields`, then write."""
        from workbench.workspace.where import shown_path

        desk = self._screen.desk

        def answered(answers: Answers) -> None:
            desk.run_worker(self._write(work, answers), group="export", exit_on_error=False)

        ask(
            desk,
            title,
            [*fields, Field("path", "File (.docx, or .md)", shown_path(Path.cwd() / name), kept=False)],
            answered,
            lead=lead,
            confirm="Write",
            check=required("path", "Name a file."),
            key=key,
        )

    def cancel(self) -> bool:
        """Stop what is being written; False if nothing is."""
        self._cancelled = self.active
        return self.active

    async def _write(self, work: Work, answers: Mapping[str, str]) -> None:
        from workbench.workspace.where import typed_path

        screen = self._screen
        self._cancelled, self.active = False, True

        def step(doing: str) -> None:
            if self._cancelled:
                raise Refused("The document was not written, as you wished.")
            screen.app.call_from_thread(screen.note, f"{doing} … Esc cancels")

        try:
            written = await asyncio.to_thread(work, typed_path(answers["path"]), dict(answers), step)
        except WorkbenchError as error:
            screen.desk.tell_error(error)
            return
        finally:
            self.active = False
            screen.note("")
        screen.desk.written(written.path, written.notes)
