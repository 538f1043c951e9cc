"""mock, debrief, pitch, calendar, tonight: what is done around the interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.command import DONE, WRONG_USE, Commands, Context, table
from workbench.cli.playing import play_debrief, play_mock
from workbench.errors import BadInput
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.model.practice import Mock
    from workbench.workspace import Workspace

OUTCOMES = ("waiting", "passed", "rejected", "withdrawn")


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    mock = commands.add("mock", mock_command, "play one round of a target, question by question", as_json=True)
    mock.add_argument("target", metavar="TARGET")
    mock.add_argument("round", nargs="?", metavar="ROUND")
    mock.add_argument(
        "--friend", metavar="RATINGS", help="a friend's ratings, such as 3,-,4; with ROUND, of that round"
    )
    mock.add_argument(
        "--note", action="append", default=[], metavar='"2: TEXT"', help="what the friend heard in that question"
    )
    debrief = commands.add(
        "debrief", debrief_command, "write down a round in sixty seconds, or see what rounds say", as_json=True
    )
    debrief.add_argument("target", nargs="?", metavar="TARGET")
    debrief.add_argument("round", nargs="?", metavar="ROUND")
    debrief.add_argument("--outcome", choices=OUTCOMES, help="say what became of the round; it can be said days later")
    pitch = commands.add("pitch", pitch_command, "your pitch with its spoken time, or write one piece", as_json=True)
    pitch.add_argument("target", nargs="?", default="", metavar="TARGET", help="without one, the common base")
    pitch.add_argument(
        "--set", nargs=2, metavar=("PIECE", "TEXT"), help="walk_me, why_ai, why_company or questions_for_them"
    )
    calendar = commands.add("calendar", calendar_command, "rounds and tasks, back from the first round", as_json=True)
    calendar.add_argument("--tick", nargs=2, metavar=("TARGET", "TASK"), help="tick a task")
    calendar.add_argument(
        "--move",
        nargs=3,
        metavar=("TARGET", "TASK", "DAY"),
        help="move a task or a round to a day, such as '3 Dec 2026' (a round: '3 Dec 2026, 10:00')",
    )
    calendar.add_argument("--accept", nargs=2, metavar=("TARGET", "ROUND"), help="the proposed date of a round is set")
    commands.add("tonight", tonight_command, "what comes next, and what is still open for it", as_json=True)


def mock_command(context: Context) -> int:
    """Play a round; with --friend, put a friend's ratings beside the own ones; else show what was played."""
    args = context.args
    told = bool(args.friend or args.note)
    playing = context.interactive() and not args.json and args.round is not None and not told
    ratings, notes = friend_ratings(args.friend or ""), friend_notes(args.note)
    if ratings is None or notes is None:
        context.tell("Ratings look like 3,-,4" if ratings is None else 'A note looks like "2: what they heard".')
        return WRONG_USE
    with context.workspace(write=playing or told) as ws:
        if playing:
            return play_mock(context, ws, args.target, args.round)
        target = ws.tailoring.target(args.target).id
        if told and args.round is not None:
            # A friend may have asked the questions without the clock of the workbench: then the mock begins with them.
            ws.practice.friend_mock(ws.practice.last_mock(target, args.round), ratings, notes)
        mocks = ws.practice.mocks(target)
        if args.round is not None:
            # A round that is not there is said, not taken for one that nobody has played.
            wanted = ws.practice.round_of(target, args.round)[1].id
            mocks = [each for each in mocks if each.round == wanted]
        if told and args.round is None:
            if not mocks:
                context.tell("There is no mock interview to rate yet. Name the round: mock TARGET ROUND --friend 3,2,4")
                return WRONG_USE
            mocks[0] = ws.practice.friend_mock(mocks[0], ratings, notes)
        names = {mock.round: ws.practice.round_name(mock.target, mock.round) for mock in mocks}
    if args.json:
        context.json([mock.model_dump(mode="json") for mock in mocks])
        return DONE
    for mock in mocks:
        for line in mock_lines(mock, names[mock.round]):
            context.say(line)
    if not mocks:
        context.tell(f"No mock interview yet. `workbench mock {args.target} ROUND` in a terminal plays one.")
    return DONE


def friend_ratings(text: str) -> dict[int, int] | None:
    """Return position -> rating from "3,2,4"; a dash leaves a question out. None if it cannot be read."""
    ratings = {}
    for position, word in enumerate(text.split(",")):
        if word.strip() in ("", "-"):
            continue
        if word.strip() not in ("1", "2", "3", "4"):
            return None
        ratings[position] = int(word)
    return ratings


