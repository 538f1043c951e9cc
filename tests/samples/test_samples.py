"""The samples are one person's career, whole, and fit the catalogue that they are read with."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import themes
from themes.schema import Catalogue
from workbench import samples
from workbench.model.markdown import from_markdown, to_markdown
from workbench.model.story import Story
from workbench.text import clean


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return samples.stories()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return themes.catalogue()


def test_there_are_24_stories_with_fixed_ids_and_times(stories: list[Story]) -> None:
    assert len(stories) == 24
    assert len({story.id for story in stories}) == 24
    assert all(story.created_at and story.updated_at and story.rev >= 1 for story in stories)
    assert samples.stories() == stories


def test_the_files_are_in_the_form_that_export_writes() -> None:
    folder = Path(str(files(samples) / "stories"))
    for file in folder.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        story = from_markdown(text, file.name)
        assert to_markdown(story) == text
        assert story.id == file.stem
        assert clean(text) == text


def test_every_theme_is_told_and_some_only_once(stories: list[Story], catalogue: Catalogue) -> None:
    told = Counter(theme for story in stories for theme in story.themes)
    assert set(told) == set(catalogue.themes)
    assert sum(count == 1 for count in told.values()) >= 3


def test_the_mix_is_what_a_real_bank_looks_like(stories: list[Story]) -> None:
    roles = Counter(story.ai_role for story in stories)
    assert roles["none"] == 3
    assert roles["native"] >= 8
    assert roles["enabled"] >= 6
    assert all(bool(story.bridge) == (story.ai_role == "none") for story in stories)
    states = Counter(story.state for story in stories)
    assert states["active"] >= 14
    assert states["bench"] >= 4
    assert states["retired"] >= 2
    lengths = sorted(story.words() for story in stories)
    assert lengths[0] < 90
    assert lengths[-5] >= 390
    assert lengths[-1] <= 430
    assert sum("failure" in story.themes for story in stories) >= 4
    assert len({story.company for story in stories}) == 4
    assert any(not story.headline for story in stories)
    assert sum(bool(story.headline) for story in stories) >= 3


def test_claims_quote_the_story_and_answers_are_told_apart(stories: list[Story]) -> None:
    claims = [(story, claim) for story in stories for claim in story.claims]
    assert all(claim.quote in story.parts()[claim.part] for story, claim in claims)
    assert {claim.tag for _, claim in claims} >= {"measured", "estimated", "goal", "unbacked"}
    assert sum(bool(claim.say and claim.dont_say) for _, claim in claims) >= 5
    kinds = {answer.kind for story in stories for answer in story.answers}
    assert kinds == {"answered", "did_not", "somebody_else", "cannot_recall"}


def test_answers_belong_to_criteria(stories: list[Story], catalogue: Catalogue) -> None:
    assert {answer.key for story in stories for answer in story.answers} <= set(catalogue.criteria)


def test_the_targets_loops_can_be_walked(catalogue: Catalogue) -> None:
    targets = samples.targets()
    assert [target.company for target in targets] == ["Google", "Microsoft"]
    known = {*catalogue.themes, *catalogue.values, *catalogue.criteria, *catalogue.dimensions}
    for target in targets:
        assert set(target.packs) <= set(catalogue.packs)
        assert 5 <= len(target.rounds) <= 7
        starts = [round_.starts for round_ in target.rounds]
        assert starts == sorted(start for start in starts if start)
        for round_ in target.rounds:
            assert round_.kind in catalogue.rounds
            assert round_.starts is not None
            assert round_.starts.astimezone(ZoneInfo(round_.zone)).utcoffset() == round_.starts.utcoffset()
            assert set(round_.probes) <= known
            cases = [slot.kind == "case" for slot in round_.slots]
            assert all(cases) if catalogue.rounds[round_.kind].case else not any(cases)
            assert len(cases) in ((1, 2) if all(cases) else (4, 5, 6))
        assert target.pitch.walk_me
        assert target.pitch.why_ai
        assert target.pitch.why_company
        assert target.pitch.questions_for_them
        assert target.positioning
        assert len(target.job_description.split()) > 90


def test_the_projects_are_told_from_data_to_harm(stories: list[Story]) -> None:
    shipped, exercise = samples.projects()
    assert (shipped.kind, exercise.kind) == ("shipped", "exercise")
    for project in (shipped, exercise):
        assert project.problem
        assert project.data
        assert project.evaluation
        assert project.harms
        assert project.why_ai
    assert {story.project for story in stories} == {None, shipped.id}


def test_terms_stand_in_for_words_that_are_there(stories: list[Story]) -> None:
    told = "\n".join(to_markdown(story) for story in stories)
    assert all(term.term in told and term.stand_in not in ("", term.term) for term in samples.terms())


def test_moments_point_to_stories_that_exist(stories: list[Story], catalogue: Catalogue) -> None:
    moments = samples.moments()
    assert all(moment.theme in catalogue.themes for moment in moments)
    assert {moment.story for moment in moments} - {None} <= {story.id for story in stories}
    assert any(moment.story is None for moment in moments)


def test_the_artefacts_fill_the_catalogues_forms(stories: list[Story], catalogue: Catalogue) -> None:
    ids = {story.id for story in stories}
    for project in samples.projects():
        assert len(project.artefacts) >= 2
        for artefact in project.artefacts:
            form = catalogue.artefacts[artefact.kind]
            fields, columns = [field.id for field in form.fields], [column.id for column in form.columns]
            assert set(artefact.fields) <= set(fields)
            assert sum(bool(text) for text in artefact.fields.values()) >= len(fields) * 0.7
            assert artefact.rows
            assert all(list(row) == columns for row in artefact.rows)
            assert set(artefact.origin.values()) <= ids
            cells = {f"{number}.{column}" for number in range(len(artefact.rows)) for column in columns}
            assert set(artefact.origin) <= {*fields, *cells}
