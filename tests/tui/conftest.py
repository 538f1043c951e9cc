from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from workbench.tui.app import WorkbenchApp
from workbench.workspace import Workspace


class Desk:
    """The running application, driven by keys, read as text."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def ws(self) -> Workspace:
        return self.app.ws

    async def settle(self) -> None:
        """Wait until every worker is done and everything is drawn."""
        quiet = 0
        while quiet < 2:
            await self.pilot.pause()
            quiet = quiet + 1 if not any(worker.is_running for worker in self.app.workers) else 0
            await self.app.workers.wait_for_complete()

    async def press(self, *keys: str) -> None:
        """Press keys, then wait until everything that they started is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        await self.press(*("space" if each == " " else "full_stop" if each == "." else each for each in text))

    def lines(self) -> list[str]:
        """Return what is on the screen, a string a line."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(self.lines())

    def toasts(self) -> list[str]:
        """Return the messages that are shown."""
        return [note.message for note in self.app._notifications]


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_app(ws: Workspace) -> Open:
    """Return a function that opens the application on the test's workspace, with samples where asked for."""

    @asynccontextmanager
    async def opened(*, size: tuple[int, int] = (120, 40), samples: bool = True, **options: Any) -> AsyncIterator[Desk]:
        if samples:
            ws.stories.add_samples()
        app = WorkbenchApp(ws)
        async with app.run_test(size=size, notifications=True, **options) as pilot:
            desk = Desk(app, pilot)
            await desk.settle()
            yield desk

    return opened
