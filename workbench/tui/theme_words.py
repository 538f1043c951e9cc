"""Themes as people type them: by title, by id, or by the beginning of either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themes.schema import StoryTheme


def named(themes: Mapping[str, StoryTheme], text: str) -> list[str]:
    """Return the ids of the themes in `text`, which commas part; what names none stays as it was typed."""
    return list(dict.fromkeys(_id(themes, word) for word in _words(text)))


def unknown(themes: Mapping[str, StoryTheme], text: str) -> str:
    """Return a sentence about the first word that names no theme; empty if all do."""
    word = next((word for word in _words(text) if _id(themes, word) not in themes), "")
    return f"There is no theme “{word}”." if word else ""


def _words(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _id(themes: Mapping[str, StoryTheme], word: str) -> str:
    wanted = _folded(word)
    names = {key: (_folded(theme.title), _folded(key)) for key, theme in themes.items()}
    exact = [key for key, each in names.items() if wanted in each]
    begins = [key for key, each in names.items() if any(name.startswith(wanted) for name in each)]
    return exact[0] if exact else begins[0] if len(begins) == 1 else wanted.replace(" ", "_")


def _folded(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")
