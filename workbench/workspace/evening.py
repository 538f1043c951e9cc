"""The first screen without waiting: the rounds ahead from raw rows, and what is open as it was last worked out.

Working it out reads stories and plans a loop, which takes a moment; it is remembered and stands as long as bank, day,
own packs and next round are the same. No model is imported before it has to be worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from workbench.practice import when
from workbench.workspace.remembered import Remembered

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

KINDS = ("debrief", "rehearse", "asked", "probe", "number", "task")
_FORM = 4


@dataclass(frozen=True, slots=True)
class Ahead:
    """A round ahead, as it stands in the raw rows."""

    target: str
    company: str
    role: str
    round: str
    title: str
    interviewer: str
    interviewer_role: str
    starts: datetime
    """In its own zone."""
    zone: str
    minutes: int
    proposed: bool = False
    """Nobody has named the date yet."""

    def left(self, now: datetime) -> timedelta:
        """Return how long until it starts; negative while it is under way."""
        return self.starts - now

    def figure(self, now: datetime) -> tuple[str, str]:
        """Return the time left for large type: a figure and its unit."""
        return when.figure(self.starts, now)

    def countdown(self, now: datetime) -> str:
        """Return the time left as people say it."""
        return when.countdown(self.starts, now)


@dataclass(frozen=True, slots=True)
class Line:
    """One open thing: `kind` is one of `KINDS`; `title` is the story's, "" where it is about none."""

    kind: str
    text: str
    story: str = ""
    title: str = ""
    target: str = ""
    ref: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Evening:
    """What is open for the next round, and what the drill holds for today."""

    lines: tuple[Line, ...] = ()
    stories: tuple[tuple[str, str], ...] = ()
    """(id, title) of the stories that the next round needs, in the order of its questions."""
    cards: int = 0
    streak: int = 0

    @property
    def run(self) -> str:
        """Return how long one has practised, in words."""
        return when.run_of(self.streak)


class Evenings:
    """Tonight, of the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._file = Remembered(workspace, "tonight", _FORM)

    def rounds(self) -> list[Ahead]:
        """Return the rounds ahead of the open targets, the next one first; one under way counts until it ends."""
        now = self._ws.now()
        found = [
            ahead
            for row in self._ws.bank.raw("targets").values()
            if not row.get("deleted_at") and row.get("state", "open") == "open"
            for ahead in _ahead(row)
            if ahead.starts + timedelta(minutes=ahead.minutes) > now
        ]
        return sorted(found, key=lambda each: (each.starts, each.target, each.round))

    def remembered(self) -> Evening | None:
        """Return what was worked out last, if it still stands; None otherwise, and for a file that cannot be read."""
        data = self._file.get(self._stands_for())
        if data is None:
            return None
        try:
            return Evening(
                tuple(Line(**each) for each in data["lines"]),
                tuple((str(story), str(title)) for story, title in data["stories"]),
                int(data["cards"]),
                int(data["streak"]),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def due(self) -> list[tuple[str, str]]:
        """Return (id, title) of the stories that the next round needs and that were not told within a week."""
        evening = self.remembered() or self.work_out()
        return [(line.story, line.title) for line in evening.lines if line.kind == "rehearse"]

    def work_out(self) -> Evening:
        """Work out what is open, and remember it."""
        stands_for = self._stands_for()
        shown = self._ws.practice.tonight()
        titles = {str(row["id"]): str(row.get("title") or "(no title yet)") for row in self._ws.stories.rows()}
        evening = Evening(
            tuple(
                Line(
                    each.kind, each.text, each.story, titles.get(each.story, ""), each.target, each.ref, each.part or ""
                )
                for each in shown.open
            ),
            tuple((story, titles.get(story, story)) for story in shown.stories),
            shown.cards,
            shown.streak,
        )
        self._file.put(stands_for, asdict(evening))
        return evening

    def _stands_for(self) -> list[Any]:
        coming = next(iter(self.rounds()), None)
        return self._file.stands_for(f"{coming.target}/{coming.round}" if coming else "")


def _ahead(row: dict[str, Any]) -> Iterator[Ahead]:
    for each in row.get("rounds") or ():
        zone = str(each.get("zone") or "")
        try:
            starts = when.in_zone(datetime.fromisoformat(str(each.get("starts") or "")), zone)
        except (ValueError, OverflowError):
            continue
        if starts is None or starts.tzinfo is None:
            continue
        kind = str(each.get("kind") or "round")
        yield Ahead(
            target=str(row["id"]),
            company=str(row.get("company") or ""),
            role=str(row.get("role") or ""),
            round=str(each.get("id") or ""),
            title=str(each.get("title") or kind.replace("-", " ").capitalize()),
            interviewer=str(each.get("interviewer") or ""),
            interviewer_role=str(each.get("interviewer_role") or ""),
            starts=starts,
            zone=zone,
            minutes=int(each.get("minutes") or 45),
            proposed=bool(each.get("proposed")),
        )
