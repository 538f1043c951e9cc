"""Open gaps: what a story itself says was not done, with its quote and its criterion."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from workbench.depth.gaps import criteria_of, gaps_in
from workbench.depth.sentences import split

GOLD = Path(__file__).resolve().parent.parent / "gold" / "gaps.jsonl"


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        ("We never measured bias.", "rai.fairness"),
        ("Nobody wrote down beforehand how many mistakes would be too many.", "eval.target"),
        ("The evaluation by clinicians was dropped for lack of money.", "eval.method"),
        ("Next time I would agree on a threshold before the build.", "eval.target"),
        ("Human review is on the roadmap for next year.", "rai.oversight"),
        ("The privacy review was skipped because it was only a pilot.", "data.governance"),
        ("TODO: retention job, access review", "data.governance"),
        ("Nor did anyone look at how it does for older speakers of Gaelic.", "rai.fairness"),
        ("The thumbs are stored, and the corrections never reached the model.", "data.feedback"),
        ("An approval step was in the design; it was cut to make the date.", "rai.oversight"),
    ],
)
def test_a_practice_that_was_not_done(sentence: str, criterion: str) -> None:
    assert criterion in criteria_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No letter leaves the ward until a doctor has signed the draft.",
        "Complaints must not rise above 4 in 1,000, and I watched them weekly.",
        "Two nurses graded 200 summaries, and release was blocked below 95%.",
        "The model never decides alone; a caseworker confirms every refusal.",
        "We chose retrieval, not fine-tuning, because policies change each week.",
        "Error may be no more than one in 200 before we ship.",
        "The buses never ran on time that winter.",
        "",
    ],
)
def test_a_limit_or_a_deed_is_no_gap(sentence: str) -> None:
    assert criteria_of(sentence) == ()


def test_a_short_denial_belongs_to_the_question_before_it() -> None:
    text = "Did we sample live answers? We did not. It was a small team."
    found = gaps_in(split("action", text))
    assert [place.text for place in found["eval.monitoring"]] == ["Did we sample live answers?"]


def test_a_gap_stands_where_the_text_says_it() -> None:
    text = "I chose the model.\nWe never looked at accents."
    place = gaps_in(split("learning", text))["rai.fairness"][0]
    assert text[place.start : place.end] == place.text == "We never looked at accents."
    assert place.part == "learning"


def test_precision_and_recall_on_the_labelled_sentences() -> None:
    counts: Counter[tuple[bool, bool]] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = row["criterion"] in gaps_in(split("action", row["sentence"]))
        counts[row["gap"], said] += 1
    precision = counts[True, True] / (counts[True, True] + counts[False, True])
    recall = counts[True, True] / (counts[True, True] + counts[True, False])
    assert precision >= 0.9
    assert recall >= 0.8


@pytest.mark.parametrize(
    "text", ["never " * 50_000, "x" * 1_000_000, "no test (" * 10_000, "[ ]" * 50_000, "? No. " * 50_000]
)
def test_hostile_text_costs_little(text: str) -> None:
    began = time.process_time()
    gaps_in(split("action", text))
    assert time.process_time() - began < 5
