"""What a proposed loop asks: questions that a story answers, as many as each round has room for."""

from __future__ import annotations

from themes.schema import Catalogue
from workbench.tailoring.loop import slots_for


def test_no_round_proposes_what_the_pitch_answers(catalogue: Catalogue) -> None:
    own_words = {question.id for question in catalogue.questions.values() if not question.story}
    assert {"pitch-walk", "pitch-why-ai", "pitch-why-us"} <= own_words
    for kind in catalogue.rounds.values():
        slots = slots_for(kind, "r", catalogue, set())
        assert len(slots) == kind.slots
        assert not own_words & {slot.question_id for slot in slots}
