"""The vectors of all labelled sentences, made by the very encoder that ships (int8, one sentence at a time)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpus import items, snippets, stories
from workbench.depth.encoder import Encoder


def all_texts() -> list[str]:
    """Story sentences in order, then the single sentences, then the snippets."""
    told = [s.text for story in stories() for s in story.sentences]
    return told + [i.text for i in items()] + [s.text for s in snippets()]


def vectors(weights: Path, kept: Path) -> NDArray[np.float64]:
    """Read all sentences, or take what was read before by the same encoder; about a minute on an idle core."""
    mark = hashlib.sha256((weights / "encoder.onnx").read_bytes() + "\n".join(all_texts()).encode()).hexdigest()[:16]
    place = kept / f"vectors-{mark}.npy"
    if place.exists():
        return np.asarray(np.load(place), dtype=np.float64)
    encoder = Encoder(weights)
    made = np.stack([encoder.vector(text) for text in all_texts()])
    np.save(place, made.astype(np.float32))
    return np.asarray(np.load(place), dtype=np.float64)
