"""Writing what is to be sent of a project: the portfolio, or one artefact with what its figures still lack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from workbench.text import slug
from workbench.tui.screens.form import Answers, Field
from workbench.tui.writing import LOOKS, SHOWN, Writing

if TYPE_CHECKING:
    from workbench.model.project import ArtefactKind, Project
    from workbench.workspace import Workspace
    from workbench.workspace.exported import Disclosure, Exported


def write_portfolio(writing: Writing, ws: Workspace, project: Project) -> None:
    """Ask what and how, then write the portfolio: of one project or of all."""
    choices = [("", "every project"), (project.id, project.title)]

    def work(path: Path, answers: Answers, step: Callable[[str], None]) -> Exported:
        return ws.documents.portfolio(
            path,
            projects=[answers["which"]] if answers["which"] else [],
            title=answers["title"],
            plain=answers["look"] == "plain",
            disclosure=disclosure_of(answers),
            author=answers["author"],
            step=step,
        )

    writing.ask(
        "Write the portfolio",
        "ai-product-portfolio.docx",
        work,
        fields=[
            Field("which", "Of", "", "choice", choices),
            Field("title", "Title", "AI product portfolio"),
            Field("author", "Your name, for the first page"),
            Field("look", "Look", "designed", "choice", LOOKS),
            Field("disclosure", "Disclosure", "", "choice", SHOWN),
        ],
        lead="To be sent: nothing private goes into it, and the finished file is checked for that.",
        key="write portfolio",
    )


def disclosure_of(answers: Answers) -> Disclosure | None:
    """Return the level that was chosen, None for that of the settings."""
    return cast("Disclosure | None", answers["disclosure"] or None)


def write_artefact(writing: Writing, ws: Workspace, project: Project, kind: ArtefactKind) -> None:
    """Ask for what its figures lack and for a path, then write one artefact of a project."""
    form = ws.portfolio.forms()[kind]
    lacks = {f"lack-{at}": lack for at, lack in enumerate(ws.portfolio.lacks(project, kind)) if lack.column != "value"}

    def work(path: Path, answers: Answers, step: Callable[[str], None]) -> Exported:
        given: dict[tuple[int, str], str] = {
            (lack.row, lack.column): answers[name].strip() for name, lack in lacks.items() if answers[name].strip()
        }
        if given:
            ws.portfolio.give(project.id, kind, given)
        return ws.documents.artefact(
            project.id,
            kind,
            path,
            plain=answers["look"] == "plain",
            disclosure=disclosure_of(answers),
            author=answers["author"],
            step=step,
        )

    examples = {"volume": "2,000 a week", "sample": "400 cases"}
    asked = [
        Field(name, f"{lack.label}: {lack.question}", note=f"such as {examples[lack.column]}; may stay empty")
        for name, lack in lacks.items()
    ]
    writing.ask(
        f"Write: {form.title}",
        f"{slug(f'{project.title} {form.title}')}.docx",
        work,
        fields=[
            *asked,
            Field("author", "Your name, for the properties"),
            Field("look", "Look", "designed", "choice", LOOKS),
            Field("disclosure", "Disclosure", "", "choice", SHOWN),
        ],
        lead="To be sent. "
        + ("With what is asked here each figure becomes a sentence of how many that is." if asked else form.summary),
        key=f"write {project.id} {kind}",
    )
