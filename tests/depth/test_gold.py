"""The labelled texts that were added keep to the rubric's form, so that nothing is learnt from a slip of the pen."""

from __future__ import annotations

from collections import Counter

from training.corpus import GOLD, OWN, OWN_SINGLE, SINGLE, SNIPPETS, items, read_lines, snippets, stories
from workbench.depth.labels import CRITERIA, THEMES, VALUES


def test_every_quote_of_our_own_stories_stands_in_one_part_and_every_level_has_one() -> None:
    for story in (s for s in stories() if not s.given):
        for level, name in zip(story.levels, CRITERIA, strict=True):
            assert bool(level) == bool(story.quotes[name]), (story.id, name)
            for quote in story.quotes[name]:
                assert any(quote in text for text in story.parts.values()), (story.id, name, quote)


def test_a_story_without_ai_has_no_level() -> None:
    assert [s.id for s in stories() if s.role == "none" and s.levels.any()] == []


def test_ids_are_given_once_and_no_text_was_taken_over_from_the_given_ones() -> None:
    assert [i for i, many in Counter(s.id for s in stories()).items() if many > 1] == []
    assert [i for i, many in Counter(i.id for i in items()).items() if many > 1] == []
    given = {str(row["text"]).casefold() for row in read_lines(GOLD / SINGLE)}
    own = [str(row["text"]).casefold() for row in read_lines(GOLD / OWN_SINGLE)]
    assert len(own) == len(set(own))
    assert not given & set(own)
    told = {"\n".join(s.parts.values()).casefold() for s in stories() if s.given}
    assert not [s.id for s in stories() if not s.given and "\n".join(s.parts.values()).casefold() in told]


def test_snippets_name_values_and_themes_that_exist() -> None:
    for row in read_lines(GOLD / SNIPPETS):
        themes, values = row.get("themes"), row.get("values")
        assert isinstance(themes, list)
        assert isinstance(values, dict)
        assert set(themes) <= set(THEMES)
        assert set(values) <= set(VALUES)
    asked = [s.asked for s in snippets()]
    assert min(sum(a[hint] for a in asked) for hint in range(1, len(asked[0]))) > 100, "each hint has a hundred"
    assert len(read_lines(GOLD / OWN)) == sum(not s.given for s in stories())
