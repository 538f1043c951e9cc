"""The whole job with sockets forbidden: no name is looked up, nothing is connected, no socket is even made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.terminal import Terminal
from workbench.bank import Bank, Places
from workbench.model.story import Story

pytestmark = pytest.mark.long

# An audit hook sees every socket that any library of this process asks Python for, and cannot be taken off again.
FORBIDDEN = """
import os, sys
def forbid(event, args):
    if event.startswith("socket."):
        os.write(2, f"FORBIDDEN {event} {args}\\n".encode())
        os._exit(99)
sys.addaudithook(forbid)
"""
JOB = FORBIDDEN + "from workbench.__main__ import main\nsys.exit(main(sys.argv[1:]))\n"


def offline(home: Path, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "WORKBENCH_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code, *words], env=env, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_hook_would_notice(tmp_path: Path) -> None:
    done = offline(tmp_path, FORBIDDEN + "import socket\nsocket.socket()\n")
    assert done.returncode == 99


@pytest.mark.parametrize("words", [("tour", "-o", "dossier.docx"), ("backup", "now"), ("doctor",), ("list",)])
def test_the_job_needs_no_network(tmp_path: Path, words: tuple[str, ...]) -> None:
    if words[-1] == "dossier.docx":
        words = (*words[:-1], str(tmp_path / "dossier.docx"))
    elif words == ("doctor",):
        offline(tmp_path / "home", JOB, "list")
    done = offline(tmp_path / "home", JOB, *words)
    assert done.returncode == 0, done.stderr


# The event loop of the screens makes a pair of sockets for itself; nothing may look up a name or reach out.
SCREENS = JOB.replace('event.startswith("socket.")', 'event in ("socket.connect", "socket.getaddrinfo", "socket.bind")')


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
def test_the_screens_need_no_network(tmp_path: Path) -> None:
    places = Places.under(tmp_path / "home")
    with Bank.open(places.bank, places) as bank, bank.transaction("add") as tx:
        tx.put(Story(title="Letters", action="I asked two nurses about the letters."))
    env = {"WORKBENCH_HOME": str(tmp_path / "home")}
    terminal = Terminal([sys.executable, "-c", SCREENS], 120, 40, env)
    assert terminal.wait_for("? help"), terminal.run.text()
    for key in "3425?\x1b":
        terminal.press(key)
        terminal.settle(0.3, 5.0)
    terminal.press("\x11")
    assert terminal.end(30.0).code == 0, terminal.run.text()
