"""How long the advice beside a reading takes, as ratios to the same scan of 54 patterns in the same run.

Goal: all advice together within 10 ms for 300 words on an idle machine, and linear in the words.
"""

from __future__ import annotations

import sys

from bench.reading import clock, scan, words
from themes import catalogue
from workbench.depth import actors, claims, gaps
from workbench.depth.advice import advise
from workbench.model.report import CriterionReading, DepthReport
from workbench.model.story import Story


def main() -> None:
    """Print the table."""
    known = catalogue()

    def unread(text: str) -> tuple[DepthReport, Story]:
        story = Story(id="bench", title="Leaflet answers", action=text)
        levels = {name: CriterionReading(level=0) for name in known.criteria}
        return DepthReport(parts=story.parts(), depth="partial", ai_role="native", criteria=levels), story

    text = words(300)
    yardstick = clock(lambda: scan(text), 15)

    def from_nothing(text: str) -> object:
        for kept in (actors.acting, gaps.criteria_of, claims._spans):
            kept.cache_clear()
        report, story = unread(text)
        return advise(report, story, known)

    edits = iter(range(10_000))

    def edited() -> object:
        report, story = unread(f"{text} We then checked batch {next(edits)} by hand.")
        return advise(report, story, known)

    from_nothing(text)
    rows = [
        ("300 words, 54 patterns (the yardstick)", yardstick),
        ("300 words from nothing", clock(lambda: from_nothing(text), 15)),
        ("one sentence of 300 words edited", clock(edited, 15)),
        ("10,000 words from nothing", clock(lambda: from_nothing(words(10_000)), 1)),
        ("100,000 words from nothing", clock(lambda: from_nothing(words(100_000)), 1)),
    ]
    for name, milliseconds in rows:
        sys.stdout.write(f"{name:42} {milliseconds:10.1f} ms {milliseconds / yardstick:10.1f} ×\n")
    sys.stdout.write(f"100,000 words cost {rows[-1][1] / rows[-2][1]:.1f} times what 10,000 cost\n")


if __name__ == "__main__":
    main()
