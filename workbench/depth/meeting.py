"""Where a question and what answers it meet: one small space for what is asked and what is told.

Two projections of the encoder's vectors, learnt from some six thousand questions and the sentences that answer them in
other words (`training.fit_meeting`). Kept in whole numbers, so that a reading can carry them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.depth.pooling import Floats

WHOLE = 127.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """The two projections: of questions and of sentences (width × dimensions)."""

    asked: Floats
    told: Floats

    def of_question(self, vector: Floats) -> NDArray[np.int8]:
        """What is asked, as whole numbers; `vector` at unit spread, as a glimpse holds it."""
        return _whole(vector @ self.asked)

    def of_sentences(self, vectors: Floats) -> NDArray[np.int8]:
        """What each sentence tells, a row each."""
        return _whole(vectors @ self.told)


def _whole(made: Floats) -> NDArray[np.int8]:
    length = np.linalg.norm(made, axis=-1, keepdims=True) + 1e-9
    return np.asarray(np.round(made / length * WHOLE).astype(np.int8))


def written(rows: NDArray[np.int8]) -> tuple[str, ...]:
    """Rows as text, for the report."""
    return tuple(b64encode(row.tobytes()).decode("ascii") for row in rows)


def unwritten(rows: Sequence[str]) -> Floats:
    """Rows from their text, at about unit length."""
    made: Floats = np.array([np.frombuffer(b64decode(row), dtype=np.int8) for row in rows], dtype=np.float64) / WHOLE
    return made


def load_meeting(arrays: Mapping[str, NDArray[np.generic]]) -> Meeting:
    """The projections from the arrays of the weights file."""
    asked, told = (
        np.asarray(arrays[f"meeting_{name}"], dtype=np.float64)
        * np.asarray(arrays[f"meeting_{name}_scale"], dtype=np.float64)
        for name in ("asked", "told")
    )
    return Meeting(asked, told)
