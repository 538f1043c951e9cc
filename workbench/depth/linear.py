"""The linear reader: a weight for every word run, letter run and signal, and what the story makes of them.

Weights are 8-bit numbers with one scale for each output; sums are taken in a fixed order in float64 and
rounded, so that every machine comes to the same verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.depth.ngrams import features
from workbench.depth.pooling import Floats, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

DECIMALS = 4
"""Log-odds are rounded to so many places before anything is decided by them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One sentence as the linear reader saw it: its features (numbers) and its 36 log-odds."""

    features: NDArray[np.int32]
    scores: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """8-bit weights: features × outputs, a scale and a bias for each output."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def sum(self, rows: NDArray[np.int32], by: Floats) -> Floats:
        """The log-odds for features `rows`, each counted by its share `by`."""
        total = by @ self.weights[rows].astype(np.float64)
        made: Floats = np.round(total * self.scale + self.bias, DECIMALS)
        return made


class Linear:
    """Reads sentences one by one, and the story as the bag of all its words."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        names = bytes(np.asarray(arrays["vocabulary"], dtype=np.uint8)).decode("utf-8").split("\n")
        self.names: Sequence[str] = names
        self._index = {name: i for i, name in enumerate(names)}
        self._rarity = np.asarray(arrays["rarity"], dtype=np.float64)
        self.sentence = _table(arrays, "sentence")
        self.story = _table(arrays, "story")
        whole = np.asarray(arrays["story_features"], dtype=np.int32)
        self._whole = np.full(len(names), -1, dtype=np.int32)
        self._whole[whole] = np.arange(len(whole), dtype=np.int32)
        self.network = Network(
            *(np.asarray(arrays["pool_" + n], dtype=np.float64) for n in ("middle", "spread", "w1", "b1", "w2", "b2"))
        )

    def see(self, text: str) -> Seen:
        """Read one sentence."""
        index = self._index
        rows = np.array([index[name] for name in features(text) if name in index], dtype=np.int32)
        return Seen(rows, self.sentence.sum(rows, self.shares(rows)))

    def weigh(self, seen: Seen, output: int) -> list[tuple[str, float]]:
        """The whole words, word runs and signals of a sentence, the strongest push towards `output` first."""
        by = self.shares(seen.features)
        push = by * self.sentence.weights[seen.features, output] * self.sentence.scale[output]
        told = [(self.names[f], round(float(p), 3)) for f, p in zip(seen.features, push, strict=True)]
        return sorted(
            ((name.removeprefix("#"), p) for name, p in told if not name.startswith("~") and p),
            key=lambda x: (-x[1], x[0]),
        )

    def shares(self, rows: NDArray[np.int32]) -> Floats:
        """How much each feature counts: by its rarity, the whole at unit length."""
        by = self._rarity[rows]
        length = float(np.sqrt((by * by).sum()))
        return by / max(length, 1e-6)

    def judge_story(self, seen: Sequence[Seen]) -> Floats:
        """The log-odds of everything that is judged on the story as a bag of words."""
        rows, counts = np.unique(np.concatenate([s.features for s in seen]), return_counts=True)
        kept = self._whole[rows] >= 0
        rows, counts = rows[kept], counts[kept]
        by = (1.0 + np.log(counts)) * self._rarity[rows]
        length = float(np.sqrt((by * by).sum()))
        return self.story.sum(self._whole[rows], by / max(length, 1e-6))


def _table(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Table:
    return Table(
        np.asarray(arrays[f"{name}_weights"], dtype=np.int8),
        np.asarray(arrays[f"{name}_scale"], dtype=np.float64),
        np.asarray(arrays[f"{name}_bias"], dtype=np.float64),
    )
