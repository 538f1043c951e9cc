"""What tailoring says: the principle map, coverage, the plan of a loop. Computed, never stored.

Plain frozen dataclasses: thousands of cells are made for a large bank, and nothing in them needs validation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.model.report import Evidence
from workbench.model.story import Claim

WELL = 45
"""Points, of 100, from which a story answers a question well."""

STRENGTH_WORDS = ("nothing", "touches it", "speaks to it", "proves it")


@dataclass(frozen=True, slots=True)
class Cell:
    """How strongly one story speaks to one clause: 0 to 3, and the user's own words that say so."""

    clause: str
    story: str
    strength: int
    evidence: Evidence | None = None
    via: str = ""
    """Id of the value or criterion through which they meet."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause of a pack against every story."""

    clause: str
    title: str
    summary: str
    principle: str
    name_status: str
    about_ai: bool
    weight: int
    """How much it counts for this target: 2 as it stands, 3 or 4 where the job description stresses it."""
    stressed: tuple[str, ...]
    """The words of the job description that stress it."""
    cells: Mapping[str, Cell]
    """By story id, only cells above 0."""
    gap: Gap | None = None

    @property
    def best(self) -> int:
        """Return the strongest cell's strength, 0 to 3."""
        return max((cell.strength for cell in self.cells.values()), default=0)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing where no story answers: the nearest story, what it lacks, what kind of story to write."""

    nearest: str | None
    lacks: tuple[str, ...]
    write: str
    why: str = ""
    """What the nearest story tells that comes near, in a sentence."""


@dataclass(frozen=True, slots=True)
class PackMap:
    """One pack's clauses × the stories, gaps first within the order of the pack kept."""

    pack: str
    title: str
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class PrincipleMap:
    """All packs of a target (or those asked for) against the stories that are not retired."""

    stories: tuple[str, ...]
    packs: tuple[PackMap, ...]

    def rows(self) -> tuple[ClauseRow, ...]:
        """Return every clause of every pack."""
        return tuple(row for pack in self.packs for row in pack.rows)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One theme, criterion or value against the stories: levels by story id, and what is missing."""

    id: str
    title: str
    group: str
    """The dimension of a criterion, else empty."""
    levels: Mapping[str, int]
    """By story id, only those above 0: 1 mentioned or suggested, 2 specific or declared."""
    quotes: Mapping[str, Evidence]
    enough: int
    """How many stories at level 2 are wanted."""
    gap: Gap | None = None

    @property
    def strong(self) -> int:
        """Return how many stories are at level 2."""
        return sum(level == 2 for level in self.levels.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """Themes, criteria and values against the stories, gaps first."""

    stories: tuple[str, ...]
    themes: tuple[CoverageRow, ...]
    criteria: tuple[CoverageRow, ...]
    values: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class AskedInLoop:
    """A question of a loop that asks for a theme, and the story planned for it (None: none is)."""

    company: str
    question: str
    story: str | None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a story answers a slot's question: 0 to 100 points, with the words and the reason."""

    points: int
    quote: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best other story for a slot while the rest of the plan stays; `cost` in points of the whole plan."""

    story: str
    cost: int
    why: str


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """One slot with its story (None: no story answers it), and why."""

    round: str
    round_title: str
    slot: str
    question: str
    kind: str
    story: str | None
    why: str
    points: int = 0
    quote: str = ""
    locked: bool = False
    repeats: bool = False
    runner_up: RunnerUp | None = None
    artefact: str = ""
    """For a case slot: the project's page to bring, "project id/kind", else empty."""

    @property
    def answered(self) -> bool:
        """Whether a story answers the question well; for a case it only stands behind one's own answer."""
        return self.story is not None and (self.kind == "case" or self.points >= WELL)

    @property
    def weak(self) -> bool:
        """Whether it is still to be worked on: no story, one that hardly answers, or one told before."""
        return self.repeats or not self.answered


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A story that the plan does not use, and why."""

    story: str
    why: str


@dataclass(frozen=True, slots=True)
class Spare:
    """A story kept ready for a round whose planned ones do not come off."""

    round: str
    story: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Which story answers which slot of a loop, and why; optimal for the stated weights."""

    target: str
    slots: tuple[PlannedSlot, ...]
    left_out: tuple[LeftOut, ...]
    spares: tuple[Spare, ...]
    uncovered: tuple[str, ...]
    """Ids of clauses that no planned story speaks to."""
    covered: Mapping[str, str]
    """Clause id -> the planned story that speaks to it best."""
    wishes: tuple[str, ...]
    """Wishes that cannot be met, each in a plain sentence."""
    points: int
    weights: Mapping[str, int] = field(default_factory=dict)

    def story_of(self, slot: str) -> str | None:
        """Return the story planned for a slot id."""
        return next((each.story for each in self.slots if each.slot == slot), None)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One slot that a what-if changes."""

    slot: str
    question: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A plan beside another: what changes and what it costs (negative: it gains)."""

    wish: str
    plan: Plan
    changes: tuple[PlanChange, ...]
    cost: int
    lost: tuple[str, ...]
    """Clauses that the first plan spoke to and this one does not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One story as an answer to a question."""

    story: str
    points: int
    """0 to 100: how well it answers."""
    opening: str
    """The story's opening line: its headline, else its first sentence. The user's own words."""
    quote: str
    """The sentence that answers."""
    part: str
    why: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The stories that answer a question, best first."""

    question: str
    probes: tuple[str, ...]
    """What the question asks for, each as the end of "a time you …"."""
    answers: tuple[Answer, ...]
    unanswered: tuple[str, ...]
    """What none of them answers well, each in a plain sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: in a story, a version or a target."""

    kind: Literal["story", "version", "target"]
    id: str
    where: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One claim of the ledger."""

    story: str
    claim: Claim
    decided: bool
    """False while it is only the reader's proposal."""
    sentence: str
    """The sentence that it stands in; empty if its words are not in the story any more."""
    unsafe: bool
    """Retracted, or it can't be backed up yet."""
    said: tuple[Place, ...]
    """For an unsafe claim: where its words are still said."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One sentence told with different figures. An empty target is the story itself."""

    story: str
    left_target: str
    left: str
    right_target: str
    right: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """A sentence that claims more than it did. `target` is empty between revisions of the story itself."""

    story: str
    part: str
    before: str
    after: str
    target: str


