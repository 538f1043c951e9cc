"""Heads for what concerns a story as a whole, and the cuts of all outputs, set on authors left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.corpus import FOLDS, Gold
from workbench.depth.labels import CRAFT, THEMES, VALUES
from workbench.depth.storywide import GATE, Heads

Floats = NDArray[np.float64]
STRENGTH = 0.02
"""Inverse of the penalty: the features are many and the stories few."""


def wanted(story: Gold) -> NDArray[np.bool_]:
    """The 48 answers of one story, in the order of `storywide.OUTPUTS`."""
    themes = np.array([t in story.themes for t in THEMES])
    ai = np.array([story.role != "none", story.role == "native"])
    return np.concatenate([ai, story.values >= 1, story.values >= 2, themes, story.craft >= 1, story.craft >= 2])


def _weights(answers: NDArray[np.bool_], column: int) -> Floats:
    """Stories with and without AI weigh the same in all; native against enabled is learnt from those with AI."""
    if column == 0:
        return np.where(answers[:, 0], 1.0, answers[:, 0].sum() / max((~answers[:, 0]).sum(), 1))
    if column == 1:
        return np.where(answers[:, 0], 1.0, 1e-6)
    return np.ones(len(answers))


def fit_heads(features: Floats, answers: NDArray[np.bool_]) -> Heads:
    """One penalised logistic regression for each output; cuts are still all one half."""
    middle, spread = features.mean(0), features.std(0) + 1e-2
    x = (features - middle) / spread
    weights, bias = np.zeros((x.shape[1], answers.shape[1])), np.zeros(answers.shape[1])
    for j in range(answers.shape[1]):
        columns = slice(-GATE, None) if j == 0 else slice(None)
        strength = 1.0 if j == 0 else STRENGTH
        model = LogisticRegression(C=strength, max_iter=400)
        model.fit(x[:, columns], answers[:, j], sample_weight=_weights(answers, j))
        weights[columns, j], bias[j] = model.coef_[0], model.intercept_[0]
    return Heads(middle, spread, weights, bias, np.full(answers.shape[1], 0.5))


def out_of_fold(features: Floats, answers: NDArray[np.bool_], fold: NDArray[np.int64]) -> Floats:
    """The chances of all outputs for each story, its author's fold left out."""
    chances = np.zeros(answers.shape)
    for f in range(FOLDS):
        heads = fit_heads(features[fold != f], answers[fold != f])
        chances[fold == f] = heads.chances(features[fold == f])
    return chances


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
    balance = [(chances[ai, 0] >= c).mean() + 1.5 * (chances[~ai, 0] < c).mean() for c in grid]
    cuts[0] = grid[int(np.argmax(balance))]
    right = [((chances[ai, 1] >= c) == answers[ai, 1]).mean() for c in grid]
    cuts[1] = grid[int(np.argmax(right))]
    return np.round(cuts, 3)


def _best(grid: Floats, chances: Floats, answers: NDArray[np.bool_]) -> float:
    scores = [_f1(chances >= c, answers) for c in grid]
    return float(grid[int(np.argmax(scores))])


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    hit = float((said & true).sum())
    return 2 * hit / max(float(said.sum() + true.sum()), 1.0)


def level_cuts(expected: Floats, levels: NDArray[np.int64], cost: float = 2.0) -> Floats:
    """For each criterion the cuts on the expected level above which it is 1 and 2.

    Chosen for the least squared error of the level, a false "specific" costing `cost` times as much,
    and drawn towards the common cuts, since a criterion has few stories of its own.
    """
    common = _pair(expected.reshape(-1), levels.reshape(-1), cost)
    made = np.zeros((levels.shape[1], 2))
    for k in range(levels.shape[1]):
        made[k] = 0.4 * np.array(_pair(expected[:, k], levels[:, k], cost)) + 0.6 * np.array(common)
    return np.round(made, 3)


def _pair(expected: Floats, level: NDArray[np.int64], cost: float) -> tuple[float, float]:
    best, chosen = np.inf, (0.7, 1.2)
    for low in np.arange(0.4, 1.21, 0.05):
        for high in np.arange(max(low + 0.1, 0.9), 1.81, 0.05):
            said = (expected >= low).astype(int) + (expected >= high)
            loss = float((((said - level) ** 2) * np.where((said == 2) & (level < 2), cost, 1.0)).sum())
            if loss < best:
                best, chosen = loss, (float(low), float(high))
    return chosen


def crossed_cuts(expected: Floats, levels: NDArray[np.int64], fold: NDArray[np.int64], cost: float = 2.0) -> Floats:
    """Cuts for measuring: each fold's are set on the other folds only. Stories × 18 × 2."""
    made = np.zeros((*levels.shape, 2))
    for f in range(FOLDS):
        made[fold == f] = level_cuts(expected[fold != f], levels[fold != f], cost)
    return made


def answers_of(stories: Sequence[Gold]) -> NDArray[np.bool_]:
    """The answers of all stories."""
    return np.stack([wanted(s) for s in stories])
