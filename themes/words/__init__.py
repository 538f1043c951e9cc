"""Words that the advice listens for, as data: who acts, what was skipped, what a number counts.

Each file is one subject. People may read and change them; the advice modules compile what they need once.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.errors import BadInput


@cache
def listed(name: str) -> dict[str, tuple[str, ...]]:
    """Return one file's lists by name, such as `listed("gaps")["cues"]`. Nested tables are joined by a dot.

    Raises `BadInput` if the file cannot be read, or holds anything but lists of text.
    """
    source = files("themes.words") / f"{name}.toml"
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name}.toml cannot be read: {error}.") from None
    found: dict[str, tuple[str, ...]] = {}
    _flatten(data, "", name, found)
    return found


@cache
def pattern(name: str, *lists: str) -> re.Pattern[str]:
    """Return the expressions of one or more lists of a file as one alternation at word edges, for lower-case text."""
    parts = [part for each in lists for part in listed(name)[each]]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


@cache
def words(name: str, *lists: str) -> frozenset[str]:
    """Return the plain words of one or more lists of a file."""
    return frozenset(word for each in lists for word in listed(name)[each])


def _flatten(data: dict[str, Any], prefix: str, name: str, found: dict[str, tuple[str, ...]]) -> None:
    for key, value in data.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", name, found)
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            found[prefix + key] = tuple(value)
        else:
            raise BadInput(f"{name}.toml: “{prefix}{key}” must be a list of text.")
