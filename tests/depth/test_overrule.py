"""The user's own levels: shown as theirs, standing until the quoted words change."""

from __future__ import annotations

from workbench.depth.overrule import applied, lapsed
from workbench.model.report import CriterionReading, Evidence
from workbench.model.story import Overrule

READ = CriterionReading(
    level=1, why="Touched on.", score=0.9, evidence=(Evidence(part="action", start=0, end=13, quote="We watched it"),)
)
OVERRULE = Overrule(criterion="eval.monitoring", level=2, reason="I read 30 answers a week.", quote="We watched it")


def test_the_level_is_the_users_and_the_readers_stays_beside_it() -> None:
    reading = applied(READ, OVERRULE, {"action": "We watched it closely."})
    assert (reading.level, reading.read_level, reading.overruled) == (2, 1, "I read 30 answers a week.")
    assert [each.quote for each in reading.evidence] == ["We watched it"]


def test_it_survives_edits_elsewhere_and_finds_its_words_again() -> None:
    text = "First we trained two clerks. We watched it closely."
    reading = applied(READ, OVERRULE, {"situation": "", "action": text})
    place = reading.evidence[0]
    assert text[place.start : place.end] == "We watched it"
    moved = applied(READ, OVERRULE, {"action": "Gone.", "result": text})
    assert moved.evidence[0].part == "result"


def test_it_lapses_when_the_quoted_words_change() -> None:
    parts = {"action": "We watched the dashboard."}
    assert applied(READ, OVERRULE, parts) is READ  # type: ignore[arg-type]
    assert lapsed([OVERRULE], parts) == ("eval.monitoring",)  # type: ignore[arg-type]
    assert lapsed([OVERRULE], {"action": "We watched it."}) == ()


def test_a_level_that_quotes_nothing_stands_and_zero_shows_no_evidence() -> None:
    none = Overrule(criterion="eval.monitoring", level=0, reason="That was another team.")
    reading = applied(READ, none, {"action": "Anything."})
    assert (reading.level, reading.evidence) == (0, ())
    assert lapsed([none], {"action": "Anything."}) == ()
