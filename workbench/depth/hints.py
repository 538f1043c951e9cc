"""Hints at what a story is about: how far single sentences speak of a value, a theme, or an AI that is the product.

The labelled stories are few for this (a theme such as conflict is told in one of eight), so the hints were learnt from
labelled snippets of one to four sentences, by their vectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.depth.labels import THEMES, VALUES
from workbench.depth.pooling import Floats

HINTS = 2 + 2 * len(VALUES) + len(THEMES)
"""There is AI in it; the AI is native; values ≥ 1, values 2; themes: the first outputs of `storywide`."""


@dataclass(frozen=True, slots=True)
class Hints:
    """One regression for each hint over the vector of a sentence."""

    weights: Floats
    bias: Floats

    def describe(self, vectors: Floats) -> Floats:
        """For a story (sentences × width) each hint's strongest sentence, its three strongest and all, in log-odds.

        A sentence is also seen together with the next one, as the snippets were.
        """
        pairs = (vectors[1:] + vectors[:-1]) / 2
        odds = np.concatenate([vectors, pairs]) @ self.weights + self.bias
        ranked = -np.sort(-odds, axis=0)
        return np.concatenate([ranked[0], ranked[:3].mean(0), odds.mean(0)])


def ai_of(described: Floats) -> Floats:
    """What of a story's hints says that there is AI in it: strongest sentence, three strongest, all."""
    return described[[0, HINTS, 2 * HINTS]]


def load_hints(arrays: Mapping[str, NDArray[np.generic]]) -> Hints:
    """The hints from the arrays of the weights file."""
    return Hints(*(np.asarray(arrays[f"hints_{name}"], dtype=np.float64) for name in ("weights", "bias")))
