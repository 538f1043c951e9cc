"""Rounds and checklist days as an iCalendar file (RFC 5545), with their time zones.

Written here and not by a library: what is needed is four properties, folding, escaping and VTIMEZONE, and the file
must be the same bytes for the same bank and day. A round stands in its own zone, whose changes of the clock around
it are written out (VTIMEZONE), so that no calendar has to know the zone; days stand as days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exports.contents import Calendar, Event


def calendar_ics(calendar: Calendar) -> bytes:
    """Return the calendar as bytes, lines folded at 75 octets."""
    stamp = f"{calendar.setting.prepared:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//STAR story workbench//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(calendar.title)}",
    ]
    for zone in sorted({event.zone for event in calendar.events if event.starts is not None and event.zone}):
        lines += _zone(zone, [event.starts for event in calendar.events if event.starts and event.zone == zone])
    for event in calendar.events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, stamp: str) -> list[str]:
    uid = hashlib.blake2b(event.key.encode(), digest_size=12).hexdigest()
    lines = ["BEGIN:VEVENT", f"UID:{uid}@star-workbench", f"DTSTAMP:{stamp}"]
    if event.starts is not None:
        lines += _times(event, event.starts)
        if event.tentative:
            # No alarm: it would ring for an interview that nobody has fixed.
            lines.append("STATUS:TENTATIVE")
        else:
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title)}"]
            lines += ["TRIGGER:-PT15M", "END:VALARM"]
    elif event.day is not None:
        lines += [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"]
        lines.append("TRANSP:TRANSPARENT")
    else:
        return []
    at = next(index for index, line in enumerate(lines) if line.startswith("DTSTAMP")) + 1
    lines.insert(at, f"SUMMARY:{escaped(event.title)}")
    if event.detail:
        lines.insert(at + 1, f"DESCRIPTION:{escaped(event.detail)}")
    return [*lines, "END:VEVENT"]


def _times(event: Event, starts: datetime) -> list[str]:
    zone = _known(event.zone)
    if starts.tzinfo is None:
        # A time without a zone is "floating": nine o'clock wherever the calendar is.
        end = _end(starts, event.minutes)
        return [f"DTSTART:{starts:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}"]
    begin = starts.astimezone(UTC)
    # The end is reckoned in UTC: an hour that the clock skips is no hour of the interview.
    end = _end(begin, event.minutes)
    if zone is None:
        return [f"DTSTART:{begin:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]
    mark, begin, end = f";TZID={event.zone}", begin.astimezone(zone), end.astimezone(zone)
    return [f"DTSTART{mark}:{begin:%Y%m%dT%H%M%S}", f"DTEND{mark}:{end:%Y%m%dT%H%M%S}"]


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _zone(name: str, starts: Sequence[datetime]) -> list[str]:
    """Return the zone with every change of its clock from a year before the first event to a year after the last."""
    zone = _known(name)
    aware = [start.astimezone(UTC) for start in starts if start.tzinfo is not None]
    if zone is None or not aware:
        return []
    day = datetime(min(aware).year - 1, 1, 1, tzinfo=UTC)
    until = datetime(max(aware).year + 2, 1, 1, tzinfo=UTC)
    before = _offset(day, zone)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *_clock(day, before, before, zone)]
    while day < until:
        following = day + timedelta(days=1)
        after = _offset(following, zone)
        if after != before:
            lines += _clock(_change(day, following, zone), before, after, zone)
            before = after
        day = following
    return [*lines, "END:VTIMEZONE"]


def _clock(at: datetime, before: timedelta, after: timedelta, zone: ZoneInfo) -> list[str]:
    there = at.astimezone(zone)
    kind = "DAYLIGHT" if there.dst() else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{at + before:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_written(before)}",
        f"TZOFFSETTO:{_written(after)}",
        f"TZNAME:{there.tzname() or 'local'}",
        f"END:{kind}",
    ]


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the minute at which the clock changes between two moments."""
    was = _offset(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=round((high - low).total_seconds() / 120))
        low, high = (middle, high) if _offset(middle, zone) == was else (low, middle)
    return high


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _end(start: datetime, minutes: int) -> datetime:
    return start + timedelta(minutes=minutes or 30)


def escaped(text: str) -> str:
    """Return `text` as a value of RFC 5545."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line cut into pieces of at most 75 octets, never inside a character."""
    out: list[bytes] = []
    piece = b""
    for letter in line:
        code = letter.encode("utf-8", "replace")
        if len(piece) + len(code) > 75:
            out.append(piece)
            piece = b" "
        piece += code
    return b"\r\n".join([*out, piece]) + b"\r\n"
