"""What would lift a story most: at most three changes, and honesty where none is needed or none would be true.

A change moves the picture when it gives a dimension a criterion that it lacks for the next name of the depth, mends a
telling that hides whose deed it was or how it ended, or takes out one of the trade's known mistakes. Nothing here
asks for more than was done: what the user has answered with "we did not" is not asked for again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from workbench.model.report import Lift

if TYPE_CHECKING:
    from themes.schema import Catalogue, Coached, Criterion
    from workbench.model.report import Band, DepthReport, Mistake
    from workbench.model.story import Answer, Story

MOST = 3
_TELLING = {
    "ownership": 95,
    "result": 90,
    "proportion.action": 60,
    "proportion.setup": 58,
    "length": 30,
    "learning": 40,
}
"""How much mending a band moves: above 70 it goes before depth, for a listener who does not know whose deed it was
hears no depth either."""
_WATCH = 45
"""A band to watch moves so much less than one to mend."""
_MISTAKE = 74
_SAID_BY_BANDS = frozenset({"we-throughout", "no-result", "no-baseline"})
"""Mistakes that say again what a band of the telling says; they are not counted twice."""

_TOLD: Final = {
    "ownership": "A listener must hear what you did yourself.",
    "result": "A listener must hear what changed, from what to what.",
    "proportion.action": "What you did is what a listener scores.",
    "proportion.setup": "A listener waits for you to begin.",
    "length": "It must fit the time that you are given.",
    "learning": "What you learned is asked for in nearly every round.",
}
"""Why a band matters to a listener."""


def lift(report: DepthReport, story: Story, catalogue: Catalogue) -> tuple[tuple[Lift, ...], str]:
    """Return the changes, the one that moves most first, and a sentence where there is something else to say."""
    if report.depth == "not-read":
        return (), report.not_read
    ranked: list[tuple[float, Lift]] = []
    ranked += _by_telling(report.telling.bands)
    ranked += _by_mistakes(report.mistakes, catalogue.coach)
    if report.depth != "not-ai":
        ranked += _by_depth(report, story, catalogue)
    ranked.sort(key=lambda pair: (-pair[0], pair[1].about))
    found = tuple(each for _, each in ranked[:MOST])
    return found, _note(found, report, story)


def _by_telling(bands: tuple[Band, ...]) -> list[tuple[float, Lift]]:
    found = []
    for band in bands:
        weight = _TELLING.get(band.id)
        if weight is None or band.band not in ("mend", "watch"):
            continue
        why = _TOLD[band.id]
        change = Lift(kind="telling", about=band.id, text=band.text, why=why, quote=band.quote)
        found.append((weight - (_WATCH if band.band == "watch" else 0.0), change))
    return found


def _by_mistakes(mistakes: tuple[Mistake, ...], coached: Mapping[str, Coached]) -> list[tuple[float, Lift]]:
    return [
        (
            float(_MISTAKE),
            Lift(
                kind="mistake",
                about=mistake.id,
                text=mistake.better or mistake.heard,
                why=f"{coached[mistake.id].title if mistake.id in coached else mistake.id}: {mistake.heard}",
                quote=mistake.quote,
            ),
        )
        for mistake in mistakes
        if mistake.id not in _SAID_BY_BANDS
    ]


def _by_depth(report: DepthReport, story: Story, catalogue: Catalogue) -> list[tuple[float, Lift]]:
    """Criteria of the dimensions that fall short of "deep"; those that cannot honestly be told are left out."""
    answers = {answer.key: answer for answer in story.answers}
    questions = {question.criterion: question.question for question in report.questions}
    each = catalogue.depth.deep_each
    found = []
    for dimension in catalogue.dimensions.values():
        if dimension.supports:
            continue
        count = report.dimensions.get(dimension.id)
        evidenced = count.evidenced if count else 0
        if evidenced >= each:
            continue
        total = sum(criterion.dimension == dimension.id for criterion in catalogue.criteria.values())
        why = f"{dimension.title} {evidenced} → {evidenced + 1} of {total}{_next_name(report, each, dimension.id)}"
        for criterion in catalogue.criteria.values():
            if criterion.dimension != dimension.id:
                continue
            told = _to_tell(criterion, report, answers.get(criterion.id), questions.get(criterion.id, ""))
            if told is None:
                continue
            text, quote, near = told
            weight = 66.0 - 6 * evidenced + near
            change = Lift(kind="depth", about=criterion.id, text=text, why=why, quote=quote)
            found.append((weight, change))
    return _one_each(found, catalogue)


def _to_tell(
    criterion: Criterion, report: DepthReport, answer: Answer | None, question: str
) -> tuple[str, str, float] | None:
    """The change for one criterion below level 2, its quote and how near it is; None if there is nothing to tell."""
    reading = report.criteria.get(criterion.id)
    if reading is None or reading.level == 2 or reading.overruled:
        return None
    if answer is not None:
        if answer.kind != "answered" or not answer.text.strip():
            return None
        if any(answer.text.strip() in text for text in report.parts.values()):
            # The answer stands in the story already, word for word.
            return None
        return f"{criterion.title}: you have answered this, and the story does not tell it yet.", "", 9.0
    if reading.gap is not None:
        return None
    quote = reading.evidence[0].quote if reading.evidence else ""
    near = 4.0 * reading.level + 3.0 * min(reading.score, 1.5)
    return f"{criterion.title}: {question or criterion.questions[0]}", quote, near


def _one_each(found: list[tuple[float, Lift]], catalogue: Catalogue) -> list[tuple[float, Lift]]:
    """The best change of each dimension first; a second of the same dimension moves less."""
    ranked = sorted(found, key=lambda pair: (-pair[0], pair[1].about))
    seen: dict[str, int] = {}
    kept = []
    for weight, change in ranked:
        dimension = catalogue.criteria[change.about].dimension
        before = seen.get(dimension, 0)
        seen[dimension] = before + 1
        kept.append((weight - 12 * before, change))
    return kept


def _next_name(report: DepthReport, each: int, dimension: str) -> str:
    """Say so when this one criterion would give the depth its next name."""
    short = {
        name: each - count.evidenced
        for name, count in report.dimensions.items()
        if name != "system" and count.evidenced < each
    }
    if report.depth == "partial" and short == {dimension: 1}:
        return ", and with that deep"
    if report.depth in ("surface", "silent"):
        return ", the first that a listener could check"
    return ""


def _note(found: tuple[Lift, ...], report: DepthReport, story: Story) -> str:
    unsaid = [name for name, reading in report.criteria.items() if reading.gap is not None]
    settled = [answer for answer in story.answers if answer.kind != "answered" and "." in answer.key]
    if not found:
        if unsaid or settled:
            return "No change of words is needed. What is missing was not done: have your answer ready."
        return "Nothing needs changing. Rehearse it as it is."
    if (unsaid or settled) and not any(each.kind == "depth" for each in found):
        return "What is still missing was not done, and no wording mends that: have your answer ready."
    return ""
