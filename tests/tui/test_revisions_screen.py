from __future__ import annotations

from typing import Any

import pytest

from workbench.model.story import Answer, Claim, Overrule
from workbench.tui.screens.revisions import RevisionsScreen
from workbench.tui.screens.story import StoryScreen

ID = "the-accents-report"


def change(ws: Any, **fields: object) -> None:
    ws.stories.save(ws.stories.get(ID).model_copy(update=fields))


@pytest.fixture
def rewritten(ws: Any) -> Any:
    """A story with three states: as it was, with another result, with another title and a theme more."""
    from workbench.model.story import Story

    with ws.bank.transaction("new") as tx:
        tx.put(
            Story(
                id=ID, title="Accents", situation="A bank's phone line.", action="We ran two models side by side.",
                result="Errors fell from nine to four in a hundred.", themes=["ethics"],
            )
        )  # fmt: skip
    change(ws, result="Errors fell from nine to three in a hundred.")
    change(ws, title="The accents report", themes=["ethics", "failure"])
    return ws


async def opened(desk: Any) -> RevisionsScreen:
    await desk.press("escape")
    desk.app.open_story(ID)
    await desk.settle()
    await desk.press("r")
    screen = desk.app.screen
    assert isinstance(screen, RevisionsScreen)
    return screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_differing_words_stand_beside_each_other_or_one_above_the_other(
    open_app: Any, rewritten: Any, size: tuple[int, int]
) -> None:
    async with open_app(samples=False, size=size) as desk:
        await opened(desk)
        text = desk.text()
        assert "3 revisions" in text
        assert "Title +2 −0" not in text
        assert "themes" in text
        assert "Result +1 −1 words" in text
        await desk.press("j")
        lines = desk.lines()
        row = next(line for line in lines if "from nine to four" in line)
        assert ("from nine to three" in row) is (size[0] >= 100)
        assert any("from nine to three" in line for line in lines)
        assert any("Accents" in line and ("The accents report" in line) is (size[0] >= 100) for line in lines)
        # Claims, answers and own levels are told in words, and only the one that differs.
        known = {"quote": "from nine to three", "part": "result", "id": "c1"}
        claims = [Claim(**known, tag="measured", source="board report"), Claim(id="c2", part="action", quote="two")]
        change(rewritten, claims=claims)
        claims[0] = Claim(**known, tag="unbacked", source="board report")
        overruled = [Overrule(criterion="eval.method", level=2, reason="Seen by audit")]
        answers = [Answer(key="rai.harm", question="Who was hurt?", kind="did_not")]
        change(rewritten, claims=claims, overrules=overruled, answers=answers)
        told = {
            name: "".join(piece.text for piece in pieces if piece.where != "old")
            for name, pieces in rewritten.safety.compare(ID, 4).items()
        }
        assert told["claims"] == "“from nine to three”: can't back up yet. Source: board report."
        assert told["answers"] == "Who was hurt? We did not"
        assert told["overrules"].endswith(": specific. Seen by audit")
        desk.app.bank_changed()
        await desk.press("g", "j")
        assert "measured." in desk.text()
        assert "Who was hurt?" in desk.text()
        assert "tag:" not in desk.text()


async def test_two_older_ones_are_compared_and_one_is_restored_and_undone(open_app: Any, rewritten: Any) -> None:
    async with open_app(samples=False) as desk:
        screen = await opened(desk)
        await desk.press("j", "space", "k")
        assert "revision 1" in str(screen.query_one("#revisions-words").border_title)
        assert "from nine to four" in desk.text()
        assert "The accents report" not in "\n".join(desk.lines()[18:]), "the title differs only from now"
        await desk.press("j", "r")
        story = rewritten.stories.get(ID)
        assert (story.title, story.themes) == ("Accents", ["ethics"])
        assert "nine to four" in story.result
        assert len(rewritten.safety.history(ID)) == 4
        assert "4 revisions" in desk.text()
        assert "u takes it back" in desk.toasts()[-1]
        await desk.press("u")
        assert rewritten.stories.get(ID).title == "The accents report"
        await desk.press("escape")
        assert isinstance(desk.app.screen, StoryScreen)
        assert "The accents report" in desk.text()


async def test_what_was_typed_just_now_is_the_newest(open_app: Any, rewritten: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        desk.app.open_story(ID)
        await desk.settle()
        screen = desk.app.screen
        screen.editor("learning").focus()
        await desk.type("Ask who is not in the data.")
        await desk.press("escape")
        screen.action_act("story.revisions")
        await desk.settle()
        assert "Learning +7 words" in desk.text()
        await desk.press("g", "r")
        assert desk.toasts()[-1] == "This is what stands now."


async def test_any_script_and_any_markup_is_compared_without_breaking_a_line(open_app: Any, ws: Any) -> None:
    from rich.cells import cell_len

    from workbench.model.story import Story

    hostile = "[/bold] 我們問了三個人 👩‍👩‍👧 é e\u0301 שלום עולם [red]"
    with ws.bank.transaction("new") as tx:
        tx.put(Story(id=ID, title=hostile, action=f"{hostile} two models. " * 6))
    change(ws, title=hostile + "!", action=f"{hostile} three models. " * 6)
    for size in ((120, 40), (80, 24)):
        async with open_app(samples=False, size=size) as desk:
            await opened(desk)
            text = desk.text()
            assert "[/bold]" in text
            assert "שלום" in text
            assert "two" in text
            assert "three" in text
            assert max(cell_len(line) for line in desk.lines()) <= size[0]
