"""Measure the shipped reader on real texts that stand outside the project: `make eval-real FILE=…`.

A line of the file is an object with `id`, `text` and the levels of two readers, `labels` and `labels2`. Nothing of it
is kept. The reader is held against the mean of both: agreement is quadratic-weighted kappa, which takes halves as they
are; "specific" is a mean of at least 1.5.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpus import read_lines
from training.figures import f1, kappa
from workbench.depth.engine import Reader
from workbench.depth.labels import CRITERIA
from workbench.model.story import Story

Floats = NDArray[np.float64]


def agreement(gold: Floats, said: Floats) -> float:
    """Quadratic-weighted kappa, pooled, for levels that may be halves."""
    a, b = gold.reshape(-1), said.reshape(-1)
    chance = float(((a[:, None] - b[None]) ** 2).mean()) if len(a) < 4000 else _chance(a, b)
    return 1.0 - float(((a - b) ** 2).mean()) / chance


def _chance(a: Floats, b: Floats) -> float:
    return float((a**2).mean() + (b**2).mean() - 2 * a.mean() * b.mean())


def evidenced(gold: Floats, said: Floats) -> float:
    """F1 of "specific"."""
    return f1(gold >= 1.5, said == 2)


def false(gold: Floats, said: Floats) -> float:
    """Share of "specific" among the criteria that are not."""
    return float((said[gold < 1.5] == 2).mean())


def interval(measure: Callable[[Floats, Floats], float], gold: Floats, said: Floats) -> str:
    """The figure with 95% of what it is when texts are drawn again."""
    draw = np.random.default_rng(7)
    found = []
    for _ in range(400):
        pick = draw.integers(0, len(gold), len(gold))
        found.append(measure(gold[pick], said[pick]))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return f"{measure(gold, said):.3f} ({low:.3f}-{high:.3f})"


def main() -> None:
    """Read the file and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    rows = read_lines(parser.parse_args().file)
    reader = Reader()
    first: list[list[int]] = []
    second: list[list[int]] = []
    said, roles, role_gold = [], [], []
    for row in rows:
        story = Story(id=str(row["id"]), title=str(row.get("title") or ""), action=str(row["text"]))
        report = reader.read(story)
        said.append([report.criteria[name].level for name in CRITERIA])
        for key, place in (("labels", first), ("labels2", second)):
            labels = row[key]
            place.append([int(labels.get(name, 0)) for name in CRITERIA] if isinstance(labels, dict) else [0] * 18)
        roles.append(report.ai_role)
        role_gold.append((row.get("ai_role"), row.get("ai_role2")))
    one, two, mine = np.array(first), np.array(second), np.array(said)
    gold, levels = (one + two) / 2.0, mine.astype(np.float64)
    print(f"{len(rows)} texts, reader {reader.name}")
    print(f"kappa against the mean of both readers {interval(agreement, gold, levels)}")
    each = f"{kappa(one, mine):.3f} {kappa(two, mine):.3f}"
    print(f"  against each reader {each}; between the two readers {kappa(one, two):.3f}")
    print(f"evidenced F1 {interval(evidenced, gold, levels)}   false evidenced {interval(false, gold, levels)}")
    agreed = np.mean([role in pair for role, pair in zip(roles, role_gold, strict=True)])
    print(f"AI role agrees with one of the readers {agreed:.3f}")
    print("\ncriterion            kappa   evidenced F1")
    for k, name in enumerate(CRITERIA):
        a, b = gold[:, [k]], levels[:, [k]]
        print(f"{name:20} {agreement(a, b):6.3f} {evidenced(a, b):12.3f}")


if __name__ == "__main__":
    main()
