"""A target: one application, its loop of rounds, and the question slots in each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from workbench.model.entity import Entity, Piece

SlotKind = Literal["behavioural", "case"]

YEARS = range(1970, 2201)
"""Years in which a round may lie: days are counted back from it, and a slip such as 0206 would end before day one."""

_NO_INTERVIEWS = {(12, 24), (12, 25), (12, 26), (1, 1)}


def working_day(day: date, step: int = 1) -> date:
    """Return `day`, or the next one (`step` -1: the one before) on which people hold interviews.

    No weekend, no 24 to 26 December, no 1 January; other holidays differ from country to country.
    """
    while day.weekday() >= 5 or (day.month, day.day) in _NO_INTERVIEWS:
        day += timedelta(days=step)
    return day


class Slot(Piece):
    """One question expected in a round. A case slot takes a supporting story and an artefact.

    `locked` is a story id that the user has fixed here.
    """

    id: str
    question: str
    question_id: str | None = None
    kind: SlotKind = "behavioural"
    locked: str | None = None


class Round(Piece):
    """One interview of the loop. `starts` carries its zone as an offset; `zone` is its IANA name."""

    id: str
    kind: str
    """A round kind of the catalogue: recruiter, hiring-manager, product-sense, ml-system-design …"""
    title: str = ""
    interviewer: str = ""
    interviewer_role: str = ""
    starts: datetime | None = None
    proposed: bool = False
    """The date is the workbench's guess from the usual pace of a loop; nobody has named it yet."""
    zone: str = ""
    minutes: int = 45
    probes: list[str] = Field(default_factory=list)
    """What the interviewer probes: ids of themes, criteria, dimensions or values."""
    notes: str = ""
    slots: list[Slot] = Field(default_factory=list)

    @field_validator("starts")
    @classmethod
    def _has_a_real_year(cls, starts: datetime | None) -> datetime | None:
        """A row from outside with an impossible year counts as one without a date; entries refuse it with a word."""
        return starts if starts is None or starts.year in YEARS else None


class Pitch(Piece):
    """The user's own text for the questions that every loop opens and closes with."""

    walk_me: str = ""
    why_ai: str = ""
    why_company: str = ""
    questions_for_them: str = ""


class CommonPitch(Entity):
    """The pitch that every target starts from: what a target's own pitch leaves empty is said in these words.

    A bank has one, with the id "common".
    """

    table: ClassVar[str] = "pitches"

    walk_me: str = ""
    why_ai: str = ""
    why_company: str = ""
    questions_for_them: str = ""


class Target(Entity):
    """One application: a company, a role, the principles it publishes, and its loop."""

    table: ClassVar[str] = "targets"

    company: str = ""
    role: str = ""
    packs: list[str] = Field(default_factory=list)
    job_description: str = ""
    positioning: str = ""
    pitch: Pitch = Field(default_factory=Pitch)
    rounds: list[Round] = Field(default_factory=list)
    excluded: list[str] = Field(default_factory=list)
    """Story ids that this loop must not use."""
    done: list[str] = Field(default_factory=list)
    """Ids of ticked checklist items."""
    moved: dict[str, str] = Field(default_factory=dict)
    """Checklist item id -> the day (ISO) that the user moved it to."""
    applied: date | None = None
    dated: date | None = None
    """The day on which the first of its rounds got a date, where that was later than the target itself."""
    state: Literal["open", "closed"] = "open"
    notes: str = ""

    def round_named(self, name: str) -> Round | None:
        """Return the round of that id, else the first of that kind or with that title; None if there is none."""
        word = name.casefold().strip()
        by_id = [each for each in self.rounds if each.id == name]
        named = [each for each in self.rounds if word and word in (each.kind.casefold(), each.title.casefold())]
        return next(iter(by_id + named), None)

    @property
    def begun(self) -> date | None:
        """Return the day from which there was a date to prepare for: with the target, or later when one was entered."""
        return self.dated or (self.created_at.date() if self.created_at is not None else None)

    def dated_since(self, before: Target | None, today: date) -> Target:
        """Return it as it is saved after `before` (None: new): a first date entered today is one since today.

        A date that is moved later stays one since the day it was first known; without any date there is no such day.
        """
        known = any(each.starts is not None for each in self.rounds)
        if before is None or any(each.starts is not None for each in before.rounds):
            return self if known else self.model_copy(update={"dated": None})
        return self.model_copy(update={"dated": today if known else None})
