"""A story and its reading as lines of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from workbench.model.report import DEPTH_WORDS
from workbench.model.story import PART_TITLES

if TYPE_CHECKING:
    from themes.schema import Criterion
    from workbench.model.report import CriterionReading, DepthReport
    from workbench.model.story import Story

_MARKS = {0: "○", 1: "◐", 2: "●"}
_LEVEL_WORDS = {0: "not there", 1: "mentioned", 2: "specific"}
_WHOSE = {"mine": "mine", "team": "the team's", "unclear": "whose deed is unclear"}
_WIDTH = 100


def story_lines(story: Story, report: DepthReport, criteria: Mapping[str, Criterion]) -> Iterator[str]:
    """Yield the story, part by part, and under it what the reader sees."""
    yield f"{story.title or 'Untitled'}  [{story.id}]"
    if story.headline:
        yield story.headline
    known = [story.state, *story.themes, story.company, story.when]
    yield " · ".join(word for word in known if word)
    for part, text in story.parts().items():
        if text.strip():
            yield ""
            yield PART_TITLES[part]
            yield from _wrapped(text, "  ")
    yield ""
    yield from reading_lines(report, criteria)


def reading_lines(report: DepthReport, criteria: Mapping[str, Criterion], why: bool = False) -> Iterator[str]:
    """Yield the reading: depth, role, each criterion with its quote, then what the coach noticed."""
    if report.not_read:
        yield f"Not read: {report.not_read}"
        return
    yield f"Reading: {DEPTH_WORDS[report.depth]} · product: {role_words(report.ai_role)}"
    if report.ai_role_conflict:
        yield from _wrapped(report.ai_role_conflict, "  ")
    for name, reading in report.criteria.items():
        title = criteria[name].title if name in criteria else name
        yield from _criterion(title, reading, why)
    for mistake in report.mistakes:
        yield from _wrapped(f"! {mistake.heard} “{mistake.quote}”", "  ")
    for band in report.telling.bands:
        yield from _wrapped(f"{band.band}: {band.text}", "  ")
    if report.questions:
        yield "Next question"
        yield from _wrapped(report.questions[0].question, "  ")


def role_words(role: str) -> str:
    """Return an AI role as people say it: of the product, never of the person."""
    return {"native": "AI-native", "enabled": "AI-enabled", "none": "without AI"}.get(role, role)


def _criterion(title: str, reading: CriterionReading, why: bool) -> Iterator[str]:
    yield f"  {_MARKS[reading.level]} {title}: {_LEVEL_WORDS[reading.level]}" + (
        f" (your own level: {reading.overruled})" if reading.overruled else ""
    )
    for evidence in reading.evidence:
        yield from _wrapped(f"“{evidence.quote}” {PART_TITLES[evidence.part]}, {_WHOSE[evidence.whose]}", "      ")
    if reading.gap is not None:
        yield from _wrapped(f"open gap: “{reading.gap.quote}” Candour, worth having an answer for.", "      ")
    if why and reading.why:
        yield from _wrapped(f"{reading.why} (score {reading.score:.2f})", "      ")


def _wrapped(text: str, indent: str) -> list[str]:
    lines = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph, _WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
    return lines
