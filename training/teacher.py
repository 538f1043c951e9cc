"""The teacher, tuned on the lessons, and what it answers to every sentence: what the encoder that ships learns from.

Twelve layers of MPNet know more English than six of MiniLM, and are five times too large to ship. Its four lower layers
stay as they are, so their work is done once. It neither learns from nor answers for any given story. Resumable: each
pass is kept.
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

from training import mpnet
from training.bert import mean
from training.lessons import OUTPUTS, POSITIVE, batches, ids_of, lessons, pace, padded

PASSES, BATCH, SEED = 3, 32, 1
FROZEN = 4
RATE = 4e-5


def shifted(ids: list[list[int]]) -> list[list[int]]:
    """The same pieces by the teacher's numbers: four further on, with its own marks at both ends."""
    return [[0, *(i + 4 for i in one[1:-1]), 2] for one in ids]


def below(model: mpnet.Teacher, ids: list[list[int]]) -> list[Tensor]:
    """What the frozen layers make of each text: its token vectors, in half precision."""
    made: list[Tensor] = [torch.empty(0)] * len(ids)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 64):
            pick = order[at : at + 64]
            x, mask = padded_ids([ids[i] for i in pick])
            run = model.run(model.embed(x), mask, 0, FROZEN).to(torch.bfloat16)
            for row, i in enumerate(pick):
                made[i] = run[row, : len(ids[i])].clone()
    return made


def padded_ids(ids: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids as a matrix, and its mask; the teacher fills up with 1."""
    return padded(ids, filler=1)


def _stacked(parts: list[Tensor]) -> tuple[Tensor, Tensor]:
    longest = max(len(p) for p in parts)
    x, mask = torch.zeros(len(parts), longest, mpnet.WIDTH), torch.zeros(len(parts), longest)
    for row, one in enumerate(parts):
        x[row, : len(one)] = one.float()
        mask[row, : len(one)] = 1.0
    return x, mask


def tuned(kept: Path) -> tuple[mpnet.Teacher, nn.Linear]:
    """The tuned teacher; goes on from `teacher.pt`, which is written after each pass."""
    torch.manual_seed(SEED)
    told = lessons()
    model, head = mpnet.pretrained(), nn.Linear(mpnet.WIDTH, OUTPUTS)
    nn.init.constant_(head.bias, -2.5)
    place = kept / "teacher.pt"
    done = 0
    if place.exists():
        state = torch.load(place, weights_only=True)
        model.load_state_dict(state["m"])
        head.load_state_dict(state["head"])
        done = int(state["passes"])
    if done == PASSES:
        return model.eval(), head
    ids = shifted(ids_of(told.texts))
    began = time.monotonic()
    lower = below(model.eval(), ids)
    print(f"teacher: lower layers, {len(ids)} texts, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    upper = [p for layer in list(model.layers)[FROZEN:] for p in layer.parameters()]
    learn = np.arange(len(ids))
    optimiser = torch.optim.AdamW(
        [{"params": upper, "lr": RATE}, {"params": head.parameters(), "lr": 1e-3}], weight_decay=0.01
    )
    schedule = pace(optimiser, PASSES * math.ceil(len(learn) / BATCH))
    if place.exists():
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
    for number in range(done, PASSES):
        began, total = time.monotonic(), 0.0
        model.train()
        for step, pick in enumerate(batches(learn, ids, BATCH, np.random.default_rng([SEED, number]))):
            x, mask = _stacked([lower[i] for i in pick])
            with torch.autocast("cpu", torch.bfloat16):
                scores = head(fn.dropout(mean(model.run(x, mask, FROZEN), mask), 0.1))
            target = torch.tensor(told.wanted[pick])
            losses = fn.binary_cross_entropy_with_logits(scores.float(), target, reduction="none")
            loss = (losses * (1 + (POSITIVE - 1) * target) * torch.tensor(told.asked[pick])).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(upper, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(pick)
            if step % 100 == 99:
                print(f"teacher: step {step + 1}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        print(
            f"teacher: pass {number + 1} of {PASSES}, loss {total / len(learn):.2f}, {time.monotonic() - began:.0f} s",
            file=sys.stderr, flush=True,
        )  # fmt: skip
        state = {"m": model.state_dict(), "head": head.state_dict(), "passes": number + 1}
        torch.save({**state, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}, place)
    return model.eval(), head


def answers(model: mpnet.Teacher, head: nn.Linear, texts: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each text the scores (texts × outputs, log odds) and the vector (texts × width)."""
    ids = shifted(ids_of(texts))
    scores = np.zeros((len(ids), OUTPUTS), np.float32)
    vectors = np.zeros((len(ids), mpnet.WIDTH), np.float32)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 64):
            pick = order[at : at + 64]
            made = model(*padded_ids([ids[i] for i in pick]))
            vectors[pick] = made.float().numpy()
            scores[pick] = head(made).float().numpy()
    return scores, vectors
