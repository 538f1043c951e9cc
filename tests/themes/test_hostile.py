"""Whatever stands in a person's pack file: it is read, or refused in one sentence that names the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from themes.loader import check_pack, load_our_pack, load_pack
from themes.pasted import as_toml
from workbench.errors import BadInput

WRITTEN = as_toml(load_our_pack("apple-responsible-ai-principles-2024"))
PIECES = st.sampled_from(
    ["[[", "]]", '"', '"""', "'", "=", ".", "\n", "{", "}", "[", "]", "#", "\\u0000", "\\x", "id", "values", "1", "-",
     "2026-02-30", "inf", "[[principles]]\n", "[[principles.clauses]]\n", "\x00", "\u202e", "é", "🙂", "= {}", "= []"]
)  # fmt: skip


def read(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.toml"
        path.write_bytes(data)
        faults = check_pack(path)
        refusal = ""
        try:
            load_pack(path)
        except BadInput as error:
            refusal = str(error)
    assert "\n" not in refusal
    assert refusal.startswith("mine.toml") or not refusal
    assert bool(faults) or not refusal
    assert refusal or all("stands twice" in fault for fault in faults)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WRITTEN)), st.integers(0, 12), PIECES), min_size=1, max_size=4))
def test_a_damaged_pack_is_read_or_refused(edits: list[tuple[int, int, str]]) -> None:
    text = WRITTEN
    for start, removed, put in edits:
        text = text[:start] + put + text[start + removed :]
    read(text.encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    read(data)
