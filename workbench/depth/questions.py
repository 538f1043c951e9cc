"""One question for each criterion that is missing or merely mentioned, in the story's own words.

Which wordings there are is data: those of `themes/criteria`, more for a role of the product, others for what is
mentioned (they quote it), and those of `themes/words/asking.toml` for an open gap. A wording is chosen by the story
itself, not by chance: first those that ask least of what the text already says, then by a fixed mark of the story.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

from themes import words
from workbench.depth.gaps import practice
from workbench.depth.nouns import people_noun, product_noun
from workbench.model.report import CriterionReading, Question

if TYPE_CHECKING:
    from themes.schema import Criterion
    from workbench.model.report import DepthReport
    from workbench.model.story import Story

QUOTE_WORDS = 14
"""A longer quote is cut at a pause, or here: a question must be read at a glance."""
_TELLING = re.compile(
    r"(?!.{0,90} of (?:them|these|those)$)"
    r"(?:(?=\D{0,60}\d)(?:(?:\S+ ){3,8}\S+|.{0,30} of .{0,40})|.{0,30} (?:to|→|in a) .{0,40})"
)
"""A figure by which a story is known: it moves, it is a share, or it says what it counts; "six days" is not."""
FIGURES = 5
"""So many of a story's figures are named, each before one question: the first ones are those that are asked."""
OVERLAP = 2
"""A wording of which more of the telling words stand in the story is asked only if there is no other."""
STEM = 5
"""So many letters tell a word: "switched" and "switch off" are one."""

_SPREAD = b"4424"
"""Chosen so that the sample stories take turns evenly; it has no other meaning."""
_WORD = re.compile(r"[a-z][a-z'-]{3,30}")
_SLOT = re.compile(r"\{[a-z]+\}")
_PAUSE = re.compile(
    r"[;:]\s|\s[–—]\s|,\s|\s(?=(?:and|but|because|so that) (?:i|we|it|the|nobody|they|my|our|he|she|a|an)\b)", re.I
)
_OPENING = re.compile(r"^(?:and|but|so|also|then|well|yes|oh),? ", re.I)
_TRAILING = re.compile(r"(?:,| (?:and|but|so|because|which|that|the|a|an|of|to|in|for|with|by))+$", re.I)


def questions(report: DepthReport, story: Story, criteria: Mapping[str, Criterion]) -> list[Question]:
    """Every open question, the one that would be asked next first. None for a story without AI or one not read.

    What was answered is not asked again, whatever the answer was: "we did not" is one too.
    """
    if report.depth in ("not-ai", "not-read"):
        return []
    answered = {answer.key for answer in story.answers}
    parts = {str(part): text for part, text in report.parts.items()}
    noun, people = product_noun(story.title, parts, report.ai_role), people_noun(parts)
    figures, leads = _figures(report) if _plain(noun) else [], words.listed("asking")["leads"]
    said = _stems(" ".join(report.parts.values())[:40_000])
    turn = _turn(story.id or story.title or noun)
    found: list[Question] = []
    for name in in_order_of_asking(report):
        criterion = criteria.get(name)
        if criterion is None or name in answered:
            continue
        reading = report.criteria[name]
        asked = _choose(wordings(criterion, reading, report.ai_role, people), said, turn + crc32(name.encode()))
        question = _filled(asked, noun, people, name, reading)
        if figures and "“" not in question:
            question = leads[len(found) % len(leads)].replace("{figure}", figures.pop(0)) + question
        found.append(Question(criterion=name, question=question, example=criterion.example))
    return found


def in_order_of_asking(report: DepthReport) -> list[str]:
    """The criteria below level 2, the one that a listener would turn to next first.

    An open gap comes first, for it begs the question; then the dimension of which least was told, and within it what
    was mentioned before what was not, the nearer miss first. What only supports (system) comes last.
    """
    below = [name for name, reading in report.criteria.items() if reading.level < 2 and reading.overruled == ""]

    def key(name: str) -> tuple[bool, bool, int, bool, float, str]:
        reading = report.criteria[name]
        dimension = name.partition(".")[0]
        count = report.dimensions.get(dimension)
        return (
            reading.gap is None,
            dimension == "system",
            count.evidenced if count else 0,
            reading.level == 0,
            -reading.score,
            name,
        )

    return sorted(below, key=key)


