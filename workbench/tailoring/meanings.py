"""What words mean, as small vectors: "invoice" lies near "bill" though they share no letter.

A question seldom uses the words of the story that answers it. Some 7,600 word stems have a vector of 64 numbers,
distilled from a sentence encoder by `python -m training.fit_meanings` and kept in 16 bytes each. A word that is not
among them is met by itself alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 0.5
"""Likeness (cosine) from which one word counts as meant by another; below it words are merely of one world."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Word stems and what they mean. Rows of `vectors` have unit length."""

    rows: Mapping[str, int]
    vectors: NDArray[Any]

    def of(self, stems: Sequence[str]) -> NDArray[Any]:
        """Return the rows of those stems that have a vector."""
        import numpy as np

        return np.array([self.rows[stem] for stem in stems if stem in self.rows], dtype=np.int32)

    def sense(self, stems: Sequence[str], rarity: Callable[[str], float]) -> NDArray[Any]:
        """Return what a sentence is about: its words' vectors, each by its rarity, at unit length; else zeros."""
        import numpy as np

        known = [stem for stem in stems if stem in self.rows]
        if not known:
            return np.zeros(self.vectors.shape[1])
        weights = np.array([rarity(stem) for stem in known])
        total = weights @ self.vectors[[self.rows[stem] for stem in known]]
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total)

    def nearness(self, stems: Sequence[str]) -> NDArray[Any]:
        """Return, for every known stem (rows) and each of `stems` (columns), how far it means the same, 0 to 1."""
        import numpy as np

        likeness = self.vectors @ self.vectors[self.of(stems)].T
        return np.asarray(np.clip((likeness - NEAR) / (1 - NEAR), 0.0, 1.0))


@cache
def meanings() -> Meanings:
    """Return the shipped vectors, read once."""
    import numpy as np

    data = (files("workbench.tailoring") / "weights" / "meanings.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as kept:
        codes, books = kept["codes"], kept["books"].astype(np.float64)
        stems = str(kept["stems"]).split("\n")
    vectors = np.concatenate([books[at][codes[:, at]] for at in range(books.shape[0])], axis=1)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Meanings({stem: row for row, stem in enumerate(stems)}, vectors)
