"""Many stories changed by one form: one save, one undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.tui.widgets.story_list import StoryList


def listed(desk: Any) -> StoryList:
    found: StoryList = desk.app.screen.query_one(StoryList)
    return found


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_themes_state_project_and_company_by_keys_alone(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        before = {row["id"]: dict(row) for row in desk.ws.stories.rows()}
        seq = desk.ws.bank.seq
        await desk.press("slash")
        await desk.type("theme:failure")
        await desk.press("enter", "asterisk")
        marked = set(listed(desk).marked)
        assert len(marked) > 1
        await desk.press("c")
        assert f"Change {len(marked)} stories" in desk.text()
        await desk.type("eth, confl")
        await desk.press("enter")
        await desk.type("failure")
        # State: the second choice is "Active", the third "Bench"; project: "None"; company: one typed.
        await desk.press("tab", "right", "right", "tab", "right", "tab")
        await desk.type("Halden")
        await desk.press("enter")
        after = {row["id"]: dict(row) for row in desk.ws.stories.rows()}
        for each in marked:
            themes = after[each]["themes"]
            assert {"ethics", "conflict"} <= set(themes)
            assert "failure" not in themes
            assert (after[each]["state"], after[each]["company"]) == ("bench", "Halden")
            assert after[each].get("project") is None
        for each in after.keys() - marked:
            assert after[each] == before[each]
        assert desk.ws.bank.seq == seq + 1, "one save"
        assert "u takes it back" in desk.toasts()[-1]
        await desk.press("escape", "u")
        now = {row["id"]: dict(row) for row in desk.ws.stories.rows()}
        kept = ("themes", "state", "company", "project", "action")
        assert all(now[each][name] == before[each][name] for each in now for name in kept)


async def test_a_wrong_theme_is_named_and_what_they_have_already_is_no_change(open_app: Any) -> None:
    async with open_app() as desk:
        seq = desk.ws.bank.seq
        row = listed(desk).current()
        assert row is not None
        await desk.press("c", "ctrl+s")
        assert "Nothing is to change yet." in desk.text()
        await desk.type("zzz")
        await desk.press("ctrl+s")
        assert "There is no theme “zzz”." in desk.text()
        await desk.press("backspace", "backspace", "backspace")
        await desk.type(row.themes[0])
        await desk.press("ctrl+s")
        assert desk.toasts()[-1] == "They are as you want them already."
        assert desk.ws.bank.seq == seq


async def test_marked_stories_are_written_and_a_file_that_was_changed_stays(open_app: Any, tmp_path: Path) -> None:
    async with open_app() as desk:
        await desk.press("space", "space")
        marked = set(listed(desk).marked)
        for _ in range(2):
            await desk.press("x")
            assert "Write 2 stories as Markdown" in desk.text()
            await desk.press("ctrl+a", "ctrl+k")
            await desk.type(str(tmp_path / "out"))
            await desk.press("enter")
        written = sorted((tmp_path / "out").iterdir())
        assert {path.stem for path in written} == marked
        written[0].write_text(written[0].read_text() + "\nMy own line.\n")
        await desk.press("x", "ctrl+a", "ctrl+k")
        await desk.type(str(tmp_path / "out"))
        await desk.press("enter")
        assert "My own line." in written[0].read_text()


async def test_the_filter_completes_offers_and_counts(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("slash")
        assert "theme:" in desk.text()
        assert "data:" in desk.text()
        await desk.type("the")
        await desk.press("tab")
        assert listed(desk).query_text == "theme:"
        first = next(line for line in desk.lines() if "failure" in line)
        assert first
        await desk.type("fai")
        await desk.press("tab")
        assert listed(desk).query_text == "theme:failure"
        assert all("failure" in row.themes for row in (listed(desk).rows[at] for at in listed(desk).shown))
        await desk.type(" evaluation:1+")
        counts = [int(listed(desk).rows[at].profile.split()[1][1:]) for at in listed(desk).shown]
        assert counts
        assert min(counts) >= 1
        await desk.press("tab")
        assert desk.app.focused is listed(desk), "nothing to complete: on to the list"
        await desk.press("escape")
        assert listed(desk).count() == 24
        assert not desk.app.screen.query("#filter-hint")
