"""A version: one target's framing of a story. Differences only, never a copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from workbench.model.entity import Entity

Opening = Literal["situation", "result", "principle"]


class Version(Entity):
    """How a story is told for one target, as differences from the story at revision `story_rev`.

    Sentences are named by their own text: `cut` holds sentences left out, `order` those moved to the front in
    this order, `rewrites` maps a sentence of the story to the user's own new wording of it. An empty field means
    "as the workbench proposes".
    """

    table: ClassVar[str] = "versions"

    story: str = ""
    target: str = ""
    story_rev: int = 0
    headline: str = ""
    opening: Opening | None = None
    order: list[str] = Field(default_factory=list)
    cut: list[str] = Field(default_factory=list)
    rewrites: dict[str, str] = Field(default_factory=dict)
    closing: str = ""
    bridge: str = ""


@dataclass(frozen=True, slots=True)
class ToldFor:
    """How a story stands for one target: whether it has a version there, whether the story has changed since."""

    target: str
    company: str
    role: str
    own: bool
    """Whether there is a version that the user wrote."""
    stale: bool
    said: str
    """In a line: as proposed, changed by the user, or what has changed in the story since."""
