"""The shipped weights: what they weigh, that they are what they say, and that they read the same everywhere."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from training.corpus import GOLD, folds, items, stories
from training.figures import evidenced_f1, false_evidenced, kappa
from training.verdicts import verdicts
from workbench.depth.encoder import LONGEST
from workbench.depth.engine import Reader
from workbench.depth.wordpiece import WordPiece

pytestmark = pytest.mark.long

WEIGHTS = Path("workbench/depth/weights")


def test_all_weights_together_stay_below_25_megabytes_and_carry_their_licence() -> None:
    shipped = [
        path for path in Path("workbench").rglob("weights/*") if path.suffix in {".npz", ".onnx", ".txt", ".json"}
    ]
    assert {path.parent.parent.name for path in shipped} == {"depth", "intake", "tailoring"}
    assert sum(path.stat().st_size for path in shipped) < 25_000_000
    assert "Apache License" in (WEIGHTS / "LICENCE.md").read_text(encoding="utf-8")


def test_the_files_are_those_that_the_reader_is_named_after() -> None:
    notes = json.loads((WEIGHTS / "reader.json").read_text(encoding="utf-8"))
    for name, expected in notes["sha256"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == expected
    assert Reader().name == notes["name"]


def test_every_machine_comes_to_the_same_verdicts() -> None:
    expected = json.loads((GOLD / "verdicts.json").read_text(encoding="utf-8"))
    found = verdicts()
    different = [
        (story, name, level, found[story][name])
        for story, levels in expected.items()
        for name, level in levels.items()
        if found[story].get(name, level) != level
    ]
    assert different == []
    assert sum(len(levels) for levels in expected.values()) > 600


def test_folds_never_part_an_author() -> None:
    home: dict[str, int] = {}
    for story, fold in zip(stories(), folds(), strict=True):
        assert home.setdefault(story.author, int(fold)) == fold
    assert set(home.values()) == set(range(5))


def test_word_pieces_of_plain_prose_lose_nothing() -> None:
    pieces = (WEIGHTS / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
    cutter = WordPiece(pieces)
    unknown = pieces.index("[UNK]")
    cut = [cutter.ids(item.text, LONGEST) for item in items()[::7]]
    assert np.mean([number == unknown for ids in cut for number in ids]) < 0.001
    assert all(len(ids) <= LONGEST for ids in cut)


def test_figures_are_what_they_are_called() -> None:
    gold = np.array([[0, 1, 2, 2], [0, 0, 2, 1]])
    assert kappa(gold, gold) == 1.0
    assert abs(kappa(np.array([[0, 2], [0, 2]]), np.array([[2, 0], [2, 0]])) + 1.0) < 1e-9
    assert evidenced_f1(gold, np.array([[0, 1, 2, 0], [0, 0, 2, 2]])) == 2 * 2 / 6
    assert false_evidenced(gold, np.full((2, 4), 2)) == 1.0
