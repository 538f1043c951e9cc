"""A full disk while one types: said once, the text kept as a draft, and saved by itself when there is room again."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.tui.conftest import Desk
from workbench.bank.places import Places
from workbench.model.story import Story
from workbench.tui.app import WorkbenchApp
from workbench.workspace import Workspace

NOON = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB: it is really full when it is full."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("A small disk can only be mounted on Linux as root.")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("No file system can be mounted here.")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill_up(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler


Opened = Callable[[], AbstractAsyncContextManager[Any]]


@pytest.fixture
def opened(small_disk: Path) -> Opened:
    """Return a function that opens the screen on a bank on the small disk, with one story of some size."""

    @asynccontextmanager
    async def begin() -> AsyncIterator[Any]:
        places = Places.under(small_disk / "home")
        with Workspace.open(places=places, now=lambda: NOON) as ws:
            if not ws.stories.rows():
                # Larger than the room that is kept for drafts: with that alone it must not be saved.
                ws.stories.add([Story(title=f"Old {each}", action="I asked two nurses. " * 4000) for each in range(9)])
                ws.stories.save(Story(id="letters", title="Letters", action="I asked two nurses."))
            # What the thread of the drafts does within a second of the first key.
            ws.bank.drafts._keep_room()
            app = WorkbenchApp(ws)
            async with app.run_test(size=(100, 30), notifications=True) as pilot:
                desk = Desk(app, pilot)
                await desk.settle()
                yield desk

    return begin


async def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        await asyncio.sleep(0.02)


async def type_task(desk: Any, text: str) -> None:
    desk.app.open_story("letters")
    await desk.settle()
    desk.app.screen.editor("task").focus()
    await desk.settle()
    await desk.type(text)


def task(desk: Any) -> str:
    return str(desk.ws.stories.row("letters")["task"])


async def test_what_is_typed_is_saved_by_itself_when_there_is_room(opened: Opened, small_disk: Path) -> None:
    async with opened() as desk:
        filler = fill_up(small_disk)
        await type_task(desk, "typed on a full disk")
        desk.app.screen.save_now()
        await until(lambda: desk.app.state()[1])
        assert "NOT SAVED: the disk is full, text kept in a draft" in desk.app.state()[0]
        assert [draft.text for draft in desk.ws.drafts.pending()] == ["typed on a full disk"]
        assert task(desk) == ""
        await until(desk.toasts)
        assert len(desk.toasts()) == 1, "said once, not with every try"
        # Nobody touches a key from here on.
        filler.unlink()
        await until(lambda: task(desk) == "typed on a full disk")
        await desk.settle()
        assert desk.app.state() == (desk.app.state()[0], False)
        assert "saved 12:00:00" in desk.app.state()[0]
        assert desk.ws.drafts.pending() == []


async def test_the_next_key_tries_at_once_and_the_newest_text_stands(opened: Opened, small_disk: Path) -> None:
    async with opened() as desk:
        desk.app.saving._pauses = (3600.0,)
        filler = fill_up(small_disk)
        await type_task(desk, "first")
        desk.app.screen.save_now()
        await until(lambda: desk.app.state()[1])
        filler.unlink()
        desk.app.saving._tried_at -= 2
        desk.app.screen.editor("task").insert(" and then more")
        await until(lambda: task(desk) == "first and then more")


async def test_leaving_does_not_wait_for_room_and_the_words_come_back(opened: Opened, small_disk: Path) -> None:
    async with opened() as desk:
        filler = fill_up(small_disk)
        await type_task(desk, "typed on a full disk")
        desk.app.screen.save_now()
        await until(lambda: desk.app.state()[1])
        await asyncio.wait_for(desk.app.action_quit(), 20)
    filler.unlink()
    with Workspace.open(places=Places.under(small_disk / "home"), now=lambda: NOON) as ws:
        assert [draft.text for draft in ws.drafts.unsaved()] == ["typed on a full disk"]


async def test_the_answer_of_a_window_waits_for_room_too(opened: Opened, small_disk: Path) -> None:
    async with opened() as desk:
        desk.app.open_story("letters")
        await desk.settle()
        desk.app.screen.focus_reading()
        await desk.press("f")
        filler = fill_up(small_disk)
        await desk.type("The ")
        desk.key("ctrl+s")
        await until(lambda: desk.app.state()[1])
        assert desk.ws.stories.row("letters")["title"] == "Letters"
        assert [draft.key for draft in desk.ws.drafts.pending()] == ["stories/letters/title"]
        filler.unlink()
        await until(lambda: desk.ws.stories.row("letters")["title"] != "Letters")
        await desk.settle()
        assert desk.ws.drafts.pending() == []
