"""Why a level was given: one plain sentence always, and on demand the score, the signals and the words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

_MARKS = (
    ({"percentage"}, "a percentage"),
    ({"figure", "figures", "number word"}, "a figure"),
    ({"people"}, "who did it"),
    ({"period"}, "how often"),
    ({"condition"}, "under which condition"),
    ({"reason"}, "the reason"),
    ({"change"}, "what changed"),
    ({"I"}, "your own part"),
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One word, word run or signal of a quoted sentence, and how far it pushed towards "specific"."""

    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind one criterion's level."""

    criterion: str
    level: int
    named: float
    """Chance that the story speaks to it at all."""
    specific: float
    """Chance that it is specific."""
    cut_named: float
    """The expected level (sum of both chances) above which it is "mentioned"."""
    cut_specific: float
    """The expected level above which it is "specific"."""
    quote: str
    signals: tuple[str, ...]
    towards: tuple[Weighed, ...]
    against: tuple[Weighed, ...]
    readers: tuple[tuple[str, float], ...] = ()
    """The expected level by each reader before they were averaged."""


def plain(level: int, what: str, shown: Collection[str]) -> str:
    """One sentence; `what` ends "a listener could check …", `shown` are the quoted sentence's signals."""
    if level == 0:
        return f"Nothing here lets a listener check {what}."
    if level == 1:
        return f"Touched on, but a listener could not yet check {what}."
    marks: list[str] = []
    for signals, words in _MARKS:
        if signals & set(shown) and words not in marks and not (words == "a figure" and "a percentage" in marks):
            marks.append(words)
    if not marks:
        return f"A listener could check {what}: the words say what was done."
    told = marks[0] if len(marks) == 1 else ", ".join(marks[:2]) + (f" and {marks[2]}" if len(marks) > 2 else "")
    if len(marks) == 2:
        told = " and ".join(marks)
    return f"A listener could check {what}: the words give {told}."
