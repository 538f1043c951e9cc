from __future__ import annotations

import asyncio
import csv
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Digits

from tests.conftest import AddSamples
from tests.tui.brought_in import TOLD
from tests.tui.stored_screens import Stored
from workbench.bank.places import Places
from workbench.tui.app import WorkbenchApp
from workbench.workspace import Workspace

PATIENCE = 60.0


class Desk:
    """The running application, driven by keys, read as text."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def ws(self) -> Workspace:
        return self.app.ws

    async def settle(self) -> None:
        """Wait until every message is handled, every worker is done and everything is drawn.

        The pilot's own waiting looks at the processor's clock and takes up to a second a key on a busy machine.
        """
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < 4:
            await asyncio.sleep(0 if quiet else 0.002)
            busy = self.busy()
            quiet = 0 if busy else quiet + 1
            assert time.monotonic() < end, f"still busy: {busy}"

    def busy(self) -> str:
        """Say what is waiting: a worker, a message, a callback, something to draw; empty if nothing is."""
        app = self.app
        if running := [worker for worker in app.workers if worker.is_running]:
            return repr(running)
        for node in [app, *app._registry]:
            if node.message_queue_size or node._next_callbacks or node._pending_message is not None:
                return f"{node} {node.message_queue_size} {node._next_callbacks} {node._pending_message}"
        shown = app.screen
        if shown._callbacks or shown._layout_required or shown._repaint_required or shown._dirty_widgets:
            return f"{shown} is being drawn"
        return ""

    def key(self, key: str) -> None:
        """Send one key, as the terminal does."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        named = {"space": " ", "slash": "/", "question_mark": "?", "asterisk": "*", "comma": ",", "full_stop": "."}
        self.app.post_message(events.Key(name, key if len(key) == 1 else named.get(name)))

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once everything that the one before started is done."""
        for key in keys:
            self.key(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Enter a text where the focus is, as a terminal pastes it."""
        assert self.app.focused is not None
        self.app.post_message(events.Paste(text))
        await self.settle()

    def lines(self) -> list[str]:
        """Return what is on the screen, a string a line."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(self.lines())

    def shown(self) -> Any:
        """Return which screen is shown."""
        return type(self.app.screen)

    def digits(self, place: str) -> str:
        """Return what a clock shows."""
        return self.app.screen.query_one(f"{place} Digits", Digits).value

    def toasts(self) -> list[str]:
        """Return the messages that are shown."""
        return [note.message for note in self.app._notifications]


@pytest.fixture
def stored(request: pytest.FixtureRequest) -> Stored:
    """Return what compares screens with the stored ones, or stores them anew with `--update-screens`."""
    return Stored(update=bool(request.config.getoption("--update-screens")))


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_app(ws: Workspace, add_samples: AddSamples) -> Open:
    """Return a function that opens the application on the test's workspace, with samples where asked for."""

    @asynccontextmanager
    async def opened(
        *, size: tuple[int, int] = (120, 40), samples: bool = True, on: Workspace | None = None
    ) -> AsyncIterator[Desk]:
        if samples:
            add_samples(ws)
        app = WorkbenchApp(on or ws)
        async with app.run_test(size=size, notifications=True) as pilot:
            desk = Desk(app, pilot)
            await desk.settle()
            # With a round ahead the first screen is Tonight; most journeys begin in the Bank.
            if app.current_mode == "tonight":
                await desk.press("2")
            yield desk

    return opened


class Clock:
    """The moment that the application takes for now; tests move it, nobody waits."""

    def __init__(self) -> None:
        self.moment = datetime(2027, 2, 1, 19, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **time: float) -> None:
        """Move it on."""
        self.moment += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands on the evening before the sample bank's first round."""
    return Clock()


@pytest.fixture
def timed_app(home: Path, add_samples: AddSamples, clock: Clock) -> Open:
    """Return a function that opens the application on a bank of its own whose time is the test's clock."""

    @asynccontextmanager
    async def opened(*, size: tuple[int, int] = (120, 40), samples: bool = True) -> AsyncIterator[Desk]:
        with Workspace.open(places=Places.under(home), now=clock) as ws:
            if samples and not ws.stories.rows():
                add_samples(ws)
            app = WorkbenchApp(ws)
            async with app.run_test(size=size, notifications=True) as pilot:
                desk = Desk(app, pilot)
                await desk.settle()
                yield desk

    return opened


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """Return a Word file of two stories that are told without their parts."""
    import docx

    made = docx.Document()
    for title, text in TOLD:
        made.add_heading(title, 1)
        made.add_paragraph(text)
    path = tmp_path / "stories.docx"
    made.save(str(path))
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Return a sheet of two stories that names their parts, and has a column that is none."""
    path = tmp_path / "bank.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Title", "Situation", "Task", "Action", "Result", "Mood"])
        rows.writerow(
            ["Late parcels", "Parcels were late.", "Find out why.", "I rode along for a day.", "12% less.", "ok"]
        )
        rows.writerow(["=1+1", "A sheet lied.", "Mend it.", "I rebuilt it.", "No complaint since.", ""])
    return path
