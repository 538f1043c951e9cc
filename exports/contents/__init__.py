"""What a document says, before it is a document: plain frozen records, the same for every writer.

Whoever gathers contents puts finished texts in: dates are already worded, stories already chosen, sentences
already in order. A writer lays out and never decides. `key` joins records (a round's story to its page); it is
never shown, and writers make no name out of it.

Two kinds of documents never mix. A *private* one (dossier, sheet of a round) holds verdicts, gaps and what not
to say; it is stamped on its cover and on every page. One *to be sent* (portfolio, artefact, brief, narrative)
holds none of that: `withheld` lists the texts that must not be found in it, and the lint reads the finished file.
"""

from __future__ import annotations

from exports.contents.days import Calendar, Event
from exports.contents.dossier import (
    CheatLine,
    CheatSheet,
    Checklist,
    ChecklistLine,
    Dossier,
    GlossaryLine,
    IndexEntry,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Pitch,
    PitchPart,
    RoundPage,
    RoundQuestion,
    Sheet,
)
from exports.contents.sent import (
    ArtefactDocument,
    ArtefactPage,
    ArtefactTable,
    Figure,
    FriendQuestion,
    FriendSheet,
    Narrative,
    Portfolio,
    ProjectPage,
    Section,
)
from exports.contents.setting import Disclosure, Paper, Setting, Withheld
from exports.contents.story import ClaimLine, Finding, ProbeLine, Quote, Sentence, StoryPage, StoryRef, Whose

__all__ = [
    "ArtefactDocument",
    "ArtefactPage",
    "ArtefactTable",
    "Calendar",
    "CheatLine",
    "CheatSheet",
    "Checklist",
    "ChecklistLine",
    "ClaimLine",
    "Disclosure",
    "Dossier",
    "Event",
    "Figure",
    "Finding",
    "FriendQuestion",
    "FriendSheet",
    "GlossaryLine",
    "IndexEntry",
    "Matrix",
    "MatrixColumn",
    "MatrixRow",
    "Narrative",
    "Paper",
    "Pitch",
    "PitchPart",
    "Portfolio",
    "ProbeLine",
    "ProjectPage",
    "Quote",
    "RoundPage",
    "RoundQuestion",
    "Section",
    "Sentence",
    "Setting",
    "Sheet",
    "StoryPage",
    "StoryRef",
    "Whose",
    "Withheld",
]
