"""The linear reader's training: sentences, the story as a whole, the pooling and what concerns the whole story.

The pooling must learn from scores such as it will meet on unseen authors, never from scores of
sentences that were trained on. So sentence weights are fitted with every pair of folds left out
(fifteen fits, sharing their work), and fold i's pooling learns on fold j from the weights that saw neither.
"""

from __future__ import annotations

import itertools
import pickle
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from training.corpus import FOLDS, Floats, Gold, folds, items, sentence_levels, stories
from training.linear import Linear, fit, matrix, rarity, vocabulary
from training.pool import fit_network
from workbench.depth.labels import THEMES
from workbench.depth.ngrams import features, tokens
from workbench.depth.pooling import COUNT, Network, describe
from workbench.depth.signals import NAMES, signals

SENTENCE_PENALTY, STORY_PENALTY = 0.25, 0.15
POSITIVE, UNQUOTED, SINGLE = 4.0, 0.8, 0.7
"""How much counts a sentence that shows a criterion, an unquoted one of a story that has it, a single sentence."""
STORY_MIN_SEEN = 8
NONE_WEIGHT = 0.5
"""Stories without AI weigh less: whether there is AI is the gate's question."""


@dataclass
class Material:
    """Everything that the fits share: sparse rows of sentences and stories, and what is to be learnt."""

    words: list[str]
    rarity: Floats
    x: sparse.csr_matrix
    y: Floats
    trust: Floats
    owner: NDArray[np.int64]
    kinds: NDArray[np.float64]
    story_features: NDArray[np.int64]
    story_x: sparse.csr_matrix
    story_y: Floats
    fold: NDArray[np.int64]


def kinds_of(texts: list[str]) -> NDArray[np.float64]:
    """Sentences × signals, 0 or 1."""
    rows = []
    for text in texts:
        shown = set(signals(text, tokens(text)))
        rows.append([float(name in shown) for name in NAMES])
    return np.array(rows)


def whole_story(story: Gold) -> Floats:
    """What is to be learnt of a story as a whole; the order is that of `story_slices`."""
    themes = np.array([t in story.themes for t in THEMES])
    ai = np.array([story.role != "none", story.role == "native"])
    parts = [ai, story.levels >= 1, story.levels >= 2, story.values >= 1, story.values >= 2, themes]
    return np.concatenate([*parts, story.craft >= 1, story.craft >= 2]).astype(np.float32)


def material() -> Material:
    """Cut, count and weigh the words of the whole gold set."""
    gold, single = stories(), items()
    texts = [s.text for story in gold for s in story.sentences]
    rows = [features(text) for text in texts] + [features(item.text) for item in single]
    words = vocabulary(rows)
    idf = rarity(rows, words)
    marks = [sentence_levels(story) for story in gold]
    levels = np.concatenate([m[0] for m in marks] + [np.stack([i.levels for i in single])])
    told = [np.where(m[1] < 1.0, UNQUOTED, 1.0).astype(np.float32) for m in marks]
    trust = np.concatenate([*told, np.full((len(single), COUNT), SINGLE, np.float32)])
    y = np.concatenate([levels >= 1, levels >= 2], 1).astype(np.float32)
    owner = np.concatenate([np.full(len(story.sentences), i) for i, story in enumerate(gold)])
    x = matrix(rows, words, idf)
    chosen, story_x = _bags(x[: len(owner)], owner, words, idf, len(gold))
    return Material(
        words=words, rarity=idf, x=x, y=y, trust=np.concatenate([trust, trust], 1) * (1 + (POSITIVE - 1) * y),
        owner=owner,
        kinds=kinds_of(texts), story_features=chosen, story_x=story_x,
        story_y=np.stack([whole_story(story) for story in gold]), fold=folds(),
    )  # fmt: skip


def _bags(
    x: sparse.csr_matrix, owner: NDArray[np.int64], words: list[str], idf: Floats, count: int
) -> tuple[NDArray[np.int64], sparse.csr_matrix]:
    """The stories as bags of words: which features are kept, and unit rows of (1 + log count) × rarity."""
    present = x.copy()
    present.data[:] = 1
    gather = sparse.csr_matrix(
        (np.ones(len(owner), np.float32), (owner, np.arange(len(owner)))), shape=(count, len(owner))
    )
    bags = (gather @ present).tocsr()
    seen = np.asarray((bags > 0).sum(0)).ravel()
    chosen = np.flatnonzero((seen >= STORY_MIN_SEEN) & np.array([not w.startswith("~") for w in words]))
    bags = bags[:, chosen].tocsr()
    bags.data = 1 + np.log(bags.data)
    bags = bags.multiply(idf[chosen]).tocsr()
    length = np.sqrt(np.asarray(bags.multiply(bags).sum(1)))
    return chosen, sparse.csr_matrix(bags.multiply(1 / np.maximum(length, 1e-6))).astype(np.float32)


