"""What would lift a story most: at most three, the strongest first, and honest where there is none."""

from __future__ import annotations

from typing import Literal

from themes import catalogue
from workbench.depth.lift import lift
from workbench.model.report import (
    Band,
    CriterionReading,
    DepthReport,
    DimensionCount,
    Evidence,
    Mistake,
    Question,
    Telling,
)
from workbench.model.story import Answer, Story

CATALOGUE = catalogue()
SPECIFIC = CriterionReading(level=2, score=1.8, evidence=(Evidence(part="action", start=0, end=10, quote="x" * 10),))


def report_of(
    levels: dict[str, CriterionReading],
    bands: tuple[Band, ...] = (),
    mistakes: tuple[Mistake, ...] = (),
    depth: Literal["deep", "partial", "surface", "not-ai", "not-read"] = "partial",
) -> DepthReport:
    readings = {name: levels.get(name, CriterionReading(level=0)) for name in CATALOGUE.criteria}
    counts = {
        name: DimensionCount(evidenced=sum(r.level == 2 for c, r in readings.items() if c.startswith(name + ".")))
        for name in CATALOGUE.dimensions
    }
    asked = tuple(Question(criterion=name, question=f"{name}?") for name, r in readings.items() if r.level < 2)
    return DepthReport(
        depth=depth,
        criteria=readings,
        dimensions=counts,
        mistakes=mistakes,
        questions=asked,
        telling=Telling(bands=bands),
        not_read="Too short." if depth == "not-read" else "",
    )


DEEP = dict.fromkeys(
    ("data.source", "data.quality", "eval.target", "eval.method", "rai.harm", "rai.oversight"), SPECIFIC
)


def test_a_deep_and_well_told_story_needs_nothing() -> None:
    changes, note = lift(report_of(DEEP, depth="deep"), Story(), CATALOGUE)
    assert changes == ()
    assert note == "Nothing needs changing. Rehearse it as it is."


def test_the_one_criterion_that_makes_it_deep_is_said() -> None:
    levels = {name: each for name, each in DEEP.items() if name != "rai.oversight"}
    levels["rai.transparency"] = CriterionReading(level=1, score=1.0, evidence=SPECIFIC.evidence)
    changes, _ = lift(report_of(levels), Story(), CATALOGUE)
    assert changes[0].about == "rai.transparency"
    assert changes[0].why.endswith("1 → 2 of 5, and with that deep")
    assert {each.about.partition(".")[0] for each in changes} == {"rai"}


def test_whose_deed_it_was_goes_before_depth() -> None:
    bands = (Band(id="ownership", band="mend", text="No deed is told as yours."),)
    changes, _ = lift(report_of({}, bands, depth="surface"), Story(), CATALOGUE)
    assert changes[0].kind == "telling"
    assert len(changes) == 3


def test_a_known_mistake_is_among_them_once() -> None:
    mistake = Mistake(id="buzzword", part="action", start=0, end=4, quote="AI!!", heard="Words.", better="Say how.")
    doubled = Mistake(id="no-result", part="result", start=0, end=4, quote="Fine", heard="Nothing.")
    changes, _ = lift(report_of({}, mistakes=(mistake, doubled), depth="surface"), Story(), CATALOGUE)
    assert [each.about for each in changes if each.kind == "mistake"] == ["buzzword"]


def test_what_was_not_done_is_not_asked_for() -> None:
    wanting = [name for name in CATALOGUE.criteria if name.startswith("rai.")]
    answers = [Answer(key=name, question="?", kind="did_not") for name in wanting]
    levels = {name: each for name, each in DEEP.items() if not name.startswith("rai.")}
    changes, note = lift(report_of(levels), Story(answers=answers), CATALOGUE)
    assert changes == ()
    assert "was not done" in note


def test_an_answer_that_the_story_does_not_tell_yet_is_the_nearest_gain() -> None:
    answers = [Answer(key="rai.transparency", question="?", text="A line on every letter says so.")]
    levels = {name: each for name, each in DEEP.items() if name != "rai.oversight"}
    changes, _ = lift(report_of(levels), Story(answers=answers), CATALOGUE)
    assert changes[0].about == "rai.transparency"
    assert "the story does not tell it yet" in changes[0].text


def test_an_answer_that_the_story_tells_already_is_not_asked_for_again() -> None:
    said = "A line on every letter says so."
    levels = {name: each for name, each in DEEP.items() if name != "rai.oversight"}
    report = report_of(levels)
    told = report.model_copy(update={"parts": {**report.parts, "result": f"It went well. {said}"}})
    changes, _ = lift(told, Story(answers=[Answer(key="rai.transparency", question="?", text=said)]), CATALOGUE)
    assert "rai.transparency" not in [each.about for each in changes]


def test_a_story_without_ai_is_lifted_by_its_telling_only() -> None:
    bands = (Band(id="result", band="watch", text="Result has a number, but not what it was before."),)
    changes, _ = lift(report_of({}, bands, depth="not-ai"), Story(), CATALOGUE)
    assert [each.kind for each in changes] == ["telling"]


def test_an_unread_text_says_why_and_nothing_else() -> None:
    assert lift(report_of({}, depth="not-read"), Story(), CATALOGUE) == ((), "Too short.")
