from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from themes.schema import Catalogue
from workbench import depth, samples
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.model.tailored import Plan, PlannedSlot, Spare
from workbench.tailoring.hygiene import FEW, MANY, active, duplicates, overused, stale
from workbench.tailoring.lens import advice, lens_for
from workbench.tailoring.loop import rounds_from

Labelled = Callable[[str], tuple[Story, DepthReport]]
TODAY = date(2026, 11, 25)


def planned(*names: str) -> Plan:
    slots = tuple(PlannedSlot(f"r{at}", "", f"s{at}", "Q?", "behavioural", name, "") for at, name in enumerate(names))
    return Plan("t", slots, (), (Spare("r0", "spare", ""),), (), {}, (), 0)


def test_a_retelling_is_a_duplicate_and_two_stories_of_one_product_are_not() -> None:
    stories = samples.stories()
    assert duplicates(stories) == []
    first = stories[0]
    words = first.action.split(". ")
    retold = first.model_copy(
        update={"id": "retold", "action": ". ".join(words[1:] + words[:1]), "title": "The cut-off again"}
    )
    (pair,) = duplicates([*stories, retold])
    assert {pair.left, pair.right} == {first.id, "retold"}
    assert "Both speak of" in pair.why


def test_old_stories_are_named_oldest_first() -> None:
    stories = [
        Story(id="new", when="2025"),
        Story(id="old", when="spring 2012"),
        Story(id="older", when="2001–2003"),
        Story(id="when"),
    ]
    assert [kept.story for kept in stale(stories, TODAY)] == ["older", "old", "when"]


def test_a_story_without_a_year_or_long_untouched_is_to_be_looked_at() -> None:
    touched = datetime(2025, 10, 1, tzinfo=UTC)
    stories = [
        Story(id="fresh", when="2025", updated_at=datetime(2026, 11, 1, tzinfo=UTC)),
        Story(id="resting", when="2024", updated_at=touched),
        Story(id="when", when="", updated_at=touched),
    ]
    found = {kept.story: kept.why for kept in stale(stories, TODAY)}
    assert list(found) == ["when", "resting"]
    assert "no year" in found["when"]
    assert "01 Oct 2025" in found["resting"]


def test_overuse_counts_loops_and_repeats() -> None:
    stories = [Story(id=name) for name in "abc"]
    found = {
        kept.story: kept.why for kept in overused(stories, [planned("a", "b"), planned("a"), planned("a", "c", "c")])
    }
    assert set(found) == {"a", "c"}
    assert "3 loops" in found["a"]
    assert "2 times" in found["c"]


def test_eight_to_twelve_stories_stay_active_and_the_rest_may_rest(catalogue: Catalogue) -> None:
    stories = samples.stories()
    readings = {story.id: depth.read(story, catalogue) for story in stories}
    for told in (["half-the-cost"], [story.id for story in stories[:14]]):
        found = active(stories, readings, planned(*told), catalogue)
        keep = [kept.story for kept in found if kept.advice == "keep"]
        # What the plan tells is kept, up to twelve; beyond that it is said what each would cost.
        beyond = [kept for kept in found if kept.advice == "look"]
        assert set(told) <= {*keep, *(kept.story for kept in beyond)}
        assert FEW <= len(keep) <= MANY
        assert len(beyond) == max(0, len(told) - MANY)
        assert all("without it" in kept.why for kept in beyond)
        assert {kept.story for kept in found} == {story.id for story in stories}


def test_every_template_makes_a_loop_with_different_questions(catalogue: Catalogue) -> None:
    for template in catalogue.loops.values():
        rounds = rounds_from(template, catalogue, date(2026, 12, 4), "Europe/Berlin")
        assert 5 <= len(rounds) <= 7
        assert len({round_.id for round_ in rounds}) == len(rounds)
        questions = [slot.question_id for round_ in rounds for slot in round_.slots]
        assert len(set(questions)) == len(questions)
        for round_ in rounds:
            kind = catalogue.rounds[round_.kind]
            assert len(round_.slots) == kind.slots
            assert all(round_.kind in catalogue.questions[str(slot.question_id)].rounds for slot in round_.slots)
            if kind.case:
                assert any(slot.kind == "case" for slot in round_.slots)
            assert round_.starts is not None
            assert round_.starts.weekday() < 5
            assert round_.starts.tzinfo == ZoneInfo("Europe/Berlin")
        starts = [round_.starts for round_ in rounds if round_.starts is not None]
        assert starts == sorted(starts)
        assert 35 <= (starts[-1] - starts[0]).days <= 70


def test_a_first_moment_keeps_its_hour_and_no_date_is_no_date(catalogue: Catalogue) -> None:
    template = next(iter(catalogue.loops.values()))
    first = datetime(2026, 12, 3, 15, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    rounds = rounds_from(template, catalogue, first)
    assert rounds[0].starts == first
    assert rounds[1].starts is not None
    assert (rounds[1].starts.hour, rounds[1].starts.minute) == (15, 30)
    assert all(round_.starts is None for round_ in rounds_from(template, catalogue))


def test_a_lens_shows_what_its_audience_listens_for(catalogue: Catalogue, labelled: Labelled) -> None:
    story, reading = labelled("d6-012")
    found = advice(story, reading, catalogue.lenses["legal"], catalogue)
    told = {line.criterion: line.quote for line in found.lines}
    assert told["rai.accountability"]
    assert told["rai.accountability"] in story.action
    text = Story(id="s", action="We used retrieval-augmented generation and an A/B test.")
    terms = advice(text, None, catalogue.lenses["recruiter"], catalogue).plain
    assert all(term in text.action for term, _ in terms)
    assert advice(text, None, catalogue.lenses["engineer"], catalogue).plain == ()


def test_the_lens_follows_the_interviewers_role(catalogue: Catalogue) -> None:
    found = [
        lens_for(role, catalogue)
        for role in ("Senior Recruiter", "Staff Engineer", "Privacy Counsel", "VP Product", "")
    ]
    assert [lens.id if lens else None for lens in found] == ["recruiter", "engineer", "legal", "executive", None]
