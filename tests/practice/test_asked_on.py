from __future__ import annotations

from datetime import UTC, datetime

from workbench.model.practice import Mock, Played
from workbench.model.story import Story
from workbench.model.tailored import AskedProbe
from workbench.practice.mock import asked_on, followed_up, not_held, rated
from workbench.practice.tonight import tonight

METRIC = AskedProbe("probe.metric", "metric", "How was it measured?", "Only mentioned: method.", "", None)
OWN = AskedProbe(
    "probe.own-part", "own part", "Which part was yours?", "It is not clear which part was yours.", "", None
)


def played(*questions: str) -> Mock:
    asked = [Played(question=each, story="a") for each in questions]
    return Mock(target="t", round="r", started=datetime(2027, 2, 1, tzinfo=UTC), questions=asked)


def test_the_likeliest_is_asked_and_none_twice() -> None:
    mock = asked_on(rated(played("one", "two", "three"), 0, 3, 80), 0, [METRIC, OWN])
    assert (mock.questions[0].probe, mock.questions[0].probe_why) == (METRIC.text, METRIC.why)
    assert mock.asking_on == 0
    mock = followed_up(mock, 0, True, 20)
    assert mock.asking_on is None
    mock = asked_on(rated(mock, 1, 3, 80), 1, [METRIC, OWN])
    assert mock.questions[1].probe == OWN.text
    mock = asked_on(rated(followed_up(mock, 1, False, 5), 2, 3, 80), 2, [METRIC, OWN])
    assert mock.questions[2].probe == ""
    assert mock.asking_on is None
    assert not_held([mock]) == {("a", OWN.text)}
    later = followed_up(asked_on(rated(played("one"), 0, 3, 80), 0, [OWN]), 0, True, 5)
    assert not_held([mock, later]) == set(), "it was answered when it was asked again"


def test_an_answer_in_which_the_own_part_stayed_unclear_is_asked_after_it() -> None:
    assert asked_on(rated(played("one"), 0, 2, 80), 0, [METRIC, OWN]).questions[0].probe == OWN.text
    assert asked_on(rated(played("one"), 0, 2, 80), 0, [METRIC]).questions[0].probe == METRIC.text


def test_a_rating_that_is_changed_keeps_what_was_asked() -> None:
    mock = followed_up(asked_on(rated(played("one", "two"), 0, 3, 80), 0, [METRIC]), 0, False, 9)
    again = asked_on(rated(mock, 0, 1, 80), 0, [OWN])
    assert (again.questions[0].probe, again.questions[0].probe_held) == (METRIC.text, False)


def test_tonight_puts_what_was_not_answered_first_for_the_story_it_was_asked_of() -> None:
    stories = {each: Story(id=each, title=each) for each in ("a", "b")}
    waiting = {"a": [METRIC.text, OWN.text], "b": [OWN.text]}
    found = tonight([], stories, {}, waiting, [], datetime(2027, 2, 1, tzinfo=UTC), missed={("b", OWN.text)})
    probes = [(each.story, each.text) for each in found.open if each.kind == "probe"]
    assert probes == [("b", OWN.text), ("a", METRIC.text), ("a", OWN.text)]
