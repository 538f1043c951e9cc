"""How often words and phrases stand in the labelled stories: what makes a word rare, and a deed more than usual."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO


@dataclass(frozen=True, slots=True)
class Background:
    """How often words and phrases stand in stories, and what each deed scores by length; from `training.ask`."""

    stories: int
    words: Mapping[str, int]
    phrases: Mapping[str, int]
    """ "deed\tphrase" -> in how many stories it stands."""
    usual: Mapping[str, tuple[float, float, float]]
    """Deed -> intercept, slope by the logarithm of length, spread."""

    def rarity(self, word: str) -> float:
        """Return how much a word tells a story from others (inverse document frequency, natural logarithm)."""
        return math.log((self.stories + 1) / (self.words.get(word, 0) + 0.5))

    def phrase_rarity(self, deed: str, phrase: str) -> float:
        """Return the same for a deed's phrase; one that is not known counts as seen in three stories."""
        return math.log((self.stories + 1) / (self.phrases.get(f"{deed}\t{phrase}", 3) + 1.0))


@cache
def background() -> Background:
    """Return the measured background, read once."""
    import numpy as np

    kept = (files("workbench.tailoring") / "weights" / "background.npz").read_bytes()
    with np.load(BytesIO(kept), allow_pickle=False) as arrays:
        data = json.loads(arrays["json"].tobytes())
    return Background(
        stories=data["stories"],
        words=data["words"],
        phrases=data["phrases"],
        usual={name: (each[0], each[1], each[2]) for name, each in data["usual"].items()},
    )
