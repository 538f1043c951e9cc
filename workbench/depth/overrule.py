"""The user's own levels: shown as theirs, and standing until the words that they were about have changed.

A reading is an opinion; the teller knows better what was done. An overruled level keeps what the reader saw beside
it, counts for the depth like any other, and survives every edit that leaves the quoted words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from workbench.model.report import CriterionReading, Evidence

if TYPE_CHECKING:
    from workbench.model.story import Overrule, Part


def applied(reading: CriterionReading, overrule: Overrule, parts: Mapping[Part, str]) -> CriterionReading:
    """Return the reading with the user's level, or unchanged if the quoted words are no longer in the text."""
    found = reading.evidence
    if overrule.quote:
        place = _place(overrule, parts)
        if place is None:
            return reading
        found = (place, *(each for each in found if each.quote != overrule.quote))
    return reading.model_copy(
        update={
            "level": overrule.level,
            "read_level": reading.level,
            "overruled": overrule.reason or "Your own judgement.",
            "evidence": found if overrule.level else (),
        }
    )


def lapsed(overrules: Iterable[Overrule], parts: Mapping[Part, str]) -> tuple[str, ...]:
    """Return the criteria whose overruled level no longer stands, in the order in which they were overruled."""
    return tuple(each.criterion for each in overrules if each.quote and _place(each, parts) is None)


def _place(overrule: Overrule, parts: Mapping[Part, str]) -> Evidence | None:
    """Where the quoted words stand now: they may have moved, within their part or to another."""
    for part, text in parts.items():
        at = text.find(overrule.quote)
        if at >= 0:
            return Evidence(
                part=part, start=at, end=at + len(overrule.quote), quote=overrule.quote, why=overrule.reason
            )
    return None
