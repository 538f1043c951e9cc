"""Which sentence of a story to show for a question: one that speaks to it, or none.

A quote beside a question is read as its answer. So a sentence must tell the deed that is asked for, mean what the
question says, or prove what it probes by itself; where none does, the reason stands in words alone.
"""

from __future__ import annotations

import re

from workbench.tailoring import evidence
from workbench.tailoring.emphasis import holds
from workbench.tailoring.matching import kindred, within
from workbench.tailoring.meeting import met_at
from workbench.tailoring.questions import Probing
from workbench.tailoring.told import Told

_DEED, _WORDS, _SENSE, _PROOF, _CAME, _MEETS = 1.5, 2.0, 0.6, 0.8, 0.8, 2.5
"""What it is worth that a sentence tells the deed, holds the question's words or their like, is of its kind, proves
what is probed, (where success is asked for) gives the result in figures, or meets the question as the encoder hears
both. Settled by reading 60 quotes, the last by reading those of the 50 questions to the samples."""

_FULL = 6.0
"""Weight of phrases from which a sentence tells a deed beyond doubt."""

_LEAST = 0.45
"""What a sentence must be worth to be shown, beside being of the question's kind."""

_PARTS = {"situation": 0.7, "task": 0.85, "action": 1.0, "result": 1.0, "learning": 0.95}
_SHORT = 6
"""Sentences of fewer words say too little by themselves ("We got both.")."""

_FIGURE = re.compile(r"\d")
_CHANGE = re.compile(r"\bfrom\b.+\bto\b|\b(?:fell|rose|dropped|halved|doubled)\b|→")


def speaking(probing: Probing, told: Told) -> int | None:
    """Return which of the story's sentences speaks best to the question; None where none does."""
    best: tuple[float, int] | None = None
    for at in range(len(told.sentences)):
        plain = _plain(probing, told, at)
        if plain < _LEAST:
            continue
        value = plain + _SENSE * kindred(probing.stems, told.held, at)
        value *= _PARTS[told.sentences[at].part] * (0.75 if len(told.stems[at]) < _SHORT else 1.0)
        if best is None or value > best[0]:
            best = (value, at)
    return best[1] if best is not None else None


def _plain(probing: Probing, told: Told, at: int) -> float:
    sentence = told.sentences[at]
    told_here = told.found[at]
    deeds = sum(weight * min(told_here.get(deed, 0.0), _FULL) / _FULL for deed, weight in probing.deeds.items())
    value = _DEED * deeds + _WORDS * within(probing.stems, told.stems[at])
    if told.heard is not None:
        # What sets the scene meets many a question; the answer is what was done.
        value += _MEETS * _PARTS[sentence.part] * max(0.0, met_at(probing.question, told.heard, at))
    if told.reading is not None:
        proof = sum(
            weight * holds(sentence, quote)
            for criterion, weight in probing.criteria.items()
            for quote in evidence.of_criterion(told.reading, criterion, 2)
        )
        value += _PROOF * min(1.0, proof)
    if probing.polarity == "success" and sentence.part == "result":
        value += _CAME if _CHANGE.search(sentence.text) else _CAME / 2 if _FIGURE.search(sentence.text) else 0.0
    return value