@dataclass
class Fitted:
    """The fits with folds a and b left out (a = b: one fold; None: none)."""

    sentence: Linear
    story: Linear


def fit_without(m: Material, left_out: tuple[int, ...], start: Linear | None) -> Fitted:
    """Sentence and story weights from everything but the stories of the folds `left_out`."""
    keep_story = ~np.isin(m.fold, left_out)
    keep = np.concatenate([keep_story[m.owner], np.ones(m.x.shape[0] - len(m.owner), bool)])
    sentence = fit(m.x[keep], m.y[keep], m.trust[keep], SENTENCE_PENALTY, 50, start)
    y = m.story_y[keep_story]
    return Fitted(sentence, fit(m.story_x[keep_story], y, story_trust(y), STORY_PENALTY, 40))


def story_trust(y: Floats) -> Floats:
    """Stories with and without AI weigh the same in all, whichever authors are left out."""
    trust = np.ones_like(y)
    ai = y[:, 0] > 0
    trust[~ai, 0] = ai.sum() / max((~ai).sum(), 1)
    return trust


def first_start(m: Material) -> Linear:
    """Weights from the single sentences alone, by authors of no story: a start that leaks nothing."""
    keep = np.arange(m.x.shape[0]) >= len(m.owner)
    return fit(m.x[keep], m.y[keep], m.trust[keep], SENTENCE_PENALTY, 40)


@dataclass
class Crossed:
    """What the linear fits say of all stories: by the pair of folds left out, and the fit on everything."""

    sentence: dict[tuple[int, int], Floats]
    """Pair of folds left out -> log-odds of all story sentences."""
    story: dict[tuple[int, int], Floats]
    """Pair of folds left out -> log-odds of all stories as bags of words."""
    final: Fitted

    def unseen(self, fold: NDArray[np.int64], left_out: int | None) -> Floats:
        """Sentence scores such as a fold's second stage learns from: by fits that saw neither it nor the sentence."""
        made = np.zeros_like(next(iter(self.sentence.values())))
        for f in range(FOLDS):
            key = (f, f) if left_out is None else (min(f, left_out), max(f, left_out))
            made[fold == f] = self.sentence[key][fold == f]
        return made


def crossed(m: Material, kept: Path) -> Crossed:
    """Sixteen fits, about three minutes on an idle core; kept under `kept` for a later run."""
    place = kept / "linear.pkl"
    if place.exists():
        found: Crossed = pickle.loads(place.read_bytes())
        return found
    start = first_start(m)
    made = Crossed({}, {}, fit_without(m, (), start))
    for a, b in itertools.combinations_with_replacement(range(FOLDS), 2):
        began = time.monotonic()
        fitted = fit_without(m, (a, b), start)
        made.sentence[a, b] = fitted.sentence.scores(m.x[: len(m.owner)])
        made.story[a, b] = fitted.story.scores(m.story_x)
        print(f"words: folds {a} and {b} left out, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    place.write_bytes(pickle.dumps(made))
    return made


def pooled(m: Material, c: Crossed) -> tuple[NDArray[np.float64], Network]:
    """The linear reader's chances out of fold (stories × 18 × 2), and the pooling network that ships."""
    rows: dict[tuple[int, int], dict[int, NDArray[np.float64]]] = {}
    for key, scores in c.sentence.items():
        rows[key] = {
            int(i): describe(
                scores[m.owner == i].astype(np.float64),
                m.kinds[m.owner == i],
                c.story[key][i, 2 : 2 + 2 * COUNT].astype(np.float64),
            )
            for i in np.flatnonzero(np.isin(m.fold, key))
        }
    levels = m.story_y[:, 2 : 2 + 2 * COUNT].reshape(-1, 2, COUNT).transpose(0, 2, 1)
    weight = np.where(m.story_y[:, 0] > 0, 1.0, NONE_WEIGHT).astype(np.float32)
    chances = np.zeros((len(m.fold), COUNT, 2))
    for f in range(FOLDS):
        learn = np.flatnonzero(m.fold != f)
        seen = np.concatenate([rows[min(f, m.fold[i]), max(f, m.fold[i])][int(i)] for i in learn])
        network = fit_network(seen, levels[learn].reshape(-1, 2), np.repeat(weight[learn], COUNT))
        for i in np.flatnonzero(m.fold == f):
            chances[i] = network.chances(rows[f, f][int(i)])
    seen = np.concatenate([rows[f, f][i] for i, f in enumerate(m.fold)])
    return chances, fit_network(seen, levels.reshape(-1, 2), np.repeat(weight, COUNT))
