"""Learning whether there is AI in a story.

Sentences teach it first: near misses that tell of work without AI, beside sentences that show a criterion. Then the
stories: how those signs, the names of AI, what the criteria found and both readers' opinions are to be weighed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.corpus import FOLDS, items
from workbench.depth.gate import Gate, describe_gate
from workbench.depth.ngrams import tokens
from workbench.depth.signals import NAMES, signals

Floats = NDArray[np.float64]
STRENGTH = 0.01
"""Inverse of the penalty of the weighing."""
_AI = {"AI word", "AI hint"}


def single_signs() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which single sentences tell of AI, and which surely do not; the rest stays out."""
    shows = np.array([i.levels.max() > 0 for i in items()])
    names = np.array([bool(_AI & set(signals(i.text, tokens(i.text)))) for i in items()])
    return shows, ~shows & ~names


@dataclass(frozen=True)
class Known:
    """What the gate may look at: vectors of story sentences and then of single ones, and for each story its signs."""

    vectors: Floats
    owner: NDArray[np.int64]
    kinds: Floats
    named: NDArray[np.bool_]
    ai: NDArray[np.bool_]
    expected: Floats
    opinions: Floats
    untaught: NDArray[np.bool_]
    """Stories whose sentences the encoder never saw: only they show what a stranger's story will look like."""

    def signs(self, tells: Floats) -> Floats:
        """Stories × signs."""
        rows = []
        for i in range(len(self.ai)):
            mine = self.owner == i
            rows.append(
                describe_gate(tells[mine], self.kinds[mine], bool(self.named[i]), self.expected[i], self.opinions[i])
            )
        return np.stack(rows)


def fit_gate(known: Known, learn: NDArray[np.bool_]) -> Gate:
    """Learn from the stories `learn` and all single sentences."""
    count = len(known.owner)
    learn = learn & known.untaught
    yes, no = single_signs()
    word = known.kinds[:, NAMES.index("AI word")] > 0
    positive = np.concatenate([count + np.flatnonzero(yes), np.flatnonzero((learn & known.ai)[known.owner] & word)])
    negative = np.concatenate([count + np.flatnonzero(no), np.flatnonzero((learn & ~known.ai)[known.owner])])
    x = np.concatenate([known.vectors[positive], known.vectors[negative]])
    y = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    model = LogisticRegression(C=0.003, class_weight="balanced", max_iter=200).fit(x, y)
    weights, bias = model.coef_[0], float(model.intercept_[0])
    signs = known.signs(known.vectors[:count] @ weights + bias)
    middle, spread = signs[learn].mean(0), signs[learn].std(0) + 1e-6
    weighing = LogisticRegression(C=STRENGTH, class_weight="balanced")
    weighing.fit((signs[learn] - middle) / spread, known.ai[learn])
    return Gate(weights, bias, middle, spread, weighing.coef_[0], float(weighing.intercept_[0]))


def out_of_fold(known: Known, fold: NDArray[np.int64]) -> Floats:
    """The chance of AI for each story, its author's fold left out."""
    found = np.zeros(len(known.ai))
    for f in range(FOLDS):
        gate = fit_gate(known, fold != f)
        for i in np.flatnonzero(fold == f):
            mine = known.owner == i
            found[i] = gate.chance(
                known.vectors[: len(known.owner)][mine],
                known.kinds[mine],
                bool(known.named[i]),
                known.expected[i],
                known.opinions[i],
            )
    return found
