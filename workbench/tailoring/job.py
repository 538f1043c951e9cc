"""What a job description stresses, and the words it used to say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from themes.schema import Catalogue, Clause
from workbench.tailoring.lexicon import Lexicon, clauses_of

MOST = 2
"""A clause's weight grows by this at most: a job description tilts the plan, it does not make it."""


@dataclass(frozen=True, slots=True)
class Stress:
    """How often a job description speaks to each value, criterion and theme, and in which words."""

    values: Mapping[str, int] = field(default_factory=dict)
    criteria: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a value, criterion or theme -> the sentences' own words that stress it, in order."""

    def of_clause(self, clause: Clause) -> tuple[int, tuple[str, ...]]:
        """Return what a clause gains (0 to 2), and the words for it."""
        points = sum(self.values.get(value, 0) * weight for value, weight in clause.values.items())
        extra = MOST if points >= 4 else 1 if points >= 2 else 0
        words = tuple(dict.fromkeys(word for value in clause.values for word in self.words.get(value, ())))
        return (extra, words) if extra else (0, ())


def stress(job_description: str, catalogue: Catalogue) -> Stress:
    """Read a pasted job description. Empty text stresses nothing."""
    lexicon = Lexicon.of(catalogue)
    counts: dict[str, Counter[str]] = {"values": Counter(), "criteria": Counter(), "themes": Counter()}
    words: dict[str, dict[str, None]] = {}
    for clause in clauses_of(job_description):
        for name in lexicon.asked(clause):
            deed = lexicon.deeds[name]
            for group, ids in (("values", deed.values), ("criteria", deed.criteria), ("themes", deed.themes)):
                for each in ids:
                    counts[group][each] += 1
                    words.setdefault(each, {})[clause.strip()] = None
    return Stress(
        counts["values"], counts["criteria"], counts["themes"], {name: tuple(found) for name, found in words.items()}
    )
