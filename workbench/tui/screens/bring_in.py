"""Bringing files in and writing them out: a path is asked for, the work is done off the screen's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.screens.form import Answers, Field, ask
from workbench.tui.screens.welcome import Menu

if TYPE_CHECKING:
    from workbench.model.story import Story
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace.stories import Clash


def paths(text: str) -> list[Path]:
    """Return the files that a line names: one path, or several between quotes or blanks; a folder means its files."""
    import shlex

    whole = Path(text).expanduser()
    try:
        names = [str(whole)] if whole.exists() else shlex.split(text)
    except ValueError:
        names = [text]
    found: list[Path] = []
    for name in names:
        path = Path(name).expanduser()
        if path.is_dir():
            found += sorted(
                each for each in path.iterdir() if each.suffix.lower() in {".md", ".markdown", ".json", ".jsonl"}
            )
        else:
            found.append(path)
    return found


def bring_in(desk: WorkbenchApp) -> None:
    """Ask for files and bring their stories in; stories that already stand are asked about."""

    def answered(answers: Answers) -> None:
        desk.run_worker(_read(desk, paths(answers["files"])), group="bring-in", exit_on_error=False)

    ask(
        desk,
        "Bring in files",
        [Field("files", "File or folder", note="Several: put blanks between them, quotes round names with blanks.")],
        answered,
        lead="Markdown with a heading for each part, or JSON with title, situation, task, action, result and learning.",
        confirm="Read",
        check=lambda answers: "" if answers["files"] else "Name a file or a folder.",
        key="bring in",
    )  # fmt: skip


async def _read(desk: WorkbenchApp, files: list[Path]) -> None:
    import asyncio

    try:
        stories = await asyncio.to_thread(desk.ws.stories.read_files, files)
        clashes = desk.ws.stories.clashes(stories)
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    if not stories:
        desk.tell("There is no story in it.", severity="warning")
    elif clashes:
        _ask_clash(desk, stories, clashes)
    else:
        await _add(desk, stories, None)


def _ask_clash(desk: WorkbenchApp, stories: list[Story], clashes: list[str]) -> None:
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
            desk.run_worker(_add(desk, stories, decisions[way]), group="bring-in", exit_on_error=False)

    desk.push_screen(Menu("Already here", lead, ways), decided)


async def _add(desk: WorkbenchApp, stories: list[Story], clash: Clash | None) -> None:
    try:
        done = await desk.saving.write(lambda: desk.ws.stories.add(stories, clash))
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    desk.bank_changed()
    parts = [f"{len(done.added)} new"]
    parts += [f"{len(done.updated)} updated"] if done.updated else []
    parts += [f"{len(done.left)} left alone"] if done.left else []
    desk.tell(f"Brought in: {', '.join(parts)}. {desk.keymap.shown('app.undo')} takes it back.")


def write_out(desk: WorkbenchApp) -> None:
    """Ask for a folder and write every story there as Markdown."""

    def answered(answers: Answers) -> None:
        desk.run_worker(_write(desk, Path(answers["folder"]).expanduser()), group="write-out", exit_on_error=False)

    ask(
        desk,
        "Write every story as Markdown",
        [Field("folder", "Folder", str(Path.cwd() / "stories"))],
        answered,
        lead="One file a story. Reading them back gives the same stories; files of the same name are replaced.",
        confirm="Write",
        check=lambda answers: "" if answers["folder"] else "Name a folder.",
        key="write out",
    )


async def _write(desk: WorkbenchApp, folder: Path) -> None:
    import asyncio

    try:
        written = await asyncio.to_thread(desk.ws.stories.export, folder)
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    desk.tell(f"{len(written)} stories are in {folder}.")
