"""Words near in meaning, quotes that speak to the question, and what comes nearest to a clause."""

from __future__ import annotations

import pytest

from themes.schema import Catalogue, Clause
from workbench import depth, samples
from workbench.tailoring.ask import answer, explained
from workbench.tailoring.map import principle_map
from workbench.tailoring.matching import alike, near, shared
from workbench.tailoring.meanings import meanings
from workbench.tailoring.nearest import nearest
from workbench.tailoring.phrases import tokens
from workbench.tailoring.questions import Asks
from workbench.tailoring.told import Told, tell


@pytest.fixture(scope="module")
def shelf(catalogue: Catalogue) -> list[Told]:
    stories = [story for story in samples.stories() if story.state != "retired"]
    return [tell(story, depth.read(story, catalogue), catalogue) for story in stories]


def _story(shelf: list[Told], name: str) -> Told:
    return next(told for told in shelf if told.story.id == name)


def _likeness(left: str, right: str) -> float:
    known = meanings()
    return float(known.vectors[known.rows[tokens(left)[0]]] @ known.vectors[known.rows[tokens(right)[0]]])


def test_words_that_mean_the_same_lie_nearer_than_words_that_do_not() -> None:
    pairs = (("invoice", "bill", "nurse"), ("doctor", "physician", "lorry"), ("argue", "quarrel", "spreadsheet"))
    for word, kin, other in pairs:
        assert _likeness(word, kin) > _likeness(word, other) + 0.15, word


def test_a_word_without_a_vector_is_met_by_itself_alone(shelf: list[Told]) -> None:
    story = _story(shelf, "whose-voice")
    strange = tuple(tokens("Lerno xyzzy"))
    assert near(("xyzzyplugh",), story.held) == 0.0
    assert shared(strange, story.held) > 0.0
    assert -1.0 <= alike(strange, story.held) <= 1.0


def test_what_a_story_shares_with_any_question_counts_against_it(shelf: list[Told]) -> None:
    long, short = _story(shelf, "practice-inbox-drafts").held, _story(shelf, "ask-the-handbook").held
    assert long.usual_words > short.usual_words
    assert long.usual_sense > 0


def test_privacy_finds_the_story_that_is_about_it(catalogue: Catalogue, shelf: list[Told]) -> None:
    for question in ("user privacy", "tell me about a time you protected user privacy"):
        assert answer(Asks.of(catalogue).read(question), shelf, catalogue).answers[0].story == "whose-voice"


def test_ones_own_mind_is_not_anothers(catalogue: Catalogue) -> None:
    asks = Asks.of(catalogue)
    own = asks.read("Tell me about a time when you changed your mind about something fundamental.").deeds
    other = asks.read("Tell me about a time you changed a director's mind with evidence.").deeds
    assert own.get("changed_mind", 0) > own.get("evidence_upwards", 0) == 0
    assert other["evidence_upwards"] > other.get("changed_mind", 0)


@pytest.mark.parametrize(
    ("question", "story", "says"),
    [
        ("When did you get several functions to do something that none of them wanted?", "whose-voice", "one table"),
        ("When did you change your mind about something fundamental?", "tuesday-the-model-changed", "had believed"),
        ("Which product are you proudest of, and what changed because of it?", "hospital-letters", "to one"),
    ],
)
def test_a_quote_speaks_to_the_question(
    catalogue: Catalogue, shelf: list[Told], question: str, story: str, says: str
) -> None:
    assert says in explained(Asks.of(catalogue).read(question), _story(shelf, story), catalogue).quote


def test_where_no_sentence_speaks_to_the_question_none_is_shown(catalogue: Catalogue, shelf: list[Told]) -> None:
    found = explained(
        Asks.of(catalogue).read("How did you reduce the use of energy?"), _story(shelf, "whose-voice"), catalogue
    )
    assert found.quote == ""
    assert found.why


def test_a_deed_is_no_reason_where_no_sentence_tells_it(catalogue: Catalogue, shelf: list[Told]) -> None:
    probing = Asks.of(catalogue).read("How did you reduce the use of energy?")
    for told in shelf:
        if not any("energy" in here for here in told.found) and told.stands_out["energy"] < 1.5:
            assert "energy" not in explained(probing, told, catalogue).why


def test_the_nearest_story_tells_what_the_clause_is_about(catalogue: Catalogue, shelf: list[Told]) -> None:
    def clause(pack: str, title: str) -> Clause:
        principles = catalogue.packs[pack].principles
        return next(each for one in principles for each in one.clauses if each.title == title)

    coaching = nearest(clause("amazon-leadership-principles", "Hire and Develop the Best"), shelf, catalogue)
    assert coaching is not None
    assert coaching[0] == "leaving-product-manager"
    assert "helped people grow" in coaching[1]
    assert nearest(clause("oecd-ai-principles-2024", "Benefit to the planet"), shelf, catalogue) is None


def test_an_empty_clause_says_that_nothing_comes_near(catalogue: Catalogue, shelf: list[Told]) -> None:
    stories = [told.story for told in shelf]
    readings = {told.story.id: told.reading for told in shelf if told.reading is not None}
    pack = catalogue.packs["oecd-ai-principles-2024"]
    rows = {row.title: row for row in principle_map(stories, readings, [pack], catalogue, shelf=shelf).rows()}
    gap = rows["Benefit to the planet"].gap
    assert gap is not None
    assert gap.nearest is None
    assert "No story of the bank comes near it." in gap.write
