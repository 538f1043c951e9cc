"""The second reader's eye: a small sentence encoder (MiniLM, int8), one vector for a sentence.

Each sentence is run on its own: quantisation looks at the whole batch, so in company a sentence would be read a little
differently. onnxruntime is imported when the first sentence is read, never before.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.depth.wordpiece import WordPiece

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from workbench.depth.pooling import Floats

LONGEST = 72
"""Word pieces of a sentence that are read, marks included."""


class Encoder:
    """Turns a sentence into its vector."""

    def __init__(self, folder: Traversable) -> None:
        import onnxruntime

        # On Windows the run time may report its use to the system; nothing here reports anything.
        onnxruntime.disable_telemetry_events()
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        settings.inter_op_num_threads = 1
        settings.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            (folder / "encoder.onnx").read_bytes(), settings, providers=["CPUExecutionProvider"]
        )
        self._pieces = WordPiece((folder / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1])
        self._lock = Lock()

    def vector(self, text: str) -> Floats:
        """The vector of one sentence, rounded to what every processor agrees on."""
        with self._lock:
            ids = np.array([self._pieces.ids(text, LONGEST)], dtype=np.int64)
        made = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        rounded: Floats = np.round(made.astype(np.float64), 3)
        return rounded
