"""What is judged of a story as a whole: AI role, values, themes, and the three levels of its craft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.depth.labels import CRAFT, THEMES, VALUES
from workbench.depth.pooling import Floats
from workbench.depth.sentences import Sentence
from workbench.depth.signals import NAMES
from workbench.model.report import Level
from workbench.model.story import PARTS, AiRole

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTPUTS = 2 + 2 * len(VALUES) + len(THEMES) + 2 * len(CRAFT)
"""There is AI in it; the AI is native; values ≥ 1, values 2; themes; craft ≥ 1, craft 2."""

GATE = 5
"""How many features, the last of a story's, tell whether there is AI in it: everything else is an author's habit."""


def describe_story(scores: Floats, chances: Floats, sentences: Sequence[Sentence], kinds: Floats) -> Floats:
    """The features of the whole story: its own log-odds, its criteria, its parts and its manner of telling."""
    length = dict.fromkeys(PARTS, 0)
    for s in sentences:
        length[s.part] += len(s.text.split())
    total = max(sum(length.values()), 1)
    shape = [length[part] / total for part in PARTS] + [float(length[part] > 0) for part in PARTS]
    manner = kinds.mean(0)
    ending = kinds[-3:].mean(0)
    tail = [ending[NAMES.index(name)] for name in ("figure", "regret", "I", "plan")]
    both = np.log((0.02 + manner[NAMES.index("I")]) / (0.02 + manner[NAMES.index("we")]))
    expected = chances.sum(1)
    machine = manner[NAMES.index("machine")]
    gate = [
        expected.mean(),
        np.sort(expected)[-3:].mean(),
        np.log(0.02 + expected.max()),
        machine,
        np.log1p(machine * len(kinds)),
    ]
    return np.concatenate([scores, chances.reshape(-1), shape, manner, tail, [np.log(total), both], gate])


@dataclass(frozen=True, slots=True)
class Heads:
    """One logistic regression for each output, with the cut above which it is said."""

    middle: Floats
    spread: Floats
    weights: Floats
    bias: Floats
    cuts: Floats

    def chances(self, features: Floats) -> Floats:
        """The chance of each output."""
        z = ((features - self.middle) / self.spread) @ self.weights + self.bias
        made: Floats = np.round(1.0 / (1.0 + np.exp(-z)), 4)
        return made


@dataclass(frozen=True, slots=True)
class Whole:
    """What is said of the story as a whole."""

    role: AiRole
    ai_chance: float
    native_chance: float
    values: dict[str, Level]
    themes: tuple[str, ...]
    craft: dict[str, Level]


def say(chances: Floats, cuts: Floats) -> Whole:
    """Turn chances into what is said, by the cuts that were set on authors left out."""
    passed = chances >= cuts
    at = 2
    values = _levels(VALUES, passed[at : at + 2 * len(VALUES)])
    at += 2 * len(VALUES)
    strength = chances[at : at + len(THEMES)] - cuts[at : at + len(THEMES)]
    themes = tuple(THEMES[i] for i in np.argsort(-strength, kind="stable") if strength[i] >= 0)
    craft = _levels(CRAFT, passed[at + len(THEMES) :])
    role: AiRole = "none" if not passed[0] else "native" if passed[1] else "enabled"
    return Whole(role, float(chances[0]), float(chances[1]), values, themes, craft)


def _levels(names: Sequence[str], passed: NDArray[np.bool_]) -> dict[str, Level]:
    half = len(names)
    return {name: 2 if passed[i] and passed[half + i] else 1 if passed[i] else 0 for i, name in enumerate(names)}


def load_heads(arrays: Mapping[str, NDArray[np.generic]]) -> Heads:
    """The heads from the arrays of the weights file."""
    return Heads(
        *(np.asarray(arrays["heads_" + n], dtype=np.float64) for n in ("middle", "spread", "weights", "bias", "cuts"))
    )
