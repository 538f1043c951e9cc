"""Which part a sentence belongs to: learnt from the labelled stories, measured leave one author out.

    python -m training.parts            measures: each author's stories by weights that never saw that author
    python -m training.parts --restarts measures where stories begin in joined notes without headings
    python -m training.parts --certainty measures whether wrong sentences are among the least certain
    python -m training.parts --write    learns from all authors and writes workbench/intake/weights/parts.npz

Gold are the parts as the authors wrote them, in stories with at least three. Each story's parts are put into one
block in a shuffled order (fixed by the story's id), so that neither headings, paragraphs nor the usual order help.
The weights are those of a structured support vector machine: whole cuttings are compared, not single sentences.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpus import GOLD, read_lines
from workbench.intake import parts as reading
from workbench.intake.sentences import split
from workbench.model.story import PARTS

PARTS_AT_LEAST = 3
ROUNDS = 6
AVERAGED_FROM = 2
RATE = 0.1
MARGIN = 1.0
SEEDS = (0, 1, 2)
"""Three runs in different orders, averaged: linear weights may be."""
AUTHORS_AT_LEAST = 2
"""A feature of one author only says more about the author than about the part."""
LEVELS = 15
"""Steps on each side of zero that a weight is rounded to; finer ones were measured to be no better."""
TARGET = Path(reading.__file__).parent / "weights" / "parts.npz"

Marks = tuple[reading.Ints, reading.Ints, reading.Ints]
_IN = len(PARTS)


@dataclass(frozen=True)
class Told:
    """One labelled story: the features of the sentences of each part."""

    id: str
    parts: dict[int, list[Marks]]

    @property
    def author(self) -> str:
        """Letter and digit that begin the id: one author's voice."""
        return self.id[:2]

    def block(self, order: Sequence[int]) -> tuple[list[Marks], list[int]]:
        """The sentences in one block, parts in `order`, with the part of each."""
        return [mark for part in order for mark in self.parts[part]], [part for part in order for _ in self.parts[part]]


def stories() -> list[Told]:
    """The labelled stories with enough parts."""
    found = []
    for row in read_lines(GOLD / "stories.jsonl.gz"):
        cut = {at: [piece.text for piece in split(str(row.get(part) or ""))] for at, part in enumerate(PARTS)}
        told = {at: [reading.marks(text) for text in texts] for at, texts in cut.items() if texts}
        if len(told) >= PARTS_AT_LEAST:
            found.append(Told(str(row["id"]), told))
    return found


def shared(told: Sequence[Told]) -> NDArray[np.bool_]:
    """Which buckets more than one author fills."""
    authors: dict[int, set[str]] = defaultdict(set)
    for story in told:
        for marks in (mark for part in story.parts.values() for mark in part):
            for group in marks:
                for bucket in group.tolist():
                    authors[bucket].add(story.author)
    keep = np.zeros(reading.BUCKETS, dtype=np.bool_)
    keep[[bucket for bucket, seen in authors.items() if len(seen) >= AUTHORS_AT_LEAST]] = True
    keep[[reading.bucket("p<edge>"), reading.bucket("n<edge>")]] = True
    return keep


def _runs(labels: Sequence[int]) -> list[tuple[int, int, int]]:
    found, start = [], 0
    for at in range(1, len(labels) + 1):
        if at == len(labels) or labels[at] != labels[start]:
            found.append((start, at, labels[start]))
            start = at
    return found


