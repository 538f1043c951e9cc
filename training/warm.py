"""Teaching the encoder: what the criteria, values and themes mean, as labels say it and as its teacher sees it, and
which sentences answer which questions. Resumable.

Labels and questions are of no given story, nor are the sentences that only the teacher judges, so the tuned encoder is
the same for all folds and leaks nothing into any.
"""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as fn

from training import bert, mpnet, teacher
from training.corpus import JUDGED_BY_TEACHER, stories
from training.lessons import OUTPUTS, POSITIVE, batches, ids_of, lessons, pace, padded
from training.pairs import passages

PASSES, BATCH, SEED = 3, 48, 1
TEACHER = 0.6
"""How much the teacher's answer counts beside the label's."""
LIKENESS = 2.0
"""How much it counts that the encoder's vector, turned, comes near the teacher's (a cosine)."""
EVERY, TOGETHER, QUESTIONS = 10, 64, 0.7
"""After so many steps one of questions, of so many together, counting so much."""
SHARP = 16.0
"""How sharply the right passage is to stand out among the others of its batch."""
MEETING = 128


class Pupil(nn.Module):
    """The encoder with what it is taught through: answers, the teacher's vector, and the meeting of two texts."""

    def __init__(self, encoder: bert.Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(bert.WIDTH, OUTPUTS)
        self.turn = nn.Linear(bert.WIDTH, mpnet.WIDTH)
        self.question = nn.Linear(bert.WIDTH, MEETING)
        self.passage = nn.Linear(bert.WIDTH, MEETING)
        nn.init.constant_(self.head.bias, -2.5)


def untaught() -> list[str]:
    """Sentences of our own stories of which no label is asked, and the questions: the teacher alone judges them."""
    told = [one.text for s in stories() if s.author in JUDGED_BY_TEACHER for one in s.sentences]
    return told + [question for _, question, _ in passages()]


def taught(kept: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The teacher's answers and vectors for the lessons and what is untaught, in that order; kept."""
    place = kept / "taught.npz"
    if not place.exists():
        began = time.monotonic()
        scores, vectors = teacher.answers(*teacher.tuned(kept), lessons().texts + untaught())
        np.savez(place, scores=scores.astype(np.float16), vectors=vectors.astype(np.float16))
        print(f"teacher: {len(scores)} texts, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    with np.load(place) as made:
        return made["scores"].astype(np.float32), made["vectors"].astype(np.float32)


def warm(kept: Path) -> bert.Encoder:
    """The tuned encoder; goes on from `encoder.pt`, which is written after each pass."""
    told = lessons()
    soft, likeness = taught(kept)
    torch.manual_seed(SEED)
    pupil = Pupil(bert.pretrained())
    # Word vectors stay as they are: most words of English prose are not in these sentences.
    pupil.encoder.words.weight.requires_grad_(False)
    ids = ids_of(told.texts + untaught())
    wanted, asked = (np.zeros((len(ids), OUTPUTS), np.float32) for _ in range(2))
    wanted[: len(told.texts)], asked[: len(told.texts)] = told.wanted, told.asked
    sharp = (1 / (1 + np.exp(-soft))).astype(np.float32)
    meetings = _Meetings()
    slow = [p for p in pupil.encoder.parameters() if p.requires_grad]
    fast = [p for name, p in pupil.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": 1e-4}, {"params": fast, "lr": 2e-3}], weight_decay=0.01)
    schedule = pace(optimiser, PASSES * math.ceil(len(ids) / BATCH))
    checkpoint = kept / "encoder.pt"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        pupil.load_state_dict(state["m"])
        done = int(state["passes"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
    for number in range(done, PASSES):
        began, total, met = time.monotonic(), 0.0, 0.0
        pupil.train()
        draw = np.random.default_rng([SEED, number])
        for step, pick in enumerate(batches(np.arange(len(ids)), ids, BATCH, draw)):
            x, mask = padded([ids[i] for i in pick])
            with torch.autocast("cpu", torch.bfloat16):
                vector = pupil.encoder(x, mask)
                scores, turned = pupil.head(fn.dropout(vector, 0.2)), pupil.turn(vector)
            loss = _answers(scores.float(), wanted[pick], asked[pick], 1.0)
            loss = loss + _answers(scores.float(), sharp[pick], np.ones_like(sharp[pick]), TEACHER)
            loss = loss + LIKENESS * (1 - fn.cosine_similarity(turned.float(), torch.tensor(likeness[pick]))).mean()
            if step % EVERY == EVERY - 1:
                answer = meetings.loss(pupil, draw)
                loss = loss + QUESTIONS * answer
                met += float(answer.detach())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(slow, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(pick)
        print(
            f"encoder: pass {number + 1} of {PASSES}, loss {total / len(ids):.2f}, questions "
            f"{met * EVERY * BATCH / len(ids):.2f}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True,
        )  # fmt: skip
        state = {"m": pupil.state_dict(), "passes": number + 1}
        torch.save({**state, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}, checkpoint)
    return pupil.encoder.eval()


def _answers(scores: Tensor, wanted: NDArray[np.float32], asked: NDArray[np.float32], worth: float) -> Tensor:
    target = torch.tensor(wanted)
    losses = fn.binary_cross_entropy_with_logits(scores, target, reduction="none")
    return worth * (losses * (1 + (POSITIVE - 1) * target) * torch.tensor(asked)).sum(1).mean()


class _Meetings:
    """Questions and what answers them, drawn together: the right one is to be told from the others."""

    def __init__(self) -> None:
        self.rows = [row for row in passages() if row[2]]
        self.questions = ids_of([question for _, question, _ in self.rows])

    def loss(self, pupil: Pupil, draw: np.random.Generator) -> Tensor:
        pick = draw.choice(len(self.rows), TOGETHER, replace=False)
        # Now one of the sentences that answer, now all of them.
        texts = [
            " ".join(told) if draw.random() < 0.5 else told[int(draw.integers(len(told)))]
            for told in (self.rows[i][2] for i in pick)
        ]
        with torch.autocast("cpu", torch.bfloat16):
            asked = pupil.question(pupil.encoder(*padded([self.questions[i] for i in pick])))
            told = pupil.passage(pupil.encoder(*padded(ids_of(texts))))
        scores = SHARP * fn.normalize(asked.float(), dim=-1) @ fn.normalize(told.float(), dim=-1).T
        names = np.array([self.rows[i][0] for i in pick])
        same = torch.tensor(names[:, None] == names[None, :]) & ~torch.eye(len(pick), dtype=torch.bool)
        return fn.cross_entropy(scores.masked_fill(same, -1e4), torch.arange(len(pick)))
