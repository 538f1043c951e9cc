from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from themes.schema import Checklist, ChecklistItem, InterviewQuestion, StoryTheme
from workbench.model.moment import Moment
from workbench.model.practice import Asked, Debrief, Mock, Played, Rehearsal
from workbench.model.story import Claim, Story
from workbench.model.target import Round, Slot, Target
from workbench.practice import calendar, debrief, mock
from workbench.practice.moments import progress, prompts, seed
from workbench.practice.tonight import next_round, tonight

NOW = datetime(2027, 2, 10, 18, tzinfo=UTC)
TODAY = NOW.date()
PACIFIC = timezone(timedelta(hours=-8))


def make_target(days: int = 2, **fields: object) -> Target:
    slots = [Slot(id="s1", question="A launch that slipped?"), Slot(id="s2", question="A trade-off you made?")]
    starts = datetime(2027, 2, 10, 10, tzinfo=PACIFIC) + timedelta(days=days)
    one = Round(id="r1", kind="execution", title="Execution", starts=starts, zone="America/Los_Angeles", slots=slots)
    return Target.model_validate({"id": "t", "company": "Acme", "role": "PM", "rounds": [one], **fields})


LIST = {
    "prep": Checklist(
        id="prep",
        title="Before",
        items=(
            ChecklistItem(id="early", title="Fundamentals", detail="Read them.", days_before=20),
            ChecklistItem(id="late", title="Speak it aloud", detail="Twice.", days_before=1),
        ),
    )
}


def test_the_calendar_carries_over_what_was_not_done_and_keeps_the_zone() -> None:
    found = calendar.entries([make_target()], LIST, TODAY)
    assert [(each.title, each.day, each.carried) for each in found] == [
        ("Fundamentals", TODAY, True),
        ("Speak it aloud", date(2027, 2, 11), False),
        ("Acme: Execution", date(2027, 2, 12), False),
    ]
    assert found[2].detail.startswith("10:00 America/Los_Angeles")


def test_a_ticked_task_keeps_its_day_and_a_moved_one_stands_where_the_user_put_it() -> None:
    found = calendar.entries([make_target(done=["early"])], LIST, TODAY, {"t/late": TODAY})
    by_id = {each.id: each for each in found}
    assert by_id["early"].done
    assert by_id["early"].day == date(2027, 1, 23)
    assert by_id["late"].day == TODAY


def test_a_closed_target_is_not_in_the_calendar() -> None:
    assert calendar.entries([make_target(state="closed")], LIST, TODAY) == []


def test_an_unknown_zone_falls_back_to_the_offset_that_was_written() -> None:
    target = make_target()
    target.rounds[0].zone = "Middle/Earth"
    starts = calendar.in_zone(target.rounds[0])
    assert starts is not None
    assert starts.utcoffset() == timedelta(hours=-8)


def test_the_next_round_is_counted_down_across_zones() -> None:
    upcoming = next_round([make_target(0)], NOW)
    assert upcoming is not None
    assert upcoming.countdown == "under way"
    later = next_round([make_target(2)], NOW)
    assert later is not None
    assert later.countdown == "in 2 days"
    assert next_round([make_target(-1)], NOW) is None


def test_tonight_names_what_is_open_for_the_next_round() -> None:
    claim = Claim(id="c", part="result", quote="by half", tag="measured")
    stories = {"a": Story(id="a", title="Slipped launch", claims=[claim]), "b": Story(id="b", title="Other")}
    shown = tonight([make_target()], stories, {"t": {"s1": "a"}}, {"a": ["Why not rules?"], "b": ["?"]}, [], NOW)
    assert [(each.kind, each.text) for each in shown.open] == [
        ("rehearse", "Slipped launch"),
        ("probe", "Why not rules?"),
        ("number", "by half"),
    ]
    lately = Rehearsal(story="a", finished=True, started=NOW - timedelta(days=1))
    rehearsed = tonight([make_target()], stories, {"t": {"s1": "a"}}, {}, [lately], NOW)
    assert [each.kind for each in rehearsed.open] == ["number"]


