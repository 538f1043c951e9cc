"""Stories in the forms that `check` and `import` take: JSON object, JSON array, JSON Lines, Markdown.

Only the seven keys of the contract are read (id, title and the five parts); with `every_field` the other fields of
a story are taken too where they fit. Missing parts are empty; all text is cleaned.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from workbench.errors import BadInput
from workbench.intake.files import TEXT_LIMIT, read_text, shown, size_words
from workbench.model.markdown import stories_from_markdown
from workbench.model.story import PARTS, Story
from workbench.text import clean

Kind = Literal["auto", "json", "jsonl", "markdown"]
STORIES_LIMIT: Final = 5_000
"""Stories in one file."""
_KEYS: Final = ("id", "title", *PARTS)
_BY_SUFFIX: Final[dict[str, Kind]] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
_OTHER_FORMATS: Final = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".csv", ".tsv", ".xlsx", ".pptx", ".html"})
"""Read as Markdown, these would become one story full of marks."""


def read_stories(path: Path, kind: Kind = "auto", *, every_field: bool = False) -> list[Story]:
    """Return the stories in the file at `path`, in its order.

    Raises NotFound where there is no such file and BadInput, naming file and place, where it holds no stories.
    """
    if path.suffix.lower() in _OTHER_FORMATS and path.is_file():
        raise BadInput(
            f"{shown(path)} is neither Markdown nor JSON.", do="`workbench intake` proposes stories from such files."
        )
    if kind == "auto":
        kind = _BY_SUFFIX.get(path.suffix.lower(), "auto")
    return parse_stories(read_text(path), shown(path), kind, every_field=every_field)


def parse_stories(text: str, name: str, kind: Kind = "auto", *, every_field: bool = False) -> list[Story]:
    """Return the stories in `text`, in order; `name` is what errors call it. Raises BadInput."""
    if len(text) > TEXT_LIMIT:
        raise BadInput(f"{name} is larger than {size_words(TEXT_LIMIT)}; that is more than is read as stories.")
    start = text.lstrip()[:1]
    if not start:
        raise BadInput(f"{name} is empty.")
    if kind == "markdown" or (kind == "auto" and start not in "{["):
        # Counted before they are read: a file of nothing but headings would take many seconds.
        if text.count("\n# ") > STORIES_LIMIT:
            raise BadInput(f"{name} holds more than {STORIES_LIMIT:,} stories.")
        found = stories_from_markdown(text, name)
        if not found:
            raise BadInput(f"{name} holds no story.")
    else:
        found = [
            _story(row, where, every_field=every_field)
            for where, row in (_lines(text, name) if kind == "jsonl" else _rows(text, name))
        ]
    if len(found) > STORIES_LIMIT:
        raise BadInput(f"{name} holds more than {STORIES_LIMIT:,} stories.")
    return found


def _rows(text: str, name: str) -> list[tuple[str, Any]]:
    """JSON as one value; one that goes on after its first value is read as JSON Lines."""
    try:
        value = load_json(text, name)
    except BadInput:
        if text.lstrip().startswith("{") and "\n" in text.strip() and _whole(text.lstrip().split("\n", 1)[0]):
            return _lines(text, name)
        raise
    if isinstance(value, list):
        return [(f"{name}, entry {number}", row) for number, row in enumerate(value, 1)]
    return [(name, value)]


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(text: str, name: str) -> list[tuple[str, Any]]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append((f"{name}, line {number}", load_json(line, name, first_line=number)))
    return found


def load_json(text: str, name: str, first_line: int = 1) -> Any:
    """Return the JSON value in `text`. Raises BadInput for broken, too deeply nested or ambiguous JSON."""
    try:
        return json.loads(text.lstrip("\ufeff"), object_pairs_hook=_once)
    except RecursionError:
        raise BadInput(f"{name}, line {first_line}: the JSON is nested too deeply to be stories.") from None
    except _TwiceError as error:
        key = clean(error.key)[:40]
        raise BadInput(f'{name}: the key "{key}" stands twice in one object, and only one can be meant.') from None
    except json.JSONDecodeError as error:
        line, reason = first_line + error.lineno - 1, error.msg[0].lower() + error.msg[1:]
        raise BadInput(f"{name}, line {line}: this is not JSON ({reason}, column {error.colno}).") from None
    except ValueError:
        raise BadInput(f"{name}, line {first_line}: a number in it is too long to be read.") from None


class _TwiceError(ValueError):
    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _story(row: Any, where: str, *, every_field: bool) -> Story:
    if not isinstance(row, dict) or not any(key in row for key in _KEYS):
        raise BadInput(f"{where}: {_called(row)} is no story; a story has a title and the parts situation to learning.")
    story = Story(**{key: _text(row[key], key, where) for key in _KEYS if key in row})
    if every_field:
        _take_fields(story, row)
    return story


def _called(row: Any) -> str:
    if isinstance(row, dict):
        return "an object with none of a story's keys"
    return {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(type(row), "a number")


def _text(value: Any, key: str, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int) and not isinstance(value, bool) and key == "id":
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return clean("\n".join(value))
    held = "an object" if isinstance(value, dict) else _called(value)
    raise BadInput(f'{where}: "{key}" should be text; {held} stands there.')


def _take_fields(story: Story, row: dict[str, Any]) -> None:
    for key in Story.model_fields:
        if key in _KEYS or row.get(key) is None:
            continue
        with suppress(ValidationError, RecursionError):
            setattr(story, key, _cleaned(row[key]))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value
