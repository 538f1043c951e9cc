"""The Target mode: a target begun, its principles, and its rounds: added, changed, moved and removed."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Static

pytestmark = pytest.mark.long


async def test_a_bank_without_a_target_says_how_to_begin_one(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape", "5")
        assert "No target yet." in desk.text()
        await desk.press("x")
        assert desk.toasts()[-1] == "There is no target yet; a begins one."
        await desk.press("a", "ctrl+s")
        assert "A company is needed." in desk.text()
        await desk.type("Initech")
        assert "None of Initech is known here; p on the target takes a pasted list." in desk.text()
        await desk.press("ctrl+s")
        assert desk.ws.tailoring.targets()[0].company == "Initech"
        assert "Initech" in desk.lines()[1]
        # The principles are the company's own, by its name, and can be changed.
        await desk.press("F")
        packs = desk.app.screen.query_one("#field-packs")
        packs.focus()
        await desk.settle()
        await desk.type("nist profile")
        await desk.press("enter", "ctrl+s")
        assert desk.ws.tailoring.targets()[0].packs == ["nist-ai-600-1-genai-profile"]
        await desk.press("a")
        await desk.type("Microsoft Corp.")
        packs = desk.app.screen.query_one("#field-packs")
        assert packs.value == "microsoft-responsible-ai-principles"
        assert "● Microsoft responsible AI principles, 2018" in desk.text()
        packs.focus()
        await desk.settle()
        await desk.press("n", "i", "s", "t", "down", "enter", "e", "u", "escape", "backspace", "down", "space", "enter")
        assert packs.value == "microsoft-responsible-ai-principles,adobe-ai-ethics"
        await desk.press("backspace", "backspace", "p", "r", "i", "v", "q", "enter", "enter")
        assert packs.value == ""
        assert desk.app.focused.id == "field-loop"
        desk.app.screen.query_one("#field-company").value = "Google"
        await desk.settle()
        assert packs.value == "", "what the user has chosen is not proposed over"
        await desk.press("ctrl+s", "Z")
        assert [each.company for each in desk.ws.tailoring.targets()] == ["Initech"]
        await desk.press("u")
        assert [each.company for each in desk.ws.tailoring.targets()] == ["Google", "Initech"]
        assert desk.app.screen.target.company == "Google", "what was brought back is shown"


async def test_a_round_gets_its_interviewer_and_a_wrong_date_is_named(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("e")
        form, before = desk.app.screen, desk.app.screen_stack[-2].target.rounds[0]
        assert form.query_one("#field-starts").value == "2 Feb 2027, 16:30"
        assert "● Impact" in desk.text()
        form.query_one("#field-interviewer").value = "Ada Byron"
        form.query_one("#field-starts").value = "next week"
        await desk.press("ctrl+s")
        assert "Write the date as" in desk.text()
        form.query_one("#field-starts").value = "2 Feb 2027, 16:30"
        form.query_one("#field-probes").focus()
        await desk.settle()
        await desk.type("ship bar")
        await desk.press("enter")
        await desk.press("ctrl+s")
        now = desk.app.screen.target.rounds[0]
        assert (now.starts, now.probes) == (before.starts, [*before.probes, "eval.target"])
        assert "Communication, Ship bar" in " ".join(
            str(desk.app.screen.query_one("#target-why-text", Static).render()).split()
        )
        assert "Ada Byron" in desk.text()
        await desk.press("m")
        desk.app.screen.query_one("#field-starts").value = "4 Feb 2027, 10:00 +01:00"
        await desk.press("ctrl+s")
        assert "3 days to" in desk.lines()[1]


async def test_a_round_is_removed_added_and_moved_by_keys_that_help_finds(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("5")
        screen = desk.app.screen
        rounds = [each.id for each in screen.target.rounds]
        title, slots = screen.target.rounds[0].title, [each.id for each in screen.target.rounds[0].slots]
        await desk.press("question_mark")
        await desk.type("remove round")
        assert "Remove the round" in desk.text()
        await desk.press("escape", "k")
        assert screen.on_round()
        assert "remove round" in desk.lines()[-1]
        await desk.press("d")
        assert [each.id for each in screen.target.rounds] == rounds[1:]
        assert f"Removed: {title} with its {len(slots)} questions." in desk.toasts()[-1]
        lines = desk.lines()
        assert [at for at, line in enumerate(lines) if "Removed:" in line] == [1], "told below the first line"
        assert all("▌" not in line for line in lines[3:]), "in two lines at the most"
        assert "Hiring manager" in desk.text(), "the cursor and the window stay where they were"
        await desk.press("u", "Q")
        assert screen.board.current().round == rounds[0], "undo brings the cursor back as well"
        assert [slot.id for slot in screen.target.rounds[0].slots] == slots, "no question is under the cursor"
        await desk.press("g", "j", "Q")
        assert [slot.id for slot in screen.target.rounds[0].slots] == slots[1:]
        await desk.press("u", "r")
        assert [each.id for each in screen.target.rounds] == rounds[1:]
        await desk.press("u", "A", "tab")
        await desk.type("Bar raiser")
        await desk.press("ctrl+s")
        added = screen.target.rounds[-1]
        assert (added.title, added.starts) == ("Bar raiser", None)
        assert added.slots
        asked = [slot.question_id for each in screen.target.rounds for slot in each.slots if slot.question_id]
        assert len(asked) == len(set(asked)), "no question stands in two rounds"
        screen.board.to_slot({added.slots[0].id}, 1)
        await desk.settle()
        await desk.press("minus")
        assert screen.target.rounds[-2].id == added.id
        await desk.press("plus", "plus")
        assert desk.toasts()[-1] == "It is the last round."
        await desk.press("g", "plus")
        assert desk.toasts()[-1] == "This date is set; m changes it."


async def test_a_companys_own_principles_are_pasted_named_and_taken(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("5")
        target = desk.app.screen.target
        await desk.press("p")
        await desk.press("tab", "tab")
        await desk.type("1. Fairness: nobody is worse off\n2. Blue sky: we try what is new")
        await desk.press("ctrl+s")
        assert "What is each about?" in desk.text()
        assert "Fairness" in desk.text()
        await desk.press("tab")
        await desk.type(", Nonsense")
        await desk.press("ctrl+s")
        assert "no value" in desk.text()
        await desk.press(*["backspace"] * len("Nonsense"))
        await desk.type("privacy")
        await desk.press("ctrl+s")
        now = desk.ws.tailoring.target(target.id)
        pack = desk.ws.packs.get(now.packs[-1])
        assert [each.name for each in pack.principles] == ["Fairness", "Blue sky"]
        assert pack.principles[1].clauses[0].values["privacy"] == 2
        assert any(each.pack == pack.id for each in desk.ws.tailoring.map(target.id).packs)
        await desk.press("u")
        assert desk.ws.tailoring.target(target.id).packs == target.packs
