"""The calendar back from the first round: rounds with their zones, and the checklists spread over the days before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from themes.preparing import due
from themes.schema import Checklist
from workbench.model.target import Round, Target
from workbench.practice import when


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a round, or a thing to prepare.

    `carried` says that its day has passed undone and that it stands today instead.
    """

    day: date
    title: str
    detail: str
    target: str
    kind: str
    """"round", "task", or "left" for a task that no evening before the first round has room for."""
    id: str
    done: bool = False
    carried: bool = False
    starts: datetime | None = None
    minutes: int = 0
    proposed: bool = False
    """A round whose date nobody has named yet."""
    rank: int = 0
    """Of a task: how useful it is among the others, 1 first."""
    met: bool = False
    """A task that is done because the bank holds what it asks for; its tick is not the user's."""
    who: str = ""
    """With whom a round is: "with Ines Prado"."""


def in_zone(round_: Round) -> datetime | None:
    """Return when a round starts, in its own zone."""
    return when.in_zone(round_.starts, round_.zone)


def first_round(target: Target, today: date) -> date | None:
    """Return the day of the target's next round, today included; None if no round is ahead."""
    days = [start.date() for each in target.rounds if (start := in_zone(each)) is not None]
    ahead = [day for day in days if day >= today]
    return min(ahead) if ahead else None


def entries(
    targets: Iterable[Target],
    checklists: Mapping[str, Checklist],
    today: date,
    moved: Mapping[str, date] | None = None,
    held: Mapping[str, int] | None = None,
) -> list[Entry]:
    """Return every round and task of the open targets by day: what belongs to it, then what is carried over, by use.

    A task stands `days_before` its target's first round, or, for a target that was begun late, on one of the evenings
    that were left (`themes.preparing`); one whose day has passed undone is carried over to today. What no evening has
    room for comes last, as "left", under the day of the first round. `moved` maps "target/item" to a day that the user
    chose instead, `held` a target to the number of stories that there are for it.
    """
    found: list[Entry] = []
    for target in targets:
        if target.state != "open":
            continue
        found += [entry for each in target.rounds if (entry := _round_entry(target, each)) is not None]
        found += _tasks(target, checklists.values(), today, moved or {}, (held or {}).get(target.id))
    return sorted(
        found,
        key=lambda each: (each.kind == "left", each.day, str(each.starts or ""), each.carried, each.rank, each.target),
    )


def _round_entry(target: Target, each: Round) -> Entry | None:
    starts = in_zone(each)
    if starts is None:
        return None
    title = each.title or each.kind
    who = f"with {each.interviewer}" if each.interviewer else ""
    where = f"{'proposed, ' if each.proposed else ''}{starts:%H:%M} {each.zone}".strip()
    return Entry(
        day=starts.date(),
        title=f"{target.company}: {title}",
        detail=" ".join(piece for piece in (where, who) if piece),
        target=target.id,
        kind="round",
        id=each.id,
        starts=starts,
        minutes=each.minutes,
        proposed=each.proposed,
        who=who,
    )


def _tasks(
    target: Target, checklists: Iterable[Checklist], today: date, moved: Mapping[str, date], held: int | None
) -> list[Entry]:
    starts = [start.date() for each in target.rounds if (start := in_zone(each)) is not None]
    if not starts:
        return []
    first = min(starts)
    own = f"{target.id}/"
    chosen = {name.removeprefix(own): day for name, day in moved.items() if name.startswith(own)}
    begun = target.begun
    tasks = []
    for each in due(checklists, first, begun, moved=chosen, done=target.done, held=held).values():
        item, done = each.item, each.met or each.item.id in target.done
        if each.day is None and today > first:
            continue
        day = each.day or first
        late = not done and day < today <= first
        # A day that lay before the target was even begun has not passed undone: it is simply to be done now.
        carried = late and (begun is None or begun <= day)
        tasks.append(
            Entry(
                day=today if late else day,
                title=item.title,
                detail=item.detail,
                target=target.id,
                kind="left" if each.left_out else "task",
                id=item.id,
                done=done,
                met=each.met,
                carried=carried,
                minutes=item.minutes,
                rank=item.rank,
            )
        )
    return tasks


def on(day: date, calendar: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one day."""
    return [entry for entry in calendar if entry.day == day]
