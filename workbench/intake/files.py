"""Files that come from outside: read with a limit, decoded, never trusted.

Every importer stands behind `read_bytes`: regular files only, and no more than the limit ever in memory.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from workbench.errors import BadInput, NotFound
from workbench.text import clean

TEXT_LIMIT: Final = 10_000_000
"""Bytes of one text file that are read: a hundred times the longest bank of stories seen."""


def shown(path: Path) -> str:
    """Return the name of `path` as errors say it."""
    return clean(path.name) or "the file"


def size_words(count: int) -> str:
    """Return a number of bytes in plain words: "10 MB"."""
    return f"{count / 1_000_000:.3g} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} KB"


def read_bytes(path: Path, limit: int = TEXT_LIMIT) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    Raises NotFound where there is none, BadInput for folders, devices, pipes, unreadable and larger files.
    """
    name = shown(path)
    try:
        # O_NONBLOCK: opening a named pipe must not wait for somebody to write to it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise NotFound(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise BadInput(f"{name} is a folder, not a file.") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{name} cannot be read ({_reason(error)}).") from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise BadInput(f"{name} is {'a folder, not a file' if stat.S_ISDIR(mode) else 'not an ordinary file'}.")
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise BadInput(f"{name} cannot be read ({_reason(error)}).") from None
    if len(data) > limit:
        raise BadInput(f"{name} is larger than {size_words(limit)}; that is more than is read as stories.")
    return data


def decode(data: bytes, name: str) -> str:
    """Return strict UTF-8 (with or without a mark) or marked UTF-16 as text, not yet cleaned. Raises BadInput."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, called = "utf-16", "UTF-16"
    else:
        encoding, called = "utf-8-sig", "UTF-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{name}, line {line}: the file is not {called} text.") from None


def read_text(path: Path, limit: int = TEXT_LIMIT) -> str:
    """Return the text of a UTF-8 file, not yet cleaned. Raises NotFound or BadInput."""
    return decode(read_bytes(path, limit), shown(path))


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or "not a usable name").lower()
