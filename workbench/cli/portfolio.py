"""projects, artefact: the portfolio without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.cli.command import DONE, REFUSED, Commands, Context, table

if TYPE_CHECKING:
    from themes.schema import ArtefactForm
    from workbench.model.project import Artefact, ArtefactKind
    from workbench.workspace import Workspace
    from workbench.workspace.portfolio import Lack


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    commands.add("projects", list_projects, "list the portfolio with the artefacts that are still empty", as_json=True)
    artefact = commands.add("artefact", show_artefact, "show one artefact of a project, or fill a field", as_json=True)
    artefact.add_argument("project", metavar="PROJECT")
    artefact.add_argument("kind", metavar="KIND", help="spec, evaluation, risks, metrics, brief, roadmap, …")
    artefact.add_argument("--prefill", action="store_true", help="take quotes of the linked stories into empty fields")
    figures_given(artefact)
    artefact.add_argument("--set", nargs=2, metavar=("FIELD", "TEXT"), help="write one field")


def figures_given(parser: argparse.ArgumentParser) -> None:
    """Add the options by which a figure is given what its plain sentence lacks."""
    for name, help in (
        ("volume", "how many there are of what a figure is about: 'precision of flags' '2,000 flags a week'"),
        ("sample", "over how many cases a figure was measured: 'precision of flags' '400 graded flags'"),
    ):
        parser.add_argument(
            f"--{name}", nargs=2, action="append", default=[], metavar=("FIGURE", name.upper()), help=help
        )


def give_figures(context: Context, ws: Workspace, project_id: str, kind: ArtefactKind) -> None:
    """Store what --volume and --sample gave."""
    args = context.args
    project = ws.portfolio.get(project_id)
    given = {
        (ws.portfolio.row_of(project, kind, figure), column): text
        for column in ("volume", "sample")
        for figure, text in getattr(args, column)
    }
    if given:
        ws.portfolio.give(project.id, kind, given)


def how_to_give(project_id: str, kind: str, lacks: Sequence[Lack]) -> list[str]:
    """Return the command for each thing that a figure lacks."""
    examples = {"volume": "2,000 a week", "sample": "400 cases"}
    return [
        f'Give it with: workbench artefact {project_id} {kind} --{each.column} "{each.label}" "{examples[each.column]}"'
        for each in lacks
        if each.column in examples
    ]


def list_projects(context: Context) -> int:
    """List the projects."""
    with context.workspace() as ws:
        found = [
            (project, ws.portfolio.stories(project.id), ws.portfolio.empty(project)) for project in ws.portfolio.all()
        ]
    if context.args.json:
        context.json(
            [
                {**project.model_dump(mode="json"), "stories": [story.id for story in stories], "empty": empty}
                for project, stories, empty in found
            ]
        )
        return DONE
    for project, stories, empty in found:
        context.say(f"{project.id}  {project.title}  ({project.kind})")
        context.say(f"  {len(stories)} stories; still empty: {', '.join(empty) or 'nothing'}")
    if not found:
        context.tell("The portfolio is empty.")
    return DONE


def show_artefact(context: Context) -> int:
    """Show an artefact; --prefill and --set change it."""
    args = context.args
    with context.workspace(write=bool(args.prefill or args.set or args.volume or args.sample)) as ws:
        project = ws.portfolio.get(args.project)
        forms = ws.portfolio.forms()
        if args.kind not in forms:
            context.tell(f'There is no artefact "{args.kind}". Kinds: {", ".join(forms)}.')
            return REFUSED
        form = forms[args.kind]
        if args.prefill:
            ws.portfolio.keep_artefact(project.id, ws.portfolio.prefilled(project, args.kind))
        if args.set:
            ws.portfolio.fill(project.id, args.kind, *args.set)
        give_figures(context, ws, project.id, args.kind)
        project = ws.portfolio.get(args.project)
        artefact, lacks = ws.portfolio.artefact(project, args.kind), ws.portfolio.lacks(project, args.kind)
    if args.json:
        context.json(artefact.model_dump(mode="json"))
        return DONE
    for line in artefact_lines(form, artefact):
        context.say(line)
    for lack in lacks:
        context.tell(f"{lack.label}: {lack.question}")
    for line in how_to_give(args.project, args.kind, lacks):
        context.tell(line)
    return DONE


def artefact_lines(form: ArtefactForm, artefact: Artefact) -> list[str]:
    """Return an artefact as lines: each field with its question where it is empty, then its table."""
    lines = [form.title]
    for field in form.fields:
        text = artefact.fields.get(field.id, "").strip()
        source = f"  (quoted from {artefact.origin[field.id]})" if text and field.id in artefact.origin else ""
        lines.append(f"  {field.title}: {text or '– ' + field.ask}{source}")
    if form.columns:
        rows = [tuple(column.title for column in form.columns)]
        rows += [tuple(row.get(column.id, "") or "–" for column in form.columns) for row in artefact.rows]
        lines += ["  " + line for line in table(rows)]
    return lines