@dataclass(frozen=True, slots=True)
class AskedProbe:
    """A follow-up chosen for a story: why it will come, and the user's answer if there is one."""

    key: str
    """Key of the answer: "probe.cost"."""
    title: str
    text: str
    why: str
    quote: str
    """The story's own words that invite it; empty where it is their absence."""
    answer: AnswerToProbe | None = None


@dataclass(frozen=True, slots=True)
class AnswerToProbe:
    """The user's answer to a probe, and which criteria it would make specific if it stood in the story."""

    kind: str
    text: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two stories that tell much the same."""

    left: str
    right: str
    likeness: float
    """0 to 1: how much of their rarer words they share."""
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One story's standing in the bank for a loop: keep it active, rest it, or look at it again."""

    story: str
    advice: Literal["keep", "rest", "look"]
    why: str


@dataclass(frozen=True, slots=True)
class Hygiene:
    """What to tidy in the bank."""

    duplicates: tuple[Duplicate, ...]
    stale: tuple[Kept, ...]
    overused: tuple[Kept, ...]
    active: tuple[Kept, ...]
    """The 8 to 12 to keep active for a loop, and those that may rest."""


@dataclass(frozen=True, slots=True)
class LensLine:
    """One thing to stress for an audience; `quote` where the story tells it, else empty."""

    text: str
    criterion: str
    quote: str


@dataclass(frozen=True, slots=True)
class LensAdvice:
    """A story seen by one audience: what to stress, and which terms to say in plain words. Advice beside the text."""

    lens: str
    title: str
    stress: tuple[str, ...]
    lines: tuple[LensLine, ...]
    plain: tuple[tuple[str, str], ...]
    """(term as it stands in the story, plain words)."""
