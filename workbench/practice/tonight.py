"""Tonight: what comes next across all targets, how long until then, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from workbench.model.practice import Rehearsal
from workbench.model.story import Story
from workbench.model.target import Round, Target
from workbench.practice.calendar import in_zone

REHEARSE_WITHIN = timedelta(days=7)
"""A story that the next round needs is due for rehearsal if it was not rehearsed within this time."""


@dataclass(frozen=True)
class NextRound:
    """The next round of all targets, when it starts in its own zone, and how long until then."""

    target: Target
    round: Round
    starts: datetime
    left: timedelta

    @property
    def countdown(self) -> str:
        """Return the time left as people say it: "in 40 minutes", "in 5 hours", "in 3 days"."""
        minutes = int(self.left.total_seconds() // 60)
        if minutes <= 0:
            return "under way"
        if minutes < 90:
            return f"in {minutes} minutes"
        if minutes < 48 * 60:
            return f"in {round(minutes / 60)} hours"
        return f"in {minutes // (24 * 60)} days"


@dataclass(frozen=True)
class Open:
    """One thing that is still open, and the story it is about; `kind` says which key leads to it."""

    kind: Literal["probe", "number", "rehearse", "task"]
    story: str
    text: str


@dataclass(frozen=True)
class Tonight:
    """Everything that the first screen shows."""

    next: NextRound | None
    open: tuple[Open, ...]
    stories: tuple[str, ...]
    """Ids of the stories that the next round needs, in the order of its slots."""


def next_round(targets: Iterable[Target], now: datetime) -> NextRound | None:
    """Return the next round of the open targets; one that is under way still counts until it ends."""
    ahead = []
    for target in targets:
        if target.state != "open":
            continue
        for each in target.rounds:
            starts = in_zone(each)
            if starts is None or starts.tzinfo is None:
                continue
            if starts + timedelta(minutes=each.minutes) > now:
                ahead.append(NextRound(target, each, starts, starts - now))
    return min(ahead, key=lambda each: (each.starts, each.target.id, each.round.id)) if ahead else None


def tonight(
    targets: Sequence[Target],
    stories: Mapping[str, Story],
    answers: Mapping[str, Mapping[str, str]],
    probes_open: Mapping[str, Sequence[str]],
    rehearsals: Sequence[Rehearsal],
    now: datetime,
) -> Tonight:
    """Return what comes next and what is still open for it.

    `answers` maps target id -> slot id -> story id as planned; `probes_open` story id -> its unanswered probes.
    Without a round ahead, what is open is shown for all active stories.
    """
    upcoming = next_round(targets, now)
    if upcoming is not None:
        planned = answers.get(upcoming.target.id, {})
        needed = [planned[slot.id] for slot in upcoming.round.slots if slot.id in planned]
    else:
        needed = [story.id for story in stories.values() if story.state == "active"]
    ids = [story_id for story_id in dict.fromkeys(needed) if story_id in stories]
    found: list[Open] = []
    for story_id in ids:
        found += [Open("probe", story_id, text) for text in probes_open.get(story_id, ())]
    for story_id in ids:
        found += [Open("number", story_id, text) for text in without_source(stories[story_id])]
    if upcoming is not None:
        found += [Open("rehearse", story_id, stories[story_id].title) for story_id in due(ids, rehearsals, now)]
    return Tonight(upcoming, tuple(found), tuple(ids))


def without_source(story: Story) -> list[str]:
    """Return the numbers of a story that nothing stands behind yet: untagged, or measured without a source."""
    return [
        claim.quote
        for claim in story.claims
        if claim.kind == "number"
        and not claim.retracted
        and (claim.tag in ("", "unbacked") or (claim.tag == "measured" and not claim.source))
    ]


def due(ids: Sequence[str], rehearsals: Sequence[Rehearsal], now: datetime) -> list[str]:
    """Return those of `ids` that were not rehearsed within the last week."""
    recent = {
        each.story
        for each in rehearsals
        if each.finished and each.started is not None and now - each.started < REHEARSE_WITHIN
    }
    return [story_id for story_id in ids if story_id not in recent]
