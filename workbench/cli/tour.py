"""tour: the whole job once, on the samples, without a screen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from workbench.cli.command import DONE, Commands, Context, table


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    tour = commands.add("tour", run_tour, "do the whole job once on the samples and write a dossier")
    tour.add_argument("-o", "--output", type=Path, metavar="FILE", help="where the dossier goes")


def run_tour(context: Context) -> int:
    """Count, read, plan and write: what the workbench does for one target of the samples."""
    from workbench.cli.stories import profile
    from workbench.model.report import DEPTH_WORDS
    from workbench.workspace import Workspace
    from workbench.workspace.workspace import local_now

    with Workspace.open(demo=True, now=context.now or local_now) as ws:
        read = list(ws.reading.read_all(ws.stories.all()))
        targets = ws.tailoring.targets()
        counted = Counter(DEPTH_WORDS[report.depth] for _, report in read)
        context.say(f"The sample bank: {len(read)} stories, {len(targets)} targets.")
        context.say("Depth: " + ", ".join(f"{number} {name}" for name, number in counted.most_common()) + ".")
        context.say("")
        for line in table([(DEPTH_WORDS[report.depth], profile(report), story.title) for story, report in read]):
            context.say("  " + line)
        target = targets[0]
        context.say("")
        context.say(f"The plan for {target.company}, {target.role}:")
        titles = {story.id: story.title for story, _ in read}
        for slot in ws.tailoring.plan(target.id).slots:
            context.say(f"  {slot.question}")
            context.say(f"    → {titles.get(slot.story or '', 'no story answers this yet')}. {slot.why}")
        path = context.args.output or Path.cwd() / "workbench-sample-dossier.docx"
        written = ws.documents.dossier(target.id, path)
        context.say("")
        context.say(f"The dossier is at {written}.")
    return DONE
