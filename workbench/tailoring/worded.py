"""Days and times as people read them in a document: "Tue 2 February 2027, 16:30 GMT (London)"."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.model.target import Round

# strftime follows the locale of the machine; a document must not.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_of(day: date) -> str:
    """Return a day with its weekday: "Tue 2 February 2027"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def dated(text: str) -> str:
    """Return the date of a publication as people write it: "2025-02-04" is "4 February 2025", "2018-05" is "May 2018".

    A year alone, and what is no date, stays as it is.
    """
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?", text.strip())
    if found is None:
        return text.strip()
    month = f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def starts_in_zone(round_: Round) -> datetime | None:
    """Return when a round starts, in its own zone; in the offset it was written with if the zone is not known."""
    if round_.starts is None or not round_.zone or round_.starts.tzinfo is None:
        return round_.starts
    try:
        return round_.starts.astimezone(ZoneInfo(round_.zone))
    except (ZoneInfoNotFoundError, ValueError):
        return round_.starts


def when(round_: Round) -> str:
    """Return day, time and zone of a round, said to be proposed where nobody has named it; empty without a date."""
    starts = starts_in_zone(round_)
    if starts is None:
        return ""
    zone = starts.tzname() or ""
    place = round_.zone.rpartition("/")[2].replace("_", " ")
    named = f" {zone}" if zone and zone != place else ""
    proposed = "proposed: " if round_.proposed else ""
    return f"{proposed}{day_of(starts.date())}, {starts:%H:%M}{named}{f' ({place})' if place else ''}"
