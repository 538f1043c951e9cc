"""Published principles: a dated, sourced pack of them, each with its separate parts (see `themes.schema`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from themes.item import Item


class Clause(Item):
    """A separate part of a broad principle, with the values that it is about (1 touches, 2 is about)."""

    id: str
    title: str
    summary: str
    values: dict[str, Literal[1, 2]]
    about_ai: bool = True
    fit: Literal["good", "weak"] = "good"
    """Weak: the clause is about something that none of the values quite names; show it so."""


class Principle(Item):
    """One published principle. `name_status` tells where the name is not as published."""

    id: str
    name: str
    summary: str
    name_status: Literal["published", "recalled", "our label", "translated"] = "published"
    clauses: tuple[Clause, ...]

    @property
    def shown(self) -> str:
        """Return the name as it may be shown: one that is not as published says so, and is no quotation."""
        return self.name if self.name_status == "published" else f"{self.name} ({self.name_status})"


class Pack(Item):
    """A dated, sourced list of principles: a company's, a standard's, a law's, or an employer's values."""

    id: str
    organisation: str
    document: str
    short: str = ""
    """The name shown on screen, without the year; empty: made of organisation and document."""
    version: str
    published: str
    """As published: a day, a month or a year in ISO form; empty where the document bears no date."""
    url: str
    url_status: str
    kind: Literal["company", "standard", "law", "employer", "own"]
    collected: date
    checked: str = ""
    notes: str = ""
    superseded_by: str = ""
    also: tuple[str, ...] = ()
    """Other names under which the organisation, or a part of it that lives by these principles, hires."""
    foremost: bool = False
    """Of an organisation with several that stand: the one that people mean when they speak of its principles."""
    principles: tuple[Principle, ...]

    @property
    def title(self) -> str:
        """Return the pack's name as shown: "Google AI Principles, 2025"."""
        name = self.short or self.document
        if not self.short and self.organisation.lower() not in name.lower():
            name = f"{self.organisation} {name}"
        year = self.published[:4]
        return f"{name}, {year if year.isdigit() else 'undated'}"

    def standing(self, today: date) -> str:
        """Return how old the pack is, and whether something has replaced it, as one plain sentence or two."""
        year = self.published[:4]
        if not year.isdigit():
            said = f"Bears no date; collected on {self.collected.day} {self.collected:%B %Y}."
        else:
            years = today.year - int(year)
            age = "this year" if years <= 0 else "last year" if years == 1 else f"{years} years ago"
            said = f"Published {age}, in {year}; collected on {self.collected.day} {self.collected:%B %Y}."
        return f"{said} Replaced by another pack: {self.superseded_by}." if self.superseded_by else said

    def source(self) -> str:
        """Return the address as it may be shown: one from memory says so, for it may lead nowhere."""
        if "memory" in self.url_status:
            return f"{self.url} (address from memory, not tried)"
        if "secondary" in self.url_status:
            return f"{self.url} (a copy, not the publisher's own page)"
        return self.url

    def clauses(self) -> tuple[Clause, ...]:
        """Return every clause of every principle, in order."""
        return tuple(clause for principle in self.principles for clause in principle.clauses)
