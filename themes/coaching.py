"""In which sentences one of the trade's known mistakes stands.

The mistakes are data (`themes/coach/`); this is what their fields mean, in one place for the reader, the tests and
whoever adds a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from themes.schema import Coached


def found(
    mistake: Coached, sentences: Sequence[str], parts: Sequence[str] = (), evidenced: Collection[str] = ()
) -> list[int]:
    """Return the indices of the sentences in which `mistake` stands; empty if it is excused.

    `sentences` are a story's, in order, and `parts` names the part that each is in (empty: all parts count).
    `evidenced` are the criteria that the reading found specific.
    """
    if not set(mistake.criteria).isdisjoint(evidenced):
        return []
    inside = [
        index for index in range(len(sentences)) if not mistake.parts or not parts or parts[index] in mistake.parts
    ]
    hits = [
        index
        for index in inside
        if _near(mistake.near, sentences[index]) and _holds(mistake.patterns, sentences[index])
    ]
    if len(hits) < mistake.at_least:
        return []
    if mistake.anywhere and any(_holds(mistake.anywhere, sentence) for sentence in sentences):
        return []
    if not mistake.unless:
        return hits
    if mistake.scope == "story":
        return [] if any(_holds(mistake.unless, sentences[index]) for index in inside) else hits
    hits = [
        index
        for index in hits
        if not any(_holds(mistake.unless, sentence) for sentence in sentences[max(index - 1, 0) : index + 2])
    ]
    return hits if len(hits) >= mistake.at_least else []


def _near(parts: tuple[str, ...], sentence: str) -> bool:
    small = sentence.lower()
    return not parts or any(part in small for part in parts)


@lru_cache(maxsize=32_768)
def _holds(patterns: tuple[str, ...], sentence: str) -> bool:
    """Whether one of the patterns stands in the sentence. Kept: while somebody types, all but one sentence stay."""
    return _expression(patterns).search(sentence) is not None


@cache
def _expression(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
