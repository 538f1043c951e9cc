"""Which part of a story each sentence belongs to: a proposal, made from the sentences alone.

Each sentence is scored for being in, beginning and ending each part; then the best cutting of the whole text into
runs is found exactly, each part at most once, since people tell a part in one go. The telling order counts only a
little, because people begin with the result as often as coaches tell them to. Same text, same proposal.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.intake.certainty import shares
from workbench.intake.cues import features
from workbench.model.story import PARTS, Part

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BUCKETS: Final = 1 << 16
CONTEXT: Final = 0.45
"""How much a sentence's neighbours weigh against its own words; chosen on the labelled stories."""
NATURAL: Final = 1.0
"""What the usual order, situation to learning, is worth where the words leave it open."""
PARAGRAPH: Final = 1.0
"""What the beginning of a paragraph is worth as the beginning of a part."""
LENGTHS: Final = 30
"""Runs of this many sentences and more count as equally long."""
TOO_LONG: Final = 200
"""Sentences; a longer text is no single story, and is judged sentence by sentence."""
WEIGHED: Final = 80
"""Sentences; of a longer text not all cuttings are weighed, each sentence is judged by its own words."""
RESTART: Final = 2.0
"""What a further story in one text must be worth before it is proposed as one."""
RUN_PARAGRAPHS: Final = 14
RUN_SENTENCES: Final = 80
"""A run of more paragraphs or sentences is not weighed as one story."""

_PARTS: Final = len(PARTS)
_WITHOUT: Final = [np.array([mask for mask in range(32) if not mask >> part & 1]) for part in range(_PARTS)]
_BEFORE: Final = [np.arange(1 << part) for part in range(_PARTS)]
_ABSENT: Final = np.array([[float(not mask >> part & 1) for part in range(_PARTS)] for mask in range(32)])
_NEVER: Final = -1e9


@dataclass
class Weights:
    """`words`: buckets × (in, begins, ends) of each part; `lengths`: run lengths × parts; `absent`: parts."""

    words: Floats
    lengths: NDArray[np.float64]
    absent: NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """The features of one sentence as bucket numbers, with what each counts."""

    at: Ints
    value: Floats


def bucket(name: str) -> int:
    """Return the bucket of a feature. CRC-32, because Python's own hash differs from run to run."""
    return zlib.crc32(name.encode("utf-8", "replace")) % BUCKETS


def marks(text: str) -> tuple[Ints, Ints, Ints]:
    """Return the buckets of a sentence: its own, and as the one before and the one after another sentence."""
    own, seen = features(text)
    return (
        _buckets(own),
        _buckets(["p" + name for name in seen]),
        _buckets(["n" + name for name in seen]),
    )


def _buckets(names: list[str]) -> Ints:
    return np.array(sorted({bucket(name) for name in names}), dtype=np.int64)


_FIRST: Final = _buckets(["p<edge>"])
_LAST: Final = _buckets(["n<edge>"])


def rows(sentences: Sequence[tuple[Ints, Ints, Ints]]) -> list[Row]:
    """Return each sentence's features together with those of its neighbours."""
    found = []
    for at, (own, _, _) in enumerate(sentences):
        before = sentences[at - 1][1] if at else _FIRST
        after = sentences[at + 1][2] if at + 1 < len(sentences) else _LAST
        values = [np.full(len(group), share / max(1, len(group)) ** 0.5, dtype=np.float32)
                  for group, share in ((own, 1.0), (before, CONTEXT), (after, CONTEXT))]  # fmt: skip
        found.append(Row(np.concatenate([own, before, after]), np.concatenate(values)))
    return found


def scores(weights: Weights, found: Sequence[Row]) -> NDArray[np.float64]:
    """Return for each sentence its scores for being in, beginning and ending each part."""
    return np.array([(weights.words[row.at] * row.value[:, None]).sum(axis=0) for row in found], dtype=np.float64)


def cut(weights: Weights, score: NDArray[np.float64], natural: float = NATURAL) -> list[int]:
    """Return the part number of each sentence in the best cutting into runs, each part at most once."""
    if len(score) > TOO_LONG:
        return [int(part) for part in score[:, :_PARTS].argmax(axis=1)]
    free, free_worth = _best(weights, score, _WITHOUT)
    if natural == float("-inf"):
        return free
    ordered, ordered_worth = _best(weights, score, _BEFORE)
    return ordered if ordered_worth + natural >= free_worth else free


def certainty(weights: Weights, score: NDArray[np.float64], found: Sequence[int]) -> list[float]:
    """Return for each sentence how much of the weight of all cuttings agrees with its part in `found`, 0 to 1."""
    count = len(score)
    inside = score[:, :_PARTS]
    if count > WEIGHED:
        worth = np.exp(inside - inside.max(axis=1, keepdims=True))
        alone = worth / worth.sum(axis=1, keepdims=True)
        return [round(float(alone[at, part]), 3) for at, part in enumerate(found)]
    begins, ends = score[:, _PARTS : 2 * _PARTS], score[:, 2 * _PARTS :]
    total = np.vstack([np.zeros(_PARTS), inside.cumsum(axis=0)])
    runs = np.full((count, count + 1, _PARTS), _NEVER)
    for end in range(1, count + 1):
        lengths = np.minimum(np.arange(end, 0, -1), LENGTHS)
        runs[:end, end] = total[end] - total[:end] + begins[:end] + ends[end - 1] + weights.lengths[lengths]
    absent = _ABSENT @ weights.absent
    free, free_worth = shares(runs, absent, _WITHOUT)
    ordered, ordered_worth = shares(runs, absent, _BEFORE)
    usual = 1.0 / (1.0 + np.exp(np.clip(free_worth - ordered_worth - NATURAL, -50.0, 50.0)))
    agreeing = usual * ordered + (1.0 - usual) * free
    return [round(float(min(1.0, agreeing[at, part])), 3) for at, part in enumerate(found)]


