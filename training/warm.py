"""Teaching the encoder what the criteria, values and themes mean, from single sentences and snippets. Resumable.

They are by authors of no given story (some of our own stories teach what tells of AI), so the tuned encoder is the same
for all folds and leaks nothing into any.
With `WATCHED` the sentences of some authors are held out to see how far it carries.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as fn

from training import bert
from training.corpus import TAUGHT, items, sentence_levels, snippets, stories
from training.figures import evidenced_f1, kappa
from workbench.depth.encoder import LONGEST
from workbench.depth.gate import names_ai
from workbench.depth.hints import HINTS
from workbench.depth.labels import CRITERIA
from workbench.depth.wordpiece import WordPiece

PASSES, BATCH, SEED = 4, 48, 1
WATCHED: tuple[str, ...] = ()
"""Beginnings of the ids that are held out, as ("s5-", "s9-"); in the weights that ship all are learnt from."""
POSITIVE = 2.0
AI_COUNTS = 2.0
"""How much the question counts whether a sentence tells of AI: it is one among many."""
OUTPUTS = 2 * len(CRITERIA) + HINTS


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


@dataclass(frozen=True)
class Lessons:
    """Sentences and snippets as ids, what is to be answered (texts × outputs), and what is asked of each."""

    ids: list[list[int]]
    wanted: NDArray[np.float32]
    asked: NDArray[np.float32]
    watched: NDArray[np.bool_]


def lessons() -> Lessons:
    """The criteria are asked of single sentences, the hints of snippets, and of sentences that surely tell of AI, or
    surely do not, whether there is AI in it."""
    cutter = WordPiece(full_pieces())
    single, more, (told, tells) = items(), snippets(), _about_ai()
    levels = np.stack([item.levels for item in single])
    wanted = np.zeros((len(single) + len(more) + len(told), OUTPUTS), np.float32)
    asked = np.zeros_like(wanted)
    half, first, last = 2 * len(CRITERIA), len(single), len(single) + len(more)
    wanted[:first, :half] = np.concatenate([levels >= 1, levels >= 2], 1)
    asked[:first, :half] = 1.0
    wanted[:first, half] = asked[:first, half] = levels.max(1) > 0
    wanted[first:last, half:] = np.stack([s.answers for s in more])
    asked[first:last, half:] = np.stack([s.asked for s in more])
    wanted[last:, half], asked[last:, half] = tells, AI_COUNTS
    watched = np.array([bool(WATCHED) and i.id.startswith(WATCHED) for i in single] + [False] * (len(wanted) - first))
    texts = [i.text for i in single] + [s.text for s in more] + told
    return Lessons([cutter.ids(text, LONGEST) for text in texts], wanted, asked, watched)


def _about_ai() -> tuple[list[str], NDArray[np.float32]]:
    """Sentences of `TAUGHT` authors: those quoted for a criterion or naming AI, and those of stories without it."""
    texts, tells = [], []
    for story in stories():
        if story.author not in TAUGHT:
            continue
        marks = sentence_levels(story)[0]
        for i, one in enumerate(story.sentences):
            ai, named = story.role != "none", names_ai(one.text)
            if (ai and (marks[i].max() > 0 or named)) or (not ai and not named):
                texts.append(one.text)
                tells.append(float(ai))
    return texts, np.array(tells, dtype=np.float32)


def warm(checkpoint: Path) -> bert.Encoder:
    """The tuned encoder; continues from `checkpoint`, which is written after each pass."""
    torch.manual_seed(SEED)
    told = lessons()
    encoder, head = bert.pretrained(), nn.Linear(bert.WIDTH, OUTPUTS)
    nn.init.constant_(head.bias, -2.5)
    # Word vectors stay as they are: most words of English prose are not in these sentences.
    encoder.words.weight.requires_grad_(False)
    learn = np.flatnonzero(~told.watched)
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
        for pick in _batches(learn, told.ids, np.random.default_rng([SEED, number])):
            x, mask = padded([told.ids[i] for i in pick])
            with torch.autocast("cpu", torch.bfloat16):
                scores = head(fn.dropout(encoder(x, mask), 0.2))
            target = torch.tensor(told.wanted[pick])
            losses = fn.binary_cross_entropy_with_logits(scores.float(), target, reduction="none") * (
                1 + (POSITIVE - 1) * target
            )
            loss = (losses * torch.tensor(told.asked[pick])).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(pick)
        print(
            f"encoder: pass {number + 1} of {PASSES}, loss {total / len(learn):.2f}, "
            f"{_watch(encoder, head, told)}{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True,
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


def _watch(encoder: bert.Encoder, head: nn.Linear, told: Lessons) -> str:
    """How far it carries to the authors held out, where there are any."""
    watched = np.flatnonzero(told.watched)
    if not len(watched):
        return ""
    encoder.eval()
    found = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(watched), 64):
            x, mask = padded([told.ids[i] for i in watched[at : at + 64]])
            found.append(torch.sigmoid(head(encoder(x, mask)).float()).numpy())
    count = len(CRITERIA)
    chance, wanted = np.concatenate(found), told.wanted[watched, : 2 * count]
    levels = (wanted[:, :count] + wanted[:, count:]).astype(np.int64)
    expected = chance[:, :count] + chance[:, count : 2 * count]
    said = (expected > 0.7).astype(np.int64) + (expected > 1.2)
    return f"on authors left out kappa {kappa(levels, said):.3f}, evidenced F1 {evidenced_f1(levels, said):.3f}, "
