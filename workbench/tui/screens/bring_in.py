"""Bringing files in and writing them out: a path is asked for, the work is done off the screen's thread."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.tui.screens.form import Answers, Field, Problem, ask, required
from workbench.tui.screens.welcome import Menu

if TYPE_CHECKING:
    from workbench.model.story import Story
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.sorting import Sorting
    from workbench.workspace.exported import Exported
    from workbench.workspace.stories import Clash


KINDS = {".md", ".markdown", ".txt", ".json", ".jsonl", ".docx", ".csv", ".tsv", ".vtt", ".srt"}


def paths(text: str) -> list[Path]:
    """Return the files that a line names: one path, or several between quotes or blanks; a folder means its files."""
    from workbench.workspace.where import files_in, stands, typed_path

    whole = typed_path(text)
    try:
        names = [str(whole)] if stands(whole) else shlex.split(text)
    except ValueError:
        names = [text]
    found: list[Path] = []
    for name in names:
        path = typed_path(name)
        inside = files_in(path)
        found += [path] if inside is None else [each for each in inside if each.suffix.lower() in KINDS]
    return found


KEY = "bring in"


def bring_in(desk: WorkbenchApp, *, pasting: bool = False) -> None:
    """Ask for files or a pasted text and show what they hold; nothing is stored before the user has looked at it.

    With `pasting` the text comes first: the window opens where it goes.
    """
    from workbench.workspace.drafts import PASTE

    note = "Several: put blanks between them, quotes round names with blanks."
    files = Field("files", "Or a file or folder" if pasting else "File or folder", note=note, kept=False)
    paste = Field("paste", "Paste the text here" if pasting else "Or paste a text here", kind="text", draft=PASTE)
    ask(
        desk,
        "Paste a story" if pasting else "Bring in files",
        [paste, files] if pasting else [files, paste],
        lambda answers: _show(desk, answers),
        lead="Word, Markdown, text, CSV, JSON, a transcript, a résumé. You see what was found before it is stored.",
        confirm="Read",
        check=lambda answers: (
            None
            if answers["files"] or answers["paste"]
            else Problem("paste" if pasting else "files", "Name a file, or paste a text.")
        ),
        key=KEY,
    )


def go_on(desk: WorkbenchApp) -> bool:
    """Show files or a paste again whose stories were being settled when the program ended; say whether there are any.

    What was decided stands as it was, if they still hold the same.
    """
    from workbench.workspace.drafts import PASTE, SORTING, sorted_state

    draft = desk.ws.drafts.find(SORTING)
    state = {} if draft is None else sorted_state(draft)
    pasted = desk.ws.drafts.find(PASTE) if state.get("paste") else None
    files = [str(each) for each in state.get("files", [])]
    if not files and pasted is None:
        return False
    _show(desk, {"files": shlex.join(files), "paste": pasted.text if pasted else ""})
    return True


def _kept(desk: WorkbenchApp, files: list[Path], paste: str) -> dict[str, Any] | None:
    """What was decided of the same files and paste before the program ended."""
    from workbench.workspace.drafts import SORTING, sorted_state

    draft = desk.ws.drafts.find(SORTING)
    state = {} if draft is None else sorted_state(draft)
    same = state.get("files") == [str(path) for path in files] and state.get("paste") == bool(paste)
    return state if same else None


def _show(desk: WorkbenchApp, answers: Answers) -> None:
    from workbench.tui.screens.proposal import ProposalScreen
    from workbench.workspace.drafts import PASTE, SORTING

    files = paths(answers["files"]) if answers["files"] else []
    if not files and not answers["paste"]:
        desk.tell("There is no file in that folder that could hold stories.", severity="warning")
        return
    source = (answers["paste"], tuple(_state(path) for path in files))
    aside = desk.sorting if desk.sorting is not None and desk.sorting[0] == source else None

    def put_aside(sorting: Sorting | None) -> None:
        desk.half_typed[KEY] = answers
        desk.sorting = None if sorting is None else (source, sorting)

    def keep(sorting: Sorting) -> None:
        state = {"files": [str(path) for path in files], "paste": bool(answers["paste"]), **sorting.state()}
        about = {"window": "Stories being brought in", "state": json.dumps(state, ensure_ascii=False)}
        desk.keep_draft(SORTING, sorting.sentence(), about=about)

    def store(stories: list[Story], stored: Callable[[], None]) -> None:
        def done() -> None:
            desk.half_typed.pop(KEY, None)
            desk.sorting = None
            desk.ws.drafts.settle(SORTING)
            if answers["paste"]:
                desk.ws.drafts.settle(PASTE, answers["paste"])
            stored()

        _take(desk, stories, done, open_one=bool(answers["paste"]))

    desk.push_screen(
        ProposalScreen(
            files,
            answers["paste"],
            store=store,
            put_aside=put_aside,
            keep=keep,
            sorting=aside[1] if aside is not None else None,
            resume=_kept(desk, files, answers["paste"]) if aside is None else None,
        )
    )


def _state(path: Path) -> tuple[str, int, int]:
    """Which file it is, and whether it is still the one that was read."""
    try:
        known = path.stat()
    except (OSError, ValueError):
        return str(path), 0, 0
    return str(path), known.st_mtime_ns, known.st_size


def _take(desk: WorkbenchApp, stories: list[Story], done: Callable[[], None], *, open_one: bool) -> None:
    clashes = desk.ws.stories.clashes(stories)
    if clashes:
        _ask_clash(desk, stories, clashes, done)
    else:
        desk.run_worker(_add(desk, stories, None, done, open_one=open_one), group="bring-in", exit_on_error=False)


def _ask_clash(desk: WorkbenchApp, stories: list[Story], clashes: list[str], then: Callable[[], None]) -> None:
    names = ", ".join(clashes[:5]) + (" …" if len(clashes) > 5 else "")
    lead = [(f"{len(clashes)} of {len(stories)} stories are in your bank already: {names}.", "$ink")]
    ways = [
        ("l", "Leave those alone", "bring in only the others"),
        ("n", "Bring them in as new", "both stand side by side"),
        ("u", "Update", "as the next revision of yours; undo takes it back"),
    ]
    decisions: dict[str, Clash | None] = {"l": None, "n": "as-new", "u": "update"}

    def decided(way: str | None) -> None:
        if way in decisions:
            desk.run_worker(_add(desk, stories, decisions[way], then), group="bring-in", exit_on_error=False)

    desk.push_screen(Menu("Already here", lead, ways), decided)


async def _add(
    desk: WorkbenchApp,
    stories: list[Story],
    clash: Clash | None,
    then: Callable[[], None],
    *,
    open_one: bool = False,
) -> None:
    try:
        done = await desk.saving.write(lambda: desk.ws.stories.add(stories, clash))
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    if first := [*done.added, *done.updated][:1]:
        # The Bank's cursor goes to what has just come.
        desk.story_id = first[0]
    then()
    desk.bank_changed()
    parts = [f"{len(done.added)} new"]
    parts += [f"{len(done.updated)} updated"] if done.updated else []
    parts += [f"{len(done.left)} left alone"] if done.left else []
    desk.tell(f"Brought in: {', '.join(parts)}. {desk.keymap.shown('app.undo')} takes it back.")
    if open_one and len(done.added) == 1 and not done.updated:
        # A story that was pasted is what one wants to see read.
        desk.open_story(done.added[0])


def write_out(desk: WorkbenchApp, ids: Sequence[str] | None = None) -> None:
    """Ask for a folder and write the stories there as Markdown: all, or those with these ids."""
    from workbench.workspace.where import shown_path, typed_path

    def answered(answers: Answers) -> None:
        desk.run_worker(_write(desk, typed_path(answers["folder"]), ids), group="write-out", exit_on_error=False)

    what = "every story" if ids is None else "this story" if len(ids) == 1 else f"{len(ids)} stories"
    ask(
        desk,
        f"Write {what} as Markdown",
        [Field("folder", "Folder", shown_path(Path.cwd() / "stories"), kept=False)],
        answered,
        lead="One file a story, in full. Reading them back gives the same stories; a file that you changed since "
        "is not replaced.",
        confirm="Write",
        check=required("folder", "Name a folder."),
        key="write out",
    )


async def _write(desk: WorkbenchApp, folder: Path, ids: Sequence[str] | None) -> None:
    import asyncio

    def write() -> list[Exported]:
        return desk.ws.documents.stories_folder(folder, disclosure="full", only=ids)

    try:
        written = await asyncio.to_thread(write)
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    notes = list(dict.fromkeys(note for each in written for note in each.notes))
    said = f"{len(written)} stories are" if len(written) != 1 else "1 story is"
    desk.tell(" ".join([f"{said} in {folder}.", *notes[:3]]))
