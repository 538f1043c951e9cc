"""What a draft is called and what it says, by names: a user has never seen the ids that a window keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.workspace.revisions import field_name

if TYPE_CHECKING:
    from workbench.bank.drafts import Draft
    from workbench.workspace.workspace import Workspace

_MEMBERS = frozenset({"claims", "rounds", "answers", "overrules", "questions"})
_WORDS = frozenset({"state", "tag", "ai_role", "kind", "outcome", "opening", "how", "whose"})
"""Fields of one choice among a few, whose values are words with a line between them."""


def words_of(draft: Draft, text: str, ws: Workspace) -> str:
    """Return what was chosen or typed, things that have an id by their names; a typed text is returned as it is."""
    name = draft.about.get("name", "")
    names = _names(name, ws) if draft.table == "forms" and text else None
    if names is not None:
        return ", ".join(names.get(each, each) for each in text.split(",") if each)
    return text.replace("_", " ").replace("-", " ") if draft.table == "forms" and name in _WORDS else text


def _names(field: str, ws: Workspace) -> Mapping[str, str] | None:
    """Id -> name of everything that a field of a window can hold; None for one that is typed, or holds plain words."""
    catalogue = ws.catalogue
    if field == "packs":
        return {pack.id: pack.title for pack in ws.packs.all()}
    if field == "probes":
        return {key: title for key, title, _ in ws.tailoring.looked_for()}
    if field in {"theme", "themes"}:
        return {key: each.title for key, each in catalogue.themes.items()}
    if field == "loop":
        return {key: each.title for key, each in catalogue.loops.items()}
    if field == "kind":
        kinds = {key: each.title for key, each in catalogue.rounds.items()}
        return {**kinds, **{kind: kind.replace("_", " ") for kind in ("did_not", "somebody_else", "cannot_recall")}}
    if field == "project":
        return {project.id: project.title for project in ws.portfolio.all()}
    if field in {"story", "stories"}:
        return {str(row["id"]): str(row.get("title") or row["id"]) for row in ws.stories.rows()}
    return None


def place_of(draft: Draft, row: Mapping[str, Any] | None, ws: Workspace) -> str:
    """Return what to call the field of a row: "Recruiter screen, notes", "answer to “Who checked it?”"."""
    parts = draft.field.split("/")
    if len(parts) < 2:
        return field_name(draft.field)
    first, member, last = parts[0], parts[1], parts[-1]
    if first == "artefacts":
        return _artefact_field(parts, ws)
    if first == "answers":
        return f"answer to “{_question(member, row, ws)}”"
    if first in _MEMBERS:
        return f"{_member(first, member, row, ws)}, {field_name(last)}"
    return field_name(last)


def _member(first: str, member: str, row: Mapping[str, Any] | None, ws: Workspace) -> str:
    if first == "overrules":
        criterion = ws.catalogue.criteria.get(member)
        return criterion.title if criterion else member
    rows = [each for each in (row or {}).get(first, []) if isinstance(each, Mapping)]
    if member.isdigit() and int(member) < len(rows):
        found: Mapping[str, Any] = rows[int(member)]
    else:
        found = next((each for each in rows if each.get("id") == member), {})
    name = str(found.get("title") or "")
    said = str(found.get("quote") or found.get("question") or "")
    return name or (f"“{said}”" if said else str(found.get("kind") or member).replace("-", " "))


def _question(key: str, row: Mapping[str, Any] | None, ws: Workspace) -> str:
    for each in (row or {}).get("answers", []):
        if isinstance(each, Mapping) and each.get("key") == key and each.get("question"):
            return str(each["question"])
    criterion, probe = ws.catalogue.criteria.get(key), ws.catalogue.probes.get(key.removeprefix("probe."))
    return criterion.title if criterion else probe.text if probe else key


def _artefact_field(parts: list[str], ws: Workspace) -> str:
    """The form's title and the field's, of "artefacts/spec/fields/goal" or "artefacts/risks/rows/2/owner"."""
    form = ws.portfolio.forms().get(parts[1])
    fields = {each.id: each.title for each in (*form.fields, *form.columns)} if form else {}
    row = f" of row {int(parts[3]) + 1}" if parts[2:3] == ["rows"] and parts[3:4] and parts[3].isdigit() else ""
    return f"{form.title if form else parts[1]}, {fields.get(parts[-1], field_name(parts[-1]))}{row}"
