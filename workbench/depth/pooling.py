"""From sentences to the story: what each criterion's level is judged by.

The best sentence alone claims too much: a story that names everything and shows nothing looks
different as a whole. So each criterion is described by its best sentences, by what kind of
sentences those are, and by the whole story, and one small network, shared by all criteria, judges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.depth.labels import CRITERIA
from workbench.depth.signals import NAMES

Floats = NDArray[np.float64]
COUNT = len(CRITERIA)

_TOP_SIGNALS = [
    NAMES.index(n) for n in ("figure", "percentage", "negation", "plan", "people", "regret", "slogan", "AI word")
]
_WHOLE_SIGNALS = [NAMES.index(n) for n in ("figure", "no figure", "negation", "plan", "we", "I", "regret", "slogan")]
_AI_WORD, _AI_HINT = NAMES.index("AI word"), NAMES.index("AI hint")


def describe(scores: Floats, kinds: Floats, whole: Floats) -> Floats:
    """One row for each criterion.

    `scores`: sentences × 36 log-odds (≥ 1 for each criterion, then 2); `kinds`: sentences × signals, 0 or 1;
    `whole`: the story's own 36 log-odds.
    """
    scores = np.clip(scores, -9.0, 9.0)
    count = len(scores)
    chance = 1.0 / (1.0 + np.exp(-scores))
    ranked = np.concatenate([-np.sort(-scores, axis=0)[:3], np.full((3, 2 * COUNT), -6.0)])
    named, specific = ranked[0, :COUNT], ranked[0, COUNT:]
    best = scores[:, COUNT:].argmax(0)
    by_criterion = np.stack(
        [
            ranked[0, :COUNT],
            ranked[0, COUNT:],
            ranked[1, :COUNT],
            ranked[1, COUNT:],
            ranked[2, :COUNT],
            ranked[2, COUNT:],
            np.log1p(chance[:, :COUNT].sum(0)),
            np.log1p(chance[:, COUNT:].sum(0)),
            whole[:COUNT],
            whole[COUNT:],
            specific - specific.mean(),
            scores[best][:, COUNT:].max(1) - specific,
        ],
        axis=1,
    )
    of_story = np.array(
        [
            np.log(count),
            named.mean(),
            specific.mean(),
            (specific > 0).mean(),
            (named > 0).mean(),
            np.sort(specific)[-4:].mean(),
            (chance[:, COUNT:].max(1) > 0.5).mean(),
            (chance[:, :COUNT].max(1) > 0.5).mean(),
            np.log1p(kinds[:, _AI_WORD].sum()),
            np.log1p(kinds[:, _AI_HINT].sum()),
            *kinds.mean(0)[_WHOLE_SIGNALS],
        ]
    )
    return np.concatenate(
        [by_criterion, kinds[best][:, _TOP_SIGNALS], np.tile(of_story, (COUNT, 1)), np.eye(COUNT)], axis=1
    )


@dataclass(frozen=True, slots=True)
class Network:
    """A few networks of one hidden layer, averaged: rows to the chances of "≥ 1" and of "2"."""

    middle: Floats
    spread: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def chances(self, rows: Floats) -> Floats:
        """Two chances for each row."""
        x = (rows - self.middle) / self.spread
        total = np.zeros((len(rows), 2))
        for first, bias, second, last in zip(self.inner, self.inner_bias, self.outer, self.outer_bias, strict=True):
            hidden = np.maximum(x @ first + bias, 0.0)
            total += 1.0 / (1.0 + np.exp(-(hidden @ second + last)))
        return total / len(self.inner)