def friend_notes(notes: list[str]) -> dict[int, str] | None:
    """Return position -> note from "2: you lost me"; None if one of them names no question."""
    found = {}
    for note in notes:
        number, colon, text = note.partition(":")
        if not colon or not number.strip().isdecimal() or not text.strip():
            return None
        found[int(number) - 1] = text.strip()
    return found


def mock_lines(mock: Mock, name: str) -> list[str]:
    """Return a mock interview of the round `name` as lines: each question with the own and the friend's rating."""
    from workbench.model.dates import day_written

    head = f"{name}, {day_written(mock.started.date())}" if mock.started else name
    rows = [
        (f"own {each.rating or '–'}", f"friend {each.friend_rating or '–'}", f"{each.seconds} s", each.question)
        for each in mock.questions
    ]
    lines = [head]
    for each, line in zip(mock.questions, table(rows), strict=True):
        lines.append("  " + line)
        lines += [f"      you: {each.note}"] if each.note else []
        lines += [f"      friend: {each.friend_note}"] if each.friend_note else []
        if each.probe_held is not None:
            lines.append(f"      asked on: {each.probe} {'answered' if each.probe_held else 'no answer yet'}")
    return lines


def debrief_command(context: Context) -> int:
    """Write down a round, or show what the rounds so far say."""
    args = context.args
    if args.outcome and args.round is None:
        context.tell("Name the round too: workbench debrief TARGET ROUND --outcome passed")
        return WRONG_USE
    playing = context.interactive() and not args.json and args.round is not None and not args.outcome
    with context.workspace(write=playing or bool(args.outcome)) as ws:
        if args.outcome:
            written = ws.practice.open_debrief(args.target, args.round)
            ws.practice.keep_debrief(written.model_copy(update={"outcome": args.outcome}))
        if playing:
            return play_debrief(context, ws, args.target, args.round)
        target = ws.tailoring.target(args.target).id if args.target else None
        debriefs, foresight = ws.practice.debriefs(target), ws.practice.foresight()
        if target is not None and args.round is not None:
            wanted = ws.practice.round_of(target, args.round)[1].id
            debriefs = [each for each in debriefs if each.round == wanted]
        calibration, uses = ws.practice.calibration(), ws.practice.uses(target)
        names = {(each.target, each.round): ws.practice.round_name(each.target, each.round) for each in debriefs}
    if args.json:
        context.json(
            {
                "debriefs": [each.model_dump(mode="json") for each in debriefs],
                "foresight": foresight.sentence,
                "calibration": calibration.sentence,
                "uses": {
                    story: {"told": use.told, "last": use.last, "stumbled": use.stumbled} for story, use in uses.items()
                },
            }
        )
        return DONE
    from workbench.model.dates import day_written

    for each in debriefs:
        held = f", {day_written(each.held.date())}" if each.held else ""
        asked = counted(len(each.asked), "question")
        context.say(f"{names[each.target, each.round]}{held}: {asked}, {each.outcome or 'no outcome yet'}")
    context.tell(foresight.sentence)
    context.tell(calibration.sentence)
    return DONE


def pitch_command(context: Context) -> int:
    """Show a pitch, or write one piece of it."""
    args = context.args
    with context.workspace(write=bool(args.set)) as ws:
        target = ws.tailoring.target(args.target).id if args.target else ""
        if args.set:
            piece, text = args.set
            ws.pitch.save(piece, text, target)
        pieces = ws.pitch.pieces(target)
        marks = {each.id: ws.pitch.marks(each.text) for each in pieces}
    if args.json:
        context.json(
            [
                {
                    "id": each.id, "title": each.title, "text": each.text, "common": each.inherited,
                    "seconds": each.seconds, "aim": each.aim, "told": list(each.told),
                    "marks": [{"seconds": seconds, "words": words} for seconds, words in marks[each.id]],
                }
                for each in pieces
            ]
        )  # fmt: skip
        return DONE
    for each in pieces:
        common = " (common words)" if each.inherited else ""
        context.say(f"{each.id}  {each.title}: {each.seconds} s of {each.aim} s{common}")
        context.say("  " + (each.text.strip().replace("\n", "\n  ") or f"– {each.ask}"))
        for seconds, words in marks[each.id]:
            context.tell(f"  {seconds} s: “… {words}”")
    return DONE


