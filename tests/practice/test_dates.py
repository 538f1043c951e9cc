"""Dates that the workbench proposes are never shown as facts, and fall on days on which people hold interviews."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exports.calendar import calendar_ics
from exports.contents import Setting
from themes.loader import catalogue as load
from themes.schema import Catalogue
from workbench.errors import Refused
from workbench.model.target import Round, Target, working_day
from workbench.practice.tonight import to_debrief
from workbench.tailoring.calendar_events import events_of
from workbench.tailoring.loop import rounds_from
from workbench.tailoring.worded import when
from workbench.workspace import Workspace

QUIET = {(12, 24), (12, 25), (12, 26), (1, 1)}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def started(ws: Workspace) -> Target:
    return ws.tailoring.new_target(
        "Acme", "PM", loop="big-company", first=datetime(2027, 3, 11, 9, 30), zone="Europe/Berlin"
    )


def starts(target: Target, at: int) -> datetime:
    moment = target.rounds[at].starts
    assert moment is not None
    return moment.astimezone(ZoneInfo("Europe/Berlin"))


def test_no_proposed_date_is_a_weekend_or_a_holiday_whenever_the_loop_begins(catalogue: Catalogue) -> None:
    for template in catalogue.loops.values():
        # Loops that run through Christmas of years in which it falls on every kind of day.
        for first in (date(2026, 11, 27), date(2027, 11, 13), date(2028, 12, 4), date(2030, 11, 20)):
            rounds = rounds_from(template, catalogue, first, "Europe/Berlin")
            days_of = [each.starts.date() for each in rounds if each.starts is not None]
            assert days_of[0] == first
            assert days_of == sorted(set(days_of))
            assert all(day.weekday() < 5 and (day.month, day.day) not in QUIET for day in days_of[1:])
            assert [each.proposed for each in rounds] == [False] + [True] * (len(rounds) - 1)
    assert not any(each.proposed for each in rounds_from(template, catalogue))
    for days in range(800):
        day = date(2026, 6, 1) + timedelta(days=days)
        for step in (1, -1):
            found = working_day(day, step)
            assert found.weekday() < 5
            assert (found.month, found.day) not in QUIET
            assert 0 <= (found - day).days * step <= 5


def test_a_proposed_date_is_accepted_moved_by_working_days_or_named(ws: Workspace) -> None:
    target = started(ws)
    ids = [each.id for each in target.rounds]
    entries = {entry.id: entry for entry in ws.practice.calendar() if entry.kind == "round"}
    assert [entries[each].proposed for each in ids] == [False] + [True] * 6
    assert entries[ids[1]].detail.startswith("proposed, 09:30")

    # Thursday; two working days on is Monday, and the clock keeps its hour when summer time begins between.
    assert starts(target, 1).date() == date(2027, 3, 18)
    shifted = ws.practice.shift_round(target.id, ids[1], 1)
    shifted = ws.practice.shift_round(target.id, ids[1], 1)
    assert starts(shifted, 1) == datetime(2027, 3, 22, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert shifted.rounds[1].proposed
    assert starts(ws.practice.shift_round(target.id, ids[1], -1), 1).date() == date(2027, 3, 19)

    accepted = ws.practice.accept_date(target.id, ids[1])
    assert not accepted.rounds[1].proposed
    with pytest.raises(Refused, match="This date is set"):
        ws.practice.shift_round(target.id, ids[1], 1)
    ws.bank.undo()
    assert ws.tailoring.target(target.id).rounds[1].proposed

    named = ws.practice.date_round(target.id, ids[1], date(2027, 4, 2))
    assert starts(named, 1) == datetime(2027, 4, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert not named.rounds[1].proposed
    named = ws.practice.date_round(target.id, ids[2], datetime(2027, 4, 5, 16, 0))
    assert starts(named, 2) == datetime(2027, 4, 5, 16, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    with pytest.raises(Refused, match="year 207"):
        ws.practice.date_round(target.id, ids[2], date(207, 4, 5))


def test_documents_and_other_calendars_say_that_a_date_is_proposed(ws: Workspace, catalogue: Catalogue) -> None:
    target = started(ws)
    assert when(target.rounds[1]) == "proposed: Thu 18 March 2027, 09:30 CET (Berlin)"
    assert not when(target.rounds[0]).startswith("proposed")
    setting = Setting(prepared=date(2027, 2, 1))
    events = calendar_ics(events_of(target, catalogue, setting)).decode().split("BEGIN:VEVENT")[1:]
    rounds = [event for event in events if "TZID" in event]
    assert ["STATUS:TENTATIVE" in event for event in rounds] == [False] + [True] * 6
    assert ["(proposed date)" in event for event in rounds] == [False] + [True] * 6
    # An alarm would ring for an interview that nobody has fixed.
    assert ["BEGIN:VALARM" in event for event in rounds] == [True] + [False] * 6


def test_a_proposed_day_that_has_passed_is_asked_about_and_not_taken_for_held() -> None:
    at = datetime(2027, 2, 1, 10, tzinfo=UTC)
    rounds = [
        Round(id="a", kind="recruiter", title="Screen", starts=at),
        Round(id="b", kind="execution", title="Execution", starts=at, proposed=True),
    ]
    target = Target(id="t", company="Acme", rounds=rounds)
    texts = {one.ref: one.text for one in to_debrief([target], [], at + timedelta(hours=3))}
    assert texts == {"a": "Acme: Screen", "b": "Acme: Execution (proposed for 01 Feb: was it held?)"}


def test_dates_are_accepted_and_changed_from_the_command_line(run: object, home: object) -> None:
    import json

    assert callable(run)
    made = run("targets", "--new", "Acme", "PM", "--loop", "big-company", "--first", "2030-12-02")
    assert made.code == 0, made.err
    target = made.out.split()[0]

    def rounds() -> dict[str, tuple[str, bool]]:
        entries = json.loads(run("calendar", "--json").out)
        return {each["id"]: (each["starts"][:16], each["proposed"]) for each in entries if each["kind"] == "round"}

    found = rounds()
    assert [proposed for _, proposed in found.values()] == [False] + [True] * 6
    assert "proposed" in run("calendar").out
    second, third = list(found)[1:3]
    assert run("calendar", "--accept", target, second).code == 0
    assert run("calendar", "--move", target, third, "2031-01-08 15:30").code == 0
    assert rounds()[second] == (found[second][0], False)
    assert rounds()[third] == ("2031-01-08 15:30", False)
    assert run("calendar", "--move", target, third, "soon").code == 2
