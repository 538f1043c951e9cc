"""Open gaps: a practice that the story itself says was skipped, refused, planned or regretted.

"We never measured bias" is no evidence of fairness, and it is candour: a listener will ask, and the teller should
have an answer. So the criterion stays at level 0, with the quote beside it. A gap needs two things in one breath:
words that say that something did not happen, and the words of one practice. Both are data in `themes/words/gaps.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from themes import words
from workbench.depth.actors import KEPT
from workbench.depth.sentences import Sentence

BEFORE_REACH = 9
"""So many words may stand between "we never" and the practice that follows."""
AFTER_REACH = 13
"""So many words may stand between a practice and the "was dropped" that follows it."""
IT_REACH = 16
"""So many words may stand between a practice and the clause that says "it was dropped"."""
DENIAL_WORDS = 8
"""A short "We did not." speaks of the sentence before it."""

_BREAK = re.compile(
    r";(?=\s)|[.!?](?=\s|$)|\s[–—]\s|,\s(?=(?:but|so|and (?:i|we|it|the)|which|because|since|though|although)\b)"
)
_SPACE = re.compile(r"\s+")


def gaps_in(sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """For each criterion the sentences that tell of it as not done, in the order of the text."""
    found: dict[str, list[Sentence]] = {}
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1] if index else None
        if before is not None and before.part == sentence.part and _denies(sentence.text, before.text):
            for criterion in practices_of(before.text):
                found.setdefault(criterion, []).append(before)
            continue
        for criterion in criteria_of(sentence.text):
            found.setdefault(criterion, []).append(sentence)
    return {criterion: list(dict.fromkeys(places)) for criterion, places in found.items()}


def certain(text: str) -> bool:
    """Whether a sentence says so plainly that something was not done that a level resting on it is taken back.

    Over the labelled stories, authors left out, this took back 23 levels, 20 of them rightly (docs/COACH.md).
    """
    return words.pattern("gaps", "certain").search(_lowered(text)) is not None


def practice(criterion: str) -> re.Pattern[str] | None:
    """The words of one criterion's practice, for lower-case text; None for a criterion that has none listed."""
    return dict(_topics()).get(criterion)


def practices_of(text: str) -> list[str]:
    """The criteria whose practice one sentence speaks of, done or not."""
    lowered = _lowered(text)
    return [criterion for criterion, words_of in _topics() if words_of.search(lowered)]


@lru_cache(maxsize=KEPT)
def criteria_of(text: str) -> tuple[str, ...]:
    """The criteria whose practice one sentence says was not done; empty for nearly all sentences."""
    lowered = _lowered(text)
    told = words.pattern("gaps", "excused").sub(_blank, lowered)
    before = [match.end() for match in words.pattern("gaps", "before").finditer(told)]
    after = [match.start() for match in words.pattern("gaps", "after").finditer(told)]
    it = [match.start() for match in words.pattern("gaps", "after_it").finditer(told)]
    if not before and not after and not it:
        return ()
    spaces = [match.end() for match in _SPACE.finditer(told)]
    breaks = [match.start() for match in _BREAK.finditer(told)]
    found = []
    for criterion, words_of in _topics():
        for match in words_of.finditer(lowered):
            if (
                any(_near(cue, match.start(), BEFORE_REACH, breaks, spaces) for cue in before)
                or any(_near(match.start(), cue, AFTER_REACH, breaks, spaces) for cue in after)
                or any(_near(match.end(), cue, IT_REACH, (), spaces) for cue in it)
            ):
                found.append(criterion)
                break
    return tuple(found)


def _near(first: int, last: int, reach: int, breaks: Sequence[int], spaces: Sequence[int]) -> bool:
    """Whether `last` follows `first` within so many words of one clause."""
    if last < first or any(first <= at < last for at in breaks):
        return False
    return sum(first <= at <= last for at in spaces) <= reach


def _denies(text: str, before: str) -> bool:
    said = _lowered(text[:120]).strip(" \"'”“")
    if before.rstrip().endswith("?") and words.pattern("gaps", "answers").match(said):
        return True
    return said.count(" ") < DENIAL_WORDS and words.pattern("gaps", "denials").fullmatch(said) is not None


def _lowered(text: str) -> str:
    """Lower case of the same length: offsets are not used here, but reach is."""
    return text.lower().replace("’", "'")


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


@cache
def _topics() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = [name.removeprefix("topics.") for name in words.listed("gaps") if name.startswith("topics.")]
    return tuple((name, words.pattern("gaps", f"topics.{name}")) for name in names)
