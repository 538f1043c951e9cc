"""How wide text is and how many lines it takes, without Word: greedy wrapping over advance widths.

Advance widths are facts about a font; those in `widths.json` were read from Carlito and Liberation, which were
drawn to the widths of Calibri, Arial and Times New Roman. Characters outside the table are taken as wide, and
their lines as tall, so that the estimate errs towards one line too many.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

UNITS: Final = 2048
"""Units of an em in the table."""
_TALL: Final = 1.16
"""Lines with characters of a fallback font (CJK, Arabic, emoji) stand taller by about this."""
_BREAKABLE: Final = re.compile(r"(?<=[-–—])(?=\w)")
_PLAIN: Final = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u017f\\u2010-\\u2026\\u2030-\\u203a\\u20ac\\u2190-\\u2193\\u2212\\u2248\\u2264\\u2265]"
)

Piece = tuple[str, bool]
"""Text and whether it is bold."""


class Font:
    """Widths of one family. Keeps the width of each word that it has measured."""

    def __init__(self, name: str, faces: dict[str, dict[int, int]], line: float) -> None:
        self.name = name
        self.line = line
        """Height of a single-spaced line, in ems."""
        self._faces = (faces["regular"], faces["bold"])
        self._words: tuple[dict[str, int], dict[str, int]] = ({}, {})

    def width(self, word: str, bold: bool = False) -> int:
        """Return the advance of `word` in units."""
        known = self._words[bold]
        found = known.get(word)
        if found is None:
            face = self._faces[bold]
            found = sum(face[code] if code in face else _unknown(code) for code in map(ord, word))
            known[word] = found
        return found

    def lines(self, pieces: Iterable[Piece], width: float, size: float) -> int:
        """Return how many lines `pieces` take in `width` points at `size` points. A newline begins a new line."""
        limit = width * UNITS / size
        count, at = 1, 0.0
        for text, bold in pieces:
            space = self.width(" ", bold)
            known = self._words[bold]
            for number, row in enumerate(text.split("\n")):
                if number:
                    count, at = count + 1, 0.0
                for index, word in enumerate(row.split(" ")):
                    if index:
                        at += space
                    wide = known.get(word)
                    if wide is None:
                        wide = self.width(word, bold)
                    if at + wide <= limit:
                        at += wide
                    else:
                        count, at = self._break(word, bold, count, at, limit)
        return count

    def _break(self, word: str, bold: bool, count: int, at: float, limit: float) -> tuple[int, float]:
        parts = _BREAKABLE.split(word)
        if any(unicodedata.east_asian_width(letter) in "WF" for letter in word):
            parts = list(word)
        for part in parts:
            wide = self.width(part, bold)
            if at + wide <= limit:
                at += wide
                continue
            if at:
                count, at = count + 1, 0.0
            while wide > limit > 0:
                count, wide = count + 1, wide - int(limit)
            at = wide
        return count, at


def _unknown(code: int) -> int:
    letter = chr(code)
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return UNITS if unicodedata.east_asian_width(letter) in "WF" or code > 0xFFFF else 1240


def stretch(text: str) -> float:
    """Return by how much the lines of `text` stand taller than the font's own."""
    return 1.0 if text.isascii() or _PLAIN.search(text) is None else _TALL


@cache
def _tables() -> dict[str, Font]:
    raw = json.loads(resources.files("exports.word").joinpath("widths.json").read_text("utf-8"))
    fonts = {}
    for name, family in raw.items():
        faces = {
            face: {
                int(start, 16) + offset: wide for start, row in runs.items() for offset, wide in enumerate(row) if wide
            }
            for face, runs in family.items()
            if face != "line"
        }
        fonts[name] = Font(name, faces, family["line"])
    return fonts


_SAME: Final = {
    "carlito": "Calibri",
    "liberation sans": "Arial",
    "helvetica": "Arial",
    "liberation serif": "Times New Roman",
}


def font(name: str) -> Font | None:
    """Return the widths of font family `name`, or None: then nothing true can be said about page numbers."""
    tables = _tables()
    wanted = _SAME.get(name.lower(), name).lower()
    return next((table for known, table in tables.items() if known.lower() == wanted), None)
