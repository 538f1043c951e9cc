"""Claims: what in a story the teller must be able to stand behind.

A listener asks after three things: a number (in digits or in words), a comparison, and a verb by which somebody
says "this was mine". The reader proposes, the user decides what each is worth (`workbench.model.story.Claim`).
Dates, versions and "phase two" are no claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from themes import words
from workbench.depth.actors import KEPT
from workbench.depth.sentences import Sentence
from workbench.model.report import FoundClaim
from workbench.model.story import PARTS, Claim, Part

_JOINED = re.compile(
    r"(?:,? (?:to|and|against|from|instead of|in|out of|or|of|per|up from|down from|over|vs\.?)|\s?(?:[–/→-]|->)|\s)"
    r"\s?(?:the |a |about |nearly |every )?"
)
_MOVED = re.compile(
    r"\b(?:(?:fell|rose|dropped|went|cut|grew|climbed|moved|down|up|reduced|increased|improved|raised|lifted) )?from $"
    r"|\b(?:fell|rose|dropped|cut|grew|climbed|reduced|increased|improved|raised|lifted|down|up) (?:by )?$"
)
_FOLLOWING = re.compile(r"[ -]([a-z][a-z'-]{1,24})")
_OF_THEM = re.compile(r" of (?:them|these|those)\b")
_OBJECT = re.compile(r"\s([\w'’%-]{1,30})([,.;:!?)]?)")


def claims_in(sentences: Sequence[Sentence]) -> list[FoundClaim]:
    """Every claim, in the order of the text, words that come again in a part once.

    `text[start:end] == quote` in the part that it names.
    """
    found: list[FoundClaim] = []
    seen: set[tuple[str, str]] = set()
    for sentence in sentences:
        for start, end, kind in _spans(sentence.text):
            said = (sentence.part, sentence.text[start:end])
            if said in seen:
                continue
            seen.add(said)
            found.append(
                FoundClaim.model_construct(
                    part=sentence.part,
                    start=sentence.start + start,
                    end=sentence.start + end,
                    quote=sentence.text[start:end],
                    kind=kind,
                )
            )
    return found


def with_settled(found: Sequence[FoundClaim], settled: Iterable[Claim], parts: Mapping[Part, str]) -> list[FoundClaim]:
    """Put the user's own claims in the place of those that they overlap: whoever settled a claim chose its words.

    A claim whose words no longer stand in its part is left to the ledger; it is in no text.
    """
    own: list[FoundClaim] = []
    for claim in settled:
        at = parts.get(claim.part, "").find(claim.quote) if claim.quote else -1
        if at >= 0:
            own.append(
                FoundClaim(part=claim.part, start=at, end=at + len(claim.quote), quote=claim.quote, kind=claim.kind)
            )
    left = [
        each
        for each in found
        if not any(mine.part == each.part and mine.start < each.end and each.start < mine.end for mine in own)
    ]
    order = {part: place for place, part in enumerate(PARTS)}
    return sorted([*left, *own], key=lambda each: (order[each.part], each.start, each.end))


Kind = Literal["number", "comparison", "ownership"]


@lru_cache(maxsize=KEPT)
def _spans(text: str) -> tuple[tuple[int, int, Kind], ...]:
    """The claims of one sentence as (start, end, kind). A comparison that holds a number counts as the number."""
    lowered = _same_length(text)
    spans: list[tuple[int, int, Kind]] = [(start, end, "number") for start, end in _numbers(lowered)]
    for match in words.pattern("claims", "comparisons").finditer(lowered):
        if not any(start < match.end() and match.start() < end for start, end, _ in spans):
            spans.append((match.start(), match.end(), "comparison"))
    for match in _ownership().finditer(lowered):
        spans.append(
            (match.start("i") if match["i"] else match.start("verb"), _object_end(lowered, match.end()), "ownership")
        )
    return tuple(sorted(spans))


def _numbers(lowered: str) -> list[tuple[int, int]]:
    masked = words.pattern("claims", "names", "dates").sub(_blank, lowered)
    spans: list[tuple[int, int]] = []
    for match in _number().finditer(masked):
        start, end = match.span()
        end = _counted(lowered, end)
        if spans and _JOINED.fullmatch(lowered, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [_from(lowered, span) for span in spans if not _bare(lowered, *span)]


def _bare(lowered: str, start: int, end: int) -> bool:
    """A number word that counts nothing ("those two"), or the number of a line in a list."""
    said = lowered[start:end]
    if said[0].isalpha():
        return said in _small()
    return (
        not lowered[:start].strip("( \t*#")
        and lowered[end:].strip()[:1] in (".", ")", ":", "/", "")
        and " " not in said
    )


def _from(lowered: str, span: tuple[int, int]) -> tuple[int, int]:
    """Take in the words that say how it moved: "fell from 900 to 380", "down by a third"."""
    before = max(span[0] - 24, 0)
    lead = _MOVED.search(lowered, before, span[0])
    if lead is None or ("from" in lead.group() and " to " not in lowered[span[0] : span[1]]):
        return span
    return lead.start(), span[1]


def _counted(lowered: str, end: int) -> int:
    """Take in up to two words that say what is counted: "400 rewrites", "11 voluntary departures"."""
    stop = words.words("claims", "not_counted")
    of_them = _OF_THEM.match(lowered, end)
    if of_them is not None:
        return of_them.end()
    for taken, word in enumerate(_FOLLOWING.finditer(lowered, end, min(end + 60, len(lowered)))):
        if word.start() != end or taken == 2 or word.group(1) in stop or word.group(1).endswith("ly"):
            break
        end = word.end()
        if word.group(1).endswith("s") or word.group(1) in ("percent", "cent", "people"):
            break
    return end


def _object_end(lowered: str, end: int) -> int:
    """Take in the object of an ownership verb up to the end of its phrase, at most six words."""
    stop = words.words("claims", "not_object")
    for count, word in enumerate(_OBJECT.finditer(lowered, end, min(end + 120, len(lowered)))):
        if word.start() != end or count == 6 or (count and word.group(1) in stop):
            break
        end = word.end(1)
        if word.group(2):
            break
    return end


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _same_length(text: str) -> str:
    """Lower case with every offset kept: a few letters grow when lowered."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.replace("’", "'")


