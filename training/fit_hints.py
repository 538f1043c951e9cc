"""Learning what single sentences hint at: values, themes, AI role. From the labelled snippets, by authors of no given
story, so that the hints are the same for all folds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.corpus import snippets
from workbench.depth.hints import HINTS, Hints

Floats = NDArray[np.float64]
STRENGTH = 0.01
"""Inverse of the penalty."""


def fit_hints(vectors: Floats) -> Hints:
    """One penalised regression for each hint; `vectors` holds those of the snippets."""
    answers = np.stack([s.answers for s in snippets()])
    asked = np.stack([s.asked for s in snippets()]) > 0
    weights, bias = np.zeros((vectors.shape[1], HINTS)), np.zeros(HINTS)
    for j in range(HINTS):
        model = LogisticRegression(C=STRENGTH, max_iter=300)
        model.fit(vectors[asked[:, j]], answers[asked[:, j], j])
        weights[:, j], bias[j] = model.coef_[0], model.intercept_[0]
    return Hints(weights, bias)
