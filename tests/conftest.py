"""Fixtures for every test: a home of its own, and the real command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.bank.places import Places
from workbench.workspace import Workspace
from workbench.workspace.reading import cache_path

NOON = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that stores screens anew."""
    parser.addoption("--update-screens", action="store_true", help="store the screens as they are shown now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest (marked `long`), so that no worker waits for another one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@dataclass(frozen=True)
class Ran:
    """What one run of the real command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that holds data, state and settings of this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WORKBENCH_HOME", str(folder))
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    """Return a function that runs the real command in a process of its own, without a terminal."""

    def run_command(*words: str, stdin: str = "", **environ: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *words],
            input=stdin.encode("utf-8", "surrogatepass"),
            capture_output=True,
            env={**os.environ, "WORKBENCH_HOME": str(home), "PYTHONUTF8": "1", **environ},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_command


@pytest.fixture
def ws(home: Path) -> Iterator[Workspace]:
    """Yield an open workspace on an empty bank, at noon of 1 February 2027."""
    with Workspace.open(places=Places.under(home), now=lambda: NOON) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def samples_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of readings of the sample stories, so that they are read once and not for every test."""
    home = tmp_path_factory.mktemp("samples")
    with Workspace.open(places=Places.under(home), now=lambda: NOON) as ws:
        ws.stories.add_samples()
        for story in ws.stories.all():
            ws.reading.read(story)
        return cache_path(ws.places.state, ws.bank.path)


AddSamples = Callable[[Workspace], None]


@pytest.fixture(scope="session")
def add_samples(samples_read: Path) -> AddSamples:
    """Return a function that puts the samples into a bank with the readings made before."""

    def add(ws: Workspace) -> None:
        shutil.copy(samples_read, cache_path(ws.places.state, ws.bank.path))
        ws.stories.add_samples()

    return add
