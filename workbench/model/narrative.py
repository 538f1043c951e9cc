"""What a telling says: a story told for one target, and its cuts. Computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workbench.model.report import DimensionCount, Evidence

LineKind = Literal["own", "rewrite", "safe", "frame", "bridge", "closing"]
"""own: a sentence of the story as it stands. rewrite: the user's own other wording for this target. safe: the
sentence with the safe wording of a claim in it. bridge, closing: the user's own lines. frame: the workbench's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a telling. Only a `frame` is not the user's; `frame` is then its id."""

    text: str
    kind: LineKind
    part: str = ""
    start: int = 0
    end: int = 0
    source: str = ""
    """The sentence of the story that it comes from, as it stands there; empty for frames, bridge and closing."""
    frame: str = ""
    flag: str = ""
    """One plain sentence that the teller must see beside it, else empty."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence of the story that this telling leaves out, and why."""

    text: str
    part: str
    why: str


@dataclass(frozen=True, slots=True)
class Dangling:
    """A sentence whose "this", "it" or "they" points to something that the cut leaves out."""

    text: str
    word: str
    ask: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """A story as told for one target."""

    story: str
    target: str
    headline: str
    """The user's own words."""
    angle: str
    """A frame: which principle this telling leans to; empty where there is none."""
    clause: str
    """Id of that clause."""
    opening: str
    opening_why: str
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    proof: Evidence | None
    """The words that prove the angle, or the strongest evidence of the story."""
    words: int
    seconds: int
    stale: str = ""
    """Where the version was written on an older revision: one plain sentence, else empty."""
    alike: str = ""
    """What it shares with the telling for another open target, and why; empty where they differ."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A telling that fits into `limit` seconds, made by choosing sentences."""

    limit: int
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    words: int
    seconds: int
    dangling: tuple[Dangling, ...]
    lacks: tuple[str, ...]
    """What a listener needs and this cut cannot hold, each in a plain sentence."""
    decision: str
    """The sentence in which the teller decides or acts, as told."""
    dimensions: Mapping[str, DimensionCount]
    """The depth that this cut still tells: specific criteria by dimension."""
    told: tuple[str, ...]
    """The specific criteria that it still tells."""
    as_it_begins: str
    """Where the cut is the same as the first sentences of the story: why; else empty."""
