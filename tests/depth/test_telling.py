"""The telling in bands: proportions, length at the user's own rate, whose deeds, the result against its baseline."""

from __future__ import annotations

import pytest

from themes import catalogue
from workbench.depth.sentences import split
from workbench.depth.telling import clock, ownership, result, seconds, telling
from workbench.model.report import Band, Telling
from workbench.model.story import Part

BANDS = catalogue().craft


def told(parts: dict[Part, str], rate: int | None = None) -> Telling:
    sentences = [sentence for part, text in parts.items() for sentence in split(part, text)]
    return telling(parts, sentences, BANDS, rate)


def band(told_: Telling, name: str) -> Band:
    return next(each for each in told_.bands if each.id == name)


def words(count: int, start: str = "I sorted") -> str:
    return f"{start} {'letters ' * (count - len(start.split()))}".strip() + "."


def test_spoken_length_is_at_the_users_own_rate() -> None:
    parts: dict[Part, str] = {"situation": words(40), "action": words(160), "result": words(80)}
    assert told(parts, 140).seconds == 120
    assert told(parts, 100).seconds == 168
    assert clock(126) == "2:06"
    assert seconds(10, 0) == 600


def test_shares_are_of_the_whole() -> None:
    report = told({"situation": words(30), "task": words(10), "action": words(100), "result": words(60)})
    assert {part: share.words for part, share in report.parts.items()} == {
        "situation": 30, "task": 10, "action": 100, "result": 60,
    }  # fmt: skip
    assert report.parts["action"].share == 0.5
    assert band(report, "proportion.action").band == "good"
    assert band(report, "proportion.setup").band == "good"


def test_a_long_setup_is_told_to_start_later() -> None:
    report = told({"situation": words(90), "task": words(20), "action": words(60), "result": words(10)})
    assert band(report, "proportion.setup").band == "mend"
    assert band(report, "proportion.action").band == "watch"
    assert "Situation" in band(report, "proportion.action").text


def test_a_text_in_one_part_is_not_judged_by_shares() -> None:
    report = told({"action": words(200)})
    assert band(report, "proportions").band == "info"
    assert not [each for each in report.bands if each.id.startswith("proportion.")]


def test_an_empty_story_has_no_bands() -> None:
    assert told({"action": "  \n "}) == Telling()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I chose the model. I wrote the bar. I ran the trial with two nurses.", "good"),
        ("- Led the trial\n- Wrote the bar\n- Cut the cost per call from 0.4 to 0.1\n- Graded 200 replies", "good"),
        ("We chose the model. We wrote the bar. We ran the trial. We launched it.", "mend"),
        ("I chose the model. We wrote the bar. We ran the trial.", "watch"),
        ("The model was chosen. The bar was written.", "watch"),
    ],
)
def test_whose_deeds_are_told(text: str, expected: str) -> None:
    assert ownership(split("action", text)).band == expected


def test_lines_without_a_subject_are_counted_and_said() -> None:
    text = ownership(split("action", "Led the trial.\nWrote the bar.\nGraded 200 replies.")).text
    assert text == "3 of 3 deeds are told as yours, 3 of them in lines without “I”."


def test_the_team_band_quotes_the_words_it_rests_on() -> None:
    assert ownership(split("action", "We chose it. We wrote it. We ran it.")).quote == "We chose it."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calls fell from 900 to 380 a week.", "good"),
        ("Handling time was halved.", "good"),
        ("41% of callers finish with the agent.", "watch"),
        ("The nurses now go home on time.", "watch"),
        ("It was a great success.", "mend"),
    ],
)
def test_the_result_against_its_baseline(text: str, expected: str) -> None:
    assert result(split("result", text)).band == expected


def test_mend_only_where_counting_and_reading_agree() -> None:
    assert result(split("result", "It was a great success."), 2).band == "watch"
    assert ownership(split("action", "We chose it. We wrote it. We ran it."), 2).band == "watch"
