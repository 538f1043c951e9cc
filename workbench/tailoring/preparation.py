"""The checklists of one target, with the day by which each thing should be done."""

from __future__ import annotations

from datetime import date

from exports import contents as c
from themes.preparing import due
from themes.schema import Catalogue
from workbench.model.target import Target
from workbench.tailoring.worded import day_of, starts_in_zone


def checklists(
    target: Target, catalogue: Catalogue, today: date | None = None, held: int | None = None
) -> tuple[c.Checklist, ...]:
    """Return every checklist; days are counted back from the first round, or are those that the user chose.

    For a target that was begun late the days are those evenings that were left; what none has room for says so.
    With `today`, what should have been done before it and is still open is due now: no day that has passed is printed
    for somebody who began late. `held` is the number of stories that there are: what asks for no more is ticked.
    """
    days = [starts.date() for round_ in target.rounds if (starts := starts_in_zone(round_)) is not None]
    first = min(days) if days else None
    done = set(target.done)
    moved = {item: date.fromisoformat(day) for item, day in target.moved.items()}
    lists_of = catalogue.checklists.values()
    planned = due(lists_of, first, target.begun, moved=moved, done=done, held=held) if first else {}
    lists = []
    for listed in catalogue.checklists.values():
        lines = []
        for listed_item in listed.items:
            plan = planned.get(listed_item.id)
            item, day = (plan.item, plan.day) if plan else (listed_item, moved.get(listed_item.id))
            ticked = item.id in done or (plan is not None and plan.met)
            late = day is not None and today is not None and first is not None and day < today <= first
            by = "now" if late and not ticked else f"by {day_of(day)}" if day is not None else ""
            if plan is not None and plan.left_out:
                by = "left out: no evening for it"
            lines.append(
                c.ChecklistLine(
                    key=item.id,
                    title=item.title,
                    detail=item.detail,
                    due=by,
                    day=day,
                    done=ticked,
                )
            )
        lists.append(c.Checklist(title=listed.title, lines=tuple(lines)))
    return tuple(lists)
