"""What a question asks, met by what a story's sentences tell, as the reader's encoder hears both.

Interviewers and tellers use other words for one deed. Both are brought into one small space, learnt from some six
thousand questions and the sentences that answer them (`workbench.depth.meeting`); a reading carries its sentences
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from themes.schema import Catalogue
from workbench import depth
from workbench.model.report import DepthReport
from workbench.tailoring.hearing import hearing, shipped_encoder
from workbench.tailoring.once import once

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BEST = 3
"""How many of a story's sentences speak for it: one alone may be a chance."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The sentences of one story where questions meet them."""

    rows: NDArray[Any]
    """Sentences × dimensions, at unit length; no row where the story was not read."""
    usual: float = 0.0
    """How well it meets any question: a long story meets each a little."""


def heard_of(reading: DepthReport | None, catalogue: Catalogue) -> Heard:
    """Make a reading's sentences ready for questions."""
    import numpy as np

    from workbench.depth.meeting import unwritten

    if reading is None or not reading.bearings:
        return Heard(np.zeros((0, 1)))
    rows, usual = unwritten(reading.bearings), Common.of(catalogue).rows
    return Heard(rows, float(_top(rows @ usual.T).mean()) if len(usual) else 0.0)


def meets(question: str, heard: Heard) -> float:
    """How well a story's likest sentences meet a question beyond what they meet any with; about -1 to 1.

    Rounded, so that the last bits of floating point decide nothing on another machine.
    """
    asked = _asked(question)
    if not len(heard.rows) or asked is None:
        return 0.0
    return round(float(_top((heard.rows @ asked)[:, None])[0]) - heard.usual, 4)


def met_at(question: str, heard: Heard, at: int) -> float:
    """How well one sentence meets a question, -1 to 1."""
    asked = _asked(question)
    return float(heard.rows[at] @ asked) if asked is not None and at < len(heard.rows) else 0.0


def _top(likeness: NDArray[Any]) -> NDArray[Any]:
    """The mean of the likest sentences (rows), the likest counting twice, for each question (columns)."""
    import numpy as np

    best = np.sort(likeness, axis=0)[-_BEST:]
    return np.asarray((best.mean(axis=0) + best[-1]) / 2)


@lru_cache(maxsize=512)
def _asked(question: str) -> NDArray[Any] | None:
    """A question where it meets what is told; those of the bank are kept, so that a plan needs no encoder."""
    import numpy as np

    kept = hearing()
    if kept.encoder != shipped_encoder():
        return None
    whole = kept.bearings.get(question)
    if whole is None:
        whole = depth.reader().question(question)
    return np.asarray(whole, dtype=np.float64) / 127.0


class Common:
    """The questions of a catalogue's bank: what stories meet any question with. Made once, `Common.of(catalogue)`."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        found = [row for row in (_asked(text) for text in texts) if row is not None]
        self.rows = np.array(found) if found else np.zeros((0, 1))

    @staticmethod
    @once
    def of(catalogue: Catalogue) -> Common:
        """Return the questions of a catalogue, brought there once."""
        known = hearing().bearings
        return Common([question.text for question in catalogue.questions.values() if question.text in known])
