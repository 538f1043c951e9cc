"""What depends on a count or on the days left is true, and said as people say it, for every count and every day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from themes.loader import catalogue
from themes.schema import StoryTheme
from workbench.model.moment import Moment
from workbench.model.story import Story
from workbench.model.target import Round, Target
from workbench.practice import when
from workbench.practice.calendar import entries
from workbench.practice.debrief import Foresight
from workbench.practice.moments import progress
from workbench.text import counted

EVENING = datetime(2027, 2, 1, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "cards", "run", "stories"),
    [
        (0, "0 cards", "a new run begins today", "0 of 20 stories"),
        (1, "1 card", "the first day of a run", "1 of 20 stories"),
        (2, "2 cards", "a run of 2 days", "2 of 20 stories"),
        (7, "7 cards", "a run of 7 days", "7 of 20 stories"),
        (8, "8 cards", "a run of 8 days", "8 of 20 stories"),
        (25, "25 cards", "a run of 25 days", "25 stories"),
    ],
)
def test_a_count_has_its_noun(count: int, cards: str, run: str, stories: str) -> None:
    assert counted(count, "card") == cards
    assert counted(count, "story", "stories") == cards.replace("card", "story" if count == 1 else "storie")
    assert when.run_of(count) == run
    bank = [Story(id=f"s{number}", themes=["impact"]) for number in range(count)]
    told = progress(bank, [Moment(text="x")] * count, {"impact": StoryTheme(id="impact", title="Impact", summary="")})
    assert told.sentence.split(" · ")[0] == stories
    assert told.sentence.endswith("to write") == bool(count)


@pytest.mark.parametrize(
    ("starts", "large", "said"),
    [
        (timedelta(minutes=-5), ("0", "under way"), "under way"),
        (timedelta(seconds=40), ("1", "minute"), "in 1 minute"),
        (timedelta(minutes=2), ("2", "minutes"), "in 2 minutes"),
        (timedelta(hours=15), ("15:00", "hours"), "in 15 hours"),
        (timedelta(days=1), ("24:00", "hours"), "in 24 hours"),
        # From Monday evening to Thursday morning it is three days, although no 72 hours.
        (timedelta(days=2, hours=13), ("3", "days"), "in 3 days"),
        (timedelta(days=6, hours=21), ("7", "days"), "in 7 days"),
        (timedelta(days=42), ("42", "days"), "in 42 days"),
    ],
)
def test_the_time_left(starts: timedelta, large: tuple[str, str], said: str) -> None:
    moment = (EVENING + starts).astimezone(ZoneInfo("Asia/Tokyo"))
    assert when.figure(moment, EVENING) == large
    assert when.countdown(moment, EVENING) == said


@pytest.mark.parametrize("left", [1, 7, 42])
@pytest.mark.parametrize("held", [0, 1, 7, 8, 25])
def test_a_bank_that_holds_its_stories_is_no_task(left: int, held: int) -> None:
    first = Round(id="r1", kind="recruiter", starts=EVENING + timedelta(days=left), zone="UTC")
    target = Target(id="t", company="Acme", role="PM", rounds=[first], created_at=EVENING)
    lists = catalogue().checklists
    found = entries([target], lists, EVENING.date(), held={"t": held})
    (bank,) = [entry for entry in found if entry.id == "bank-twenty"]
    wanted = 8 if left == 7 else 20
    assert (bank.kind == "left") == (left == 1 and held < wanted), "no evening has room for it, unless it is there"
    assert bank.done == bank.met == (held >= wanted)
    so_far = f" ({held or 'none'} so far)" if held < wanted else ""
    assert bank.title == f"{'Twenty' if wanted == 20 else 'Eight'} stories in the bank{so_far}"
    assert not [each.title for each in lists.values() if "week" in each.title], "how long it is differs"


@pytest.mark.parametrize(
    ("predicted", "asked", "expected", "said"),
    [
        (0, 0, 4, "No questions are written down yet."),
        (1, 1, 1, "The one question that came was foreseen; 1 had been expected."),
        (0, 1, 0, "The one question that came was not foreseen; none had been expected."),
        (0, 2, 4, "None of the 2 questions was foreseen; 4 had been expected."),
        (1, 7, 4, "1 of 7 questions was foreseen; 4 had been expected."),
        (8, 8, 9, "All 8 questions were foreseen; 9 had been expected."),
    ],
)
def test_how_many_were_foreseen(predicted: int, asked: int, expected: int, said: str) -> None:
    assert Foresight(asked=asked, predicted=predicted, expected=expected).sentence == said
