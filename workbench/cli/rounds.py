"""rounds: list, add, change, move and remove the rounds of a target, and their questions."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from workbench.cli.command import DONE, WRONG_USE, Commands, Context, table
from workbench.errors import NotFound
from workbench.text import counted

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from workbench.model.target import Round, Target
    from workbench.workspace import Workspace

WAYS = {
    "list": ("the rounds with their dates and questions", "List the rounds of a target, or of every open one."),
    "add": ("add a round of a kind", "Add a round at the end of the loop, with the questions that are usual there."),
    "change": ("change what is known of a round", "Change what is known of a round: only what is named here."),
    "move": ("put a round earlier or later", "Put a round without a date some places later in the order."),
    "remove": ("take a round out", "Take a round with its questions out of the loop; `workbench undo` brings it back."),
    "ask": ("add a question to a round", "Add a question that is expected in a round."),
    "drop": ("take a question out", "Take a question out of the loop; `workbench undo` brings it back."),
}


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    rounds = commands.add("rounds", list_rounds, "the rounds of a target: list, add, change, move", as_json=True)
    rounds.set_defaults(target=None)
    sub = rounds.add_subparsers(dest="rounds", metavar="|".join(WAYS))
    ways = {name: sub.add_parser(name, help=short, description=long) for name, (short, long) in WAYS.items()}
    ways["list"].set_defaults(run=list_rounds)
    ways["list"].add_argument("--json", action="store_true", help="data as JSON on standard output")
    ways["list"].add_argument("target", nargs="?", metavar="TARGET")
    for name, parser in ways.items():
        if name != "list":
            parser.add_argument("target", metavar="TARGET")
        if name in {"change", "move", "remove", "ask"}:
            parser.add_argument("round", metavar="ROUND", help="its id, kind or title")
    add = ways["add"]
    add.set_defaults(run=add_round)
    add.add_argument("kind", metavar="KIND", help="recruiter, hiring-manager, product-sense, ml-system-design …")
    add.add_argument("--title", default="", help="its name (default: that of its kind)")
    _dated(add)
    _changed(ways["change"])
    ways["move"].set_defaults(run=move_round)
    ways["move"].add_argument("places", type=_places, metavar="PLACES", help="1 is one later, -1 one earlier")
    ways["remove"].set_defaults(run=remove_round)
    ways["ask"].set_defaults(run=add_question)
    ways["ask"].add_argument("question", nargs="+", metavar="QUESTION")
    ways["drop"].set_defaults(run=drop_question)
    ways["drop"].add_argument("slot", metavar="SLOT", help="in brackets behind the question in `rounds list`")


def _changed(change: ArgumentParser) -> None:
    change.set_defaults(run=change_round)
    change.add_argument("--title", help="its name")
    change.add_argument("--interviewer", metavar="NAME", help="with whom it is")
    change.add_argument("--role", metavar="TEXT", help="their role")
    _dated(change)
    change.add_argument("--minutes", type=_minutes, metavar="N", help="5 to 600")
    change.add_argument("--probe", action="append", metavar="NAME", help="what they look for, by name; repeatable")
    change.add_argument("--notes", metavar="TEXT")


def _dated(parser: ArgumentParser) -> None:
    parser.add_argument("--when", metavar="DAY", help="such as '3 Dec 2026, 10:00'")
    parser.add_argument("--zone", metavar="NAME", help="time zone, such as Europe/Berlin (default: your own)")


def _minutes(text: str) -> int:
    if not text.isdecimal() or not 5 <= int(text[:4]) <= 600:
        raise ArgumentTypeError(f"{text!r} is no length of a round; 5 to 600 minutes are.")
    return int(text)


def _places(text: str) -> int:
    if not text.lstrip("+-").isdecimal() or len(text) > 4 or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is no number of places; 1 is one later, -1 one earlier.")
    return int(text)


def list_rounds(context: Context) -> int:
    """List the rounds of a target, or of every open one."""
    with context.workspace() as ws:
        named = context.args.target
        targets = [ws.tailoring.target(named)] if named else [t for t in ws.tailoring.targets() if t.state == "open"]
        lines = [line for target in targets for line in _lines(ws, target)]
    if context.args.json:
        context.json(
            [{"target": target.id, **each.model_dump(mode="json")} for target in targets for each in target.rounds]
        )
        return DONE
    for line in lines:
        context.say(line)
    if not lines:
        context.tell("There is no round yet. `workbench rounds add TARGET KIND` adds one.")
    return DONE


def _lines(ws: Workspace, target: Target) -> list[str]:
    rows = []
    for each in target.rounds:
        when = ws.tailoring.when_typed(each) or "no date yet"
        zone = f" {each.zone}" if each.zone and each.starts else ""
        who = f" with {each.interviewer}" if each.interviewer else ""
        rows.append((f"{'proposed: ' if each.proposed else ''}{when}{zone}", f"{_name(each)}{who}  [{each.id}]"))
    lines = [f"{target.company}, {target.role}  [{target.id}]"] if rows else []
    for each, line in zip(target.rounds, table(rows), strict=True):
        lines.append(f"  {line}")
        probes = ", ".join(ws.tailoring.looked_for_in(each))
        lines += [f"    They look for: {probes}"] if probes else []
        lines += [f"    {slot.question}  [{slot.id}]" for slot in each.slots]
    return lines


def add_round(context: Context) -> int:
    """Add a round to a loop."""
    args = context.args
    with context.workspace(write=True) as ws:
        starts = ws.tailoring.when_meant(args.when or "", args.zone or "")
        made = ws.tailoring.add_round(args.target, args.kind, args.title, starts, args.zone or "").rounds[-1]
    context.say(made.id)
    asked = "no question yet" if not made.slots else counted(len(made.slots), "question")
    context.tell(f"Added: {_name(made)}, {asked}. `workbench undo` takes it back.")
    return DONE


def change_round(context: Context) -> int:
    """Change what is known of a round."""
    args = context.args
    with context.workspace(write=True) as ws:
        target = ws.tailoring.target(args.target)
        round_ = ws.practice.round_of(target.id, args.round)[1]
        given = {
            "title": args.title, "interviewer": args.interviewer, "interviewer_role": args.role,
            "minutes": args.minutes, "notes": args.notes, "zone": args.zone,
        }  # fmt: skip
        changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        if args.probe is not None:
            changes["probes"] = [_looked_for(ws, name) for name in args.probe if name]
        if args.when is not None or args.zone is not None:
            zone = round_.zone if args.zone is None else args.zone
            typed = ws.tailoring.when_typed(round_) if args.when is None else args.when
            changes["starts"] = ws.tailoring.when_meant(typed, zone, round_)
            # A date that is typed is named, no longer proposed.
            changes["proposed"] = round_.proposed and args.when is None
        if not changes:
            context.tell("Say what to change: workbench rounds change TARGET ROUND --interviewer NAME")
            return WRONG_USE
        rounds = [each.model_copy(update=changes) if each.id == round_.id else each for each in target.rounds]
        ws.tailoring.save_target(target.model_copy(update={"rounds": rounds}), base_rev=target.rev)
    context.tell(f"Changed: {_name(round_)}. `workbench undo` takes it back.")
    return DONE


def _looked_for(ws: Workspace, name: str) -> str:
    """The id of what a round may look for, by its id or name. Raises `NotFound`, naming what is near."""
    from difflib import get_close_matches

    word = name.casefold().strip()
    known = {key.casefold(): key for key, _, _ in ws.tailoring.looked_for()}
    known = {title.casefold(): key for key, title, _ in reversed(ws.tailoring.looked_for())} | known
    if word in known:
        return known[word]
    near = get_close_matches(word, list(known), n=3, cutoff=0.4)
    raise NotFound(f"There is nothing called “{name}” to look for.", do=f"Near it: {', '.join(near)}." if near else "")


def move_round(context: Context) -> int:
    """Put a round some places on in the order of its loop."""
    args = context.args
    with context.workspace(write=True) as ws:
        round_ = ws.practice.round_of(args.target, args.round)[1]
        target = ws.tailoring.reorder_round(args.target, round_.id, args.places)
    at = [each.id for each in target.rounds].index(round_.id) + 1
    context.tell(f"{_name(round_)} is number {at} of {len(target.rounds)} now. `workbench undo` takes it back.")
    return DONE


def remove_round(context: Context) -> int:
    """Take a round out of its loop."""
    args = context.args
    with context.workspace(write=True) as ws:
        round_ = ws.practice.round_of(args.target, args.round)[1]
        ws.tailoring.remove_round(args.target, round_.id)
    context.tell(f"Removed: {_name(round_)}. `workbench undo` brings it back.")
    return DONE


def add_question(context: Context) -> int:
    """Add a question to a round."""
    args = context.args
    with context.workspace(write=True) as ws:
        round_ = ws.practice.round_of(args.target, args.round)[1]
        target = ws.tailoring.add_question(args.target, round_.id, " ".join(args.question))
    context.say(next(each.slots[-1].id for each in target.rounds if each.id == round_.id))
    return DONE


def drop_question(context: Context) -> int:
    """Take a question out of its loop."""
    with context.workspace(write=True) as ws:
        ws.tailoring.remove_question(context.args.target, context.args.slot)
    context.tell("Removed. `workbench undo` brings it back.")
    return DONE


def _name(round_: Round) -> str:
    return round_.title or round_.kind
