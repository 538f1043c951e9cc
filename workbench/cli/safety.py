"""history, trash, undo, redo, drafts, backup, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.command import DONE, REFUSED, Commands, Context, table
from workbench.errors import BadInput, Damaged

if TYPE_CHECKING:
    from datetime import datetime

    from workbench.workspace.differing import Piece
    from workbench.workspace.drafts import Draft

_DAMAGED_BUT = "The bank can't be opened, so what is in its place is kept and the newest state there is put there."


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    history = commands.add(
        "history", show_history, "list, show, compare or restore the states of a story", as_json=True
    )
    history.add_argument("id", metavar="ID", help="a story, or TABLE/ID for another row")
    history.add_argument("--show", type=int, metavar="REV", help="print that revision")
    history.add_argument("--compare", type=int, nargs="+", metavar="REV", help="the differing words of one or two")
    history.add_argument("--restore", type=int, metavar="REV", help="make it the present state, as a new revision")
    trash = commands.add(
        "trash", show_trash, "list what was deleted, bring it back or remove it for good", as_json=True
    )
    trash.add_argument("what", nargs="?", choices=["list", "restore", "purge"], default="list")
    trash.add_argument("id", nargs="?", metavar="ID")
    commands.add("undo", undo, "take back the last step")
    commands.add("redo", redo, "do again what was undone last")
    drafts = commands.add("drafts", show_drafts, "show what was typed and never saved, and bring it back", as_json=True)
    drafts.add_argument(
        "what", nargs="?", choices=["list", "show", "recover", "keep-both", "discard", "undiscard"], default="list"
    )
    drafts.add_argument("key", nargs="?", metavar="KEY", help="as the list gives it")
    backup = commands.add("backup", back_up, "list backups, take one now, or restore one", as_json=True)
    backup.add_argument("what", nargs="?", choices=["list", "now", "restore"], default="list")
    backup.add_argument("name", nargs="?", metavar="NAME", help="as the list gives it, or its beginning, or “latest”")
    doctor = commands.add("doctor", examine, "look the bank over; exit code 1 if something is wrong", as_json=True)
    doctor.add_argument("--repair", action="store_true", help="close permissions, sweep, rescue to a new file")


def show_history(context: Context) -> int:
    """List the states of a row, or show, compare or restore them."""
    args = context.args
    if args.restore is not None:
        with context.workspace(write=True) as ws:
            ws.safety.restore_revision(args.id, args.restore)
        context.tell(
            f"Revision {args.restore} of {args.id} is the present state again. `workbench undo` takes it back."
        )
        return DONE
    with context.workspace() as ws:
        if args.show is not None:
            return _show_revision(context, ws.safety.revision(args.id, args.show).row)
        if args.compare:
            if len(args.compare) > 2:
                raise BadInput("Only two revisions can be compared.")
            return _show_comparison(context, ws.safety.compare(args.id, *args.compare))
        revisions = ws.safety.history(args.id)
    if args.json:
        keys = ("table", "id", "rev", "at", "label", "saved", "row")
        context.json([{key: getattr(each, key) for key in keys} for each in revisions])
        return DONE
    from workbench.workspace.revisions import summary

    befores = [None, *(each.row for each in revisions)]
    for line in table(
        [
            (
                str(each.rev),
                _when(each.at),
                each.label + ("" if each.saved else "  (never saved)"),
                summary(before, each.row),
            )
            for each, before in zip(revisions, befores, strict=False)
        ]
    ):
        context.say(line)
    return DONE


def _show_revision(context: Context, row: dict[str, object]) -> int:
    if context.args.json:
        context.json(row)
        return DONE
    for name, value in row.items():
        if isinstance(value, str) and value and name not in ("id", "created_at", "updated_at"):
            context.say(f"{name}: {value}")
    return DONE


def _show_comparison(context: Context, fields: dict[str, list[Piece]]) -> int:
    from workbench.workspace.differing import marked

    if context.args.json:
        context.json({name: [list(piece) for piece in pieces] for name, pieces in fields.items()})
        return DONE
    if not fields:
        context.tell("They are the same.")
    for name, pieces in fields.items():
        context.say(f"{name}: {marked(pieces)}")
    return DONE


def show_trash(context: Context) -> int:
    """List the trash, bring something back, or remove it for good."""
    what, name = context.args.what, context.args.id
    if what == "list":
        with context.workspace() as ws:
            found = ws.safety.trash()
        if context.args.json:
            context.json(
                [
                    {"table": each.table, "id": each.id, "title": each.title, "deleted_at": each.deleted_at}
                    for each in found
                ]
            )
            return DONE
        if not found:
            context.tell("The trash is empty.")
        for line in table([(f"{each.table}/{each.id}", _when(each.deleted_at), each.title) for each in found]):
            context.say(line)
        return DONE
    if not name:
        raise BadInput(f"Say what to {what}.", "", "`workbench trash` lists what is there.")
    with context.workspace(write=True) as ws:
        row = ws.safety.restore(name) if what == "restore" else ws.safety.purge(name)
    done = "is back" if what == "restore" else "is gone for good; the history and the backups still hold what it said"
    context.tell(f"“{row.title}” {done}.")
    return DONE


def undo(context: Context) -> int:
    """Take back the last step."""
    with context.workspace(write=True) as ws:
        label = ws.stories.undo()
    context.tell(f"Taken back: {label}." if label else "There is nothing to take back.")
    return DONE if label else REFUSED


def redo(context: Context) -> int:
    """Do again what was undone last."""
    with context.workspace(write=True) as ws:
        label = ws.stories.redo()
    context.tell(f"Done again: {label}." if label else "There is nothing to do again.")
    return DONE if label else REFUSED


def show_drafts(context: Context) -> int:
    """Show what was typed and never saved, bring it back, or put it aside."""
    what, key = context.args.what, context.args.key
    if what == "list":
        with context.workspace() as ws:
            unsaved = ws.drafts.unsaved()
            said = {
                draft.key: f"{ws.drafts.title(draft)}, {ws.drafts.field_name(draft)}: {ws.drafts.words(draft)}"
                for draft in unsaved
            }
            return _list_drafts(context, unsaved, ws.drafts.discarded(), said)
    if not key:
        raise BadInput(f"Say which draft to {what}.", "", "`workbench drafts` lists their keys.")
    if what == "show":
        with context.workspace() as ws:
            context.say(ws.drafts.get(key).text)
        return DONE
    with context.workspace(write=True) as ws:
        if what == "discard":
            ws.drafts.get(key)
            ws.drafts.discard(key)
            context.tell("Put aside for 30 days. `workbench drafts undiscard KEY` brings it back.")
        elif what == "undiscard":
            ws.drafts.undiscard(key)
            context.tell("It is a draft again.")
        elif what == "keep-both":
            context.say(ws.drafts.keep_both(key))
        elif not ws.drafts.take_back([ws.drafts.get(key)]):
            context.tell("What it belongs to is not there any more. `workbench drafts show KEY` prints it.")
            return REFUSED
        else:
            context.tell("It is saved. `workbench undo` takes it back.")
    return DONE


def _list_drafts(context: Context, unsaved: list[Draft], discarded: list[Draft], said: dict[str, str]) -> int:
    if context.args.json:
        context.json(
            [
                {"key": draft.key, "at": draft.at, "base_rev": draft.base_rev, "text": draft.text, "discarded": aside}
                for drafts, aside in ((unsaved, False), (discarded, True))
                for draft in drafts
            ]
        )
        return DONE
    if not unsaved and not discarded:
        context.tell("Nothing was typed and left unsaved.")
    rows = [(draft.key, _when(draft.at), " ".join(said[draft.key].split())[:100]) for draft in unsaved]
    rows += [(draft.key, _when(draft.at), "(discarded)") for draft in discarded]
    for line in table(rows):
        context.say(line)
    return DONE


def back_up(context: Context) -> int:
    """List the backups, take one, or restore one."""
    what, name = context.args.what, context.args.name
    if what == "restore":
        return _restore(context, name)
    if what == "now":
        with context.workspace(write=True) as ws:
            backup = ws.safety.backup_now()
        context.say(str(backup.path))
        return DONE
    try:
        with context.workspace() as ws:
            found = ws.safety.backups()
    except Damaged:
        from workbench.workspace.safety import backups_of

        found = backups_of(context.args.bank)
    if context.args.json:
        context.json(
            [{"name": each.name, "at": each.at, "save": each.seq, "why": each.why, "path": each.path} for each in found]
        )
        return DONE
    if not found:
        context.tell("There is no backup yet. `workbench backup now` takes one.")
    for line in table([(each.name, _when(each.at), f"save {each.seq}", each.why) for each in found]):
        context.say(line)
    return DONE


def _restore(context: Context, name: str | None) -> int:
    from workbench.workspace import safety
    from workbench.workspace.workspace import local_now

    try:
        with context.workspace(write=True) as ws:
            if not name:
                raise BadInput(
                    "The bank is whole. Say which backup to restore.", "", "`workbench backup list` names them."
                )
            brought = ws.safety.restore_backup(name)
    except Damaged as damaged:
        context.tell(f"{damaged.happened} {_DAMAGED_BUT}" if not name else damaged.happened)
        brought = safety.rebuild(context.args.bank, context.now or local_now, name or safety.LATEST)
    context.tell(brought.text)
    return DONE


def examine(context: Context) -> int:
    """Look the bank over, and repair what can be repaired without a risk."""
    from workbench.workspace import safety
    from workbench.workspace.workspace import local_now

    now = context.now or local_now
    done: list[str] = []
    new: Path | None = None
    if context.args.repair:
        done, new = safety.repair(context.args.bank, now)
    findings = safety.examine(context.args.bank, now)
    bad = any(finding.level == "bad" for finding in findings)
    if context.args.json:
        keys = ("about", "level", "text", "do")
        context.json(
            {
                "in_order": not bad,
                "findings": [{key: getattr(each, key) for key in keys} for each in findings],
                "repaired": done,
                "new_file": str(new) if new else None,
            }
        )
        return REFUSED if bad else DONE
    for text in done:
        context.say(text)
    signs = {"fine": "ok  ", "note": "note", "bad": "BAD "}
    for each in findings:
        context.say(f"{signs[each.level]}  {each.about}: {each.text}" + (f" {each.do}" if each.do else ""))
    return REFUSED if bad else DONE


def _when(at: datetime) -> str:
    from workbench.model.dates import written

    return written(at.astimezone())
