from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.practice import Attempt, Drill
from workbench.practice.drill import REPEATS, Card, CardKind, due_days, next_due, session, streak

TODAY = date(2027, 2, 1)
ROUND = date(2027, 2, 15)


def card(number: int) -> Card:
    return Card(f"card-{number:03d}", "fluency", "front", "back")


def tried(card_id: str, day: date, right: bool) -> Drill:
    return Drill(id=card_id, attempts=[Attempt(at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), right=right)])


@given(st.integers(-3, 200))
def test_days_are_even_and_end_before_the_round(ahead: int) -> None:
    days = due_days(TODAY + timedelta(days=ahead), TODAY)
    assert days[0] == TODAY
    assert days == sorted(set(days))
    assert len(days) <= REPEATS
    if ahead > 1:
        assert days[-1] == TODAY + timedelta(days=ahead - 1)
        gaps = [(after - before).days for before, after in pairwise(days)]
        assert max(gaps, default=0) - min(gaps, default=0) <= 1


def test_a_missed_card_comes_back_the_next_day() -> None:
    assert next_due(tried("a", TODAY, right=False), ROUND, TODAY) == TODAY + timedelta(days=1)
    assert next_due(tried("a", TODAY, right=True), ROUND, TODAY) == due_days(ROUND, TODAY)[1]


def test_a_sitting_holds_three_minutes_and_begins_with_what_was_missed() -> None:
    cards = [card(number) for number in range(30)]
    drills = {"card-007": tried("card-007", TODAY - timedelta(days=1), right=False)}
    due = session(cards, drills, ROUND, TODAY)
    assert due[0].card.id == "card-007"
    assert due[0].why == "missed last time"
    assert len(due) == 9


def test_a_sitting_takes_the_kinds_in_turn_so_that_the_loops_questions_are_never_last() -> None:
    kinds: tuple[CardKind, ...] = ("fluency", "glossary", "question")
    cards = [Card(f"{kind}-{number}", kind, "front", "back") for kind in kinds for number in range(30)]
    due = session(cards, {}, ROUND, TODAY)
    assert [each.card.kind for each in due] == ["question", "fluency", "glossary"] * 3
    assert due == session(list(reversed(cards)), {}, ROUND, TODAY)


def test_nothing_is_asked_before_its_day() -> None:
    assert session([card(1)], {"card-001": tried("card-001", TODAY, right=True)}, ROUND, TODAY) == []


def test_a_streak_forgives_one_missed_day_in_seven() -> None:
    days = [TODAY - timedelta(days=back) for back in (0, 1, 3, 4)]
    assert streak(days, TODAY) == 4
    assert streak([TODAY - timedelta(days=back) for back in (0, 2, 4)], TODAY) == 2
    assert streak([TODAY - timedelta(days=1)], TODAY) == 1
    assert streak([], TODAY) == 0


def test_a_day_in_the_future_does_not_lengthen_a_streak() -> None:
    assert streak([TODAY + timedelta(days=5)], TODAY) == 0
