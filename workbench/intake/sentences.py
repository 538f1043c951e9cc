"""Cutting a text that comes in into sentences without losing a character of it.

Unlike the reader's sentences (`workbench.depth.sentences`), which are trimmed to what is quoted, these are put
together again: each one knows the white space that stood before it, so that joined they give the text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 2_000
"""Characters; a longer run without an end is cut at a blank, since nobody assigns a page with one key."""

_END = re.compile(r"[.!?…]{1,8}[\"'”’)\]*_]{0,4}(?=\s)|\n[ \t]{0,200}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|ca|cf|dr|mr|mrs|ms|prof|st|inc|ltd|jr|sr|fig|avg|dept|est)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_BULLET_ONLY = re.compile(r"\s*(?:[-*•–—·▪→>]|\(?[A-Za-z0-9]{1,2}[.)])\s*\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence as it stood, and the white space before it ("" for the first)."""

    text: str
    before: str = ""


def split(text: str) -> list[Piece]:
    """Return the sentences of `text`, in order: `joined(split(text)) == text.strip()`."""
    pieces: list[Piece] = []
    end = start = len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    for cut in [*_cuts(text), stop]:
        if cut > stop or cut <= start:
            continue
        run = text[start:cut]
        body = run.strip()
        if body:
            first = start + run.index(body[0])
            before = text[end:first] if pieces else ""
            if pieces and _BULLET_ONLY.match(pieces[-1].text) and "\n" not in before:
                previous = pieces.pop()
                before, body = previous.before, previous.text + before + body
            pieces.extend(_shortened(body, before))
            end = first + len(run.strip())
        start = cut
    return pieces


def joined(pieces: Iterable[Piece]) -> str:
    """Return the text that the sentences make, each with its own white space; the first one's is dropped."""
    return "".join(piece.before + piece.text for piece in pieces).strip()


def _cuts(text: str) -> list[int]:
    found = []
    for match in _END.finditer(text):
        at, after = match.start(), match.end()
        if text[at] == "\n":
            # A wrapped line goes on in lower case; a new line otherwise begins something new.
            if not (text[after : after + 1].islower() and text[max(0, at - 1) : at] not in ".!?:;"):
                found.append(after)
            continue
        if match.group() == "." and _ABBREVIATION.search(text[max(0, at - 8) : after]):
            continue
        if not text[after : after + 3].lstrip()[:1].islower() or text[at] == "…":
            found.append(after)
    return found


def _shortened(body: str, before: str) -> list[Piece]:
    pieces = []
    while len(body) > LONGEST:
        cut = body.rfind(" ", 1, LONGEST)
        cut = LONGEST if cut < 1 else cut
        head, rest = body[:cut].rstrip(), body[cut:].lstrip()
        pieces.append(Piece(head, before))
        before = body[len(head) : len(body) - len(rest)]
        body = rest
    pieces.append(Piece(body, before))
    return pieces
