"""Start to the first full frame, in a 120×40 pseudo-terminal, as a ratio to a minimal Textual app in the same run.

The goals: 1.35 with the 24 samples, 1.6 with 2,500 stories, twice the minimal app's memory. A character that is drawn
again later counts as drawn then. The runs alternate, and each pair gives one ratio: a busy machine touches both.
Bytecode is compiled first, as `make run` does. The middle half of the ratios is printed beside the median.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.terminal import Run, Terminal

RUNS = 21
PYTHON = sys.executable
ROOT = Path(__file__).resolve().parent.parent


def first_frame(command: list[str], env: dict[str, str]) -> Run:
    """Run a program until its screen stands still."""
    terminal = Terminal(command, env=env)
    terminal.settle()
    return terminal.end()


def compile_all() -> None:
    """Compile everything that is timed, as setting up does."""
    for package in ("workbench", "themes", "exports", "bench"):
        compileall.compile_dir(ROOT / package, quiet=2)


def make_bank(home: Path, copies: int, *, targets: bool = True) -> None:
    """Fill a bank with the samples, `copies` times over, as a first start leaves it: every story read once.

    A copy's reading is that of the story it is a copy of: to read ten thousand takes ten minutes. Without targets
    nothing has to be worked out for an evening either.
    """
    from workbench.bank.places import Places
    from workbench.workspace import Workspace

    places = Places(data=home / "data", state=home / "state", config=home / "config")
    with Workspace.open(places=places) as ws:
        ws.stories.add_samples()
        stories = ws.stories.all()
        reports = [ws.reading.read(story) for story in stories]
        more = [
            (story.model_copy(update={"id": "", "rev": 0, "title": f"{story.title} {copy}"}), report)
            for copy in range(1, copies)
            for story, report in zip(stories, reports, strict=True)
        ]
        if more:
            added = ws.stories.add([story for story, _ in more]).added
            kept = {story.id: story for story in ws.stories.all()}
            for story_id, (_, report) in zip(added, more, strict=True):
                story = kept[story_id]
                ws.reading._store(story, report.model_copy(update={"story": story.id, "rev": story.rev}))
        if not targets:
            for target in ws.tailoring.targets():
                ws.tailoring.delete_target(target.id)
            return
        # As after any start before this one: what is open tonight has been worked out once.
        ws.evening.work_out()


def compare(name: str, goal: float, home: Path, runs: int = RUNS) -> tuple[float, float]:
    """Print and return the median ratio of the first full frame, and of the memory."""
    env = {"WORKBENCH_HOME": str(home)}
    ours = [PYTHON, "-m", "workbench"]
    floor = [PYTHON, "-m", "bench.minimal"]
    first_frame(ours, env), first_frame(floor, env)
    pairs = [(first_frame(ours, env), first_frame(floor, env)) for _ in range(runs)]
    ratios = [one.full_frame() / other.full_frame() for one, other in pairs]
    memory = statistics.median(one.memory / other.memory for one, other in pairs)
    time = statistics.median(one.full_frame() for one, _ in pairs)
    least = statistics.median(other.full_frame() for _, other in pairs)
    low, ratio, high = statistics.quantiles(ratios, n=4)
    print(f"{name}: first full frame {time * 1000:.0f} ms, minimal app {least * 1000:.0f} ms")
    print(
        f"  ratio {ratio:.2f} (middle half {low:.2f} to {high:.2f}, all {min(ratios):.2f} to {max(ratios):.2f}; "
        f"goal {goal}), memory {memory:.2f} (goal 2)"
    )
    return ratio, memory


def where_it_goes(home: Path) -> None:
    """Print the slowest imports of a start, most first."""
    env = {**os.environ, "WORKBENCH_HOME": str(home)}
    code = "import workbench.tui.app, workbench.workspace.workspace, workbench.workspace.reading"
    done = subprocess.run([PYTHON, "-X", "importtime", "-c", code], env=env, capture_output=True, text=True, check=True)
    lines = [line.split("|") for line in done.stderr.splitlines() if line.count("|") == 2]
    costs = sorted(
        ((int(own.split(":")[1]), name.strip()) for own, _, name in lines if own.split(":")[1].strip().isdigit()),
        reverse=True,
    )
    total = sum(cost for cost, _ in costs) / 1000
    print(
        f"imports before the first frame: {total:.0f} ms; most: "
        + ", ".join(f"{name} {cost / 1000:.0f}" for cost, name in costs[:8])
    )


def main() -> None:
    """Print all figures."""
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        make_bank(small, 1)
        compare("24 stories", 1.35, small)
        where_it_goes(small)
        make_bank(large, 105)
        compare("2,520 stories", 1.6, large, runs=11)


if __name__ == "__main__":
    main()
