"""Which story to rehearse: those that the next round needs first, then what was never told, then the longest ago."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.tui.screens.rehearse_rows import minutes
from workbench.tui.widgets.finder_list import Entry

if TYPE_CHECKING:
    from workbench.model.practice import Rehearsal
    from workbench.workspace import Workspace

NEVER, TOLD, SAMPLES, RETIRED = "Not told yet", "Told before, the longest ago first", "Samples", "Retired"


def choices(ws: Workspace, chosen: Callable[[str], None]) -> list[Entry]:
    """Return all stories under the headings that say why they stand where they stand; each says when it was told."""
    evening = ws.evening.remembered() or ws.evening.work_out()
    due = list(dict.fromkeys(line.story for line in evening.lines if line.kind == "rehearse"))
    coming = next(iter(ws.evening.rounds()), None)
    first = f"Due for {coming.company}, {coming.title}: not told within a week" if coming else ""
    last: dict[str, Rehearsal] = {}
    for each in ws.practice.told():
        last.setdefault(each.story, each)
    marked = ws.samples.marked()
    groups: dict[str, list[dict[str, Any]]] = {first: [], NEVER: [], TOLD: [], SAMPLES: [], RETIRED: []}
    for row in ws.stories.rows():
        groups[_group(row, first if row["id"] in due else "", row["id"] in last, row["id"] in marked)].append(row)
    groups[first].sort(key=lambda row: due.index(str(row["id"])))
    groups[TOLD].sort(key=lambda row: str(last[str(row["id"])].started))

    def opener(story_id: str) -> Callable[[], None]:
        return lambda: chosen(story_id)

    entries: list[Entry] = []
    for heading, rows in groups.items():
        entries += [Entry(heading)] if rows else []
        for row in rows:
            told = last.get(str(row["id"]))
            said = _last(told, ws) if told is not None else "not told yet"
            name, detail = str(row.get("title") or "(no title yet)"), str(row.get("headline") or "")
            kind = f"due · {said}" if heading == first else said
            entries.append(Entry(name, detail, kind=kind, run=opener(str(row["id"])), words=heading))
    return entries


def _group(row: dict[str, Any], due: str, told: bool, sample: bool) -> str:
    if due:
        return due
    if row.get("state") == "retired":
        return RETIRED
    return SAMPLES if sample else TOLD if told else NEVER


def _last(told: Rehearsal, ws: Workspace) -> str:
    day = f" on {told.started.astimezone(ws.now().tzinfo):%d %b}" if told.started else ""
    return f"told in {minutes(told.total())}{day}"
