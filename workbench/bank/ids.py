"""Names of rows: slugs where a row has a title, ULIDs otherwise; none ever comes back after deletion."""

from __future__ import annotations

import os
from collections.abc import Container
from datetime import datetime

from workbench.text import slug

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(now: datetime) -> str:
    """Return a new ULID: 48 bits of time in milliseconds, 80 random bits, sortable (github.com/ulid/spec)."""
    number = (int(now.timestamp() * 1000) << 80) | int.from_bytes(os.urandom(10))
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


LONGEST = 200
"""Characters of an id; ours have 60 at most."""


def usable(name: str) -> bool:
    """Return whether `name` from outside may be an id: it must be typed, printed and stand in file names and keys."""
    return name.isprintable() and len(name) <= LONGEST and name[:1] not in ("", ".", "-") and not set(name) & set("/\\")


def free_slug(text: str, taken: Container[str]) -> str:
    """Return the slug of `text`, numbered from 2 where it is, or once was, somebody's name."""
    name = slug(text)
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
