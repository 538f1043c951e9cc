"""How far a second reader agrees with the labels of our own stories: `python -m training.agreement`.

81 stories, nine or so of each author, were labelled again by a reader who saw the texts and the rubric, and not the
first labels (`tests/gold/second_reader.jsonl`). What two people do not agree upon, no reader can learn.
"""

from __future__ import annotations

import numpy as np

from training.corpus import GOLD, Gold, as_gold, read_lines, stories
from training.figures import evidenced_f1, f1, kappa
from workbench.depth.labels import CRITERIA, THEMES


def main() -> None:
    """Print the agreement."""
    again = [as_gold(row) for row in read_lines(GOLD / "second_reader.jsonl")]
    known = {story.id: story for story in stories()}
    first = [known[story.id] for story in again]
    a, b = levels(first), levels(again)
    print(f"{len(again)} stories labelled twice")
    print(f"kappa {kappa(a, b):.3f}   evidenced F1 {evidenced_f1(a, b):.3f}")
    role = np.mean([x.role == y.role for x, y in zip(first, again, strict=True)])
    values = [np.stack([s.values for s in each]) >= 1 for each in (first, again)]
    themes = [np.array([[t in s.themes for t in THEMES] for s in each]) for each in (first, again)]
    print(f"AI role {role:.3f}   values F1 {f1(*values):.3f}   themes F1 {f1(*themes):.3f}")
    for k, name in enumerate(CRITERIA):
        print(f"{name:20} {kappa(a[:, [k]], b[:, [k]]):.3f}")


def levels(told: list[Gold]) -> np.ndarray:
    """Stories × 18."""
    return np.stack([story.levels for story in told])


if __name__ == "__main__":
    main()
