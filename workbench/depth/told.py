"""What is told, and what stays in reserve: the same reading, for a part of the story only.

What a listener hears counts, not what stands in the bank. A cut of thirty or ninety seconds tells those levels whose
quotes it holds; so depth does not reward length.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from workbench.model.report import CriterionReading, Evidence

if TYPE_CHECKING:
    from workbench.model.report import DepthReport
    from workbench.model.story import Part

Span = tuple["Part", int, int]
"""Part, start and end, in code points of the report's cleaned parts."""

HELD = 0.6
"""A quote is told when so much of it is kept: half a sentence tells half a practice."""


def told(report: DepthReport, kept: Collection[Span]) -> dict[str, CriterionReading]:
    """Return the readings of `report` that the kept spans still tell; the others are in reserve."""
    return {
        name: reading
        for name, reading in report.criteria.items()
        if reading.level > 0 and any(_holds(kept, each) for each in reading.evidence)
    }


def reserve(report: DepthReport, kept: Collection[Span]) -> dict[str, CriterionReading]:
    """Return the readings above level 0 that the kept spans leave out: what to have ready for a follow-up."""
    said = told(report, kept)
    return {name: reading for name, reading in report.criteria.items() if reading.level > 0 and name not in said}


def _holds(kept: Collection[Span], evidence: Evidence) -> bool:
    length = evidence.end - evidence.start
    covered = sum(
        max(min(end, evidence.end) - max(start, evidence.start), 0)
        for part, start, end in kept
        if part == evidence.part
    )
    return length > 0 and covered >= HELD * length
