"""Dates as people write them, in and out: "2 Feb 2027, 16:30", and what a computer writes as well."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from workbench.model.target import YEARS

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EXAMPLE: Final = "3 Dec 2026, 10:00"
EXAMPLE_DAY: Final = "3 Dec 2026"

_WRITTEN = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9})\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-z]{3,9})\.?,?"
    r"(?:\s+(?P<year>\d{4}))?(?P<rest>.*)"
)
_TIME = re.compile(
    r"[\s,]*(?:at\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?\s*(?P<zone>z|utc|[+-]\d{2}:?\d{2})?"
)


def day_written(day: date) -> str:
    """Return a day as one types it: "2 Feb 2027"."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def written(moment: datetime, *, offset: bool = False) -> str:
    """Return a moment as one types it: "2 Feb 2027, 16:30"; with `offset`, the zone's distance from UTC behind it."""
    zone, distance = "", moment.utcoffset()
    if offset and distance is not None:
        minutes = int(distance.total_seconds() // 60)
        zone = f" {'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    return f"{day_written(moment.date())}, {moment:%H:%M}{zone}"


def day_of(text: str, today: date | None = None) -> date | None:
    """Return the day that was written, as `moment_of` reads it; None for what is none, or has a time behind it."""
    found = moment_of(text, today)
    return None if isinstance(found, datetime) else found


def moment_of(text: str, today: date | None = None) -> datetime | date | None:
    """Return the day, or day and time, that was written; None for what is neither, or lies in no year of interviews.

    A day without a year is the next such day from `today` on. A weekday that is not the day's own is a slip: None.
    A moment carries a zone only where one was written.
    """
    plain = " ".join(text.casefold().split())
    found = _in_figures(plain) or _in_words(plain, today)
    return found if found is not None and found.year in YEARS else None


def _in_figures(text: str) -> datetime | date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _in_words(text: str, today: date | None) -> datetime | date | None:
    parts = _WRITTEN.fullmatch(text)
    month = _month(parts["month"]) if parts is not None else 0
    if parts is None or not month or (not parts["year"] and today is None):
        return None
    day = _day(int(parts["year"] or (today.year if today else 0)), month, int(parts["day"]))
    if day is not None and not parts["year"] and today is not None and day < today:
        day = _day(today.year + 1, month, int(parts["day"]))
    if day is None or (parts["weekday"] and not _DAYS[day.weekday()].startswith(parts["weekday"])):
        return None
    return _timed(day, parts["rest"]) if parts["rest"].strip(" ,") else day


def _timed(day: date, text: str) -> datetime | None:
    found = _TIME.fullmatch(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"] == "pm")
    if hour > 23 or minute > 59:
        return None
    moment = datetime.combine(day, time(hour, minute))
    if not found["zone"]:
        return moment
    zone = "+00:00" if found["zone"] in {"z", "utc"} else found["zone"]
    try:
        return datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M}{zone}")
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month by its name or its beginning, at least three letters; 0 for none."""
    named = [number for number, full in enumerate(_FULL, 1) if full.startswith(name)]
    return named[0] if len(named) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
