"""Samples beside one's own stories: said on every screen that shows them, and taken out by one key."""

from __future__ import annotations

import re
from typing import Any

from workbench.model.story import Story
from workbench.tui.widgets.finder_list import FinderList

SAMPLE = "fraud-score-two-postcodes"
OWN = Story(
    title="Two nurses",
    situation="Nurses drafted letters by hand.",
    action="I asked two nurses to grade 200 drafts against a rule that we had written before anybody saw a score.",
    result="Errors fell from nine to four percent.",
)


async def test_samples_are_marked_once_something_is_ones_own(open_app: Any) -> None:
    async with open_app() as desk:
        for mode in ("2", "5"):
            await desk.press(mode)
            assert "sample" not in desk.text()
        desk.ws.stories.save(OWN)
        desk.app.bank_changed()
        await desk.press("2")
        assert "◇ 24 are samples, not your own; T takes them out." in desk.text()
        marked = [line for line in desk.lines() if re.search(r"^│  \S.{9,12}◇ \S", line)]
        assert len(marked) == 24
        assert not [line for line in marked if "Two nurses" in line]
        await desk.press("5")
        assert "told, 21 samples" in desk.lines()[1]
        assert "A sample, not your own" in " ".join(desk.text().split())
        desk.app.open_story(SAMPLE)
        await desk.settle()
        assert "a sample, not your own" in desk.lines()[1]
        await desk.press("ctrl+p", *"postcodes")
        found = desk.app.screen.query_one(FinderList).current()
        assert (found.name[:13], found.kind) == ("A fraud score", "sample")


async def test_they_are_taken_out_by_one_key_and_undo_brings_them_back(open_app: Any) -> None:
    async with open_app() as desk:
        desk.ws.stories.save(OWN)
        desk.app.bank_changed()
        await desk.settle()
        await desk.press("T")
        assert [row["title"] for row in desk.ws.stories.rows()] == ["Two nurses"]
        assert desk.toasts()[-1].startswith("In the trash: 24 stories, 2 projects, 2 targets")
        await desk.press("T")
        assert desk.toasts()[-1] == "There is no sample in this bank."
        await desk.press("u")
        assert len(desk.ws.stories.rows()) == 25


async def test_a_rewritten_sample_is_made_ones_own_in_its_facts(open_app: Any) -> None:
    async with open_app() as desk:
        desk.app.open_story(SAMPLE)
        await desk.settle()
        await desk.press("f")
        desk.app.screen.query_one("#field-sample").focus()
        await desk.settle()
        assert "A sample, not mine" in desk.text()
        await desk.press("right", "ctrl+s")
        assert not desk.ws.stories.get(SAMPLE).sample
        assert SAMPLE not in desk.ws.samples.marked()
        await desk.press("f")
        assert not desk.app.screen.query("#field-sample")
