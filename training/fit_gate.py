"""Learning whether there is AI in a story.

Most stories without AI are one author's, so with that author left out there are few to learn from. What helps are
the single sentences, by ten other authors: near misses that tell of work without AI, beside sentences that show a
criterion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.corpus import FOLDS, items
from workbench.depth.gate import Gate, describe_gate
from workbench.depth.ngrams import tokens
from workbench.depth.signals import NAMES, signals

Floats = NDArray[np.float64]
_AI = {"AI word", "AI hint"}


def single_signs() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which single sentences tell of AI, and which surely do not; the rest stays out."""
    shows = np.array([i.levels.max() > 0 for i in items()])
    names = np.array([bool(_AI & set(signals(i.text, tokens(i.text)))) for i in items()])
    return shows, ~shows & ~names


def fit_gate(
    vectors: Floats,
    owner: NDArray[np.int64],
    kinds: Floats,
    ai: NDArray[np.bool_],
    learn: NDArray[np.bool_],
) -> Gate:
    """Learn from the stories `learn` and all single sentences; `vectors` holds story sentences, then single ones."""
    count = len(owner)
    yes, no = single_signs()
    named = kinds[:, NAMES.index("AI word")] > 0
    positive = np.concatenate([count + np.flatnonzero(yes), np.flatnonzero((learn & ai)[owner] & named)])
    negative = np.concatenate([count + np.flatnonzero(no), np.flatnonzero((learn & ~ai)[owner])])
    x = np.concatenate([vectors[positive], vectors[negative]])
    y = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    model = LogisticRegression(C=0.003, class_weight="balanced", max_iter=200).fit(x, y)
    weights, bias = model.coef_[0], float(model.intercept_[0])
    tells = vectors[:count] @ weights + bias
    signs = np.stack([describe_gate(tells[owner == i], kinds[owner == i]) for i in range(len(ai))])
    middle, spread = signs[learn].mean(0), signs[learn].std(0) + 1e-6
    story = LogisticRegression(C=0.1, class_weight="balanced").fit((signs[learn] - middle) / spread, ai[learn])
    return Gate(weights, bias, middle, spread, story.coef_[0], float(story.intercept_[0]))


def out_of_fold(
    vectors: Floats,
    owner: NDArray[np.int64],
    kinds: Floats,
    named: NDArray[np.bool_],
    ai: NDArray[np.bool_],
    fold: NDArray[np.int64],
    expected: Floats,
) -> Floats:
    """The chance of AI for each story, its author's fold left out."""
    found = np.zeros(len(ai))
    for f in range(FOLDS):
        gate = fit_gate(vectors, owner, kinds, ai, fold != f)
        for i in np.flatnonzero(fold == f):
            mine = owner == i
            found[i] = gate.chance(vectors[: len(owner)][mine], kinds[mine], bool(named[i]), expected[i])
    return found
