from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from themes import catalogue
from workbench.tui.story_filter import Completions, matching
from workbench.tui.story_rows import ORDERS, StoryRow, ago


def row(number: int, **raw: object) -> StoryRow:
    return StoryRow({"id": f"s{number}", "title": f"Story {number}", **raw})


def test_all_words_must_be_there_in_any_part_and_case() -> None:
    rows = [row(1, action="I chose the Smaller model"), row(2, result="smaller bills"), row(3)]
    assert matching(rows, "smaller") == [0, 1]
    assert matching(rows, "SMALLER model") == [0]
    assert matching(rows, "") == [0, 1, 2]


def test_a_field_can_be_named() -> None:
    rows = [
        StoryRow({"title": "failure in the title"}, depth="deep", role="native"),
        StoryRow({"title": "b", "themes": ["failure"], "state": "bench", "company": "Halden"}, depth="partial"),
    ]
    assert matching(rows, "theme:failure") == [1]
    assert matching(rows, "depth:deep") == [0]
    assert matching(rows, "depth:partly") == [1]
    assert matching(rows, "state:bench company:hal") == [1]
    assert matching(rows, "role:native failure") == [0]
    assert matching(rows, "10:30") == []


def told(profile: str, words: int = 1, **raw: object) -> StoryRow:
    return StoryRow({"action": "word " * words, **raw}, depth="partial", profile=profile)


def test_dimensions_and_lengths_are_asked_for_by_figures() -> None:
    rows = [
        told("D0 E2 R1"),
        told("D2 E2 R0", 200),
        told("D3 E0 R2", 400),
        StoryRow({"title": "no AI"}, depth="not-ai"),
    ]
    assert matching(rows, "data:2") == [1]
    assert matching(rows, "data:2+") == [1, 2]
    assert matching(rows, "data:>2") == [2]
    assert matching(rows, "data:<2") == [0], "a story without AI has no figure"
    assert matching(rows, "evaluation:0,2 responsible:1+") == [0, 2]
    assert matching(rows, "words:300+") == [2]
    for begun in ("data:", "data:<", "theme:", "-theme:"):
        assert matching(rows, begun) == [0, 1, 2, 3], "what is not typed yet filters nothing"


def test_either_of_two_values_none_of_one_and_words_in_their_order() -> None:
    rows = [
        row(1, themes=["failure"], company="Blue River, Inc."),
        row(2, themes=["data_decision"], state="retired"),
        row(3, action="the smaller model"),
    ]
    assert matching(rows, "theme:failure,data-decision") == [0, 1]
    assert matching(rows, "-state:retired") == [0, 2]
    assert matching(rows, "-theme:failure -state:retired") == [2]
    assert matching(rows, "company:blue-river") == [0]
    assert matching(rows, '"smaller model"') == [2]
    assert matching(rows, '"model smaller"') == []
    assert matching(rows, "-state:retired", [2, 1, 0]) == [2, 0], "in the order that is given"


def test_what_can_be_typed_is_offered_and_completed() -> None:
    rows = [
        row(1, themes=["failure"], company="Blue River, Inc."), row(2, themes=["failure", "conflict"]),
        row(3, themes=["conflict"], company="Acme"), row(4, themes=["conflict"]),
    ]  # fmt: skip
    offers = Completions(rows)
    assert ("theme:", 0) in offers.offer("").values
    assert offers.offer("theme:").values == (("conflict", 3), ("failure", 2))
    assert offers.complete("th") == "theme:"
    assert offers.complete("smaller theme:f") == "smaller theme:failure"
    assert offers.complete("-theme:failure,c") == "-theme:failure,conflict"
    assert offers.complete("zz") is None
    assert offers.complete("theme:failure") is None
    assert offers.complete("") is None
    whole = offers.complete("company:bl")
    assert whole is not None
    assert matching(rows, whole) == [0], "a completed name finds its story, whatever parts its words"


def test_ten_thousand_stories_are_filtered_within_fifty_milliseconds() -> None:
    words = "we compared two models on a held out set and released the smaller one to a tenth of the users "
    rows = [row(number, action=words * 30, themes=["failure"]) for number in range(10_000)]
    for each in rows:
        each.prepare()
    times = []
    for query in (
        "smaller",
        "story 9999",
        "theme:failure smaller",
        "nowhere",
        "held released users",
        "data:2+ -state:retired smaller",
    ):
        start = time.process_time()
        matching(rows, query)
        times.append(time.process_time() - start)
    # The bar is 50 ms on an idle machine; a shared one is allowed three times that, by its own processor time.
    assert sorted(times)[len(times) // 2] < 0.15


def test_orders_put_the_latest_the_deepest_and_the_longest_first() -> None:
    old = StoryRow(
        {"id": "old", "title": "b", "updated_at": "2027-01-01T10:00:00+00:00", "action": "one"}, depth="deep"
    )
    new = StoryRow(
        {"id": "new", "title": "A", "updated_at": "2027-01-02T10:00:00+02:00", "action": "one two"}, depth=""
    )
    assert min([old, new], key=ORDERS["touched"][1]) is new
    assert min([old, new], key=ORDERS["depth"][1]) is old
    assert min([old, new], key=ORDERS["title"][1]) is new
    assert min([old, new], key=ORDERS["length"][1]) is new


NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=20), "2 wk"),
        (timedelta(days=100), "3 mo"),
        (timedelta(days=800), "2 y"),
        (timedelta(days=-3), "now"),
    ],
)
def test_how_long_ago(before: timedelta, words: str) -> None:
    assert ago((NOW - before).isoformat(), NOW) == words
    assert len(ago((NOW - before).isoformat(), NOW)) <= 6


def test_a_time_that_is_none_shows_nothing() -> None:
    assert ago("", NOW) == ago("yesterday", NOW) == ""


def test_themes_are_called_in_the_bank_what_they_are_called_elsewhere() -> None:
    for key, theme in catalogue().themes.items():
        assert row(1, themes=[key]).theme_words == theme.title.casefold()
