"""The dossier and the sheet of one round: private, stamped so, never to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exports.contents.setting import Setting
from exports.contents.story import ClaimLine, ProbeLine, StoryPage, StoryRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PitchPart:
    """One of the user's own prepared texts ("Walk me through it"), with its spoken length in seconds."""

    title: str
    text: str
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitch:
    """The user's texts for what every loop opens and closes with."""

    parts: tuple[PitchPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundQuestion:
    """One question expected in a round, and what to tell for it. `story` None: nothing fits, `why` says why."""

    question: str
    story: StoryRef | None = None
    opening: str = ""
    """The first sentence of the telling, the user's own."""
    proof: str = ""
    """The user's words that a listener could check."""
    probe: str = ""
    """The hardest follow-up; `answer` is what the user prepared for it, empty if nothing yet."""
    answer: str = ""
    spare: StoryRef | None = None
    artefact: str = ""
    """For a case or design round: the page of the portfolio to have at hand."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """One interview on one page. `when` is worded, with its zone; empty if no date is known."""

    key: str
    number: int
    title: str
    kind: str = ""
    interviewer: str = ""
    when: str = ""
    minutes: int = 0
    probes: tuple[str, ...] = ()
    questions: tuple[RoundQuestion, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """One principle or clause. `gap` is what story to write, where no story speaks to it."""

    title: str
    group: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One story's strengths, a digit a column: an index into the matrix's `legend`."""

    story: StoryRef
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Stories × principles of one pack. `legend[d]` is what digit d means, from 0; at most four digits."""

    title: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[str, ...] = ("nothing", "touches it", "speaks to it", "proves it")
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheatLine:
    """A story in one breath: its name, the line that opens it, the number that proves it."""

    story: StoryRef
    cue: str = ""
    """When to tell it: the round and the question in a few words."""
    opening: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheatSheet:
    """One page for the last fifteen minutes."""

    lines: tuple[CheatLine, ...] = ()
    note: str = ""
    """Which stories these are, where they are not all."""
    dont_say: tuple[ClaimLine, ...] = ()
    candour: tuple[ProbeLine, ...] = ()
    """What the user did not do, with the answer that was rehearsed."""
    ask: tuple[str, ...] = ()
    positioning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """If they ask this, tell one of these."""

    question: str
    stories: tuple[StoryRef, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryLine:
    """A term in plain words."""

    term: str
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistLine:
    """One thing to prepare. `due` is worded; `day` is the same as a date, for calendars."""

    title: str
    detail: str = ""
    due: str = ""
    day: date | None = None
    done: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A named list of things to prepare."""

    title: str
    lines: tuple[ChecklistLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything for one target. Private: never to be sent."""

    setting: Setting
    company: str
    role: str
    dates: str = ""
    """One line: "First round Tue 1 December 2026, 10:00 CET"."""
    positioning: str = ""
    pitch: Pitch = Pitch()
    rounds: tuple[RoundPage, ...] = ()
    cheat: CheatSheet = CheatSheet()
    matrices: tuple[Matrix, ...] = ()
    stories: tuple[StoryPage, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    glossary: tuple[GlossaryLine, ...] = ()
    checklists: tuple[Checklist, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One round by itself, with its stories in one breath. Private."""

    setting: Setting
    company: str
    role: str
    round: RoundPage
    cheat: CheatSheet = CheatSheet()
