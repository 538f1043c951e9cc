"""Writing what a target has: its dossier, a round by itself, a story as told for it, a brief of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.text import slug
from workbench.tui.screens.form import Answers
from workbench.tui.writing import Writing

if TYPE_CHECKING:
    from workbench.model.project import Project
    from workbench.model.target import Round, Target
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace import Workspace
    from workbench.workspace.exported import Exported

Step = Callable[[str], None]


def dossier(writing: Writing, ws: Workspace, target: Target) -> None:
    """Write the dossier."""

    def work(path: Path, _: Answers, step: Step) -> Exported:
        return ws.documents.dossier(target.id, path, step=step)

    writing.ask(
        "Write the dossier",
        f"{slug(target.company)}-{slug(target.role)}-dossier.docx",
        work,
        lead=f"Everything for {target.company}: the loop, the principle matrix, a page a story, the checklist. "
        "It is private: never send it.",
        key=f"dossier {target.id}",
    )


def sheet(writing: Writing, ws: Workspace, target: Target, round_: Round) -> None:
    """Write one round by itself."""
    title = round_.title or round_.id

    def work(path: Path, _: Answers, step: Step) -> Exported:
        return ws.documents.sheet(target.id, round_.id, path, step=step)

    writing.ask(
        "Write the round sheet",
        f"{slug(f'{target.company} {title} sheet')}.docx",
        work,
        lead=f"{title}: what they probe, the stories, the follow-ups. It is private: never send it.",
        key=f"sheet {target.id} {round_.id}",
    )


def narrative(writing: Writing, ws: Workspace, target: Target, story: str, title: str) -> None:
    """Write a story as told for this target."""

    def work(path: Path, _: Answers, step: Step) -> Exported:
        return ws.documents.narrative(story, target.id, path, step=step)

    writing.ask(
        "Write the story as told here",
        f"{slug(f'{title} {target.company}')}.docx",
        work,
        lead="To be sent: your sentences in the order for this target, frames apart from your words. "
        "An ending .txt gives plain text.",
        key=f"narrative {target.id} {story}",
    )


def brief(writing: Writing, desk: WorkbenchApp) -> None:
    """Choose a project, and write its brief for executives."""
    from workbench.tui.screens.finder import Finder
    from workbench.tui.widgets.finder_list import Entry
    from workbench.tui.write_project import write_artefact

    def writer(project: Project) -> Callable[[], None]:
        return lambda: write_artefact(writing, desk.ws, project, "brief")

    entries = []
    for project in desk.ws.portfolio.all():
        done, asked = desk.ws.portfolio.progress(project, "brief")
        entries.append(Entry(project.title, f"{done} of {asked} answered", run=writer(project)))
    none = Entry(f"There is no project yet; {desk.keymap.shown('app.portfolio')} opens the Portfolio.")
    desk.push_screen(Finder("Brief of which project?", "type to narrow", entries or [none]))
