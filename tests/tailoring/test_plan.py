from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

from workbench.model.project import Artefact, Project
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.model.tailored import Cell, ClauseRow, Fit, PackMap, PrincipleMap
from workbench.model.target import Target
from workbench.tailoring.assignment import allowed, value
from workbench.tailoring.fitting import artefacts_for
from workbench.tailoring.plan import Inputs, Wishes, freshness, in_order, plan, problem_of, what_if

Loop = Callable[..., Target]
TODAY = date(2026, 11, 25)


def inputs(target: Target, fits: dict[str, dict[str, int]], **more: Any) -> Inputs:
    names = sorted({name for each in fits.values() for name in each})
    stories = [Story(id=name, title=name.upper(), **more.get("fields", {}).get(name, {})) for name in names]
    clauses = more.get("clauses", {})
    rows = tuple(
        ClauseRow(clause, f"Clause {clause}", "", "P", "published", True, 2, (), {
            name: Cell(clause, name, strength) for name, strength in cells.items()
        })
        for clause, cells in clauses.items()
    )  # fmt: skip
    return Inputs(
        target=target,
        stories=stories,
        readings={name: DepthReport(story=name, depth="surface") for name in names},
        fits={
            slot: {name: Fit(points, f"{name} said it", f"Why {name}.") for name, points in each.items()}
            for slot, each in fits.items()
        },
        principles=PrincipleMap(tuple(names), (PackMap("pack", "Pack", rows),)),
        today=TODAY,
    )  # fmt: skip


def test_the_plan_is_worth_as_much_as_any_plan_can_be(loop: Loop) -> None:
    target = loop(["one", "two"], ["three"])
    given = inputs(
        target,
        {
            "r0s0": {"a": 80, "b": 60, "c": 30},
            "r0s1": {"a": 85, "b": 40, "d": 55},
            "r1s0": {"a": 70, "b": 65, "c": 64, "d": 20},
        },
        clauses={"fair": {"c": 3, "d": 2}, "open": {"b": 2}},
    )
    found = plan(given)
    problem = problem_of(given, Wishes(), in_order(target, None), {})
    slots = list(problem.gain)
    every = (
        {slot: name for slot, name in zip(slots, choice, strict=True) if name}
        for choice in product(*[[None, *problem.gain[slot]] for slot in slots])
    )
    assert found.points == max(value(problem, each) for each in every if allowed(problem, each))


def test_a_slot_stays_empty_rather_than_bent_and_says_so(loop: Loop) -> None:
    found = plan(inputs(loop(["one", "two"]), {"r0s0": {"a": 90}, "r0s1": {"a": 90, "b": 10}}))
    assert sorted(str(slot.story) for slot in found.slots) == ["None", "a"]
    empty = next(slot for slot in found.slots if slot.story is None)
    assert "same interviewer" in empty.why
    assert any(empty.question in wish for wish in found.wishes)
    bent = plan(inputs(loop(["one"]), {"r0s0": {"b": 10}}))
    assert bent.slots[0].story is None
    assert "bending" in bent.slots[0].why


def test_a_lock_is_kept_and_contradicting_wishes_are_named(loop: Loop) -> None:
    target = loop(["one", "two"], excluded=["b"])
    target.rounds[0].slots[0].locked = "c"
    target.rounds[0].slots[1].locked = "b"
    fits = {"r0s0": {"a": 90, "b": 80, "c": 5}, "r0s1": {"a": 50, "b": 95, "c": 40}}
    found = plan(inputs(target, fits))
    assert found.story_of("r0s0") == "c"
    assert found.slots[0].locked
    assert "do not answer" in found.slots[0].why
    assert found.story_of("r0s1") == "a"
    assert any("excluded" in wish for wish in found.wishes)
    target.rounds[0].slots[1].locked = "c"
    assert any("two questions of one interviewer" in wish for wish in plan(inputs(target, fits)).wishes)
    target.rounds[0].slots[1].locked = "gone"
    assert any("not in the bank" in wish for wish in plan(inputs(target, fits)).wishes)


def test_repeating_costs_and_is_explained(loop: Loop) -> None:
    target = loop(["one"], ["two"])
    spread = plan(inputs(target, {"r0s0": {"a": 80, "b": 60}, "r1s0": {"a": 80, "b": 55}}))
    assert {slot.story for slot in spread.slots} == {"a", "b"}
    again = plan(inputs(target, {"r0s0": {"a": 90, "b": 30}, "r1s0": {"a": 90, "b": 30}}))
    assert [slot.story for slot in again.slots] == ["a", "a"]
    assert again.slots[1].repeats
    assert "Round 0 hears it too" in again.slots[1].why


