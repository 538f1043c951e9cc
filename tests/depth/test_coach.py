"""The trade's known mistakes, found in the text with their place; and excused where the reading excuses them."""

from __future__ import annotations

import time

import pytest

from themes import catalogue
from workbench.depth.coach import mistakes
from workbench.depth.sentences import Sentence, split
from workbench.model.story import Part

COACHED = catalogue().coach


def cut(**parts: str) -> list[Sentence]:
    names: list[Part] = ["situation", "task", "action", "result", "learning"]
    return [sentence for part in names for sentence in split(part, parts.get(part, ""))]


def ids(sentences: list[Sentence], evidenced: set[str] | None = None, has_ai: bool = True) -> set[str]:
    return {each.id for each in mistakes(sentences, COACHED, evidenced or set(), has_ai)}


def test_the_sentence_is_quoted_where_it_stands() -> None:
    text = "We began in May.\nWe told the model not to give medical advice."
    found = mistakes(split("action", text), COACHED, set(), True)
    prompt = next(each for each in found if each.id == "prompt-as-control")
    assert text[prompt.start : prompt.end] == prompt.quote == "We told the model not to give medical advice."
    assert prompt.heard
    assert prompt.better


def test_what_the_reader_found_specific_excuses_it() -> None:
    sentences = cut(action="We told the model not to give medical advice.")
    assert "prompt-as-control" in ids(sentences)
    assert "prompt-as-control" not in ids(sentences, {"eval.method"})


def test_a_story_without_ai_cannot_bolt_it_on() -> None:
    sentences = cut(action="We added a chatbot to the portal to improve the customer experience.")
    assert "bolt-on" in ids(sentences)
    assert "bolt-on" not in ids(sentences, has_ai=False)


def test_a_mistake_of_the_result_is_looked_for_there() -> None:
    told = cut(action="I graded 200 replies.", result="The launch was a great success and very well received.")
    assert "no-result" in ids(told)
    better = cut(action="I graded 200 replies.", result="Waiting fell from 9 minutes to 4.")
    assert "no-result" not in ids(better)


def test_a_text_pasted_into_one_part_is_looked_at_whole() -> None:
    assert "we-throughout" in ids(cut(situation="We met the users. We built a prototype. We launched it."))


def test_each_mistake_once_in_the_order_of_the_text() -> None:
    text = "RAG eliminated hallucinations. Ethics was at the heart of everything. RAG eliminated hallucinations."
    found = mistakes(cut(action=text, result="Waiting fell from 9 minutes to 4."), COACHED, set(), True)
    assert [each.id for each in found] == ["retrieval-solved", "ethics-abstract"]


def test_all_that_the_trade_knows_is_there() -> None:
    assert len(COACHED) >= 20
    assert all(each.heard and each.better for each in COACHED.values())


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "(" * 10_000,
        "we " * 100_000,
        "vendor " * 60_000,
        "saved 5 " * 60_000,
        "prompt quality " * 30_000,
    ],
)
def test_hostile_text_costs_little(text: str) -> None:
    sentences = split("action", text)
    began = time.process_time()
    mistakes(sentences, COACHED, set(), True)
    assert time.process_time() - began < 12
