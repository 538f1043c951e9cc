"""check: read stories without storing them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.command import DONE, Commands, Context

if TYPE_CHECKING:
    from workbench.model.report import DepthReport
    from workbench.model.story import Story
    from workbench.workspace import Workspace


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    check = commands.add("check", check_stories, "read stories from files or the bank; stores nothing", as_json=True)
    check.add_argument("sources", nargs="*", metavar="FILE|ID", help="default: every story of the bank")
    check.add_argument("--why", action="store_true", help="what stands behind each level: score, signals, words")


def check_stories(context: Context) -> int:
    """Read every source in the order given. A name that is a file on disk is a file, anything else an id."""
    from workbench.cli.shown import reading_lines

    with context.workspace() as ws:
        stories = gather(ws, context.args.sources)
        read = [(story, ws.reading.read(story)) for story in stories]
        criteria = ws.catalogue.criteria
        behind = [behind_levels(ws, story, criteria) if context.args.why else {} for story, _ in read]
    if context.args.json:
        context.json([contract(story, report, why) for (story, report), why in zip(read, behind, strict=True)])
        return DONE
    for (story, report), why in zip(read, behind, strict=True):
        context.say(f"{story.title or story.id or 'Untitled'}")
        for line in reading_lines(report, criteria, context.args.why, why):
            context.say(line)
        context.say("")
    return DONE


def gather(ws: Workspace, sources: list[str]) -> list[Story]:
    """Return the stories that the sources name, in order."""
    if not sources:
        return ws.stories.all()
    stories: list[Story] = []
    for source in sources:
        path = Path(source)
        stories += ws.stories.read_files([path]) if path.is_file() else [ws.stories.get(source)]
    return stories


def behind_levels(ws: Workspace, story: Story, criteria: Iterable[str]) -> dict[str, str]:
    """Return criterion -> what stands behind its level, as one line."""
    behind = {name: " ".join(ws.reading.behind(story, name)) for name in criteria}
    return {name: line for name, line in behind.items() if line}


def contract(story: Story, report: DepthReport, why: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the reading in the published shape of `check --json`; offsets count code points of `parts`."""
    criteria = {}
    for name, reading in report.criteria.items():
        criteria[name] = {
            "level": reading.level,
            "evidence": [
                {
                    "part": each.part, "start": each.start, "end": each.end, "quote": each.quote,
                    "why": each.why or reading.why, "whose": each.whose,
                }
                for each in reading.evidence
            ],
            "why": reading.why,
            "gap": reading.gap.quote if reading.gap else None,
        }  # fmt: skip
    read: dict[str, Any] = {
        "id": story.id, "title": story.title, "ai_role": report.ai_role, "depth": report.depth, "criteria": criteria,
        "dimensions": {name: count.model_dump() for name, count in report.dimensions.items()},
        "craft": dict(report.craft), "values": dict(report.values), "themes": list(report.themes),
        "parts": {str(part): text for part, text in report.parts.items()},
        "not_read": report.not_read,
        "ai_role_why": report.ai_role_why,
        "ai_role_conflict": report.ai_role_conflict,
        "questions": [each.model_dump() for each in report.questions],
        "mistakes": [each.model_dump() for each in report.mistakes],
        "claims": [each.model_dump() for each in report.claims],
        "telling": report.telling.model_dump(),
        "lift": [each.model_dump() for each in report.lift],
        "lift_note": report.lift_note,
        "lapsed": list(report.lapsed),
    }  # fmt: skip
    if why:
        read["behind"] = why
    return read
