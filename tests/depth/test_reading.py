"""What a user would hold the reader to, on texts written for these tests."""

# ruff: noqa: E501
from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.depth import read, reader
from workbench.depth.analysis import Glimpse
from workbench.depth.engine import Reader
from workbench.depth.labels import CRITERIA
from workbench.depth.storywide import Whole
from workbench.depth.verdict import conflict
from workbench.model.report import DepthReport
from workbench.model.story import AiRole, Overrule, Story

PAIRS = {
    "recommendations": (
        "Harnessed advanced machine learning to lift our recommendations, driving an 18% gain in engagement.",
        "I split the shop's recommender in two stages: a cheap retrieval model picks 400 items from two years of our own "
        "order history, and a ranker orders them. We held out the last four weeks of orders and graded hit rate on them, "
        "with a bar of 0.31 set before the build. Every Monday a job compares the week's clicks with the training months, "
        "and when the distribution moved more than 10% we retrained. In an A/B test over six weeks orders per visit rose from "
        "2.1 to 2.4, while latency stayed under 120 ms, which was our limit.",
    ),
    "faces": (
        "Introduced face recognition at the entrances with state-of-the-art AI for greater security and peace of mind.",
        "Our recognition model opens doors. Visitors sign a consent form before their face is enrolled, and templates are deleted after 24 hours. Before launch I "
        "had false matches counted by skin tone and age on 3,000 photos: 0.9% for darker faces against 0.3% for lighter ones, so "
        "we raised the threshold until both stood below 0.4%. Whoever is refused by the camera is let in by a guard who checks "
        "the badge, and the works council signed off the policy.",
    ),
    "portal": (
        "Added an AI chatbot to our customer portal so that users get instant answers around the clock.",
        "The assistant serves tenants who write at night, and it answers only from the 340 house rules and tariffs that our "
        "lawyers keep. When it finds no passage above the similarity limit it says so and opens a ticket for a person; anything "
        "about eviction goes straight to the duty officer. Each answer shows the paragraph it rests on and says that it was "
        "written by a machine. We tested 250 real questions with two housing advisers; 94% were right, and we went live only "
        "once no answer on rent arrears was wrong.",
    ),
    "feedback": (
        "To make sure that the quality of the AI is good, we will rely on feedback from our users.",
        "Every build runs against 600 golden questions and fails below 92% agreement with the graders' rubric. A judge model scores "
        "the rest, and each week two senior agents read the 40 edge cases on which it was least sure, and correct them. Those "
        "corrections become new test cases. After launch, at 5% of traffic, an alert fires when the thumbs-down rate passes 3%, "
        "and the on-call engineer switches back to the last prompt.",
    ),
    "credits": (
        "We offer unlimited AI generations to delight our users and boost adoption.",
        "I worked out that one generated report cost us 0.11 euros in tokens, so an unlimited plan would have lost money on one "
        "customer in nine. We sold credits instead, one for a draft with the small model and four for the large one, and capped the cost "
        "per account at 15% of its price. We gave up some quality on long reports for that: graders preferred the large model in 12% of pairs.",
    ),
}  # fmt: skip

NO_AI = (
    "Our till queue at the garden centre ran out of the door each Saturday. I was asked to halve it before spring. I timed 200 "
    "customers with a stopwatch, moved the card readers, and trained four students to scan plants before the till. After six weeks "
    "the wait fell from eleven minutes to five, and complaints from 14 a week to two. I learned to watch before I plan."
)


def story(text: str, **more: object) -> Story:
    return Story.model_validate({"id": "s-1", "action": text, **more})


def strength(report: DepthReport) -> float:
    return sum(reading.level for reading in report.criteria.values())


@pytest.mark.parametrize("name", PAIRS)
def test_the_trades_bad_example_is_never_specific_and_the_good_one_stands_above_it(name: str) -> None:
    bad, good = (read(story(text)) for text in PAIRS[name])
    assert [k for k, reading in bad.criteria.items() if reading.level == 2] == []
    assert strength(good) > strength(bad)
    assert any(reading.level == 2 for reading in good.criteria.values())
    # What is specific in the choice of system alone colours a reading and makes no depth.
    counts = any(reading.level == 2 and not k.startswith("system.") for k, reading in good.criteria.items())
    assert good.depth in (("partial", "deep") if counts else ("surface",))
    assert bad.depth not in ("partial", "deep")


def test_a_story_without_ai_has_every_criterion_at_zero_and_is_not_scored_down() -> None:
    report = read(story(NO_AI))
    assert report.ai_role == "none"
    assert report.depth == "not-ai"
    assert all(reading.level == 0 and not reading.evidence for reading in report.criteria.values())
    assert report.craft["craft.result"] == 2


