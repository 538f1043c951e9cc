"""What was typed and never saved, at the next start: shown beside what is saved; recovered, kept twice or put aside."""

from __future__ import annotations

from typing import Any

from workbench.model.story import Story


def leave_a_draft(ws: Any) -> None:
    ws.stories.save(Story(id="letters", title="Letters", action="I asked two nurses about the letters."))
    ws.drafts.keep("stories/letters/action", "I asked three nurses about the letters.", 1)


async def test_both_texts_are_shown_and_it_can_be_brought_back(open_app: Any, ws: Any) -> None:
    leave_a_draft(ws)
    async with open_app(samples=False) as desk:
        shown = desk.text()
        assert "Letters, action" in shown
        both = next(line for line in desk.lines() if "I asked two nurses" in line)
        assert "I asked three nurses" in both, "side by side"
        assert f"{desk.ws.drafts.pending()[0].at.astimezone():%d %b %H:%M}" in shown
        await desk.press("b")
        assert desk.ws.stories.get("letters").action == "I asked three nurses about the letters."
        assert desk.ws.drafts.pending() == []


async def test_both_can_be_kept(open_app: Any, ws: Any) -> None:
    leave_a_draft(ws)
    async with open_app(samples=False) as desk:
        await desk.press("k")
        assert sorted(story.action for story in desk.ws.stories.all()) == [
            "I asked three nurses about the letters.",
            "I asked two nurses about the letters.",
        ]
        assert desk.ws.drafts.pending() == []


async def test_discarding_can_be_taken_back(open_app: Any, ws: Any) -> None:
    leave_a_draft(ws)
    async with open_app(samples=False) as desk:
        await desk.press("d")
        assert desk.ws.drafts.pending() == []
        assert "discarded" in desk.text()
        await desk.press("u")
        assert [draft.text for draft in desk.ws.drafts.pending()] == ["I asked three nurses about the letters."]
        await desk.press("D", "escape")
        assert desk.ws.drafts.pending() == []
        assert desk.ws.drafts.undiscard("stories/letters/action").text.startswith("I asked three")


async def test_a_draft_that_says_what_stands_is_not_asked_about(open_app: Any, ws: Any) -> None:
    leave_a_draft(ws)
    ws.drafts.keep("stories/letters/action", "I asked two nurses about the letters.", 1)
    async with open_app(samples=False) as desk:
        assert "Not saved last time" not in desk.text()
