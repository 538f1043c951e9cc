"""Whose deed a quote tells: the teller's, the team's or others', or nobody's that it names.

The clause decides, not the story: the actor nearest before the quoted words, or the first one inside them. What a
system does ("the answer is withheld") has no actor, and stays unclear until the user settles it.
"""

from __future__ import annotations

from workbench.depth.actors import Acting, acting
from workbench.model.story import Whose


def whose(sentence: str, start: int = 0, end: int | None = None) -> Whose:
    """Whose deed `sentence[start:end]` tells; the whole sentence if no span is given."""
    end = len(sentence) if end is None else end
    found = acting(sentence)
    inside = [each for each in found if start <= each.start < end]
    before = [each for each in found if each.start < start and not each.aside]
    if sentence[:start].rstrip(" '‘“\"").endswith(":") and before and not _turns(sentence[before[-1].start : start]):
        # What somebody laid down, after a colon, is theirs, whoever acts in it: "I agreed a limit: …, we'd stop".
        first = next(each for each in before if not _turns(sentence[each.start : start]))
        return first.who
    if inside:
        return _settle(inside)
    if before and not _turns(sentence[before[-1].start : start]):
        return before[-1].who
    after = [each for each in found if each.start >= end]
    if after and after[0].who == "mine" and not _turns(sentence[end : after[0].start]):
        return "mine"
    return "unclear"


def _settle(inside: list[Acting]) -> Whose:
    """The first actor, unless the teller acts too: "two nurses and I scored" is the teller's as well."""
    if any(each.who == "mine" for each in inside):
        return "mine"
    return "unclear" if all(each.aside for each in inside) else "team"


def _turns(between: str) -> bool:
    """Whether another clause begins between the actor and the quoted words. A colon carries the deed on."""
    return any(mark in between for mark in (". ", "! ", "? ", "; ", ", but ", ", and that ", ", where ", " but "))
