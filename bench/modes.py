"""From a mode's key to its picture at 250 stories, and from a key of the filter to the screen at 10,000.

The goals: 100 ms for a mode, 50 ms for a key of the filter. A mode's picture counts when 95 % of what it comes to show
stands, the plan of the Target included. Printed apart: the first sight of each mode a few seconds after the start, as
people come to it; the same at once, before anything could be made ready; the later ones. Beside them two modes of a
minimal app in the same run: a table of 250 rows, a text area.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.startup import compile_all, make_bank
from bench.terminal import Terminal

MODES = {"1": "Tonight", "2": "Bank", "3": "Story", "4": "Coverage", "5": "Target", "6": "Portfolio", "7": "Practice"}
WHOLE = {"2": "No active story", "3": "reading ✓", "4": "1 of", "5": "plan ✓", "6": "Projects", "7": "Your rate"}
"""What stands on the screen once a mode shows all that it comes to show."""
ROUNDS = 4
QUERY = "model drafts"


def sights(home: Path, keys: str, *, ready: bool) -> list[float]:
    """Press the modes' keys one after the other, and return the seconds from each to its whole picture."""
    terminal = Terminal([sys.executable, "-m", "workbench"], env={"WORKBENCH_HOME": str(home)})
    terminal.wait_for("Workbench")
    if ready:
        # Nothing shows that the other modes are laid out: it takes a second or two on an idle machine.
        terminal.settle(8.0)
    for key in keys:
        terminal.press(key)
        terminal.settle(0.8)
        if not terminal.wait_for(WHOLE.get(key, "")):
            raise SystemExit(f"{MODES[key]} never came to show “{WHOLE[key]}”:\n{terminal.run.text()}")
        terminal.settle(0.3)
    return terminal.end().frame_times()


def modes(home: Path) -> dict[str, list[float]]:
    """Return for each mode the seconds of its first sight, of its first sight without a pause before, and later."""
    others = "".join(MODES)[1:] + "1"
    found = sights(home, others * ROUNDS, ready=True)
    # A mode each in a start of its own, at once.
    at_once = [sights(home, key, ready=False)[0] for key in others[:-1]] + [0.0]
    return {
        key: [found[at], at_once[at], statistics.median(found[at + len(others) :: len(others)])]
        for at, key in enumerate(others)
    }


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
    """Type a filter over the Bank, which is what is shown without targets; return the sorted seconds from each key."""
    terminal = Terminal([sys.executable, "-m", "workbench"], env={"WORKBENCH_HOME": str(home)})
    terminal.wait_for("Touched", 60.0)
    terminal.settle(8.0)
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
        # A first look at every mode, as any user has had on the day before: a plan was worked out.
        first_plan = sights(some, "5", ready=False)[0]
        found, (first, later) = modes(some), plain()
        print(f"minimal app, two modes: first sight {first * 1000:.0f} ms, later {later * 1000:.0f} ms")
        for key, name in MODES.items():
            ready, at_once, again = (1000 * each for each in found[key])
            # Tonight was the first frame.
            start = f"first {ready:.0f} ms (at once after the start {at_once:.0f}), " if key != "1" else ""
            print(f"{name}: {start}later {again:.0f} ms (goal 100)")
        print(f"Target, the plan worked out anew, at once after the start: {first_plan * 1000:.0f} ms")
        make_bank(many, 417, targets=False)
        keys = filtering(many)
        print(
            f"filter over 10,008 stories, key to screen: median {statistics.median(keys) * 1000:.0f} ms, "
            f"most {keys[-1] * 1000:.0f} ms (goal 50)"
        )


if __name__ == "__main__":
    main()
