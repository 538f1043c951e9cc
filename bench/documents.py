"""The dossier, measured: building, checking and zipping it beside zipping the same parts alone.

    python -m bench.documents

The words differ from story to story, because a compressor makes short work of one story told five hundred times.
Processor time, best of five, everything in one process and one run; memory as the peak of Python's own allocations.
"zip" is the compressor alone, "floor" the same text built and zipped and nothing else (no page numbers, no check):
the measure that the design's 2.4 to 2.6 was taken against. "write" makes the file with its page numbers, "whole"
checks it too: that is what a user waits for. Four ratios: writing beside floor and beside zip, the whole beside both.
The goal is three times the time of zipping. Writing keeps it beside the floor; beside the compressor alone it does
not: building and zipping the text, without a page number or a check, takes two and a half by itself.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from exports import contents as c
from exports.lint import lint
from exports.reading import parts_of
from exports.word.base import zipped
from exports.word.dossier import write_dossier
from exports.word.shell import base_shell

SIZES = (8, 25, 100, 500)
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvw"


def _words(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    found: set[str] = set()
    while len(found) < count:
        parts = (chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.randint(1, 4)))
        found.add("".join(parts))
    return sorted(found)


class Teller:
    """Makes sentences whose words are as unequally frequent as those of a language."""

    def __init__(self) -> None:
        self._words = _words(6000, 1)
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]
        self._chance = random.Random(2)
        self._chance.shuffle(self._words)

    def say(self, count: int) -> str:
        """Return a sentence of `count` words."""
        return " ".join(self._chance.choices(self._words, self._weights, k=count)).capitalize() + "."


def contents(stories: int) -> c.Dossier:
    """Return a dossier of `stories` stories: 320 words each, five criteria, three claims, three probes."""
    teller = Teller()
    say = teller.say
    pages = []
    for number in range(stories):
        telling = [
            c.Sentence(text=say(20), part=part)
            for part, times in (("Situation", 3), ("Task", 2), ("Action", 8), ("Result", 2), ("Learning", 1))
            for _ in range(times)
        ]
        findings = tuple(
            c.Finding(title=say(2), level=2, quotes=(c.Quote(words=say(9), part="Action", whose="mine"),))
            for _ in range(5)
        )
        claims = tuple(c.ClaimLine(words=say(5), tag="measured", source=say(4), say=say(5)) for _ in range(3))
        probes = tuple(c.ProbeLine(question=say(10), answer=say(12)) for _ in range(3))
        pages.append(
            c.StoryPage(
                key=str(number), title=say(5), headline=say(12), context=say(4), telling=tuple(telling), words=320,
                seconds=137, depth="deep", findings=findings, claims=claims, probes=probes, rounds=(str(number % 6),),
            )
        )  # fmt: skip
    refs = [c.StoryRef(key=page.key, title=page.title) for page in pages]
    rounds = tuple(
        c.RoundPage(
            key=str(number), number=number + 1, title=say(3), interviewer=say(3), minutes=45,
            questions=tuple(
                c.RoundQuestion(question=say(9), story=ref, opening=say(9), proof=say(9), probe=say(9), answer=say(9))
                for ref in refs[number : number + 3]
            ),
        )
        for number in range(6)
    )  # fmt: skip
    columns = tuple(c.MatrixColumn(title=say(3)) for _ in range(12))
    rows = tuple(
        c.MatrixRow(story=ref, cells=tuple((number * 7 + column * 3) % 4 for column in range(12)))
        for number, ref in enumerate(refs)
    )
    return c.Dossier(
        setting=c.Setting(prepared=date(2027, 1, 4)),
        company="Company",
        role="Role",
        rounds=rounds,
        matrices=(c.Matrix(title="Principles", columns=columns, rows=rows),),
        stories=tuple(pages),
        index=tuple(c.IndexEntry(question=say(10), stories=(ref,)) for ref in refs),
    )


def _best(work: Callable[[], object], times: int = 5) -> float:
    found = []
    for _ in range(times):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main() -> int:
    """Measure and print."""
    out = sys.stdout
    heads = [
        "stories",
        "XML-MB",
        "zip-ms",
        "floor-ms",
        "write-ms",
        "wr/floor",
        "wr/zip",
        "whole-ms",
        "wh/floor",
        "wh/zip",
        "peak-MB",
    ]
    out.write(" ".join(name.rjust(8) for name in heads) + "\n")
    for stories in SIZES:
        dossier = contents(stories)
        made = write_dossier(dossier)
        parts = parts_of(made.data)
        alone = _best(lambda parts=parts: zipped(parts))  # type: ignore[misc]
        shell = replace(base_shell(dossier.setting), font=None)
        floor = _best(lambda dossier=dossier, shell=shell: write_dossier(dossier, shell))  # type: ignore[misc]
        write = _best(lambda dossier=dossier: write_dossier(dossier))  # type: ignore[misc]
        check = _best(lambda made=made: lint(made.data, private=True))  # type: ignore[misc]
        peak = _peak(lambda dossier=dossier: write_dossier(dossier))  # type: ignore[misc]
        size = sum(map(len, parts.values())) / 1e6
        whole = write + check
        figures = (
            size,
            alone * 1e3,
            floor * 1e3,
            write * 1e3,
            write / floor,
            write / alone,
            whole * 1e3,
            whole / floor,
            whole / alone,
        )
        out.write(f"{stories:8} " + " ".join(f"{figure:8.1f}" for figure in (*figures, peak)) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
