"""The figures that `make eval` prints: agreement, F1, false claims, with 95% intervals by story."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def kappa(gold: Ints, said: Ints) -> float:
    """Quadratic-weighted kappa over everything given, pooled."""
    table = np.zeros((3, 3))
    np.add.at(table, (gold.reshape(-1), said.reshape(-1)), 1)
    distance = (np.arange(3)[:, None] - np.arange(3)[None]) ** 2
    chance = table.sum(1)[:, None] * table.sum(0)[None] / max(table.sum(), 1)
    expected = float((distance * chance).sum())
    return 1.0 - float((distance * table).sum()) / expected if expected else float("nan")


def evidenced_f1(gold: Ints, said: Ints) -> float:
    """F1 of level 2."""
    return f1(gold == 2, said == 2)


def present_f1(gold: Ints, said: Ints) -> float:
    """F1 of level 1 or 2."""
    return f1(gold >= 1, said >= 1)


def false_evidenced(gold: Ints, said: Ints) -> float:
    """Share of "specific" among the criteria that are not."""
    return float((said[gold < 2] == 2).mean()) if (gold < 2).any() else float("nan")


def f1(gold: Bools, said: Bools) -> float:
    """The harmonic mean of precision and recall, pooled."""
    total = float(gold.sum() + said.sum())
    return 2 * float((gold & said).sum()) / total if total else float("nan")


def interval(measure: Callable[[Ints, Ints], float], gold: Ints, said: Ints, rounds: int = 400) -> tuple[float, float]:
    """95% of what the measure gives when stories are drawn again with replacement (seeded)."""
    draw = np.random.default_rng(7)
    found = []
    for _ in range(rounds):
        pick = draw.integers(0, len(gold), len(gold))
        found.append(measure(gold[pick], said[pick]))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)
