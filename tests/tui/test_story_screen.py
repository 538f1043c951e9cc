from __future__ import annotations

from typing import Any, cast

import pytest
from textual import events
from textual.widgets import Static

from tests.tui.one_story import TEXT, findings, opened, part, to
from workbench.tui.screens.bank import BankScreen
from workbench.tui.widgets.part_editor import PartEditor


async def test_text_and_reading_stand_side_by_side(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        text = desk.text()
        assert "4,000 letters" in text
        assert "Data strategy" in text
        assert "What a listener could check" in text
        assert "reading ✓" in desk.lines()[-1]
        assert findings(screen).has_focus


async def test_evidence_is_marked_in_the_text(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        assert screen.report is not None
        read = screen.report.criteria["eval.method"]
        assert read.level == 2
        evidence = read.evidence[0]
        editor = part(screen, evidence.part)
        assert any((span.start, span.end) == (evidence.start, evidence.end) for span in editor.spans())
        line = editor.get_line(0)
        assert any("underline" in str(span.style) for span in line.spans)


async def test_a_finding_leads_to_its_words_and_back(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "eval.method")
        await desk.press("enter")
        assert screen.report is not None
        evidence = screen.report.criteria["eval.method"].evidence[0]
        editor = part(screen, evidence.part)
        assert editor.has_focus
        assert editor.offset_at(editor.cursor_location) == evidence.start
        await desk.press("f3")
        assert findings(screen).has_focus
        found = findings(screen).current()
        assert found is not None
        assert (evidence.part, evidence.start, evidence.end) in found.places


async def test_what_is_typed_is_read_and_saved_without_a_key(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        assert screen.story is not None
        before = screen.story.rev
        editor = part(screen, "learning")
        editor.focus()
        editor.move_cursor(editor.document.end)
        await desk.type(" Then I asked why.")
        assert screen.unsaved()
        assert desk.ws.drafts.pending()[0].text.endswith("Then I asked why.")
        assert "typing, draft kept" in desk.lines()[0]
        await desk.press("ctrl+s")
        assert not screen.unsaved()
        assert desk.ws.stories.get(screen.story.id).learning.endswith("Then I asked why.")
        assert screen.story.rev == before + 1
        assert desk.ws.drafts.pending() == []
        assert "saved 12:00:00" in desk.lines()[0]


async def test_leaving_for_another_mode_saves(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "result").focus()
        await desk.type("Yes. ")
        await desk.press("escape", "escape")
        assert isinstance(desk.app.screen, BankScreen)
        assert desk.ws.stories.rows()[0]["result"].startswith("Yes. ")


async def test_marks_move_with_the_text_and_go_with_their_words(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        editor = part(screen, "action")
        before = editor.spans()
        assert before
        editor.insert("Well: ", (0, 0))
        assert [(span.start - 6, span.end - 6) for span in editor.spans()] == [
            (span.start, span.end) for span in before
        ]
        first = editor.spans()[0]
        editor.insert("!", editor.location_at(first.start + 2))
        assert all(not (span.start <= first.start + 2 < span.end) for span in editor.spans())


async def test_undo_in_the_text_does_not_end_the_program(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        editor = part(screen, "task")
        editor.focus()
        editor.insert("\n".join(f"line {number}" for number in range(60)))
        await desk.press("ctrl+z")
        assert editor.text == TEXT["task"]
        await desk.press("ctrl+y")
        assert "line 59" in editor.text
        part(screen, "result").focus()
        await desk.press("ctrl+z")
        assert "Nothing was typed in Result that could be taken back." in desk.text()
        # A whole story that is pasted into one part is told where it is sorted; one label alone is no story.
        for pasted, said in (("Result: it fell.", False), ("Task: mine.\nResult: it fell.", True)):
            desk.app.post_message(events.Paste(pasted))
            await desk.settle()
            assert desk.toasts()[-1].startswith("This names its own parts.") is said
        await desk.press("ctrl+z")
        assert "Task: mine." not in part(screen, "result").text


async def test_a_pasted_escape_sequence_becomes_visible(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "task").focus()
        part(screen, "task").insert("\x1b]52;c;aGk=\x07 [/] [@click=app.quit]")
        await desk.press("escape")
        assert "␛]52" in desk.ws.stories.rows()[0]["task"]
        assert "\x1b]52" not in desk.text()


async def test_title_and_facts_are_changed_and_an_unknown_theme_is_named(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        await desk.press("f")
        form = cast(Any, desk.app.screen)
        form.query_one("#field-title").value = "Letters, drafted"
        form.query_one("#field-themes").value = "failure, dancing"
        await desk.press("ctrl+s")
        assert "There is no theme “dancing”." in desk.text()
        assert "Prioritisation" in desk.text()
        form.query_one("#field-themes").value = "failure, Decision from data, user insight"
        await desk.press("ctrl+s")
        assert screen.story is not None
        saved = desk.ws.stories.get(screen.story.id)
        assert (saved.title, saved.themes) == ("Letters, drafted", ["failure", "data_decision", "user_insight"])
        line = str(screen.query_one("#story-line", Static).render())
        assert "Failure, Decision from data, User insight" in line


async def test_undo_of_a_saved_change_brings_the_text_back(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "task").focus()
        await desk.type("Oops ")
        await desk.press("escape", "u")
        assert desk.toasts()[-1] == "Undone: change Task in Draft letters"
        assert part(screen, "task").text == TEXT["task"]
        assert desk.ws.stories.rows()[0]["task"] == TEXT["task"]


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_on_a_narrow_screen_one_key_swaps_text_and_reading(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(samples=False, size=size) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        await desk.press("f2")
        # Shown to be read; e is what goes into it.
        assert not isinstance(screen.focused, PartEditor)
        assert "F2 reading" in desk.text() or size[0] < 80
        assert "4,000 letters" in desk.text()
        assert "Data strategy" not in desk.text()
        await desk.press("f2")
        assert "Data strategy" in desk.text()
        assert "4,000 letters" not in desk.text()
        assert "F2 text" in desk.text() or size[0] < 80


async def test_on_a_narrow_screen_a_story_opens_with_its_reading_shown(open_app: Any) -> None:
    async with open_app(samples=False, size=(80, 24)) as desk:
        await desk.press("escape")
        await opened(desk)
        assert desk.app.focused is not None
        assert desk.app.focused.display
        assert desk.app.focused.region.height > 3


async def test_a_text_in_many_scripts_is_shown_and_edited(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk, situation="客服团队每周手工回复四千封信 👩‍⚕️ e\u0301a שלום", title="字 שלום e\u0301")
        editor = part(screen, "situation")
        editor.focus()
        editor.move_cursor((0, 4))
        await desk.type("x")
        await desk.press("escape")
        assert desk.ws.stories.rows()[0]["situation"].startswith("客服团队x")
        right_edges = {line.rindex("│") for line in desk.lines() if "每周" in line and "│" in line}
        assert right_edges


async def test_what_is_typed_right_after_tab_lands_in_the_next_part(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "task").focus()
        await desk.settle()
        # As a terminal sends it when one types faster than the screen draws: all keys at once.
        for key in ("x", "tab", "y", "tab", "z"):
            desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await desk.settle()
        assert part(screen, "task").text.startswith("x")
        assert part(screen, "action").text.startswith("y")
        assert part(screen, "result").text.startswith("z")
