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


KINDS = {".md", ".markdown", ".txt", ".json", ".jsonl", ".docx", ".csv", ".tsv", ".vtt", ".srt"}


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
            found += sorted(each for each in path.iterdir() if each.suffix.lower() in KINDS)
        else:
            found.append(path)
    return found


def bring_in(desk: WorkbenchApp) -> None:
    """Ask for files or a pasted text and bring their stories in, after a look at what was found."""

    def answered(answers: Answers) -> None:
        work = _read(desk, paths(answers["files"]) if answers["files"] else [], answers["paste"])
        desk.run_worker(work, group="bring-in", exit_on_error=False)

    ask(
        desk,
        "Bring in files",
        [
            Field("files", "File or folder", note="Several: put blanks between them, quotes round names with blanks."),
            Field("paste", "Or paste a story here", kind="text"),
        ],
        answered,
        lead="Word, Markdown, text, CSV, JSON, a transcript, a résumé. You see what was found before it is stored.",
        confirm="Read",
        check=lambda answers: "" if answers["files"] or answers["paste"] else "Name a file, or paste a text.",
        key="bring in",
    )


async def _read(desk: WorkbenchApp, files: list[Path], paste: str) -> None:
    import asyncio

    stories = desk.ws.stories
    try:
        proposals = [await asyncio.to_thread(stories.propose, path) for path in files]
        if paste:
            proposals.append(await asyncio.to_thread(stories.propose_text, paste, "what you pasted"))
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    found = [story for proposal in proposals for story in proposal.stories]
    if not found:
        why = " ".join(each.why for proposal in proposals for each in proposal.left_out[:1])
        desk.tell(f"There is no story in it. {why}".strip(), severity="warning")
    elif all(sentence.given for story in found for sentence in story.sentences):
        _take(desk, [story.story() for story in found])
    else:
        from workbench.tui.screens.proposal import ProposalScreen

        desk.push_screen(ProposalScreen(proposals), lambda taken: _take(desk, taken) if taken else None)


def _take(desk: WorkbenchApp, stories: list[Story]) -> None:
    clashes = desk.ws.stories.clashes(stories)
    if clashes:
        _ask_clash(desk, stories, clashes)
    else:
        desk.run_worker(_add(desk, stories, None), group="bring-in", exit_on_error=False)


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
