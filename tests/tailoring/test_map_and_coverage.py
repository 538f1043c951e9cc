from __future__ import annotations

from collections.abc import Callable

from themes.schema import Catalogue, Value
from workbench import depth, samples
from workbench.model.report import CriterionReading, DepthReport, Evidence
from workbench.model.story import Story
from workbench.tailoring.coverage import PER_THEME, coverage, themes_of
from workbench.tailoring.job import stress
from workbench.tailoring.map import principle_map, speaks_to

Labelled = Callable[[str], tuple[Story, DepthReport]]
QUOTE = "I set the bar at 95% before the first run"


def told(level: int, *, proof: bool, role: str = "native") -> tuple[Story, DepthReport]:
    story = Story(id="s", title="S", action=f"{QUOTE}.")
    span = Evidence(part="action", start=0, end=len(QUOTE), quote=QUOTE, whose="mine")
    reading = DepthReport(
        story="s",
        ai_role=role,
        values={"rigor": level} if level else {},
        value_evidence={"rigor": span} if level else {},
        criteria={"eval.target": CriterionReading(level=2, evidence=(span,))} if proof else {},
    )
    return story, reading


def rigour(catalogue: Catalogue) -> Value:
    return catalogue.values["rigor"]


def test_strength_needs_the_value_and_a_proof(catalogue: Catalogue) -> None:
    strengths = {}
    for level in (0, 1, 2):
        for proof in (False, True):
            found = speaks_to(*told(level, proof=proof), rigour(catalogue))
            strengths[level, proof] = found[0] if found else 0
    assert strengths == {(0, False): 0, (0, True): 1, (1, False): 1, (1, True): 2, (2, False): 2, (2, True): 3}


def test_a_value_without_words_of_the_story_counts_nothing(catalogue: Catalogue) -> None:
    story, _ = told(0, proof=False)
    assert speaks_to(story, DepthReport(values={"rigor": 2}), rigour(catalogue)) is None


def test_a_story_without_ai_touches_an_ai_principle_only(catalogue: Catalogue) -> None:
    pack = catalogue.packs["google-ai-principles-2025"]
    for role, most in (("native", 3), ("none", 1)):
        story, reading = told(2, proof=True, role=role)
        mapped = principle_map([story], {"s": reading}, [pack], catalogue)
        assert max(cell.strength for row in mapped.rows() if row.about_ai for cell in row.cells.values()) == most


def test_every_cell_quotes_the_story_and_every_gap_says_what_to_write(catalogue: Catalogue) -> None:
    stories = samples.stories()
    readings = {story.id: depth.read(story, catalogue) for story in stories}
    texts = {story.id: story.parts() for story in stories}
    packs = [catalogue.packs["google-ai-principles-2025"], catalogue.packs["microsoft-responsible-ai-principles"]]
    mapped = principle_map(stories, readings, packs, catalogue)
    assert {row.clause for row in mapped.rows()} == {clause.id for pack in packs for clause in pack.clauses()}
    for row in mapped.rows():
        for cell in row.cells.values():
            found = cell.evidence
            assert found is not None
            assert texts[cell.story][found.part][found.start : found.end] == found.quote
        assert (row.gap is None) == (row.best >= 2)
        if row.gap is not None:
            assert row.gap.write.endswith(".")
            assert row.gap.nearest is None or row.gap.lacks
    retired = {story.id for story in stories if story.state == "retired"}
    assert retired
    assert retired.isdisjoint(mapped.stories)


def test_a_job_description_stresses_clauses_in_its_own_words(catalogue: Catalogue) -> None:
    text = "You will own privacy for sensitive data.\nYou protect personal data in every launch.\nWe like dogs."
    found = stress(text, catalogue)
    assert found.values["privacy"] >= 2
    assert found.words["privacy"] == tuple(text.split("\n")[:2])
    story, reading = told(2, proof=True)
    pack = catalogue.packs["microsoft-responsible-ai-principles"]
    plain = {row.clause: row.weight for row in principle_map([story], {"s": reading}, [pack], catalogue).rows()}
    heavy = {row.clause: row for row in principle_map([story], {"s": reading}, [pack], catalogue, found).rows()}
    raised = [row for row in heavy.values() if row.weight > plain[row.clause]]
    assert raised
    assert all(row.stressed for row in raised)
    private = {clause.id for clause in pack.clauses() if clause.values.get("privacy") == 2}
    assert private & {row.clause for row in raised}
    assert set(plain.values()) == {2}


def test_declared_themes_count_and_suggested_ones_wait(catalogue: Catalogue) -> None:
    reading = DepthReport(themes=("failure", "impact"))
    assert themes_of(Story(themes=["failure"]), reading) == {"failure": 2, "impact": 1}
    assert themes_of(Story(), reading) == {"failure": 2, "impact": 2}


def test_coverage_puts_gaps_first_and_asks_for_two_stories_a_theme(catalogue: Catalogue, labelled: Labelled) -> None:
    pairs = [labelled(name) for name in ("d1-008", "d1-023", "d6-009", "d5-024", "f1-014")]
    found = coverage([story for story, _ in pairs], {story.id: reading for story, reading in pairs}, catalogue)
    counts = [min(row.strong, row.enough) / row.enough for row in found.themes]
    assert counts == sorted(counts)
    failure = next(row for row in found.themes if row.id == "failure")
    assert set(failure.levels) == {"d1-008", "d1-023"}
    assert failure.gap is None
    empty = next(row for row in found.themes if row.id == "leadership")
    assert empty.strong < PER_THEME
    assert empty.gap is not None
    assert "2 are wanted" in empty.gap.write
    fairness = next(row for row in found.criteria if row.id == "rai.fairness")
    assert fairness.levels == {"d6-009": 2}
    assert fairness.quotes["d6-009"].quote in pairs[2][0].action
    assert fairness.gap is not None
