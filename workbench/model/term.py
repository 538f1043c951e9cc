"""A confidential term and its public stand-in."""

from __future__ import annotations

from typing import ClassVar, Literal

from workbench.model.entity import Entity


class Term(Entity):
    """Words that must not leave the bank, and what stands in for them in an anonymised document."""

    table: ClassVar[str] = "terms"

    term: str = ""
    stand_in: str = ""
    kind: Literal["name", "employer", "product", "figure", "other"] = "other"
