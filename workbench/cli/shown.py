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


def reading_lines(
    report: DepthReport,
    criteria: Mapping[str, Criterion],
    why: bool = False,
    behind: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Yield the reading: depth, role, each criterion with its quote, what the coach noticed, what would lift it.

    With `why`, what stands behind each level; `behind` holds it as a line for each criterion.
    """
    if report.not_read:
        yield f"Not read: {report.not_read}"
        return
    yield f"Reading: {DEPTH_WORDS[report.depth]} · product: {role_words(report.ai_role)}"
    if report.ai_role_conflict:
        yield from _wrapped(report.ai_role_conflict, "  ")
    elif why and report.ai_role_why:
        yield from _wrapped(report.ai_role_why, "  ")
    for name in () if report.depth == "not-ai" else report.criteria:
        title = criteria[name].title if name in criteria else name
        yield from _criterion(title, report.criteria[name], why)
        if behind and name in behind:
            yield from _wrapped(behind[name], "      ")
    for name in report.lapsed:
        title = criteria[name].title if name in criteria else name
        yield from _wrapped(f"Your own level for {title} no longer stands: the words that it was about changed.", "  ")
    yield from _advice(report, why)


def _advice(report: DepthReport, why: bool) -> Iterator[str]:
    """Yield what is said beside the levels: the telling, claims, mistakes, the next question, what would lift it."""
    if report.telling.bands:
        yield "Telling"
    for band in report.telling.bands:
        yield from _wrapped(f"{band.band}: {band.text}", "  ")
    if report.claims:
        yield f"Claims: {claim_counts(report)}"
        if why:
            yield from _wrapped(" · ".join(f"“{claim.quote}”" for claim in report.claims), "  ")
    if report.mistakes:
        yield "What a listener may hear"
    for mistake in report.mistakes:
        yield from _wrapped(f"“{mistake.quote}” {mistake.heard}", "  ")
        if mistake.better:
            yield from _wrapped(mistake.better, "      ")
    if report.questions:
        first = report.questions[0]
        yield f"Next question, of {len(report.questions)}" if len(report.questions) > 1 else "Next question"
        yield from _wrapped(first.question, "  ")
        if first.example:
            yield from _wrapped(f"An answer sounds like: “{first.example}”", "      ")
    if report.lift:
        yield "What would lift this most"
    for number, change in enumerate(report.lift, 1):
        yield from _wrapped(f"{number}. {change.text}", "  ")
        yield from _wrapped(change.why, "      ")
    if report.lift_note:
        yield from _wrapped(report.lift_note, "  ")


def claim_counts(report: DepthReport) -> str:
    """Return how many claims of each kind were found: "4 numbers, 1 comparison, 2 ownership verbs"."""
    words = {
        "number": ("number", "numbers"),
        "comparison": ("comparison", "comparisons"),
        "ownership": ("ownership verb", "ownership verbs"),
    }
    told = []
    for kind, (one, many) in words.items():
        count = sum(claim.kind == kind for claim in report.claims)
        if count:
            told.append(f"{count} {one if count == 1 else many}")
    return ", ".join(told)


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
        yield from _wrapped(reading.why, "      ")


def _wrapped(text: str, indent: str) -> list[str]:
    lines = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph, _WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
    return lines
