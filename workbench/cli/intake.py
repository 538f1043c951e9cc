"""intake: look at what a file or a paste holds, correct the proposed parts, and take the stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from workbench.cli.command import DONE, REFUSED, Commands, Context

if TYPE_CHECKING:
    from workbench.model.story import Part, Story

PASTE_LIMIT: Final = 10_000_000
_LETTERS: Final[dict[str, Part]] = {
    "s": "situation",
    "t": "task",
    "a": "action",
    "r": "result",
    "l": "learning",
}
_KEYS: Final = "Enter takes it · a number and a letter moves a sentence (3 r) · x leaves it out · q stops:"


def register(commands: Commands) -> None:
    """Register the command of this family."""
    intake = commands.add(
        "intake",
        intake_command,
        "propose stories from Word, text, CSV, a résumé or a transcript; --add stores them",
        as_json=True,
    )
    intake.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for what is pasted on standard input")
    intake.add_argument("--add", action="store_true", help="store the stories, in one step that one undo takes back")


def intake_command(context: Context) -> int:
    """Propose stories from files; with --add, store them."""
    from pathlib import Path

    args = context.args
    with context.workspace(write=args.add) as ws:
        proposals = [
            ws.stories.propose_text(context.pasted(PASTE_LIMIT), "the paste")
            if file == "-"
            else ws.stories.propose(Path(file))
            for file in args.files
        ]
        told = [story for proposal in proposals for story in proposal.stories]
        if args.json:
            context.json([story.as_json() for story in told])
        else:
            for proposal in proposals:
                _show(context, proposal, with_stories=not (args.add and context.interactive()))
        for proposal in proposals:
            for note in proposal.notes:
                context.tell(note)
        if not args.add:
            if not args.json:
                context.tell(f"{_counted(len(told))} proposed, nothing stored. --add stores them.")
            return DONE
        taken = _corrected(context, told) if context.interactive() and not args.json else [one.story() for one in told]
        if not taken:
            context.tell("Nothing was taken.")
            return REFUSED
        done = ws.stories.add(taken)
    if not args.json:
        for story_id in done.added:
            context.say(story_id)
    for story_id in done.left:
        context.tell(f"{story_id} stands in the bank already and was left alone; `workbench import` can decide that.")
    context.tell(f"{_counted(len(done.added))} stored. `workbench undo` takes them back.")
    return DONE if done.added else REFUSED


def _counted(count: int) -> str:
    return f"{count} {'story' if count == 1 else 'stories'}"


def _show(context: Context, proposal: Any, *, with_stories: bool) -> None:
    if with_stories:
        for story in proposal.stories:
            for line in _lines(story):
                context.say(line)
            context.say("")
    if proposal.left_out:
        context.tell(f"Left out of {proposal.source}:")
        for left in proposal.left_out:
            context.tell(f"  {left.why}: {' '.join(left.text.split())}")


def _lines(story: Any) -> list[str]:
    aside = " · ".join(filter(None, (story.company, story.when, ", ".join(story.themes))))
    lines = [f"# {story.title}" + (f"  ({aside})" if aside else "")]
    for number, sentence in enumerate(story.sentences, 1):
        said = "=" if sentence.given else "?"
        lines.append(f"{number:3} {sentence.part[0].upper()}{said} {' '.join(sentence.text.split())}")
    return lines


def _corrected(context: Context, told: list[Any]) -> list[Story]:
    """Show each story, let its parts be corrected, and return those that are taken."""
    context.tell("Parts marked = are the source's own, those marked ? are proposed.")
    taken: list[Story] = []
    for found in told:
        story = found
        while True:
            for line in _lines(story):
                context.tell(line)
            answer = context.ask(_KEYS).lower().replace(" ", "")
            if answer in ("", "x", "q"):
                break
            number, letter = answer[:-1], answer[-1]
            if letter in _LETTERS and number.isdecimal() and 1 <= int(number) <= len(story.sentences):
                story = story.with_part(int(number) - 1, _LETTERS[letter])
            else:
                context.tell("Type for example 3 r: sentence 3 is a result. s, t, a, r and l are the parts.")
        if answer == "q":
            break
        if answer != "x":
            taken.append(story.story())
    return taken
