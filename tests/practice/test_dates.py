"""Dates that the workbench proposes are never shown as facts, and fall on days on which people hold interviews."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exports.calendar import calendar_ics
from exports.contents import Setting
from themes.loader import catalogue as load
from themes.preparing import EVENING, LAST
from themes.schema import Catalogue
from workbench.bank.places import Places
from workbench.errors import Refused
from workbench.model.target import Round, Target, working_day
from workbench.practice import calendar
from workbench.practice.tonight import to_debrief
from workbench.tailoring.calendar_events import events_of
from workbench.tailoring.loop import rounds_from
from workbench.tailoring.preparation import checklists
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


def begun_on(day: date, first: date, **fields: object) -> Target:
    starts = datetime(first.year, first.month, first.day, 10, tzinfo=UTC)
    began = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    one = Round(id="r1", kind="recruiter", title="Screen", starts=starts, zone="UTC")
    return Target.model_validate({"id": "t", "company": "Acme", "rounds": [one], "created_at": began, **fields})


@pytest.mark.parametrize("days", range(60))
def test_who_begins_late_finds_the_work_spread_over_the_evenings_that_are_left(catalogue: Catalogue, days: int) -> None:
    first = date(2027, 3, 10)
    today = first - timedelta(days=days)
    found = calendar.entries([begun_on(today, first)], catalogue.checklists, today)
    every = [item for each in catalogue.checklists.values() for item in each.items]
    # Nothing vanishes: it has a day, or is said to be left out.
    assert sorted(entry.id for entry in found if entry.kind != "round") == sorted(item.id for item in every)
    assert all(today <= entry.day <= first for entry in found)
    assert not any(entry.carried for entry in found)
    eve = {item.id for item in every if item.days_before <= LAST}
    assert all(entry.kind == "task" for entry in found if entry.id in eve)
    work = [entry for entry in found if entry.kind == "task" and entry.id not in eve]
    left = [entry for entry in found if entry.kind == "left"]
    ranks = {item.id: item.rank for item in every}
    if days >= 42:
        assert not left
        # Whoever is in time has the days of the checklist.
        assert {entry.id: (first - entry.day).days for entry in found if entry.kind == "task"} == {
            item.id: item.days_before for item in every
        }
        return
    evenings = max(days - 1, 1)
    by_day = Counter[date]()
    for entry in work:
        by_day[entry.day] += entry.minutes
    # Even: an evening goes over its share by less than its longest task.
    share = sum(by_day.values()) / evenings
    longest = max(entry.minutes for entry in work)
    assert max(by_day.values()) < share + longest
    if left:
        assert sum(by_day.values()) <= evenings * EVENING
        order = [ranks[entry.id] for entry in sorted(work, key=lambda entry: (entry.day, ranks[entry.id]))]
        assert order == sorted(order), "the most useful comes first"
        assert days < 21


def test_five_days_hold_the_most_useful_in_short_and_name_the_rest(catalogue: Catalogue) -> None:
    first, today = date(2027, 3, 10), date(2027, 3, 5)
    found = calendar.entries([begun_on(today, first)], catalogue.checklists, today)
    by_id = {entry.id: entry for entry in found}
    assert by_id["bank-twenty"].title == "Eight stories in the bank"
    assert by_id["bank-twenty"].day == today
    assert {"pitch", "claims", "questions", "mock-one"} <= {entry.id for entry in found if entry.kind == "task"}
    assert {"portfolio", "mock-two"} <= {entry.id for entry in found if entry.kind == "left"}
    assert len({entry.day for entry in found if entry.kind == "task"}) >= 5

    # The plan stands from evening to evening: what was done stays where it was, what was not is carried over.
    target = begun_on(today, first, done=["bank-twenty"])
    tomorrow = {e.id: e for e in calendar.entries([target], catalogue.checklists, today + timedelta(days=1))}
    assert tomorrow["bank-twenty"].day == today
    assert tomorrow["pitch"].carried == (by_id["pitch"].day == today)
    assert tomorrow["mock-one"].day == by_id["mock-one"].day

    # What was left out is taken in by giving it a day, and then comes in full.
    taken = calendar.entries([target], catalogue.checklists, today, {"t/portfolio": date(2027, 3, 7)})
    portfolio = next(entry for entry in taken if entry.id == "portfolio")
    assert (portfolio.kind, portfolio.day, portfolio.minutes) == ("task", date(2027, 3, 7), 360)


def test_the_dossier_and_other_calendars_have_the_same_days(catalogue: Catalogue) -> None:
    first, today = date(2027, 3, 10), date(2027, 3, 5)
    target = begun_on(today, first)
    days = {e.id: e.day for e in calendar.entries([target], catalogue.checklists, today) if e.kind == "task"}
    lines = [line for each in checklists(target, catalogue, today) for line in each.lines]
    assert {line.key: line.day for line in lines if line.day} == days
    assert {line.due for line in lines if line.key not in days} == {"left out: no evening for it"}


def test_what_was_left_out_is_said_by_command_and_taken_in(run: object) -> None:
    import json

    assert callable(run)
    first = (date.today() + timedelta(days=5)).isoformat()
    target = run("targets", "--new", "Acme", "PM", "--loop", "big-company", "--first", first).out.split()[0]
    shown = run("calendar")
    assert "left out" in shown.out
    assert "--move TARGET TASK DAY takes it in" in shown.err
    assert run("calendar", "--move", target, "portfolio", first).code == 0
    kinds = {each["id"]: each["kind"] for each in json.loads(run("calendar", "--json").out)}
    assert kinds["portfolio"] == "task"


def test_a_date_that_is_entered_weeks_later_spreads_the_work_from_that_day(home: Path) -> None:
    now = datetime(2027, 1, 4, 19, tzinfo=UTC)
    with Workspace.open(places=Places.under(home), now=lambda: now) as ws:
        target = ws.tailoring.new_target("Acme", "PM")
        target = ws.tailoring.save_target(target.model_copy(update={"rounds": [Round(id="r1", kind="recruiter")]}))
        assert (target.dated, ws.practice.calendar()) == (None, [])

        # Five weeks later the invitation comes: two weeks are left, and nothing has passed undone.
        now += timedelta(days=35)
        target = ws.practice.date_round(target.id, "r1", now + timedelta(days=14))
        assert target.dated == now.date()
        tasks = [entry for entry in ws.practice.calendar() if entry.kind == "task"]
        assert not any(entry.carried for entry in tasks)
        by_day = Counter(entry.day for entry in tasks)
        assert len(by_day) >= 7
        assert by_day[now.date()] < len(tasks) / 3

        # The plan stands from one evening to the next, and a round that is moved does not begin it anew.
        days = {entry.id: entry.day for entry in tasks}
        now += timedelta(days=1)
        target = ws.practice.date_round(target.id, "r1", now + timedelta(days=13))
        assert target.dated == now.date() - timedelta(days=1)
        later = {entry.id: entry for entry in ws.practice.calendar() if entry.kind == "task"}
        assert all(later[name].day == day or later[name].carried for name, day in days.items())

        # Without any date there is nothing to count from; undo brings it back.
        bare = target.model_copy(update={"rounds": [Round(id="r1", kind="recruiter")]})
        assert ws.tailoring.save_target(bare).dated is None
        ws.bank.undo()
        assert ws.tailoring.target(target.id).dated == target.dated


def test_the_most_useful_of_a_day_stands_first(catalogue: Catalogue) -> None:
    first = date(2027, 3, 10)
    target = begun_on(date(2027, 1, 1), first)
    today = first - timedelta(days=3)
    piled = [entry for entry in calendar.entries([target], catalogue.checklists, today) if entry.carried]
    ranks = {item.id: item.rank for each in catalogue.checklists.values() for item in each.items}
    assert len(piled) > 5
    assert [ranks[entry.id] for entry in piled] == sorted(ranks[entry.id] for entry in piled)