def test_one_interviewer_of_two_rounds_never_hears_a_story_twice(loop: Loop) -> None:
    target = loop(["one"], ["two"])
    for round_ in target.rounds:
        round_.interviewer = "Ada"
    found = plan(inputs(target, {"r0s0": {"a": 95}, "r1s0": {"a": 95}}))
    assert sorted(str(slot.story) for slot in found.slots) == ["None", "a"]


def test_a_principle_that_only_one_story_speaks_to_can_decide(loop: Loop) -> None:
    fits = {"r0s0": {"a": 62, "b": 60}}
    assert plan(inputs(loop(["one"]), fits)).story_of("r0s0") == "a"
    found = plan(inputs(loop(["one"]), fits, clauses={"fair": {"b": 2}, "open": {}}))
    assert found.story_of("r0s0") == "b"
    assert "Only it speaks to “Clause fair”" in found.slots[0].why
    assert found.covered == {"fair": "b"}
    assert found.uncovered == ("open",)


def test_the_runner_up_costs_what_swapping_it_in_would(loop: Loop) -> None:
    given = inputs(loop(["one", "two"]), {"r0s0": {"a": 80, "b": 70}, "r0s1": {"c": 60}}, clauses={"fair": {"a": 2}})
    found = plan(given)
    problem = problem_of(given, Wishes(), in_order(given.target, None), {})
    for slot in found.slots:
        if slot.runner_up is None:
            continue
        chosen = {each.slot: each.story for each in found.slots if each.story}
        swapped = {**chosen, slot.slot: slot.runner_up.story}
        assert value(problem, chosen) - value(problem, swapped) == slot.runner_up.cost
    assert found.slots[0].runner_up is not None
    assert found.slots[0].runner_up.story == "b"
    assert found.slots[1].runner_up is None


def test_every_story_left_out_says_why(loop: Loop) -> None:
    fields = {"r": {"state": "retired"}}
    fits = {"r0s0": {"a": 90, "b": 70, "r": 99, "x": 95, "z": 3}}
    found = plan(inputs(loop(["one"], excluded=["x"]), fits, fields=fields))
    why = {each.story: each.why for each in found.left_out}
    assert set(why) == {"b", "r", "x", "z"}
    assert why["r"] == "Retired."
    assert "excluded" in why["x"]
    assert "none of these questions" in why["z"]
    assert "“A” (fit 90)" in why["b"]


def test_what_if_leaves_the_plan_and_says_what_it_costs(loop: Loop) -> None:
    given = inputs(loop(["one"], ["two"]), {"r0s0": {"a": 90, "b": 50}, "r1s0": {"b": 80, "c": 40}})
    base = plan(given)
    tried = what_if(given, base, Wishes(without=frozenset({"a"})), "without a")
    assert base.story_of("r0s0") == "a"
    assert "a" not in {slot.story for slot in tried.plan.slots}
    assert tried.cost > 0
    assert {change.slot for change in tried.changes} >= {"r0s0"}
    assert in_order(given.target, "r1")[0].id == "r1"
    first = what_if(given, base, Wishes(first_round="r1"), "r1 first")
    assert first.plan.slots[0].round == "r1"


def test_fresh_stories_weigh_more_and_an_unknown_year_lies_between() -> None:
    ages = [freshness(Story(when=str(year)), TODAY) for year in (2026, 2025, 2024, 2023, 2022, 2015)]
    assert ages == sorted(ages, reverse=True)
    assert ages[0] == ages[1] == 6
    assert ages[-1] == 0
    assert 0 < freshness(Story(), TODAY) < 6


def test_a_case_brings_a_page_of_shipped_work_before_an_exercise(loop: Loop) -> None:
    target = loop(["design it"])
    target.rounds[0].kind = "responsible-ai"
    target.rounds[0].slots[0].kind = "case"
    page = [Artefact(kind="risks")]
    projects = [Project(id="a", kind="exercise", artefacts=page), Project(id="b", kind="shipped", artefacts=page)]
    assert artefacts_for(target, projects) == {"r0s0": "b/risks"}
    assert artefacts_for(target, []) == {}
