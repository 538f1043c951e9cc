"""In which sentences one of the trade's known mistakes stands.

The mistakes are data (`themes/coach/`); this is what their fields mean, in one place for the reader, the tests and
whoever adds a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

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
    betrays = _expression(mistake.patterns)
    hits = [index for index in inside if betrays.search(sentences[index])]
    if len(hits) < mistake.at_least:
        return []
    if mistake.anywhere and any(map(_expression(mistake.anywhere).search, sentences)):
        return []
    if not mistake.unless:
        return hits
    excuses = _expression(mistake.unless)
    if mistake.scope == "story":
        return [] if any(excuses.search(sentences[index]) for index in inside) else hits
    excused = {index for index, sentence in enumerate(sentences) if excuses.search(sentence)}
    hits = [index for index in hits if excused.isdisjoint((index - 1, index, index + 1))]
    return hits if len(hits) >= mistake.at_least else []


@cache
def _expression(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