def learn(told: Sequence[Told], seed: int, keep: NDArray[np.bool_]) -> reading.Weights:
    """One run: margin-rescaled structured hinge loss, AdaGrad steps, averaged over the later rounds."""
    chance = random.Random(seed)
    weights = reading.Weights(
        np.zeros((reading.BUCKETS, 3 * _IN), np.float32), np.zeros((reading.LENGTHS + 1, _IN)), np.zeros(_IN)
    )
    seen = np.full_like(weights.words, 1e-2)
    mean = reading.Weights(np.zeros_like(weights.words), np.zeros_like(weights.lengths), np.zeros(_IN))
    order = list(told)
    for number in range(ROUNDS):
        chance.shuffle(order)
        for story in order:
            parts = list(story.parts)
            chance.shuffle(parts)
            marks, gold = story.block(parts)
            if len(gold) <= reading.TOO_LONG:
                _step(weights, seen, reading.rows(marks), gold, keep)
        if number >= AVERAGED_FROM:
            share = 1.0 / (ROUNDS - AVERAGED_FROM)
            mean.words += np.float32(share) * weights.words
            mean.lengths += share * weights.lengths
            mean.absent += share * weights.absent
    return mean


def _step(
    weights: reading.Weights, seen: reading.Floats, rows: list[reading.Row], gold: list[int], keep: NDArray[np.bool_]
) -> None:
    rows = [reading.Row(row.at[keep[row.at]], row.value[keep[row.at]]) for row in rows]
    score = reading.scores(weights, rows)
    score[:, :_IN] += MARGIN
    score[np.arange(len(gold)), gold] -= MARGIN
    worst = reading.cut(weights, score, natural=float("-inf"))
    if worst == gold:
        return
    change = np.zeros((len(gold), 3 * _IN), np.float32)
    for labels, sign in ((gold, 1.0), (worst, -1.0)):
        for start, end, part in _runs(labels):
            change[start:end, part] += sign
            change[start, _IN + part] += sign
            change[end - 1, 2 * _IN + part] += sign
            weights.lengths[min(end - start, reading.LENGTHS), part] += 0.05 * sign
        for part in set(range(_IN)) - set(labels):
            weights.absent[part] += 0.05 * sign
    for at in np.nonzero(change.any(axis=1))[0]:
        slope = rows[at].value[:, None] * change[at][None]
        seen[rows[at].at] += slope * slope
        weights.words[rows[at].at] += RATE * slope / np.sqrt(seen[rows[at].at])


def fit(told: Sequence[Told]) -> reading.Weights:
    """The weights of all seeds, averaged."""
    keep = shared(told)
    runs = [learn(told, seed, keep) for seed in SEEDS]
    return reading.Weights(
        np.mean([run.words for run in runs], axis=0, dtype=np.float32),
        np.mean([run.lengths for run in runs], axis=0),
        np.mean([run.absent for run in runs], axis=0),
    )


def right(weights: reading.Weights, told: Sequence[Told], *, shuffled: bool) -> tuple[int, int]:
    """How many sentences are given their author's part, and how many there are."""
    good = count = 0
    for story in told:
        order = list(story.parts)
        if shuffled:
            random.Random(story.id).shuffle(order)
        marks, gold = story.block(order)
        found = reading.cut(weights, reading.scores(weights, reading.rows(marks)))
        good += sum(one == other for one, other in zip(found, gold, strict=True))
        count += len(gold)
    return good, count


def coarse(weights: reading.Weights) -> reading.Weights:
    """The weights as they are shipped: rounded, so that what is measured is what is used."""
    scale = np.maximum(np.abs(weights.words).max(axis=0), 1e-9) / LEVELS
    words = np.rint(weights.words / scale) * scale
    return reading.Weights(words.astype(np.float32), weights.lengths, weights.absent)


def measure(told: Sequence[Told]) -> float:
    """Print the share of right sentences for each author left out; return it over all of them."""
    authors = sorted({story.author for story in told})
    sums = np.zeros((2, 2), dtype=np.int64)
    print("author  stories  shuffled  as written")
    for author in authors:
        held = [story for story in told if story.author == author]
        weights = coarse(fit([story for story in told if story.author != author]))
        found = np.array([right(weights, held, shuffled=True), right(weights, held, shuffled=False)])
        sums += found
        shares = found[:, 0] / found[:, 1]
        print(f"{author:6}  {len(held):7}  {shares[0]:8.3f}  {shares[1]:10.3f}", flush=True)
    total = sums[:, 0] / sums[:, 1]
    print(f"all     {len(told):7}  {total[0]:8.3f}  {total[1]:10.3f}   ({sums[0, 1]} sentences)")
    return float(total[0])


