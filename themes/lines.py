"""Where in a TOML file an entry stands: pydantic says *what* is wrong, a person needs to know on which line.

tomllib keeps no positions, so the line is found again in the text: headers of tables by counting them, keys
inside a table by name. Text inside multi-line strings is not mistaken for either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.\-\" ]+?)\s*\]\]?\s*(?:#.*)?$")


def line_of(text: str, where: Sequence[str | int]) -> int:
    """Return the line (from 1) of the entry at `where`, a path such as `("packs", 2, "values")`.

    The nearest enclosing table is returned where the key itself is missing.
    """
    lines = _outside_strings(text)
    headers = [
        (number, match[1].replace(" ", "").replace('"', ""))
        for number, line in enumerate(lines)
        if (match := _HEADER.match(line))
    ]
    first, last, best = 0, len(lines), 0
    path = ""
    for step in where:
        if isinstance(step, int):
            here = [number for number, name in headers if name == path and first <= number < last]
            if step < len(here):
                best = first = here[step]
                shallower = [
                    number
                    for number, name in headers
                    if first < number < last and (name == path or not name.startswith(path + "."))
                ]
                last = shallower[0] if shallower else last
            continue
        path = f"{path}.{step}" if path else step
        tables = [number for number, name in headers if name == path and first <= number < last]
        if tables:
            best = tables[0]
            continue
        first_table = next((number for number, _ in headers if number > first), last)
        key = re.compile(rf'\s*"?{re.escape(step)}"?\s*[=.]')
        found = next((n for n in range(first, min(last, first_table)) if key.match(lines[n])), None)
        if found is not None:
            return found + 1
    return best + 1


def _outside_strings(text: str) -> list[str]:
    """Return the lines of `text`, with those that lie inside a multi-line string blanked."""
    kept: list[str] = []
    quote = ""
    for line in text.split("\n"):
        kept.append("" if quote else line)
        for mark in ('"""', "'''"):
            if quote in ("", mark) and line.count(mark) % 2:
                quote = "" if quote else mark
                break
    return kept