def _best(weights: Weights, score: NDArray[np.float64], sources: list[Ints]) -> tuple[list[int], float]:
    """Exact search over (sentence, set of parts used): `sources` says after which sets a part may come."""
    count = len(score)
    inside, begins, ends = score[:, :_PARTS], score[:, _PARTS : 2 * _PARTS], score[:, 2 * _PARTS :]
    total = np.vstack([np.zeros(_PARTS), inside.cumsum(axis=0)])
    worth = np.full((count + 1, 32), _NEVER)
    worth[0, 0] = 0.0
    came_from = np.zeros((count + 1, 32), dtype=np.int64)
    came_by = np.zeros((count + 1, 32), dtype=np.int64)
    for end in range(1, count + 1):
        lengths = np.minimum(np.arange(end, 0, -1), LENGTHS)
        runs = total[end] - total[:end] + begins[:end] + ends[end - 1] + weights.lengths[lengths]
        for part in range(_PARTS):
            source = sources[part]
            candidates = worth[:end, source] + runs[:, part, None]
            start = candidates.argmax(axis=0)
            value = candidates[start, np.arange(len(source))]
            reached = source | 1 << part
            better = value > worth[end, reached]
            reached = reached[better]
            worth[end, reached] = value[better]
            came_from[end, reached] = start[better]
            came_by[end, reached] = part
    final = worth[count] + _ABSENT @ weights.absent
    mask = int(final.argmax())
    found, end = [0] * count, count
    while end:
        start, part = int(came_from[end, mask]), int(came_by[end, mask])
        found[start:end] = [part] * (end - start)
        mask ^= 1 << part
        end = start
    return found, float(final.max())


def restarts(weights: Weights, sentences: Sequence[tuple[Ints, Ints, Ints]], begins: Sequence[int]) -> list[int]:
    """Return which of the paragraphs beginning at `begins` begin a story; the first always does.

    Exact search over cuttings into runs of paragraphs: the sum of what each run is worth as one story, less
    `RESTART` for each.
    """
    edges = [*begins, len(sentences)]
    score = scores(weights, rows(sentences))
    # At the edges of a story a sentence has no neighbour: those scores are made once for each paragraph.
    opening = {at: scores(weights, rows(sentences[at : at + 2])[:1])[0] for at in begins}
    closing = {end: scores(weights, rows(sentences[max(0, end - 2) : end])[-1:])[0] for end in edges[1:]}
    count = len(begins)
    worth = [0.0] + [_NEVER] * count
    came_from = [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(end - 1, max(-1, end - 1 - RUN_PARAGRAPHS), -1):
            first, last = edges[start], edges[end]
            if last - first > RUN_SENTENCES and end - start > 1:
                break
            inner = score[first:last].copy()
            inner[0], inner[-1] = opening[first], closing[last]
            for at in edges[start + 1 : end]:
                inner[at - first, _PARTS : 2 * _PARTS] += PARAGRAPH
            # Whoever tells several stories in a row tells each from its situation on.
            value = worth[start] + _best(weights, inner, _BEFORE)[1] - RESTART
            if value > worth[end]:
                worth[end], came_from[end] = value, start
    found, end = [], count
    while end:
        end = came_from[end]
        found.append(end)
    return found[::-1]


def stories_at(sentences: Sequence[str], begins: Sequence[int]) -> list[int]:
    """Return which of the paragraphs that begin at the sentences `begins` begin a story."""
    return restarts(shipped(), [marks(sentence) for sentence in sentences], begins)


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """Return the weights that travel with the product."""
    with (
        (files("workbench.intake.weights") / "parts.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as held,
    ):
        words = np.zeros((BUCKETS, 3 * _PARTS), dtype=np.float32)
        words[held["at"]] = held["words"].astype(np.float32) * held["scale"].astype(np.float32)
        return Weights(words, held["lengths"].astype(np.float64), held["absent"].astype(np.float64))


def propose(sentences: Sequence[str], paragraphs: Collection[int] = ()) -> list[tuple[Part, float]]:
    """Return a part for each sentence, and how certain it is, 0 to 1.

    `paragraphs` are the numbers of those that begin a paragraph.
    """
    if not sentences:
        return []
    weights = shipped()
    score = scores(weights, rows([marks(sentence) for sentence in sentences]))
    for at in paragraphs:
        if 0 < at < len(sentences):
            score[at, _PARTS : 2 * _PARTS] += PARAGRAPH
    found = cut(weights, score)
    return [(PARTS[part], sure) for part, sure in zip(found, certainty(weights, score, found), strict=True)]
