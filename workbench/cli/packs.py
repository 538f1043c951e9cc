"""packs: list, show, take, add, edit, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.command import DONE, REFUSED, Commands, Context, table
from workbench.errors import BadInput, NotFound

if TYPE_CHECKING:
    from datetime import date

    from themes.schema import Pack

MOST_BYTES = 100_000
"""A published list of principles has a few KB."""


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    packs = commands.add("packs", list_packs, "principle packs: ours and your own", as_json=True)
    sub = packs.add_subparsers(dest="packs", metavar="list|show|take|add|edit|check")
    listed = sub.add_parser("list", help="every pack with its date", description="List every pack with its date.")
    listed.set_defaults(run=list_packs)
    show = sub.add_parser("show", help="one pack, clause by clause", description="Show one pack, clause by clause.")
    show.set_defaults(run=show_pack)
    show.add_argument("id", metavar="ID")
    for parser in (listed, show):
        parser.add_argument("--json", action="store_true", help="data as JSON on standard output")
    take = sub.add_parser(
        "take",
        help="the packs that a target goes by",
        description="Set the packs that a target goes by; without any, those that its company stands by.",
    )
    take.set_defaults(run=take_packs)
    take.add_argument("target", metavar="TARGET")
    take.add_argument("ids", nargs="*", metavar="ID")
    take.add_argument("--none", action="store_true", help="go by no pack")
    add = sub.add_parser(
        "add",
        help="a pasted list becomes a pack of your own",
        description="Turn a list, one principle a line, into a pack of your own with proposed values.",
    )
    add.set_defaults(run=add_pack)
    add.add_argument("organisation", metavar="ORGANISATION")
    add.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the list; default: standard input")
    add.add_argument("--url", default="", help="where it is published")
    edit = sub.add_parser("edit", help="change a pack in your editor", description="Change a pack in your editor.")
    edit.set_defaults(run=edit_pack)
    edit.add_argument("id", metavar="ID")
    check = sub.add_parser("check", help="what is wrong with a pack file", description="Say what is wrong with a pack.")
    check.set_defaults(run=check_packs)
    check.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: your own packs")


def list_packs(context: Context) -> int:
    """List every pack."""
    with context.workspace() as ws:
        packs, own, troubles = ws.packs.all(), set(ws.packs.own()), ws.packs.troubles()
    if context.args.json:
        context.json(
            [
                {
                    "id": pack.id, "title": pack.title, "organisation": pack.organisation, "published": pack.published,
                    "kind": pack.kind, "principles": len(pack.principles), "clauses": len(pack.clauses()),
                    "own": pack.id in own,
                }
                for pack in packs
            ]
        )  # fmt: skip
        return DONE
    rows = [
        (pack.id, f"{len(pack.clauses())} clauses", "your own" if pack.id in own else pack.kind, pack.title)
        for pack in packs
    ]
    for line in table(rows):
        context.say(line)
    for trouble in troubles:
        context.tell(f"Left out: {trouble}")
    return DONE


def show_pack(context: Context) -> int:
    """Show one pack."""
    with context.workspace() as ws:
        pack, today = ws.packs.get(context.args.id), ws.today()
    if context.args.json:
        context.json({**pack.model_dump(mode="json"), "title": pack.title})
        return DONE
    for line in pack_lines(pack, today):
        context.say(line)
    return DONE


def pack_lines(pack: Pack, today: date) -> list[str]:
    """Return a pack as lines: what it is and how far it may be trusted, then each principle with its clauses."""
    lines = [pack.title, pack.standing(today)]
    lines += [pack.source()] if pack.url else []
    lines += [pack.notes] if pack.notes else []
    for principle in pack.principles:
        lines += ["", principle.shown]
        for clause in principle.clauses:
            speaks = ", ".join(clause.values) or "no value of ours"
            mark = "" if clause.about_ai else " (not about AI)"
            lines.append(f"  {clause.title}{mark}: {clause.summary}  [{speaks}]")
    return lines


def take_packs(context: Context) -> int:
    """Set the packs of a target, or take those that its company stands by."""
    args = context.args
    with context.workspace(write=True) as ws:
        target = ws.tailoring.target(args.target)
        packs = [ws.packs.get(pack) for pack in args.ids]
        if not packs and not args.none:
            packs = [ws.packs.get(pack) for pack in ws.packs.of_company(target.company)]
            if not packs:
                raise NotFound(
                    f"None of {target.company} is known here.",
                    "Its packs are as they were.",
                    "`workbench packs list` shows all; `workbench packs add` takes a pasted list.",
                )
        ids = list(dict.fromkeys(pack.id for pack in packs))
        ws.tailoring.save_target(target.model_copy(update={"packs": ids}), base_rev=target.rev)
    titles = " and ".join(dict.fromkeys(pack.title for pack in packs))
    context.tell(f"{target.company} goes by {titles or 'no pack'} now. `workbench undo` takes it back.")
    return DONE


def add_pack(context: Context) -> int:
    """Turn a pasted list into a pack."""
    args = context.args
    if args.file is None and context.interactive():
        context.tell("Paste the list, one principle a line, then press ctrl+d.")
    text = _list_of(args.file) if args.file else context.pasted(MOST_BYTES)
    with context.workspace(write=True) as ws:
        pack = ws.packs.add(text, args.organisation, args.url)
        path = ws.packs.path(pack.id)
    context.say(pack.id)
    for principle in pack.principles:
        context.tell(f"  {principle.name}: {', '.join(principle.clauses[0].values) or 'no value proposed'}")
    context.tell(f"The values are proposals. `workbench packs edit {pack.id}` corrects them; the file is {path}.")
    return DONE


def _list_of(path: Path) -> str:
    """Return the text of a file. Raises `BadInput` for what is no file, too large, or not text."""
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    if not path.is_file():
        raise BadInput(f"{path} is not a file.")
    if path.stat().st_size > MOST_BYTES:
        raise BadInput(f"{path} is longer than {MOST_BYTES // 1000} kB; a list of principles is shorter.")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not text in UTF-8.") from None


def edit_pack(context: Context) -> int:
    """Change a pack in the user's editor; one of ours becomes a pack of their own."""
    from workbench.cli.editor import edited

    pack_id = context.args.id
    with context.workspace(write=True) as ws:
        with edited(ws, f"pack-{pack_id}", ws.packs.text(pack_id)) as written:
            if written is None:
                context.tell("Nothing was changed.")
                return DONE
            wrong = ws.packs.keep(pack_id, written)
        path = ws.packs.path(pack_id)
    for sentence in wrong:
        context.tell(sentence)
    context.tell(f"Kept in {path}." + (" It is left out until that is mended." if wrong else ""))
    return REFUSED if wrong else DONE


def check_packs(context: Context) -> int:
    """Say what is wrong with a pack file, or with the user's own packs."""
    with context.workspace() as ws:
        files = [context.args.file] if context.args.file else [ws.packs.path(name) for name in ws.packs.own()]
        wrong = [sentence for path in files for sentence in ws.packs.check(path)]
    for sentence in wrong:
        context.say(sentence)
    context.tell(f"{len(files)} pack file{'s' if len(files) != 1 else ''} checked, {len(wrong)} to mend.")
    return REFUSED if wrong else DONE
