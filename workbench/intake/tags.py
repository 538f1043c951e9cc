"""Tags that people give their stories: those that name a theme of the catalogue become it, the others are listed."""

from __future__ import annotations

import re
from typing import Final

_COLUMNS: Final = {"themes", "theme", "tags", "tag", "competency", "competencies", "keywords", "category", "categories"}
_PARTING: Final = re.compile(r"[,;/|\n]+")


def holds_tags(name: str) -> bool:
    """Return whether a column or a label of this name holds tags."""
    return re.sub(r"[\s_]+", " ", name).strip(" :*").lower() in _COLUMNS


def themes_in(text: str) -> tuple[list[str], list[str]]:
    """Return the ids of the themes that `text` names, by id or by title, and the words that name none."""
    from themes import catalogue

    known = {_folded(name): key for key, theme in catalogue().themes.items() for name in (key, theme.title)}
    words = [word.strip().lstrip("#") for word in _PARTING.split(text) if word.strip()]
    found = [known[_folded(word)] for word in words if _folded(word) in known]
    return list(dict.fromkeys(found)), [word for word in words if _folded(word) not in known]


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word).strip().casefold()
