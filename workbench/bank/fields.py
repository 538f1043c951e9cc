"""One editable field of a row, named by a path, so that drafts work for any field of any table.

"action" is a field of the row; "answers/eval.method/text" the text of the answer whose key is "eval.method";
"rounds/r1/notes" the notes of the round with the id "r1"; "artefacts/spec/fields/goal" a value of a dict in a
list. A member of a list is named by its `id`, `key`, `kind` or `criterion`, or by its number. A dict's key may
itself hold a slash: the longest key that fits counts. A path that ends at something with a `text` of its own (an
answer) means that text.
"""

from __future__ import annotations

from typing import Any

from workbench.bank.envelope import Row
from workbench.errors import NotFound

_NAMES = ("id", "key", "kind", "criterion")


def text_at(row: Row, path: str) -> str | None:
    """Return the text of a field, "" where it is not set yet, None where the path leads nowhere."""
    try:
        holder, name = _holder(row, path)
    except NotFound:
        return None
    if isinstance(holder, list):
        return _text(holder[name]) if isinstance(name, int) and name < len(holder) else None
    return _text(holder.get(name, ""))


def with_text(row: Row, path: str, text: str) -> Row:
    """Return a copy of the row with the field's text replaced. Raises NotFound where the path leads nowhere."""
    copy: Row = _copied(row)
    holder, name = _holder(copy, path)
    standing = holder[name] if isinstance(holder, list) else holder.get(name)
    if isinstance(standing, dict) and "text" in standing:
        holder, name, standing = standing, "text", standing["text"]
    if standing is not None and not isinstance(standing, str | list):
        raise NotFound(f"“{path}” is no text.")
    holder[name] = text.split("\n") if isinstance(standing, list) else text
    return copy


def _holder(row: Row, path: str) -> tuple[Any, Any]:
    holder: Any = row
    rest = path
    while True:
        name, rest = _step(holder, rest)
        if not rest:
            return holder, name
        holder = holder[name] if isinstance(holder, list) or name in holder else None
        if not isinstance(holder, dict | list):
            raise NotFound(f"There is no field “{path}”.")


def _step(holder: Any, path: str) -> tuple[Any, str]:
    parts = path.split("/")
    if isinstance(holder, dict):
        for length in range(len(parts), 0, -1):
            if (name := "/".join(parts[:length])) in holder:
                return name, "/".join(parts[length:])
        return path, ""
    for length in range(len(parts), 0, -1):
        wanted = "/".join(parts[:length])
        for place, member in enumerate(holder):
            if isinstance(member, dict) and any(member.get(each) == wanted for each in _NAMES):
                return place, "/".join(parts[length:])
    if parts[0].isdigit() and int(parts[0]) < len(holder):
        return int(parts[0]), "/".join(parts[1:])
    raise NotFound(f"There is no “{parts[0]}”.")


def _text(value: Any) -> str | None:
    if value is None:
        return ""
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return str(value["text"])
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return value if isinstance(value, str) else None


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value
