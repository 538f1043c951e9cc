"""projects, artefact: the portfolio without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.command import DONE, REFUSED, Commands, Context, table

if TYPE_CHECKING:
    from themes.schema import ArtefactForm
    from workbench.model.project import Artefact


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    commands.add("projects", list_projects, "list the portfolio with the artefacts that are still empty", as_json=True)
    artefact = commands.add("artefact", show_artefact, "show one artefact of a project, or fill a field", as_json=True)
    artefact.add_argument("project", metavar="PROJECT")
    artefact.add_argument("kind", metavar="KIND", help="spec, evaluation, risks, metrics, brief, roadmap, …")
    artefact.add_argument("--prefill", action="store_true", help="take quotes of the linked stories into empty fields")
    artefact.add_argument("--set", nargs=2, metavar=("FIELD", "TEXT"), help="write one field")


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
    with context.workspace(write=bool(args.prefill or args.set)) as ws:
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
        artefact = ws.portfolio.artefact(ws.portfolio.get(args.project), args.kind)
    if args.json:
        context.json(artefact.model_dump(mode="json"))
        return DONE
    for line in artefact_lines(form, artefact):
        context.say(line)
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
