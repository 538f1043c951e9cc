"""Speaking against a clock: what the footer offers, and what a key pressed by the way does."""

from __future__ import annotations

from typing import Any

from workbench.model.practice import Mock, Rehearsal
from workbench.model.story import Story
from workbench.tui.screens import practising
from workbench.tui.screens.mock import MockScreen
from workbench.tui.screens.rehearse import RehearseScreen


def offered(desk: Any) -> str:
    """The last line: the keys that are offered."""
    last: str = desk.lines()[-1]
    return last


def runs(screen: MockScreen) -> bool:
    """Whether the clock of an answer runs."""
    return screen._since is not None


async def test_a_rehearsal_offers_what_works_at_each_stage(timed_app: Any, clock: Any) -> None:
    async with timed_app(size=(120, 40)) as desk:
        practising.rehearse(desk.app, "fraud-score-two-postcodes")
        await desk.settle()
        assert "Space begin" in offered(desk)
        assert "c length" in offered(desk)
        assert not [word for word in ("pause", "done", "again") if word in offered(desk)]
        await desk.press("space")
        assert "Space told" in offered(desk)
        assert "p pause" in offered(desk)
        assert not [word for word in ("length", "again", "target") if word in offered(desk)]
        screen = desk.app.screen
        assert isinstance(screen, RehearseScreen)
        for _ in screen.plan:
            clock.on(seconds=20)
            await desk.press("space")
        assert screen.stage == "proofs"
        assert "Space said" in offered(desk)
        assert "f done" in offered(desk)
        await desk.press("f")
        assert "r again" in offered(desk)
        assert not [word for word in ("Space", "pause", "done") if word in offered(desk)]


async def test_a_telling_without_anything_to_tick_is_kept_when_it_is_told(timed_app: Any, clock: Any) -> None:
    async with timed_app(samples=False) as desk:
        await desk.press("escape")
        text = "We were late for most of that spring and nobody in the team could say quite why it was so."
        desk.ws.stories.save(Story(title="The van", situation=text, action="I asked the drivers about it. " * 4))
        practising.rehearse(desk.app, "van" if desk.ws.stories.row("van") else desk.ws.stories.rows()[0]["id"])
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, RehearseScreen)
        assert screen.proofs == []
        await desk.press("space")
        for _ in screen.plan:
            clock.on(seconds=20)
            await desk.press("space")
        assert screen.stage == "done"
        (told,) = desk.ws.bank.all(Rehearsal)
        assert told.finished
        assert "Which of these did you say" not in desk.text()


async def test_a_word_typed_during_an_answer_is_no_row_of_commands(timed_app: Any, clock: Any) -> None:
    async with timed_app() as desk:
        target = desk.ws.tailoring.targets()[0]
        practising.mock(desk.app, target.id, target.rounds[0].id)
        await desk.settle()
        await desk.press("space")
        screen = desk.app.screen
        assert isinstance(screen, MockScreen)
        assert "Space answered" in offered(desk)
        # "grump": r is refused, u and p would undo and stop the clock.
        await desk.press(*"grump")
        assert runs(screen)
        assert desk.toasts() == ["First play it to the end."]
        # A moment later a letter is a key again.
        clock.on(seconds=2)
        await desk.press("p")
        assert not runs(screen)
        # Space is never part of a word here: what was refused before does not keep the answer from ending.
        await desk.press("r", "space")
        assert screen.stage == "rating"
        (played,) = desk.ws.bank.all(Mock)
        assert played.position == 0


async def test_undo_waits_until_the_rehearsal_is_left(timed_app: Any, clock: Any) -> None:
    async with timed_app() as desk:
        before = len(desk.ws.stories.rows())
        practising.rehearse(desk.app, "fraud-score-two-postcodes")
        await desk.settle()
        await desk.press("space", "u")
        assert len(desk.ws.stories.rows()) == before
        assert desk.toasts()[-1] == "Not during a rehearsal: leave it first, with Esc."
