"""Answers that the teller put into the story: they are heard for what was asked, and take nothing away.

The reader judges a story as a whole, so a sentence added at its end can move criteria that it does not speak of.
Over the samples, with four answers each put into Action and Result, 4 of 142 lowered another criterion. What somebody
adds in answer to a question is no reason to doubt the rest, so each criterion keeps the better of two readings: with
these sentences and without them.

And an answer leans on its question: "Two nurses, each Friday" says who checked, though not by itself. Where the reader
hears nothing, the answer still counts as mentioned for the criterion that was asked, unless it says that it was not
done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.depth import evidence
from workbench.depth.gaps import certain, criteria_of
from workbench.depth.sentences import Sentence
from workbench.model.report import CriterionReading

if TYPE_CHECKING:
    from workbench.model.story import Answer, Part, Story

LEAST_WORDS = 5
"""A shorter answer, "yes, we did", tells a listener nothing."""
WHY = "You told this in answer to the question; by itself it is not specific yet."


def told_answers(
    story: Story, parts: Mapping[Part, str], sentences: Sequence[Sentence]
) -> list[tuple[Answer, list[Sentence]]]:
    """Return the answers that stand in the story word for word, each with its sentences there."""
    found = []
    for answer in story.answers:
        said = answer.text.strip()
        for part, text in parts.items() if said else ():
            at = text.rfind(said)
            if at >= 0:
                end = at + len(said)
                found.append((answer, [s for s in sentences if s.part == part and at <= s.start and s.end <= end]))
                break
    return [(answer, places) for answer, places in found if places]


def heard(
    read: Mapping[str, CriterionReading],
    before: Mapping[str, CriterionReading],
    answers: Sequence[tuple[Answer, list[Sentence]]],
) -> dict[str, CriterionReading]:
    """Return the better of two readings of each criterion, `before` without the answers, and hear each answer."""
    undone = {answer.key for answer, _ in answers if answer.kind != "answered"}
    found = {}
    for name, reading in read.items():
        was = before.get(name, reading)
        found[name] = was if was.level > reading.level and name not in undone else reading
    for answer, places in answers:
        if answer.key not in found or found[answer.key].level or answer.key in undone:
            continue
        if len(answer.text.split()) < LEAST_WORDS or any(
            certain(place.text) or answer.key in criteria_of(place.text) for place in places
        ):
            continue
        found[answer.key] = found[answer.key].model_copy(
            update={"level": 1, "why": WHY, "evidence": (evidence.quote(places[0], WHY),)}
        )
    return found
