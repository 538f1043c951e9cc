"""The learnt part of reading a question: which kinds of deeds it asks for, heard from the whole sentence.

Phrases know the words that they were given; interviewers find others. A ridge regression from the reader's sentence
encoder and the question's words, its small ones too, to the kinds of deeds, fitted to some 1,070 questions with the
deeds they ask for (`themes/deeds` and `tests/gold/asked.jsonl`) by `python -m training.ask --fit`, hears what is meant
in other words. Of questions left out it names a right deed first for 0.53; the encoder alone 0.47, words alone 0.41.
Questions of the bank are kept with what is heard in them, so that a plan needs no encoder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench import depth
from workbench.tailoring.phrases import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

_USUAL = 0.02
"""What is heard of a deed in a question that does not ask for it."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The fitted weights. Columns are deeds."""

    deeds: tuple[str, ...]
    weights: NDArray[Any]
    terms: Mapping[str, int]
    """Word stem -> its row in `words`."""
    rarity: NDArray[Any]
    words: NDArray[Any]
    middle: NDArray[Any]
    encoder: str
    """Checksum of the encoder that the weights were fitted for; with another one nothing is heard."""
    known: Mapping[str, NDArray[Any]]
    """Question of the bank -> what is heard in it."""
    bearings: Mapping[str, NDArray[Any]]
    """Question of the bank -> what it asks, where it meets what is told."""

    def hear(self, question: str) -> dict[str, float]:
        """Return deed -> how clearly the question asks for it: about 1 at the most, only what is above the usual."""
        import numpy as np

        if question in self.known:
            found = self.known[question]
        elif self.encoder == shipped_encoder():
            vector = depth.reader().vector(question)
            found = vector / (np.linalg.norm(vector) + 1e-9) @ self.weights + self.middle
            found = found + bag(tokens(question), self.terms, self.rarity) @ self.words
        else:
            return {}
        # Rounded, so that the last bits of floating point decide nothing on another machine.
        return {
            deed: round(float(value) - _USUAL, 3)
            for deed, value in zip(self.deeds, found, strict=True)
            if value > _USUAL + 0.001
        }


def bag(stems: Sequence[str], terms: Mapping[str, int], rarity: NDArray[Any]) -> NDArray[Any]:
    """Return a question's known words, each by its rarity, at unit length."""
    import numpy as np

    counted = np.zeros(len(terms))
    for stem in stems:
        if stem in terms:
            counted[terms[stem]] += rarity[terms[stem]]
    return np.asarray(counted / (np.linalg.norm(counted) + 1e-9))


@cache
def shipped_encoder() -> str:
    """Return the checksum of the encoder beside the reader; empty where the reader has none."""
    notes = json.loads((files("workbench.depth") / "weights" / "reader.json").read_text(encoding="utf-8"))
    return str(notes.get("sha256", {}).get("encoder.onnx", ""))


@cache
def hearing() -> Hearing:
    """Return the fitted weights, read once."""
    import numpy as np

    data = (files("workbench.tailoring") / "weights" / "asking.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as kept:
        known = kept["known"].astype(np.float64) / 100
        questions = str(kept["questions"]).split("\n")
        return Hearing(
            deeds=tuple(str(kept["deeds"]).split("\n")),
            weights=kept["weights"].astype(np.float64) * kept["scale"].astype(np.float64),
            terms={term: row for row, term in enumerate(str(kept["terms"]).split("\n"))},
            rarity=kept["rarity"].astype(np.float64),
            words=kept["words"].astype(np.float64) * kept["words_scale"].astype(np.float64),
            middle=kept["middle"].astype(np.float64),
            encoder=str(kept["encoder"]),
            known=dict(zip(questions, known, strict=True)),
            bearings=dict(zip(questions, kept["bearings"], strict=True)),
        )


@lru_cache(maxsize=512)
def heard(question: str) -> Mapping[str, float]:
    """Return what the shipped weights hear in a question."""
    return hearing().hear(question)
