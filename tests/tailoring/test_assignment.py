"""The plan is optimal: proved against every possible assignment on small cases."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.tailoring.assignment import Cover, Problem, allowed, solve, value


def every_plan(problem: Problem) -> list[dict[str, str]]:
    slots = sorted(problem.gain)
    options = [[None, *sorted(problem.gain[slot])] for slot in slots]
    plans = ({slot: story for slot, story in zip(slots, choice, strict=True) if story} for choice in product(*options))
    return [plan for plan in plans if allowed(problem, plan)]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    stories = [f"s{number}" for number in range(draw(st.integers(1, 5)))]
    slots = [f"q{number}" for number in range(draw(st.integers(1, 4)))]
    listeners = {slot: draw(st.sampled_from(["ann", "bob", "cy"])) for slot in slots}
    gain = {
        slot: draw(st.dictionaries(st.sampled_from(stories), st.integers(-10, 120), max_size=len(stories)))
        for slot in slots
    }
    covers = tuple(
        Cover(f"c{number}", draw(st.integers(1, 40)), draw(st.frozensets(st.sampled_from(stories), min_size=1)))
        for number in range(draw(st.integers(0, 4)))
    )
    problem = Problem(listeners, gain, covers, draw(st.integers(0, 60)))
    plans = every_plan(problem)
    locks = dict(draw(st.sampled_from(plans))) if draw(st.booleans()) else {}
    kept = {slot: locks[slot] for slot in sorted(locks)[: draw(st.integers(0, 2))]}
    return Problem(listeners, gain, covers, problem.repeat, kept)


@settings(max_examples=80, deadline=None)
@given(problems())
def test_no_plan_is_worth_more(problem: Problem) -> None:
    chosen = solve(problem)
    assert allowed(problem, chosen)
    assert value(problem, chosen) == max(value(problem, plan) for plan in every_plan(problem))


@settings(max_examples=20, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_bank_decides_nothing(problem: Problem, shuffle: object) -> None:
    import random

    assert isinstance(shuffle, random.Random)
    slots = list(problem.gain)
    shuffle.shuffle(slots)
    gain = {}
    for slot in slots:
        stories = list(problem.gain[slot])
        shuffle.shuffle(stories)
        gain[slot] = {story: problem.gain[slot][story] for story in stories}
    turned = Problem(problem.listener, gain, problem.covers, problem.repeat, problem.locks)
    assert solve(turned) == solve(problem)


def test_equal_plans_are_told_apart_by_a_fixed_order_not_by_a_point() -> None:
    gain = {f"q{slot}": {f"s{story}": 50 for story in range(6)} for slot in range(3)}
    problem = Problem(dict.fromkeys(gain, "ann"), gain)
    first = solve(problem)
    assert value(problem, first) == 150
    assert all(solve(problem) == first for _ in range(3))


def test_greedy_would_lose() -> None:
    # Greedy gives the best story to the first question; the second then has nothing.
    problem = Problem({"a": "ann", "b": "ann"}, {"a": {"x": 90, "y": 80}, "b": {"x": 70}})
    assert solve(problem) == {"a": "y", "b": "x"}


def test_a_story_is_told_twice_only_where_that_is_worth_its_cost() -> None:
    gain = {"a": {"x": 80, "y": 60}, "b": {"x": 80, "y": 55}}
    near = Problem({"a": "ann", "b": "bob"}, gain, repeat=30)
    far = Problem({"a": "ann", "b": "bob"}, gain, repeat=10)
    assert set(solve(near).values()) == {"x", "y"}
    assert set(solve(far).values()) == {"x"}


def test_contradicting_locks_are_refused_not_guessed() -> None:
    problem = Problem({"a": "ann", "b": "ann"}, {"a": {"x": 1}, "b": {"x": 1}}, locks={"a": "x", "b": "x"})
    with pytest.raises(ValueError, match="locks"):
        solve(problem)


def test_solving_writes_nothing_to_the_terminal() -> None:
    program = (
        "from workbench.tailoring.assignment import Problem, solve\n"
        "print(solve(Problem({'a': 'ann'}, {'a': {'x': 1, 'y': 2}})))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "{'a': 'y'}\n"
    assert done.stderr == ""
