"""What is different between two states of a row, field by field and in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.workspace.differing import Piece, differing

TEXTS: Final = ("title", "headline", "situation", "task", "action", "result", "learning", "bridge")
"""The fields of a story that are prose, in the order in which it is told."""
_BOOKKEEPING: Final = frozenset({"rev", "updated_at"})
_NAMES: Final = {
    "ai_role": "the product told about",
    "whose": "whose deed",
    "overrules": "own levels",
    "deleted_at": "in the trash",
}
Row = Mapping[str, Any]


def changes(before: Row, after: Row) -> dict[str, list[Piece]]:
    """Return the fields in which two states differ, prose first, with the differing words."""
    return {
        name: differing(in_words(before.get(name)), in_words(after.get(name))) for name in _different(before, after)
    }


def summary(before: Row | None, after: Row) -> str:
    """Return in one line what changed: "Action +12 −3 words · themes". Without `before` it is the first state."""
    if before is None:
        return "first state kept"
    said = []
    for name in _different(before, after):
        if name not in TEXTS:
            said.append(field_name(name))
            continue
        old, new = (Counter(in_words(row.get(name)).split()) for row in (before, after))
        counts = [f"{sign}{count}" for sign, count in (("+", (new - old).total()), ("−", (old - new).total())) if count]
        words = "word" if counts in (["+1"], ["−1"]) else "words"
        said.append(f"{field_name(name).capitalize()} {' '.join(counts)} {words}" if counts else field_name(name))
    return " · ".join(said) or "nothing that is told"


def field_name(name: str) -> str:
    """Return what a field is called on screen."""
    return _NAMES.get(name, name.replace("_", " "))


def in_words(value: object) -> str:
    """Return a field's value as a person would read it: lists as lines, answers and claims by what they say."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, Mapping):
        return "\n".join(f"{field_name(str(key))}: {in_words(each)}" for key, each in value.items() if each)
    if isinstance(value, (list, tuple)):
        plain = not any(isinstance(each, (list, tuple, Mapping)) for each in value)
        return (", " if plain else "\n\n").join(in_words(each) for each in value)
    return str(value)


def _different(before: Row, after: Row) -> Iterator[str]:
    names = dict.fromkeys(name for name in (*TEXTS, *before, *after) if name not in _BOOKKEEPING)
    return (name for name in names if (before.get(name) or None) != (after.get(name) or None))
