"""Make the reader's weights from the labelled stories: `python -m training.train` (`make train`).

Order: a large teacher is tuned on the lessons, and the encoder that ships on them and on the teacher's answers; all
sentences become vectors; the linear reader is fitted with every pair of folds left out; pooling, heads, gate and the
rest learn from what those fits say of stories that they did not see. What a step makes is kept under `build/reading`,
by the checksum of the labels, so that a run that was stopped goes on where it was.
Writes `workbench/depth/weights/` and `training/out_of_fold.npz`, from which `make eval` prints the figures.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training import (
    cuts,
    export,
    export_encoder,
    fit_gate,
    fit_hints,
    fit_linear,
    fit_meeting,
    fit_story,
    predictions,
    story_head,
)
from training.corpus import FOLDS, TAUGHT, Gold, checksum, snippets, stories
from training.vectors import vectors
from training.warm import warm
from workbench.depth import evidence
from workbench.depth.analysis import VECTOR_SCALE, bag_of, beside
from workbench.depth.gate import names_ai
from workbench.depth.hints import ai_of
from workbench.depth.storywide import OUTPUTS, VIEWS, Heads, describe_story

BUILD = Path(__file__).resolve().parent.parent / "build" / "reading"
SEEDS = (1, 2)
MIXED, NONE_WEIGHT = 0.2, 0.5

Floats = NDArray[np.float64]


class HeadRun:
    """The heads of all folds and seeds, and what they say out of fold."""

    def __init__(
        self, gold: list[Gold], m: fit_linear.Material, c: fit_linear.Crossed, scaled: Floats, kept: Path
    ) -> None:
        self.finals: list[story_head.StoryHead] = []
        chances, rest, sentences = [], [], []
        vector = torch.tensor(scaled, dtype=torch.float32)
        for seed in SEEDS:
            criteria = np.zeros((len(gold), 36))
            whole = np.zeros((len(gold), OUTPUTS))
            scores = np.zeros((len(m.owner), 36))
            for f in range(FOLDS + 1):
                seen = c.unseen(m.fold[m.owner], f if f < FOLDS else None).astype(np.float64)
                by_words = beside(seen, m.kinds).astype(np.float32)
                course = story_head.Course(gold, vector, by_words, np.flatnonzero(m.fold != f), MIXED, NONE_WEIGHT)
                head = _head(course, seed, kept / f"head-{seed}-{f}.pt")
                for i in np.flatnonzero(m.fold == f):
                    scores[m.owner == i], criteria[i], whole[i] = story_head.judge(head, course, by_words, int(i))
            self.finals.append(head)
            chances.append(1 / (1 + np.exp(-criteria.reshape(len(gold), 2, 18).transpose(0, 2, 1))))
            rest.append(whole)
            sentences.append(scores)
        self.chances, self.rest, self.sentences = (np.mean(x, axis=0) for x in (chances, rest, sentences))


def _head(course: story_head.Course, seed: int, place: Path) -> story_head.StoryHead:
    if place.exists():
        head = story_head.StoryHead(course.vectors.shape[1], course.beside.shape[1])
        head.load_state_dict(torch.load(place, weights_only=True))
        return head.eval()
    head = story_head.teach(course, seed)
    torch.save(head.state_dict(), place)
    return head


def quotes_of(
    gold: list[Gold], owner: NDArray[np.int64], scores: Floats, level: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The sentences that would be quoted for the levels said."""
    made = np.full((len(gold), 18, 2), -1)
    for i, story in enumerate(gold):
        mine = scores[owner == i]
        for k in range(18):
            for place, j in enumerate(evidence.choose(k, int(level[i, k]), mine, story.sentences)):
                made[i, k, place] = j
    return made


def main() -> None:
    """Train all, or what is not yet there."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    kept = BUILD / checksum()
    kept.mkdir(parents=True, exist_ok=True)
    gold = stories()
    truth = np.stack([s.levels for s in gold])
    ai = np.array([s.role != "none" for s in gold])
    untaught = np.array([s.author not in TAUGHT for s in gold])
    named = np.array([any(names_ai(one.text) for one in s.sentences) for s in gold])
    export_encoder.write(warm(kept), export.WEIGHTS)
    raw = vectors(export.WEIGHTS, kept)
    middle, spread = raw.mean(0), raw.std(0)
    vector = (raw - middle) / spread
    m = fit_linear.material()
    c = fit_linear.crossed(m, kept)
    by_words, network = fit_linear.pooled(m, c)
    heads = HeadRun(gold, m, c, vector * VECTOR_SCALE, kept)
    chances = (by_words + heads.chances) / 2
    expected = chances.sum(2)
    hints = fit_hints.fit_hints(vector[len(vector) - len(snippets()) :])
    bags = np.stack([c.story[int(f), int(f)][i] for i, f in enumerate(m.fold)]).astype(np.float64)
    seen = [
        describe_story(
            bag_of(bags[i]),
            heads.rest[i],
            vector[: len(m.owner)][m.owner == i],
            chances[i],
            s.sentences,
            m.kinds[m.owner == i],
            hints.describe(vector[: len(m.owner)][m.owner == i]),
        )
        for i, s in enumerate(gold)
    ]
    features = {view: np.stack([one[view] for one in seen]) for view in VIEWS}
    opinions = np.stack([bags[:, 0], heads.rest[:, 0], *ai_of(features["hints"].T)], 1)
    known = fit_gate.Known(vector, m.owner, m.kinds, named, ai, expected, opinions, untaught)
    answers = cuts.answers_of(gold)
    whole = fit_story.out_of_fold(features, answers, m.fold)
    whole[:, 0] = fit_gate.out_of_fold(known, m.fold)
    low, high = cuts.level_cuts(expected[ai & untaught], truth[ai & untaught])
    level = (expected >= low).astype(np.int64) + (expected >= high)
    scores = (np.clip(c.unseen(m.fold[m.owner], None), -9, 9) + heads.sentences) / 2
    quotes = quotes_of(gold, m.owner, scores, level)
    predictions.save(
        predictions.Predictions({"words": by_words, "meaning": heads.chances, "both": chances}, whole, quotes)
    )
    fitted = fit_story.fit_heads(features, answers)
    final = Heads(fitted.views, fitted.mixing, cuts.set_cuts(whole, answers))
    gate = fit_gate.fit_gate(known, np.ones(len(gold), bool))
    arrays = {
        **export.linear_arrays(m, c.final, network),
        **export.story_heads(heads.finals),
        **export.gate_arrays(gate),
        **export.head_arrays(final),
        **export.hint_arrays(hints),
        **export.meeting_arrays(fit_meeting.fit_meeting(vector, m.owner, middle, spread, export.WEIGHTS)),
        "vector_middle": middle.astype(np.float32),
        "vector_spread": spread.astype(np.float32),
        "cuts": np.array([low, high], dtype=np.float32),
    }
    print(export.write(arrays, {"heads": len(heads.finals), "encoder": "all-MiniLM-L6-v2, tuned, int8"}))


if __name__ == "__main__":
    main()
