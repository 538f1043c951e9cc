"""moments, rehearse, drill: what is practised alone."""

from __future__ import annotations

from argparse import ArgumentTypeError

from workbench.cli.command import DONE, Commands, Context, table
from workbench.cli.playing import play_drill, play_rehearsal
from workbench.text import counted

LONGEST = 60
"""Minutes of the longest sitting."""


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    moments = commands.add(
        "moments", moments_command, "keep one-line memories, and turn them into stories", as_json=True
    )
    moments.add_argument("text", nargs="*", metavar="TEXT", help="a line to keep; without one the inbox is listed")
    moments.add_argument("--theme", default="", help="the theme it belongs to")
    moments.add_argument("--write", metavar="ID", help="turn this moment into a story")
    rehearse = commands.add(
        "rehearse", rehearse_command, "tell a story against the clock, or see its times", as_json=True
    )
    rehearse.add_argument("id", metavar="ID")
    rehearse.add_argument("--cut", type=int, default=0, choices=(0, 30, 90, 180), help="seconds; 0 is the whole story")
    rehearse.add_argument("--target", default="", help="rehearse this target's version")
    drill = commands.add("drill", drill_command, "three minutes of cards: questions, probes, terms", as_json=True)
    drill.add_argument("target", nargs="?", metavar="TARGET")
    drill.add_argument("--minutes", type=minutes_of, default=3, help="1 to 60; three by itself")
    drill.add_argument("--csv", action="store_true", help="print every card as CSV")
    drill.add_argument("--anki", metavar="FILE", help="write every card as an Anki package (.apkg)")


def minutes_of(text: str) -> int:
    """Return the length of a sitting in minutes. Raises `ArgumentTypeError` for what is no sitting."""
    if not text.isdecimal() or not 1 <= int(text[:4]) <= LONGEST:
        raise ArgumentTypeError(f"{text!r} is no length of a sitting; 1 to {LONGEST} minutes are.")
    return int(text)


def moments_command(context: Context) -> int:
    """List the inbox, keep a line, or turn a moment into a story."""
    args = context.args
    with context.workspace(write=bool(args.text or args.write)) as ws:
        if args.write:
            context.say(ws.practice.write_moment(args.write).id)
            return DONE
        if args.text:
            context.say(ws.practice.add_moment(" ".join(args.text), args.theme).id)
            return DONE
        inbox, progress, prompts = ws.practice.moments(), ws.practice.progress(), ws.practice.prompts()
    if args.json:
        context.json(
            {
                "moments": [moment.model_dump(mode="json") for moment in inbox],
                "progress": progress.sentence,
                "prompts": [{"theme": theme.id, "prompt": prompt} for theme, prompt in prompts],
            }
        )
        return DONE
    for line in table([(moment.id, moment.theme or "–", moment.text) for moment in inbox]):
        context.say(line)
    context.tell(progress.sentence)
    for theme, prompt in prompts:
        context.tell(f"  {theme.title}: {prompt}")
    return DONE


def rehearse_command(context: Context) -> int:
    """Tell a story against the clock; without a terminal, show the plan and the history."""
    args = context.args
    playing = context.interactive() and not args.json
    with context.workspace(write=playing) as ws:
        story = ws.stories.get(args.id)
        args.target = ws.tailoring.target(args.target).id if args.target else ""
        plan = ws.practice.rehearsal_plan(story, args.cut, args.target)
        headline = ws.practice.as_told(story, args.cut, args.target)[0]
        if playing:
            return play_rehearsal(context, ws, story)
        past, rate, proofs = (
            ws.practice.rehearsals(story, args.cut),
            ws.practice.rate(),
            ws.practice.proofs(story, args.cut, args.target),
        )
    if args.json:
        context.json(
            {
                "story": story.id, "cut": args.cut, "words_per_minute": rate,
                "parts": [
                    {"part": each.part, "parts": each.parts, "seconds": each.seconds, "last": each.last}
                    for each in plan
                ],
                "proofs": proofs,
                "history": [{"started": each.started, "seconds": each.total(), "missed": each.missed} for each in past],
            }
        )  # fmt: skip
        return DONE
    context.say(headline)
    for line in table([(each.title, f"{each.seconds} s", f"last {each.last} s" if each.last else "") for each in plan]):
        context.say("  " + line)
    context.tell(f"{len(past)} rehearsals so far; {rate} words a minute.")
    return DONE


def drill_command(context: Context) -> int:
    """Three minutes of cards; without a terminal, list what is due."""
    args = context.args
    if args.csv:
        with context.workspace() as ws:
            cards = ws.documents.cards(args.target)
        for card in cards:
            context.say(csv_line((card.front, card.back, card.source, card.deck)))
        return DONE
    if args.anki:
        from pathlib import Path

        with context.workspace() as ws:
            written = ws.documents.anki(Path(args.anki), args.target)
        for note in written.notes:
            context.tell(note)
        context.say(str(written))
        context.tell("In Anki: File, Import. Importing it again later updates the cards and keeps their schedule.")
        return DONE
    playing = context.interactive() and not args.json
    with context.workspace(write=playing) as ws:
        due, streak = ws.practice.drill(args.target, args.minutes), ws.practice.streak()
        run = ws.practice.run()
        if playing:
            return play_drill(context, ws)
    if args.json:
        told = [
            {
                "id": each.card.id, "kind": each.card.kind, "front": each.card.front, "back": each.card.back,
                "source": each.card.source, "why": each.why,
            }
            for each in due
        ]  # fmt: skip
        context.json({"streak": streak, "cards": told})
        return DONE
    for each in due:
        context.say(f"{each.card.front}  ({each.why})")
    context.tell(f"{counted(len(due), 'card')} now; {run}.")
    return DONE


def csv_line(cells: tuple[str, ...]) -> str:
    """Return one line of CSV; a cell that a spreadsheet would take for a formula is led by an apostrophe."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(
        [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells]
    )
    return out.getvalue()
