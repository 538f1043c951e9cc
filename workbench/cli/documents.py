"""export, template: documents and data for people and programs, without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.command import DONE, REFUSED, WRONG_USE, Commands, Context
from workbench.cli.portfolio import figures_given, give_figures, how_to_give
from workbench.text import slug

if TYPE_CHECKING:
    from workbench.workspace import Workspace
    from workbench.workspace.exported import Exported

Work = Callable[[Context, "Workspace"], "Exported | list[Exported]"]


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    export = commands.add("export", run_export, "write a document or data to a file")
    kinds = export.add_subparsers(dest="what", metavar="WHAT", required=True)
    shown, word, sent = _shared()

    def kind(name: str, work: Work, help: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".", parents=list(parents))
        parser.set_defaults(work=work)
        return parser

    kind("dossier", _dossier, "the private Word dossier of a target (.md: Markdown)", shown, word).add_argument(
        "target", metavar="TARGET"
    )
    sheet = kind("sheet", _sheet, "one round on a page, private", shown, word)
    sheet.add_argument("round", metavar="ROUND", help="id of a round; TARGET/ROUND if two targets have it")
    sheet.add_argument("--target", metavar="TARGET", help="the target that the round belongs to")
    friend = kind("friend", _friend, "a round for a friend who plays the interviewer (.md: Markdown)", shown, word)
    friend.add_argument("round", metavar="ROUND", help="id of a round; TARGET/ROUND if two targets have it")
    friend.add_argument("--target", metavar="TARGET", help="the target that the round belongs to")
    portfolio = kind("portfolio", _portfolio, "the projects, to be sent", shown, word, sent)
    portfolio.add_argument("projects", metavar="PROJECT", nargs="*", help="these projects, in this order")
    portfolio.add_argument("--title", default="AI product portfolio", help="what stands on the first page")
    portfolio.add_argument("--summary", default="", help="one sentence under the title")
    artefact = kind("artefact", _artefact, "one artefact of a project, to be sent", shown, word, sent)
    artefact.add_argument("project", metavar="PROJECT")
    artefact.add_argument("kind", metavar="KIND", help="spec, evaluation, risks, metrics, brief, roadmap, …")
    brief = kind("brief", _artefact, "the one-page brief for executives, to be sent", shown, word, sent)
    brief.add_argument("project", metavar="PROJECT")
    brief.set_defaults(kind="brief")
    for parser in (artefact, brief):
        figures_given(parser)
    narrative = kind("narrative", _narrative, "a story as told for a target (.docx, .md, .txt)", shown, word)
    narrative.add_argument("story", metavar="STORY")
    narrative.add_argument("target", metavar="TARGET")
    kind("stories", _stories, "every story as Markdown into a folder (.csv: one table)", shown)
    kind("matrix", _matrix, "stories and principles of a target as CSV", shown).add_argument("target", metavar="TARGET")
    kind("calendar", _calendar, "rounds and preparation days of a target as ICS", shown).add_argument(
        "target", metavar="TARGET"
    )
    kind("bank", _bank, "the whole bank as JSON", shown)
    kind("schema", _schema, "the JSON Schema of an exported bank", shown)
    restore = commands.add("bring-back", run_bring_back, "bring the rows of an exported bank (JSON) into this one")
    restore.add_argument("file", type=Path, metavar="FILE")
    template = commands.add("template", run_template, "start from a Word template of your own, or check one")
    template.add_argument("action", choices=("new", "check"))
    template.add_argument("file", type=Path, metavar="FILE")
    template.add_argument("--paper", choices=("a4", "letter"), help="page size (default: as in your settings)")
    template.add_argument("--overwrite", action="store_true", help="replace a file that stands there")


def _shared() -> tuple[argparse.ArgumentParser, argparse.ArgumentParser, argparse.ArgumentParser]:
    shown = argparse.ArgumentParser(add_help=False)
    shown.add_argument("-o", "--output", type=Path, metavar="FILE", help="where it goes (default: into this folder)")
    shown.add_argument(
        "--disclosure",
        choices=("full", "anonymised", "percentages"),
        help="as written; confidential terms replaced; also no figure but shares (default: as in your settings)",
    )
    shown.add_argument("--overwrite", action="store_true", help="replace a file even if it was changed since")
    word = argparse.ArgumentParser(add_help=False)
    word.add_argument("--paper", choices=("a4", "letter"), help="page size (default: as in your settings)")
    word.add_argument("--template", type=Path, metavar="FILE", help="your own .docx or .dotx as the base")
    word.add_argument("--by", default="", metavar="NAME", help="your name, for the first page and the properties")
    sent = argparse.ArgumentParser(add_help=False)
    sent.add_argument("--ats", action="store_true", help="plain: one column, no tables, for machines that read it")
    return shown, word, sent


def run_export(context: Context) -> int:
    """Write what was asked for and say where it is."""
    work: Work = context.args.work
    # Figures that are given on the way are kept in the bank.
    given = bool(getattr(context.args, "volume", None) or getattr(context.args, "sample", None))
    with context.workspace(write=given) as ws:
        written = work(context, ws)
    many = written if isinstance(written, list) else [written]
    for each in many:
        context.say(str(each))
    for note in dict.fromkeys(note for each in many for note in each.notes):
        context.tell(note)
    if not many:
        context.tell("There is nothing to write yet.")
        return REFUSED
    return DONE


def _place(context: Context, *named: str, ending: str = ".docx") -> Path:
    given: Path | None = context.args.output
    if given is not None:
        return given.expanduser()
    return Path.cwd() / (slug(" ".join(part for part in named if part), 80) + ending)


def _options(context: Context, *names: str) -> dict[str, Any]:
    """Return the shared options under the names that the workspace gives them."""
    args = context.args
    held = {
        "disclosure": args.disclosure,
        "overwrite": args.overwrite,
        "paper": getattr(args, "paper", None),
        "template": getattr(args, "template", None),
        "author": getattr(args, "by", ""),
        "plain": getattr(args, "ats", False),
        "step": _progress(context),
    }
    return {name: held[name] for name in ("disclosure", "overwrite", *names)}


def _progress(context: Context) -> Callable[[str], None]:
    """Say on a terminal what is being done; a script sees nothing of it."""

    def step(what: str) -> None:
        if sys.stderr.isatty():
            context.tell(f"{what} …")

    return step


def _dossier(context: Context, ws: Workspace) -> Exported:
    target = ws.tailoring.target(context.args.target)
    path = _place(context, target.company, target.role, "dossier")
    return ws.documents.dossier(target.id, path, **_options(context, "paper", "template", "author", "step"))


def _sheet(context: Context, ws: Workspace) -> Exported:
    wanted: str = context.args.round
    named, _, rest = wanted.rpartition("/")
    target_id = context.args.target or named or _only_target(ws, rest)
    target = ws.tailoring.target(target_id)
    path = _place(context, target.company, rest, "sheet")
    return ws.documents.sheet(target.id, rest, path, **_options(context, "paper", "template", "step"))


def _friend(context: Context, ws: Workspace) -> Exported:
    named, _, rest = context.args.round.rpartition("/")
    target = ws.tailoring.target(context.args.target or named or _only_target(ws, rest))
    path = _place(context, target.company, rest, "for-a-friend")
    written = ws.documents.friend_sheet(target.id, rest, path, **_options(context, "paper", "template", "step"))
    context.tell(f'Back from them: workbench mock {target.id} {rest} --friend 3,2,4 --note "2: what they heard"')
    return written


def _only_target(ws: Workspace, round_id: str) -> str:
    from workbench.errors import NotFound

    found = [target for target in ws.tailoring.targets() if any(round_.id == round_id for round_ in target.rounds)]
    if len(found) == 1:
        return found[0].id
    if not found:
        known = ", ".join(f"{target.id}/{round_.id}" for target in ws.tailoring.targets() for round_ in target.rounds)
        raise NotFound(f"There is no round “{round_id}”.", do=f"Rounds: {known or 'none yet'}.")
    raise NotFound(
        f"{len(found)} targets have a round “{round_id}”.",
        do=f"Say which: {', '.join(f'{target.id}/{round_id}' for target in found)}.",
    )


def _portfolio(context: Context, ws: Workspace) -> Exported:
    args = context.args
    path = _place(context, args.title, "plain" if args.ats else "")
    return ws.documents.portfolio(
        path,
        projects=args.projects,
        title=args.title,
        summary=args.summary,
        **_options(context, "paper", "template", "author", "plain", "step"),
    )


def _artefact(context: Context, ws: Workspace) -> Exported:
    args = context.args
    path = _place(context, args.project, args.kind)
    give_figures(context, ws, args.project, args.kind)
    done = ws.documents.artefact(
        args.project, args.kind, path, **_options(context, "paper", "template", "author", "plain", "step")
    )
    how = how_to_give(args.project, args.kind, ws.portfolio.lacks(ws.portfolio.get(args.project), args.kind))
    return replace(done, notes=(*done.notes, *how))


def _narrative(context: Context, ws: Workspace) -> Exported:
    args = context.args
    path = _place(context, args.story, args.target)
    return ws.documents.narrative(
        args.story, args.target, path, **_options(context, "paper", "template", "author", "step")
    )


def _stories(context: Context, ws: Workspace) -> Exported | list[Exported]:
    path = _place(context, "stories", ending="")
    if path.suffix.lower() == ".csv":
        return ws.documents.stories_csv(path, **_options(context))
    return ws.documents.stories_folder(path, **_options(context))


def _matrix(context: Context, ws: Workspace) -> list[Exported]:
    target = ws.tailoring.target(context.args.target)
    path = _place(context, target.company, "principles", ending=".csv")
    return ws.documents.matrix_csv(target.id, path, **_options(context))


def _calendar(context: Context, ws: Workspace) -> Exported:
    target = ws.tailoring.target(context.args.target)
    return ws.documents.calendar(
        target.id, _place(context, target.company, "interviews", ending=".ics"), **_options(context)
    )


def _bank(context: Context, ws: Workspace) -> Exported:
    return ws.documents.bank_json(_place(context, "bank", ending=".json"), **_options(context))


def _schema(context: Context, ws: Workspace) -> Exported:
    path = _place(context, "bank", "schema", ending=".json")
    return ws.documents.schema_file(path, overwrite=context.args.overwrite)


def run_bring_back(context: Context) -> int:
    """Bring an exported bank in."""
    with context.workspace(write=True) as ws:
        done = ws.documents.read_bank_json(context.args.file)
    for table, count in done.items():
        context.say(f"{count} {table}")
    if not done:
        context.tell("Everything in it was in the bank already.")
    return DONE


def run_template(context: Context) -> int:
    """Write a template to start from, or say what one has and lacks."""
    args = context.args
    if args.action == "new":
        if args.file.suffix.lower() not in (".docx", ".dotx"):
            context.tell("A template ends in .docx or .dotx.")
            return WRONG_USE
        with context.workspace() as ws:
            written = ws.documents.new_template(args.file, paper=args.paper, overwrite=args.overwrite)
        context.say(str(written))
        for note in written.notes:
            context.tell(note)
        return DONE
    with context.workspace() as ws:
        found = ws.documents.check_template(args.file)
    context.say(f"{args.file.name}: {found.paper}, {found.font}; {len(found.has)} of our styles are in it.")
    if found.copied:
        context.say(f"It lacks {len(found.copied)}; ours would be copied in: {', '.join(found.copied)}.")
    if not found.measured:
        context.say(f"The widths of {found.font} are not known here: contents lists would carry no page numbers.")
    return DONE
