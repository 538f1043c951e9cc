"""Planning, measured: the import of the solver beside the whole of a plan, on invented banks of three sizes.

    python -m bench.planning

Each figure is the median of fresh processes, because an import happens once in a process. `plan` is from the stories'
fits and the principle map to the explained plan: problem, solver's import, optimum, reasons, runner-ups. The goals are
200 ms for 100 stories × 7 rounds × 3 slots × 12 clauses with the import, and one second for 500 stories.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from datetime import date

SIZES = (25, 100, 500)
ROUNDS, SLOTS, CLAUSES, RUNS = 7, 3, 12, 7


def one(count: int) -> dict[str, float]:
    from workbench.model.report import DepthReport
    from workbench.model.story import Story
    from workbench.model.tailored import Cell, ClauseRow, Fit, PackMap, PrincipleMap
    from workbench.model.target import Round, Slot, Target
    from workbench.tailoring.plan import Inputs, plan

    draw = random.Random(count)
    stories = [
        Story(id=f"story-{at:03}", title=f"Story {at}", when=str(draw.randint(2018, 2026))) for at in range(count)
    ]
    readings = {
        story.id: DepthReport(story=story.id, depth=draw.choice(["deep", "partial", "surface"])) for story in stories
    }
    target = Target(
        id="target",
        rounds=[
            Round(
                id=f"r{at}",
                kind="leadership",
                slots=[Slot(id=f"r{at}.{place}", question=f"Question {at}.{place}") for place in range(SLOTS)],
            )
            for at in range(ROUNDS)
        ],
    )  # fmt: skip
    fits = {
        slot.id: {story.id: Fit(min(100, round(100 * draw.betavariate(2, 3)))) for story in stories}
        for round_ in target.rounds
        for slot in round_.slots
    }
    rows = tuple(
        ClauseRow(f"c{at}", f"Clause {at}", "", "Principle", "published", True, 2, (), {
            story.id: Cell(f"c{at}", story.id, draw.choice([1, 2, 2, 3])) for story in stories if draw.random() < 0.2
        })
        for at in range(CLAUSES)
    )  # fmt: skip
    principles = PrincipleMap(tuple(fits), (PackMap("pack", "Pack", rows),))
    inputs = Inputs(target, stories, readings, fits, principles, date(2026, 11, 25))
    start = time.perf_counter()
    import highspy  # noqa: F401
    import numpy  # noqa: F401

    imported = time.perf_counter()
    found = plan(inputs)
    done = time.perf_counter()
    assert all(slot.story for slot in found.slots)
    return {"import": (imported - start) * 1000, "plan": (done - imported) * 1000, "both": (done - start) * 1000}


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(one(int(sys.argv[1]))))
        return
    print(f"{'stories':>8} {'import ms':>10} {'plan ms':>9} {'both ms':>9} {'plan / import':>14}")
    for count in SIZES:
        runs = []
        for _ in range(RUNS):
            done = subprocess.run(
                [sys.executable, "-m", "bench.planning", str(count)], capture_output=True, text=True, check=True
            )
            runs.append(json.loads(done.stdout))
        middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
        ratio = statistics.median(run["plan"] / run["import"] for run in runs)
        print(f"{count:>8} {middle['import']:>10.0f} {middle['plan']:>9.0f} {middle['both']:>9.0f} {ratio:>14.2f}")


if __name__ == "__main__":
    main()
