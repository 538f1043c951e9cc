"""The second reader's judgement: sentences in their order, in numpy.

What `training.story_head` learnt, run forwards: a bidirectional GRU over the story's sentences, 36 scores a
sentence, a soft maximum over the story corrected by what the story is as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.depth.labels import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from workbench.depth.pooling import Floats

SHARP = 1.5
"""How near the soft maximum is to the maximum."""
SCALE = ".scale"
"""Ends the name of the scales, one for each row, of a matrix that is stored in 8 bits."""
_COUNT = len(CRITERIA)


@dataclass(frozen=True, slots=True)
class Judged:
    """Log-odds of sentences (× 36), of criteria (36) and of what concerns the whole story (48)."""

    sentences: Floats
    criteria: Floats
    rest: Floats


class Head:
    """One head; the arrays carry the names that training gave them."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> None:
        self._w = {
            name.removeprefix(prefix): np.asarray(value, dtype=np.float64)
            for name, value in arrays.items()
            if name.startswith(prefix) and not name.endswith(SCALE)
        }
        for name in self._w:
            scale = arrays.get(f"{prefix}{name}{SCALE}")
            if scale is not None:
                self._w[name] = self._w[name] * np.asarray(scale, dtype=np.float64)[:, None]

    def judge(self, vectors: Floats, beside: Floats) -> Judged:
        """`vectors`: sentences × width; `beside`: the linear reader's scores and the signals of each sentence."""
        small = np.tanh(self._dense("squeeze", vectors))
        given = np.concatenate([small, beside], 1)
        memory = np.concatenate([self._gru(given, ""), self._gru(given[::-1], "_reverse")[::-1]], 1)
        scores = self._dense("alone", small) + self._dense("beside", beside) + self._dense("context", memory)
        peak = scores.max(0)
        soft = peak + np.log(np.exp((scores - peak) * SHARP).sum(0)) / SHARP
        whole = np.tanh(self._dense("whole", np.concatenate([small.mean(0), memory.mean(0), memory.max(0)])[None]))[0]
        both = np.concatenate([soft, whole])[None]
        return Judged(scores, soft + self._dense("mix", both)[0], self._dense("rest", both)[0])

    def _dense(self, name: str, x: Floats) -> Floats:
        made: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return made

    def _gru(self, x: Floats, way: str) -> Floats:
        w, u = self._w[f"gru.weight_ih_l0{way}"], self._w[f"gru.weight_hh_l0{way}"].T
        given = x @ w.T + self._w[f"gru.bias_ih_l0{way}"]
        bias = self._w[f"gru.bias_hh_l0{way}"]
        size = u.shape[0]
        state = np.zeros(size)
        found = np.zeros((len(x), size))
        for i, row in enumerate(given):
            back = state @ u + bias
            gates = 1.0 / (1.0 + np.exp(-(row[: 2 * size] + back[: 2 * size])))
            new = np.tanh(row[2 * size :] + gates[:size] * back[2 * size :])
            state = (1.0 - gates[size:]) * new + gates[size:] * state
            found[i] = state
        return found
