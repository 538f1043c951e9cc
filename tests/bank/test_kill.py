"""Sixty kills while saving; three thousand are in `make torture`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long


@pytest.mark.parametrize(("stories", "kills"), [(25, 26), (250, 24), (2500, 10)])
def test_nothing_is_damaged_and_no_acknowledged_save_lost(stories: int, kills: int) -> None:
    # A process of its own: it forks, and a test runner has threads.
    command = [sys.executable, "-m", "tests.torture.killing", "--stories", str(stories), "--kills", str(kills)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    acknowledged = re.search(r"\((\d+) saves acknowledged", done.stdout)
    assert acknowledged is not None
    assert int(acknowledged[1]) >= kills / 2
