"""Documents for other people: portfolio, artefact, narrative, a friend's questions. No verdict, no gap."""

from __future__ import annotations

from dataclasses import dataclass

from exports.contents.setting import Setting, Withheld
from exports.contents.story import Sentence


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
