from __future__ import annotations

from typing import Any

import pytest

from workbench.model.project import Artefact
from workbench.tui.screens.artefact import ArtefactScreen
from workbench.tui.screens.portfolio import PortfolioScreen
from workbench.tui.screens.story import StoryScreen

PROJECT = "practice-inbox"


def shown(desk: Any) -> type[Any]:
    return type(desk.app.screen)


async def open_form(desk: Any, kind: str) -> Any:
    await desk.press("6")
    desk.app.screen.rows.put_cursor(f"{PROJECT}/{kind}")
    await desk.press("enter")
    screen = desk.app.screen
    assert shown(desk) is ArtefactScreen
    return screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_projects_with_their_stories_and_what_is_empty(timed_app: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        await desk.press("6")
        assert shown(desk) is PortfolioScreen
        text = desk.text()
        assert "Draft replies in the practice inbox" in text
        assert "shipped · Tern Health" in text
        assert "AI feature spec" in text
        assert "still empty" in text
        await desk.press("n")
        assert "empty" in desk.app.screen.rows.rows[desk.app.screen.rows.cursor].right
        assert len(desk.lines()) == size[1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_form_asks_one_question_at_a_time_and_keeps_each_key(timed_app: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        screen = await open_form(desk, "spec")
        ask = screen.form.fields[0].ask
        assert ask[:40] in desk.text()
        await desk.press("enter")
        await desk.type("The receptionist at eight.")
        (draft,) = desk.ws.drafts.pending()
        assert draft.key == f"projects/{PROJECT}/artefacts/spec/fields/user"
        assert draft.text == "The receptionist at eight."
        await desk.press("escape")
        artefact = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "spec")
        assert artefact.fields["user"] == "The receptionist at eight."
        assert desk.ws.drafts.pending() == []
        await desk.press("n")
        assert screen.place().id == "problem"


async def test_an_answer_typed_before_the_program_died_comes_back(timed_app: Any) -> None:
    async with timed_app() as desk:
        await open_form(desk, "spec")
        await desk.press("enter")
        await desk.type("Half a thou")
        draft = desk.ws.drafts.pending()[0]
        desk.ws.drafts.flush()
        assert desk.ws.drafts.take_back([draft]) == [draft.key]
        project = desk.ws.portfolio.get(PROJECT)
        assert desk.ws.portfolio.artefact(project, "spec").fields["user"] == "Half a thou"


async def test_a_quote_is_offered_taken_marked_and_becomes_ones_own_when_changed(timed_app: Any) -> None:
    async with timed_app() as desk:
        screen = await open_form(desk, "spec")
        screen.rows.put_cursor("monitoring")
        await desk.settle()
        offered = screen.quotes["monitoring"]
        assert offered[0].text[:40] in desk.text()
        assert "takes the first of your own sentences" in desk.text()
        await desk.press("q")
        artefact = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "spec")
        assert artefact.fields["monitoring"] == offered[0].text
        assert artefact.origin["monitoring"] == offered[0].story
        assert "Quoted from" in desk.text()
        await desk.press("s")
        assert shown(desk) is StoryScreen
        await desk.press("6", "e")
        await desk.type(" And since.")
        await desk.press("escape")
        artefact = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "spec")
        assert artefact.fields["monitoring"] == offered[0].text + " And since."
        assert "monitoring" not in artefact.origin


async def test_all_quotes_are_taken_in_one_step_and_undone_in_one(timed_app: Any) -> None:
    async with timed_app() as desk:
        await open_form(desk, "spec")
        await desk.press("Q")
        artefact = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "spec")
        assert len(artefact.origin) >= 5
        words = " ".join(" ".join(story.parts().values()) for story in desk.ws.portfolio.stories(PROJECT))
        for text in artefact.fields.values():
            assert " ".join(text.split()) in " ".join(words.split()), "only the user's own words"
        await desk.press("u")
        project = desk.ws.portfolio.get(PROJECT)
        assert desk.ws.portfolio.artefact(project, "spec") == Artefact(kind="spec")


async def test_a_table_is_filled_cell_by_cell_with_the_proposed_rows(timed_app: Any) -> None:
    async with timed_app() as desk:
        screen = await open_form(desk, "spec")
        await desk.press("enter", "escape")
        assert len(screen.sheet.rows) == len(screen.form.rows) > 0
        screen.rows.put_cursor(f"0/{screen.form.columns[1].id}")
        await desk.press("enter")
        await desk.type("Shorter")
        (draft,) = desk.ws.drafts.pending()
        assert draft.key.endswith(f"/rows/0/{screen.form.columns[1].id}")
        await desk.press("escape", "a")
        artefact = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "spec")
        assert artefact.rows[0][screen.form.columns[1].id] == "Shorter"
        assert len(artefact.rows) == len(screen.form.rows) + 1
        screen.rows.put_cursor(f"1/{screen.form.columns[0].id}")
        await desk.press("d")
        rows = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "spec").rows
        assert [row[screen.form.columns[0].id] for row in rows[:2]] == [screen.form.rows[0], ""]


async def test_proposed_rows_alone_do_not_count_as_filled(timed_app: Any) -> None:
    async with timed_app() as desk:
        desk.ws.portfolio.begin(PROJECT, "spec")
        project = desk.ws.portfolio.get(PROJECT)
        assert desk.ws.portfolio.progress(project, "spec")[0] == 0
        assert "AI feature spec" in desk.ws.portfolio.empty(project)


async def test_a_project_is_begun_linked_and_its_own_page_filled(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("6", "a")
        await desk.type("Triage")
        await desk.press("ctrl+s")
        project = desk.ws.portfolio.get("triage")
        desk.app.screen.rows.put_cursor("triage/")
        await desk.press("s")
        await desk.type("flood weekend")
        await desk.press("enter")
        assert desk.ws.stories.get("flood-weekend").project == "triage"
        assert "The flood weekend" in desk.text()
        await desk.press("enter")
        await desk.press("enter")
        await desk.type("Who waits longest.")
        await desk.press("escape")
        assert desk.ws.portfolio.get(project.id).problem == "Who waits longest."
        await desk.press("escape", "d")
        assert [each.title for each in desk.ws.portfolio.all() if each.id == "triage"] == []
        await desk.press("u")
        assert desk.ws.portfolio.get("triage").problem == "Who waits longest."


async def test_an_empty_portfolio_says_which_key_begins(timed_app: Any) -> None:
    async with timed_app(samples=False) as desk:
        await desk.press("escape", "6")
        assert "No project yet." in desk.text()
        assert "a   begin a project" in desk.text()


async def test_hostile_titles_are_shown_as_they_are(timed_app: Any) -> None:
    async with timed_app() as desk:
        desk.ws.portfolio.new("[b]x[/foo] 版権 \\[")
        await desk.press("6")
        desk.app.screen.rows.put_cursor(next(r.id for r in desk.app.screen.rows.rows if r.text.startswith("[b]")))
        await desk.settle()
        assert "[b]x[/foo]" in desk.text()
