"""The differing words of two texts: what a comparison on screen or on the command line is painted from."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of words: in both texts, only in the old one, or only in the new one."""

    where: Literal["both", "old", "new"]
    text: str


def differing(old: str, new: str) -> list[Piece]:
    """Return `old` and `new` as pieces. All pieces but "new" give `old`, all but "old" give `new`."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    pieces: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("both", "".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece("old", "".join(before[i:j])))
        if k < m:
            pieces.append(Piece("new", "".join(after[k:m])))
    return pieces


def shortened(pieces: list[Piece], around: int = 40) -> list[Piece]:
    """Return pieces for one line: long common stretches cut to `around` characters beside a difference."""
    out = []
    for number, piece in enumerate(pieces):
        text = re.sub(r"\s+", " ", piece.text)
        if piece.where == "both" and len(text) > 2 * around + 5:
            head = text[:around] if number else ""
            tail = text[-around:] if number < len(pieces) - 1 else ""
            text = f"{head} … {tail}"
        out.append(Piece(piece.where, text))
    return out


def marked(pieces: list[Piece]) -> str:
    """Return pieces as one line of plain text: `[-old-]{+new+}`, with long common stretches shortened."""
    signs = {"both": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.where].format(piece.text) for piece in shortened(pieces)).strip()
