"""Coverage: what is told, what is planned, what is missing, and the ways from there to a story."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Static

from workbench.tui.screens.bank import BankScreen
from workbench.tui.screens.coverage import CoverageScreen
from workbench.tui.screens.story import StoryScreen
from workbench.tui.widgets.part_editor import PartEditor

pytestmark = pytest.mark.long


async def test_gaps_come_first_and_what_the_plan_tells_is_counted_beside_the_told(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        assert isinstance(screen, CoverageScreen)
        assert "Themes · 1 of" in desk.text()
        rows = screen.sheets[0].rows
        gaps = [row.gap for row in rows]
        assert gaps == sorted(gaps, reverse=True)
        await desk.press("G", "n")
        assert screen.map.current() == rows[0]
        assert "Gap:" in desk.text()

        levels = {row.id: row.digits for row in rows}
        plans = {target.company: desk.ws.tailoring.plan(target.id) for target in desk.ws.tailoring.targets()}
        told = {(name, slot.question): slot.story for name, plan in plans.items() for slot in plan.slots}
        theme, asked = next(
            (theme, each)
            for theme, found in screen.loops.items()
            for each in found
            if each.story is not None and not levels[theme].get(each.story)
        )
        assert told[asked.company, asked.question] == asked.story, "what Coverage says of the plan is the plan's"
        row = next(row for row in rows if row.id == theme)
        planned = {each.story for each in screen.loops[theme] if each.story and not row.digits.get(each.story)}
        line = next(line for line in desk.lines() if f" {row.title} " in line)
        strong = sum(level >= 2 for level in row.digits.values())
        assert f" {strong}+{len(planned)} " in line, "what the plan tells by its words is counted beside the told"
        assert line.split(f"{strong}+{len(planned)}")[1].count(" +") == len(planned)
        assert "+ planned by its words" in desk.text()
        screen.map.go_to(screen.map._lines.index(row))
        screen.map.sideways(screen.sheets[0].stories.index(asked.story) - screen.map.column)
        await desk.settle()
        said = " ".join(str(screen.query_one("#map-cell-text", Static).render()).split())
        assert "not one of its themes" in said
        assert f"{asked.company}: “{asked.question}” →" in said
        assert "by its words; not one of its themes" in said
        assert "no words for it" not in said, "a theme is given, not found in words"
        await desk.press("escape")
        assert isinstance(desk.app.screen, BankScreen)


async def test_what_is_not_read_yet_is_not_known_and_no_gap(open_app: Any) -> None:
    from workbench.model.story import Story

    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        gap = screen.sheets[0].rows[0]
        desk.ws.stories.save(Story(title="Not read yet", situation="A queue.", action="I cut it.", result="Shorter."))
        screen.came_back()
        assert str(screen.query_one("#coverage-body").border_title) == "Reading 1 story …"
        sign, name, told, *_ = [text.strip() for text, _ in screen.map.line(0, 100)]
        assert (sign, name, told[-1]) == ("?", gap.title, "?")
        assert screen.why_not("coverage.gap") == "The stories are still being read."
        await desk.settle()
        assert not any("?" in text for text, _ in screen.map.line(0, 100))
        assert "not-read-yet" in screen.sheets[0].stories


async def every_map(desk: Any) -> None:
    """Go once round the maps and see each by its own title."""
    titles = []
    for _ in desk.app.screen.sheets:
        titles.append(desk.app.screen.sheets[desk.app.screen.at].title)
        assert titles[-1] in desk.text()
        await desk.press("m")
    assert any("Google" in title for title in titles)
    assert len(set(titles)) == len(titles)


async def test_every_map_is_seen_and_a_cell_opens_its_story_at_its_words(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        await every_map(desk)
        screen = desk.app.screen
        assert not screen.query_one("#map-story").region.area, "the story has a column of its own in a wide window"
        await desk.press("m", "G")
        row = screen.map.current()
        story = next(story for story in screen.sheets[1].stories if story in row.words)
        while screen.map.story() != story:
            await desk.press("l")
        quote = row.words[story][0]
        assert quote[:30] in desk.text()
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)
        assert desk.app.story_id == story


async def test_a_theme_is_given_and_taken_away_in_its_cell_and_a_story_begun_for_it(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        theme, story = screen.map.current().id, screen.map.story()
        before = desk.ws.stories.get(story).themes
        assert theme not in before
        await desk.press("c")
        assert desk.ws.stories.get(story).themes == [*before, theme]
        assert "has the theme" in desk.toasts()[-1]
        row = next(row for row in screen.sheets[0].rows if row.id == theme)
        assert row.digits[story] == 2
        screen.map.go_to(screen.map._lines.index(row))
        await desk.settle()
        await desk.press("c")
        assert desk.ws.stories.get(story).themes == before
        await desk.press("u")
        assert theme in desk.ws.stories.get(story).themes
        await desk.press("m", "c")
        assert desk.toasts()[-1] == "Themes are given on the map of themes, to the story of a column."
        while screen.at:
            await desk.press("m")
        theme = screen.map.current().id
        await desk.press("a")
        await desk.type("A new one")
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)
        assert isinstance(desk.app.focused, PartEditor)
        assert desk.ws.stories.get("a-new-one").themes == [theme]


async def test_a_wide_window_shows_the_story_of_the_column_and_the_principles_of_a_target(open_app: Any) -> None:
    async with open_app(size=(160, 45)) as desk:
        await desk.press("4", "l", "l")
        screen = desk.app.screen
        title = desk.ws.samples.titles()[screen.map.story()]
        assert screen.query_one("#map-story").region.area
        assert title in str(screen.query_one("#map-story-text", Static).render())
        await desk.press("5")
        assert desk.app.screen.query_one("#target-principles").region.area
        plan = desk.app.screen.plan
        said = str(desk.app.screen.query_one("#target-principles-text", Static).render())
        clauses = {row.clause: row.title for row in desk.ws.tailoring.map(plan.target).rows()}
        assert all(clauses[clause] in said for clause in plan.uncovered)
        assert f"{len(plan.covered)} of {len(clauses)} spoken to" in said


async def test_in_a_small_window_a_criterion_is_written_for_and_the_bank_tidied(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("4")
        await every_map(desk)
        await desk.press("t")
        kept = [each for each in desk.ws.tailoring.hygiene().active if each.advice == "keep"]
        assert 8 <= len(kept) <= 12
        await desk.type("keep")
        assert desk.ws.stories.get(kept[0].story).title[:12] in desk.text()
        await desk.press("enter")
        assert desk.app.current_mode == "story"

        await desk.press("4", "m", "n")
        row = desk.app.screen.map.current()
        asked = desk.ws.catalogue.criteria[row.id].questions[0]
        await desk.press("a")
        assert asked.split("{")[0][:20] in desk.text()
        await desk.type("A new one")
        await desk.press("tab")
        await desk.type("I drew 200 calls by lot and two of us judged each.")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, StoryScreen)
        story = desk.ws.stories.get("a-new-one")
        assert (story.action, story.themes) == ("I drew 200 calls by lot and two of us judged each.", [])
