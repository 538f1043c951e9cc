"""Writing one story as a page to be sent: the user's own sentences, told for nobody in particular."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.text import slug
from workbench.tui.screens.form import Answers
from workbench.tui.writing import Writing

if TYPE_CHECKING:
    from workbench.model.story import Story
    from workbench.workspace import Workspace
    from workbench.workspace.exported import Exported


def write_story(writing: Writing, ws: Workspace, story: Story) -> None:
    """Ask for a path, then write the story."""

    def work(path: Path, _: Answers, step: Callable[[str], None]) -> Exported:
        return ws.documents.narrative(story.id, "", path, step=step)

    writing.ask(
        "Write the story as a page",
        f"{slug(story.title or story.id)}.docx",
        work,
        lead="One page to be sent: your own sentences, nothing private. An ending .md or .txt gives plain text. "
        "For one company, write it from its target.",
        key=f"write story {story.id}",
    )
