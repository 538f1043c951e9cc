"""The recurrent reader: sentence vectors and the linear reader's scores, read in order through the story.

Sentences become vectors by the encoder, which was tuned on the single sentences only, by authors of no story,
and is the same for all folds. A bidirectional GRU reads them in order, so that a sentence is judged with its
neighbours; each sentence gets 36 scores; the story's scores are a soft maximum over its sentences,
corrected by a small layer that sees all 36 at once and the story as a whole.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as fn

from training.corpus import TAUGHT, Floats, Gold, items, sentence_levels
from training.cuts import answers_of
from workbench.depth.labels import CRITERIA
from workbench.depth.storywide import OUTPUTS

COUNT = len(CRITERIA)
MEMORY = 96
SHARP = 1.5
"""How near the soft maximum is to the maximum."""
BATCH, SINGLES, PASSES = 8, 64, 12
PACE = 2e-3

TAUGHT_WEIGHT = 0.3
"""What a story counts whose sentences the encoder learnt from: it knows them better than it will know a stranger's."""


class StoryHead(nn.Module):
    """From sentence vectors to the scores of sentences and story."""

    def __init__(self, vector: int, beside: int, drop: float = 0.4) -> None:
        super().__init__()
        self.squeeze = nn.Linear(vector, 192)
        wide = 192 + beside
        self.gru = nn.GRU(wide, MEMORY, batch_first=True, bidirectional=True)
        self.alone = nn.Linear(192, 2 * COUNT)
        self.beside = nn.Linear(beside, 2 * COUNT)
        self.context = nn.Linear(2 * MEMORY, 2 * COUNT)
        self.whole = nn.Linear(192 + 4 * MEMORY, 64)
        self.mix = nn.Linear(2 * COUNT + 64, 2 * COUNT)
        self.rest = nn.Linear(2 * COUNT + 64, OUTPUTS)
        self.drop = nn.Dropout(drop)
        nn.init.constant_(self.alone.bias, -2.0)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def sentences_alone(self, vectors: Tensor) -> Tensor:
        """Scores of single sentences that stand in no story."""
        scores: Tensor = self.alone(self.drop(torch.tanh(self.squeeze(self.drop(vectors)))))
        return scores

    def forward(self, vectors: Tensor, beside: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Stories × sentences × width. Returns the scores of sentences, of criteria and of the whole story."""
        mask = torch.arange(vectors.shape[1])[None] < lengths[:, None]
        small = self.drop(torch.tanh(self.squeeze(self.drop(vectors))))
        packed = nn.utils.rnn.pack_padded_sequence(
            torch.cat([small, beside], 2), lengths, batch_first=True, enforce_sorted=False
        )
        memory, _ = nn.utils.rnn.pad_packed_sequence(
            self.gru(packed)[0], batch_first=True, total_length=vectors.shape[1]
        )
        scores = self.alone(small) + self.beside(beside) + self.context(self.drop(memory))
        soft = torch.logsumexp(scores.masked_fill(~mask[:, :, None], -1e4) * SHARP, 1) / SHARP
        many = mask[:, :, None].to(vectors.dtype)
        share = many.sum(1)
        mean_memory = (memory * many).sum(1) / share
        top_memory = memory.masked_fill(~mask[:, :, None], -1e4).max(1).values
        mean_small = (small * many).sum(1) / share
        story = torch.tanh(self.whole(self.drop(torch.cat([mean_small, mean_memory, top_memory], 1))))
        both_ = torch.cat([soft, self.drop(story)], 1)
        return scores, soft + self.mix(both_), self.rest(both_)


@dataclass
class Lesson:
    """One story as it is taught: vectors, what stands beside them, sentence levels, the story's answers."""

    vectors: Tensor
    beside: Tensor
    wanted: Tensor
    trust: Tensor
    levels: Tensor
    certain: Tensor
    rest: Tensor
    rest_trust: Tensor


def both(levels: NDArray[np.int64]) -> Floats:
    """Levels as two answers: ≥ 1, then 2."""
    return np.concatenate([levels >= 1, levels >= 2], -1).astype(np.float32)


class Course:
    """What a fold is taught with: its stories, the single sentences, and stories put together from both."""

    def __init__(
        self, gold: list[Gold], vectors: Tensor, beside: Floats, keep: NDArray[np.int64], mixed: float, none: float
    ) -> None:
        self.gold, self.keep, self.mixed, self.vectors = gold, keep, mixed, vectors
        self.first = np.concatenate([[0], np.cumsum([len(s.sentences) for s in gold])])
        self.beside = torch.tensor(beside)
        self.single = np.stack([i.levels for i in items()])
        self.answers = answers_of(gold).astype(np.float32)
        self.marks = [sentence_levels(s) for s in gold]
        ai = self.answers[keep, 0]
        self.rare = float(np.sqrt(ai.sum() / max((1 - ai).sum(), 1)))
        self.none = none
        self.bare = [int(i) for i in keep if gold[i].levels.max() == 0]

    def lesson(self, i: int, draw: np.random.Generator) -> Lesson:
        """Story i as it is, or, for a share of the draws, a story put together anew."""
        if draw.random() < self.mixed:
            return self.composed(i, draw)
        levels, trust = self.marks[i]
        at = slice(int(self.first[i]), int(self.first[i + 1]))
        rest_trust = np.ones(self.answers.shape[1], np.float32)
        certain = np.ones(2 * COUNT, np.float32)
        if self.gold[i].author in TAUGHT:
            rest_trust[0] = 0.0
            certain *= TAUGHT_WEIGHT
            trust = trust * np.float32(TAUGHT_WEIGHT)
        if self.answers[i, 0] == 0:
            rest_trust[0], rest_trust[1] = self.rare * rest_trust[0], 0.0
            certain *= self.none
        beside = self.beside[at]
        if draw.random() < 0.25:
            beside = torch.zeros_like(beside)
        twice = np.concatenate([trust, trust], 1) * (self.none if self.answers[i, 0] == 0 else 1.0)
        return _lesson(
            self.vectors[at],
            beside,
            both(levels),
            twice,
            both(self.gold[i].levels),
            certain,
            self.answers[i],
            rest_trust,
        )

    def composed(self, i: int, draw: np.random.Generator) -> Lesson:
        """A story with much of its depth taken out, and a few single sentences set in.

        What a sparse text has is known exactly here, where labelled sparse texts are few: half of the bases are
        stories without any criterion, the others lose the sentences that were quoted.
        """
        if self.bare and draw.random() < 0.5:
            i = self.bare[int(draw.integers(len(self.bare)))]
        levels, trust = self.marks[i]
        kept = np.flatnonzero(levels.max(1) == 0)
        kept = kept if len(kept) else np.arange(1)
        if len(kept) > 6 and draw.random() < 0.5:
            begin = int(draw.integers(0, len(kept) // 2))
            kept = kept[begin : begin + int(draw.integers(4, len(kept)))]
        added = draw.integers(0, len(self.single), int(draw.integers(0, 7)))
        numbers = np.concatenate([self.first[i] + kept, self.first[-1] + added])
        places = np.concatenate([np.arange(len(kept)) + 0.5, draw.integers(0, len(kept) + 1, len(added))])
        order = np.argsort(places, kind="stable")
        wanted = both(np.concatenate([np.zeros((len(kept), COUNT), np.int64), self.single[added]]))
        trusted = np.concatenate([trust[kept], np.ones((len(added), COUNT), np.float32)])
        total = self.single[added].max(0) if len(added) else np.zeros(COUNT, np.int64)
        sure = np.where((self.gold[i].levels > 0) & (total == 0), 0.3, 1.0).astype(np.float32)
        rest, rest_trust = self.answers[i].copy(), np.zeros(self.answers.shape[1], np.float32)
        if self.answers[i, 0] == 0:
            rest[0], rest_trust[0] = float(total.max() > 0), 0.5
        beside = torch.zeros(len(numbers), self.beside.shape[1])
        twice = np.concatenate([trusted, trusted], 1)[order]
        return _lesson(
            self.vectors[torch.tensor(numbers[order])],
            beside,
            wanted[order],
            twice,
            both(total),
            np.concatenate([sure, sure]),
            rest,
            rest_trust,
        )


def _lesson(vectors: Tensor, beside: Tensor, *arrays: NDArray[np.generic]) -> Lesson:
    return Lesson(vectors, beside, *(torch.tensor(np.asarray(a, dtype=np.float32)) for a in arrays))


def loss_of(scores: Tensor, wanted: Tensor, trust: Tensor, positive: float) -> Tensor:
    """Mean over rows of the summed log loss; positives count `positive` times."""
    losses = fn.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * (1 + (positive - 1) * wanted)
    return (losses * trust).sum(-1).mean()


def teach(course: Course, seed: int, passes: int = PASSES, drop: float = 0.4) -> StoryHead:
    """Train one head."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    head = StoryHead(course.vectors.shape[1], course.beside.shape[1], drop)
    steps = passes * (len(course.keep) // BATCH)
    optimiser = torch.optim.AdamW(head.parameters(), lr=PACE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PACE, total_steps=steps + 1, pct_start=0.15)
    began, total = time.monotonic(), 0.0
    for _ in range(passes):
        order = draw.permutation(course.keep)
        for at in range(0, len(order) - BATCH + 1, BATCH):
            loss = _loss(head, course, [course.lesson(int(i), draw) for i in order[at : at + BATCH]], draw)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total = 0.98 * total + 0.02 * float(loss.detach())
    print(f"head: seed {seed}, loss {total:.2f}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return head.eval()


def _loss(head: StoryHead, course: Course, lessons: list[Lesson], draw: np.random.Generator) -> Tensor:
    """Sentences in their story, single sentences, the story's criteria and the rest."""
    lengths = torch.tensor([len(one.vectors) for one in lessons])
    vectors = nn.utils.rnn.pad_sequence([one.vectors for one in lessons], batch_first=True)
    beside = nn.utils.rnn.pad_sequence([one.beside for one in lessons], batch_first=True)
    scores, story, rest = head(vectors, beside, lengths)
    flat = torch.cat([scores[i, : len(one.vectors)] for i, one in enumerate(lessons)])
    single = draw.integers(0, len(course.single), SINGLES)
    ones = torch.tensor(both(course.single[single]))
    alone = head.sentences_alone(course.vectors[torch.tensor(course.first[-1] + single)])

    def stacked(name: str) -> Tensor:
        return torch.stack([getattr(one, name) for one in lessons])

    return (
        loss_of(flat, torch.cat([one.wanted for one in lessons]), torch.cat([one.trust for one in lessons]), 3.0)
        + 0.7 * loss_of(alone, ones, torch.ones_like(ones), 2.0)
        + loss_of(story, stacked("levels"), stacked("certain"), 1.0)
        + 0.3 * loss_of(rest, stacked("rest"), stacked("rest_trust"), 1.0)
    )


def judge(head: StoryHead, course: Course, beside: Floats, i: int) -> tuple[Floats, Floats, Floats]:
    """Read story i: log-odds of its sentences, its criteria, and the rest."""
    at = slice(int(course.first[i]), int(course.first[i + 1]))
    with torch.no_grad():
        s, c, r = head(course.vectors[at][None], torch.tensor(beside[at])[None], torch.tensor([at.stop - at.start]))
    return s[0].numpy(), c[0].numpy(), r[0].numpy()