def wordings(criterion: Criterion, reading: CriterionReading, role: str, people: str = "") -> tuple[str, ...]:
    """The wordings that fit: for an open gap, for what is mentioned, or for what is missing (by the product's role)."""
    if reading.gap is not None:
        return words.listed("asking")["gap"]
    if reading.level == 1 and criterion.mentioned and _speaks_of(criterion.id, reading):
        return criterion.mentioned
    by_role: tuple[str, ...] = ()
    if role == "native":
        by_role = criterion.by_role.get("native", ())
    elif role == "enabled":
        by_role = criterion.by_role.get("enabled", ())
    of_people = words.listed("asking").get(f"more.{criterion.id}", ()) if people else ()
    return (*criterion.questions, *by_role, *of_people)


def short(quote: str, about: re.Pattern[str] | None = None, most: int = QUOTE_WORDS) -> str:
    """Return a quote that fits into a question: the whole of it, or the clause that `about` is found in, with "…"."""
    quote = " ".join(quote.split()).strip(' “”"').rstrip(".!?;,: ").replace("“", "‘").replace("”", "’")
    quote = _OPENING.sub("", quote, count=1)
    if quote.count(" ") < most:
        return quote
    hit = about.search(quote.lower()) if about is not None else None
    at = hit.start() if hit else 0
    pauses = [0, *(match.end() for match in _PAUSE.finditer(quote)), len(quote)]
    start = max(place for place in pauses[:-1] if place <= at)
    end = next(
        (place for place in pauses if place > max(at, start) and quote.count(" ", start, place) >= 3), len(quote)
    )
    clause = quote[start:end]
    said = clause.split(" ")
    if len(said) > most:
        first = max(quote.count(" ", start, at) - most // 2, 0) if hit else 0
        if quote.count(" ", start, at) < most - 2:
            first = 0
        said = said[first : first + most]
        start = start if first == 0 else 1
        end = -1 if first + most < len(clause.split(" ")) else end
    clause = _TRAILING.sub("", " ".join(said))
    return ("… " if start else "") + clause.strip(" ,;:–—") + (" …" if end != len(quote) else "")


def _filled(wording: str, noun: str, people: str, name: str, reading: CriterionReading) -> str:
    if "{quote}" not in wording:
        return wording.replace("{noun}", noun).replace("{people}", people)
    quoted = reading.gap or reading.evidence[0]
    return wording.replace("{quote}", short(quoted.quote, practice(name)))


def _plain(noun: str) -> bool:
    """Whether a name would fit many stories: "assistant", "draft feature", but not "severity score"."""
    return " " not in noun.removesuffix(" feature")


def _figures(report: DepthReport) -> list[str]:
    """What the story counts, in its own words, the result first: by these it is known where its product is not."""
    said = [claim for claim in report.claims if claim.kind == "number" and _TELLING.fullmatch(claim.quote)]
    said.sort(key=lambda claim: claim.part != "result")
    return list(dict.fromkeys(" ".join(claim.quote.split()) for claim in said))[:FIGURES]


def _speaks_of(name: str, reading: CriterionReading) -> bool:
    """Whether the quote holds a word of the practice: only then is it worth quoting back at the teller."""
    about = practice(name)
    return bool(reading.evidence) and about is not None and about.search(reading.evidence[0].quote.lower()) is not None


def _choose(options: tuple[str, ...], said: Collection[str], turn: int) -> str:
    """The wording at the story's turn, or the next one that asks for less of what the text has half said already."""
    for step in range(len(options)):
        option = options[(turn + step) % len(options)]
        if sum(stem in said for stem in _asked(option)) <= OVERLAP:
            return option
    return options[turn % len(options)]


def _turn(mark: str) -> int:
    """A fixed number for a story. One number for all criteria: stories that differ in one question differ in all."""
    return int.from_bytes(blake2b(mark.encode("utf-8", "replace"), digest_size=8, person=_SPREAD).digest())


@lru_cache(maxsize=1024)
def _asked(wording: str) -> frozenset[str]:
    return _stems(_SLOT.sub(" ", wording))


def _stems(text: str) -> frozenset[str]:
    small = words.words("asking", "small")
    return frozenset(word[:STEM] for word in _WORD.findall(text.lower()) if word not in small)
