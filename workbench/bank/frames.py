"""Append-only files of framed records: each with its length and checksum, so that a torn one is noticed.

A frame is `WBF1`, the lengths of head and body, the checksum of both, head, body, and a line end. A reader that
meets a broken frame looks for the next `WBF1`: what stands after the damage is still read.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workbench.bank import disk
from workbench.bank.places import private_folder

_MAGIC = b"WBF1"
_SIZES = struct.Struct(">4sIII")
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Frame(NamedTuple):
    """One record: where it starts in the file, its head, and where its body lies."""

    offset: int
    head: bytes
    body: bytes


def frame(head: bytes, body: bytes) -> bytes:
    """Return one framed record."""
    return _SIZES.pack(_MAGIC, len(head), len(body), zlib.crc32(body, zlib.crc32(head))) + head + body + b"\n"


def read(raw: bytes, start: int = 0) -> Iterator[Frame | int]:
    """Yield every whole frame from `start`; for each stretch that cannot be read, its offset."""
    at = start
    while at < len(raw):
        end = _end(raw, at)
        if end is not None:
            body_at = at + _SIZES.size + _SIZES.unpack_from(raw, at)[1]
            yield Frame(at, raw[at + _SIZES.size : body_at], raw[body_at : end - 1])
            at = end
            continue
        yield at
        following = raw.find(_MAGIC, at + 1)
        at = len(raw) if following < 0 else following


def read_at(path: Path, offset: int) -> Frame:
    """Return the one frame at `offset`. Raises OSError, or ValueError when it is not whole (any more)."""
    with path.open("rb") as file:
        file.seek(offset)
        sizes = file.read(_SIZES.size)
        if len(sizes) < _SIZES.size:
            raise ValueError(f"no record at {offset}")
        _, head, body, _ = _SIZES.unpack(sizes)
        raw = sizes + file.read(head + body + 1)
    found = next(read(raw), 0)
    if isinstance(found, int):
        raise ValueError(f"no whole record at {offset}")
    return found._replace(offset=offset)


def _end(raw: bytes, at: int) -> int | None:
    if at + _SIZES.size > len(raw):
        return None
    magic, head, body, crc = _SIZES.unpack_from(raw, at)
    end = int(at + _SIZES.size + head + body + 1)
    if magic != _MAGIC or end > len(raw) or zlib.crc32(raw[at + _SIZES.size : end - 1]) != crc:
        return None
    return end


class Appender:
    """A file that only grows, private to the user; opened at the first append."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None
        self._new = False

    def append(self, record: bytes) -> int:
        """Write one framed record and return the file's size after it. Not yet synced. Raises OSError.

        A write that fails half-way is cut off again where the disk allows it; a reader would skip it anyway.
        """
        fd, before = self._opened()
        try:
            disk.write_all(fd, record)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(fd, before)
            raise
        return before + len(record)

    def _opened(self) -> tuple[int, int]:
        """Return the open file and its size. One that was removed meanwhile is begun anew: nobody could read it."""
        if self._fd is not None:
            stat = os.fstat(self._fd)
            if stat.st_nlink:
                return self._fd, stat.st_size
            self.close()
        if not self.path.parent.is_dir():
            private_folder(self.path.parent)
        self._new = not self.path.exists()
        self._fd = os.open(self.path, _FLAGS, 0o600)
        return self._fd, os.fstat(self._fd).st_size

    def sync(self) -> None:
        """Bring what was appended to the medium. Raises OSError."""
        if self._fd is None:
            return
        disk.sync(self._fd)
        if self._new:
            disk.sync_folder(self.path.parent)
            self._new = False

    def close(self) -> None:
        """Close the file; a later append opens it again."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
