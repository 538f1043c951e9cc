"""Choosing the words that a level rests on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.depth.labels import CRITERIA
from workbench.depth.pooling import Floats
from workbench.depth.sentences import Sentence
from workbench.model.report import Evidence

MOST = 2
"""Quotes shown for one criterion."""
NEAR = 1.6
"""A second quote may be so much weaker than the first, in log-odds."""
QUOTABLE = -2.6
"""Log-odds that the best sentence must reach for level 2: without words to point at there is no "specific"."""

_COUNT = len(CRITERIA)


def choose(criterion: int, level: int, scores: Floats, sentences: Sequence[Sentence]) -> list[int]:
    """Numbers of the sentences to quote for `level`, the strongest first; empty if none carries it.

    Sentences are ranked by both outputs, mostly by "2" where the level is 2 and by "≥ 1" where it is 1.
    """
    if level == 0 or not sentences:
        return []
    named, specific = scores[:, criterion], scores[:, _COUNT + criterion]
    strength = 0.7 * specific + 0.3 * named if level == 2 else named
    order = np.argsort(-np.round(strength, 3), kind="stable")
    best = float(strength[order[0]])
    if level == 2 and best < QUOTABLE:
        return []
    return [int(i) for i in order[:MOST] if float(strength[i]) >= best - NEAR]


def quote(sentence: Sentence, why: str) -> Evidence:
    """The sentence as evidence."""
    return Evidence.model_construct(
        part=sentence.part, start=sentence.start, end=sentence.end, quote=sentence.text, why=why, whose="unclear"
    )
