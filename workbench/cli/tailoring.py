"""targets, map, coverage, ask, plan, narrative; claims, probes and tidy stand in `ledger`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import ledger
from workbench.cli.command import DONE, WRONG_USE, Commands, Context, table
from workbench.cli.tailored import (
    coverage_json,
    cut_json,
    cut_lines,
    map_json,
    map_lines,
    narrative_json,
    narrative_lines,
    plan_json,
    plan_lines,
    titles_of,
)
from workbench.errors import BadInput

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date, datetime

    from workbench.model.tailored import CoverageRow, Plan


MOST_BYTES = 256 * 1024
"""A job description has a few KB; what is a hundred times larger is another file."""


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    targets = commands.add("targets", targets_command, "list the targets, or begin one", as_json=True)
    targets.add_argument("--new", nargs=2, metavar=("COMPANY", "ROLE"), help="begin a target")
    targets.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="ID",
        help="principles it lives by; repeatable (default: the company's own)",
    )
    targets.add_argument("--no-pack", action="store_true", help="do not take the company's own")
    targets.add_argument("--loop", metavar="ID", help="make the rounds of this loop template")
    targets.add_argument("--first", metavar="DAY", help="the first round, such as '3 Dec 2026, 10:00'")
    targets.add_argument("--zone", default="", metavar="NAME", help="time zone of the rounds, such as Europe/Berlin")
    targets.add_argument(
        "--job", type=Path, metavar="FILE", help="the job description, as text; what it stresses weighs in"
    )
    mapped = commands.add("map", map_command, "principles against stories, with the words", as_json=True)
    mapped.add_argument("target", nargs="?", metavar="TARGET", help="default: the packs of all targets")
    mapped.add_argument("--pack", action="append", default=[], metavar="ID", help="map this pack instead; repeatable")
    commands.add("coverage", coverage_command, "themes, criteria and values against stories, gaps first", as_json=True)
    ask = commands.add("ask", ask_command, "the stories that answer a question, best first", as_json=True)
    ask.add_argument("question", nargs="+", metavar="QUESTION")
    ask.add_argument("--limit", type=int, default=3, metavar="N")
    plan = commands.add("plan", plan_command, "which story answers which question of a loop, and why", as_json=True)
    plan.add_argument("target", metavar="TARGET")
    plan.add_argument(
        "--without", action="append", default=[], metavar="STORY", help="what if this story were left out"
    )
    plan.add_argument(
        "--with", dest="locks", nargs=2, action="append", default=[], metavar=("SLOT", "STORY"),
        help="what if this story were told there",
    )  # fmt: skip
    plan.add_argument("--first", metavar="ROUND", help="what if this round came first")
    narrative = commands.add("narrative", narrative_command, "a story as told for one target", as_json=True)
    narrative.add_argument("story", metavar="STORY")
    narrative.add_argument("target", nargs="?", metavar="TARGET")
    narrative.add_argument("--for", dest="target_named", metavar="TARGET", help="the same, by name")
    narrative.add_argument(
        "--set", dest="fields", action="append", default=[], metavar="FIELD=TEXT",
        help="change the version's headline, opening, closing or bridge; repeatable",
    )  # fmt: skip
    narrative.add_argument(
        "--order", metavar="N,N", help="tell these sentences first, by their numbers (see --numbers)"
    )
    narrative.add_argument("--drop", type=int, nargs="+", default=[], metavar="N", help="leave these sentences out")
    narrative.add_argument("--keep", type=int, nargs="+", default=[], metavar="N", help="take these back in")
    narrative.add_argument(
        "--rewrite", nargs=2, action="append", default=[], metavar=("N", "TEXT"),
        help="your own wording of a sentence, for this target; an empty text takes the story's again",
    )  # fmt: skip
    narrative.add_argument("--edit", action="store_true", help="change the version in your editor")
    narrative.add_argument("--numbers", action="store_true", help="show the version with its sentences' numbers")
    narrative.add_argument("--opening", choices=("situation", "result", "principle"))
    narrative.add_argument(
        "--cut", type=int, action="append", default=[], metavar="SECONDS", help="also a cut; repeatable"
    )
    narrative.add_argument(
        "--settle", choices=("accept", "keep"), help="bring a stale version onto the story as it stands"
    )
    narrative.add_argument("--lens", metavar="ID", help="beside it: what this audience listens for")
    ledger.register(commands)


def targets_command(context: Context) -> int:
    """List the targets, or begin one."""
    args = context.args
    if args.new:
        return _begin(context)
    with context.workspace() as ws:
        found = ws.tailoring.targets()
    if args.json:
        context.json(
            [
                {
                    "id": target.id, "company": target.company, "role": target.role, "packs": target.packs,
                    "state": target.state, "rounds": [round_.model_dump(mode="json") for round_ in target.rounds],
                }
                for target in found
            ]
        )  # fmt: skip
        return DONE
    if not found:
        context.tell("There is no target yet. `workbench targets --new COMPANY ROLE` begins one.")
    for line in table(
        [(target.id, target.company, f"{target.role} · {len(target.rounds)} rounds") for target in found]
    ):
        context.say(line)
    return DONE


def _begin(context: Context) -> int:
    """Begin a target; without a word about its principles, with those that the company stands by, as on the screen."""
    from workbench.model.dates import EXAMPLE

    args = context.args
    job = _text_of(args.job) if args.job else ""
    with context.workspace(write=True) as ws:
        first = _first(args.first, ws.today()) if args.first else None
        if args.first and first is None:
            context.tell(f"“{args.first}” is no date that can be read. Write it as {EXAMPLE}.")
            return WRONG_USE
        company, role = args.new
        proposed = [] if args.pack or args.no_pack else ws.packs.of_company(company)
        made = ws.tailoring.new_target(
            company, role, packs=args.pack or proposed, loop=args.loop, first=first, zone=args.zone, job_description=job
        )
        taken = [ws.catalogue.packs[pack].title for pack in proposed]
    context.say(made.id)
    if taken:
        context.tell(f"{company} lives by {' and '.join(taken)}: taken. `workbench packs take {made.id}` changes it.")
    elif not args.pack and not args.no_pack:
        context.tell(f"None of {company} is known here; `workbench packs add` takes a pasted list.")
    return DONE


def _first(text: str, today: date) -> datetime | date | None:
    """The first round's day or moment; a day of an impossible year is left to the one who refuses it by name."""
    from datetime import date

    from workbench.model.dates import moment_of

    found = moment_of(text, today)
    if found is not None:
        return found
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _text_of(path: Path) -> str:
    """The text of a job description. Raises `BadInput` for what is none."""
    if path.exists() and not path.is_file():
        raise BadInput(f"{path.name} is not a file.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise BadInput(f"{path.name} is larger than {MOST_BYTES // 1024} KB: too large for a job description.")
        return data.decode("utf-8")
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise BadInput(
            f"{path.name} is not text in UTF-8.", do="Save it as plain text, or paste it in the app."
        ) from None


def map_command(context: Context) -> int:
    """Show the principle map."""
    args = context.args
    with context.workspace() as ws:
        found = ws.tailoring.map(args.target, packs=args.pack or None)
        titles = titles_of(ws)
    if args.json:
        context.json(map_json(found))
        return DONE
    for line in map_lines(found, titles):
        context.say(line)
    return DONE


def coverage_command(context: Context) -> int:
    """Show coverage, gaps first."""
    with context.workspace() as ws:
        found = ws.tailoring.coverage()
        titles = titles_of(ws)
    if context.args.json:
        context.json(coverage_json(found))
        return DONE
    for title, rows in (("Themes", found.themes), ("Criteria", found.criteria), ("Values", found.values)):
        context.say(title)
        for line in table([(f"  {row.title}", f"{row.strong} of {row.enough}", _said(row, titles)) for row in rows]):
            context.say(line)
        context.say("")
    return DONE


def _said(row: CoverageRow, titles: dict[str, str]) -> str:
    if row.gap is None:
        return ""
    near = f" Nearest: “{titles.get(row.gap.nearest, row.gap.nearest)}”." if row.gap.nearest else ""
    return f"{row.gap.write}{near}"


def ask_command(context: Context) -> int:
    """Answer a question from the bank."""
    with context.workspace() as ws:
        found = ws.tailoring.answers(" ".join(context.args.question), limit=max(1, context.args.limit))
        titles = titles_of(ws)
    if context.args.json:
        context.json(
            [
                {
                    "story": each.story, "opening": each.opening, "quote": each.quote, "why": each.why,
                    "points": each.points, "part": each.part,
                }
                for each in found.answers
            ]
        )  # fmt: skip
    else:
        for at, each in enumerate(found.answers):
            context.say(f"{at + 1}  {titles.get(each.story, each.story)}  [{each.story}]  fit {each.points}")
            context.say(f"   opens: {each.opening}")
            if each.quote:
                context.say(f"   “{each.quote}”")
            context.say(f"   {each.why}")
    if not found.answers:
        context.tell("There is no story in the bank yet.")
    for sentence in found.unanswered:
        context.tell(sentence)
    return DONE


def plan_command(context: Context) -> int:
    """Plan a loop, or say what a wish would change."""
    args = context.args
    with context.workspace() as ws:
        if args.without or args.locks or args.first:
            tried = ws.tailoring.what_if(
                args.target,
                without=args.without,
                locks=dict(args.locks),
                first_round=args.first,
            )
            found = tried.plan
        else:
            tried, found = None, ws.tailoring.plan(args.target)
        packs = [
            ws.catalogue.packs[name] for name in ws.tailoring.target(args.target).packs if name in ws.catalogue.packs
        ]
        clauses = {clause.id: f"{clause.title} ({pack.title})" for pack in packs for clause in pack.clauses()}
        titles = {**clauses, **titles_of(ws)}
    if args.json:
        data = plan_json(found)
        if tried is not None:
            data["what_if"] = {
                "wish": tried.wish, "cost": tried.cost, "lost": list(tried.lost),
                "changes": [{"slot": each.slot, "before": each.before, "after": each.after} for each in tried.changes],
            }  # fmt: skip
        context.json(data)
        return DONE
    if tried is not None:
        changed = f"changes {len(tried.changes)} of {len(found.slots)} questions"
        context.say(f"What if: {_wish(args, found, titles)}. It costs {tried.cost} points and {changed}.")
        for change in tried.changes:
            before, after = (titles.get(each or "", "no story") for each in (change.before, change.after))
            context.say(f"  {change.question}\n    {before} → {after}")
        for clause in tried.lost:
            context.say(f"  no longer spoken to: {clause}")
        return DONE
    for line in plan_lines(found, titles):
        context.say(line)
    return DONE


def _wish(args: Namespace, plan: Plan, titles: dict[str, str]) -> str:
    """What was wished for, by the names of stories, questions and rounds."""
    questions = {slot.slot: slot.question for slot in plan.slots}
    rounds = {slot.round: slot.round_title for slot in plan.slots}
    wishes = [f"without “{titles.get(story, story)}”" for story in args.without]
    wishes += [f"“{titles.get(story, story)}” for “{questions.get(slot, slot)}”" for slot, story in args.locks]
    wishes += [f"“{rounds.get(args.first, args.first)}” first"] if args.first else []
    return ", ".join(wishes)


def narrative_command(context: Context) -> int:
    """Tell a story for a target."""
    args = context.args
    args.target = args.target or args.target_named
    if not args.target:
        context.tell("For which target? `workbench narrative STORY TARGET`; `workbench targets` lists them.")
        return WRONG_USE
    changes = bool(args.fields or args.order or args.drop or args.keep or args.rewrite)
    with context.workspace(write=bool(args.settle or changes or args.edit)) as ws:
        if changes:
            ws.tailoring.change_version(args.story, args.target, **_version_changes(args))
        if args.edit:
            from workbench.cli.editor import edited

            given = ws.tailoring.version_text(args.story, args.target)
            with edited(ws, f"{args.story} {args.target}", given) as text:
                if text is None:
                    context.tell("Nothing was changed.")
                else:
                    ws.tailoring.edit_version(args.story, args.target, text)
        if args.numbers:
            context.say(ws.tailoring.version_text(args.story, args.target).rstrip())
            return DONE
        if args.settle:
            ws.tailoring.settle_version(args.story, args.target, args.settle)
        told = ws.tailoring.narrative(args.story, args.target, opening=args.opening)
        cuts = ws.tailoring.cuts(args.story, args.target, args.cut, args.opening) if args.cut else []
        advice = ws.tailoring.lens(args.story, args.lens) if args.lens else None
        since = ws.tailoring.version_changes(args.story, args.target) if told.stale else ()
    if args.json:
        data = narrative_json(told)
        data["cuts"] = [cut_json(each) for each in cuts]
        data["changes"] = [{"part": each.part, "before": each.before, "after": each.after} for each in since]
        context.json(data)
        return DONE
    for line in narrative_lines(told):
        context.say(line)
    for each in cuts:
        context.say("")
        for line in cut_lines(each):
            context.say(line)
    if advice is not None:
        context.tell(f"{advice.title} listens for: {'; '.join(advice.stress)}.")
        for heard in advice.lines:
            context.tell(f"  {heard.text}: {f'“{heard.quote}”' if heard.quote else 'not told yet'}")
        for term, plain in advice.plain:
            context.tell(f"  {term}: {plain}")
    for change in since:
        context.tell(f"  {change.part}: {change.before or '(new)'} → {change.after or '(gone)'}")
    return DONE


def _version_changes(args: Namespace) -> dict[str, Any]:
    """The changes of a version that were asked for. Raises `BadInput` for what is no number or no FIELD=TEXT."""
    fields = {}
    for each in args.fields:
        name, equals, value = each.partition("=")
        if not equals:
            raise BadInput(f"“{each}” is not FIELD=TEXT.", do="Write it like headline=What came of it.")
        fields[name.strip().lower()] = value

    def number(word: str) -> int:
        if not word.strip().isdecimal():
            raise BadInput(f"“{word}” is no number of a sentence.", do="`--numbers` shows them.")
        return int(word)

    return {
        "fields": fields,
        "order": [number(word) for word in args.order.split(",")] if args.order else [],
        "drop": args.drop,
        "keep": args.keep,
        "rewrite": {number(word): text for word, text in args.rewrite},
    }
