"""What every document needs beside its text, and what must not be found in one that is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Disclosure = Literal["full", "anonymised", "percentages"]
"""full: as written. anonymised: confidential terms replaced. percentages: also no figure that is not a share."""
Paper = Literal["a4", "letter"]


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
