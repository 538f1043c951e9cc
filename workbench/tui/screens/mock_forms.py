"""What is written beside a mock interview: a note on an answer, and how a friend rated it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.model.practice import RATING_ANCHORS
from workbench.tui.screens.form import Answers, Field, ask

if TYPE_CHECKING:
    from workbench.model.practice import Mock
    from workbench.tui.app import WorkbenchApp


def ask_note(desk: WorkbenchApp, played: Mock, at: int, noted: Callable[[Mock, str], None]) -> None:
    """Ask for a note on the answer at this place; `noted` gets the mock with it, and the draft's key to settle."""
    draft = f"mocks/{played.id}/questions/{at}/note"

    def answered(answers: Answers) -> None:
        questions = list(played.questions)
        questions[at] = questions[at].model_copy(update={"note": answers["note"]})
        noted(played.model_copy(update={"questions": questions}), draft)

    ask(
        desk,
        "A note on this answer",
        [Field("note", "", played.questions[at].note, "text", draft=draft)],
        answered,
        lead=played.questions[at].question,
        confirm="Keep",
        key=draft,
    )


def ask_friend(desk: WorkbenchApp, played: Mock, rated: Callable[[dict[int, int], dict[int, str]], None]) -> None:
    """Ask for a friend's ratings and notes, one of each a question; both are given by place from 0."""
    choices = [("", "not rated"), *((str(each), str(each)) for each in RATING_ANCHORS)]
    fields = []
    for at, each in enumerate(played.questions):
        fields.append(Field(f"r{at}", f"{at + 1}. {each.question}", str(each.friend_rating or ""), "choice", choices))
        draft = f"mocks/{played.id}/questions/{at}/friend_note"
        fields.append(Field(f"n{at}", "", each.friend_note, note="what they said, if you like", draft=draft))

    def answered(answers: Answers) -> None:
        count = range(len(played.questions))
        rated(
            {at: int(answers[f"r{at}"]) for at in count if answers[f"r{at}"]}, {at: answers[f"n{at}"] for at in count}
        )

    lead = "\n".join(f"{each}  {text}" for each, text in RATING_ANCHORS.items())
    ask(desk, "A friend's ratings", fields, answered, lead=lead, key=f"friend {played.id}")
