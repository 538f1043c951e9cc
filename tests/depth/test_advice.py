"""The advice beside the levels, through the one entry point `read`."""

from __future__ import annotations

import time

import pytest

from themes import catalogue
from workbench.depth import read
from workbench.depth.advice import advise
from workbench.model.report import CriterionReading, DepthReport
from workbench.model.story import Overrule, Story

CATALOGUE = catalogue()
STORY = Story(
    id="letters",
    title="Letters that a machine drafts",
    situation="At the pension office each clerk wrote forty letters a day by hand.",
    task="I owned the drafts: what a language model may write, and when it may be used.",
    action=(
        "Two clerks and I graded 300 drafts against the file; the bar was 290 without a wrong figure, set before the "
        "first run. Every draft is read by a clerk before it is sent. We never looked at letters in other languages."
    ),
    result="In the second round 294 of 300 drafts were right. A letter takes four minutes, down from eleven.",
    learning="I would agree on the languages first.",
)


def test_everything_is_there_at_once() -> None:
    report = read(STORY, CATALOGUE, 120)
    assert report.telling.seconds == round(STORY.words() * 60 / 120)
    assert "300 drafts" in {claim.quote for claim in report.claims}
    assert report.questions
    assert len(report.lift) <= 3
    for part, text in STORY.parts().items():
        for claim in report.claims:
            if claim.part == part:
                assert text[claim.start : claim.end] == claim.quote


def test_every_quote_says_whose_deed_it_was() -> None:
    report = read(STORY, CATALOGUE)
    graded = [
        each for r in report.criteria.values() for each in r.evidence if each.quote.startswith("Two clerks and I")
    ]
    assert graded
    assert {each.whose for each in graded} == {"mine"}


def test_the_user_settles_whose_deed_it_was() -> None:
    quote = next(e.quote for r in read(STORY, CATALOGUE).criteria.values() for e in r.evidence)
    settled = read(STORY.model_copy(update={"whose": {quote: "team"}}), CATALOGUE)
    assert {e.whose for r in settled.criteria.values() for e in r.evidence if e.quote == quote} == {"team"}


def test_an_open_gap_stands_at_level_zero_with_its_words() -> None:
    bare = DepthReport(
        parts=STORY.parts(), depth="partial", ai_role="native", criteria={"rai.fairness": CriterionReading(level=0)}
    )
    reading = advise(bare, STORY, CATALOGUE).criteria["rai.fairness"]
    assert reading.level == 0
    assert reading.gap is not None
    assert reading.gap.quote == "We never looked at letters in other languages."
    assert STORY.action[reading.gap.start : reading.gap.end] == reading.gap.quote


def test_the_users_own_level_is_no_gap_and_asks_nothing() -> None:
    own = Overrule(criterion="rai.fairness", level=1, reason="We did, in March.")
    report = read(STORY.model_copy(update={"overrules": [own]}), CATALOGUE)
    reading = report.criteria["rai.fairness"]
    assert (reading.level, reading.gap, reading.overruled) == (1, None, "We did, in March.")
    assert "rai.fairness" not in {each.criterion for each in report.questions}


def test_an_overruled_level_lapses_openly() -> None:
    own = Overrule(criterion="eval.target", level=2, reason="See the minutes.", quote="words that are gone")
    assert read(STORY.model_copy(update={"overrules": [own]}), CATALOGUE).lapsed == ("eval.target",)


def test_a_story_without_ai_is_not_asked_about_ai() -> None:
    plain = Story(
        title="The till",
        ai_role="none",
        situation="Our queue at the garden centre ran out of the door each Saturday.",
        action="I timed 200 customers and moved the card readers. We never measured accuracy of anything.",
        result="The wait fell from eleven minutes to five, and complaints from 14 a week to two.",
    )
    report = read(plain, CATALOGUE)
    assert report.depth == "not-ai"
    assert report.questions == ()
    assert all(reading.gap is None and reading.level == 0 for reading in report.criteria.values())
    assert {each.kind for each in report.lift} <= {"telling", "mistake"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Too little.", "Too short"),
        ("Wir haben die Antworten jede Woche von drei Ärzten prüfen lassen und die Fehler gezählt. " * 4, "English"),
    ],
)
def test_what_is_not_read_still_shows_its_length_and_says_why(text: str, reason: str) -> None:
    report = read(Story(action=text), CATALOGUE)
    assert report.depth == "not-read"
    assert reason in report.not_read
    assert report.lift_note == report.not_read
    assert report.telling.words == len(text.split())
    assert (report.questions, report.mistakes, report.lift) == ((), (), ())


def test_same_text_same_advice() -> None:
    assert read(STORY, CATALOGUE, 140) == read(STORY, CATALOGUE, 140)


def test_the_cost_is_linear_in_the_text() -> None:
    def cost(times: int) -> float:
        story = STORY.model_copy(update={"action": "\n".join(f"{STORY.action} Case {n}." for n in range(times))})
        bare = DepthReport(parts=story.parts(), depth="partial", criteria={"rai.fairness": CriterionReading(level=0)})
        began = time.process_time()
        advise(bare, story, CATALOGUE)
        return time.process_time() - began

    cost(5)
    small, large = cost(60), cost(600)
    assert large < 25 * max(small, 0.01)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "(" * 10_000, "never a test. " * 20_000])
def test_hostile_text_costs_little(text: str) -> None:
    story = Story(title=text[:200], action=text)
    bare = DepthReport(parts=story.parts(), depth="partial", criteria={"rai.fairness": CriterionReading(level=0)})
    began = time.process_time()
    advise(bare, story, CATALOGUE)
    assert time.process_time() - began < 15
