"""samples: put the samples in, see whether they are there, take them out."""

from __future__ import annotations

from workbench.cli.command import DONE, Commands, Context


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    samples = commands.add("samples", work, "put the sample stories into the bank, or take them out again")
    samples.add_argument("what", nargs="?", choices=["list", "add", "remove"], default="list")


def work(context: Context) -> int:
    """List the sample stories, add them, or take them out."""
    what = context.args.what
    with context.workspace(write=what != "list") as ws:
        if what == "add":
            done = ws.samples.add()
            context.tell(f"Added: {len(done.added)}. Already there: {len(done.left)}. `workbench undo` takes it back.")
        elif what == "remove":
            out = ws.samples.take_out()
            undo = " `workbench undo` brings them back." if out.gone else ""
            context.tell(out.text + undo)
        else:
            for row in ws.stories.rows():
                if row.get("sample"):
                    context.say(f"{row['id']}  {row.get('title') or ''}".rstrip())
            count = ws.samples.count()
            context.tell(f"{count} of {ws.stories.count()} stories are samples." if count else "There is no sample.")
    return DONE
