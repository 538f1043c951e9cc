"""One question for each open criterion: specific, seldom twice the same, never about what is said."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from themes import catalogue, words
from workbench import samples
from workbench.depth import read
from workbench.depth.nouns import people_noun, product_noun
from workbench.depth.questions import in_order_of_asking, questions, short
from workbench.model.report import CriterionReading, DepthReport, DimensionCount, Evidence
from workbench.model.story import Answer, Story

CATALOGUE = catalogue()


@cache
def sampled() -> list[tuple[Story, DepthReport]]:
    return [(story, read(story, CATALOGUE)) for story in samples.stories()]


def wording_of(question: str, criterion: str) -> str:
    """The wording that a question was made from, its nouns and quotes masked."""
    entry = CATALOGUE.criteria[criterion]
    by_role = [wording for each in entry.by_role.values() for wording in each]
    people = words.listed("asking").get(f"more.{criterion}", ())
    leads = words.listed("asking")["leads"]
    bare = question
    for lead in leads:
        bare = re.sub(re.escape(lead).replace(r"\{figure\}", "[^”]+"), "", bare)
    for wording in (*entry.questions, *by_role, *entry.mentioned, *people, *words.listed("asking")["gap"]):
        made_of = re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(wording)))
        if made_of.fullmatch(question) or made_of.fullmatch(bare):
            return wording
    raise AssertionError(f"no wording of {criterion} makes: {question}")


def test_no_wording_more_than_three_times_over_the_samples() -> None:
    seen = Counter(wording_of(each.question, each.criterion) for _, report in sampled() for each in report.questions)
    assert seen
    assert [wording for wording, times in seen.items() if times > 3] == []


def test_every_open_criterion_has_one_question_and_no_other() -> None:
    for story, report in sampled():
        answered = {answer.key for answer in story.answers}
        open_ones = {name for name, each in report.criteria.items() if each.level < 2} - answered
        if report.depth in ("not-ai", "not-read"):
            assert report.questions == ()
        else:
            assert sorted(each.criterion for each in report.questions) == sorted(open_ones)


def test_a_question_leads_back_to_its_story() -> None:
    """Somebody who knows the stories and sees the first question: by its quote, else by the product's name."""
    told = [(story, report) for story, report in sampled() if report.questions]
    texts = {
        story.id: " ".join([story.title, *" ".join(report.parts.values()).split()]).lower() for story, report in told
    }
    right = 0
    for story, report in told:
        asked = report.questions[0].question
        quoted = [quote.strip(" …").lower() for quote in re.findall("“([^”]+)”", asked)]
        name = (
            product_noun(story.title, {str(part): text for part, text in report.parts.items()}, report.ai_role)
            .removesuffix(" feature")
            .lower()
        )
        scores = {
            other: 100 * sum(quote in text for quote in quoted) + (text.count(name) if name in asked.lower() else 0)
            for other, text in texts.items()
        }
        right += max(scores, key=lambda other: scores[other]) == story.id
    assert right / len(told) >= 0.8


def test_what_the_text_says_is_quoted_back_and_not_asked_anew() -> None:
    for story, report in sampled():
        for each in report.questions:
            for quote in re.findall("“([^”]+)”", each.question):
                kept = " ".join(quote.strip(" …").split())
                told = " ".join(" ".join(report.parts.values()).split()).replace("“", "‘").replace("”", "’")
                assert kept in told or kept == story.title, (kept, each.question)


@pytest.mark.parametrize("kind", ["answered", "did_not", "somebody_else", "cannot_recall"])
def test_an_answer_of_any_kind_ends_the_question(kind: str) -> None:
    story, report = next((s, r) for s, r in sampled() if len(r.questions) > 3)
    key = report.questions[0].criterion
    answer = Answer.model_validate({"key": key, "question": report.questions[0].question, "kind": kind, "text": "x"})
    answered = story.model_copy(update={"answers": [*story.answers, answer]})
    left = questions(report, answered, CATALOGUE.criteria)
    assert [each.criterion for each in left] == [each.criterion for each in report.questions[1:]]


def made(**levels: CriterionReading) -> DepthReport:
    readings = {name.replace("_", "."): reading for name, reading in levels.items()}
    return DepthReport(
        parts={"action": "I built a triage bot. We never looked at accents. We kept an eye on the triage bot."},
        depth="partial",
        ai_role="native",
        criteria=readings,
        dimensions={"eval": DimensionCount(evidenced=1), "rai": DimensionCount()},
    )


def test_a_gap_is_asked_first_and_by_its_own_words() -> None:
    place = Evidence(part="action", start=22, end=52, quote="We never looked at accents.")
    report = made(
        eval_monitoring=CriterionReading(level=1, score=1.1),
        rai_fairness=CriterionReading(level=0, gap=place),
    )
    first = questions(report, Story(title="Triage"), CATALOGUE.criteria)[0]
    assert first.criterion == "rai.fairness"
    assert "“We never looked at accents”" in first.question


def test_the_thinnest_dimension_is_asked_before_the_others() -> None:
    report = made(
        eval_method=CriterionReading(level=0, score=0.6),
        rai_harm=CriterionReading(level=0, score=0.1),
        rai_oversight=CriterionReading(level=1, score=0.9),
        system_choice=CriterionReading(level=1, score=1.1),
    )
    assert in_order_of_asking(report) == ["rai.oversight", "rai.harm", "eval.method", "system.choice"]


def test_same_text_same_questions_and_every_example_is_given() -> None:
    for story, report in sampled()[:4]:
        again = read(story, CATALOGUE).questions
        assert again == report.questions
        assert all(each.example for each in again)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("We never looked at accents.", "We never looked at accents"),
        ("And we kept an eye on it.", "we kept an eye on it"),
        (
            "The plan to sample thirty replies each Friday, written with our support lead, did not survive.",
            "The plan to sample thirty replies each Friday …",
        ),
    ],
)
def test_a_quote_is_cut_at_a_pause(quote: str, expected: str) -> None:
    assert short(quote) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("The flood", "The severity score was mine. The score fell over. I switched the score off.", "severity score"),
        ("A line", "We had a voice agent that books. The agent asks once.", "voice agent"),
        ("Mail", "The drafts are short. Our drafts help. It makes the drafts shorter.", "drafts feature"),
        ("Letters", "I built a reply drafter for our agents. The first letter was odd.", "reply drafter"),
        # What is measured, one thing of many, a person and the employer are no product.
        ("Letters", "The average score was 4.2. An average score of 4 was the bar; the score rose.", "product"),
        ("Smarter claims", "The model reads claims. Its first letters took a second.", "model"),
        ("At work", "Our health system hired a coach. The coach and a reader said so.", "product"),
        ("Bread", "We sold bread.", "product"),
    ],
)
def test_the_product_is_called_as_the_story_calls_it_where_that_is_sure(title: str, text: str, expected: str) -> None:
    assert product_noun(title, {"action": text}, "native") == expected


def test_people_are_named_only_if_the_story_names_them_twice() -> None:
    assert people_noun({"action": "A nurse rang. Two nurses came, and a clerk."}) == "nurses"
    assert people_noun({"action": "A nurse rang."}) == ""
