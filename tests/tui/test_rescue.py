"""A bank that can't be opened, met at the start: a list of what can be restored, by keyboard, in 80 columns."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.terminal import Terminal
from workbench.bank.places import Places
from workbench.model.story import Story
from workbench.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
ROOT = Path(__file__).resolve().parents[2]
Start = Callable[[], Terminal]


@pytest.fixture
def places(home: Path) -> Places:
    """A bank with one story in its backup and two in its history."""
    places = Places.under(home)
    began = datetime.now(UTC) - timedelta(days=3)
    with Workspace.open(places=places, now=lambda: began) as ws:
        ws.stories.save(Story(title="Letters", action="I asked two nurses."))
        ws.safety.backup_now()
    with Workspace.open(places=places, now=lambda: began + timedelta(days=1)) as ws:
        ws.stories.save(Story(title="Accents", action="We tested accents."))
    return places


@pytest.fixture
def start(places: Places) -> Iterator[Start]:
    started: list[Terminal] = []

    def begin() -> Terminal:
        env = {"WORKBENCH_HOME": str(places.bank.parent.parent), "PYTHONPATH": str(ROOT)}
        started.append(Terminal([sys.executable, "-m", "workbench"], 80, 24, env))
        return started[-1]

    yield begin
    for terminal in started:
        if terminal.run.code is None:
            terminal.end()


def ended(terminal: Terminal) -> int:
    while terminal.pump(2.0) and not terminal.ended:
        pass
    return terminal.end().code or 0


def titles(places: Places) -> list[str]:
    with Workspace.open(places=places, read_only=True) as ws:
        return sorted(str(row["title"]) for row in ws.stories.rows())


def test_the_newest_state_is_offered_first_and_the_damaged_file_is_kept(places: Places, start: Start) -> None:
    damaged = places.bank.read_bytes()[:-30]
    places.bank.write_bytes(damaged)
    terminal = start()
    assert terminal.wait_for("2 stories"), terminal.run.text()
    assert terminal.wait_for("1 story"), terminal.run.text()
    assert "is damaged" in terminal.run.text()
    assert places.bank.read_bytes() == damaged, "nothing is touched before Enter"
    terminal.press("\r")
    assert terminal.wait_for("is back"), terminal.run.text()
    terminal.press("\x11")
    assert ended(terminal) == 0
    assert titles(places) == ["Accents", "Letters"]
    kept = [path.read_bytes() for path in places.state.rglob("*-damaged.kept")]
    assert kept == [damaged]


def test_an_older_backup_can_be_chosen(places: Places, start: Start) -> None:
    places.bank.unlink()
    terminal = start()
    assert terminal.wait_for("1 story"), terminal.run.text()
    assert "is gone" in terminal.run.text()
    terminal.press("G")
    terminal.press("\r")
    assert terminal.wait_for("is back"), terminal.run.text()
    terminal.press("\x11")
    assert ended(terminal) == 0
    assert titles(places) == ["Letters"]


def test_esc_leaves_everything_as_it_is(places: Places, start: Start) -> None:
    places.bank.write_bytes(b"")
    terminal = start()
    assert terminal.wait_for("it is empty"), terminal.run.text()
    terminal.press("\x1b")
    assert ended(terminal) == 1
    assert places.bank.read_bytes() == b""
    assert "restore` brings the last" in terminal.run.text()
