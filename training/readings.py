"""Readings of the labelled stories, kept under `build/asking` between runs: reading them anew takes minutes.

Kept by reader (its weights' name) and story, so a reader that was trained anew reads anew.
"""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import themes
from workbench import depth
from workbench.model.report import DepthReport
from workbench.model.story import Story

FOLDER = Path(__file__).parents[1] / "build" / "asking"

_known: dict[str, dict[str, DepthReport]] = {}


def read(story: Story) -> DepthReport:
    """Return the shipped reader's report of a story."""
    kept = _kept(depth.reader().name)
    key = f"{story.id}:{hash_of(story)}"
    if key not in kept:
        kept[key] = depth.read(story, themes.catalogue())
    return kept[key]


def keep() -> None:
    """Write what was read, for the next run."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, kept in _known.items():
        _place(name).write_bytes(pickle.dumps(kept))


def hash_of(story: Story) -> str:
    """Return a story's text as a short sum that is the same in every process."""
    return hashlib.sha256(story.model_dump_json().encode()).hexdigest()[:16]


def _kept(name: str) -> dict[str, DepthReport]:
    if name not in _known:
        place = _place(name)
        _known[name] = pickle.loads(place.read_bytes()) if place.exists() else {}
    return _known[name]


def _place(name: str) -> Path:
    return FOLDER / f"{''.join(letter if letter.isalnum() else '-' for letter in name)}.pickle"
