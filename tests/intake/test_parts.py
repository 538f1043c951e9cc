"""Proposed parts: right on an author whom the weights never saw, the same every time, exact in their search."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from workbench import samples
from workbench.intake import parts
from workbench.intake.sentences import split
from workbench.model.story import PARTS, Part


def _block(shuffled: bool) -> list[tuple[list[str], list[Part]]]:
    found = []
    for story in samples.stories():
        order = [part for part in PARTS if story.parts()[part]]
        if shuffled:
            random.Random(story.id).shuffle(order)
        sentences = [(piece.text, part) for part in order for piece in split(story.parts()[part])]
        found.append(([text for text, _ in sentences], [part for _, part in sentences]))
    return found


@pytest.mark.parametrize(("shuffled", "least"), [(True, 0.82), (False, 0.86)])
def test_most_sentences_of_the_samples_get_their_part(shuffled: bool, least: float) -> None:
    right = count = 0
    for sentences, gold in _block(shuffled):
        found = [part for part, _ in parts.propose(sentences)]
        right += sum(one == other for one, other in zip(found, gold, strict=True))
        count += len(gold)
    assert right / count >= least


def test_the_same_text_gets_the_same_proposal() -> None:
    sentences, _ = _block(shuffled=True)[0]
    first = parts.propose(sentences)
    parts.shipped.cache_clear()
    assert parts.propose(sentences) == first


def test_nothing_and_one_word_are_answered() -> None:
    assert parts.propose([]) == []
    assert len(parts.propose(["Yes"])) == 1
    assert len(parts.propose(["", "🦉", "\n"])) == 3


def test_a_part_is_told_in_one_go() -> None:
    for sentences, _ in _block(shuffled=True):
        runs = [part for part, _ in itertools.groupby(part for part, _ in parts.propose(sentences))]
        assert len(runs) == len(set(runs))


def test_the_search_finds_what_trying_everything_finds() -> None:
    chance = np.random.default_rng(7)
    for count in (1, 2, 3, 4):
        weights = parts.Weights(
            np.zeros((1, 15), np.float32), chance.normal(size=(parts.LENGTHS + 1, 5)), chance.normal(size=5)
        )
        score = chance.normal(size=(count, 15)) * 2

        def worth(labels: tuple[int, ...], score: np.ndarray = score, weights: parts.Weights = weights) -> float:
            runs = [(key, len(list(group))) for key, group in itertools.groupby(labels)]
            if len({key for key, _ in runs}) < len(runs):
                return float("-inf")
            total, at = 0.0, 0
            for key, length in runs:
                inside = float(score[at : at + length, key].sum())
                total += inside + float(score[at, 5 + key]) + float(score[at + length - 1, 10 + key])
                total += float(weights.lengths[length, key])
                at += length
            return total + sum(float(weights.absent[part]) for part in range(5) if part not in labels)

        best = max(itertools.product(range(5), repeat=count), key=worth)
        assert parts.cut(weights, score, natural=float("-inf")) == list(best)


def test_certainty_is_the_share_of_all_cuttings_that_agree() -> None:
    chance = np.random.default_rng(11)
    for count in (1, 2, 3, 4):
        weights = parts.Weights(
            np.zeros((1, 15), np.float32), chance.normal(size=(parts.LENGTHS + 1, 5)), chance.normal(size=5)
        )
        score = chance.normal(size=(count, 15))

        def weight(
            labels: tuple[int, ...], ordered: bool, score: np.ndarray = score, weights: parts.Weights = weights
        ) -> float:
            runs = [(key, len(list(group))) for key, group in itertools.groupby(labels)]
            names = [key for key, _ in runs]
            if len(set(names)) < len(names) or (ordered and names != sorted(names)):
                return 0.0
            total, at = 0.0, 0
            for key, length in runs:
                total += float(score[at : at + length, key].sum() + score[at, 5 + key])
                total += float(score[at + length - 1, 10 + key] + weights.lengths[length, key])
                at += length
            return float(np.exp(total + sum(float(weights.absent[part]) for part in range(5) if part not in labels)))

        free = {labels: weight(labels, False) for labels in itertools.product(range(5), repeat=count)}
        usual = {labels: weight(labels, True) for labels in free}
        share = np.exp(parts.NATURAL) * sum(usual.values())
        share /= share + sum(free.values())
        found = parts.cut(weights, score)
        for at, sure in enumerate(parts.certainty(weights, score, found)):
            wanted = sum(
                mixed * sum(worth for labels, worth in every.items() if labels[at] == found[at]) / sum(every.values())
                for every, mixed in ((usual, share), (free, 1 - share))
            )
            assert sure == pytest.approx(wanted, abs=0.002)


def test_wrong_proposals_are_among_the_least_certain() -> None:
    wrong = early = 0
    for sentences, gold in _block(shuffled=True):
        found = parts.propose(sentences)
        order = sorted(range(len(found)), key=lambda at: found[at][1])
        errors = {at for at, part in enumerate(gold) if found[at][0] != part}
        wrong += len(errors)
        early += len(errors & set(order[: len(order) // 3]))
    # A third of the sentences, looked at in this order, would hold a third of the errors by chance.
    assert early / wrong >= 0.55


def test_a_text_that_is_too_long_for_one_story_is_still_answered() -> None:
    assert len(parts.propose(["I did it."] * (parts.TOO_LONG + 1))) == parts.TOO_LONG + 1
