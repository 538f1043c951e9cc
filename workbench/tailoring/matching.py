"""Words of a question met by the words of a story: the same words, words near in meaning, and whole sentences.

A long story holds something of every question. So what it shares with this question is set against what it shares
with any: the questions of the bank, averaged (`Usual`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from themes import words
from themes.schema import Catalogue
from workbench.tailoring.background import background
from workbench.tailoring.meanings import meanings
from workbench.tailoring.once import once
from workbench.tailoring.phrases import tokens
from workbench.tailoring.questions import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 10.0
"""Short questions would else be answered by one shared word: a question counts as holding ten units at least."""

_KIN = 0.5
"""What a word of the same kin is worth beside the question's own word."""

_MOST = 1.2
"""What one word of a question is worth at the most: a short question ("the roadmap?") hangs on none alone."""

_BEST = 3
"""How many of a story's sentences speak for what it is about: one alone may be a chance."""


@dataclass(frozen=True, slots=True)
class Held:
    """The words of one story, made ready for matching."""

    counts: Mapping[str, int]
    length: int
    rows: NDArray[Any]
    """Rows of its stems in `Meanings.vectors`, and how often each stands in it."""
    often: NDArray[Any]
    senses: NDArray[Any]
    """What each of its sentences is about."""
    usual_words: float = 0.0
    usual_sense: float = 0.0
    """What it shares with any question."""


def held(counts: Mapping[str, int], length: int, sentences: Sequence[Sequence[str]], catalogue: Catalogue) -> Held:
    """Make the words of a story ready. `sentences` are the stems of its sentences."""
    import numpy as np

    known, usual = meanings(), Usual.of(catalogue)
    stems = [stem for stem in counts if stem in known.rows]
    senses = np.array([_sense(tuple(each)) for each in sentences]) if sentences else np.zeros((0, 1))
    met = sum(share * often(counts[word], length) for word, share in usual.shares.items() if word in counts)
    return Held(
        counts,
        length,
        known.of(stems),
        np.array([float(counts[stem]) for stem in stems]),
        senses,
        met / max(1, usual.questions),
        float(_top(senses @ usual.senses.T).mean()) if len(senses) and usual.questions else 0.0,
    )


def shared(stems: tuple[str, ...], story: Held) -> float:
    """The share of a question's rarer words that the story holds too, or holds a word of the same kin for."""
    whole, wanted = _wanted(stems)
    found = 0.0
    for word, rarity, others in wanted:
        if word in story.counts:
            found += rarity * often(story.counts[word], story.length)
            continue
        met = 0.0
        for other, worth in others:
            if other in story.counts:
                met = max(met, worth * often(story.counts[other], story.length))
        found += _KIN * met
    return found / max(whole, LEAST)


def near(stems: tuple[str, ...], story: Held) -> float:
    """The share of a question's rarer words that the story's words mean too, however they are written."""
    import numpy as np

    whole, rarities, nearness = _meant(stems)
    if not len(rarities) or not len(story.rows):
        return 0.0
    counts = story.often @ nearness[story.rows]
    met = np.minimum(_MOST, counts * 2.2 / (counts + _slack(story.length)))
    return float(rarities @ met) / max(whole, LEAST)


def alike(stems: tuple[str, ...], story: Held) -> float:
    """How like the question the story's three likest sentences are in what they are about, -1 to 1."""
    return float(_top((story.senses @ _sense(stems))[:, None])[0]) if len(story.senses) else 0.0


def within(stems: tuple[str, ...], sentence: Sequence[str]) -> float:
    """The share of a question's rarer words that one sentence means too."""
    whole, rarities, nearness = _meant(stems)
    rows = meanings().of([stem for stem in dict.fromkeys(sentence) if stem not in EMPTY])
    if not len(rarities) or not len(rows):
        return 0.0
    return float(rarities @ nearness[rows].max(axis=0)) / max(whole, LEAST)


def kindred(stems: tuple[str, ...], story: Held, at: int) -> float:
    """How like the question one sentence is in what it is about, -1 to 1."""
    return float(story.senses[at] @ _sense(stems))


def often(count: int, length: int) -> float:
    """What a word's count is worth (the saturation of BM25): the fifth mention says little more than the second."""
    return count * 2.2 / (count + _slack(length))


def _slack(length: int) -> float:
    return 1.2 * (0.25 + 0.75 * length / 250)


def _top(likeness: NDArray[Any]) -> NDArray[Any]:
    """The mean of the likest sentences (rows) for each question (columns)."""
    import numpy as np

    return np.asarray(np.sort(likeness, axis=0)[-_BEST:].mean(axis=0))


@lru_cache(maxsize=4096)
def _sense(stems: tuple[str, ...]) -> NDArray[Any]:
    return meanings().sense([stem for stem in stems if stem not in EMPTY], background().rarity)


@lru_cache(maxsize=256)
def _meant(stems: tuple[str, ...]) -> tuple[float, NDArray[Any], NDArray[Any]]:
    """A question's rarity as a whole, and of each known word its rarity and what of all known words means it."""
    import numpy as np

    measured, known = background(), meanings()
    wanted = [stem for stem in dict.fromkeys(stems) if stem not in EMPTY]
    met = [stem for stem in wanted if stem in known.rows]
    rarities = np.array([measured.rarity(stem) for stem in met])
    return sum(measured.rarity(stem) for stem in wanted), rarities, known.nearness(met)


@lru_cache(maxsize=256)
def _wanted(stems: tuple[str, ...]) -> tuple[float, tuple[tuple[str, float, tuple[tuple[str, float], ...]], ...]]:
    """A question's rarer words with their rarity and kin, and the rarity of all together; once for all stories."""
    measured, kin = background(), _kin()
    wanted = []
    asked = frozenset(stems)
    for word in dict.fromkeys(stems):
        if word not in EMPTY:
            rarity = measured.rarity(word)
            # A word that the question holds itself ("personal data") is met once, not again as kin.
            others = sorted(kin.get(word, frozenset()) - asked)
            wanted.append((word, rarity, tuple((other, min(rarity, measured.rarity(other))) for other in others)))
    return sum(rarity for _, rarity, _ in wanted), tuple(wanted)


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Stem -> the stems that are used for the same thing (`themes/words/kin.toml`)."""
    found: dict[str, frozenset[str]] = {}
    for group in words.listed("kin")["kin"]:
        stems = frozenset(stem for word in group.split() for stem in tokens(word))
        for stem in stems:
            found[stem] = found.get(stem, frozenset()) | stems
    return found


class Usual:
    """What stories share with questions in general, from a catalogue's own; made once, `Usual.of(catalogue)`."""

    def __init__(self, catalogue: Catalogue) -> None:
        import numpy as np

        asked = [tuple(tokens(question.text)) for question in catalogue.questions.values()]
        self.questions = len(asked)
        self.shares: dict[str, float] = {}
        """Stem -> its share of each question that holds it, added up."""
        for stems in asked:
            whole, wanted = _wanted(stems)
            for word, rarity, _ in wanted:
                self.shares[word] = self.shares.get(word, 0.0) + rarity / max(whole, LEAST)
        self.senses = np.array([_sense(stems) for stems in asked]) if asked else np.zeros((1, 1))

    @staticmethod
    @once
    def of(catalogue: Catalogue) -> Usual:
        """Return what is usual for a catalogue, built once."""
        return Usual(catalogue)
