"""Every known mistake runs its own examples, and no text can make one of its expressions slow."""

from __future__ import annotations

import gzip
import json
import re
import time
from pathlib import Path

import pytest

from themes.coaching import found
from themes.loader import load
from themes.schema import Coached
from workbench.depth.sentences import split
from workbench.model.story import PARTS

GOLD = Path(__file__).parents[1] / "gold"
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


SOUND = (
    "I compared the vendor's 98 per cent with our own 400 letters: 84.",
    "The model reads the last ten notes and copies the dose that occurs most often.",
    "We added retrieval because answers had to cite a paragraph; 9 of 100 still did not.",
    "We used the small model for e-mails and the large one only for contracts.",
    "The system prompt is only the first of three checks; a filter and a person follow.",
    "Each plan has 200 credits, reckoned from the cost of a long answer.",
    "40,000 people used it, and they kept 62 per cent of the drafts.",
    "It saves 40 minutes a day net of 12 minutes of correcting.",
    "Thumbs down answers are read by an editor, beside the 300 graded cases a week.",
    "The A/B test had complaints as its stop, and ran for five weeks.",
    "We measured error by age group and held the launch for the over-seventies.",
    "Names were masked before the transcripts went to OpenAI.",
    "We keep a second provider warm and switch to it each quarter.",
    "Satisfaction rose from 61 to 73 in four months.",
    "I decided to drop the form, against the wish of sales.",
    "The vendor went out of business in March.",
    "Our provider raised prices, so I moved summaries to a smaller model.",
    "I had always wanted to work on this, but in 2023 I got the chance.",
    "The model abstains when no passage scores above 0.6.",
    "We integrated it into the ward round because nurses had no hands free.",
    "Legal refused the first contract since it allowed training on our data.",
)


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_sentence_is_let_be(text: str) -> None:
    told = sentences(text)
    assert [mistake.id for mistake in MISTAKES if found(mistake, told, ["action"] * len(told))] == []


def test_what_is_found_in_the_labelled_stories_was_read_and_judged() -> None:
    """Every place found is in `tests/gold/coach.jsonl` with a verdict; whoever adds a pattern reads what it finds.

    Measured on 25 November 2026: 76 places in 825 stories, 71 of them right.
    """
    judged = {}
    for line in (GOLD / "coach.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        judged[row["story"], row["mistake"]] = bool(row["right"])
    places = set()
    with gzip.open(GOLD / "stories.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            story = json.loads(line)
            told = [sentence for part in PARTS for sentence in split(part, story.get(part) or "")]
            parts = [str(sentence.part) for sentence in told]
            if len(set(parts)) == 1:
                parts = []
            evidenced = [criterion for criterion, level in story["labels"].items() if level == 2]
            for mistake in MISTAKES:
                if mistake.ai_only and story["ai_role"] == "none":
                    continue
                if found(mistake, [sentence.text for sentence in told], parts, evidenced):
                    places.add((story["id"], mistake.id))
    assert places - judged.keys() == set(), "found but never judged"
    right = sum(judged[place] for place in places)
    assert len(places) >= 70
    assert right / len(places) >= 0.90