def test_a_mock_plays_the_slots_then_something_under_pressure() -> None:
    hard = {"leak": InterviewQuestion(id="leak", text="The model leaked a name. Go.", kind="pressure")}
    target = make_target()
    pressure = mock.pressure_question(hard, "execution", TODAY)
    played = mock.begin(target, target.rounds[0], {"s1": "a"}, pressure, NOW)
    assert [each.question for each in played.questions][-1] == "The model leaked a name. Go."
    assert played.questions[0].story == "a"
    for position in range(3):
        played = mock.rated(played, position, 3, seconds=100)
    assert played.finished
    assert mock.own_mean(played) == 3
    with pytest.raises(ValueError, match="rating"):
        mock.rated(played, 0, 9, 1)


def test_a_scenario_already_played_gives_way_to_a_fresh_one() -> None:
    hard = {name: InterviewQuestion(id=name, text=name, kind="pressure") for name in ("a", "b")}
    before = Mock(questions=[Played(question="a")])
    for day in range(4):
        chosen = mock.pressure_question(hard, "any", TODAY + timedelta(days=day), [before])
        assert chosen is not None
        assert chosen.id == "b"


def test_a_friends_ratings_stand_beside_the_own_ones() -> None:
    played = Mock(questions=[Played(question="one", rating=4), Played(question="two", rating=2)])
    both = mock.befriended(played, {0: 2, 1: 2}, {0: "I lost the thread."})
    assert both.questions[0].rating == 4
    assert mock.apart(both)[0][1] == -2
    assert both.questions[0].friend_note == "I lost the thread."


def test_a_debrief_feeds_use_foresight_and_what_is_still_open() -> None:
    target = make_target()
    slots = target.rounds[0].slots
    asked = [Asked(question=slot.question, slot=slot.id, story={"s1": "a"}.get(slot.id)) for slot in slots]
    written = Debrief(target=target.id, round=target.rounds[0].id, held=NOW, asked=asked)
    asked = [*written.asked[:1], Asked(question="Why leave?", story="a", stumbled=True)]
    written = written.model_copy(update={"asked": asked})
    assert debrief.uses([written])["a"].told == 2
    assert debrief.uses([written])["a"].stumbled == 1
    foreseen = debrief.foresight([written], {"t": target})
    assert (foreseen.asked, foreseen.predicted, foreseen.expected) == (2, 1, 2)
    assert debrief.seen_at([written], {"t": target}, "ACME") == ["A launch that slipped?", "Why leave?"]
    assert [each.question for each in debrief.still_open([written], "t")] == ["Why leave?"]


def test_calibration_claims_nothing_from_two_rounds() -> None:
    mocks = [
        Mock(target="t", round=f"r{n}", questions=[Played(question="q", rating=r)]) for n, r in enumerate((4, 4, 2))
    ]
    outcomes = [Debrief(target="t", round=f"r{n}", outcome=o) for n, o in enumerate(("passed", "passed", "rejected"))]
    assert "Too few" in debrief.calibration(outcomes[:2], mocks).sentence
    assert debrief.calibration(outcomes, mocks).sentence.endswith("own ratings point the right way.")


def theme(name: str) -> StoryTheme:
    return StoryTheme(id=name, title=name.title(), summary="", prompts=(f"{name} one", f"{name} two"))


def test_progress_names_what_is_missing_and_prompts_ask_for_it_first() -> None:
    themes = {name: theme(name) for name in ("failure", "impact")}
    stories = [Story(id="a", themes=["impact"]), Story(id="b", themes=["impact"], state="retired")]
    shown = progress(stories, [Moment(text="x")], themes)
    assert shown.sentence == "1 of 20 stories · no story of failure · 1 moment to write"
    assert shown.thin == ("Impact",)
    first = prompts(stories, [], themes, TODAY)
    assert first[0][0].id == "failure"
    assert prompts(stories, [], themes, TODAY + timedelta(days=1))[0][1] != first[0][1]


def test_a_moment_becomes_a_story_that_keeps_its_words() -> None:
    long = "the launch that I held back " * 6
    story = seed(Moment(text=long, theme="failure"))
    assert story.situation == long.strip()
    assert len(story.title) <= 80
    assert story.themes == ["failure"]
