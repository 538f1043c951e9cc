"""From a mode's key to its picture at 250 stories, and from a key of the filter to the screen at 10,000.

The goals: 100 ms for a mode, 50 ms for a key of the filter. A mode's picture counts when 95 % of what it comes to show
stands. The first sight of each mode (its screen is imported and laid out) and the later ones are printed apart; beside
them two modes of a minimal app in the same run: a table of 250 rows, a text area.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.startup import compile_all, make_bank
from bench.terminal import Terminal

MODES = {"1": "Tonight", "2": "Bank", "3": "Story", "4": "Coverage", "5": "Target", "6": "Portfolio", "7": "Practice"}
ROUNDS = 4
QUERY = "latency model"


def modes(home: Path) -> dict[str, list[float]]:
    """Return for each mode the seconds of its first and its later sights."""
    terminal = Terminal([sys.executable, "-m", "workbench"], env={"WORKBENCH_HOME": str(home)})
    terminal.wait_for("Workbench")
    terminal.settle(1.5)
    keys = [*"2345671", *("2345671" * (ROUNDS - 1))]
    for key in keys:
        terminal.press(key)
        terminal.settle(0.8)
    times = terminal.end().frame_times()
    found: dict[str, list[float]] = {key: [] for key in MODES}
    for key, seconds in zip(keys, times, strict=True):
        found[key].append(seconds)
    return found


def plain() -> tuple[float, float]:
    """Return the first sight of the minimal app's second mode, and the median of later changes."""
    terminal = Terminal([sys.executable, "-m", "bench.minimal", "--modes"])
    terminal.settle(1.0)
    for _ in range(5):
        for key in ("\x1bOQ", "\x1bOP"):
            terminal.press(key)
            terminal.settle(0.5)
    first, *later = terminal.end().frame_times()
    return first, statistics.median(later)


def filtering(home: Path) -> list[float]:
    """Type a filter over the Bank and return the sorted seconds from each key to the screen."""
    terminal = Terminal([sys.executable, "-m", "workbench"], env={"WORKBENCH_HOME": str(home)})
    terminal.wait_for("Workbench")
    terminal.settle(1.0)
    terminal.press("2")
    terminal.settle(2.0)
    terminal.press("/")
    # The texts are folded when the line opens.
    terminal.settle(4.0)
    terminal.run.keys_at.clear()
    for key in QUERY:
        terminal.press(key)
        terminal.settle(0.3)
    return sorted(terminal.end().key_times())


def main() -> None:
    """Print all figures."""
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        some, many = Path(folder) / "some", Path(folder) / "many"
        make_bank(some, 11)
        found, (first, later) = modes(some), plain()
        print(f"minimal app, two modes: first sight {first * 1000:.0f} ms, later {later * 1000:.0f} ms")
        for key, name in MODES.items():
            seen = found[key]
            again = statistics.median(seen[1:])
            # Tonight was the first frame.
            start = f"first {seen[0] * 1000:.0f} ms ({seen[0] / first:.1f} times), " if key != "1" else ""
            print(f"{name}: {start}later {again * 1000:.0f} ms ({again / later:.1f} times; goal 100 ms)")
        make_bank(many, 417)
        keys = filtering(many)
        print(
            f"filter over 10,008 stories, key to screen: median {statistics.median(keys) * 1000:.0f} ms, "
            f"most {keys[-1] * 1000:.0f} ms (goal 50)"
        )


if __name__ == "__main__":
    main()
