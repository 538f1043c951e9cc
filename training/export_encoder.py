"""Writing the encoder as an int8 ONNX graph, with a vocabulary cut to what English prose needs.

The graph is laid out node by node, so that it holds nothing but what the reader runs and comes out the same each time.
Weights are quantised to seven of eight bits: processors without a dot-product instruction for bytes add pairs with
saturation, and a full eight bits would then read differently on them.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training import bert

POSITIONS = 80
OPSET = 17


MOST_FREQUENT = 23_000
"""The pieces are sorted by frequency; rarer words are read as their parts, which saves 2 MB."""


def kept_pieces(pieces: list[str]) -> list[int]:
    """Numbers of the pieces that stay: the marks, and frequent ones in plain letters, digits and signs."""
    kept = []
    for i, piece in enumerate(pieces):
        bare = piece.removeprefix("##")
        mark = piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
        single = len(bare) == 1 and ord(bare) < 0x2200
        if mark or single or (i < MOST_FREQUENT and not piece.startswith("[unused") and bare.isascii()):
            kept.append(i)
    return kept


class _Graph:
    """Nodes and weights in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._count = 0

    def weight(self, name: str, value: NDArray[Any] | np.generic) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str = "", **settings: Any) -> str:
        self._count += 1
        name = output or f"{kind.lower()}{self._count}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=f"node{self._count}", **settings))
        return name


def graph(encoder: bert.Encoder, kept: list[int]) -> onnx.ModelProto:
    """ids (sentences × tokens) and mask to the mean vector of each sentence."""
    state = {name: value.detach().numpy().astype(np.float32) for name, value in encoder.state_dict().items()}
    g = _Graph()
    # The kind of token is the same for all, so its vector is added to the place's once and for all.
    places = state["places.weight"][:POSITIONS] + state["kinds.weight"][0]
    words = g.add("Gather", [g.weight("words", state["words.weight"][kept]), "ids"])
    count = g.add("Slice", [g.add("Shape", ["ids"]), g.weight("one", np.array([1])), g.weight("two", np.array([2]))])
    place = g.add("Slice", [g.weight("places", places), g.weight("zero", np.array([0])), count])
    x = _norm(g, g.add("Add", [words, place]), state, "norm")
    mask = g.add("Cast", ["mask"], to=TensorProto.FLOAT)
    wide = g.add("Unsqueeze", [mask, g.weight("axes12", np.array([1, 2]))])
    bias = g.add("Mul", [g.add("Sub", [wide, g.weight("f1", np.float32(1))]), g.weight("f1e4", np.float32(1e4))])
    for i in range(bert.LAYERS):
        x = _layer(g, x, bias, state, f"layers.{i}.")
    column = g.add("Unsqueeze", [mask, g.weight("axis2", np.array([2]))])
    total = g.add("ReduceSum", [g.add("Mul", [x, column]), g.weight("axis1", np.array([1]))], keepdims=0)
    size = g.add("ReduceSum", [column, "axis1"], keepdims=0)
    g.add("Div", [total, size], "vectors")
    made = helper.make_graph(
        g.nodes, "encoder",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["sentences", "tokens"]) for n in ("ids", "mask")],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["sentences", bert.WIDTH])],
        g.weights,
    )  # fmt: skip
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="star-workbench")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def _norm(g: _Graph, x: str, state: dict[str, NDArray[np.float32]], name: str) -> str:
    scale, shift = g.weight(f"{name}.scale", state[f"{name}.weight"]), g.weight(f"{name}.shift", state[f"{name}.bias"])
    return g.add("LayerNormalization", [x, scale, shift], epsilon=1e-12, axis=-1)


def _dense(g: _Graph, x: str, state: dict[str, NDArray[np.float32]], name: str) -> str:
    product = g.add("MatMul", [x, g.weight(f"{name}.w", state[f"{name}.weight"].T)])
    return g.add("Add", [product, g.weight(f"{name}.b", state[f"{name}.bias"])])


def _layer(g: _Graph, x: str, bias: str, state: dict[str, NDArray[np.float32]], at: str) -> str:
    each = bert.WIDTH // bert.HEADS
    qkv = _dense(g, x, state, f"{at}qkv")
    five = g.add("Reshape", [qkv, g.weight(f"{at}shape5", np.array([0, 0, 3, bert.HEADS, each]))])
    turned = g.add("Transpose", [five], perm=[2, 0, 3, 1, 4])
    q, k, v = (g.add("Gather", [turned, g.weight(f"{at}pick{i}", np.array(i))], axis=0) for i in range(3))
    scores = g.add("MatMul", [q, g.add("Transpose", [k], perm=[0, 1, 3, 2])])
    scaled = g.add("Mul", [scores, g.weight(f"{at}root", np.float32(each**-0.5))])
    shares = g.add("Softmax", [g.add("Add", [scaled, bias])], axis=-1)
    mixed = g.add("Transpose", [g.add("MatMul", [shares, v])], perm=[0, 2, 1, 3])
    seen = g.add("Reshape", [mixed, g.weight(f"{at}shape3", np.array([0, 0, bert.WIDTH]))])
    x = _norm(g, g.add("Add", [x, _dense(g, seen, state, f"{at}out")]), state, f"{at}norm1")
    up = _dense(g, x, state, f"{at}up")
    erf = g.add("Erf", [g.add("Mul", [up, g.weight(f"{at}r2", np.float32(2**-0.5))])])
    half = g.add("Mul", [up, g.weight(f"{at}half", np.float32(0.5))])
    gelu = g.add("Mul", [half, g.add("Add", [erf, g.weight(f"{at}plus", np.float32(1))])])
    return _norm(g, g.add("Add", [x, _dense(g, gelu, state, f"{at}down")]), state, f"{at}norm2")


def _heavy(path: Path) -> list[str]:
    """The nodes that hold nearly all weights: the products with a matrix, and the table of the words."""
    model = onnx.load(path)
    stored = {w.name for w in model.graph.initializer}
    return [
        n.name
        for n in model.graph.node
        if (n.op_type == "MatMul" and n.input[1] in stored) or (n.op_type == "Gather" and n.input[0] == "words")
    ]


def write(encoder: bert.Encoder, folder: Path) -> None:
    """Write `encoder.onnx` and `pieces.txt`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    pieces = (bert.package_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    pieces = pieces[:-1] if pieces[-1] == "" else pieces
    kept = kept_pieces(pieces)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        plain = Path(place) / "plain.onnx"
        onnx.save(graph(encoder, kept), plain)
        quantize_dynamic(
            plain, folder / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_quantize=_heavy(plain),
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
    (folder / "pieces.txt").write_text("\n".join(pieces[i] for i in kept) + "\n", encoding="utf-8")
