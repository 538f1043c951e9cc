"""What every row of the bank has in common."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Entity(BaseModel):
    """One row of the bank, of one table.

    `id` never comes back after deletion. `rev` counts saves from 1 and is what a later save is based on.
    Unknown fields of a newer version of the product are kept as they are.
    """

    model_config = ConfigDict(extra="allow", validate_assignment=True)

    table: ClassVar[str]

    id: str = ""
    rev: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None
    sample: bool = Field(default=False, exclude_if=lambda sample: not sample)
    """One of the samples that come with the workbench, put into this bank to look round; not the user's own."""


class Piece(BaseModel):
    """A part of a row that has no life of its own (a claim, a round, a slot). Unknown fields are kept."""

    model_config = ConfigDict(extra="allow", validate_assignment=True)
