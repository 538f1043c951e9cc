"""What somebody meets who has never seen the program: an empty bank, the first target, the first answer."""

from __future__ import annotations

import re
from typing import Any

from textual.widgets import Static

from workbench.model.story import Story
from workbench.tui.screens.target import TargetScreen
from workbench.tui.screens.welcome import greet
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.loop_board import LoopBoard

WAYS = ("b bring back", "k keep both", "d discard", "capitals: all")


async def test_the_first_target_takes_keys_at_once(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        desk.ws.stories.save(Story(title="The van", situation="Vans were late.", action="I moved the cut-off."))
        desk.app.go_to_mode("target")
        await desk.settle()
        await desk.press("a")
        await desk.type("Example Labs")
        await desk.press("tab")
        await desk.type("Product manager")
        await desk.press("ctrl+s")
        screen = desk.app.screen
        assert isinstance(screen, TargetScreen)
        assert isinstance(screen.focused, LoopBoard)
        before = screen.slot()
        await desk.press("j")
        after = screen.slot()
        assert before is not None
        assert after is not None
        assert after.slot != before.slot


async def test_a_letter_finds_an_answer_among_many(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        desk.app.go_to_mode("target")
        await desk.settle()
        await desk.press("a")
        loop = desk.app.screen.query_one("#field-loop", Choice)
        wanted = list(desk.ws.catalogue.loops.values())[-1]
        loop.focus()
        await desk.press(wanted.title[0].lower())
        assert loop.value == wanted.id
        await desk.press("left", "right")
        assert loop.value == wanted.id


async def test_themes_that_the_words_suggest_are_not_called_missing(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        story = desk.ws.stories.save(
            Story(
                title="Keeping her",
                situation="Our best analyst told me that she had another offer and would leave within the month.",
                task="I led a team of five and had to keep her without breaking what we had promised to customers.",
                action=(
                    "I asked her what she wanted to build and listened for an hour. I gave her the reporting area, "
                    "coached her through her first roadmap, and told sales which date would slip and why."
                ),
                result="She stayed two years, and the team's attrition fell from 30% to 5%.",
                learning="I ask everybody each quarter what they want to build.",
            )
        )
        assert story.themes == []
        desk.app.bank_changed()
        await desk.settle()
        suggested = desk.ws.reading.read(story).themes
        assert suggested
        foot = " ".join(str(desk.app.screen.query_one("#bank-foot", Static).render()).split())
        assert foot.startswith("No active story on:")
        titles = desk.ws.catalogue.themes
        assert not [key for key in suggested if titles[key].title.lower() in foot]


async def test_no_way_of_a_menu_is_cut_at_eighty_columns(open_app: Any) -> None:
    async with open_app(samples=False, size=(80, 24)) as desk:
        beginnings = desk.lines()[6:20]
        assert any("Begin a story" in line for line in beginnings)
        assert not [line for line in beginnings if "…" in line]
        await desk.press("escape")
        story = desk.ws.stories.save(Story(title="The van", situation="Vans were late."))
        await desk.settle()
        desk.ws.drafts.keep(f"stories/{story.id}/action", "I moved the cut-off.", story.rev)
        greet(desk.app)
        await desk.settle()
        shown = desk.text()
        assert "I moved the cut-off." in shown
        assert not [word for word in WAYS if word not in shown], shown


async def test_the_keys_of_the_beginning_are_those_of_the_bank_changed_ones_too(open_app: Any, ws: Any) -> None:
    ws.settings.keys.update({"bank.paste": "v", "app.save": "ctrl+g"})
    async with open_app(samples=False) as desk:
        welcome = re.findall(r"(\S+) +Paste a story of yours", desk.text())
        await desk.press("escape")
        pane = re.findall(r"(\S+) +Paste a story of yours", desk.text())
        assert welcome[0] == pane[0] == "v"
        footer = desk.lines()[-1]
        assert footer.startswith(" v paste  S samples  a new  i bring in"), footer
        await desk.press("v")
        assert desk.app.screen.query("#field-paste")
        await desk.press("escape")
        await desk.press("a")
        assert "^g begin" in desk.text()
        await desk.type("The van")
        await desk.press("ctrl+g")
        assert [row["title"] for row in desk.ws.stories.rows()] == ["The van"]


async def test_what_to_bring_is_called_by_its_name(open_app: Any) -> None:
    async with open_app() as desk:
        desk.app.go_to_mode("target")
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, TargetScreen)
        assert screen.plan is not None
        brought = next(each for each in screen.plan.slots if each.artefact)
        screen.board.go_to(next(at for at, (each, _) in enumerate(screen.board.board) if each.slot == brought.slot))
        await desk.settle()
        shown = str(screen.query_one("#target-why-text", Static).render())
        project, _, kind = brought.artefact.partition("/")
        title = next(each.title for each in desk.ws.portfolio.all() if each.id == project)
        assert f"Bring: {desk.ws.catalogue.artefacts[kind].title}, {title}" in shown
