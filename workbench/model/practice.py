"""What practice leaves behind: rehearsals, drill attempts, mock interviews, debriefs."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final, Literal

from pydantic import Field

from workbench.model.entity import Entity, Piece
from workbench.model.story import Part

Outcome = Literal["", "waiting", "passed", "rejected", "withdrawn"]

RATING_ANCHORS: Final[dict[int, str]] = {
    1: "No answer, or a list of features: the listener could not say what I did.",
    2: "A story, but the listener had to ask for what I did or for the result.",
    3: "What I did and what came of it were clear, with one thing a listener could check.",
    4: "Clear in the time, a figure with its baseline, and the follow-up question was answered.",
}
"""What each rating means in things that a listener could observe, after behaviourally anchored rating scales."""


class Rehearsal(Entity):
    """One telling of one story, timed part by part. `cut` is the aimed length in seconds, 0 for the whole story.

    A telling of a pitch has no story and no parts: `pitch` names the piece ("walk_me") and `spoken` counts its seconds.
    """

    table: ClassVar[str] = "rehearsals"

    story: str = ""
    target: str = ""
    pitch: str = ""
    cut: int = 0
    words: int = 0
    started: datetime | None = None
    seconds: dict[Part, int] = Field(default_factory=dict)
    spoken: int = 0
    said: list[str] = Field(default_factory=list)
    """Proofs (quotes) that were said, as ticked afterwards."""
    missed: list[str] = Field(default_factory=list)
    finished: bool = False

    def total(self) -> int:
        """Return the spoken seconds of all parts."""
        return sum(self.seconds.values()) + self.spoken


class Attempt(Piece):
    """One try at a card."""

    at: datetime
    right: bool
    seconds: int = 0


class Drill(Entity):
    """What happened with one card so far. The id is the card's."""

    table: ClassVar[str] = "drills"

    attempts: list[Attempt] = Field(default_factory=list)


class Played(Piece):
    """One question of a mock interview as played: what was told, how long, how it went."""

    slot: str = ""
    question: str
    story: str | None = None
    seconds: int = 0
    rating: Literal[1, 2, 3, 4] | None = None
    friend_rating: Literal[1, 2, 3, 4] | None = None
    note: str = ""
    friend_note: str = ""
    probe: str = ""
    """What they ask on after this answer: a follow-up of the story that has no answer yet."""
    probe_why: str = ""
    probe_seconds: int = 0
    probe_held: bool | None = None
    """Whether there was an answer to it; None while it was not asked."""


class Mock(Entity):
    """One mock interview of one round. It is saved after every question, so it can be left and taken up again."""

    table: ClassVar[str] = "mocks"

    target: str = ""
    round: str = ""
    started: datetime | None = None
    questions: list[Played] = Field(default_factory=list)
    position: int = 0
    finished: bool = False

    @property
    def asking_on(self) -> int | None:
        """Return the place of the answer whose follow-up is still to be asked: the one rated last, or None."""
        at = self.position - 1
        waits = at >= 0 and bool(self.questions[at].probe) and self.questions[at].probe_held is None
        return at if waits else None


class Asked(Piece):
    """One question that was really asked."""

    question: str
    slot: str = ""
    """The slot that predicted it; empty for a question that the plan did not see coming."""
    story: str | None = None
    stumbled: bool = False
    note: str = ""


class Debrief(Entity):
    """What a real round was like, written down within the hour."""

    table: ClassVar[str] = "debriefs"

    target: str = ""
    round: str = ""
    held: datetime | None = None
    asked: list[Asked] = Field(default_factory=list)
    not_asked: list[str] = Field(default_factory=list)
    """Slots whose question did not come, as the user settled it."""
    felt: Literal[1, 2, 3, 4, 5] | None = None
    outcome: Outcome = ""
    notes: str = ""
