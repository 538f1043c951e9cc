"""Fine-tuning the encoder on stories, fold by fold, from cached lower layers. Resumable."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training import bert
from training.corpus import Gold, items, sentence_levels, stories
from training.encoder_model import COUNT, Top, loss_of
from training.fit_story import answers_of

CUT = 3
"""Layers below are the same for all folds: tuned on the single sentences only, by authors of no story."""
LONGEST = 72
"""Tokens of a sentence that are read."""
STORIES, SINGLES = 6, 40
PASSES = 5


@dataclass
class Cache:
    """Token vectors of the lower layers for every sentence, packed end to end."""

    tokens: Tensor
    starts: NDArray[np.int64]

    def batch(self, numbers: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Padded token vectors and mask of the sentences `numbers`."""
        lengths = self.starts[numbers + 1] - self.starts[numbers]
        longest = int(lengths.max())
        x = torch.zeros(len(numbers), longest, bert.WIDTH, dtype=torch.bfloat16)
        mask = torch.zeros(len(numbers), longest)
        for row, (i, size) in enumerate(zip(numbers, lengths, strict=True)):
            x[row, :size] = self.tokens[self.starts[i] : self.starts[i] + size]
            mask[row, :size] = 1.0
        return x, mask


def token_ids(texts: list[str]) -> list[list[int]]:
    """The word pieces of each text."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(bert.package_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return [encoding.ids for encoding in tokenizer.encode_batch(texts)]


def lower(encoder: bert.Encoder, texts: list[str], cut: int = CUT) -> Cache:
    """Run the lower layers once over all texts."""
    ids = token_ids(texts)
    starts = np.concatenate([[0], np.cumsum([len(i) for i in ids])]).astype(np.int64)
    tokens = torch.zeros(int(starts[-1]), bert.WIDTH, dtype=torch.bfloat16)
    order = np.argsort([len(i) for i in ids], kind="stable")
    encoder.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for begin in range(0, len(order), 64):
            pick = order[begin : begin + 64]
            x, mask = padded([ids[i] for i in pick])
            made = encoder.run(encoder.embed(x), mask, 0, cut).to(torch.bfloat16)
            for row, i in enumerate(pick):
                tokens[starts[i] : starts[i + 1]] = made[row, : len(ids[i])]
    return Cache(tokens, starts)


def padded(ids: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids as a matrix, and its mask."""
    longest = max(len(i) for i in ids)
    x, mask = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, one in enumerate(ids):
        x[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1.0
    return x, mask


@dataclass
class Lesson:
    """One story as it is taught: sentence numbers, their levels, and the story's answers."""

    numbers: NDArray[np.int64]
    wanted: NDArray[np.float32]
    trust: NDArray[np.float32]
    levels: NDArray[np.float32]
    rest: NDArray[np.float32]
    rest_trust: NDArray[np.float32]


class Course:
    """The material of one fold: its stories, the single sentences, and stories put together from both."""

    def __init__(self, gold: list[Gold], keep: NDArray[np.int64], mixed: float = 0.35) -> None:
        self.gold, self.keep, self.mixed = gold, keep, mixed
        counts = np.array([len(s.sentences) for s in gold])
        self.first = np.concatenate([[0], np.cumsum(counts)])
        self.single = np.stack([i.levels for i in items()])
        self.answers = answers_of(gold).astype(np.float32)
        self.marks = [sentence_levels(s) for s in gold]
        ai = self.answers[keep, 0]
        self.rare = float(np.sqrt(ai.sum() / max((1 - ai).sum(), 1)))
        self.bare = [int(i) for i in keep if gold[i].levels.max() == 0]

    def lesson(self, i: int, draw: np.random.Generator) -> Lesson:
        """Story i, its parts sometimes in another order, as people paste them."""
        levels, trust = self.marks[i]
        numbers = np.arange(self.first[i], self.first[i + 1])
        rest_trust = np.ones(self.answers.shape[1], np.float32)
        if self.answers[i, 0] == 0:
            rest_trust[0], rest_trust[1] = self.rare, 0.0
        made = Lesson(
            numbers,
            both(levels),
            np.concatenate([trust, trust], 1),
            both(self.gold[i].levels),
            self.answers[i],
            rest_trust,
        )
        if draw.random() < self.mixed and self.bare:
            return self.sparse(draw)
        return made

    def sparse(self, draw: np.random.Generator) -> Lesson:
        """A story of much product and little depth: one without a criterion, with a few single sentences set in.

        What a sparse story has is known exactly here, where labelled sparse stories are few.
        """
        i = self.bare[int(draw.integers(len(self.bare)))]
        own = np.arange(self.first[i], self.first[i + 1])
        if len(own) > 6 and draw.random() < 0.5:
            begin = int(draw.integers(0, len(own) // 2))
            own = own[begin : begin + int(draw.integers(4, len(own)))]
        added = draw.integers(0, len(self.single), int(draw.integers(1, 7)))
        numbers = np.concatenate([own, self.first[-1] + added])
        levels = np.concatenate([np.zeros((len(own), COUNT), np.int64), self.single[added]])
        order = (
            draw.permutation(len(numbers))
            if draw.random() < 0.3
            else np.argsort(
                np.concatenate([np.arange(len(own)) + 0.5, draw.integers(0, len(own) + 1, len(added))]), kind="stable"
            )
        )
        rest = self.answers[i].copy()
        rest[0] = float(self.single[added].max() > 0)
        trust = np.zeros(len(rest), np.float32)
        trust[0] = 0.5 * float(rest[0] == 1)
        wanted = both(levels)[order]
        return Lesson(numbers[order], wanted, np.ones_like(wanted), both(levels.max(0)), rest, trust)


def both(levels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Levels as two answers: ≥ 1, then 2."""
    return np.concatenate([levels >= 1, levels >= 2], -1).astype(np.float32)


def teach(top: Top, cache: Cache, course: Course, passes: int, seed: int, checkpoint: Path | None = None) -> Top:
    """Train the upper layers and the head; continues from `checkpoint` when it is there."""
    torch.manual_seed(seed)
    steps = passes * (len(course.keep) // STORIES)
    optimiser = torch.optim.AdamW(
        [{"params": top.layers.parameters(), "lr": 1e-4}, {"params": top.head.parameters(), "lr": 2e-3}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.03, 1 - s / steps)
    )
    done = 0
    if checkpoint is not None and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        top.load_state_dict(state["top"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        done = int(state["passes"])
    for number in range(done, passes):
        draw = np.random.default_rng([seed, number])
        began, total = time.monotonic(), 0.0
        order = draw.permutation(course.keep)
        top.train()
        for at in range(0, len(order) - STORIES + 1, STORIES):
            lessons = [course.lesson(int(i), draw) for i in order[at : at + STORIES]]
            loss = _loss(top, cache, course, lessons, draw)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(top.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss)
        print(
            f"encoder: pass {number + 1} of {passes}, loss {total * STORIES / len(order):.2f}, "
            f"{time.monotonic() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
        if checkpoint is not None:
            state = {"top": top.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
            torch.save({**state, "passes": number + 1}, checkpoint)
    return top.eval()


def _loss(top: Top, cache: Cache, course: Course, lessons: list[Lesson], draw: np.random.Generator) -> Tensor:
    """Sentences in their story, single sentences, the story's criteria and the rest."""
    single = draw.integers(0, len(course.single), SINGLES)
    numbers = np.concatenate([*[one.numbers for one in lessons], course.first[-1] + single])
    vectors = embed(top, cache, numbers)
    lengths = torch.tensor([len(one.numbers) for one in lessons])
    cuts = torch.split(vectors, [*lengths.tolist(), SINGLES])
    padded_vectors = torch.nn.utils.rnn.pad_sequence(list(cuts[:-1]), batch_first=True)
    scores, story, rest = top.head(padded_vectors, lengths)
    flat = torch.cat([scores[i, : len(one.numbers)] for i, one in enumerate(lessons)])
    wanted = torch.tensor(np.concatenate([one.wanted for one in lessons]))
    trust = torch.tensor(np.concatenate([one.trust for one in lessons]))
    ones = torch.tensor(both(course.single[single]))
    return (
        loss_of(flat, wanted, trust, 3.0)
        + 0.7 * loss_of(top.head.sentences_alone(cuts[-1]), ones, torch.ones_like(ones), 2.0)
        + loss_of(story, torch.tensor(np.stack([one.levels for one in lessons])), torch.ones(1), 1.0)
        + 0.3
        * loss_of(
            rest,
            torch.tensor(np.stack([one.rest for one in lessons])),
            torch.tensor(np.stack([one.rest_trust for one in lessons])),
            1.0,
        )
    )


def embed(top: Top, cache: Cache, numbers: NDArray[np.int64]) -> Tensor:
    """Sentence vectors in the order of `numbers`, run in two batches by length to spare padding."""
    lengths = cache.starts[numbers + 1] - cache.starts[numbers]
    order = np.argsort(lengths, kind="stable")
    pieces = [order[: len(order) // 2], order[len(order) // 2 :]] if len(order) > 24 else [order]
    found = []
    with torch.autocast("cpu", torch.bfloat16):
        for piece in pieces:
            found.append(top.vectors(*cache.batch(numbers[piece])))
    back = np.argsort(np.concatenate(pieces), kind="stable")
    return torch.cat(found)[torch.tensor(back)]


@dataclass
class Said:
    """What the encoder says of stories: log-odds of sentences, criteria (36) and the rest (48)."""

    sentences: list[NDArray[np.float32]]
    criteria: NDArray[np.float32]
    rest: NDArray[np.float32]


def judge(top: Top, cache: Cache, course: Course, chosen: NDArray[np.int64]) -> Said:
    """Read the stories `chosen`."""
    sentences, criteria, rest = [], [], []
    with torch.no_grad():
        for i in chosen:
            vectors = embed(top, cache, np.arange(course.first[i], course.first[i + 1]))
            s, c, r = top.head(vectors[None], torch.tensor([len(vectors)]))
            sentences.append(s[0].numpy())
            criteria.append(c[0].numpy())
            rest.append(r[0].numpy())
    return Said(sentences, np.stack(criteria), np.stack(rest))


def all_texts() -> list[str]:
    """Story sentences in order, then the single sentences: the numbers that `Course` uses."""
    return [s.text for story in stories() for s in story.sentences] + [i.text for i in items()]
