"""Fitting the small network that judges a criterion from its sentences and its story."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from workbench.depth.pooling import COUNT, Network

HIDDEN, ROUNDS, BATCH, SEEDS = 48, 20, 256, 3


def fit_network(
    rows: NDArray[np.float64], levels: NDArray[np.float32], weight: NDArray[np.float32] | None = None
) -> Network:
    """Networks of several seeds over `rows`; `levels` holds "≥ 1" and "2" for each row."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-3
    middle[-COUNT:], spread[-COUNT:] = 0.0, 0.5
    x = torch.tensor((rows - middle) / spread, dtype=torch.float32)
    y = torch.tensor(levels, dtype=torch.float32)
    w = torch.ones(len(rows)) if weight is None else torch.tensor(weight)
    nets = [_one(x, y, w, seed) for seed in range(SEEDS)]

    def stack(name: str) -> NDArray[np.float64]:
        return np.stack([np.asarray(net[name].detach().numpy(), dtype=np.float64) for net in nets])

    return Network(middle, spread, stack("w1"), stack("b1"), stack("w2"), stack("b2"))


def _one(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, seed: int) -> dict[str, torch.Tensor]:
    torch.manual_seed(seed)
    first, second = nn.Linear(x.shape[1], HIDDEN), nn.Linear(HIDDEN, 2)
    net = nn.Sequential(first, nn.ReLU(), nn.Dropout(0.3), second)
    pace = 3e-3
    optimiser = torch.optim.AdamW(net.parameters(), lr=pace, weight_decay=0.3)
    steps = ROUNDS * (len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, pace, total_steps=steps + 1)
    for _ in range(ROUNDS):
        order = torch.randperm(len(x))
        for b in range(len(x) // BATCH):
            pick = order[b * BATCH : (b + 1) * BATCH]
            losses = nn.functional.binary_cross_entropy_with_logits(net(x[pick]), y[pick], reduction="none")
            optimiser.zero_grad()
            (losses.mean(1) * weight[pick]).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return {"w1": first.weight.T, "b1": first.bias, "w2": second.weight.T, "b2": second.bias}
