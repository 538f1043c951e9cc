"""Fixtures for every test: a home of its own, and the real command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from workbench.bank.disk import write_whole
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


@dataclass(frozen=True)
class WorkedOut:
    """What the program remembers of the samples after a first start: their readings, the plans and the evening."""

    readings: Path
    remembered: dict[str, dict[str, Any]]
    """File name -> what stands in it."""


def work_out(home: Path, moment: datetime, readings: Path | None) -> WorkedOut:
    """Open the samples for the first time, with the `readings` of an earlier first time where there was one."""
    with Workspace.open(places=Places.under(home), now=lambda: moment) as ws:
        cache = cache_path(ws.places.state, ws.bank.path)
        if readings is not None:
            shutil.copy(readings, cache)
        ws.stories.add_samples()
        for story in ws.stories.all():
            ws.reading.read(story)
        for target in ws.tailoring.targets():
            ws.planned.plan(target.id)
        ws.evening.work_out()
        found = {path.name: json.loads(path.read_text("utf-8")) for path in ws.bank.keep.glob("*.json")}
    return WorkedOut(cache, {name: data for name, data in found.items() if "stands_for" in data})


AddSamples = Callable[[Workspace], None]


@pytest.fixture(scope="session")
def add_samples(tmp_path_factory: pytest.TempPathFactory) -> AddSamples:
    """Return a function that puts the samples into a bank, as after a first start on the same day.

    What a first start works out is worked out once for each day that tests live in, and not for every test.
    """
    days: dict[date, WorkedOut] = {}

    def add(ws: Workspace) -> None:
        day = ws.today()
        if day not in days:
            readings = next(iter(days.values())).readings if days else None
            days[day] = work_out(tmp_path_factory.mktemp("samples"), ws.now(), readings)
        shutil.copy(days[day].readings, cache_path(ws.places.state, ws.bank.path))
        ws.stories.add_samples()
        for name, data in days[day].remembered.items():
            form, _, *rest = data["stands_for"]
            text = json.dumps({**data, "stands_for": [form, str(ws.bank.path), *rest]})
            write_whole(ws.bank.keep / name, text.encode())

    return add
