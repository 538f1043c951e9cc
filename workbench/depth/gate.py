"""Is there AI in this story at all? A story without it is never scored down, and never praised for what is no AI.

Two kinds of sign are weighed: sentences that tell of an AI system, whatever their words (by their vectors), and
names of AI. What the criteria found comes to the rescue: nobody tells of graded outputs and a threshold without one.
And both readers have an opinion of their own on the story as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.depth.signals import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from workbench.depth.pooling import Floats

NAMED = re.compile(
    r"\b(?:AI|A\.I\.|ML|LLMs?|GPT[-\w.]{0,12}|ChatGPT|Copilot|Claude|Gemini|[Mm]achine learning|RAG|"
    r"[Aa]rtificial intelligence|[Nn]eural|[Gg]en(?:erative )?AI|[Cc]lassifiers?|[Cc]hatbots?|"
    r"[Ll]anguage models?|[Ff]ine-?tun\w+|[Hh]allucinat\w+)\b"
)
"""Names that leave little doubt: of 100 labelled texts without AI four hold one, of 100 with AI forty-four."""
NAMED_LEAST = 0.41
"""A text that names AI is never read as without it (the cut is 0.35); doubt about what it tells remains."""
SURE, DOUBT = 0.8, 1.0
"""Below this chance of AI a level of 2 takes a higher score, by so much for each unit of chance that is missing."""
_WORD, _HINT = NAMES.index("AI word"), NAMES.index("AI hint")


def names_ai(text: str) -> bool:
    """Whether a sentence calls AI by a name that leaves little doubt."""
    return NAMED.search(text) is not None


def describe_gate(tells: Floats, kinds: Floats, named: bool, expected: Floats, opinions: Floats) -> Floats:
    """The signs of one story: `tells` are the log-odds of its sentences, `kinds` their signals, `named` whether it
    calls AI by name, `expected` its levels, `opinions` the log-odds of AI by both readers and by the hints."""
    ranked = -np.sort(-tells)
    words, hints = kinds[:, _WORD].sum(), kinds[:, _HINT].sum()
    strongest = np.sort(expected)[-4:].mean()
    signs = [ranked[:3].mean(), tells.mean(), np.log1p(words), words > 0, np.log1p(hints), named, strongest]
    return np.concatenate([np.array(signs, dtype=np.float64), np.clip(opinions, -6.0, 6.0)])


def doubt(chance: float) -> float:
    """How much more than usual a score must reach to be specific, where it is doubtful that there is AI at all."""
    return DOUBT * max(0.0, SURE - chance)


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights for sentences and for the story."""

    sentence: Floats
    sentence_bias: float
    middle: Floats
    spread: Floats
    story: Floats
    story_bias: float

    def tells(self, vectors: Floats) -> Floats:
        """The log-odds that each sentence tells of an AI system."""
        made: Floats = vectors @ self.sentence + self.sentence_bias
        return made

    def chance(self, vectors: Floats, kinds: Floats, named: bool, expected: Floats, opinions: Floats) -> float:
        """The chance that there is AI in the story; see `describe_gate`."""
        signs = describe_gate(self.tells(vectors), kinds, named, expected, opinions)
        odds = float(((signs - self.middle) / self.spread) @ self.story) + self.story_bias
        chance = round(float(1.0 / (1.0 + np.exp(-odds))), 4)
        return max(chance, NAMED_LEAST) if named else chance


def load_gate(arrays: Mapping[str, NDArray[np.generic]]) -> Gate:
    """The gate from the arrays of the weights file."""
    a = {
        n: np.asarray(arrays[f"gate_{n}"], dtype=np.float64) for n in ("sentence", "middle", "spread", "story", "bias")
    }
    return Gate(a["sentence"], float(a["bias"][0]), a["middle"], a["spread"], a["story"], float(a["bias"][1]))