@pytest.mark.parametrize("name", PAIRS)
def test_every_level_above_zero_quotes_the_users_own_words(name: str) -> None:
    report = read(story(PAIRS[name][1], situation="We run a shop.\r\n\u202eodd", result="It went live in May."))
    assert list(report.criteria) == list(CRITERIA)
    for reading in report.criteria.values():
        assert bool(reading.evidence) == (reading.level > 0)
        assert reading.why.endswith((".", "”"))
        for evidence in reading.evidence:
            assert report.parts[evidence.part][evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "short"),
        ("We used AI.", "short"),
        ("Wir haben das Modell mit den Daten von zwei Jahren trainiert und die Ergebnisse jede Woche von drei Ärzten prüfen lassen.", "English"),
        ("Nous avons entraîné le modèle avec les données de nos clients et nous avons mesuré la qualité des réponses chaque semaine.", "English"),
        ("Мы обучили модель на данных за два года и каждую неделю проверяли ответы вместе с тремя врачами из нашей больницы, потому что это важно.", "English"),
        ("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore magna aliqua", "English"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_not_read_and_says_why(text: str, reason: str) -> None:
    report = read(story(text))
    assert report.depth == "not-read"
    assert reason in report.not_read
    assert all(reading.level == 0 for reading in report.criteria.values())


def test_the_same_text_gets_the_same_verdict_whatever_was_read_between() -> None:
    first = read(story(PAIRS["faces"][1]))
    read(story(PAIRS["credits"][1]))
    assert read(story(PAIRS["faces"][1])) == first


def test_a_declared_role_stands_and_a_contradiction_is_told() -> None:
    report = read(story(PAIRS["feedback"][1], ai_role="none"))
    assert report.ai_role == "none"
    assert report.depth == "not-ai"
    assert "declared" in report.ai_role_conflict
    assert read(story(PAIRS["feedback"][1])).ai_role_conflict == ""


@pytest.mark.parametrize(
    ("declared", "read_as", "ai", "native", "told"),
    [
        ("none", "native", 0.9, 0.9, True),
        ("none", "enabled", 0.5, 0.4, False),
        ("enabled", "none", 0.05, 0.5, True),
        ("enabled", "none", 0.3, 0.5, False),
        ("enabled", "native", 0.9, 0.9, True),
        ("enabled", "native", 0.9, 0.6, False),
        ("native", "enabled", 0.9, 0.1, True),
        ("native", "enabled", 0.9, 0.4, False),
        ("native", "native", 0.9, 0.9, False),
    ],
)
def test_a_declared_role_is_contradicted_only_where_the_reader_is_sure(
    declared: AiRole, read_as: AiRole, ai: float, native: float, told: bool
) -> None:
    assert bool(conflict(declared, Whole(read_as, ai, native, {}, (), {}))) is told


def test_an_overruled_level_is_the_users_until_the_quoted_words_change() -> None:
    quote = "the works council signed off the policy"
    own = Overrule(criterion="rai.accountability", level=0, reason="They never did.", quote=quote)
    text = PAIRS["faces"][1]
    reading = read(story(text, overrules=[own])).criteria["rai.accountability"]
    assert (reading.level, reading.overruled) == (0, "They never did.")
    assert reading.read_level is not None
    changed = read(story(text.replace("signed off", "refused"), overrules=[own])).criteria["rai.accountability"]
    assert changed.overruled == ""


def test_importing_the_reader_loads_no_arithmetic() -> None:
    code = "import sys, workbench.depth; print(any(m in sys.modules for m in ('numpy', 'onnxruntime', 'tokenizers')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("text", ["x" * 1_000_000, "(" * 10_000, "the " + "of " * 5_000, "the model was, " * 3_000])
def test_hostile_text_is_read_without_harm(text: str) -> None:
    read(story(text))


def test_a_text_that_names_ai_is_never_read_as_without_it() -> None:
    plain = NO_AI.replace("moved the card readers", "moved the card readers, added an AI button that nobody pressed")
    report = read(story(plain))
    assert report.ai_role != "none"
    assert [name for name, reading in report.criteria.items() if reading.level == 2] == []


def test_why_shows_score_cuts_signals_words_and_both_readers() -> None:
    told = story(PAIRS["faces"][1])
    found = reader().explain(told, "rai.fairness")
    assert found is not None
    report = read(told)
    assert found.level == report.criteria["rai.fairness"].level == 2
    assert round(found.named + found.specific, 3) == report.criteria["rai.fairness"].score >= found.cut_specific
    assert found.quote == report.criteria["rai.fairness"].evidence[0].quote
    assert "figure" in found.signals
    assert found.towards
    assert all(word.weight > 0 for word in found.towards)
    assert [name for name, _ in found.readers] == ["words", "meaning"]
    assert reader().explain(story("Too short."), "rai.fairness") is None


def test_an_edit_reads_only_the_sentence_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Reader()
    text = PAIRS["feedback"][1]
    first = mine.read(story(text))
    read_again: list[str] = []
    analyser = mine._ready()
    glimpse = analyser.glimpse

    def counted(sentence: str) -> Glimpse:
        read_again.append(sentence)
        return glimpse(sentence)

    monkeypatch.setattr(analyser, "glimpse", counted)
    mine.read(story(text + " It has held since May."))
    assert read_again == ["It has held since May."]
    assert mine.read(story(text)) == first


def test_at_most_four_themes_are_suggested() -> None:
    assert all(len(read(story(good)).themes) <= 4 for _, good in PAIRS.values())
