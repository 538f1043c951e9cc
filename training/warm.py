"""Teaching the encoder what the criteria mean, on the single sentences only. Resumable.

The single sentences are by authors of no story, so the tuned encoder is the same for all folds and leaks nothing
into any. Two of the ten authors are held out to watch.
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

from training import bert
from training.corpus import items
from training.figures import evidenced_f1, kappa
from workbench.depth.encoder import LONGEST
from workbench.depth.labels import CRITERIA
from workbench.depth.wordpiece import WordPiece

PASSES, BATCH, SEED = 5, 48, 1
HELD_OUT = ("s5-", "s9-")
POSITIVE = 2.0


def full_pieces() -> list[str]:
    """All pieces of the starting weights' vocabulary."""
    pieces = (bert.package_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return pieces[:-1] if pieces[-1] == "" else pieces


def padded(ids: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids as a matrix, and its mask."""
    longest = max(len(i) for i in ids)
    x, mask = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, one in enumerate(ids):
        x[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1.0
    return x, mask


def warm(checkpoint: Path) -> bert.Encoder:
    """The tuned encoder; continues from `checkpoint`, which is written after each pass."""
    torch.manual_seed(SEED)
    cutter = WordPiece(full_pieces())
    ids = [cutter.ids(item.text, LONGEST) for item in items()]
    levels = np.stack([item.levels for item in items()])
    wanted = np.concatenate([levels >= 1, levels >= 2], 1).astype(np.float32)
    watched = np.array([item.id.startswith(HELD_OUT) for item in items()])
    encoder, head = bert.pretrained(), nn.Linear(bert.WIDTH, 2 * len(CRITERIA))
    nn.init.constant_(head.bias, -2.5)
    # Word vectors stay as they are: most words of English prose are not in these sentences.
    encoder.words.weight.requires_grad_(False)
    learn = np.flatnonzero(~watched)
    steps = PASSES * math.ceil(len(learn) / BATCH)
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": 1e-4},
            {"params": head.parameters(), "lr": 2e-3},
        ],
        weight_decay=0.01,
    )  # fmt: skip
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / steps)
    )
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        encoder.load_state_dict(state["m"])
        head.load_state_dict(state["head"])
        done = int(state.get("passes", PASSES))
        if done < PASSES:
            optimiser.load_state_dict(state["optimiser"])
            schedule.load_state_dict(state["schedule"])
    for number in range(done, PASSES):
        began, total = time.monotonic(), 0.0
        encoder.train()
        for pick in _batches(learn, ids, np.random.default_rng([SEED, number])):
            x, mask = padded([ids[i] for i in pick])
            with torch.autocast("cpu", torch.bfloat16):
                scores = head(fn.dropout(encoder(x, mask), 0.2))
            target = torch.tensor(wanted[pick])
            losses = fn.binary_cross_entropy_with_logits(scores.float(), target, reduction="none") * (
                1 + (POSITIVE - 1) * target
            )
            loss = losses.sum(1).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(pick)
        k, f = _watch(encoder, head, ids, levels, np.flatnonzero(watched))
        print(
            f"encoder: pass {number + 1} of {PASSES}, loss {total / len(learn):.2f}, "
            f"on two authors left out kappa {k:.3f}, "
            f"evidenced F1 {f:.3f}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True,
        )  # fmt: skip
        state = {"m": encoder.state_dict(), "head": head.state_dict(), "passes": number + 1}
        torch.save({**state, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}, checkpoint)
    return encoder.eval()


def _batches(learn: NDArray[np.int64], ids: list[list[int]], draw: np.random.Generator) -> list[NDArray[np.int64]]:
    """Batches of sentences of like length, in random order."""
    order = draw.permutation(learn)
    made = []
    for at in range(0, len(order), BATCH * 12):
        block = np.array(sorted(order[at : at + BATCH * 12], key=lambda i: len(ids[i])))
        made += [block[b : b + BATCH] for b in range(0, len(block), BATCH)]
    return [made[i] for i in draw.permutation(len(made))]


def _watch(
    encoder: bert.Encoder, head: nn.Linear, ids: list[list[int]], levels: NDArray[np.int64], watched: NDArray[np.int64]
) -> tuple[float, float]:
    encoder.eval()
    found = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(watched), 64):
            x, mask = padded([ids[i] for i in watched[at : at + 64]])
            found.append(torch.sigmoid(head(encoder(x, mask)).float()).numpy())
    chance = np.concatenate(found)
    expected = chance[:, : len(CRITERIA)] + chance[:, len(CRITERIA) :]
    said = (expected > 0.7).astype(np.int64) + (expected > 1.2)
    return kappa(levels[watched], said), evidenced_f1(levels[watched], said)
