"""What if as its own view, and a version changed from the Target mode, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.sizes import BOTH
from workbench.model.story import Story
from workbench.model.target import Round, Slot
from workbench.tui.screens.what_if import Beside
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.text_box import TextBox

pytestmark = pytest.mark.long


@pytest.mark.parametrize("size", BOTH)
async def test_both_plans_stand_beside_each_other_and_nothing_is_lost(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        await desk.press("5")
        screen = desk.app.screen
        before = screen.plan
        await desk.press("j", "i")
        await desk.type("without")
        await desk.press("enter")
        window = desk.app.screen
        assert isinstance(window, Beside)
        text = desk.text()
        assert "What if: without" in text
        assert "another story" in text
        assert "→" in text
        await desk.press("a")
        assert " = " in desk.text()
        await desk.press("escape")
        assert desk.app.screen is screen
        assert screen.plan == before


async def test_a_what_if_is_kept_and_taken_back(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        target = desk.app.screen.target
        await desk.press("j", "i")
        await desk.type("without")
        await desk.press("enter", "enter")
        kept = desk.ws.tailoring.target(target.id)
        assert len(kept.excluded) == len(target.excluded) + 1
        assert kept.excluded[-1] not in {slot.story for slot in desk.app.screen.plan.slots}
        await desk.press("u")
        assert desk.ws.tailoring.target(target.id).excluded == target.excluded


async def test_dated_rounds_can_be_tried_in_another_order_but_not_kept(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        target = desk.app.screen.target
        await desk.press("i")
        await desk.type("Product sense")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Beside)
        if all(round_.starts is not None for round_ in target.rounds):
            assert "dates of your rounds" in " ".join(desk.text().split())
            await desk.press("enter")
            assert isinstance(desk.app.screen, Beside)
        await desk.press("escape")
        assert desk.ws.tailoring.target(target.id).rounds == target.rounds


async def test_a_version_is_changed_from_the_target(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5", "j", "V")
        slot = desk.app.screen_stack[-2].slot()
        target = desk.app.screen_stack[-2].target
        box = desk.app.screen.query_one(TextBox)
        assert "[1]" in box.text
        assert "opening:" not in box.text, "how it begins is a row of choices"
        begins = desk.app.screen.query_one(Choice)
        assert begins.value == ""
        begins.focus()
        await desk.press("right", "right")
        box.text = box.text.replace("headline:", "headline: Said so for them").replace(
            "[2]", "\n--- left out ---\n[2]", 1
        )
        await desk.press("ctrl+s")
        version = desk.ws.tailoring.version(slot.story, target.id)
        assert version is not None
        assert version.headline == "Said so for them"
        assert version.cut
        assert version.opening == "result"
        await desk.press("v")
        assert "Said so for them" in desk.text()
        # What was chosen stands there again; with nothing else changed, leaving it to the workbench is a change.
        await desk.press("escape", "V")
        assert desk.app.screen.query_one(Choice).value == "result"
        await desk.press("left", "left", "ctrl+s")
        again = desk.ws.tailoring.version(slot.story, target.id)
        assert (again.opening, again.headline, again.cut) == (None, version.headline, version.cut)
        # A choice that the telling cannot keep is said to be none: sentences in an own order stand as they are.
        await desk.press("V", "right", "right")
        box = desk.app.screen.query_one(TextBox)
        told = [line for line in box.text.splitlines() if line.startswith("[")]
        box.text = "\n".join(reversed(told))
        await desk.press("ctrl+s")
        assert "Your own order of the sentences stands" in " ".join(desk.text().split())


@pytest.mark.parametrize("size", BOTH)
async def test_a_version_is_changed_from_the_story_marked_stale_and_settled(
    open_app: Any, size: tuple[int, int]
) -> None:
    async with open_app(size=size) as desk:
        story = desk.ws.stories.get("half-the-cost")
        target = desk.ws.tailoring.targets()[0]
        desk.app.open_story(story.id)
        await desk.press("V")
        assert "As proposed" in desk.text()
        await desk.press("enter")
        box = desk.app.screen.query_one(TextBox)
        box.text = box.text.replace("headline:", "headline: Said so for them", 1)
        # What was typed and not saved stands there again.
        await desk.press("escape", "V", "enter")
        assert "Said so for them" in desk.app.screen.query_one(TextBox).text
        await desk.press("ctrl+s")
        version = desk.ws.tailoring.version(story.id, target.id)
        assert version is not None
        assert version.headline == "Said so for them"
        changed = desk.ws.stories.get(story.id)
        changed = changed.model_copy(update={"learning": "I would ask finance first. " + changed.learning})
        desk.ws.stories.save(changed, base_rev=changed.rev)
        desk.app.bank_changed()
        await desk.press("V")
        assert "stale" in desk.text()
        await desk.press("enter")
        assert "I would ask finance first." in " ".join(desk.text().split())
        await desk.press("ctrl+s")
        settled = desk.ws.tailoring.version(story.id, target.id)
        assert settled is not None
        assert settled.story_rev == desk.ws.stories.get(story.id).rev
        assert settled.headline == "Said so for them"
        await desk.press("u")
        undone = desk.ws.tailoring.version(story.id, target.id)
        assert undone is not None
        assert undone.story_rev == version.story_rev


@pytest.mark.parametrize("size", BOTH)
async def test_a_stale_version_that_is_kept_is_told_as_before(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        tailoring, stories = desk.ws.tailoring, desk.ws.stories
        target = tailoring.targets()[0]
        desk.app.open_story("half-the-cost")
        await desk.press("V", "enter")
        box = desk.app.screen.query_one(TextBox)
        box.text = box.text.replace("headline:", "headline: Said so for them", 1)
        await desk.press("ctrl+s")
        told = [line.text for line in tailoring.narrative("half-the-cost", target.id).lines]
        assert "Cached those." in told
        story = stories.get("half-the-cost")
        changed = story.model_copy(update={"action": story.action.replace("Cached those.", "Kept those in a cache.")})
        stories.save(changed, base_rev=changed.rev)
        desk.app.bank_changed()
        await desk.press("V", "enter")
        assert "Keep telling it as it was" in desk.text()
        # Both at once are refused in words, and nothing is stored.
        choice, box = desk.app.screen.query_one(Choice), desk.app.screen.query_one(TextBox)
        as_it_stood = box.text
        choice.focus()
        await desk.press("right")
        assert choice.value == "keep"
        box.text = box.text.replace("Said so for them", "Said otherwise")
        await desk.press("ctrl+s")
        assert "Either keep it as it was" in " ".join(desk.text().split())
        assert tailoring.versions("half-the-cost")[0].stale
        box.text = as_it_stood
        await desk.press("ctrl+s")
        kept = tailoring.version("half-the-cost", target.id)
        assert kept is not None
        assert kept.story_rev == stories.get("half-the-cost").rev
        assert kept.rewrites == {"Kept those in a cache.": "Cached those."}
        again = [line.text for line in tailoring.narrative("half-the-cost", target.id).lines]
        assert again == told
        assert not tailoring.versions("half-the-cost")[0].stale
        await desk.press("u")
        assert tailoring.versions("half-the-cost")[0].stale


async def test_questions_that_nothing_else_answers_are_counted_as_left_without_a_story(open_app: Any, ws: Any) -> None:
    story = ws.stories.save(
        Story(title="The van", situation="Vans were late.", action="I moved the cut-off.", result="Fewer were late.")
    )
    target = ws.tailoring.new_target("Example Labs", "Product manager")
    rounds = [
        Round(id=f"r{at}", kind="behavioural", slots=[Slot(id=f"s{at}", question="Vans were late", locked=story.id)])
        for at in (1, 2)
    ]
    ws.tailoring.save_target(target.model_copy(update={"rounds": rounds}), base_rev=target.rev)
    async with open_app(samples=False, size=(120, 40)) as desk:
        await desk.press("5")
        assert [slot.story for slot in desk.app.screen.plan.slots] == [story.id, story.id]
        await desk.press("i")
        await desk.type("without")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Beside)
        text = " ".join(desk.text().split())
        assert "2 questions are left without a story." in text
        assert "another story" not in text
        assert "would answer it" not in text
        assert text.count("points: how well the stories fit the questions, out of 100 each") == 1
        assert "Enter keeps this change" in text
        assert "Esc keeps the plan as it was" in text
