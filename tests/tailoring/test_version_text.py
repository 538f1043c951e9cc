"""A version as text: what is edited comes back, what is no sentence of the story is refused, nothing is invented."""

from __future__ import annotations

import random

import pytest

from workbench import samples
from workbench.errors import BadInput
from workbench.model.story import Story
from workbench.model.version import Version
from workbench.tailoring.narrative import narrate
from workbench.tailoring.version_text import LEFT_OUT, changed, from_text, numbered, to_text


@pytest.fixture(params=[story.id for story in samples.stories()])
def story(request: pytest.FixtureRequest) -> Story:
    return next(story for story in samples.stories() if story.id == request.param)


def test_a_version_survives_its_text(story: Story) -> None:
    sentences = numbered(story)
    chosen = random.Random(story.id)
    front = chosen.sample(range(1, len(sentences) + 1), 2)
    version = changed(
        Version(story=story.id, target="t"),
        story,
        fields={"headline": "What came of it", "opening": "result", "closing": "For you."},
        order=front,
        drop=[number for number in range(1, len(sentences) + 1) if number not in front][:2],
        rewrite={front[0]: "In my own other words."},
    )
    again = from_text(to_text(version, story), version, story)
    assert to_text(again, story) == to_text(version, story)
    assert (again.cut, again.rewrites, again.headline, again.opening) == (
        version.cut,
        version.rewrites,
        version.headline,
        version.opening,
    )
    assert from_text(to_text(Version(), story), Version(), story) == Version()


def test_an_edited_text_tells_only_the_users_words(story: Story) -> None:
    from themes import catalogue

    lines = to_text(Version(), story).split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("[1]"))
    lines[first] = "[1] I say it so for them."
    version = from_text("\n".join(lines), Version(story=story.id, target="t"), story)
    told = narrate(story, samples.targets()[0], None, catalogue(), version=version).narrative
    allowed = {*numbered(story), "I say it so for them."}
    assert all(line.text in allowed or line.kind in ("frame", "safe", "bridge") for line in told.lines)
    assert "I say it so for them." in [line.text for line in told.lines]
    assert numbered(story)[0] not in [line.text for line in told.lines]


def test_what_a_version_cannot_say_is_refused_and_named() -> None:
    story = Story(id="s", action="I moved the line. It held. Nobody left.")
    for text, place in (
        ("[1] One\n\nA new sentence.", "Line 3"),
        ("[9] One", "Line 1"),
        ("[1] One\n[1] Two", "Line 2"),
        ("opening: grand\n\n[1] I moved the line.", "opening"),
    ):
        with pytest.raises(BadInput, match=place):
            from_text(text, Version(), story)
    with pytest.raises(BadInput, match="no sentence 4"):
        changed(Version(), story, drop=[4])
    with pytest.raises(BadInput, match="no “title”"):
        changed(Version(), story, fields={"title": "x"})


def test_moving_and_leaving_out_by_lines() -> None:
    story = Story(id="s", action="I moved the line. It held. Nobody left.")
    found = from_text(
        f"headline: Held\n\n[3] Nobody left.\n[1] I moved the line.\n{LEFT_OUT}\n[2] It held.", Version(), story
    )
    assert found.order == ["Nobody left.", "I moved the line."]
    assert found.cut == ["It held."]
    assert (found.headline, found.rewrites) == ("Held", {})
    assert changed(found, story, keep=[2]).cut == []
    # A sentence that was deleted in the text is left out, not lost.
    assert from_text("[1] I moved the line.", Version(), story).cut == ["It held.", "Nobody left."]
