"""What is judged of a story as a whole: AI role, values, themes, and the three levels of its craft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.depth.labels import CRAFT, THEMES, VALUES
from workbench.depth.pooling import Floats
from workbench.depth.sentences import Sentence
from workbench.depth.signals import NAMES
from workbench.model.report import Level
from workbench.model.story import PARTS, AiRole

OUTPUTS = 2 + 2 * len(VALUES) + len(THEMES) + 2 * len(CRAFT)
"""There is AI in it; the AI is native; values ≥ 1, values 2; themes; craft ≥ 1, craft 2."""

MOST_THEMES = 4
"""Most stories have two to four; a list of eight helps nobody to choose."""
VIEWS = ("bag", "rest", "vector", "chances", "hints", "manner")
"""Ways to look at a story as a whole: its words, the recurrent reader's answers, its mean vector, its criteria, what
its sentences hint at, and its parts and manner of telling. The first two are log-odds already; the others each have a
regression of their own."""


def describe_story(
    bag: Floats,
    rest: Floats,
    vectors: Floats,
    chances: Floats,
    sentences: Sequence[Sentence],
    kinds: Floats,
    hints: Floats,
) -> dict[str, Floats]:
    """What each view sees. `bag` and `rest` hold log-odds in the order of the outputs."""
    length = dict.fromkeys(PARTS, 0)
    for s in sentences:
        length[s.part] += len(s.text.split())
    total = max(sum(length.values()), 1)
    shape = [length[part] / total for part in PARTS] + [float(length[part] > 0) for part in PARTS]
    manner = kinds.mean(0)
    ending = kinds[-3:].mean(0)
    tail = [ending[NAMES.index(name)] for name in ("figure", "regret", "I", "plan")]
    both = np.log((0.02 + manner[NAMES.index("I")]) / (0.02 + manner[NAMES.index("we")]))
    return {
        "bag": bag,
        "rest": rest,
        "vector": vectors.mean(0),
        "chances": chances.reshape(-1),
        "hints": hints,
        "manner": np.concatenate([shape, manner, tail, [np.log(total), both]]),
    }


@dataclass(frozen=True, slots=True)
class View:
    """One regression for each output over one view."""

    middle: Floats
    spread: Floats
    weights: Floats
    bias: Floats

    def chances(self, seen: Floats) -> Floats:
        """The chance of each output."""
        return logistic(((seen - self.middle) / self.spread) @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Heads:
    """The views, how much each counts for each output (views × outputs), and the cut above which it is said."""

    views: Mapping[str, View]
    mixing: Floats
    cuts: Floats

    def chances(self, seen: Mapping[str, Floats]) -> Floats:
        """The chance of each output."""
        each = [self.views[v].chances(seen[v]) if v in self.views else logistic(seen[v]) for v in VIEWS]
        made: Floats = np.round((np.stack(each) * self.mixing).sum(0), 4)
        return made


def logistic(x: Floats) -> Floats:
    """Log-odds to chances."""
    made: Floats = 1.0 / (1.0 + np.exp(-x))
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
    likely = np.argsort(-chances[at : at + len(THEMES)], kind="stable")
    themes = tuple(THEMES[i] for i in likely if passed[at + i])[:MOST_THEMES]
    craft = _levels(CRAFT, passed[at + len(THEMES) :])
    role: AiRole = "none" if not passed[0] else "native" if passed[1] else "enabled"
    return Whole(role, float(chances[0]), float(chances[1]), values, themes, craft)


def _levels(names: Sequence[str], passed: NDArray[np.bool_]) -> dict[str, Level]:
    half = len(names)
    return {name: 2 if passed[i] and passed[half + i] else 1 if passed[i] else 0 for i, name in enumerate(names)}


def load_heads(arrays: Mapping[str, NDArray[np.generic]]) -> Heads:
    """The heads from the arrays of the weights file."""

    def array(name: str) -> Floats:
        return np.asarray(arrays[f"heads_{name}"], dtype=np.float64)

    views = {
        view: View(*(array(f"{view}_{n}") for n in ("middle", "spread", "weights", "bias")))
        for view in VIEWS
        if f"heads_{view}_bias" in arrays
    }
    return Heads(views, array("mixing"), array("cuts"))
