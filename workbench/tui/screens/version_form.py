"""How a story is told for a target, as a text to change: one window, from the Story and from the Target alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, cast

from workbench.errors import WorkbenchError
from workbench.tui.screens.finder import Finder
from workbench.tui.screens.form import Answers, Field, Problem, ask
from workbench.tui.widgets.finder_list import Entry

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

OPENINGS = (
    ("", "As proposed"), ("situation", "As it happened"), ("result", "The result"), ("principle", "Their principle"),
)  # fmt: skip
_OPENING = re.compile(r"^opening:[ \t]*(\w*)[ \t]*\n", re.M)
MARKS = "headline is said first, closing last; bridge ties it to other work."
WAYS = (("accept", "Take the story as it now stands"), ("keep", "Keep telling it as it was"))


def choose_version(desk: WorkbenchApp, story: str, title: str) -> None:
    """List the targets with what this story's version for each is; Enter opens it in the editor."""

    def opener(target: str) -> Callable[[], None]:
        return lambda: edit_version(desk, story, target, title)

    def look() -> list[Entry]:
        entries = [
            Entry(
                f"{each.company or each.target}: {each.role}".rstrip(": "),
                each.said,
                "stale" if each.stale else "",
                run=opener(each.target),
            )
            for each in desk.ws.tailoring.versions(story)
        ]
        return entries or [Entry("There is no target yet.", "The Target mode is where one begins.")]

    desk.push_screen(Finder(f"“{title}” as told for …", "a company", [], look))


def edit_version(desk: WorkbenchApp, story: str, target: str, title: str) -> None:
    """Open a version as a text; a stale one asks first what to do about the change."""
    tailoring = desk.ws.tailoring
    here = next(each for each in tailoring.versions(story) if each.target == target)
    whole = tailoring.version_text(story, target)
    found = _OPENING.search(whole)
    before, opening = _OPENING.sub("", whole, count=1), found[1] if found else ""
    fields = [
        Field("opening", "Begins with", opening, "choice", OPENINGS),
        Field("text", "Move, cut below the mark, or reword", before, "text", note=MARKS),
    ]
    if here.stale:
        note = f"{here.said} To reword it, take the story as it stands and change the text."
        fields.insert(0, Field("how", "The story has changed", "accept", "choice", WAYS, note=note))

    def changed(answers: Answers) -> bool:
        return answers["text"].strip() != before.strip() or answers["opening"] != opening

    def problem(answers: Answers) -> Problem | None:
        if answers.get("how") == "keep" and changed(answers):
            return Problem("how", "Either keep it as it was, or take the story as it stands and reword it.")
        try:
            tailoring.check_version(story, target, answers["text"])
        except WorkbenchError as error:
            return Problem("text", str(error))
        return None

    def store(answers: Answers) -> str:
        # What was half typed before there was a choice of openings may still hold the line; the choice stands.
        said = _OPENING.sub("", answers["text"], count=1)
        text = f"opening: {answers['opening']}\n{said}" if changed(answers) else None
        if here.stale:
            tailoring.settle_version(story, target, cast("Literal['accept', 'keep']", answers["how"]), text)
        elif text is not None:
            tailoring.edit_version(story, target, text)
        told = tailoring.narrative(story, target) if answers["opening"] else None
        return told.opening_why if told is not None and told.opening != answers["opening"] else ""

    def answered(answers: Answers) -> None:
        async def run() -> None:
            try:
                instead = await desk.saving.write(lambda: store(answers))
            except WorkbenchError as error:
                desk.tell_error(error)
                return
            desk.bank_changed()
            back = f"{desk.keymap.shown('app.undo')} takes it back."
            desk.tell(" ".join(filter(None, (f"Saved as told for {here.company}.", instead, back))))

        desk.run_worker(run(), group="change", exit_on_error=False)

    ask(desk, f"“{title}” for {here.company}", fields, answered, check=problem, key=f"version {target} {story}")
