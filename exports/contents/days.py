"""Rounds and checklist days, for calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from exports.contents.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A round (`starts` with its zone and `minutes`) or a whole day (`day`). `key` makes a steady UID.

    A `tentative` one has a date that nobody has named yet.
    """

    key: str
    title: str
    starts: datetime | None = None
    zone: str = ""
    minutes: int = 0
    day: date | None = None
    detail: str = ""
    tentative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Rounds and checklist days of one target."""

    setting: Setting
    title: str
    events: tuple[Event, ...] = ()
