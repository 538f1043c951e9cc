"""A reader of a cut alone can say what the teller decided.

`tests/gold/decisions.json` holds for every sample what was decided, and which of the user's sentences say so; it was
written by reading the stories, not the cuts. Each cut holds one of them. One sample decides nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from themes.schema import Catalogue
from workbench import depth, samples
from workbench.tailoring.cuts import cut
from workbench.tailoring.emphasis import sentences_of
from workbench.tailoring.narrative import narrate

DECISIONS: dict[str, dict[str, object]] = json.loads(
    (Path(__file__).parents[1] / "gold" / "decisions.json").read_text(encoding="utf-8")
)


def said(story: str) -> set[str]:
    sentences = DECISIONS[story]["sentences"]
    assert isinstance(sentences, list)
    return set(sentences)


def test_decisions_are_the_users_own_sentences() -> None:
    stories = {story.id: story for story in samples.stories()}
    assert DECISIONS.keys() == stories.keys()
    assert [name for name in stories if not said(name)] == ["smarter-claims"]
    for name, story in stories.items():
        assert said(name) <= {sentence.text for sentence in sentences_of(story)}


@pytest.mark.parametrize("limit", [30, 90, 180])
def test_every_cut_of_every_sample_says_what_was_decided(catalogue: Catalogue, limit: int) -> None:
    missing = []
    for story in samples.stories():
        reading = depth.read(story, catalogue)
        for target in samples.targets():
            for rate in (120, 140, 160):
                told = narrate(story, target, reading, catalogue, words_per_minute=rate)
                made = cut(told.narrative, told.weighed, reading, limit, rate, catalogue)
                told_lines = {line.source for line in made.lines}
                if (
                    said(story.id)
                    and not said(story.id) & told_lines
                    and not any("decision" in why for why in made.lacks)
                ):
                    missing.append((story.id, target.id, rate))
    assert missing == []
