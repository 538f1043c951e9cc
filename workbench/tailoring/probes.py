"""Follow-ups for one story: those that an interviewer will come to, because the words are missing or unclear."""

from __future__ import annotations

from collections.abc import Callable

from themes.schema import Catalogue, Probe
from workbench.model.report import DepthReport
from workbench.model.story import PARTS, Story
from workbench.model.tailored import AnswerToProbe, AskedProbe
from workbench.tailoring import evidence

MOST = 6
"""Probes for one story: more is a questionnaire, not a rehearsal."""


def probes_for(
    story: Story, reading: DepthReport | None, catalogue: Catalogue, *, limit: int = MOST
) -> tuple[AskedProbe, ...]:
    """Choose the probes of a story, the likeliest first; answered ones are kept whatever the limit.

    After them stands what the user answered to the reading's own questions and the story does not tell: it was
    prepared to be said when asked.
    """
    answers = {answer.key: answer for answer in story.answers if answer.key.startswith("probe.")}
    ranked = []
    for at, probe in enumerate(catalogue.probes.values()):
        chosen = _reason(probe, reading, catalogue)
        if chosen is not None:
            weight, why, quote = chosen
            ranked.append((-weight, at, probe, why, quote))
    ranked.sort(key=lambda each: each[:2])
    found: list[AskedProbe] = []
    open_ones = 0
    for _, _, probe, why, quote in ranked:
        key = f"probe.{probe.id}"
        known = answers.pop(key, None)
        if known is None:
            if open_ones == limit:
                continue
            open_ones += 1
        answer = AnswerToProbe(known.kind, known.text) if known is not None else None
        found.append(AskedProbe(key, probe.title, probe.text, why, quote, answer))
    for key, known in answers.items():
        # Kept although the story has since come to tell it: it was rehearsed.
        found.append(
            AskedProbe(
                key,
                key.removeprefix("probe."),
                known.question,
                "You have answered it before.",
                "",
                AnswerToProbe(known.kind, known.text),
            )
        )
    return (*found, *_beside_the_story(story, catalogue))


def _beside_the_story(story: Story, catalogue: Catalogue) -> list[AskedProbe]:
    told = [getattr(story, part) for part in PARTS]
    return [
        AskedProbe(
            answer.key,
            catalogue.criteria[answer.key].title,
            answer.question,
            "You have answered it beside the story.",
            "",
            AnswerToProbe(answer.kind, answer.text),
        )
        for answer in story.answers
        if answer.key in catalogue.criteria and not (answer.text and any(answer.text in text for text in told))
    ]


def unanswered(found: tuple[AskedProbe, ...]) -> int:
    """Count the probes without an answer. "We did not" is an answer."""
    return sum(probe.answer is None for probe in found)


def _reason(probe: Probe, reading: DepthReport | None, catalogue: Catalogue) -> tuple[float, str, str] | None:
    if reading is None or reading.depth == "not-read":
        return (1.0, "The story has not been read.", "") if not probe.criteria else None
    ai = reading.ai_role != "none"
    if not probe.criteria:
        return _about_the_teller(probe, reading)
    if not ai:
        return None
    for criterion in probe.criteria:
        found = reading.criteria.get(criterion)
        if found is not None and found.gap is not None:
            title = _title(catalogue, criterion)
            return 5.0, f"The story says openly that this is missing ({title}).", found.gap.quote
    named = [each for each in probe.criteria if evidence.level_of(reading, each) == 1]
    missing = [each for each in probe.criteria if evidence.level_of(reading, each) == 0]
    if named:
        quotes = evidence.of_criterion(reading, named[0])
        quote = quotes[0].quote if quotes else ""
        return 4.0 - 0.1 * len(probe.criteria), f"Only mentioned: {_title(catalogue, named[0])}.", quote
    if missing:
        # A probe on one missing thing bites more than one of whose three subjects one is missing.
        share = len(missing) / len(probe.criteria)
        return 1.0 + 2.0 * share, f"Not told: {', '.join(_title(catalogue, each) for each in missing)}.", ""
    # All told: the strongest invites the deeper question, but behind everything that is open.
    return None


def _about_the_teller(probe: Probe, reading: DepthReport) -> tuple[float, str, str]:
    """Probes about the person, not the system: own part, regret, feeling."""
    weak = {"own-part": "craft.ownership", "regret": "craft.learning"}.get(probe.id)
    level = reading.craft.get(weak, 0) if weak is not None else 0
    if weak == "craft.ownership" and level < 2:
        return 4.5, "It is not clear which part was yours.", ""
    if weak == "craft.learning" and level < 2:
        return 3.5, "The story does not say what you would do otherwise.", ""
    return 0.5, "Asked about any story.", ""


def _title(catalogue: Catalogue, criterion: str) -> str:
    found = catalogue.criteria.get(criterion)
    return found.title.lower() if found is not None else criterion


def adds(story: Story, text: str, read: Callable[[Story], DepthReport], catalogue: Catalogue) -> tuple[str, ...]:
    """Read an answer too: the criteria that would become specific if it stood in the story's Action, by title."""
    before = read(story)
    after = read(story.model_copy(update={"action": f"{story.action.rstrip()}\n{text}".strip(), "overrules": []}))
    return tuple(
        catalogue.criteria[name].title
        for name, reading in after.criteria.items()
        if reading.level == 2 and evidence.level_of(before, name) < 2 and name in catalogue.criteria
    )
