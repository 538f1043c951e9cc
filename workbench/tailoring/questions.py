"""Reading a question: which kinds of deeds, themes, criteria and values it probes, and in which temper.

Knowledge of questions is data: the phrases by which each deed is asked for, and the bank of questions with what each
probes. A question that no phrase knows is read by the deeds and the bank questions that share its rarer words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from themes.schema import Catalogue
from workbench.tailoring.hearing import heard
from workbench.tailoring.lexicon import Lexicon
from workbench.tailoring.once import once
from workbench.tailoring.phrases import tokens

EMPTY = frozenset(
    tokens(
        """a an the of to in on for with and or but as at by from is are was were be been it its this that these those
        i you your we our us they them he she his her me my mine do did does done have has had not what when which who
        how why where tell time about describe give example walk through something somebody someone one people person
        can could would will there so if then than more most very made make get got any some all into out up over
        situation story share talk handle handled deal dealt use used using work worked working thing things big great
        kind way come came go went going keep kept sure really ever just also still even such own every each other
        another should might must may none"""
    )
)
"""Words that nearly every question holds."""

_SOFT = 0.5
"""What shared words are worth beside a phrase that asks for the deed outright."""

_NEAR = 1.0
"""What it is worth to be like an example of a question for the deed (cosine of rarer words and word pairs)."""

_TYPICAL = 5
"""How many examples lend their words to a deed: the first are the typical ones, later ones are shared by several."""

_HEARD, _LEAST_HEARD, _LEAST_SURE = 2.0, 0.3, 0.2
"""What hearing is worth beside reading by words, the share of the strongest from which a deed counts then, and how
sure the least clear question is; all chosen on questions left out (`training.ask`)."""

_LEAST_NEAR, _LEAST = 0.2, 0.25
"""Likeness from which an example counts, and share of the strongest deed from which a deed counts."""


@dataclass(frozen=True, slots=True)
class Probing:
    """What a question probes, each with a weight from 0 to 1. Deeds are scaled to unit length."""

    question: str
    stems: tuple[str, ...]
    deeds: Mapping[str, float] = field(default_factory=dict)
    sure: float = 1.0
    """How clearly it asks for deeds, 0 to 1: a question about a topic ("a recall") is met by its words instead."""
    themes: Mapping[str, float] = field(default_factory=dict)
    criteria: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    polarity: str = "any"
    """failure, success or refusal, where the question asks for one; else any."""
    about_ai: bool = False
    """Whether the question names AI, or a model, which may be of another kind: a story with AI answers it better."""
    says_ai: bool = False
    """Whether it says AI in words that mean nothing else: a story without AI then comes after every story with it."""
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Deed -> the phrases of the question that ask for it (empty where only shared words say so)."""


