"""The answers that are learnt of a story as a whole, and the cuts of all outputs, set on authors left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.corpus import FOLDS, Gold
from training.figures import evidenced_f1, false_evidenced, kappa
from workbench.depth.labels import CRAFT, THEMES, VALUES

Floats = NDArray[np.float64]
FALSE_LIMIT = 0.05
"""Share of false "specific" among stories with AI that the cuts may allow: what the goals allow of all stories."""
GATE_CUT = 0.4
"""Chance of AI below which a story is read as without AI: silence about a story with AI costs all of its levels."""


def wanted(story: Gold) -> NDArray[np.bool_]:
    """The 48 answers of one story, in the order of `storywide.OUTPUTS`."""
    themes = np.array([t in story.themes for t in THEMES])
    ai = np.array([story.role != "none", story.role == "native"])
    return np.concatenate([ai, story.values >= 1, story.values >= 2, themes, story.craft >= 1, story.craft >= 2])


def answers_of(stories: Sequence[Gold]) -> NDArray[np.bool_]:
    """The answers of all stories."""
    return np.stack([wanted(s) for s in stories])


def set_cuts(chances: Floats, answers: NDArray[np.bool_]) -> Floats:
    """The cut of each output that serves F1 best, drawn half-way to the common one where answers are few."""
    cuts = np.full(answers.shape[1], 0.5)
    grid = np.arange(0.1, 0.91, 0.02)
    v = len(VALUES)
    groups = [range(2, 2 + v), range(2 + v, 2 + 2 * v), range(2 + 2 * v, 2 + 2 * v + len(THEMES))]
    for group in groups:
        columns = list(group)
        common = _best(grid, chances[:, columns], answers[:, columns])
        for j in columns:
            own = _best(grid, chances[:, [j]], answers[:, [j]])
            trust = answers[:, j].sum() / (answers[:, j].sum() + 100.0)
            cuts[j] = trust * own + (1 - trust) * common
    for j in range(answers.shape[1] - 2 * len(CRAFT), answers.shape[1]):
        right = [((chances[:, j] >= c) == answers[:, j]).mean() for c in grid]
        cuts[j] = grid[int(np.argmax(right))]
    ai = answers[:, 0]
    cuts[0] = GATE_CUT
    right = [((chances[ai, 1] >= c) == answers[ai, 1]).mean() for c in grid]
    cuts[1] = grid[int(np.argmax(right))]
    return np.round(cuts, 3)


def _best(grid: Floats, chances: Floats, answers: NDArray[np.bool_]) -> float:
    scores = [_f1(chances >= c, answers) for c in grid]
    return float(grid[int(np.argmax(scores))])


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    hit = float((said & true).sum())
    return 2 * hit / max(float(said.sum() + true.sum()), 1.0)


def level_cuts(expected: Floats, levels: NDArray[np.int64], limit: float = FALSE_LIMIT) -> tuple[float, float]:
    """The cuts on the expected level above which it is 1 and 2: the best kappa and F1 with few false "specific".

    One pair for all criteria: cuts of their own, from so few stories, were measured to carry over worse.
    """
    best, chosen = -np.inf, (0.7, 1.2)
    said, true = expected.reshape(-1), levels.reshape(-1)
    for low in np.arange(0.3, 1.05, 0.05):
        for high in np.arange(0.9, 1.75, 0.05):
            level = (said >= low).astype(np.int64) + (said >= high)
            agreement = kappa(true, level) + evidenced_f1(true, level)
            worth = agreement - 8.0 * max(0.0, false_evidenced(true, level) - limit)
            if worth > best:
                best, chosen = worth, (float(low), float(high))
    return round(chosen[0], 3), round(chosen[1], 3)


def crossed_cuts(
    expected: Floats,
    levels: NDArray[np.int64],
    ai: NDArray[np.bool_],
    fold: NDArray[np.int64],
    limit: float = FALSE_LIMIT,
) -> Floats:
    """Cuts for measuring: each fold's are set on the other folds' stories with AI. Stories × 2."""
    made = np.zeros((len(levels), 2))
    for f in range(FOLDS):
        learn = (fold != f) & ai
        made[fold == f] = level_cuts(expected[learn], levels[learn], limit)
    return made
