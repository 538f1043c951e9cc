"""The numbers behind a reading: sentences, their scores, the chances of each criterion, the story as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.depth import pooling, storywide
from workbench.depth.labels import CRITERIA
from workbench.depth.linear import Linear, Seen
from workbench.depth.ngrams import tokens
from workbench.depth.pooling import Floats
from workbench.depth.sentences import Sentence
from workbench.depth.signals import NAMES, signals

if TYPE_CHECKING:
    from workbench.depth.weights import Weights

_COUNT = len(CRITERIA)
_SIGNAL_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Everything that depends on one sentence alone; kept, so that an edit re-reads one sentence."""

    linear: Seen
    kinds: Floats
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A story's numbers."""

    sentences: Sequence[Sentence]
    glimpses: Sequence[Glimpse]
    scores: Floats
    """Sentences × 36 log-odds, the mean of the readers: what quotes are chosen by."""
    chances: Floats
    """18 × (≥ 1, 2), the mean of the readers."""
    by_reader: tuple[tuple[str, Floats], ...]
    whole: storywide.Whole

    @property
    def expected(self) -> Floats:
        """The expected level of each criterion, 0 to 2, rounded."""
        made: Floats = np.round(self.chances.sum(1), 3)
        return made


class Analyser:
    """Turns sentences into numbers with one set of weights. Holds no text."""

    def __init__(self, weights: Weights) -> None:
        self.linear = Linear(weights.arrays)
        self.heads = storywide.load_heads(weights.arrays)
        self.cuts = np.asarray(weights.arrays["cuts"], dtype=np.float64)

    def glimpse(self, text: str) -> Glimpse:
        """Read one sentence on its own."""
        shown = signals(text, tokens(text))
        kinds = np.zeros(len(NAMES))
        kinds[[_SIGNAL_AT[name] for name in shown]] = 1.0
        return Glimpse(self.linear.see(text), kinds, tuple(shown))

    def analyse(self, sentences: Sequence[Sentence], glimpses: Sequence[Glimpse]) -> Analysis:
        """Judge the story that these sentences make."""
        seen = [g.linear for g in glimpses]
        scores = np.stack([s.scores for s in seen])
        kinds = np.stack([g.kinds for g in glimpses])
        bag = self.linear.judge_story(seen)
        rows = pooling.describe(scores, kinds, bag[2 : 2 + 2 * _COUNT], bag[:2])
        chances = np.round(self.linear.network.chances(rows), 4)
        features = storywide.describe_story(bag, chances, sentences, kinds)
        whole = storywide.say(self.heads.chances(features), self.heads.cuts)
        return Analysis(sentences, glimpses, scores, chances, (("words", chances.sum(1)),), whole)
