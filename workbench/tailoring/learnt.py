"""The learnt part of what a story tells: which deeds a careful reader would tell it for, from its words and reading.

Phrases find deeds where their words stand; this finds them where the whole story speaks of them. It is a ridge
regression over words, word pairs and the reading, fitted to 678 labelled stories (`tests/gold/deeds.jsonl`) by
`python -m training.ask --fit`, and kept in 8 bits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.model.report import DepthReport
from workbench.tailoring.questions import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOW, HIGH = -1.5, 3.5
"""Limits of a deed's score, in spreads over stories left out in fitting."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """The fitted weights. Rows of `words` are terms, rows of `reading` are features of a reading."""

    deeds: tuple[str, ...]
    terms: dict[str, int]
    rarity: NDArray[Any]
    words: NDArray[Any]
    features: tuple[str, ...]
    reading: NDArray[Any]
    middle: NDArray[Any]
    """Middle and spread of the reading's features."""
    spread: NDArray[Any]
    base: NDArray[Any]
    centre: NDArray[Any]
    """Middle and spread of the scores themselves."""
    width: NDArray[Any]

    def scores(self, bag: Counter[str], reading: DepthReport | None, length: int) -> dict[str, float]:
        """Return deed -> how far above the usual, in spreads."""
        import numpy as np

        rows = [(self.terms[term], count) for term, count in bag.items() if term in self.terms]
        total = self.base.copy()
        if rows:
            places = np.array([place for place, _ in rows])
            weights = np.array([1 + math.log(count) for _, count in rows]) * self.rarity[places]
            total = total + (weights / (np.linalg.norm(weights) + 1e-9)) @ self.words[places]
        if reading is not None:
            values = (np.array(features_of(reading, length, self.features)) - self.middle) / self.spread
            total = total + values @ self.reading
        # Rounded, so that the last bits of floating point decide nothing on another machine.
        found = np.round(np.clip((total - self.centre) / self.width, LOW, HIGH), 4)
        return dict(zip(self.deeds, found.tolist(), strict=True))


@cache
def learnt() -> Learnt:
    """Return the fitted weights, read once."""
    import numpy as np

    data = (files("workbench.tailoring") / "weights" / "deeds.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as kept:
        return Learnt(
            deeds=tuple(str(kept["deeds"]).split("\n")),
            terms={term: at for at, term in enumerate(str(kept["terms"]).split("\n"))},
            rarity=kept["rarity"].astype(np.float64),
            words=kept["words"].astype(np.float64) * kept["scale"].astype(np.float64),
            features=tuple(str(kept["features"]).split("\n")),
            reading=kept["reading"].astype(np.float64),
            middle=kept["middle"].astype(np.float64),
            spread=kept["spread"].astype(np.float64),
            base=kept["base"].astype(np.float64),
            centre=kept["centre"].astype(np.float64),
            width=kept["width"].astype(np.float64),
        )


def bag_of(sentences: Iterable[Sequence[str]]) -> Counter[str]:
    """Return the terms of a text, from the stems of its sentences: rarer words, and pairs that hold one."""
    bag: Counter[str] = Counter()
    for stems in sentences:
        bag.update(word for word in stems if word not in EMPTY)
        for left, right in pairwise(stems):
            if left not in EMPTY or right not in EMPTY:
                bag[f"{left} {right}"] += 1
    return bag


def features_of(reading: DepthReport, length: int, names: Sequence[str]) -> list[float]:
    """Return the features of a reading by name, in order."""
    found = []
    for name in names:
        group, _, what = name.partition(":")
        if group == "criterion":
            found.append(reading.criteria[what].score if what in reading.criteria else 0.0)
        elif group == "value":
            found.append(float(reading.values.get(what, 0)))
        elif group == "theme":
            found.append(float(what in reading.themes))
        elif group == "craft":
            found.append(float(reading.craft.get(what, 0)))
        elif group == "no_ai":
            found.append(float(reading.ai_role == "none"))
        else:
            found.append(math.log(length + 20) - 5.3)
    return found
