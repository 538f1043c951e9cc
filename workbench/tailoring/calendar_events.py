"""Rounds and preparation days of one target as events for a calendar."""

from __future__ import annotations

from exports import contents as c
from themes.schema import Catalogue
from workbench.model.target import Target
from workbench.tailoring.preparation import checklists
from workbench.tailoring.worded import starts_in_zone


def events_of(target: Target, catalogue: Catalogue, setting: c.Setting, held: int | None = None) -> c.Calendar:
    """Return every round with a date, and every open thing to prepare on its day; `held` counts the stories."""
    events = []
    for round_ in target.rounds:
        starts = starts_in_zone(round_)
        if starts is None:
            continue
        kind = catalogue.rounds.get(round_.kind)
        title = round_.title or (kind.title if kind is not None else round_.kind)
        who = ", ".join(filter(None, (round_.interviewer, round_.interviewer_role)))
        events.append(
            c.Event(
                key=f"{target.id}/{round_.id}",
                title=": ".join(filter(None, (target.company, title)))
                + (" (proposed date)" if round_.proposed else ""),
                tentative=round_.proposed,
                starts=starts,
                zone=round_.zone if starts.tzinfo is not None else "",
                minutes=round_.minutes,
                detail=f"With {who}" if who else "",
            )
        )
    for listed in checklists(target, catalogue, held=held):
        for line in listed.lines:
            if line.day is not None and not line.done:
                events.append(
                    c.Event(
                        key=f"{target.id}/prepare/{line.key}",
                        title=": ".join(filter(None, (target.company, line.title))),
                        day=line.day,
                        detail=line.detail,
                    )
                )
    name = ": ".join(filter(None, (target.company, target.role))) or "Interviews"
    return c.Calendar(setting=setting, title=name, events=tuple(events))
