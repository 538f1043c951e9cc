"""Where questions and stories meet: two projections of the encoder's vectors, learnt from `training.pairs`.

A question is to find its story among others of its batch by the story's sentences, the likest ones counting most.
No story of a pool on which `training.ask` measures is among the pairs.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as fn

from training.bert import WIDTH
from training.corpus import stories
from training.pairs import pairs
from workbench.depth.encoder import Encoder
from workbench.depth.meeting import Meeting

DIMENSIONS, PASSES, BATCH, SEED = 64, 16, 192, 1
RATE, DROPPED, SHARPEST, LONGEST = 2e-3, 0.25, 3.0, 48
MEAN = 0.5
"""What the mean of a story's sentences counts beside its likest ones."""

Floats = NDArray[np.float64]


class Projections(nn.Module):
    """Both projections, and how sharply the likest sentences stand out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = nn.Linear(WIDTH, DIMENSIONS, bias=False)
        self.told = nn.Linear(WIDTH, DIMENSIONS, bias=False)
        self.sharp = nn.Parameter(torch.tensor(SHARPEST))

    def forward(self, questions: Tensor, told: Tensor, mask: Tensor) -> Tensor:
        """Questions × stories: how well each story answers, from its sentences (stories × sentences × width)."""
        q = fn.normalize(self.asked(fn.dropout(questions, DROPPED, self.training)), dim=-1)
        s = fn.normalize(self.told(fn.dropout(told, DROPPED, self.training)), dim=-1)
        likeness = torch.einsum("qd,nmd->qnm", q, s) * self.sharp.exp()
        best = torch.logsumexp(likeness.masked_fill(mask[None] == 0, -1e4), -1)
        mean = (likeness * mask[None]).sum(-1) / mask.sum(-1)[None]
        return best + MEAN * mean


def fit_meeting(vector: Floats, owner: NDArray[np.int64], middle: Floats, spread: Floats, weights: Path) -> Meeting:
    """Fit both projections; `vector` holds all story sentences at unit spread, `owner` the story of each."""
    torch.manual_seed(SEED)
    began, gold, asked = time.monotonic(), stories(), pairs()
    at = {story.id: i for i, story in enumerate(gold)}
    encoder = Encoder(weights)
    questions = (np.stack([encoder.vector(pair.question) for pair in asked]) - middle) / spread
    wanted = np.array([at[pair.story] for pair in asked])
    told, mask = torch.zeros(len(gold), LONGEST, WIDTH), torch.zeros(len(gold), LONGEST)
    for i in range(len(gold)):
        mine = vector[: len(owner)][owner == i][:LONGEST]
        told[i, : len(mine)] = torch.tensor(mine, dtype=torch.float32)
        mask[i, : len(mine)] = 1.0
    given = torch.tensor(questions, dtype=torch.float32)
    model = Projections()
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    steps = PASSES * (len(asked) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: max(0.02, 1 - s / steps))
    draw = np.random.default_rng(SEED)
    model.train()
    for _ in range(PASSES):
        order = draw.permutation(len(asked))
        for first in range(0, len(order) - BATCH + 1, BATCH):
            pick = order[first : first + BATCH]
            here, place = np.unique(wanted[pick], return_inverse=True)
            scores = model(given[pick], told[here], mask[here])
            loss = fn.cross_entropy(scores, torch.tensor(place), label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    print(f"meeting: {len(asked)} questions, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return Meeting(*(p.weight.detach().numpy().T.astype(np.float64) for p in (model.asked, model.told)))
