"""Question → story: what a question probes, met by what the stories tell. Local, deterministic, best first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from themes.schema import Catalogue
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.model.tailored import WELL, Answer, Answers, Fit
from workbench.tailoring import evidence
from workbench.tailoring.matching import alike, near, shared
from workbench.tailoring.meeting import meets
from workbench.tailoring.questions import FAILING, REFUSING, Asks, Probing
from workbench.tailoring.quoting import speaking
from workbench.tailoring.told import Told, tell

# What each meeting is worth; fitted by likelihood over the judged questions, all but the pools held out
# (`python -m training.ask`).
_DEEDS, _THEMES, _VALUES, _WEIGHT, _CHECKABLE, _WITHOUT_AI = 1.65, 1.2, 0.15, 0.6, 0.3, 1.0
_WORDS, _NEAR, _ALIKE, _USUAL_WORDS, _USUAL_SENSE = 4.3, 2.9, 3.1, 1.7, 2.1
_MEETS = 8.0
"""What it is worth that a story's sentences meet the question as the encoder hears both; measured likewise."""

_FOCUS, _SHOWN = 1.5, 1.2
"""What it is worth that a story is about the criterion asked for by name, and that work to be proud of shows result and
depth; measured likewise."""

_NEVER = 4.0
"""What a story without AI loses where the question says AI: it is then no good answer, and said to be none."""

_DECLARED, _SUGGESTED = 1.5, 0.7
"""What a theme that is asked for is worth: one that the user named, and one that the reader suggests."""

_SLOGAN = 2.2
"""What a story loses that names AI and tells neither a fact to check, nor who did what, nor what came of it."""

_DEEP = 12
"""Criteria told specifically from which a story is as deep as an answer needs."""

_TEMPER, _TOLD = 0.5, 0.2
"""What a question's temper is worth, and how far a deed must stand out to count as told."""

_MIDDLE, _STEEP = 4.2, 0.54
"""Where 50 points lie, and how steeply points rise with the score."""

_ASKED = 0.3
"""Weight from which a question asks for a deed clearly enough to be given as the reason."""

_LIKE = 0.5
"""Share of a question's rarer words that a story means too, from which that alone is a reason to tell it."""

_NO_DEED = 0.5
"""How sure a question without a known phrase must be of its deeds to count as asking for any."""


def ask(
    question: str,
    stories: Sequence[Story],
    readings: Mapping[str, DepthReport],
    catalogue: Catalogue,
    *,
    limit: int = 3,
    question_id: str | None = None,
) -> Answers:
    """Return the stories that answer a question, best first, and what none of them answers well."""
    probing = Asks.of(catalogue).read(question, question_id)
    shelf = [tell(story, readings.get(story.id), catalogue) for story in stories if story.state != "retired"]
    return answer(probing, shelf, catalogue, limit=limit)


def answer(probing: Probing, shelf: Sequence[Told], catalogue: Catalogue, *, limit: int = 3) -> Answers:
    """Answer a question that was read, from stories made ready (`tell`)."""
    scored = sorted(
        ((_misses_ai(probing, told), -score(probing, told), told.story.id, told) for told in shelf),
        key=lambda each: each[:3],
    )
    best = [(-minus, told) for _, minus, _, told in scored[:limit]]
    return Answers(
        question=probing.question,
        probes=_titles(probing, catalogue),
        answers=tuple(_answer(probing, told, points(value), catalogue) for value, told in best),
        unanswered=_unanswered(probing, [told for _, told in best], catalogue),
    )


def explained(probing: Probing, told: Told, catalogue: Catalogue, said: Probing | None = None) -> Fit:
    """How well a story answers a question, with its words and reason.

    `said` is the question as it was put, where `probing` holds what its round probes too: the quote answers the former.
    """
    at = speaking(said or probing, told)
    quote = told.sentences[at].text if at is not None else ""
    return Fit(points(score(probing, told)), quote, reason(probing, told, catalogue))


def points(value: float) -> int:
    """Return a score as points, 0 to 100."""
    return round(100 / (1 + math.exp(-_STEEP * (value - _MIDDLE))))


def score(probing: Probing, told: Told) -> float:
    """Return how well a story meets a question. Comparable between stories and between questions."""
    # A question that hardly asks for a deed ("a recall") is met by its words: being sure counts twice over.
    deeds = sum(weight * told.stands_out.get(deed, 0.0) for deed, weight in probing.deeds.items())
    value = _DEEDS * probing.sure**2 * deeds + _temper(probing, told)
    value += _met_in_words(probing, told)
    value += _MEETS * _met(probing, told)
    value += _WEIGHT * told.weight
    # A story with eight suggested themes says less by each of them than one with three.
    usual = sum(told.themes.values()) / 2 / 16
    worth = _DECLARED if told.story.themes else _SUGGESTED
    asked = sum(weight * (told.themes.get(theme, 0) / 2 - usual) for theme, weight in probing.themes.items())
    value += _THEMES * probing.sure * worth * asked
    reading = told.reading
    if reading is None:
        return value
    value += _VALUES * sum(weight * reading.values.get(each, 0) / 2 for each, weight in probing.values.items())
    value += _CHECKABLE * math.log1p(told.checkable) * (1.0 if probing.about_ai else 0.5)
    value += _FOCUS * _about(probing, told)
    if probing.polarity == "success":
        came_of_it = reading.craft.get("craft.result", 0) / 2
        value += _SHOWN * came_of_it * min(told.checkable, _DEEP) / _DEEP
    if probing.about_ai and reading.ai_role == "none":
        value -= _NEVER if probing.says_ai else _WITHOUT_AI
    return value - _SLOGAN * _says_little(told, reading)


