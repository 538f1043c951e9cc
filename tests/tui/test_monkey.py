"""Random keys, pastes, resizes and clicks. The program must neither end nor lose what it said was saved.

500 actions in every test run, thousands by `make monkey`; the seed is named, so that a failure can be repeated.
"""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import suppress
from typing import Any

import pytest
from textual import events
from textual.errors import NoWidget

from workbench.text import clean
from workbench.tui.actions import ACTIONS
from workbench.tui.screens.frame import Frame

pytestmark = pytest.mark.long

KEYS = sorted({key for action in ACTIONS for key in action.keys} - {"ctrl+q", "E", "f4"})
TYPED = [
    *"aeiou xyz0123456789",
    "backspace",
    "delete",
    "enter",
    "tab",
    "shift+tab",
    "ctrl+z",
    "ctrl+y",
    "ctrl+a",
    "escape",
]
PASTES = [
    "\n".join(f"line {number}" for number in range(40)),
    "x[/foo] [@click=app.quit] [b]",
    "\x1b]52;c;aGk=\x07 \u202e 客服团队 👩‍⚕️ e\u0301 שלום",
    "We trained a model on 2,000 calls; two nurses graded 200 drafts each week.",
    "W" * 4000,
]
SIZES = [(120, 40), (80, 24), (59, 15), (160, 50), (100, 30), (61, 17)]


async def play(desk: Any, seed: int, actions: int) -> list[str]:
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(actions):
        roll = chance.random()
        if roll < 0.55:
            done.append(chance.choice(KEYS))
            desk.key(done[-1])
        elif roll < 0.8:
            done.append(chance.choice(TYPED))
            desk.key("space" if done[-1] == " " else done[-1])
        elif roll < 0.9:
            paste = chance.choice(PASTES)
            done.append(f"paste {paste[:12]!r}")
            if desk.app.focused is not None:
                desk.app.post_message(events.Paste(paste))
        elif roll < 0.95:
            size = chance.choice(SIZES)
            done.append(f"resize {size}")
            await desk.pilot.resize_terminal(*size)
        else:
            x, y = chance.randrange(desk.app.size.width), chance.randrange(desk.app.size.height)
            done.append(f"click {x},{y}")
            # The test's pilot looks for the widget itself, and finds none in a screen that a resize has not met yet;
            # a terminal's click goes through the program, where that is no error.
            with suppress(NoWidget):
                await desk.pilot.click(offset=(x, y))
        # Most of the time the next action does not wait until this one is done.
        await (desk.settle() if chance.random() < 0.2 else asyncio.sleep(0))
        assert desk.app.is_running, done[-30:]
        assert desk.app._exception is None, done[-30:]
    return done


async def settled(desk: Any, done: list[str]) -> None:
    await desk.pilot.resize_terminal(120, 40)
    await desk.press(*["escape"] * 12)
    assert isinstance(desk.app.screen, Frame), done[-30:]
    crashes = list((desk.ws.places.state / "crashes").glob("*")) if (desk.ws.places.state / "crashes").exists() else []
    assert crashes == [], [path.read_text() for path in crashes] + done[-30:]
    for row in desk.ws.stories.rows():
        for text in row.values():
            if isinstance(text, str):
                assert text == clean(text)


@pytest.mark.parametrize("seed", [20270201])
async def test_five_hundred_random_actions(open_app: Any, seed: int, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_app() as desk:
        done = await play(desk, seed, 500)
        await settled(desk, done)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(int(os.environ.get("MONKEY_SEEDS", "12"))))
async def test_thousands(open_app: Any, seed: int, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_app() as desk:
        done = await play(desk, seed, 2_000)
        await settled(desk, done)
