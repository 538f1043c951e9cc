"""Fitting the linear reader: sparse features of a sentence to 36 scores, by L-BFGS.

One penalised logistic regression for all outputs at once. An L2 penalty and a trust for each label
are all it needs; what makes the levels right is the pooling over the story (`training.pooling`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from training.corpus import Floats

MIN_SEEN = 4
"""A feature of fewer sentences than this says more about an author than about a practice."""


@dataclass
class Linear:
    """Weights (features × outputs) and a bias for each output."""

    weights: Floats
    bias: Floats

    def scores(self, x: sparse.csr_matrix) -> Floats:
        """The log-odds of every output for every row."""
        return np.asarray(x @ self.weights + self.bias, dtype=np.float32)


def vocabulary(rows: Sequence[Sequence[str]], min_seen: int = MIN_SEEN, longest: int = 60_000) -> list[str]:
    """The features worth a weight, sorted: seen often enough, at most `longest` of them."""
    seen = Counter(name for row in rows for name in row)
    kept = [(count, name) for name, count in seen.items() if count >= min_seen]
    kept.sort(key=lambda pair: (-pair[0], pair[1]))
    return sorted(name for _, name in kept[:longest])


def rarity(rows: Sequence[Sequence[str]], words: Sequence[str]) -> Floats:
    """Inverse document frequency of each feature, smoothed."""
    seen = Counter(name for row in rows for name in row)
    return np.array([1.0 + np.log((1 + len(rows)) / (1 + seen[w])) for w in words], dtype=np.float32)


def matrix(rows: Sequence[Sequence[str]], words: Sequence[str], idf: Floats) -> sparse.csr_matrix:
    """Rows of unit length, one for each sentence."""
    index = {name: i for i, name in enumerate(words)}
    data: list[Floats] = []
    columns: list[int] = []
    starts = [0]
    for row in rows:
        found = [index[name] for name in row if name in index]
        columns.extend(found)
        starts.append(len(columns))
        values = idf[found]
        data.append(values / max(float(np.sqrt((values * values).sum())), 1e-6))
    return sparse.csr_matrix(
        (np.concatenate(data).astype(np.float32), np.array(columns), np.array(starts)), shape=(len(rows), len(words))
    )


def fit(
    x: sparse.csr_matrix,
    y: Floats,
    trust: Floats,
    penalty: float = 1.0,
    rounds: int = 60,
    start: Linear | None = None,
) -> Linear:
    """Minimise the trusted log loss plus `penalty`/2 times the squared weights."""
    back = sparse.csr_matrix(x.T)
    wide, outputs = x.shape[1], y.shape[1]
    begin = start or Linear(np.zeros((wide, outputs), np.float32), np.full(outputs, -2.0, np.float32))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat[: wide * outputs].reshape(wide, outputs).astype(np.float32)
        z = x @ weights + flat[wide * outputs :].astype(np.float32)
        p = 1.0 / (1.0 + np.exp(-z))
        value = float((trust * (np.logaddexp(0, z) - y * z)).sum()) + 0.5 * penalty * float((weights * weights).sum())
        slope = trust * (p - y)
        gradient = np.concatenate([(back @ slope + penalty * weights).ravel(), slope.sum(0)])
        return value, gradient.astype(np.float64)

    flat = np.concatenate([begin.weights.ravel(), begin.bias]).astype(np.float64)
    done = minimize(loss, flat, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8})
    return Linear(
        done.x[: wide * outputs].reshape(wide, outputs).astype(np.float32), done.x[wide * outputs :].astype(np.float32)
    )
