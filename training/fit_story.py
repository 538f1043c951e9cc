"""Fitting the heads for what concerns a story as a whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.corpus import FOLDS
from workbench.depth.labels import CRAFT
from workbench.depth.storywide import OUTPUTS, VIEWS, Heads, View

Floats = NDArray[np.float64]
STRENGTH = {"vector": 0.002, "chances": 0.05, "hints": 0.02, "manner": 0.05}
"""Inverse of the penalty of each view's regressions: the features are many and the stories few."""


def _weights(answers: NDArray[np.bool_], column: int) -> Floats:
    """Native against enabled is learnt from stories with AI only."""
    if column == 1:
        return np.where(answers[:, 0], 1.0, 1e-6)
    return np.ones(len(answers))


def mixing() -> Floats:
    """How much each view counts: values, themes and role by all but the manner; ownership and learning by the manner
    alone; the result by all. Other mixtures were measured and were worse."""
    made = np.zeros((len(VIEWS), OUTPUTS))
    made[:5] = 0.2
    for j, name in enumerate(CRAFT):
        for column in (OUTPUTS - 2 * len(CRAFT) + j, OUTPUTS - len(CRAFT) + j):
            made[:, column] = (1 / 6, 1 / 6, 1 / 6, 1 / 6, 0, 2 / 6) if name == "craft.result" else (0, 0, 0, 0, 0, 1)
    return made


def fit_heads(seen: Mapping[str, Floats], answers: NDArray[np.bool_]) -> Heads:
    """One penalised logistic regression for each view and output; cuts are still all one half."""
    views = {}
    for view, strength in STRENGTH.items():
        middle, spread = seen[view].mean(0), seen[view].std(0) + 1e-2
        x = (seen[view] - middle) / spread
        weights, bias = np.zeros((x.shape[1], answers.shape[1])), np.zeros(answers.shape[1])
        for j in range(1, answers.shape[1]):  # whether there is AI at all is the gate's to say
            model = LogisticRegression(C=strength, max_iter=300)
            model.fit(x, answers[:, j], sample_weight=_weights(answers, j))
            weights[:, j], bias[j] = model.coef_[0], model.intercept_[0]
        views[view] = View(middle, spread, weights, bias)
    return Heads(views, mixing(), np.full(answers.shape[1], 0.5))


def out_of_fold(seen: Mapping[str, Floats], answers: NDArray[np.bool_], fold: NDArray[np.int64]) -> Floats:
    """The chances of all outputs for each story, its author's fold left out."""
    chances = np.zeros(answers.shape)
    for f in range(FOLDS):
        heads = fit_heads({v: x[fold != f] for v, x in seen.items()}, answers[fold != f])
        for i in np.flatnonzero(fold == f):
            chances[i] = heads.chances({v: x[i] for v, x in seen.items()})
    return chances
