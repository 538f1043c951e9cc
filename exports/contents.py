"""What a document says, before it is a document: plain frozen records, the same for every writer.

Whoever gathers contents puts finished texts in: dates are already worded, stories already chosen, sentences
already in order. A writer lays out and never decides. `key` joins records (a round's story to its page); it is
never shown, and writers make no name out of it.

Two kinds of documents never mix. A *private* one (dossier, sheet of a round) holds verdicts, gaps and what not
to say; it is stamped on its cover and on every page. One *to be sent* (portfolio, artefact, brief, narrative)
holds none of that: `withheld` lists the texts that must not be found in it, and the lint reads the finished file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Disclosure = Literal["full", "anonymised", "percentages"]
"""full: as written. anonymised: confidential terms replaced. percentages: also no figure that is not a share."""
Paper = Literal["a4", "letter"]
Whose = Literal["mine", "team", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Words that must not be in a document to be sent, and what they are ("what not to say", "a verdict")."""

    words: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every document needs beside its text. `prepared` stands in for the clock: same day, same bytes."""

    prepared: date
    paper: Paper = "a4"
    language: str = "en-GB"
    disclosure: Disclosure = "full"
    author: str = ""


# --- the dossier ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRef:
    """A story mentioned elsewhere than on its own page."""

    key: str
    title: str


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
class Sentence:
    """One sentence of a telling. A `frame` was added by the workbench and is set apart visibly; a `rewrite` is
    the user's own other wording for this target."""

    text: str
    part: str = ""
    """The part of the story it comes from, as shown ("Action"); empty for a frame."""
    kind: Literal["own", "rewrite", "frame"] = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The user's own words, from which part, and whose deed they tell."""

    words: str
    part: str = ""
    whose: Whose = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One criterion of the reading. Level 2 specific, 1 mentioned; `gap`: the story says it was skipped."""

    title: str
    dimension: str = ""
    level: Literal[0, 1, 2] = 0
    quotes: tuple[Quote, ...] = ()
    gap: bool = False
    overruled: str = ""
    """The user's reason, where the level is the user's own."""
    answer: str = ""
    """What the user answered to its question, where the level rests on that and on no words of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A number or an ownership statement: how sure, where from, what to say and what not."""

    words: str
    tag: str = ""
    """As shown: "measured", "estimated", "goal", "can't back up yet"; empty if the user has not said."""
    source: str = ""
    say: str = ""
    dont_say: str = ""
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeLine:
    """A follow-up question with the user's answer; `kind` words an answer like "We did not"."""

    question: str
    answer: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story on one page, as told for this target."""

    key: str
    title: str
    headline: str = ""
    context: str = ""
    """One line: company, when, themes."""
    telling: tuple[Sentence, ...] = ()
    left_out: tuple[str, ...] = ()
    """Sentences of the story that this telling leaves out: with `telling`, the whole story is on the page."""
    words: int = 0
    seconds: int = 0
    depth: str = ""
    """The depth in words ("partly told"), and `profile` ("Data 2 · Evaluation 3 · Responsible AI 0")."""
    profile: str = ""
    findings: tuple[Finding, ...] = ()
    also: tuple[str, ...] = ()
    """Titles of criteria that are told specifically and have no row of their own here."""
    mentioned: tuple[str, ...] = ()
    """Titles of criteria that the story only names."""
    claims: tuple[ClaimLine, ...] = ()
    unsettled: tuple[str, ...] = ()
    """Figures found in the story that the user has not decided on."""
    probes: tuple[ProbeLine, ...] = ()
    rounds: tuple[str, ...] = ()
    """Keys of the rounds it is told in."""
    notice: str = ""
    """One line that must not be missed: the story changed since this version was written."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendQuestion:
    """One question that a friend asks, with the follow-ups to push with."""

    question: str
    pushes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendSheet:
    """A round for whoever plays the interviewer: what to ask, and boxes to fill. No story and no verdict is in it."""

    setting: Setting
    company: str
    role: str
    title: str
    minutes: int
    questions: tuple[FriendQuestion, ...]
    anchors: tuple[str, ...]
    """What each rating means, from 1 on."""


# --- documents to be sent ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled text. One marked private stops a document to be sent."""

    title: str
    text: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactTable:
    """The table of an artefact: heads, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in plain words for people who do not read metrics; `missing` is what to ask for, else empty."""

    label: str
    stated: str
    sentence: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactPage:
    """One structured page of a project: its answered fields, its table, its figures in plain words."""

    key: str
    kind: str
    title: str
    summary: str = ""
    sections: tuple[Section, ...] = ()
    table: ArtefactTable | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """One project. `kind` is shown as it stands: an exercise and a side project say that they are."""

    key: str
    title: str
    kind: str
    company: str = ""
    when: str = ""
    experience: bool = True
    """False for exercises and side projects: a line above everything else says what it is."""
    sections: tuple[Section, ...] = ()
    artefacts: tuple[ArtefactPage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Projects to be shown to others."""

    setting: Setting
    title: str
    summary: str = ""
    projects: tuple[ProjectPage, ...] = ()
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactDocument:
    """One artefact as a document of its own (the brief for executives is one)."""

    setting: Setting
    project: str
    kind: str
    page: ArtefactPage
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """One story told for one target, as a text that may be sent or spoken."""

    setting: Setting
    title: str
    company: str = ""
    role: str = ""
    sentences: tuple[Sentence, ...] = ()
    withheld: tuple[Withheld, ...] = ()


# --- calendars --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A round (`starts` with its zone and `minutes`) or a whole day (`day`). `key` makes a steady UID.

    A `tentative` one has a date that nobody has named yet.
    """

    key: str
    title: str
    starts: datetime | None = None
    zone: str = ""
    minutes: int = 0
    day: date | None = None
    detail: str = ""
    tentative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Rounds and checklist days of one target."""

    setting: Setting
    title: str
    events: tuple[Event, ...] = ()
