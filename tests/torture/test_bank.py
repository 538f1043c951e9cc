"""The long runs: 3,000 kills and 260 power cuts. `make torture`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.power import unable

pytestmark = pytest.mark.torture
ROOT = Path(__file__).parents[2]


def run(*args: str) -> None:
    done = subprocess.run([sys.executable, "-m", *args], cwd=ROOT, check=False, capture_output=True, text=True)
    print("\n" + done.stdout + done.stderr)
    assert done.returncode == 0


@pytest.mark.parametrize("stories", [25, 250, 2500])
def test_a_thousand_kills_while_saving(stories: int) -> None:
    run("tests.torture.killing", "--stories", str(stories), "--kills", "1000", "--seed", "7")


def test_power_cuts_busy_and_idle() -> None:
    if why := unable():
        pytest.skip(why)
    run("tests.torture.power", "--busy", "200", "--idle", "60", "--seed", "7")


def test_every_defence_is_missed_when_it_is_gone() -> None:
    run("tests.torture.defences")
