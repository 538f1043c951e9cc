"""A STAR story and what hangs on it: claims, answers, overruled levels."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final, Literal

from pydantic import Field

from workbench.model.entity import Entity, Piece

Part = Literal["situation", "task", "action", "result", "learning"]
PARTS: Final[tuple[Part, ...]] = ("situation", "task", "action", "result", "learning")
PART_TITLES: Final[dict[Part, str]] = {
    "situation": "Situation",
    "task": "Task",
    "action": "Action",
    "result": "Result",
    "learning": "Learning",
}

AiRole = Literal["native", "enabled", "none"]
StoryState = Literal["active", "bench", "retired"]
Whose = Literal["mine", "team", "unclear"]
ClaimTag = Literal["", "measured", "estimated", "goal", "unbacked"]
AnswerKind = Literal["answered", "did_not", "somebody_else", "cannot_recall"]


class Claim(Piece):
    """A number, a comparison or an ownership statement that the user must be able to stand behind.

    `quote` is the user's own words in `part`. `tag` "unbacked" is shown as "can't back up yet". `say` is the
    safe wording, `dont_say` what to avoid. A retracted claim is flagged wherever its words appear.
    """

    id: str
    part: Part
    quote: str
    kind: Literal["number", "comparison", "ownership"] = "number"
    tag: ClaimTag = ""
    source: str = ""
    say: str = ""
    dont_say: str = ""
    retracted: bool = False
    whose: Whose = "unclear"


class Answer(Piece):
    """What the user says to one question: a criterion's question ("eval.method") or a probe ("probe.cost").

    "We did not", "somebody else did" and "I can't recall" are answers too, kept and rehearsed.
    """

    key: str
    question: str
    kind: AnswerKind = "answered"
    text: str = ""
    at: datetime | None = None


class Overrule(Piece):
    """The user's own level for a criterion, with a reason. It stands until the quoted words change."""

    criterion: str
    level: Literal[0, 1, 2]
    reason: str
    quote: str = ""


class Story(Entity):
    """One STAR example. Every part may be empty; `learning` is optional by nature."""

    table: ClassVar[str] = "stories"

    title: str = ""
    headline: str = ""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    learning: str = ""
    themes: list[str] = Field(default_factory=list)
    ai_role: AiRole | None = None
    """Declared by the user; None means that the reader infers it."""
    state: StoryState = "active"
    company: str = ""
    when: str = ""
    """When it happened, as the user writes it: "2024", "spring 2023"."""
    project: str | None = None
    bridge: str = ""
    """For a story without AI: an honest tie to AI work, a reflection, never counted as experience."""
    claims: list[Claim] = Field(default_factory=list)
    answers: list[Answer] = Field(default_factory=list)
    overrules: list[Overrule] = Field(default_factory=list)
    whose: dict[str, Whose] = Field(default_factory=dict)
    """Whose deed a quoted span was, as the user settled it: quote -> mine, team or unclear."""

    def parts(self) -> dict[Part, str]:
        """Return the five parts in the order of STAR-L."""
        return {part: getattr(self, part) for part in PARTS}

    def words(self) -> int:
        """Return the number of words in the five parts."""
        return sum(len(getattr(self, part).split()) for part in PARTS)