def calendar_command(context: Context) -> int:
    """Show the calendar, tick a task or move one."""
    args = context.args
    with context.workspace(write=bool(args.tick or args.move or args.accept)) as ws:
        if args.tick:
            ws.practice.tick(*args.tick)
        if args.accept:
            ws.practice.accept_date(*args.accept)
        if args.move:
            try:
                _move(ws, *args.move)
            except BadInput as error:
                context.tell(str(error))
                return WRONG_USE
        entries = ws.practice.calendar()
    if args.json:
        context.json(
            [
                {
                    "day": entry.day, "kind": entry.kind, "id": entry.id, "target": entry.target, "title": entry.title,
                    "detail": entry.detail, "done": entry.done, "carried": entry.carried, "starts": entry.starts,
                    "proposed": entry.proposed,
                }
                for entry in entries
            ]
        )  # fmt: skip
        return DONE
    from workbench.model.dates import day_written

    marks = {"round": "◆", "task": "☐", "left": "–"}
    rows = [
        (
            "left out" if entry.kind == "left" else f"{entry.day:%a} {day_written(entry.day)}",
            "☑" if entry.done else "◇" if entry.proposed else marks[entry.kind],
            entry.title
            + (" (carried over)" if entry.carried else "")
            + (f" · {entry.detail}" if entry.detail else "")
            + f"  [{entry.target} {entry.id}]",
        )
        for entry in entries
    ]
    for line in table(rows):
        context.say(line)
    if any(entry.proposed for entry in entries):
        context.tell("◇ is a proposed date that nobody has named: --accept TARGET ROUND sets it, --move changes it.")
    if any(entry.kind == "left" for entry in entries):
        context.tell("Left out, as no evening before the first round has room: --move TARGET TASK DAY takes it in.")
    if not rows:
        context.tell("Nothing in the calendar: no open target has a round with a date.")
    return DONE


def _move(ws: Workspace, target_id: str, item: str, day: str) -> None:
    """Move a task or a round to the day that was typed. Raises `BadInput` for what is none, and `NotFound`."""
    from workbench.model.dates import EXAMPLE, EXAMPLE_DAY, day_of

    found = ws.tailoring.target(target_id).round_named(item)
    if found is not None:
        starts = ws.tailoring.when_meant(day, found.zone, found)
        if starts is None:
            raise BadInput("A round is moved to a day.", do=f"Write the date as {EXAMPLE}.")
        ws.practice.date_round(target_id, found.id, starts)
        return
    to = day_of(day, ws.today())
    if to is None:
        raise BadInput(f"“{day}” is no day that can be read.", do=f"Write it as {EXAMPLE_DAY}.")
    ws.practice.move(target_id, item, to)


def tonight_command(context: Context) -> int:
    """Show what comes next and what is open."""
    with context.workspace() as ws:
        shown = ws.practice.tonight()
        titles = {story.id: story.title for story in ws.stories.all()}
    upcoming = shown.next
    if context.args.json:
        context.json(
            {
                "next": {
                    "target": upcoming.target.id, "company": upcoming.target.company, "round": upcoming.round.id,
                    "title": upcoming.round.title, "interviewer": upcoming.round.interviewer,
                    "starts": upcoming.starts, "countdown": upcoming.countdown, "proposed": upcoming.round.proposed,
                } if upcoming else None,
                "stories": list(shown.stories),
                "open": [{"kind": each.kind, "story": each.story, "text": each.text} for each in shown.open],
            }
        )  # fmt: skip
        return DONE
    if upcoming is None:
        context.say("No round is ahead.")
    else:
        who = f" with {upcoming.round.interviewer}" if upcoming.round.interviewer else ""
        context.say(f"{upcoming.countdown}: {upcoming.target.company}, {upcoming.round.title}{who}")
        proposed = "proposed: " if upcoming.round.proposed else ""
        day = f"{upcoming.starts:%A} {upcoming.starts.day} {upcoming.starts:%B, %H:%M}"
        context.say(f"{proposed}{day} {upcoming.round.zone}".rstrip())
    names = {
        "debrief": "to write down",
        "rehearse": "to rehearse",
        "asked": "asked, still open",
        "probe": "no answer yet",
        "number": "no source",
        "task": "to do",
    }
    for line in table([(names[each.kind], titles.get(each.story, each.story), each.text) for each in shown.open]):
        context.say("  " + line)
    if not shown.open:
        context.tell("Nothing is open.")
    return DONE
