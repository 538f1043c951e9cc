"""Every known mistake runs its own examples, and no text can make one of its expressions slow."""

from __future__ import annotations

import re
import time

import pytest

from themes.coaching import found
from themes.loader import load
from themes.schema import Coached

MISTAKES: list[Coached] = list(load("coach").values())
SENTENCE = re.compile(r"(?<=[.!?;]) +")


def sentences(text: str) -> list[str]:
    return SENTENCE.split(text)


def test_the_mistakes_of_the_trade_are_there() -> None:
    assert {mistake.id for mistake in MISTAKES} >= {
        "vendor-claim", "black-box", "bolt-on", "model-is-product", "largest-model", "retrieval-solved",
        "prompt-as-control", "economics-ignored", "usage-only", "time-saved-gross", "feedback-as-evaluation",
        "button-test", "ethics-abstract", "public-endpoint", "one-vendor", "buzzword", "we-throughout",
        "no-baseline", "generality", "no-result",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mistake", "text"), [(each, text) for each in MISTAKES for text in each.fires], ids=lambda item: str(item)[:24]
)
def test_it_is_heard(mistake: Coached, text: str) -> None:
    assert found(mistake, sentences(text))


@pytest.mark.parametrize(
    ("mistake", "text"), [(each, text) for each in MISTAKES for text in each.silent], ids=lambda item: str(item)[:24]
)
def test_it_is_not_heard(mistake: Coached, text: str) -> None:
    assert found(mistake, sentences(text)) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.id)
def test_a_mistake_says_what_is_heard_and_what_would_be_better(mistake: Coached) -> None:
    assert mistake.heard.endswith((".", "?"))
    assert mistake.better.endswith(".")
    assert len(mistake.fires) >= 1
    assert len(mistake.silent) >= 1


NESTED = re.compile(r"[+*}]\)[+*]|\)[+*]\)[+*]")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.id)
def test_no_text_makes_it_slow(mistake: Coached) -> None:
    patterns = (*mistake.patterns, *mistake.unless, *mistake.anywhere)
    assert not [pattern for pattern in patterns if re.search(r"\.[*+]", pattern)], "an unbounded gap"
    assert not [pattern for pattern in patterns if NESTED.search(pattern)], "a repetition inside a repetition"
    words = sorted(set(re.findall(r"[a-z]{2,}", " ".join(patterns).lower())))
    hostile = [
        "a" * 100_000,
        " " * 100_000,
        "1" * 100_000,
        "we " * 33_000,
        "1 % " * 25_000,
        "the vendor " * 9_000,
        (" ".join(words) + " ") * (100_000 // (len(" ".join(words)) + 1) + 1),
        "".join(f"{word} a b c d " for word in words * (100_000 // (14 * len(words)) + 1)),
    ]
    for text in hostile:
        begun = time.process_time()
        found(mistake, [text])
        assert time.process_time() - begun < 1.5, text[:40]


def test_what_the_reader_found_specific_excuses_it() -> None:
    mistake = load("coach")["feedback-as-evaluation"]
    told = ["For quality we rely on user feedback."]
    assert found(mistake, told) == [0]
    assert found(mistake, told, evidenced={"eval.method"}) == []
    assert found(mistake, told, evidenced={"data.source"}) == [0]


def test_neighbours_excuse_a_sentence_but_not_one_further_off() -> None:
    mistake = load("coach")["largest-model"]
    claim, other, reason = "We chose the most powerful model.", "It was June.", "The smaller one cost a third."
    assert found(mistake, [claim, reason]) == []
    assert found(mistake, [reason, claim]) == []
    assert found(mistake, [claim, other, reason]) == [0]


def test_parts_limit_where_a_mistake_of_the_whole_story_is_looked_for() -> None:
    mistake = load("coach")["no-result"]
    told = ["It was slow.", "It went well.", "Four minutes."]
    assert found(mistake, told, ["situation", "result", "learning"]) == [1]
    assert found(mistake, told, ["situation", "learning", "result"]) == []
    assert found(mistake, told, ["situation", "action", "action"]) == []


def test_it_takes_more_than_two_we(subtests: pytest.Subtests) -> None:
    mistake = load("coach")["we-throughout"]
    for told, hits in (
        (["We met.", "We built.", "We shipped."], [0, 1, 2]),
        (["We met.", "We built."], []),
        (["We met.", "We built.", "We shipped.", "I had said no."], []),
    ):
        with subtests.test(told=told):
            assert found(mistake, told) == hits
