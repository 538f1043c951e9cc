"""Whose deed a sentence tells: by its own words, then over the labelled sentences."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from workbench.depth.actors import acting, begins_without_subject
from workbench.depth.ownership import whose

GOLD = Path(__file__).resolve().parent.parent / "gold" / "ownership.jsonl"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I graded 200 summaries with a nurse.", "mine"),
        ("Graded 200 summaries against a five-point sheet", "mine"),
        ("- Cut cost per conversation from $0.42 to $0.11 by routing", "mine"),
        ("Partnered with Legal on the impact assessment", "mine"),
        ("The rule was my decision.", "mine"),
        ("Two nurses and I graded 200 summaries.", "mine"),
        ("The clinical safety officer closed the log with me.", "mine"),
        ("We graded 200 summaries.", "team"),
        ("Two nurses graded 200 summaries.", "team"),
        ("The data protection officer signed it in May.", "team"),
        ("The files were checked by two auditors.", "team"),
        ("The answer is withheld below 0.7.", "unclear"),
        ("Trained on 18 months of our own orders.", "unclear"),
        ("I was made its product head in March.", "unclear"),
        ("The screen says 'I am not sure' and shows a number.", "unclear"),
        ("", "unclear"),
    ],
)
def test_the_sentence_says_whose_deed_it_was(sentence: str, expected: str) -> None:
    assert whose(sentence) == expected


def test_the_clause_decides_and_not_the_sentence() -> None:
    sentence = "We reached 88% overall, but photos from cheap phones sat at 74%."
    assert whose(sentence) == "team"
    assert whose(sentence, sentence.index("photos"), len(sentence)) == "unclear"


def test_what_is_proposed_is_the_proposers() -> None:
    sentence = "I proposed a holdout: 3% of players see the old ranking for six months."
    assert whose(sentence, sentence.index("3%"), len(sentence)) == "mine"


@pytest.mark.parametrize("line", ["Led a team of six", "Analysed 400 tickets", "• Then built the golden set"])
def test_a_telegraphic_line_is_owned(line: str) -> None:
    assert begins_without_subject(line)
    assert [each.who for each in acting(line)][:1] == ["mine"]


@pytest.mark.parametrize("line", ["Based on this, we stopped.", "Need to know", "Impressed by it, the board agreed."])
def test_a_participle_is_no_deed(line: str) -> None:
    assert not begins_without_subject(line)


def test_agreement_with_the_labels() -> None:
    counts: Counter[bool] = Counter()
    mine: Counter[bool] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = whose(row["sentence"], row["start"], row["end"])
        counts[said == row["whose"]] += 1
        if said == "mine":
            mine[row["whose"] == "mine"] += 1
    assert counts[True] / counts.total() >= 0.87
    # Calling somebody else's deed the teller's is the dangerous error.
    assert mine[True] / mine.total() >= 0.9


@pytest.mark.parametrize("text", ["I " * 300, "x" * 1_000_000, "'" * 100_000, "(" * 10_000, "we did " * 50_000])
def test_hostile_text_costs_little(text: str) -> None:
    began = time.process_time()
    whose(text)
    assert time.process_time() - began < 3
