"""Tonight: what comes next across all targets, how long until then, and what is still open."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from workbench.model.practice import Debrief, Rehearsal
from workbench.model.story import Claim, Part, Story
from workbench.model.target import Round, Target
from workbench.practice import when
from workbench.practice.calendar import Entry, in_zone
from workbench.practice.debrief import still_open

REHEARSE_WITHIN = timedelta(days=7)
"""A story that the next round needs is due for rehearsal if it was not rehearsed within this time."""
DEBRIEF_WITHIN = timedelta(days=7)
"""A round that ended longer ago is not asked about any more: what is remembered then is a story about it."""
_SPAN: Final = re.compile(
    r"(?:for |in |after |within )?(?:an?|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -]"
    r"(?:weeks?|months?|years?|days?|quarters?)",
    re.IGNORECASE,
)
Kind = Literal["debrief", "rehearse", "asked", "probe", "number", "task"]


@dataclass(frozen=True)
class NextRound:
    """A round ahead, when it starts in its own zone, and how long until then."""

    target: Target
    round: Round
    starts: datetime
    left: timedelta

    @property
    def countdown(self) -> str:
        """Return the time left as people say it: "in 40 minutes", "in 5 hours", "in 3 days"."""
        return when.countdown(self.starts, self.starts - self.left)


@dataclass(frozen=True)
class Open:
    """One thing that is still open. `kind` says which key leads to it.

    `story` is the story it is about, `part` the part that its words stand in, `target` and `ref` the target with the
    round (debrief) or the task.
    """

    kind: Kind
    story: str
    text: str
    target: str = ""
    ref: str = ""
    part: Part | None = None


@dataclass(frozen=True)
class Tonight:
    """Everything that the first screen shows."""

    next: NextRound | None
    open: tuple[Open, ...]
    stories: tuple[str, ...]
    """Ids of the stories that the next round needs, in the order of its slots."""
    later: tuple[NextRound, ...] = ()
    """The rounds after the next one, of all targets, by date."""
    cards: int = 0
    """How many cards the drill has for today."""
    streak: int = 0

    def of(self, kind: Kind) -> list[Open]:
        """Return what is open of one kind."""
        return [each for each in self.open if each.kind == kind]


def rounds_ahead(targets: Iterable[Target], now: datetime) -> list[NextRound]:
    """Return the rounds ahead of the open targets by date; one that is under way still counts until it ends."""
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
    return sorted(ahead, key=lambda each: (each.starts, each.target.id, each.round.id))


def next_round(targets: Iterable[Target], now: datetime) -> NextRound | None:
    """Return the next round of the open targets, or None."""
    return next(iter(rounds_ahead(targets, now)), None)


def to_debrief(targets: Iterable[Target], debriefs: Sequence[Debrief], now: datetime) -> list[Open]:
    """Return the rounds that ended within the last week and are not written down, the latest first."""
    written = {(each.target, each.round) for each in debriefs}
    found: list[tuple[datetime, Open]] = []
    for target in targets:
        for each in target.rounds:
            starts = in_zone(each)
            if starts is None or starts.tzinfo is None or (target.id, each.id) in written:
                continue
            ended = starts + timedelta(minutes=each.minutes)
            if ended <= now < ended + DEBRIEF_WITHIN:
                held = f" (proposed for {starts:%d %b}: was it held?)" if each.proposed else ""
                text = f"{target.company}: {each.title or each.kind}{held}"
                found.append((ended, Open("debrief", "", text, target=target.id, ref=each.id)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)]


def tonight(
    targets: Sequence[Target],
    stories: Mapping[str, Story],
    answers: Mapping[str, Mapping[str, str]],
    probes_open: Mapping[str, Sequence[str]],
    rehearsals: Sequence[Rehearsal],
    now: datetime,
    *,
    claims: Mapping[str, Sequence[Claim]] | None = None,
    debriefs: Sequence[Debrief] = (),
    calendar: Sequence[Entry] = (),
    missed: Container[tuple[str, str]] = (),
) -> Tonight:
    """Return what comes next and what is still open for it.

    `answers` maps target id -> slot id -> story id as planned; `probes_open` story id -> its unanswered probes;
    `claims` story id -> its claims, those that the reader found among them (default: those that were decided).
    `missed` holds the pairs of story id and probe to which there was no answer in a mock interview: they come before
    what might be asked. Without a round ahead, what is open is shown for all active stories.
    """
    ahead = rounds_ahead(targets, now)
    upcoming = next(iter(ahead), None)
    if upcoming is not None:
        planned = answers.get(upcoming.target.id, {})
        needed = [planned[slot.id] for slot in upcoming.round.slots if slot.id in planned]
    else:
        needed = [story.id for story in stories.values() if story.state == "active"]
    ids = [story_id for story_id in dict.fromkeys(needed) if story_id in stories]
    found = to_debrief(targets, debriefs, now)
    if upcoming is not None:
        found += [Open("rehearse", story_id, stories[story_id].title) for story_id in due(ids, rehearsals, now)]
        found += [
            Open("asked", each.story or "", each.question, target=upcoming.target.id)
            for each in still_open(debriefs, upcoming.target.id)
        ]
    probes = [Open("probe", story_id, text) for story_id in ids for text in probes_open.get(story_id, ())]
    found += sorted(probes, key=lambda each: (each.story, each.text) not in missed)
    numbers = [
        Open("number", story_id, claim.quote, part=claim.part)
        for story_id in ids
        for claim in without_source(claims.get(story_id, ()) if claims is not None else stories[story_id].claims)
    ]
    # What came of it is asked about first.
    found += sorted(numbers, key=lambda each: each.part != "result")
    over = {target.id for target in targets if _has_begun(target, now)}
    found += todays_tasks([entry for entry in calendar if entry.target not in over], now.date())
    return Tonight(upcoming, tuple(found), tuple(ids), later=tuple(ahead[1:]))


def _has_begun(target: Target, now: datetime) -> bool:
    """Return whether the first round is over, so that nothing can be prepared for it any more."""
    ends = [
        starts + timedelta(minutes=each.minutes)
        for each in target.rounds
        if (starts := in_zone(each)) is not None and starts.tzinfo is not None
    ]
    return bool(ends) and min(ends) <= now


def todays_tasks(calendar: Sequence[Entry], today: date) -> list[Open]:
    """Return today's tasks that are not done, each once: what two targets ask for is one evening's work."""
    found: dict[str, Open] = {}
    for entry in sorted(calendar, key=lambda entry: entry.carried):
        if entry.kind == "task" and entry.day == today and not entry.done:
            text = entry.title + (" (carried over)" if entry.carried else "")
            found.setdefault(entry.id, Open("task", "", text, target=entry.target, ref=entry.id))
    return list(found.values())


def without_source(claims: Iterable[Claim]) -> list[Claim]:
    """Return the numbers that nothing stands behind yet: untagged, or measured without a source.

    How long something took is told and not measured: nobody asks "five weeks" for its source, unless the user did.
    """
    return [
        claim
        for claim in claims
        if claim.kind == "number"
        and not claim.retracted
        and (claim.tag in ("", "unbacked") or (claim.tag == "measured" and not claim.source))
        and (claim.tag or not _SPAN.fullmatch(claim.quote.strip()))
    ]


def due(ids: Sequence[str], rehearsals: Sequence[Rehearsal], now: datetime) -> list[str]:
    """Return those of `ids` that were not rehearsed within the last week."""
    recent = {
        each.story
        for each in rehearsals
        if each.finished and each.started is not None and now - each.started < REHEARSE_WITHIN
    }
    return [story_id for story_id in ids if story_id not in recent]
