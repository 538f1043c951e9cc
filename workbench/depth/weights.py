"""The learnt weights as they lie on the disk, beside the reader.

`weights/` holds plain files: `linear.npz` (8-bit tables and small networks), `reader.json` (cuts, names,
checksums), the encoder where there is one, and the licence of what it was grown from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """All arrays by name, and what `reader.json` says."""

    arrays: Mapping[str, NDArray[np.generic]]
    notes: Mapping[str, Any]
    folder: Traversable


def load(folder: Traversable | None = None) -> Weights:
    """Read the weights, by default those that ship with the reader."""
    place = folder if folder is not None else files("workbench.depth") / "weights"
    notes = json.loads((place / "reader.json").read_text(encoding="utf-8"))
    with np.load(BytesIO((place / "linear.npz").read_bytes()), allow_pickle=False) as packed:
        arrays = {name: packed[name] for name in packed.files}
    return Weights(arrays, notes, place)