class Asks:
    """The knowledge of questions in one catalogue; made once, `Asks.of(catalogue)`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.lexicon = Lexicon.of(catalogue)
        self._known: Counter[str] = Counter()
        for question in catalogue.questions.values():
            self._known.update(self.lexicon.asked(question.text).keys())
        self._words = {
            name: _words_of(deed.asks, deed.title, deed.asks_for[:_TYPICAL])
            for name, deed in self.lexicon.deeds.items()
        }
        self._spread = Counter(word for words in self._words.values() for word in words)
        bags = [(name, _pairs(tokens(text))) for name, deed in self.lexicon.deeds.items() for text in deed.asks_for]
        self._example_spread = Counter(term for _, bag in bags for term in bag)
        self._example_count = len(bags)
        self._examples = [(name, self._vector(bag)) for name, bag in bags]

    @staticmethod
    @once
    def of(catalogue: Catalogue) -> Asks:
        """Return the knowledge of a catalogue, built once."""
        return Asks(catalogue)

    def read(self, question: str, question_id: str | None = None) -> Probing:
        """Read a typed question. `question_id` names it in the bank, where it comes from there."""
        stems = tuple(tokens(question))
        asked = self.lexicon.asked(question)
        other = self.lexicon.asked_not(question)
        hears = {deed: clear for deed, clear in heard(question).items() if deed not in other}
        deeds, sure = self._deeds(stems, asked, hears, other)
        themes = self._spread_over(deeds, "themes")
        criteria = self._spread_over(deeds, "criteria")
        values = self._spread_over(deeds, "values")
        polarity = _polarity(deeds)
        known = self.catalogue.questions.get(question_id or "")
        if known is not None:
            # What the bank says of its own questions is worth more than what is read from their words.
            for weights, names in ((themes, known.themes), (criteria, known.criteria), (values, known.values)):
                for name in names:
                    weights[name] = max(weights.get(name, 0.0), 1.0 / len(names))
            polarity = known.polarity if known.polarity != "any" else polarity
        about_ai = bool(_ABOUT_AI & set(stems))
        says_ai = bool(_SAYS_AI & set(stems)) or any(pair == _LEARNING for pair in pairwise(stems))
        return Probing(question, stems, deeds, sure, themes, criteria, values, polarity, about_ai, says_ai, asked)

    def _deeds(
        self,
        stems: tuple[str, ...],
        asked: Mapping[str, tuple[str, ...]],
        hears: Mapping[str, float],
        other: frozenset[str],
    ) -> tuple[dict[str, float], float]:
        """The deeds that a question asks for, and how clearly: by its phrases and words, and by what is heard in it."""
        read = _scaled({deed: w for deed, w in self._worded(stems, asked).items() if deed not in other}, 0.0)
        both = {deed: read.get(deed, 0.0) + _HEARD * hears.get(deed, 0.0) for deed in self.lexicon.deeds}
        phrased = max(self._outright(asked).values(), default=0.0)
        sure = min(1.0, _LEAST_SURE + 0.3 * phrased + max(hears.values(), default=0.3))
        return _scaled(both, _LEAST_HEARD), sure

    def _outright(self, asked: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
        return {
            deed: sum(1 + 0.5 * (len(phrase.split()) - 1) for phrase in phrases) / math.sqrt(1 + self._known[deed] / 6)
            for deed, phrases in asked.items()
        }

    def _worded(self, stems: tuple[str, ...], asked: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
        outright = self._outright(asked)
        most = max(outright.values(), default=0.0)
        soft = self._soft(stems)
        top = max(soft.values(), default=0.0)
        near = self._near(stems)
        weights: dict[str, float] = {}
        for deed in self.lexicon.deeds:
            weight = outright.get(deed, 0.0) / most if most else 0.0
            if soft.get(deed, 0.0) > 0.35 * top:
                weight += _SOFT * soft[deed] / max(top, 3.0)
            if near.get(deed, 0.0) > _LEAST_NEAR:
                weight += _NEAR * near[deed]
            weights[deed] = weight
        strongest = max(weights.values(), default=0.0)
        return {deed: weight for deed, weight in weights.items() if weight > _LEAST * strongest}

    def _soft(self, stems: tuple[str, ...]) -> dict[str, float]:
        """How much a question's rarer words are a deed's words too."""
        found: dict[str, float] = {}
        for word in dict.fromkeys(stems):
            if word in EMPTY or word not in self._spread:
                continue
            rarity = math.log(len(self._words) / self._spread[word])
            for deed, words in self._words.items():
                if word in words:
                    found[deed] = found.get(deed, 0.0) + rarity * words[word] / (words[word] + 2)
        return found

    def _near(self, stems: tuple[str, ...]) -> dict[str, float]:
        """How like the question is to the likest example of a question for each deed."""
        asked = self._vector(_pairs(stems))
        found: dict[str, float] = {}
        for deed, example in self._examples:
            likeness = sum(weight * example.get(term, 0.0) for term, weight in asked.items())
            if likeness > found.get(deed, 0.0):
                found[deed] = likeness
        return found

    def _vector(self, bag: Mapping[str, float]) -> dict[str, float]:
        raw = {
            term: count * math.log(1 + self._example_count / (self._example_spread[term] + 0.5))
            for term, count in bag.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {term: weight / length for term, weight in raw.items()}

    def _spread_over(self, deeds: Mapping[str, float], group: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for deed, weight in deeds.items():
            names: tuple[str, ...] = getattr(self.lexicon.deeds[deed], group)
            for name in names:
                found[name] = found.get(name, 0.0) + weight / math.sqrt(len(names))
        return found


def _scaled(weights: Mapping[str, float], least: float) -> dict[str, float]:
    """The weights above a share of the strongest, at unit length."""
    strongest = max(weights.values(), default=0.0)
    kept = {deed: weight for deed, weight in weights.items() if weight > least * strongest}
    length = math.sqrt(sum(weight * weight for weight in kept.values()))
    return {deed: weight / length for deed, weight in kept.items()} if length else {}


def _words_of(asks: tuple[str, ...], title: str, examples: tuple[str, ...]) -> Counter[str]:
    words: Counter[str] = Counter()
    for ask in asks:
        words.update({word for word in tokens(ask.replace("|", " ")) if word not in EMPTY})
    for text, times in ((title, 2), *((example, 1) for example in examples)):
        for word in set(tokens(text)) - EMPTY:
            words[word] += times
    return words


def _pairs(stems: Sequence[str]) -> dict[str, float]:
    """A question's rarer words, and word pairs that hold one, at half the weight."""
    bag: Counter[str] = Counter(word for word in stems if word not in EMPTY)
    found: dict[str, float] = {word: float(count) for word, count in bag.items()}
    for left, right in pairwise(stems):
        if left not in EMPTY or right not in EMPTY:
            found[f"{left} {right}"] = found.get(f"{left} {right}", 0.0) + 0.5
    return found


_ABOUT_AI = frozenset(tokens("ai model models ml llm generative agent algorithm machine training"))
_SAYS_AI = frozenset(tokens("ai ml llm llms genai generative"))
_LEARNING = tuple(tokens("machine learning"))
FAILING = frozenset(
    {"shipped_too_early", "own_mistake", "project_stopped", "incident", "ignored_warning", "misleading_number"}
)
REFUSING = frozenset({"said_no", "held_back", "no_ml"})
_OF_ONE_TEMPER = 0.4
"""The share of what is asked for (deeds at unit length, squared) from which failing or refusing is the temper."""


def _polarity(deeds: Mapping[str, float]) -> str:
    shares = {
        name: sum(weight * weight for deed, weight in deeds.items() if deed in group)
        for name, group in (("failure", FAILING), ("refusal", REFUSING), ("success", frozenset({"growth"})))
    }
    name, share = max(shares.items(), key=lambda each: each[1])
    return name if share > _OF_ONE_TEMPER else "any"
