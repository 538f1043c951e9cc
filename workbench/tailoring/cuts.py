"""Cuts of 30, 90 and 180 seconds, made by choosing the user's sentences: never by shortening one.

Chosen exactly: of all choices that fit the time, those that hold what a listener needs (an own action, the result,
from 90 seconds a proof), and of these the one worth most; a sentence that leans on one left out is worth less.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themes.schema import Catalogue
from workbench.model.narrative import Cut, Dangling, Line, Missing, Narrative
from workbench.model.report import DepthReport, DimensionCount
from workbench.tailoring.dangling import leans
from workbench.tailoring.emphasis import Weighed

PROOF_FROM = 90
"""Seconds from which a cut must hold a proof as well."""

_LEANING = 8
"""Points that a sentence loses where what it leans on is left out: worth taking only if it is worth much."""

_DEED, _RESULT, _PROOF, _DECISION = 1, 2, 4, 8


def words_for(seconds: int, words_per_minute: int) -> int:
    """Return how many words fit into `seconds` at a speaking rate."""
    return seconds * words_per_minute // 60


def seconds_for(words: int, words_per_minute: int) -> int:
    """Return how many seconds `words` take at a speaking rate, rounded up."""
    return math.ceil(words * 60 / max(1, words_per_minute))


@dataclass(frozen=True, slots=True)
class _Item:
    line: Line
    words: int
    points: int
    flags: int
    weighed: Weighed | None
    leaning: str
    """The word with which it points back, if it does."""
    place: int
    """Its place in the story: neighbours differ by one."""


def cut(
    narrative: Narrative,
    weighed: Sequence[Weighed],
    reading: DepthReport | None,
    limit: int,
    words_per_minute: int,
    catalogue: Catalogue,
) -> Cut:
    """Choose the lines of a telling that fit into `limit` seconds."""
    items = _items(narrative, weighed)
    budget = words_for(limit, words_per_minute)
    chosen = _choose(items, budget, limit >= PROOF_FROM)
    lines = tuple(item.line for item in _told_order(items, chosen))
    words = sum(item.words for item in items if item in chosen)
    told = _told(chosen, reading)
    return Cut(
        limit=limit,
        lines=lines,
        missing=tuple(
            Missing(item.line.text, item.line.part, f"No room in {limit} seconds.")
            for item in items
            if item not in chosen
        ),
        words=words,
        seconds=seconds_for(words, words_per_minute),
        dangling=tuple(_dangling(items, chosen)),
        lacks=_lacks(items, chosen, budget, limit),
        decision=_decision(chosen),
        dimensions=_dimensions(told, catalogue),
        told=told,
        as_it_begins=_as_it_begins(items, chosen, budget, limit),
    )


def _items(narrative: Narrative, weighed: Sequence[Weighed]) -> list[_Item]:
    """The lines that are the story's own sentences, in the story's order (a cut keeps no frames: they cost time)."""
    by_span: dict[tuple[str, int], tuple[int, Weighed]] = {
        (each.sentence.part, each.sentence.start): (place, each) for place, each in enumerate(weighed)
    }
    items = []
    for line in narrative.lines:
        known = by_span.get((line.part, line.start)) if line.source else None
        if known is None:
            continue
        place, each = known
        flags = _DEED * each.deed | _RESULT * each.result | _PROOF * each.proof | _DECISION * each.decision
        points = each.points + 30 * (line is _opener(narrative))
        items.append(_Item(line, len(line.text.split()), points, flags, each, leans(line.text), place))
    return items


def _opener(narrative: Narrative) -> Line | None:
    return next((line for line in narrative.lines if line.source), None) if narrative.opening == "result" else None


def _choose(items: Sequence[_Item], budget: int, proof: bool) -> list[_Item]:
    """The best choice by dynamic programming over the sentences in the story's order."""
    ordered = sorted(items, key=lambda item: item.place)
    if sum(item.words for item in ordered) <= budget:
        return ordered
    unit = max(1, budget // 60)
    room = budget // unit
    # State: (last chosen place, flags, units used) -> (points, choice as a linked list). Only the last place matters,
    # because a sentence leans on its neighbour alone.
    states: dict[tuple[bool, int, int], tuple[int, tuple[int, object] | None]] = {(False, 0, 0): (0, None)}
    previous = -2
    for index, item in enumerate(ordered):
        size = -(-item.words // unit)
        following: dict[tuple[bool, int, int], tuple[int, tuple[int, object] | None]] = {}
        for (told, flags, used), (points, trail) in states.items():
            _keep(following, (False, flags, used), points, trail)
            if used + size > room:
                continue
            neighbour = told and previous == item.place - 1
            worth = item.points - (_LEANING if item.leaning and not neighbour else 0)
            _keep(following, (True, flags | item.flags, used + size), points + worth, (index, trail))
        states, previous = following, item.place

    needed = _DEED | _RESULT | (_PROOF if proof else 0)

    def rank(state: tuple[tuple[bool, int, int], tuple[int, object]]) -> tuple[int, int, int]:
        (_, flags, used), (points, _trail) = state
        held = bin(flags & needed).count("1") * 2 + bool(flags & _DECISION)
        return (held, points, -used)

    _, (_, trail) = max(states.items(), key=rank)
    places = []
    while trail is not None:
        index, rest = trail
        places.append(index)
        trail = rest  # type: ignore[assignment]
    return [ordered[index] for index in reversed(places)]


def _keep(
    states: dict[tuple[bool, int, int], tuple[int, tuple[int, object] | None]],
    key: tuple[bool, int, int],
    points: int,
    trail: tuple[int, object] | None,
) -> None:
    known = states.get(key)
    if known is None or points > known[0]:
        states[key] = (points, trail)


def _told_order(items: Sequence[_Item], chosen: Sequence[_Item]) -> list[_Item]:
    """The chosen lines in the order of the telling (an outcome told first stays first)."""
    return [item for item in items if item in chosen]


def _dangling(items: Sequence[_Item], chosen: Sequence[_Item]) -> list[Dangling]:
    told = _told_order(items, chosen)
    found = []
    for at, item in enumerate(told):
        if not item.leaning:
            continue
        before = told[at - 1] if at else None
        if before is None or before.place != item.place - 1:
            found.append(
                Dangling(
                    item.line.text,
                    item.leaning,
                    f"“{item.leaning}” points to a sentence that is not told here. "
                    "Say what it is, in your own words, for this telling.",
                )
            )
    return found


def _lacks(items: Sequence[_Item], chosen: Sequence[_Item], budget: int, limit: int) -> tuple[str, ...]:
    found = []
    for flag, what, needed in (
        (_DEED, "an action of your own", True),
        (_DECISION, "the decision", True),
        (_RESULT, "the result", True),
        (_PROOF, "a proof", limit >= PROOF_FROM),
    ):
        if not needed or any(item.flags & flag for item in chosen):
            continue
        having = [item for item in items if item.flags & flag]
        if not having:
            found.append(f"No sentence of the story tells {what}.")
        else:
            shortest = min(item.words for item in having)
            found.append(
                f"No room for {what} in {limit} seconds: its shortest sentence has {shortest} words of {budget}."
            )
    return tuple(found)


def _decision(chosen: Sequence[_Item]) -> str:
    for flag in (_DECISION, _DEED):
        having = [item for item in chosen if item.flags & flag]
        if having:
            return max(having, key=lambda item: (item.points, -item.place)).line.text
    return ""


def _told(chosen: Sequence[_Item], reading: DepthReport | None) -> tuple[str, ...]:
    """The specific criteria whose words are still in the cut; a rewritten sentence counts if the words are in it."""
    if reading is None:
        return ()
    found: dict[str, None] = {}
    for item in chosen:
        assert item.weighed is not None
        for criterion in item.weighed.criteria:
            if item.line.kind == "own" or any(
                each.quote in item.line.text for each in reading.criteria[criterion].evidence
            ):
                found[criterion] = None
    return tuple(found)


def _dimensions(told: Sequence[str], catalogue: Catalogue) -> Mapping[str, DimensionCount]:
    counts = dict.fromkeys(catalogue.dimensions, 0)
    for criterion in told:
        if criterion in catalogue.criteria:
            counts[catalogue.criteria[criterion].dimension] += 1
    return {name: DimensionCount(evidenced=count) for name, count in counts.items()}


def _as_it_begins(items: Sequence[_Item], chosen: Sequence[_Item], budget: int, limit: int) -> str:
    ordered = sorted(items, key=lambda item: item.place)
    first: list[_Item] = []
    used = 0
    for item in ordered:
        if used + item.words > budget:
            break
        first.append(item)
        used += item.words
    if {item.place for item in chosen} != {item.place for item in first}:
        return ""
    if len(first) == len(ordered):
        return f"The whole story fits into {limit} seconds."
    return f"Its first {len(first)} sentences already hold what a listener needs, and no other choice is worth more."
