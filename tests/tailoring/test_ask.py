from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from themes.schema import Catalogue
from workbench import depth, samples
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.tailoring.ask import answer, ask, points, score
from workbench.tailoring.hearing import hearing, shipped_encoder
from workbench.tailoring.meeting import meets
from workbench.tailoring.phrases import Phrasebook, stem, tokens
from workbench.tailoring.questions import FAILING, REFUSING, Asks
from workbench.tailoring.told import Told, tell

GOLD = Path(__file__).parents[1] / "gold"
Labelled = Callable[[str], tuple[Story, DepthReport]]


@pytest.fixture(scope="module")
def shelf(catalogue: Catalogue) -> list[Told]:
    stories = [story.model_copy(update={"themes": []}) for story in samples.stories()]
    return [tell(story, depth.read(story, catalogue), catalogue) for story in stories]


def test_questions_find_their_stories(catalogue: Catalogue, shelf: list[Told]) -> None:
    rows = [json.loads(line) for line in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["pool"] == "samples"]
    asks = Asks.of(catalogue)
    three = first = 0
    for row in rows:
        found = [each.story for each in answer(asks.read(row["question"]), shelf, catalogue).answers]
        three += any(row["grades"].get(story) == 3 for story in found)
        first += row["grades"].get(found[0], 0) >= 2
    assert len(rows) >= 50
    assert three / len(rows) >= 0.8
    # As imported, without declared themes; with them more (python -m training.ask tells all).
    assert first / len(rows) >= 0.6


