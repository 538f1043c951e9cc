"""A mock interview asks on: after an answer comes the follow-up that its story leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.sizes import BOTH
from workbench.model.practice import Mock
from workbench.tui.screens import practising
from workbench.tui.screens.mock import MockScreen


@pytest.mark.parametrize("size", BOTH)
async def test_what_was_left_open_is_asked_after_the_answer(timed_app: Any, clock: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        target = desk.ws.tailoring.targets()[0]
        practising.mock(desk.app, target.id, target.rounds[0].id)
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, MockScreen)
        count = len(target.rounds[0].slots)
        assert f"of {count}, then one under pressure." in desk.text(), "as many as the plan has, and what comes besides"
        assert f"Question 1 of {count}" in desk.text()
        await desk.press("space")
        clock.on(seconds=90)
        await desk.press("space", "3")
        assert screen.played is not None
        first = screen.played.questions[0]
        assert first.story is not None
        asked = [probe.text for probe in desk.ws.tailoring.open_probes(first.story)]
        assert first.probe == asked[0]
        assert "A follow-up to this answer, not counted." in desk.text()
        assert f"question 1 of {count} · a follow-up" in desk.text()
        assert screen.rows.here() == "now", "the cursor stands on what comes, not on what was answered"
        assert first.probe[:30] not in desk.text(), "it is heard when one is ready"

        # Left here and taken up, it is still asked.
        await desk.press("escape")
        practising.mock(desk.app, target.id, target.rounds[0].id)
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, MockScreen)
        await desk.press("space")
        assert first.probe[:30] in desk.text()
        clock.on(seconds=31)
        await desk.press("space")
        assert "Did you have an answer?" in desk.text()
        await desk.press("space")
        assert desk.toasts()[-1] == "Say first whether you had an answer."
        await desk.press("2")
        assert desk.toasts()[-1] == "A follow-up has no figure: y if you had an answer, n if not yet."
        clock.on(seconds=2)
        await desk.press("n")
        (played,) = desk.ws.bank.all(Mock)
        assert (played.questions[0].probe_held, played.questions[0].probe_seconds) == (False, 31)
        assert "asked on –" in desk.text()
        assert played.position == 1
        assert f"question 2 of {count}" in desk.text()
        assert screen.rows.here() == "now"

        # It is what Tonight asks first of that story.
        waiting = [line.text for line in desk.ws.practice.tonight().of("probe") if line.story == first.story]
        assert waiting[0] == first.probe

        # No follow-up comes twice in a round, and the scenario under pressure has none.
        while screen.stage != "done":
            at = screen.played
            if screen.stage == "ready" and at is not None and (at.position, at.asking_on) == (count, None):
                assert f"under pressure, after the {count} questions. Space asks it" in desk.text()
            await desk.press("space", "space", *("2" if screen.stage == "rating" else "y"))
        (played,) = desk.ws.bank.all(Mock)
        probes = [each.probe for each in played.questions if each.probe]
        assert len(probes) == len(set(probes)) >= 2
        assert played.questions[-1].probe == ""
        assert played.finished
        assert played.asking_on is None
        assert f"{count} questions, one under pressure, {len(probes)} follow-ups" in desk.text()
