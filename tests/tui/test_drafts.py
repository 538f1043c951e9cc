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


async def test_half_a_word_in_a_window_is_kept_and_stands_there_again(open_app: Any, ws: Any) -> None:
    ws.stories.save(Story(id="letters", title="Letters", action="I asked two nurses about the letters."))
    async with open_app(samples=False) as desk:
        await desk.press("a")
        await desk.type("The night the fa")
        (draft,) = desk.ws.drafts.pending()
        assert (draft.text, draft.about["window"]) == ("The night the fa", desk.app.screen._title)
        left = {path: path.read_bytes() for path in ws.bank.drafts.folder.glob("*.draft")}
        await desk.press("ctrl+s")
        assert desk.ws.drafts.pending() == [], "saved, so it is no draft any more"
        ws.stories.undo()
    for path, raw in left.items():
        path.write_bytes(raw)
    async with open_app(samples=False) as desk:
        assert "The night the fa" in desk.text()
        await desk.press("b")
        await desk.press("2", "a")
        assert desk.app.screen.answers()["title"] == "The night the fa"


async def test_two_quick_enters_answer_once_and_close_one_window(open_app: Any, ws: Any) -> None:
    ws.stories.save(Story(id="letters", title="Letters"))
    async with open_app(samples=False) as desk:
        await desk.press("a")
        await desk.type("Once")
        desk.key("enter")
        desk.key("enter")
        # The same window is told twice before the next message is read: no speed of the machine decides.
        window = desk.app.screen
        window.action_done()
        window.action_done()
        await desk.settle()
        assert desk.app.is_running
        assert sorted(row["title"] for row in desk.ws.stories.rows()) == ["Letters", "Once"]


PASTED = "Fax\n\nThe queue grew each week. I asked two nurses to grade 200 drafts. Errors fell from 9 to 4 percent."


async def test_a_sorted_import_comes_back_as_it_was_sorted(open_app: Any, ws: Any) -> None:
    ws.stories.save(Story(id="letters", title="Letters"))
    async with open_app(samples=False) as desk:
        await desk.press("i", "tab")
        await desk.type(PASTED)
        await desk.press("ctrl+s")
        await desk.press("l", "d")
        sorting = desk.app.screen.sorting
        parts = [one.part for one in sorting.found[0].proposed.sentences]
        assert parts[0] == "learning"
        out = sorting.found[0].out
        assert out
        left = {path: path.read_bytes() for path in ws.bank.drafts.folder.glob("*.draft")}
    # The program ended with nothing else than what stood on the disk.
    for draft in ws.drafts.pending():
        ws.drafts.settle(draft.key)
    for path, raw in left.items():
        path.write_bytes(raw)
    async with open_app(samples=False) as desk:
        assert "Stories being brought in" in desk.text()
        await desk.press("B")
        again = desk.app.screen.sorting
        assert [one.part for one in again.found[0].proposed.sentences] == parts
        assert again.found[0].out == out
        await desk.press("enter", "enter")
        assert sorted(row["title"] for row in desk.ws.stories.rows()) == sorted(
            ["Letters", again.found[0].proposed.title]
        )
        assert desk.ws.drafts.pending() == []
