"""How long reading takes, as ratios to a plain scan of 54 patterns over the same words, in the same run."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from statistics import median

from workbench.depth.engine import Reader
from workbench.model.story import Story

_SENTENCES = (
    "I asked three pharmacists to grade two hundred answers against a sheet that we had written together.",
    "The model answers only from the leaflets that our lawyers keep, and says so when it finds nothing.",
    "We set the bar at 95% before anyone saw a figure, and the first version failed it.",
    "Each week fifty live answers go to the same three people, and if they disagree by four points releases stop.",
    "A nurse can strike out any line, and what she strikes out becomes a new test case.",
    "It cost 0.04 euros an answer, which was twice what we could afford, so short questions went to the small model.",
    "Every answer carries the line that it was written by a computer, with the paragraph it rests on.",
    "In Polish it was wrong twice as often as in English, so we held Polish back for a month.",
    "Calls fell from 900 to 380 a week, and complaints stayed where they had been.",
    "I should have sat with the night shift first, because they are the ones who read at speed.",
)
_WORDS = re.findall(
    r"\S+",
    "threshold golden rubric grader precision recall drift retrain consent anonymised retention audit rollback "
    "dashboard alert shadow canary guardrail latency override fallback abstain escalate appeal disclose bias "
    "fairness accent language harm toxic misuse leak board policy sign-off incident owner trade-off budget "
    "token vendor fine-tune retrieval prompt label annotator noise sample feedback correction rating outcome "
    "staleness refresh ",
)
PATTERNS = [re.compile(rf"\b{word}\w*\b(?:\W+\w+){{0,3}}", re.IGNORECASE) for word in _WORDS[:54]]


def words(count: int) -> str:
    """So many words of plain prose, no two sentences the same."""
    made: list[str] = []
    total, turn = 0, 0
    while total < count:
        sentence = _SENTENCES[turn % len(_SENTENCES)]
        if turn >= len(_SENTENCES):
            sentence = f"{sentence[:-1]}, as in week {turn}."
        made.append(sentence)
        total += len(sentence.split())
        turn += 1
    return " ".join(made)


def clock(work: Callable[[], object], rounds: int) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def scan(text: str) -> int:
    """The yardstick: 54 separate patterns, ignoring case."""
    return sum(len(pattern.findall(text)) for pattern in PATTERNS)


def main() -> None:
    """Print the table."""
    text = words(300)
    yardstick = clock(lambda: scan(text), 15)
    began = time.perf_counter()
    warm = Reader()
    warm.load()
    load = (time.perf_counter() - began) * 1000
    story = Story(id="bench", action=text)
    warm.read(story)

    def from_nothing() -> object:
        warm.forget()
        return warm.read(story)

    edits = iter(range(10_000))

    def edited() -> object:
        return warm.read(Story(id="bench", action=f"{text} We then checked batch {next(edits)} by hand."))

    rows = [
        ("300 words, 54 patterns (the yardstick)", yardstick),
        ("weights loaded, first time", load),
        ("300 words from nothing", clock(from_nothing, 9)),
        ("one sentence of 300 words edited", clock(edited, 15)),
        ("300 words, nothing changed", clock(lambda: warm.read(story), 15)),
    ]
    for count in (10_000, 40_000):
        long = Story(id="long", action=words(count))

        def fresh(long: Story = long) -> object:
            warm.forget()
            return warm.read(long)

        rows.append((f"{count:,} words from nothing", clock(fresh, 1)))
    for name, milliseconds in rows:
        sys.stdout.write(f"{name:42} {milliseconds:10.1f} ms {milliseconds / yardstick:10.1f} ×\n")
    sys.stdout.write(f"40,000 words cost {rows[-1][1] / rows[-2][1]:.1f} times what 10,000 cost\n")


if __name__ == "__main__":
    main()
