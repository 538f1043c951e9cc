"""The deck: questions of the loop with the story that answers them, probes, glossary, technical fluency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from themes.schema import Catalogue
from workbench.model.story import Story
from workbench.model.target import Target
from workbench.practice.drill import Card

_ANSWERED_OTHERWISE = {
    "did_not": "We did not do that.",
    "somebody_else": "Somebody else did that.",
    "cannot_recall": "I can't recall.",
}


def _id(kind: str, *parts: str) -> str:
    return f"{kind}-" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def question_cards(target: Target, answers: Mapping[str, str], stories: Mapping[str, Story]) -> list[Card]:
    """Return a card for each slot of the target that has a story: name the story and its first sentence.

    `answers` maps slot ids to story ids, as planned.
    """
    cards = []
    for each_round in target.rounds:
        for slot in each_round.slots:
            story = stories.get(answers.get(slot.id, ""))
            if story is not None:
                first = story.headline or story.situation.split(". ")[0].strip() or story.title
                cards.append(
                    Card(
                        _id("question", target.id, slot.question),
                        "question",
                        slot.question,
                        f"{story.title}: {first}",
                        source=f"{target.company}, {each_round.title or each_round.kind}",
                        story=story.id,
                    )
                )
    return cards


def probe_cards(stories: Sequence[Story]) -> list[Card]:
    """Return a card for each question about a story that the user has answered, whatever the answer was."""
    return [
        Card(
            _id("probe", story.id, answer.key, answer.question),
            "probe",
            f"{story.title}: {answer.question}",
            answer.text or _ANSWERED_OTHERWISE.get(answer.kind, ""),
            source="your own answer",
            story=story.id,
        )
        for story in stories
        if story.state == "active"
        for answer in story.answers
        if answer.text or answer.kind != "answered"
    ]


def learning_cards(catalogue: Catalogue) -> list[Card]:
    """Return the catalogue's cards: each glossary term, and the technical fluency cards."""
    glossary = [
        Card(f"glossary-{entry.id}", "glossary", f"In plain words: {entry.term}?", entry.plain, entry.source)
        for entry in catalogue.glossary.values()
    ]
    fluency = [
        Card(f"fluency-{card.id}", "fluency", card.question, card.answer, card.source)
        for card in catalogue.cards.values()
    ]
    return fluency + glossary
