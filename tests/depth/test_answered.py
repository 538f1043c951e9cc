"""Answers put into a story: heard for what was asked, and no other criterion falls."""

from __future__ import annotations

import pytest

from themes import catalogue
from workbench import samples
from workbench.depth import read
from workbench.model.story import Answer

CATALOGUE = catalogue()
STORIES = {story.id: story for story in samples.stories()}


@pytest.mark.parametrize(
    ("story_id", "key"), [("clever-reminders", "data.quality"), ("placement-argument", "eval.method")]
)
def test_an_answer_in_the_story_lowers_no_other_criterion(story_id: str, key: str) -> None:
    story = STORIES[story_id]
    said = CATALOGUE.criteria[key].example
    before = read(story, CATALOGUE)
    told = {"action": f"{story.action.rstrip()} {said}"}
    bare = read(story.model_copy(update=told), CATALOGUE)
    assert any(bare.criteria[name].level < each.level for name, each in before.criteria.items()), "the case itself"
    answered = {**told, "answers": [*story.answers, Answer(key=key, question="?", text=said)]}
    after = read(story.model_copy(update=answered), CATALOGUE)
    assert all(after.criteria[name].level >= each.level for name, each in before.criteria.items())
    for reading in after.criteria.values():
        for quote in reading.evidence:
            assert after.parts[quote.part][quote.start : quote.end] == quote.quote


@pytest.mark.parametrize(
    ("said", "kind", "level"),
    [
        ("Bernadette and her sister did so each Friday.", "answered", 1),
        ("Yes, she did.", "answered", 0),
        ("We never checked the labels or the data.", "answered", 0),
        ("Bernadette and her sister did so each Friday.", "somebody_else", 0),
    ],
)
def test_an_answer_that_leans_on_its_question_counts_as_mentioned(said: str, kind: str, level: int) -> None:
    story = STORIES["smarter-claims"]
    answer = Answer.model_validate({"key": "data.quality", "question": "Who checked?", "kind": kind, "text": said})
    told = story.model_copy(update={"result": f"{story.result} {said}"})
    assert read(told, CATALOGUE).criteria["data.quality"].level == 0
    reading = read(told.model_copy(update={"answers": [answer]}), CATALOGUE).criteria["data.quality"]
    assert reading.level == level
    assert [quote.quote for quote in reading.evidence] == [said] * level