def test_the_judgements_are_enough_and_about_stories_that_exist() -> None:
    rows = [json.loads(line) for line in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    pools = json.loads((GOLD / "question_pool.json").read_text(encoding="utf-8"))
    pools["samples"] = [story.id for story in samples.stories()]
    assert sum(len(row["grades"]) for row in rows) >= 200
    assert len({row["question"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row["grades"]) <= set(pools[row["pool"]]), row["id"]
        assert set(row["grades"].values()) <= {1, 2, 3}
        assert 3 in row["grades"].values()


def test_half_of_the_questions_share_few_words_with_their_story(shelf: list[Told]) -> None:
    from workbench.tailoring.questions import EMPTY

    counts = {told.story.id: told.held.counts for told in shelf}
    rows = [json.loads(line) for line in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    few = []
    for row in rows:
        if row["pool"] == "samples":
            words = set(tokens(row["question"])) - EMPTY
            best = [story for story, grade in row["grades"].items() if grade == 3]
            few.append(min(sum(word in counts[story] for word in words) for story in best) <= 2)
    assert sum(few) >= len(few) / 2


def test_an_answer_quotes_the_story_and_says_why(catalogue: Catalogue, shelf: list[Told]) -> None:
    told = {each.story.id: each for each in shelf}
    found = answer(
        Asks.of(catalogue).read("How did you defend the product against prompt injection?"), shelf, catalogue
    )
    assert found.answers[0].story == "letter-that-gave-orders"
    assert any("attack" in probe for probe in found.probes)
    for each in found.answers:
        story = told[each.story].story
        assert each.quote in getattr(story, each.part)
        assert each.opening in (story.headline, told[each.story].sentences[0].text)
        assert each.why.endswith(".")
    assert [each.points for each in found.answers] == sorted((each.points for each in found.answers), reverse=True)


def test_same_bank_same_answer_whatever_its_order(catalogue: Catalogue, shelf: list[Told]) -> None:
    probing = Asks.of(catalogue).read("a time you disagreed with engineering")
    assert answer(probing, shelf, catalogue) == answer(probing, shelf[::-1], catalogue)


def test_what_no_story_answers_is_said(catalogue: Catalogue, labelled: Labelled) -> None:
    story, reading = labelled("f1-014")
    found = ask("How did you handle prompt injection?", [story], {story.id: reading}, catalogue)
    assert any("abuse" in sentence or "answers it well" in sentence for sentence in found.unanswered)
    nothing = ask("Xyzzy plugh?", [story], {story.id: reading}, catalogue)
    assert any("no kind of deed" in sentence for sentence in nothing.unanswered)
    assert ask("Anything?", [], {}, catalogue).answers == ()


def test_a_question_about_ai_prefers_a_story_with_ai(catalogue: Catalogue, labelled: Labelled) -> None:
    asks = Asks.of(catalogue)
    story, reading = labelled("f1-014")
    told = tell(story, reading, catalogue)
    plain, about = asks.read("When was speed a problem?"), asks.read("When was the speed of an AI a problem?")
    assert not plain.about_ai
    assert about.about_ai
    assert score(about, told) < score(plain, told) + 0.5


def test_points_rise_with_the_score_and_stay_in_their_range() -> None:
    found = [points(value) for value in (-9.0, 0.0, 4.2, 7.0, 99.0)]
    assert found == sorted(found)
    assert (found[0], found[2], found[-1]) == (0, 50, 100)


def test_a_bank_question_brings_what_the_bank_knows_of_it(catalogue: Catalogue) -> None:
    question = next(each for each in catalogue.questions.values() if each.criteria and each.themes)
    found = Asks.of(catalogue).read(question.text, question.id)
    assert all(found.criteria[name] > 0 for name in question.criteria)
    assert all(found.themes[name] > 0 for name in question.themes)


def test_every_deed_is_found_by_its_own_examples(catalogue: Catalogue) -> None:
    asks = Asks.of(catalogue)
    missed = []
    for deed in catalogue.deeds.values():
        assert len(deed.asks_for) >= 3, deed.id
        assert deed.asks
        assert deed.tells
        for example in deed.asks_for[:5]:
            ranked = sorted(asks.read(example).deeds.items(), key=lambda each: -each[1])
            if deed.id not in [name for name, _ in ranked[:3]]:
                missed.append((deed.id, example))
    assert len(missed) <= 12, missed


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("refuse", "refused", "refusing", "refusal"), True),
        (("price", "priced", "prices", "pricing"), True),
        (("plan", "planned", "planning"), True),
        (("decide", "decision", "decided"), True),
        (("study", "studied", "studies"), True),
        (("test", "taste"), False),
    ],
)
def test_stems_join_forms_of_a_word(words: tuple[str, ...], same: bool) -> None:
    assert (len({stem(word) for word in words}) == 1) == same


def test_phrases_match_by_stem_with_choices_and_gaps() -> None:
    book = Phrasebook({"no": ["said no"], "back": ["push|pull ... back"], "not": ["not tell"]})
    assert {name for name, _ in book.hits(tokens("I was saying no, and pushed rather hard back."))} == {"no", "back"}
    assert book.hits(tokens("We didn't tell anybody.")) == [("not", "not tell")]
    assert book.hits(tokens("Pull it one two three four five six back")) == []
    with pytest.raises(ValueError, match="begins and ends"):
        Phrasebook({"x": ["... back"]})


def test_trusting_a_system_too_much_is_no_question_of_scope(catalogue: Catalogue, shelf: list[Told]) -> None:
    asks = Asks.of(catalogue)
    ai = {each.id for each in samples.stories() if each.ai_role != "none"}
    trust = answer(asks.read("Tell me about people trusting a system too much."), shelf, catalogue).answers
    assert all(each.story in ai for each in trust[:3])
    crowded = answer(asks.read("There was too much on the roadmap; what did you do?"), shelf, catalogue).answers
    # Stories that took things off a plan, or hold the word, may stand before it.
    assert "nine-oclock-cut-off" in [each.story for each in crowded[:3]]


def test_who_kept_somebody_is_found_in_the_samples(catalogue: Catalogue) -> None:
    asks = Asks.of(catalogue)
    declared = [tell(story, depth.read(story, catalogue), catalogue) for story in samples.stories()]
    leaving = "How have you kept somebody good who was about to leave?"
    for question in (
        leaving,
        "Tell me about somebody who wanted to quit, and stayed.",
        "How do you retain good people?",
    ):
        assert answer(asks.read(question), declared, catalogue).answers[0].story == "leaving-product-manager"


def test_questions_are_heard_with_the_encoder_that_ships(catalogue: Catalogue) -> None:
    # With another encoder the weights would hear nothing: `python -m training.ask --fit` after training a reader.
    fitted = hearing()
    assert fitted.encoder == shipped_encoder()
    assert fitted.deeds == tuple(catalogue.deeds)
    assert {question.text for question in catalogue.questions.values()} == fitted.known.keys()


def test_questions_in_words_that_no_phrase_knows_are_heard(catalogue: Catalogue) -> None:
    asks = Asks.of(catalogue)
    heard = 0
    wanted = {
        "Somebody upstairs was keen on a thing you thought unwise. What then?": "disagree_up",
        "What did the people doing the job show you that no report did?": "fieldwork",
        "How was anybody able to get a wrong outcome put right?": "appeal",
        "Two raters gave the same picture different names. And then?": "labels",
        "What happened to the product on the day the supplier was unreachable?": "fallback",
        "Which youngster on your team made the largest leap?": "coaching",
        "How did you keep the monthly invoice for compute from exploding?": "cost",
        "The nurses would not touch it in the beginning. What won them over?": "adoption",
        "Which records would you not let anybody look at?": "privacy",
        "The figures were splendid and they were wrong. When?": "misleading_number",
    }
    for question, deed in wanted.items():
        ranked = sorted(asks.read(question).deeds.items(), key=lambda each: -each[1])
        heard += deed in [name for name, _ in ranked[:3]]
    # Words alone hear one of these ten, the encoder six: the ten were chosen to share no word with phrases or examples.
    # Another training moves single questions in or out; with seven asked for, the test would ask for luck.
    assert heard >= 6


def test_a_question_that_says_ai_is_never_met_by_a_story_without_it(catalogue: Catalogue, shelf: list[Told]) -> None:
    asks = Asks.of(catalogue)
    without = {told.story.id for told in shelf if told.reading is not None and told.reading.ai_role == "none"}
    assert without
    for question in (
        "Which AI product are you proudest of?",
        "Tell me about an AI feature on a tracking page.",
        "When did machine learning help you keep somebody good?",
    ):
        probing = asks.read(question)
        assert probing.says_ai
        order = [each.story for each in answer(probing, shelf, catalogue, limit=100).answers]
        assert not without & set(order[: -len(without)]), question
    assert not asks.read("Which business model did you train your team in?").says_ai
    proudest = answer(asks.read("Which AI product are you proudest of?"), shelf, catalogue).answers
    told = {each.story.id: each for each in shelf}
    assert all(told[each.story].checkable >= 6 for each in proudest)
    assert all((told[each.story].reading or DepthReport()).craft.get("craft.result") == 2 for each in proudest)


def test_a_slogan_meets_every_question_and_answers_none(catalogue: Catalogue, shelf: list[Told]) -> None:
    asks = Asks.of(catalogue)
    slogans = [each for each in shelf if each.story.id in ("smarter-claims", "personalised-learning")]
    for question in ("Which AI product are you proudest of?", "Tell me about an AI success story."):
        assert any(each.heard is not None and meets(question, each.heard) > 0.05 for each in slogans), "the case itself"
        found = answer(asks.read(question), shelf, catalogue).answers
        assert not {each.story.id for each in slogans} & {each.story for each in found}


def test_questions_about_peoples_data_find_the_story_that_is_about_them(
    catalogue: Catalogue, shelf: list[Told]
) -> None:
    asks = Asks.of(catalogue)
    for question in (
        "user privacy",
        "sensitive data",
        "How do you handle sensitive data?",
        "Describe a privacy decision.",
    ):
        found = [each.story for each in answer(asks.read(question), shelf, catalogue).answers]
        assert "whose-voice" in found, question
    # It is by kind: a story that proves one thing is about it, a deep one is about many.
    told = {each.story.id: each for each in shelf}
    assert told["whose-voice"].focus["data.governance"] > 0.3
    assert told["hospital-letters"].focus["data.governance"] < 0.3


def test_with_another_encoder_questions_are_read_by_their_words(catalogue: Catalogue) -> None:
    other = replace(hearing(), encoder="another", known={})
    assert other.hear("Tell me about a failure.") == {}


def test_a_question_after_a_failure_or_a_refusal_wants_one(catalogue: Catalogue, shelf: list[Told]) -> None:
    asks = Asks.of(catalogue)
    for question, temper, group in (
        ("Tell me about a failure and what you took from it.", "failure", FAILING),
        ("When did you refuse to build something?", "refusal", REFUSING),
    ):
        probing = asks.read(question)
        assert probing.polarity == temper
        neutral = replace(probing, polarity="any")
        for told in shelf:
            tells = max(told.stands_out[deed] for deed in group) >= 0.2
            assert (score(probing, told) > score(neutral, told)) == tells


def test_a_slogan_is_not_offered_first(catalogue: Catalogue, shelf: list[Told]) -> None:
    slogans = {"personalised-learning", "smarter-claims"}
    for question in ("Which AI product are you proudest of?", "Tell me about responsible AI.", "How do you use data?"):
        found = answer(Asks.of(catalogue).read(question), shelf, catalogue).answers
        assert found[0].story not in slogans, question


@pytest.mark.parametrize(
    ("question", "meant", "not_meant"),
    [
        ("Tell me about somebody you could not convince.", "disagree_up", "evidence_upwards"),
        ("Whom could you not win over?", "disagree_up", "evidence_upwards"),
        ("You couldn't persuade your boss. What then?", "disagree_up", "evidence_upwards"),
        ("How did you convince somebody who would not be convinced?", "evidence_upwards", ""),
        ("Describe a deadline that you did not meet.", "own_mistake", ""),
        ("Describe a deadline that you met.", "deadline", ""),
    ],
)
def test_what_did_not_succeed_is_not_met_by_what_did(
    catalogue: Catalogue, question: str, meant: str, not_meant: str
) -> None:
    deeds = Asks.of(catalogue).read(question).deeds
    assert max(deeds, key=lambda each: deeds[each]) == meant
    assert not not_meant or not_meant not in deeds
