"""A story as Markdown, and back: the interchange form of export, import, `$EDITOR`, samples and docs.

    +++
    id = "refund-summaries"
    headline = "…"
    +++

    # Title

    ## Situation

    Text of the part.

The front matter is TOML and holds every field but the title and the five parts. Text is kept to the character:
a line that looks like a heading or a fence, a line that starts with a backslash, and a blank line at the edge of a
part are written behind a backslash, which reading takes away again. Several stories may stand in one file, each
beginning with its front matter or its `#` heading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from workbench.errors import BadInput
from workbench.model.story import PART_TITLES, PARTS, Part, Story
from workbench.text import clean

FENCE: Final = "+++"
FRONT_MATTER_LIMIT: Final = 256 * 1024
"""Characters of front matter that are read. Older TOML readers need gigabytes for long dotted keys."""
_DOTS: Final = 50
_AS_JSON: Final = "kept_as_json"
"""Holds, as one JSON text, what TOML cannot say (null inside a field of a newer version)."""
_ALWAYS: Final = ("id", "headline", "themes", "state", "company", "when")
"""Written even when empty, so that an editor shows what may be filled."""

_ESCAPE = re.compile(r"^([ \t]*)(?=\\|#|\+\+\+)")
_UNESCAPE = re.compile(r"^([ \t]*)\\(?=[\\#+]|[ \t]*$)")
_BLANK = re.compile(r"[ \t]*\Z")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)\Z")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|' + r"'[^']*+(?:'|\Z)")
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")

_NAMES: Final[dict[str, Part]] = {
    **{title.lower(): part for part, title in PART_TITLES.items()},
    "situations": "situation",
    "context": "situation",
    "background": "situation",
    "tasks": "task",
    "challenge": "task",
    "goal": "task",
    "actions": "action",
    "approach": "action",
    "what i did": "action",
    "results": "result",
    "outcome": "result",
    "impact": "result",
    "learnings": "learning",
    "lesson": "learning",
    "lessons": "learning",
    "lessons learned": "learning",
    "what i learned": "learning",
    "reflection": "learning",
}


def part_named(heading: str) -> Part | None:
    """Return the part that a heading such as "Result", "Outcome:" or "What I learned" stands for, if any."""
    return _NAMES.get(re.sub(r"\s+", " ", heading).strip(" :*_").lower())


def to_markdown(story: Story) -> str:
    """Return `story` in the interchange form; every field survives `from_markdown`."""
    title_line = _fits_heading(story.title)
    blocks = [_front_matter(story, with_title=not title_line and bool(story.title))]
    if title_line:
        blocks.append(f"# {story.title}\n")
    for part, text in story.parts().items():
        blocks.append(f"## {PART_TITLES[part]}\n" + (f"\n{_escape(text)}\n" if text else ""))
    return "\n".join(blocks)


def from_markdown(text: str, name: str = "the text") -> Story:
    """Return the one story in `text`.

    `name` is what errors call the source. Raises BadInput, naming the line, when the front matter cannot be read,
    a field has an impossible value, or the text holds no story or several.
    """
    found = stories_from_markdown(text, name)
    if len(found) != 1:
        held = "no story" if not found else f"{len(found)} stories where one was expected"
        raise BadInput(f"{name} holds {held}.")
    return found[0]


def stories_from_markdown(text: str, name: str = "the text") -> list[Story]:
    """Return the stories in `text`, in order; none when it is blank. Raises BadInput as `from_markdown` does."""
    return [draft.story(name) for draft in _drafts(clean(text), name) if not draft.blank()]


@dataclass
class _Draft:
    """One story while its lines are being gathered. Line numbers count from 1."""

    line: int
    front: list[str] = field(default_factory=list)
    title: str | None = None
    loose: list[str] = field(default_factory=list)
    parts: dict[Part, list[list[str]]] = field(default_factory=dict)
    current: list[str] | None = None

    def blank(self) -> bool:
        return not self.front and self.title is None and not self.parts and not _trimmed(self.loose)

    def add(self, line: str) -> None:
        (self.loose if self.current is None else self.current).append(line)

    def open(self, part: Part) -> None:
        self.current = []
        self.parts.setdefault(part, []).append(self.current)

    def story(self, name: str) -> Story:
        data = _read_front("\n".join(self.front), self.line, name) if self.front else {}
        if self.title is not None:
            data["title"] = self.title
        texts: dict[str, str] = {
            part: "\n\n".join(filter(None, map(_unescape, runs))) for part, runs in self.parts.items()
        }
        # Words before the first heading are never lost: they open the story, or are all of it.
        if loose := _unescape(self.loose):
            first = "situation" if self.parts else "action"
            texts[first] = "\n\n".join(filter(None, (loose, texts.get(first, ""))))
        data.update(texts)
        try:
            return Story.model_validate(data)
        except ValidationError as error:
            raise BadInput(_impossible(error, self.front, self.line, name)) from None


def _drafts(text: str, name: str) -> Iterator[_Draft]:
    lines = text.split("\n")
    draft = _Draft(line=1)
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.rstrip() == FENCE:
            if not draft.blank():
                yield draft
            end = next((i for i in range(at + 1, len(lines)) if lines[i].rstrip() == FENCE), None)
            if end is None:
                raise BadInput(f'{name}, line {at + 1}: the front matter that begins with "+++" has no closing "+++".')
            draft = _Draft(line=at + 2, front=lines[at + 1 : end] or [""])
            at = end + 1
            continue
        heading = _HEADING.match(line.rstrip(" \t"))
        part = part_named(heading[2]) if heading else None
        if heading and len(heading[1]) == 1 and part is None:
            if draft.title is not None or draft.parts:
                yield draft
                draft = _Draft(line=at + 1)
            draft.title = heading[2]
        elif part is not None:
            draft.open(part)
        else:
            draft.add(line)
        at += 1
    yield draft


def _fits_heading(title: str) -> bool:
    # As it will be read: without what stands at the end of a line and is not seen.
    heading = _HEADING.fullmatch(f"# {title}".rstrip(" \t"))
    return heading is not None and heading[2] == title and title != "" and part_named(title) is None


def _escape(text: str) -> str:
    lines = [_ESCAPE.sub(r"\1\\", line) for line in text.split("\n")]
    for edge in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for i in edge:
            if not _BLANK.match(lines[i]):
                break
            lines[i] = "\\" + lines[i]
    return "\n".join(lines)


def _unescape(lines: list[str]) -> str:
    return "\n".join(_UNESCAPE.sub(r"\1", line) for line in _trimmed(lines))


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and _BLANK.match(lines[start]):
        start += 1
    while end > start and _BLANK.match(lines[end - 1]):
        end -= 1
    return lines[start:end]


def _front_matter(story: Story, *, with_title: bool) -> str:
    import tomlkit

    plain: dict[str, Any] = {}
    as_json: dict[str, Any] = {}
    for key in (*type(story).model_fields, *(story.model_extra or {})):
        if key in PARTS or (key == "title" and not with_title):
            continue
        value = _without_defaults(getattr(story, key))
        if key not in _ALWAYS and _is_default(story, key):
            continue
        (plain if _toml_can(value) and key != _AS_JSON else as_json)[key] = value
    if as_json:
        plain[_AS_JSON] = json.dumps(as_json, ensure_ascii=False, default=str)
    return f"{FENCE}\n{tomlkit.dumps(_scalars_first(plain)).rstrip()}\n{FENCE}\n"


def _is_default(piece: BaseModel, key: str) -> bool:
    known = type(piece).model_fields.get(key)
    if known is None or known.is_required():
        return False
    return bool(getattr(piece, key) == known.get_default(call_default_factory=True))


def _without_defaults(value: Any) -> Any:
    if isinstance(value, BaseModel):
        keys = (*type(value).model_fields, *(value.model_extra or {}))
        return {key: _without_defaults(getattr(value, key)) for key in keys if not _is_default(value, key)}
    if isinstance(value, dict):
        return {key: _without_defaults(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_defaults(item) for item in value]
    if isinstance(value, datetime) and (offset := value.utcoffset()) is not None and offset.seconds % 60:
        return value.astimezone(UTC)
    return value


def _toml_can(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _toml_can(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_toml_can, value))
    return isinstance(value, str | bool | int | float | datetime)


def _scalars_first(table: dict[str, Any]) -> dict[str, Any]:
    """In TOML a plain key after a table would belong to that table."""

    def opens_table(value: Any) -> bool:
        return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))

    return dict(sorted(table.items(), key=lambda pair: opens_table(pair[1])))


def read_toml(text: str, line: int, name: str) -> dict[str, Any]:
    """Return the TOML table in `text`, every string cleaned; `line` is the file line on which it begins.

    Raises BadInput, naming the line. Size and dotted keys are limited first, because a dotted key of 40 KB takes
    older readers seconds and gigabytes (CPython gh-149231).
    """
    import tomllib

    if len(text) > FRONT_MATTER_LIMIT:
        raise BadInput(f"{name}, line {line}: the front matter is longer than {FRONT_MATTER_LIMIT // 1024} KB.")
    for number, row in enumerate(text.split("\n"), line):
        bare = re.sub(r"[ \t]+", "", _QUOTED.sub("", row))
        if any(run.count(".") > _DOTS for run in re.split(r"[^\w.-]+", bare)):
            raise BadInput(f"{name}, line {number}: a key with more than {_DOTS} dots is not read.")
    try:
        table = tomllib.loads(text + "\n")
    except RecursionError:
        raise BadInput(f"{name}, line {line}: the front matter is nested too deeply.") from None
    except ValueError as error:
        place = _TOML_PLACE.search(str(error))
        where = line + (int(place[1]) - 1 if place else text.count("\n"))
        reason = re.sub(r" \(at .*\)", "", str(error)).strip().rstrip(".")
        raise BadInput(f"{name}, line {where}: the front matter is not TOML ({clean(reason)}).") from None
    return {clean(key): _cleaned(value) for key, value in table.items()}


def _read_front(text: str, line: int, name: str) -> dict[str, Any]:
    data = read_toml(text, line, name)
    packed = data.pop(_AS_JSON, None)
    if isinstance(packed, str):
        try:
            unpacked = json.loads(packed)
        except (ValueError, RecursionError):
            unpacked = None
        if not isinstance(unpacked, dict):
            line = _line_of(_AS_JSON, text.split("\n"), line)
            raise BadInput(f"{name}, line {line}: {_AS_JSON} is not a JSON object.")
        data.update({clean(key): _cleaned(value) for key, value in unpacked.items()})
    return data


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value


def _line_of(key: str, rows: list[str], line: int) -> int:
    starts = re.compile(rf'\s*\[*\s*"?{re.escape(key)}"?\s*[=.\]]')
    return next((number for number, row in enumerate(rows, line) if starts.match(row)), line)


def _impossible(error: ValidationError, rows: list[str], line: int, name: str) -> str:
    first = error.errors(include_url=False)[0]
    where = [str(step) for step in first["loc"]]
    given = repr(first["input"]) if isinstance(first["input"], str | int | float | bool) else "what stands there"
    reason = str(first["msg"]).removeprefix("Input ")
    line = _line_of(where[0], rows, line)
    return f"{name}, line {line}: {'.'.join(where)} cannot be {clean(given)[:60]}; it {reason}."