def measure_restarts(told: Sequence[Told]) -> None:
    """Print how well the beginnings of stories are found in notes of one to six stories without headings.

    Held out are the stories of three authors; parts are joined to paragraphs as often as not.
    """
    held_out = {"d6", "e4", "f1"}
    held = [story for story in told if story.author in held_out]
    weights = coarse(fit([story for story in told if story.author not in held_out]))
    chance = random.Random(0)
    hits = found_wrongly = missed = whole = 0
    trials = 60
    for _ in range(trials):
        marks: list[Marks] = []
        begins: list[int] = []
        gold: list[int] = []
        for story in chance.sample(held, chance.choice([1, 1, 2, 3, 5, 6])):
            gold.append(len(begins))
            for at, part in enumerate(story.parts):
                if at == 0 or chance.random() < 0.5:
                    begins.append(len(marks))
                marks += story.parts[part]
        got, meant = set(reading.restarts(weights, marks, begins)), set(gold)
        hits += len(got & meant) - 1
        found_wrongly += len(got - meant)
        missed += len(meant - got)
        whole += got == meant
    print(
        f"restarts: precision {hits / max(1, hits + found_wrongly):.2f}, recall {hits / max(1, hits + missed):.2f}, "
        f"every one right in {whole} of {trials} notes"
    )


def measure_certainty(told: Sequence[Told]) -> None:
    """Print how many of the wrong sentences are met when a story's least certain ones are looked at first.

    Held out are the stories of three authors, their parts shuffled.
    """
    held_out = {"d6", "e4", "f1"}
    weights = coarse(fit([story for story in told if story.author not in held_out]))
    wrong = 0
    met: dict[int, int] = dict.fromkeys((10, 20, 33, 50), 0)
    for story in (story for story in told if story.author in held_out):
        order = list(story.parts)
        random.Random(story.id).shuffle(order)
        marks, gold = story.block(order)
        score = reading.scores(weights, reading.rows(marks))
        found = reading.cut(weights, score)
        sure = reading.certainty(weights, score, found)
        looked_at = sorted(range(len(gold)), key=lambda at: sure[at])
        errors = {at for at, part in enumerate(gold) if found[at] != part}
        wrong += len(errors)
        for share in met:
            met[share] += len(errors & set(looked_at[: round(len(gold) * share / 100)]))
    shares = ", ".join(f"{count / max(1, wrong):.2f} in the least certain {share} %" for share, count in met.items())
    print(f"of {wrong} wrong sentences: {shares}")


def write(weights: reading.Weights, path: Path = TARGET) -> None:
    """Write the rounded weights of the buckets that are used."""
    scale = (np.maximum(np.abs(weights.words).max(axis=0), 1e-9) / LEVELS).astype(np.float32)
    words = np.rint(weights.words / scale).astype(np.int8)
    used = np.nonzero(words.any(axis=1))[0]
    np.savez_compressed(
        path,
        at=used.astype(np.uint16),
        words=words[used],
        scale=scale,
        lengths=weights.lengths.astype(np.float32),
        absent=weights.absent.astype(np.float32),
    )
    print(f"{path.name}: {path.stat().st_size // 1000} KB, {len(used)} features")


def main() -> None:
    """Measure or write, as the command line says."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--restarts", action="store_true", help="measure where stories begin in joined notes")
    options.add_argument("--certainty", action="store_true", help="measure whether errors are the least certain")
    options.add_argument("--write", action="store_true", help="learn from all authors and write the weights")
    chosen = options.parse_args()
    started = time.perf_counter()
    told = stories()
    if chosen.write:
        write(fit(told))
    elif chosen.restarts:
        measure_restarts(told)
    elif chosen.certainty:
        measure_certainty(told)
    else:
        measure(told)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
