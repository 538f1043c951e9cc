"""Claims: numbers in digits and words, comparisons, ownership verbs, each with its place."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from workbench.depth.claims import claims_in, with_settled
from workbench.depth.sentences import split
from workbench.model.story import Claim

GOLD = Path(__file__).resolve().parent.parent / "gold" / "claims.jsonl"


def found(text: str) -> list[tuple[str, str]]:
    return [(claim.kind, claim.quote) for claim in claims_in(split("action", text))]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("93% of the letters passed.", "93%"),
        ("Two nurses graded four hundred summaries.", "four hundred summaries"),
        ("Calls fell from about 900 to 380 a week.", "fell from about 900 to 380 a week"),
        ("Handling time fell by a third.", "fell by a third"),
        ("One in nine was wrong.", "One in nine"),
        ("It cost €1.20 per call.", "€1.20 per call"),
        ("We saved $11.4M.", "$11.4M"),
        ("Half of the tickets came back.", "Half"),
        ("We found two of ten.", "two of ten"),
        ("By December 17,600 of 18,000 customers had moved.", "17,600 of 18,000 customers"),
    ],
)
def test_numbers_in_digits_and_words(text: str, quote: str) -> None:
    assert ("number", quote) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We went live on 12 March 2024 at 9:30.",
        "On March 3, 2024 we met.",
        "It began on May 17, and we went on.",
        "GPT-4 was replaced in phase two.",
        "On the one hand it was late.",
        "2. Ask the users",
        "Those two agreed.",
        "Article 22 applies since 2018.",
    ],
)
def test_dates_versions_and_list_marks_are_no_claims(text: str) -> None:
    assert [quote for kind, quote in found(text) if kind == "number"] == []


def test_comparisons_without_a_figure() -> None:
    assert ("comparison", "doubled") in found("The queue doubled.")
    assert found("It was faster than the old desk.")[0][0] == "comparison"


def test_ownership_verbs_strong_and_weak() -> None:
    text = "I led the launch. Contributed to the roadmap. I was responsible for pricing and for sales."
    assert found(text) == [
        ("ownership", "I led the launch"),
        ("ownership", "Contributed to the roadmap"),
        ("ownership", "I was responsible for pricing"),
    ]


def test_offsets_count_code_points_of_the_part() -> None:
    text = "Café ☕ first.\n- İstanbul: 41% of callers 🎉 finished, and I led the trial."
    for claim in claims_in(split("result", text)):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.part == "result"
    assert {claim.quote for claim in claims_in(split("result", text))} >= {"41%", "I led the trial"}


def test_a_claim_that_the_user_settled_keeps_the_users_words() -> None:
    text = "46 households waited a day longer than they should have. I led the calls."
    own = Claim(id="wait", part="result", quote="46 households waited a day longer than they should have")
    gone = Claim(id="gone", part="result", quote="no such words")
    merged = with_settled(claims_in(split("result", text)), [own, gone], {"result": text})
    assert [(each.kind, each.quote) for each in merged] == [("number", own.quote), ("ownership", "I led the calls")]
    assert text[merged[0].start : merged[0].end] == own.quote


def test_found_among_the_labelled_numbers() -> None:
    told = hit = wrong = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        quotes = [q.lower() for kind, q in found(row["sentence"]) if kind == "number"]
        told += len(row["numbers"])
        hit += sum(any(number.lower() in quote for quote in quotes) for number in row["numbers"])
        wrong += sum(not any(number.lower() in quote for number in row["numbers"]) for quote in quotes)
    assert hit / told >= 0.95
    assert wrong / hit <= 0.05


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "1" * 1_000_000, "(" * 10_000, "one in " * 100_000, "I led " * 60_000, "$" * 100_000]
)
def test_hostile_text_costs_little(text: str) -> None:
    began = time.process_time()
    claims_in(split("action", text))
    assert time.process_time() - began < 5
