"""When a round is, and how long until then. No model is imported here: the first screen is painted from raw rows."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.text import counted


def in_zone(starts: datetime | None, zone: str) -> datetime | None:
    """Return a start in the zone that it is kept for; in the offset it was written with if the zone is not known."""
    if starts is None or starts.tzinfo is None:
        return starts
    known = zone_of(zone)
    return starts if known is None else starts.astimezone(known)


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of that name; None without one, or if this machine does not know it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def countdown(starts: datetime, now: datetime) -> str:
    """Return the time left as people say it: "in 40 minutes", "in 5 hours", "in 3 days"."""
    minutes = _minutes(starts, now)
    if minutes <= 0:
        return "under way"
    if minutes < 90:
        return f"in {counted(minutes, 'minute')}"
    if minutes < 48 * 60:
        return f"in {round(minutes / 60)} hours"
    return f"in {_days(starts, now)} days"


def figure(starts: datetime, now: datetime) -> tuple[str, str]:
    """Return a time left for large type: ("9", "days"), ("26:40", "hours"), ("35", "minutes"), ("0", "under way")."""
    minutes = _minutes(starts, now)
    if minutes <= 0:
        return "0", "under way"
    if minutes < 90:
        return str(minutes), "minute" if minutes == 1 else "minutes"
    if minutes < 48 * 60:
        return f"{minutes // 60}:{minutes % 60:02d}", "hours"
    return str(_days(starts, now)), "days"


def _minutes(starts: datetime, now: datetime) -> int:
    # A round that begins in half a minute is not under way yet.
    return ceil((starts - now).total_seconds() / 60)


def _days(starts: datetime, now: datetime) -> int:
    # As the calendar counts: from Monday evening to Thursday morning it is three days.
    return (starts.astimezone(now.tzinfo).date() - now.date()).days


def run_of(days: int) -> str:
    """Return how many days one has practised, as people say it. It is no "in a row": a day missed is forgiven."""
    if days < 2:
        return "the first day of a run" if days else "a new run begins today"
    return f"a run of {days} days"
