"""What the encoder and its teacher are asked: of single sentences, snippets, and sentences of some of our own stories.

They are by authors of no given story, so what is tuned on them is the same for all folds and leaks nothing into any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training import bert
from training.corpus import TAUGHT, items, sentence_levels, snippets, stories
from workbench.depth.encoder import LONGEST
from workbench.depth.gate import names_ai
from workbench.depth.hints import HINTS
from workbench.depth.labels import CRITERIA
from workbench.depth.wordpiece import WordPiece

POSITIVE = 2.0
"""How much a yes counts beside a no, of which there are many more."""
AI_COUNTS = 2.0
"""How much the question counts whether a sentence tells of AI: it is one among many."""
HALF = 2 * len(CRITERIA)
OUTPUTS = HALF + HINTS


@dataclass(frozen=True)
class Lessons:
    """Texts, what is to be answered (texts × outputs), and what is asked of each."""

    texts: list[str]
    wanted: NDArray[np.float32]
    asked: NDArray[np.float32]


def full_pieces() -> list[str]:
    """All pieces of the starting weights' vocabulary."""
    pieces = (bert.package_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return pieces[:-1] if pieces[-1] == "" else pieces


def ids_of(texts: list[str]) -> list[list[int]]:
    """The numbers of the pieces of each text, by the full vocabulary."""
    cutter = WordPiece(full_pieces())
    return [cutter.ids(text, LONGEST) for text in texts]


def padded(ids: list[list[int]], filler: int = 0) -> tuple[Tensor, Tensor]:
    """Ids as a matrix, and its mask."""
    longest = max(len(i) for i in ids)
    x, mask = torch.full((len(ids), longest), filler, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, one in enumerate(ids):
        x[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1.0
    return x, mask


def batches(
    learn: NDArray[np.int64], ids: list[list[int]], size: int, draw: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Batches of sentences of like length, in random order."""
    order = draw.permutation(learn)
    made = []
    for at in range(0, len(order), size * 12):
        block = np.array(sorted(order[at : at + size * 12], key=lambda i: len(ids[i])))
        made += [block[b : b + size] for b in range(0, len(block), size)]
    return [made[i] for i in draw.permutation(len(made))]


def pace(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """The pace of learning: up in the first tenth of the steps, then evenly down to a fiftieth."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / steps)
    )


def lessons() -> Lessons:
    """The criteria are asked of single sentences and of the stories of `TAUGHT` authors, the hints of snippets, and of
    sentences that surely tell of AI, or surely do not, whether there is AI in it."""
    single, more = items(), snippets()
    told, levels_told, trust, ai_told, ai_asked = _of_stories()
    levels = np.stack([item.levels for item in single])
    wanted = np.zeros((len(single) + len(more) + len(told), OUTPUTS), np.float32)
    asked = np.zeros_like(wanted)
    first, last = len(single), len(single) + len(more)
    wanted[:first, :HALF] = np.concatenate([levels >= 1, levels >= 2], 1)
    asked[:first, :HALF] = 1.0
    wanted[:first, HALF] = asked[:first, HALF] = levels.max(1) > 0
    wanted[first:last, HALF:] = np.stack([s.answers for s in more])
    asked[first:last, HALF:] = np.stack([s.asked for s in more])
    wanted[last:, :HALF] = np.concatenate([levels_told >= 1, levels_told >= 2], 1)
    asked[last:, :HALF] = np.concatenate([trust, trust], 1)
    wanted[last:, HALF], asked[last:, HALF] = ai_told, ai_asked
    return Lessons([i.text for i in single] + [s.text for s in more] + told, wanted, asked)


Of = tuple[list[str], NDArray[np.int64], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]


def _of_stories() -> Of:
    """Sentences of `TAUGHT` authors: levels by their quotes, how far to trust a 0, AI in it, and whether that is sure.

    Sure are sentences that are quoted for a criterion or name AI, and those of stories without AI that do not.
    """
    texts: list[str] = []
    levels, trust, tells, sure = [], [], [], []
    for story in stories():
        if story.author not in TAUGHT:
            continue
        marks, trusted = sentence_levels(story)
        levels.append(marks)
        trust.append(trusted)
        for i, one in enumerate(story.sentences):
            ai, named = story.role != "none", names_ai(one.text)
            texts.append(one.text)
            tells.append(float(ai))
            sure.append(AI_COUNTS * float((ai and (marks[i].max() > 0 or named)) or (not ai and not named)))
    return (
        texts,
        np.concatenate(levels),
        np.concatenate(trust),
        np.array(tells, dtype=np.float32),
        np.array(sure, dtype=np.float32),
    )
