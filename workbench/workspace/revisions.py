"""What is different between two states of a row, field by field and in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

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
_CLAIM: Final = (("source", "Source"), ("say", "Say"), ("dont_say", "Don't say"))
_TAGS: Final = {"": "not settled", "unbacked": "can't back up yet"}
_ANSWERS: Final = {"did_not": "We did not", "somebody_else": "Somebody else did", "cannot_recall": "I can't recall"}
_LEVELS: Final = ("not there", "mentioned", "specific")
Row = Mapping[str, Any]


def changes(before: Row, after: Row) -> dict[str, list[Piece]]:
    """Return the fields in which two states differ, prose first, with the differing words.

    Of several claims, answers or own levels only those stand there that differ.
    """
    found = {}
    for name in _different(before, after):
        old, new = _apart(before.get(name), after.get(name))
        pieces = differing(in_words(old, name), in_words(new, name))
        if any(piece.where != "both" for piece in pieces):
            found[name] = pieces
    return found


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


def in_words(value: object, name: str = "") -> str:
    """Return a field's value as a person would read it: lists as lines, answers and claims by what they say."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, Mapping):
        if (said := _said(value)) is not None:
            return said
        key_of = (lambda key: f"“{key}”") if name == "whose" else field_name
        return "\n".join(f"{key_of(str(key))}: {in_words(each)}" for key, each in value.items() if each)
    if isinstance(value, (list, tuple)):
        plain = not any(isinstance(each, (list, tuple, Mapping)) for each in value)
        return (", " if plain else "\n\n").join(_titled(name, str(each)) if plain else in_words(each) for each in value)
    return str(value)


def _titled(name: str, key: str) -> str:
    if name != "themes":
        return key
    from themes import catalogue

    known = catalogue().themes
    return known[key].title if key in known else key


def _said(piece: Row) -> str | None:
    """What a claim, an answer or an own level says; None for anything else."""
    if {"quote", "kind"} <= piece.keys():
        tag = "retracted" if piece.get("retracted") else _TAGS.get(piece.get("tag", ""), piece.get("tag", ""))
        beside = [f"{label}: {piece[key]}." for key, label in _CLAIM if piece.get(key)]
        return " ".join([f"“{piece['quote']}”: {tag}.", *beside])
    if {"question", "key"} <= piece.keys():
        said = [_ANSWERS.get(piece.get("kind", ""), ""), piece.get("text", "")]
        return f"{piece['question']} {'. '.join(filter(None, said))}"
    if {"criterion", "level"} <= piece.keys():
        from themes import catalogue

        criteria = catalogue().criteria
        title = criteria[piece["criterion"]].title if piece["criterion"] in criteria else piece["criterion"]
        return f"{title}: {_LEVELS[piece['level']]}. {piece.get('reason', '')}".strip()
    return None


def _apart(old: object, new: object) -> tuple[object, object]:
    """The two values without what is the same in both, where they hold several things of a kind."""
    if isinstance(old or new, list) and all(isinstance(each, Mapping) for each in [*_list(old), *_list(new)]):
        return [each for each in _list(old) if each not in _list(new)], [e for e in _list(new) if e not in _list(old)]
    if isinstance(old or new, Mapping):
        before, after = dict(cast("Row", old or {})), dict(cast("Row", new or {}))
        return (
            {key: each for key, each in before.items() if after.get(key) != each},
            {key: each for key, each in after.items() if before.get(key) != each},
        )
    return old, new


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _different(before: Row, after: Row) -> Iterator[str]:
    names = dict.fromkeys(name for name in (*TEXTS, *before, *after) if name not in _BOOKKEEPING)
    return (name for name in names if (before.get(name) or None) != (after.get(name) or None))
