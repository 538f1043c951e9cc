"""What a reading says: levels with their evidence, and everything else found in one story's text.

Offsets count code points of the cleaned text in `DepthReport.parts`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.model.story import AiRole, Part, Whose

Level = Literal[0, 1, 2]
Depth = Literal["deep", "partial", "surface", "silent", "not-ai", "not-read"]

DEPTH_WORDS: dict[str, str] = {
    "deep": "deep",
    "partial": "partly told",
    "surface": "mentioned only",
    "silent": "not covered",
    "not-ai": "not an AI story",
    "not-read": "not read",
}


class Frozen(BaseModel):
    """A result: computed, never changed."""

    model_config = ConfigDict(frozen=True)


class Evidence(Frozen):
    """A span of the user's own words that a level rests on: `parts[part][start:end] == quote`."""

    part: Part
    start: int
    end: int
    quote: str
    why: str = ""
    whose: Whose = "unclear"


class CriterionReading(Frozen):
    """One criterion: 0 not there, 1 mentioned, 2 specific. A level above 0 has at least one quote."""

    level: Level
    evidence: tuple[Evidence, ...] = ()
    why: str = ""
    """One plain sentence: what was found, or that nothing was."""
    score: float = 0.0
    """The reader's expected level, 0.0 to 2.0, rounded so that the last bits of floating point decide nothing."""
    gap: Evidence | None = None
    """An open gap: the story says that this was skipped or regretted. Level 0, candour worth an answer."""
    overruled: str = ""
    """The user's reason, where the level is the user's own; `read_level` is then what the reader saw."""
    read_level: Level | None = None


class DimensionCount(Frozen):
    """How many criteria of a dimension are evidenced (level 2) and how many only named (level 1)."""

    evidenced: int = 0
    named: int = 0


class FoundClaim(Frozen):
    """A number, comparison or ownership verb found in the text; the user decides what it is."""

    part: Part
    start: int
    end: int
    quote: str
    kind: Literal["number", "comparison", "ownership"]


class Mistake(Frozen):
    """One of the trade's known mistakes: the sentence it was found in, and what a listener hears."""

    id: str
    part: Part
    start: int
    end: int
    quote: str
    heard: str
    better: str = ""


class Question(Frozen):
    """The one question that a missing or merely mentioned criterion yields, and what an answer sounds like."""

    criterion: str
    question: str
    example: str = ""


class Band(Frozen):
    """One statement about the telling, in a band: never a score."""

    id: str
    band: Literal["good", "watch", "mend", "info"]
    text: str
    quote: str = ""


class Lift(Frozen):
    """One of the changes that would move the picture most: what to tell or mend, and what it would move."""

    kind: Literal["depth", "telling", "mistake"]
    about: str
    """Id of the criterion, the band or the mistake."""
    text: str
    why: str
    quote: str = ""


class PartShare(Frozen):
    """How long one part is: words, share of the whole (0 to 1), spoken seconds at the user's own rate."""

    words: int = 0
    share: float = 0.0
    seconds: int = 0


class Telling(Frozen):
    """Length, proportions and ownership of a story as told."""

    words: int = 0
    seconds: int = 0
    parts: dict[Part, PartShare] = Field(default_factory=dict)
    bands: tuple[Band, ...] = ()


class DepthReport(Frozen):
    """What two careful people would say of one story, with the words it rests on."""

    story: str = ""
    rev: int = 0
    reader: str = ""
    """Which weights read it; readings are cached by text and reader."""
    parts: dict[Part, str] = Field(default_factory=dict)
    ai_role: AiRole = "none"
    ai_role_why: str = ""
    ai_role_conflict: str = ""
    """Where the declared role contradicts the text: one plain sentence, else empty."""
    depth: Depth = "not-read"
    not_read: str = ""
    """Why it was not read (not English, too short), else empty."""
    criteria: dict[str, CriterionReading] = Field(default_factory=dict)
    dimensions: dict[str, DimensionCount] = Field(default_factory=dict)
    craft: dict[str, Level] = Field(default_factory=dict)
    values: dict[str, Level] = Field(default_factory=dict)
    value_evidence: dict[str, Evidence] = Field(default_factory=dict)
    themes: tuple[str, ...] = ()
    claims: tuple[FoundClaim, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    questions: tuple[Question, ...] = ()
    telling: Telling = Field(default_factory=Telling)
    lift: tuple[Lift, ...] = ()
    """At most three changes, the one that moves most first."""
    lift_note: str = ""
    """Why there are none, or what no change of words can mend: one plain sentence, else empty."""
    bearings: tuple[str, ...] = Field(default=(), repr=False)
    """What each sentence tells, in order, where questions meet it (`workbench.depth.meeting`): for searching, not to be
    shown."""
    lapsed: tuple[str, ...] = ()
    """Criteria whose overruled level no longer stands, because the words that it was about have changed."""