@cache
def _small() -> frozenset[str]:
    return frozenset(word for word in words.listed("claims")["number_words"] if word.isalpha() and word != "half")


@cache
def _number() -> re.Pattern[str]:
    listed = words.listed("claims")
    in_words = "|".join([*listed["counted_one"], *listed["number_words"]])
    units = "|".join(listed["units"])
    about = "|".join(listed["about"])
    each = "|".join(listed["each"])
    money = r"(?:[€$£¥₹₦]\s?|(?<![a-z])[a-z]{0,2}\$)?"
    figure = r"[+−-]?\d{1,12}(?!(?:st|nd|rd|th)\b)(?:[., \u202f]\d{3}){0,4}(?:[.,]\d{1,4})?"
    sign = r"(?:\s?(?:%|[kmxhd]\b|bn\b|min\b|[€$£]))?"
    return re.compile(
        rf"(?<![\w.@])(?:(?:{about}) )?(?:{money}{figure}{sign}|(?:{in_words})(?![\w-]))"
        rf"(?:[ -](?:{in_words}|{units})(?![\w]))*(?: (?:a|an|per|each|every) (?:{each})(?![\w]))?"
    )


@cache
def _ownership() -> re.Pattern[str]:
    listed = words.listed("claims")
    verbs = "|".join([*listed["ownership_strong"], *listed["ownership_weak"]])
    adverb = "|".join(listed["adverbs"])
    return re.compile(
        rf"(?:(?P<i>\bi (?:(?:{adverb}) )?)|^[\W\d]{{0,6}}(?:then |also )?|\bi [\w' ,%-]{{1,80}} and )"
        rf"(?P<verb>{verbs})(?![\w-])"
    )
