"""The numbers behind a reading: sentences, their scores, the chances of each criterion, the story as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.depth import pooling, storywide
from workbench.depth.encoder import Encoder
from workbench.depth.gate import load_gate, names_ai
from workbench.depth.hints import ai_of, load_hints
from workbench.depth.labels import CRITERIA
from workbench.depth.linear import Linear, Seen
from workbench.depth.meeting import load_meeting
from workbench.depth.ngrams import tokens
from workbench.depth.pooling import Floats
from workbench.depth.recurrent import Head
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
    vector: Floats
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
    bearings: NDArray[np.int8]
    """What each sentence tells, where it meets what is asked."""

    @property
    def expected(self) -> Floats:
        """The expected level of each criterion, 0 to 2, rounded."""
        made: Floats = np.round(self.chances.sum(1), 3)
        return made


class Analyser:
    """Turns sentences into numbers with one set of weights. Holds no text."""

    def __init__(self, weights: Weights) -> None:
        arrays = weights.arrays
        self.linear = Linear(arrays)
        self.encoder = Encoder(weights.folder)
        self.readers = [Head(arrays, f"head{i}_") for i in range(int(weights.notes["heads"]))]
        self.gate = load_gate(arrays)
        self.hints = load_hints(arrays)
        self.meeting = load_meeting(arrays)
        self.whole = storywide.load_heads(arrays)
        self.cuts = np.tile(np.asarray(arrays["cuts"], dtype=np.float64), (_COUNT, 1))
        self._middle = np.asarray(arrays["vector_middle"], dtype=np.float64)
        self._spread = np.asarray(arrays["vector_spread"], dtype=np.float64)

    def question(self, text: str) -> NDArray[np.int8]:
        """What a question asks, where it meets what is told."""
        return self.meeting.of_question((self.encoder.vector(text) - self._middle) / self._spread)

    def glimpse(self, text: str) -> Glimpse:
        """Read one sentence on its own."""
        shown = signals(text, tokens(text))
        kinds = np.zeros(len(NAMES))
        kinds[[_SIGNAL_AT[name] for name in shown]] = 1.0
        vector = (self.encoder.vector(text) - self._middle) / self._spread
        return Glimpse(self.linear.see(text), vector, kinds, tuple(shown))

    def analyse(self, sentences: Sequence[Sentence], glimpses: Sequence[Glimpse]) -> Analysis:
        """Judge the story that these sentences make."""
        seen = [g.linear for g in glimpses]
        scores = np.stack([s.scores for s in seen])
        kinds = np.stack([g.kinds for g in glimpses])
        vectors = np.stack([g.vector for g in glimpses])
        bag = self.linear.judge_story(seen)
        by_words = self.linear.network.chances(pooling.describe(scores, kinds, bag[2 : 2 + 2 * _COUNT]))
        judged = [head.judge(vectors * VECTOR_SCALE, beside(scores, kinds)) for head in self.readers]
        by_meaning = np.mean([_chances(j.criteria) for j in judged], axis=0)
        chances = np.round((by_words + by_meaning) / 2, 4)
        rest = np.mean([j.rest for j in judged], axis=0)
        hints = self.hints.describe(vectors)
        views = storywide.describe_story(bag_of(bag), rest, vectors, chances, sentences, kinds, hints)
        said = self.whole.chances(views)
        named = any(names_ai(s.text) for s in sentences)
        said[0] = self.gate.chance(vectors, kinds, named, chances.sum(1), np.array([bag[0], rest[0], *ai_of(hints)]))
        return Analysis(
            sentences,
            glimpses,
            (np.clip(scores, -9, 9) + np.mean([j.sentences for j in judged], axis=0)) / 2,
            chances,
            (("words", by_words.sum(1)), ("meaning", by_meaning.sum(1))),
            storywide.say(said, self.whole.cuts),
            self.meeting.of_sentences(vectors),
        )


VECTOR_SCALE = 0.6
"""Vectors come to the heads a little smaller than at unit spread, as they did in training."""


def bag_of(story: Floats) -> Floats:
    """The story's own log-odds without those of the criteria: the order of `storywide`'s outputs."""
    return np.concatenate([story[:2], story[2 + 2 * _COUNT :]])


def beside(scores: Floats, kinds: Floats) -> Floats:
    """What a head sees of a sentence beside its vector: the linear reader's scores and the signals."""
    return np.concatenate([np.clip(scores, -8.0, 8.0) / 3.0 + 0.7, kinds], axis=1)


def _chances(criteria: Floats) -> Floats:
    both: Floats = 1.0 / (1.0 + np.exp(-criteria.reshape(2, _COUNT).T))
    return both
