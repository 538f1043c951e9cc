"""Writing what was learnt as the plain files that ship beside the reader."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.fit_linear import Fitted, Material
from training.linear import Linear
from training.story_head import StoryHead
from workbench.depth.gate import Gate
from workbench.depth.hints import Hints
from workbench.depth.meeting import Meeting
from workbench.depth.pooling import Network
from workbench.depth.recurrent import SCALE
from workbench.depth.storywide import Heads

WEIGHTS = Path(__file__).resolve().parent.parent / "workbench" / "depth" / "weights"

EIGHT_BITS_FROM = 8_000
"""Matrices of so many numbers are stored in 8 bits."""

Arrays = dict[str, NDArray[np.generic]]


def table(name: str, fitted: Linear) -> Arrays:
    """8-bit weights with one scale for each output."""
    scale = np.abs(fitted.weights).max(0) / 127.0 + 1e-12
    return {
        f"{name}_weights": np.round(fitted.weights / scale).astype(np.int8),
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_bias": fitted.bias.astype(np.float32),
    }


def network(name: str, made: Network) -> Arrays:
    """The small pooling networks."""
    fields = {"middle": made.middle, "spread": made.spread, "w1": made.inner, "b1": made.inner_bias, "w2": made.outer}
    return {f"{name}_{k}": v.astype(np.float32) for k, v in {**fields, "b2": made.outer_bias}.items()}


def linear_arrays(m: Material, final: Fitted, pool: Network) -> Arrays:
    """Everything of the linear reader."""
    return {
        "vocabulary": np.frombuffer("\n".join(m.words).encode("utf-8"), dtype=np.uint8),
        "rarity": m.rarity.astype(np.float32),
        "story_features": m.story_features.astype(np.int32),
        **table("sentence", final.sentence),
        **table("story", final.story),
        **network("pool", pool),
    }


def head_arrays(heads: Heads) -> Arrays:
    """The heads for what concerns the whole story."""
    made: Arrays = {"heads_mixing": heads.mixing.astype(np.float32), "heads_cuts": heads.cuts.astype(np.float32)}
    for name, view in heads.views.items():
        fields = {"middle": view.middle, "spread": view.spread, "weights": view.weights, "bias": view.bias}
        made.update({f"heads_{name}_{field}": value.astype(np.float32) for field, value in fields.items()})
    return made


def story_heads(heads: list[StoryHead]) -> Arrays:
    """The recurrent heads: large matrices in 8 bits with a scale for each row, the rest in half precision."""
    made: Arrays = {}
    for i, head in enumerate(heads):
        for name, value in head.state_dict().items():
            key, array = f"head{i}_{name}", value.detach().numpy()
            if array.ndim == 2 and array.size >= EIGHT_BITS_FROM:
                scale = np.abs(array).max(1) / 127.0 + 1e-12
                made[key] = np.round(array / scale[:, None]).astype(np.int8)
                made[key + SCALE] = scale.astype(np.float32)
            else:
                made[key] = array.astype(np.float16)
    return made


def gate_arrays(gate: Gate) -> Arrays:
    """The gate."""
    fields = {"sentence": gate.sentence, "middle": gate.middle, "spread": gate.spread, "story": gate.story}
    return {
        "gate_bias": np.array([gate.sentence_bias, gate.story_bias], dtype=np.float32),
        **{f"gate_{name}": np.asarray(value, dtype=np.float32) for name, value in fields.items()},
    }


def hint_arrays(hints: Hints) -> Arrays:
    """The hints, in half precision."""
    return {"hints_weights": hints.weights.astype(np.float16), "hints_bias": hints.bias.astype(np.float32)}


def meeting_arrays(meeting: Meeting) -> Arrays:
    """Where questions meet what is told: 8-bit weights with one scale for each dimension."""
    made: Arrays = {}
    for name, value in (("asked", meeting.asked), ("told", meeting.told)):
        scale = np.abs(value).max(0) / 127.0 + 1e-12
        made[f"meeting_{name}"] = np.round(value / scale).astype(np.int8)
        made[f"meeting_{name}_scale"] = scale.astype(np.float32)
    return made


def write(arrays: Arrays, notes: dict[str, Any], folder: Path = WEIGHTS) -> str:
    """Write `linear.npz` (same bytes for the same arrays) and `reader.json`; returns the reader's name."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            one = io.BytesIO()
            np.save(one, arrays[name], allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED, 9
            )
    raw = packed.getvalue()
    (folder / "linear.npz").write_bytes(raw)
    sums = {"linear.npz": hashlib.sha256(raw).hexdigest()}
    encoder = folder / "encoder.onnx"
    if notes.get("encoder") and encoder.exists():
        sums["encoder.onnx"] = hashlib.sha256(encoder.read_bytes()).hexdigest()
    whole = hashlib.sha256("".join(sums[k] for k in sorted(sums)).encode()).hexdigest()[:10]
    notes = {"name": f"reader-{whole}", "sha256": sums, **notes}
    (folder / "reader.json").write_text(json.dumps(notes, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return str(notes["name"])
