"""list, show, new, edit, delete, import."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.command import DONE, REFUSED, Commands, Context, table
from workbench.errors import BadInput

if TYPE_CHECKING:
    from workbench.model.report import DepthReport
    from workbench.model.story import Story

PASTE_LIMIT = 5_000_000


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    commands.add("list", list_stories, "list the stories with their depth", as_json=True)
    show = commands.add("show", show_story, "show one story with what the reader sees in it", as_json=True)
    show.add_argument("id", metavar="ID")
    new = commands.add("new", new_story, "write a new story in your editor, or from Markdown on standard input")
    new.add_argument("title", nargs="?", default="", metavar="TITLE")
    edit = commands.add("edit", edit_story, "edit a story in $VISUAL or $EDITOR")
    edit.add_argument("id", metavar="ID")
    delete = commands.add("delete", delete_story, "move a story to the trash")
    delete.add_argument("id", metavar="ID")
    bring = commands.add("import", import_stories, "bring in stories from Markdown or JSON files")
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE")
    clash = bring.add_mutually_exclusive_group()
    clash.add_argument("--as-new", action="store_const", const="as-new", dest="clash", help="give a clashing id anew")
    clash.add_argument("--update", action="store_const", const="update", dest="clash", help="save as next revision")


def profile(report: DepthReport) -> str:
    """Return the three dimensions in short: "D2 E3 R0"."""
    counts = (report.dimensions.get(name) for name in ("data", "eval", "rai"))
    return " ".join(f"{letter}{count.evidenced if count else 0}" for letter, count in zip("DER", counts, strict=True))


def list_stories(context: Context) -> int:
    """List the stories: id, depth, profile, title."""
    from workbench.model.report import DEPTH_WORDS

    with context.workspace() as ws:
        read = list(ws.reading.read_all(ws.stories.all()))
    if context.args.json:
        context.json([summary(story, report) for story, report in read])
        return DONE
    if not read:
        context.tell("The bank is empty. `workbench new` writes a story, `workbench import FILE` brings some in.")
        return DONE
    rows = [
        (story.id, DEPTH_WORDS[report.depth], profile(report), f"{story.words()} words", story.state, story.title)
        for story, report in read
    ]
    for line in table(rows):
        context.say(line)
    counted = Counter(DEPTH_WORDS[report.depth] for _, report in read)
    context.tell(f"{len(read)} stories: " + ", ".join(f"{number} {name}" for name, number in counted.most_common()))
    return DONE


def summary(story: Story, report: DepthReport) -> dict[str, object]:
    """Return what `list --json` says of one story."""
    return {
        "id": story.id, "title": story.title, "headline": story.headline, "state": story.state,
        "themes": story.themes, "company": story.company, "when": story.when, "words": story.words(),
        "ai_role": report.ai_role, "depth": report.depth,
        "dimensions": {name: count.model_dump() for name, count in report.dimensions.items()},
        "rev": story.rev, "updated_at": story.updated_at.isoformat() if story.updated_at else None,
    }  # fmt: skip


def show_story(context: Context) -> int:
    """Show one story and its reading."""
    from workbench.cli.shown import story_lines

    with context.workspace() as ws:
        story = ws.stories.get(context.args.id)
        report = ws.reading.read(story)
        criteria = ws.catalogue.criteria
    if context.args.json:
        context.json({**story.model_dump(mode="json"), "reading": report.model_dump(mode="json", exclude={"bearings"})})
        return DONE
    for line in story_lines(story, report, criteria):
        context.say(line)
    return DONE


def new_story(context: Context) -> int:
    """Write a new story."""
    from workbench.cli.editor import edited
    from workbench.model.markdown import from_markdown, to_markdown
    from workbench.model.story import Story
    from workbench.text import clean

    empty = Story(title=clean(context.args.title))
    with context.workspace(write=True) as ws:
        if context.interactive():
            with edited(ws, "new-story", to_markdown(empty)) as written:
                if written is None:
                    context.tell("Nothing was written, so no story was made.")
                    return REFUSED
                made = from_markdown(written)
                saved = ws.stories.save(made.model_copy(update={"id": "", "rev": 0}))
            context.say(saved.id)
            return DONE
        if not (sys.stdin and sys.stdin.isatty()) and (text := context.pasted(PASTE_LIMIT)).strip():
            story = from_markdown(text)
        elif empty.title:
            story = empty
        else:
            raise BadInput("A new story needs a title or a text.", do="Type: workbench new TITLE")
        saved = ws.stories.save(story.model_copy(update={"id": "", "rev": 0}))
    context.say(saved.id)
    return DONE


def edit_story(context: Context) -> int:
    """Edit one story in the user's editor."""
    from workbench.cli.editor import edited
    from workbench.model.markdown import from_markdown, to_markdown

    with context.workspace(write=True) as ws:
        story = ws.stories.get(context.args.id)
        with edited(ws, story.id, to_markdown(story)) as written:
            if written is None:
                context.tell("Nothing was changed.")
                return DONE
            changed = from_markdown(written).model_copy(update={"id": story.id})
            saved = ws.stories.save(changed, base_rev=story.rev)
    context.tell(f"Saved {saved.id}, revision {saved.rev}.")
    return DONE


def delete_story(context: Context) -> int:
    """Move one story to the trash."""
    with context.workspace(write=True) as ws:
        ws.stories.delete(context.args.id)
    context.tell(f"{context.args.id} is in the trash. `workbench trash restore {context.args.id}` brings it back.")
    return DONE


def import_stories(context: Context) -> int:
    """Bring in stories; an id that already stands is asked about, or decided by --as-new or --update."""
    with context.workspace(write=True) as ws:
        stories = ws.stories.read_files(context.args.files)
        clash = context.args.clash
        clashes = ws.stories.clashes(stories)
        if clashes and clash is None:
            shown = ", ".join(clashes[:3]) + (f" and {len(clashes) - 3} more" if len(clashes) > 3 else "")
            if context.interactive():
                answer = context.choose(
                    f"{shown} stand in the bank already. (u)pdate them, bring in (a)s new, or (l)eave?"
                )
                clash = {"u": "update", "a": "as-new"}.get(answer)
            else:
                raise BadInput(
                    f"{shown} stand in the bank already.",
                    kept="Nothing was brought in.",
                    do="Say --update or --as-new.",
                )
        done = ws.stories.add(stories, clash)
    for story_id in (*done.added, *done.updated):
        context.say(story_id)
    said = [f"{len(done.added)} added", f"{len(done.updated)} updated", f"{len(done.left)} left as they were"]
    context.tell(", ".join(said) + ".")
    return DONE
