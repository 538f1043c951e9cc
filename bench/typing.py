"""From a key to the screen, in a story of 600 words, beside a plain text area in the same run.

The goal: at the 99th of a hundred keys at most 16 ms (one frame) above the plain text area. Keys come 120 ms apart,
as a quick typist's do, so that a reading and a save fall between them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.terminal import Terminal

KEYS = 100
GAP = 0.12
WORDS = "We compared two models on a held out set of calls and kept the smaller one because it cost a third. " * 30


def typed(terminal: Terminal) -> list[float]:
    """Type, and return the sorted seconds from each key to the screen."""
    for number in range(KEYS):
        terminal.press("abcdefghij "[number % 11])
        end = terminal.now() + GAP
        while terminal.now() < end:
            terminal.pump(max(0.0, end - terminal.now()))
    terminal.settle()
    return sorted(terminal.end().key_times())


def in_the_story(home: Path) -> list[float]:
    """Type into the Situation of a story."""
    from workbench.bank.places import Places
    from workbench.model.story import Story
    from workbench.workspace import Workspace

    with Workspace.open(places=Places.under(home)) as ws:
        ws.stories.save(Story(title="Calls", situation=WORDS, task="t", action="a", result="r", learning="l"))
    terminal = Terminal([sys.executable, "-m", "workbench", "--bank", str(Places.under(home).bank)], env=_env(home))
    terminal.wait_for("Calls")
    terminal.settle()
    terminal.press("e")
    terminal.wait_for("1:1")
    terminal.settle(1.0)
    terminal.run.keys_at.clear()
    return typed(terminal)


def in_the_plain_one() -> list[float]:
    """Type into the text area of the minimal app."""
    terminal = Terminal([sys.executable, "-m", "bench.minimal", WORDS])
    terminal.settle(1.0)
    return typed(terminal)


def _env(home: Path) -> dict[str, str]:
    return {"WORKBENCH_HOME": str(home)}


def main() -> None:
    """Print the median, the 95th and the 99th of a hundred keys."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = in_the_story(Path(folder)), in_the_plain_one()
    for name, at in (("median", 0.5), ("p95", 0.95), ("p99", 0.99)):
        one, other = (times[min(len(times) - 1, int(len(times) * at))] * 1000 for times in (ours, plain))
        print(f"{name}: story {one:.0f} ms, plain text area {other:.0f} ms, difference {one - other:+.0f} ms")


if __name__ == "__main__":
    main()
