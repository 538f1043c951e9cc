"""When to prepare what: counted back from the first round, or, for somebody who begins late, what still fits.

The checklists want six weeks. Who begins later would find weeks of work on the first evening. Then the same things are
spread over the evenings that there are; where they do not all fit, the most useful come first, in their short form
where they have one, and what is left out is named. The days follow from the day of beginning and not from today, so
that a plan stays the same from one evening to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from themes.schema import Checklist, ChecklistItem

EVENING = 120
"""Minutes that an evening beside a job holds."""
LAST = 1
"""What is due this many days before the round, or later, belongs there and is never spread."""


@dataclass(frozen=True)
class Due:
    """One thing to prepare, worded for the time that there is, and its day; without a day it is left out."""

    item: ChecklistItem
    day: date | None
    met: bool = False
    """The bank holds as many stories as it asks for."""

    @property
    def left_out(self) -> bool:
        """Return whether there is no evening for it."""
        return self.day is None


def due(
    checklists: Iterable[Checklist],
    first: date,
    begun: date | None = None,
    *,
    moved: Mapping[str, date] | None = None,
    done: Collection[str] = (),
    held: int | None = None,
) -> dict[str, Due]:
    """Return every thing to prepare for a first round, by id, in the order of the checklists.

    `begun` is the day from which there is time (None: it was always known). What the user `moved` stands where they
    put it and takes no evening from the rest; what is `done` keeps its day and is never left out. `held` says how
    many stories there are (None: nobody knows): what asks for no more than that is met, and counts as done.
    """
    moved = moved or {}
    items = [item for each in checklists for item in each.items]
    found = {item.id: Due(item, first - timedelta(days=item.days_before)) for item in items}
    if begun is not None and begun <= first:
        spread = [item for item in items if item.days_before > LAST and item.id not in moved]
        if any(first - timedelta(days=item.days_before) < begun for item in spread):
            found |= _spread(spread, begun, first)
    for item in items:
        if item.id in moved:
            found[item.id] = Due(item, moved[item.id])
        if item.stories and held is not None:
            found[item.id] = _counted(found[item.id], held)
        if found[item.id].left_out and (item.id in done or found[item.id].met):
            found[item.id] = replace(found[item.id], day=begun)
    return found


def _counted(one: Due, held: int) -> Due:
    """Say how far the bank is on its way to what is asked for."""
    if held >= one.item.stories:
        return replace(one, met=True)
    title = f"{one.item.title} ({held or 'none'} so far)"
    return replace(one, item=one.item.model_copy(update={"title": title}))


def _spread(items: list[ChecklistItem], begun: date, first: date) -> dict[str, Due]:
    # The last evening has its own list. Who begins on it, or on the day itself, still gets the most useful thing.
    evenings = max((first - begun).days - LAST, 0)
    room = evenings * EVENING
    chosen = list(items)
    if sum(item.minutes for item in items) > room:
        chosen, free = [], room or EVENING // 2
        by_use = sorted(items, key=lambda item: item.rank)
        for item in map(_short, by_use):
            if item.minutes <= free:
                chosen.append(item)
                free -= item.minutes
        # What room is still there goes to the whole of what is most useful.
        taken = {item.id: place for place, item in enumerate(chosen)}
        for item in by_use:
            place = taken.get(item.id)
            if place is not None and (more := item.minutes - chosen[place].minutes) <= free:
                chosen[place] = item
                free -= more
    found = {item.id: Due(item, None) for item in items}
    whole = sum(item.minutes for item in chosen)
    before = 0
    for item in chosen:
        # The middle of each thing decides, so that every evening gets about the same work.
        place = (2 * before + item.minutes) * evenings // (2 * whole) if evenings else 0
        found[item.id] = Due(item, begun + timedelta(days=place))
        before += item.minutes
    return found


def _short(item: ChecklistItem) -> ChecklistItem:
    if item.short is None:
        return item
    return item.model_copy(update=item.short.model_dump())
