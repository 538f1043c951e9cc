"""What the readers said of each labelled story while its author was left out, kept to print figures again.

`out_of_fold.npz` holds small arrays and the checksum of the labels they belong to; it is written by
`make train` and read by `make eval`.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpus import checksum

FILE = Path(__file__).resolve().parent / "out_of_fold.npz"


@dataclass
class Predictions:
    """Out-of-fold results, stories in the order of the gold file."""

    chances: dict[str, NDArray[np.float64]]
    """Reader -> stories × 18 × (≥ 1, 2)."""
    whole: NDArray[np.float64]
    """Stories × 48: the chances of `storywide`."""
    quotes: NDArray[np.int64]
    """Stories × 18 × 2: numbers of the sentences that would be quoted, -1 for none."""
    notes: dict[str, float] = field(default_factory=dict)


def save(p: Predictions, path: Path = FILE) -> None:
    """Write with the same bytes for the same content."""
    arrays: dict[str, NDArray[np.generic]] = {
        "labels": np.frombuffer(checksum().encode(), dtype=np.uint8),
        "whole": np.round(p.whole, 3).astype(np.float16),
        "quotes": p.quotes.astype(np.int16),
    }
    for name, chances in p.chances.items():
        arrays[f"chances_{name}"] = np.round(chances * 10_000).astype(np.uint16)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            one = io.BytesIO()
            np.save(one, arrays[name], allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED, 9
            )


def load(path: Path = FILE) -> Predictions:
    """Read; refuses predictions that were made for other labels."""
    if not path.exists():
        raise SystemExit("There are no out-of-fold readings yet: run `make train`.")
    with np.load(path, allow_pickle=False) as packed:
        arrays = {name: packed[name] for name in packed.files}
    if bytes(arrays["labels"]).decode() != checksum():
        raise SystemExit("The out-of-fold readings belong to other labels: run `make train`.")
    chances = {
        n.removeprefix("chances_"): a.astype(np.float64) / 10_000 for n, a in arrays.items() if n.startswith("chances_")
    }
    return Predictions(chances, arrays["whole"].astype(np.float64), arrays["quotes"].astype(np.int64))
