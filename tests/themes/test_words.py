"""Words that the advice listens for: every file reads, every expression compiles, none can be made slow."""

from __future__ import annotations

import re
import time

import pytest

from themes import words
from workbench.depth.labels import CRITERIA

EXPRESSIONS = [
    ("gaps", name) for name in words.listed("gaps")
] + [("claims", name) for name in ("number_words", "names", "dates", "comparisons", "ownership_strong")] + [
    ("actors", "mine_signs"), ("actors", "ours_signs"), ("telling", "baseline"), ("telling", "human"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "list_"), EXPRESSIONS, ids=str)
def test_expressions_compile_and_stay_quick_on_a_long_sentence(name: str, list_: str) -> None:
    expression = words.pattern(name, list_)
    for text in ("never " * 100, "x" * 600, "from 1 to " * 60, "the the " * 75, "not a " * 100, "we we " * 100):
        began = time.process_time()
        for _ in expression.finditer(text):
            pass
        assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("name", "list_"), EXPRESSIONS, ids=str)
def test_no_gap_between_words_is_without_a_bound(name: str, list_: str) -> None:
    for expression in words.listed(name)[list_]:
        assert not re.search(r"\.[*+](?!\?)", expression), expression


@pytest.mark.parametrize("name", ["actors", "asking", "claims", "gaps", "nouns", "telling"])
def test_every_list_holds_something_in_small_letters(name: str) -> None:
    for list_, entries in words.listed(name).items():
        assert entries, list_
        if name in {"actors", "nouns"}:
            assert all(each == each.lower() for each in entries), list_


def test_every_criterion_has_its_practice_and_its_wordings_for_people() -> None:
    for criterion in CRITERIA:
        assert words.listed("gaps")[f"topics.{criterion}"]
        asked = words.listed("asking")[f"more.{criterion}"]
        assert all("{people}" in each and "{noun}" in each and each.endswith("?") for each in asked)


def test_questions_about_gaps_quote_and_end_in_a_question() -> None:
    for each in words.listed("asking")["gap"]:
        assert "{quote}" in each
        assert each.endswith("?")
