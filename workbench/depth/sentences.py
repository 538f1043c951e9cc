"""Cutting a text into the sentences that are judged, with exact offsets.

A "sentence" is the smallest span that the reader quotes. People paste prose, bullets, CV lines and
transcripts without a full stop, so a line break ends a sentence unless the line was merely wrapped,
and a run without any end is cut at a comma before it grows too long to quote.
The scan looks at each character a fixed number of times: cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.model.story import Part

MAX_WORDS = 48
"""Longer runs are cut: nobody reads a quote of a hundred words, and the encoder sees 64 tokens."""

MAX_CHARS = 600
"""A span never grows beyond this, whatever it holds (one word of a megabyte is not a sentence)."""

_END = re.compile(r"[.!?…]{1,8}[\"'”’)\]]{0,4}(?=\s)|\n[ \t\r]{0,200}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|ca|cf|etc|dr|mr|mrs|ms|prof|st|inc|ltd|jr|sr|fig|avg|dept|est)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_NUMBER_SIGN = re.compile(r"\bno\.$", re.IGNORECASE)
"""Short for "number" only before a figure: "They said no. I stopped it." is two sentences."""
_WORD = re.compile(r"\S{1,80}")
_EDGE = " \t\r\n\f\v\u00a0"
_BULLET = re.compile(r"[-*•–—·▪✅→>#\s]{0,12}(?:\(?\d{1,2}[.)]\s{1,4})?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of one part: `start` and `end` count code points of the cleaned part."""

    part: Part
    start: int
    end: int
    text: str


def split(part: Part, text: str) -> list[Sentence]:
    """The sentences of one part, in order; spans hold no outer blanks and no bullet sign."""
    found = []
    for start, end in _spans(text):
        for first, last in _shorten(text, start, end):
            found.append(Sentence(part, first, last, text[first:last]))
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, start, match):
            continue
        span = _trim(text, start, match.end())
        if span is not None:
            yield span
        start = match.end()
    span = _trim(text, start, len(text))
    if span is not None:
        yield span


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    after = match.end()
    if text[match.start()] == "\n":
        following = text[after : after + 1]
        before = text[max(start, match.start() - 1) : match.start()]
        wrapped = following.islower() and match.start() - start > 50 and before not in ".!?:;"
        return not wrapped
    following = text[after : after + 3].lstrip()
    if text[match.start()] == "." and match.end() - match.start() == 1:
        tail = text[max(start, match.start() - 8) : match.end()]
        listed = text[start : min(match.start(), start + 40)].strip()
        if len(listed) <= 2 and listed.isdigit():
            return False
        if _ABBREVIATION.search(tail) and not tail.lower().endswith(" i."):
            return False
        if following[:1].isdigit() and _NUMBER_SIGN.search(tail):
            return False
    return not following[:1].islower() or text[match.start()] == "…"


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    bullet = _BULLET.match(text, start, end)
    if bullet is not None:
        start = bullet.end()
    while start < end and text[start] in _EDGE:
        start += 1
    return (start, end) if end > start else None


def _shorten(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span of too many words at a comma or a joining word, else at the limit."""
    begin, count, comma, last = start, 0, 0, start
    for word in _WORD.finditer(text, start, end):
        count += 1
        if count > MAX_WORDS or word.end() - begin > MAX_CHARS:
            cut = comma if comma > begin else last
            if cut > begin:
                trimmed = _trim(text, begin, cut)
                if trimmed is not None:
                    yield trimmed
                begin = cut
                count = len(_WORD.findall(text, begin, word.end()))
            comma = 0
        if count >= 12 and text[word.end() - 1] in ",;:—–":
            comma = word.end()
        elif count >= 24 and not comma and word.group() in ("and", "but", "so", "then", "because"):
            comma = word.start()
        last = word.end()
    trimmed = _trim(text, begin, end)
    if trimmed is not None:
        yield trimmed
