"""What every entry of a catalogue file is: frozen, and strict about unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Item(BaseModel):
    """Any entry of a catalogue file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
