"""How wide text is and how many lines it takes, without Word: greedy wrapping over advance widths.

Advance widths are facts about a font; those in `widths.json` were read from Carlito and Liberation, which were
drawn to the widths of Calibri, Arial and Times New Roman. Characters outside the table are taken as wide, and
their lines as tall, so that the estimate errs towards one line too many.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Final, NamedTuple

UNITS: Final = 2048
"""Units of an em in the table."""
_TALL: Final = 1.16
"""Lines with characters of a fallback font (CJK, Arabic, emoji) stand taller by about this."""
_BREAKABLE: Final = re.compile(r"(?<=[-–—])(?=\w)")
_BREAKS: Final = re.compile("[-–—\u1100-\uffef\U00020000-\U0003ffff]")
_PLAIN: Final = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u017f\\u2010-\\u2026\\u2030-\\u203a\\u20ac\\u2190-\\u2193\\u2212\\u2248\\u2264\\u2265]"
)


class Inline(NamedTuple):
    """A piece of a paragraph: its XML, its text for measuring, and whether that is bold."""

    xml: str
    text: str
    bold: bool = False


class Font:
    """Widths of one family. Keeps the width of each word that it has measured."""

    def __init__(self, name: str, faces: dict[str, dict[int, int]], line: float) -> None:
        self.name = name
        self.line = line
        """Height of a single-spaced line, in ems."""
        self._faces = (faces["regular"], faces["bold"])
        self._widest = max(UNITS, *(max(face.values()) for face in self._faces))
        self._words: tuple[dict[str, int], dict[str, int]] = ({}, {})

    def width(self, word: str, bold: bool = False) -> int:
        """Return the advance of `word` in units."""
        face = self._faces[bold]
        return sum(face[code] if code in face else _unknown(code) for code in map(ord, word))

    def height(self, size: float, line: float) -> float:
        """Return the height of a line in points: the font's own, in whole twentieths, times `line`."""
        return int(size * self.line * 20) / 20 * line

    def _step(self, word: str, bold: bool) -> int:
        """Return the advance of `word` and the space after it, and remember it."""
        step = self._words[bold][word] = self.width(word, bold) + self._faces[bold][32]
        return step

    def lines(self, pieces: Sequence[Inline], width: float, size: float, heavy: bool = False) -> int:
        """Return how many lines `pieces` take in `width` points at `size` points. A newline begins a new line.

        `heavy` is for a style that is bold by itself.
        """
        limit = width * UNITS / size
        if len(pieces) == 1:
            _, text, bold = pieces[0]
            if "\n" not in text:
                # Were every character the widest: a short text need not be measured.
                return 1 if len(text) * self._widest <= limit else self._row(text.split(" "), heavy or bold, limit)
        count = 0
        rows: list[list[tuple[list[str], bool]]] = [[]]
        for piece in pieces:
            bold = heavy or piece.bold
            for number, line in enumerate(piece.text.split("\n")):
                if number:
                    rows.append([])
                rows[-1].append((line.split(" "), bold))
        for row in rows:
            count += self._mixed(row, limit)
        return count

    def _row(self, words: list[str], bold: bool, limit: float) -> int:
        """Return the lines of one row in one face."""
        known = self._words[bold]
        try:
            ends = list(accumulate(map(known.__getitem__, words)))
        except KeyError:
            ends = list(accumulate([known.get(word) or self._step(word, bold) for word in words]))
        space = self._faces[bold][32]
        if ends[-1] - space <= limit:
            return 1
        return self._wrapped(words, ends, space, limit)

    def _mixed(self, row: list[tuple[list[str], bool]], limit: float) -> int:
        """Return the lines of one row whose pieces differ in face; two pieces may share a word."""
        words: list[str] = []
        steps: list[int] = []
        space = 0
        for mine, bold in row:
            known = self._words[bold]
            space = self._faces[bold][32]
            more = [known.get(word) or self._step(word, bold) for word in mine]
            if words:
                words[-1] += mine[0]
                steps[-1] += more[0] - space
                words += mine[1:]
                steps += more[1:]
            else:
                words, steps = list(mine), more
        if not words:
            return 1
        ends = list(accumulate(steps))
        return 1 if ends[-1] - space <= limit else self._wrapped(words, ends, space, limit)

    def _wrapped(self, words: list[str], ends: list[int], space: int, limit: float) -> int:
        """Return the lines of words that do not fit one; `ends` is where each ends, its space included."""
        count, at, begin = 1, 0, 0.0
        total = len(words)
        room = limit + space
        while True:
            fits = bisect_right(ends, begin + room, at)
            if fits == total:
                return count
            start = ends[fits - 1] if fits else 0
            word = words[fits]
            if ends[fits] - start <= room and "-" not in word and word.isascii():
                # The usual case: a word of one piece that is no wider than a line begins the next.
                count, begin, at = count + 1, start, fits + 1
                continue
            lines, left = self._broken(word, ends[fits] - space - start, start - begin, limit)
            count += lines
            begin = ends[fits] - space - left
            at = fits + 1
            if at == total:
                return count

    def _broken(self, word: str, wide: int, used: float, limit: float) -> tuple[int, float]:
        """Put `word` where `used` units of a line are taken and it does not fit; return new lines and units used."""
        breaks = _BREAKS.search(word)
        if breaks is None and wide <= limit:
            return 1, float(wide)
        parts = [word] if breaks is None else _BREAKABLE.split(word)
        if breaks is not None and any(unicodedata.east_asian_width(letter) in "WF" for letter in word):
            parts = list(word)
        count, at = 0, used
        for part in parts:
            size = self.width(part) if len(parts) > 1 else wide
            if at + size <= limit:
                at += size
                continue
            if at:
                count, at = count + 1, 0.0
            while size > limit > 0:
                count, size = count + 1, size - int(limit)
            at = float(size)
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