def _met_in_words(probing: Probing, told: Told) -> float:
    """What question and story share in words and meaning, beside what the story shares with any question."""
    stems, words = probing.stems, told.held
    value = _WORDS * shared(stems, words) + _NEAR * near(stems, words) + _ALIKE * alike(stems, words)
    return round(value - _USUAL_WORDS * words.usual_words - _USUAL_SENSE * words.usual_sense, 4)


def _met(probing: Probing, told: Told) -> float:
    """How well its sentences meet the question; a slogan meets every question and answers none."""
    met = meets(probing.question, told.heard) if told.heard is not None else 0.0
    return min(met, 0.0) if told.reading is not None and _says_little(told, told.reading) else met


def _misses_ai(probing: Probing, told: Told) -> bool:
    return probing.says_ai and told.reading is not None and told.reading.ai_role == "none"


def _about(probing: Probing, told: Told) -> float:
    """How far what the story proves is what the question asks for outright, 0 to 1."""
    whole = sum(probing.criteria.values())
    if not whole or not probing.asked:
        return 0.0
    return sum(weight * told.focus.get(name, 0.0) for name, weight in probing.criteria.items()) / whole


def _says_little(told: Told, reading: DepthReport) -> bool:
    done, came_of_it = (reading.craft.get(name, 0) for name in ("craft.ownership", "craft.result"))
    return bool(reading.craft) and reading.ai_role != "none" and not told.checkable and max(done, came_of_it) < 2


def _temper(probing: Probing, told: Told) -> float:
    """A question after a failure wants one told, a question after a refusal a refusal; else it is not answered."""
    group = {"failure": FAILING, "refusal": REFUSING}.get(probing.polarity)
    if group is None:
        return 0.0
    most = max(told.stands_out.get(deed, 0.0) for deed in group)
    return _TEMPER * (min(most, 2.0) / 2 if most >= _TOLD else -1.0)


def _answer(probing: Probing, told: Told, worth: int, catalogue: Catalogue) -> Answer:
    at = speaking(probing, told)
    sentence = told.sentences[at] if at is not None else None
    return Answer(
        story=told.story.id,
        points=worth,
        opening=told.story.headline or (told.sentences[0].text if told.sentences else ""),
        quote=sentence.text if sentence is not None else "",
        part=sentence.part if sentence is not None else "",
        why=reason(probing, told, catalogue),
    )


def reason(probing: Probing, told: Told, catalogue: Catalogue) -> str:
    """Say in words why a story answers a question."""
    lexicon = Asks.of(catalogue).lexicon
    deeds = sorted(
        (-weight * told.stands_out.get(deed, 0.0), deed)
        for deed, weight in probing.deeds.items()
        if weight > _ASKED and told.tells(deed)
    )[:2]
    parts = []
    if deeds:
        parts.append(f"It tells how you {' and '.join(lexicon.deeds[deed].title for _, deed in deeds)}.")
    reading = told.reading
    if reading is not None:
        proved = [
            catalogue.criteria[each].title.lower()
            for each, _ in sorted(probing.criteria.items(), key=lambda item: (-item[1], item[0]))
            if each in catalogue.criteria and evidence.level_of(reading, each) == 2
        ][:2]
        if proved:
            parts.append(f"Specific on {' and '.join(proved)}.")
    themes = told.themes
    met = [
        catalogue.themes[each].title.lower() for each in probing.themes if themes.get(each) and each in catalogue.themes
    ][:2]
    if met and not deeds:
        parts.append(f"It is about {' and '.join(met)}, which the question asks for.")
    if probing.polarity == "success" and reading is not None and reading.craft.get("craft.result", 0) == 2:
        parts.append("It says what came of it, in figures." if _in_figures(told) else "It says what came of it.")
    if not parts:
        parts.append(
            "It is told in words like the question's."
            if near(probing.stems, told.held) >= _LIKE
            else "It shares words with the question, little more."
        )
    return " ".join(parts)


def _in_figures(told: Told) -> bool:
    return any(
        sentence.part == "result" and any(letter.isdigit() for letter in sentence.text) for sentence in told.sentences
    )


def _titles(probing: Probing, catalogue: Catalogue) -> tuple[str, ...]:
    lexicon = Asks.of(catalogue).lexicon
    ranked = sorted(probing.deeds.items(), key=lambda item: (-item[1], item[0]))
    return tuple(lexicon.deeds[deed].title for deed, weight in ranked[:4] if weight > 0.25)


def _unanswered(probing: Probing, best: Sequence[Told], catalogue: Catalogue) -> tuple[str, ...]:
    """What the question asks for and none of the stories offered tells."""
    lexicon = Asks.of(catalogue).lexicon
    found = [
        f"None of them tells how you {lexicon.deeds[deed].title}."
        for deed, weight in sorted(probing.deeds.items(), key=lambda item: (-item[1], item[0]))
        if weight > 0.45 and deed in probing.asked and all(told.stands_out.get(deed, 0.0) < 0.3 for told in best)
    ]
    if not probing.asked and probing.sure < _NO_DEED:
        found.append("The question names no kind of deed known here; the stories are the nearest in words and meaning.")
    elif best and all(points(score(probing, told)) < WELL for told in best):
        found.append("None of them answers it well.")
    return tuple(found)
