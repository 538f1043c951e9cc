"""The Target mode: which story answers which question, why, and what else one may choose; its dossier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from workbench.model.target import Round, Target
from workbench.tui.screens.bank import BankScreen
from workbench.tui.screens.target import TargetScreen
from workbench.tui.screens.target_told import countdown
from workbench.tui.widgets.finder_list import FinderList

pytestmark = pytest.mark.long


async def test_the_target_shows_rounds_questions_stories_and_why_and_n_walks_what_is_weak(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        screen = desk.app.screen
        assert desk.shown() is TargetScreen
        text = desk.text()
        assert "Google" in desk.lines()[1]
        assert "Recruiter screen" in text
        assert "Why this one" in text
        assert not screen.query_one("#target-principles").region.area, "they stand beside it in a wide window"
        slot = screen.slot()
        assert slot is not None
        assert slot.story is not None
        assert slot.why[:30] in text
        assert screen.titles[slot.story][:20] in text

        weak = [slot.slot for slot in screen.plan.slots if slot.weak]
        assert 0 < len(weak) < len(screen.plan.slots)
        seen = []
        for _ in weak:
            await desk.press("n")
            seen.append(screen.slot().slot)
        assert sorted(seen) == sorted(weak)
        await desk.press("n")
        assert screen.slot().slot == seen[0]
        await desk.press("N")
        assert screen.slot().slot == seen[-1]

        await desk.press("g", "j", "v")
        assert "As told for Google" in desk.text()
        await desk.press("escape")
        assert desk.app.screen is screen
        await desk.press("w")
        entries = desk.app.screen._entries
        assert entries
        assert all(entry.detail for entry in entries)
        await desk.press("escape", "escape")
        assert desk.shown() is BankScreen


async def test_a_story_is_fixed_freed_left_out_let_in_again_and_another_one_chosen(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5", "f")
        screen = desk.app.screen
        first = screen.slot()
        assert first.locked
        assert "kept here by you" in desk.text()
        await desk.press("f")
        assert not screen.slot().locked
        await desk.press("d")
        assert screen.target.excluded == [first.story]
        assert all(slot.story != first.story for slot in screen.plan.slots)
        await desk.press("u")
        assert screen.target.excluded == []

        story = screen.slot().story
        await desk.press("f", "d")
        assert screen.target.excluded == [story]
        assert all(slot.locked != story for each in screen.target.rounds for slot in each.slots)
        assert story not in {slot.story for slot in screen.plan.slots}
        await desk.press("w")
        assert "You left it out; Enter lets it in again." in desk.text()
        await desk.press("enter")
        assert screen.target.excluded == []
        assert story in {slot.story for slot in screen.plan.slots}

        await desk.press("c")
        assert desk.app.screen.query(FinderList)
        await desk.press("down", "enter")
        assert screen.slot().locked


async def test_the_dossier_is_written_by_keys_alone_and_a_place_it_cannot_have_is_said(
    open_app: Any, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, no folder", encoding="utf-8")
    async with open_app() as desk:
        await desk.press("5", "x")
        desk.app.screen.query_one("#field-path").value = str(taken / "x.docx")
        await desk.press("enter")
        assert "taken is not a folder. Nothing was written." in desk.toasts()[-1]
        assert "Traceback" not in desk.text()
        while desk.shown() is not TargetScreen:
            await desk.press("escape")
        path = tmp_path / "dossier.docx"
        await desk.press("x")
        desk.app.screen.query_one("#field-path").value = str(path)
        await desk.press("enter")
        assert str(path) in "".join(line.strip(" │") for line in desk.lines())
        assert ZipFile(path).testzip() is None
        await desk.press("escape")
        assert desk.shown() is TargetScreen


def test_the_countdown_names_the_next_round() -> None:
    now = datetime(2027, 2, 1, 12, tzinfo=UTC)
    rounds = [Round(id=str(days), kind="recruiter", starts=now + timedelta(days=days)) for days in (-3, 1, 9)]
    assert countdown(Target(rounds=rounds), now.date()) == "the next round is tomorrow"
    assert countdown(Target(rounds=rounds[2:]), now.date()) == "9 days to the first round"
    assert countdown(Target(rounds=rounds[:1]), now.date()) == "every round is over"
    assert countdown(Target(), now.date()) == "no dates yet"
