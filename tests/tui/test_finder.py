from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from textual.widgets import Static

from workbench.tui.screens.coverage import CoverageScreen
from workbench.tui.screens.keys import KeysScreen
from workbench.tui.screens.message import broken
from workbench.tui.screens.story import StoryScreen
from workbench.tui.screens.target import TargetScreen
from workbench.tui.widgets.finder_list import Entry, FinderList, found

ROOT = Path(__file__).resolve().parents[2]


def shown(desk: Any) -> list[Entry]:
    return list(desk.app.screen.query_one(FinderList).entries)


async def test_what_a_line_has_no_room_for_stands_whole_below(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("5", "w")
        lines = desk.app.screen.query_one(FinderList)
        cut = [entry for entry in lines.entries if lines.cuts(entry)]
        assert cut, "at eighty columns the reasons are longer than the list is wide"
        for entry in cut[:3]:
            lines.go_to(lines.entries.index(entry))
            await desk.settle()
            said = " ".join(str(desk.app.screen.query_one("#finder-note", Static).render()).split())
            assert entry.detail in said
        await desk.press("escape", "question_mark")
        help_lines = desk.app.screen.query_one(FinderList)
        for _ in range(12):
            await desk.press("down")
            entry = help_lines.current()
            assert entry is not None
            assert entry.detail in " ".join(desk.text().replace("│", " ").split()), entry


def test_a_path_is_broken_behind_its_slashes() -> None:
    path = "/home/somebody/applications/autumn/google-group-product-manager-dossier.docx"
    rows = broken(path, 50).split("\n")
    assert rows == ["/home/somebody/applications/autumn/", "google-group-product-manager-dossier.docx"]
    assert broken("A sentence with words that is longer than ten.", 10).count("\n") == 0
    assert broken("x" * 80, 50) == "x" * 80, "a name without a slash is left to the terminal"


async def test_the_palette_finds_a_story_and_opens_it(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("ctrl+p")
        await desk.type("flood week")
        assert shown(desk)[0].name == "The flood weekend"
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)
        assert "The flood weekend" in desk.lines()[1]


async def test_the_palette_finds_targets_rounds_and_questions(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("ctrl+p")
        kinds = {entry.kind for entry in shown(desk)}
        assert {"story", "target", "round", "question"} <= kinds
        await desk.type("microsoft")
        target = next(entry for entry in shown(desk) if entry.kind == "target")
        lines = desk.app.screen.query_one(FinderList)
        lines.go_to(lines.entries.index(target))
        await desk.press("enter")
        assert isinstance(desk.app.screen, TargetScreen)
        assert "Microsoft" in desk.lines()[1]


async def test_the_palette_finds_a_project_and_goes_to_it(open_app: Any) -> None:
    async with open_app() as desk:
        project = desk.ws.portfolio.all()[-1]
        await desk.press("ctrl+p")
        await desk.type(f"project {project.title[:12]}")
        assert project.title in desk.text()
        await desk.press("enter")
        assert desk.app.current_mode == "portfolio"
        assert desk.app.screen.rows.here() == f"{project.id}/"


async def test_a_question_shows_the_stories_that_answer_it(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("ctrl+p")
        await desk.type("wrong")
        question = next(at for at, entry in enumerate(shown(desk)) if entry.kind == "question")
        desk.app.screen.query_one(FinderList).go_to(question)
        await desk.press("enter")
        assert desk.app.screen.query(FinderList)
        assert len(shown(desk)) > 1
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)


async def test_an_action_is_done_from_the_palette_and_comes_first_the_next_time(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("ctrl+p")
        await desk.type("coverage")
        await desk.press("enter")
        assert isinstance(desk.app.screen, CoverageScreen)
        await desk.press("ctrl+p")
        assert shown(desk)[0].name == "Coverage"


async def test_help_shows_the_keys_that_work_here_first_and_does_them(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("question_mark")
        assert shown(desk)[0].name == "Here: Bank"
        assert "Everywhere" in [entry.name for entry in shown(desk)]
        await desk.type("sort")
        await desk.press("enter")
        assert "by depth" in desk.text()


async def test_help_in_the_text_begins_with_the_keys_of_text(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("e", "f1")
        assert shown(desk)[1].name == "Leave the text"


async def test_a_key_of_the_users_own_is_shown_and_works(open_app: Any, ws: Any) -> None:
    ws.settings = ws.settings.change("keys", {"bank.delete": "D", "bank.sort": "a"})
    async with open_app() as desk:
        assert 'Keys: "a" for "bank.sort" is already "bank.new"' in desk.toasts()[0]
        assert "D delete" in desk.lines()[-1]
        await desk.press("d")
        assert len(desk.ws.stories.rows()) == 24
        await desk.press("D")
        assert len(desk.ws.stories.rows()) == 23


async def test_help_finds_settings_and_each_line_found_names_its_screen(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("question_mark")
        await desk.type("theme")
        assert ("Colours", "Settings") in {(entry.name, entry.kind) for entry in shown(desk)}
        assert all(entry.kind for entry in shown(desk))
        await desk.press("escape", "question_mark")
        await desk.type("change a key")
        assert shown(desk)[0].name == "Change a key"
        await desk.press("enter")
        assert isinstance(desk.app.screen, KeysScreen)


async def test_stories_to_choose_from_are_not_cut_at_eighty_columns(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        desk.app.ask_question("Tell me about a time when something went wrong")
        await desk.settle()
        names = [entry.name for entry in shown(desk)[:8]]
        assert max(len(name) for name in names) > 24
        assert all(name in desk.text() for name in names)


def test_names_that_begin_with_the_query_come_first() -> None:
    entries = [Entry("Copy story", run=print), Entry("Head"), Entry("Story", "the open one", run=print)]
    assert [entry.name for entry in found(entries, "story")] == ["Story", "Copy story"]
    assert found(entries, "") == entries
    assert found(entries, "nothing") == []


def test_the_page_of_keys_is_made_from_the_table() -> None:
    spec = importlib.util.spec_from_file_location("keys_page", ROOT / "tools" / "keys_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (ROOT / "docs" / "KEYS.md").read_text(encoding="utf-8")
    assert written == module.page(), "docs/KEYS.md is out of date: make docs"


async def test_any_question_can_be_asked_from_anywhere_by_one_key(open_app: Any) -> None:
    async with open_app() as desk:
        for mode in ("2", "5"):
            await desk.press(mode, "f5")
            await desk.type("a time you disagreed with engineering")
            await desk.press("enter")
            assert desk.app.screen._title == "a time you disagreed with engineering"
            assert "The scribe we did not build" in desk.text()
            await desk.press("escape")
        await desk.press("ctrl+p")
        await desk.type("zebra quagga okapi")
        assert "which of your stories answers it" in desk.text(), "what nothing is called can be asked as well"
