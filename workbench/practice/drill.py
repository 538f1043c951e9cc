"""Cards, and the days on which they are due: evenly spaced back from the first round.

Expanding intervals were found no better than even ones when the day of the test is fixed (Latimier and others
2021, doi 10.1007/s10648-020-09572-8), so a card is due on evenly spaced days that end the day before the round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import groupby, zip_longest
from typing import Literal

from workbench.model.practice import Drill

CardKind = Literal["question", "probe", "glossary", "fluency"]
KINDS: tuple[CardKind, ...] = ("question", "probe", "fluency", "glossary")
"""The order in which the kinds take turns."""
REPEATS = 4
"""How often each card should come up before the first round."""
WITHOUT_DATE = 14
"""Days assumed until the first round when no round has a date."""
SECONDS_A_CARD = 20
"""Ten seconds to answer, ten to look; three minutes hold nine cards."""


@dataclass(frozen=True)
class Card:
    """Front and back of one card. `story` is the id of the story that answers a question card."""

    id: str
    kind: CardKind
    front: str
    back: str
    source: str = ""
    story: str | None = None


@dataclass(frozen=True)
class Due:
    """A card to be asked now, and why."""

    card: Card
    why: str


def due_days(first_round: date | None, today: date) -> list[date]:
    """Return the days on which a fresh card is due, from `today` to the day before the first round.

    At most `REPEATS` days, evenly spaced; a round today or tomorrow leaves only today.
    """
    last = (first_round or today + timedelta(days=WITHOUT_DATE)) - timedelta(days=1)
    span = (last - today).days
    if span <= 0:
        return [today]
    repeats = min(REPEATS, span + 1)
    return [today + timedelta(days=round(span * each / (repeats - 1))) for each in range(repeats)]


def next_due(drill: Drill | None, first_round: date | None, today: date) -> date:
    """Return the day on which a card is due next.

    A card never tried is due today; one that was missed, the day after; else the gap to the last try is the even
    spacing of the days that were left then.
    """
    if drill is None or not drill.attempts:
        return today
    last = max(drill.attempts, key=lambda attempt: attempt.at)
    tried = last.at.date()
    if not last.right:
        return tried + timedelta(days=1)
    days = due_days(first_round, tried)
    return days[1] if len(days) > 1 else tried + timedelta(days=1)


def session(
    cards: Iterable[Card], drills: Mapping[str, Drill], first_round: date | None, today: date, minutes: int = 3
) -> list[Due]:
    """Return the cards for one sitting: missed ones first, then the longest due, at most what the minutes hold.

    Cards of one day come a kind in turn, the loop's questions first: three minutes are never all glossary.
    """
    waiting: list[tuple[tuple[int, date], Due]] = []
    for card in cards:
        drill = drills.get(card.id)
        day = next_due(drill, first_round, today)
        if day > today:
            continue
        missed = bool(drill and drill.attempts and not drill.attempts[-1].right)
        why = "missed last time" if missed else "not tried yet" if not (drill and drill.attempts) else f"due {day}"
        waiting.append(((0 if missed else 1, day), Due(card, why)))
    ordered: list[Due] = []
    for _, group in groupby(sorted(waiting, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        ordered += _in_turn([due for _, due in group])
    return ordered[: max(1, minutes * 60 // SECONDS_A_CARD)]


def _in_turn(cards: Sequence[Due]) -> list[Due]:
    """Return cards a kind in turn; within a kind in an order that is always the same and follows no alphabet."""

    def mixed(due: Due) -> bytes:
        return blake2b(due.card.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()

    kinds = [sorted((due for due in cards if due.card.kind == kind), key=mixed) for kind in KINDS]
    return [due for turn in zip_longest(*kinds) for due in turn if due is not None]


def streak(days: Sequence[date], today: date) -> int:
    """Return how many days of practice stand in a row up to today, forgiving one missed day in any seven.

    Today does not break it: the day is not over.
    """
    practised = {day for day in days if day <= today}
    if not practised:
        return 0
    count = 0
    missed: date | None = None
    day = today
    while day >= min(practised):
        if day in practised:
            count += 1
        elif day != today:
            if missed is not None and (missed - day).days < 7:
                break
            missed = day
        day -= timedelta(days=1)
    return count
