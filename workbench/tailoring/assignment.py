"""The exact heart of planning: stories to slots as an integer programme, solved by HiGHS.

All points are whole numbers, so that `value()` says exactly what a plan is worth, wherever it came from. Ties are
broken by a fixed order (below one point), never by the order in which stories happen to lie in the bank.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

_TIE = 256
"""Tie-breaking units in one point, for each slot. A preference is 63 at most: together they never weigh a point."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Points won once if any of `stories` is told anywhere in the loop."""

    id: str
    points: int
    stories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Slots to fill, what each pairing is worth, and what counts over the whole loop.

    `listener` names who hears a slot: nobody hears a story twice. Each further listener of a story costs `repeat`.
    A pair that `gain` does not hold is not allowed. A slot may stay empty, for nothing.
    """

    listener: Mapping[str, str]
    gain: Mapping[str, Mapping[str, int]]
    covers: tuple[Cover, ...] = ()
    repeat: int = 0
    locks: Mapping[str, str] = field(default_factory=dict)

    def without(self, slot: str, story: str) -> Problem:
        """Return the same problem with one pairing not allowed."""
        kept = {
            name: (points if name != slot else {s: p for s, p in points.items() if s != story})
            for name, points in self.gain.items()
        }
        return replace(self, gain=kept)


Assignment = dict[str, str]
"""Slot id -> story id; an empty slot is not in it."""


def allowed(problem: Problem, chosen: Mapping[str, str]) -> bool:
    """Say whether a plan keeps to the rules: allowed pairs, locks, and no listener hears a story twice."""
    if any(story not in problem.gain.get(slot, {}) for slot, story in chosen.items()):
        return False
    if any(chosen.get(slot) != story for slot, story in problem.locks.items()):
        return False
    heard = [(problem.listener[slot], story) for slot, story in chosen.items()]
    return len(heard) == len(set(heard))


def value(problem: Problem, chosen: Mapping[str, str]) -> int:
    """Return what a plan is worth, in points, exactly."""
    told = set(chosen.values())
    points = sum(problem.gain[slot][story] for slot, story in chosen.items())
    points += sum(cover.points for cover in problem.covers if told & cover.stories)
    return points - problem.repeat * (len(chosen) - len(told))


def preference(slot: str, story: str) -> int:
    """Return a fixed number from 0 to 63 for a pairing: which of two equal plans is taken."""
    return zlib.crc32(f"{slot}\0{story}".encode()) & 63


def solve(problem: Problem) -> Assignment:
    """Return a plan of the greatest worth; of several, the one that the fixed preferences favour.

    Raises `ValueError` if the locks themselves contradict the rules (callers name such wishes before).
    """
    if not allowed(replace(problem, locks={}), problem.locks):
        raise ValueError("the locks contradict the rules")
    if not any(problem.gain.values()):
        return {}
    return _highs(problem, _worth_trying(problem))


def _worth_trying(problem: Problem) -> list[tuple[str, str]]:
    """The pairings that an optimal plan can hold; the others are provably not needed.

    A pairing is left out where at least as many stories as there are slots each beat it, in this slot, by more than
    the covers that would be lost: one of them is always told nowhere else, and taking it instead makes any plan better.
    """
    import numpy as np

    slots = sorted(problem.gain)
    stories = sorted({story for points in problem.gain.values() for story in points})
    weights = np.array([cover.points for cover in problem.covers], dtype=np.int64)
    speaks = np.array([[story in cover.stories for cover in problem.covers] for story in stories], dtype=np.int64)
    speaks = speaks.reshape(len(stories), len(problem.covers))
    lost = (speaks * weights) @ (1 - speaks).T
    lowest = np.iinfo(np.int64).min // 4
    pairs = []
    for slot in slots:
        if slot in problem.locks:
            pairs.append((slot, problem.locks[slot]))
            continue
        points = np.array([problem.gain[slot].get(story, lowest) for story in stories], dtype=np.int64)
        beaten = (points[None, :] > points[:, None] + lost).sum(axis=1)
        pairs += [
            (slot, story)
            for index, story in enumerate(stories)
            if story in problem.gain[slot] and beaten[index] < len(slots)
        ]
    return pairs


def _highs(problem: Problem, pairs: list[tuple[str, str]]) -> Assignment:
    import highspy
    import numpy as np
    from highspy.highs import _Highs as Solver  # type: ignore[attr-defined]

    stories = sorted({story for _, story in pairs})
    place = {story: index for index, story in enumerate(stories)}
    covers = [cover for cover in problem.covers if cover.points > 0 and any(story in place for story in cover.stories)]
    count, width = len(pairs), len(stories)
    # Columns: a binary for each pair; for each story "told" (0..1) and "told again" (0..); a column for each cover.
    told, again, covered = count, count + width, count + 2 * width
    columns = covered + len(covers)

    scale = _TIE * max(1, len(problem.gain))
    cost = np.zeros(columns)
    for index, (slot, story) in enumerate(pairs):
        cost[index] = problem.gain[slot][story] * scale + preference(slot, story)
    cost[again:covered] = -problem.repeat * scale
    cost[covered:] = [cover.points * scale for cover in covers]
    upper = np.ones(columns)
    upper[again:covered] = len(problem.gain)

    rows: list[tuple[list[int], list[float], float, float]] = []
    by_slot: dict[str, list[int]] = {}
    by_heard: dict[tuple[str, str], list[int]] = {}
    by_story: dict[str, list[int]] = {}
    for index, (slot, story) in enumerate(pairs):
        by_slot.setdefault(slot, []).append(index)
        by_heard.setdefault((problem.listener[slot], story), []).append(index)
        by_story.setdefault(story, []).append(index)
    for slot, columns_of in by_slot.items():
        rows.append((columns_of, [1.0] * len(columns_of), 1.0 if slot in problem.locks else 0.0, 1.0))
    rows += [(columns_of, [1.0] * len(columns_of), 0.0, 1.0) for columns_of in by_heard.values() if len(columns_of) > 1]
    for story, columns_of in by_story.items():
        rows.append(
            ([*columns_of, told + place[story], again + place[story]], [1.0] * len(columns_of) + [-1.0, -1.0], 0.0, 0.0)
        )
    for index, cover in enumerate(covers):
        of = [told + place[story] for story in sorted(cover.stories) if story in place]
        rows.append(([covered + index, *of], [1.0] + [-1.0] * len(of), -highspy.kHighsInf, 0.0))

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = cost
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = upper
    lp.row_lower_ = np.array([row[2] for row in rows])
    lp.row_upper_ = np.array([row[3] for row in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum([len(row[0]) for row in rows]))).astype(np.int32)
    lp.a_matrix_.index_ = np.array([index for row in rows for index in row[0]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([number for row in rows for number in row[1]])
    lp.integrality_ = [highspy.HighsVarType.kInteger] * count + [highspy.HighsVarType.kContinuous] * (columns - count)

    # The public class prints a banner on the process's own output while it is built, before it can be silenced:
    # it would stand in the middle of `--json` and of the screen. Its base does the same work without a word.
    solver = Solver()
    solver.setOptionValue("output_flag", False)
    # One thread and a fixed seed: the same plan on every machine, and no helper threads left behind.
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ValueError(f"the planner found no plan: {solver.modelStatusToString(solver.getModelStatus())}")
    chosen = solver.getSolution().col_value
    return {slot: story for index, (slot, story) in enumerate(pairs) if chosen[index] > 0.5}
