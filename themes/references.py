"""Which ids each kind of entry mentions, so that every id named anywhere can be proved to exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from themes import schema


class Mention(NamedTuple):
    """An id of `family`, mentioned at `where` inside its entry."""

    family: str
    id: str
    where: tuple[str | int, ...]


_FIELDS: dict[str, dict[str, str]] = {
    "values": {"criteria": "criteria"},
    "criteria": {"dimension": "dimensions"},
    "questions": {
        "themes": "themes",
        "criteria": "criteria",
        "values": "values",
        "rounds": "rounds",
        "probes": "probes",
    },
    "deeds": {"themes": "themes", "criteria": "criteria", "values": "values"},
    "rounds": {"themes": "themes", "criteria": "criteria", "values": "values"},
    "loops": {"rounds": "rounds"},
    "probes": {"criteria": "criteria"},
    "lenses": {"criteria": "criteria"},
    "cards": {"criteria": "criteria"},
    "coach": {"criteria": "criteria"},
}
"""Family -> field of its entries -> family of the ids in that field."""


def mentions(family: str, item: schema.Item) -> list[Mention]:
    """Return the ids that one entry mentions, each with its place in the entry."""
    found: list[Mention] = []
    for field, target in _FIELDS.get(family, {}).items():
        held: str | Iterable[str] = getattr(item, field)
        ids = [held] if isinstance(held, str) else held
        found.extend(Mention(target, one, (field,)) for one in ids)
    if isinstance(item, schema.ArtefactForm):
        for part, fields in (("fields", item.fields), ("columns", item.columns)):
            for index, column in enumerate(fields):
                found.extend(Mention("criteria", one, (part, index, "criteria")) for one in column.criteria)
    return found


def mentions_of_pack(pack: schema.Pack) -> list[Mention]:
    """Return the ids that a pack mentions: the values of its clauses, and the pack that followed it."""
    found = [
        Mention("values", value, ("principles", row, "clauses", column, "values"))
        for row, principle in enumerate(pack.principles)
        for column, clause in enumerate(principle.clauses)
        for value in clause.values
    ]
    if pack.superseded_by and pack.kind != "own":
        found.append(Mention("packs", pack.superseded_by, ("superseded_by",)))
    return found


def broken(mention: Mention, known: Mapping[str, Mapping[str, Any]]) -> str:
    """Return why a mention leads nowhere, or an empty string. Families not in `known` are not judged."""
    family = known.get(mention.family)
    if family is None or mention.id in family:
        return ""
    return f"there is no “{mention.id}” among the {mention.family}"
