"""The differing words of two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.workspace.differing import differing, marked


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = differing(old, new)
    assert "".join(piece.text for piece in pieces if piece.where != "new") == old
    assert "".join(piece.text for piece in pieces if piece.where != "old") == new


def test_words_are_marked_and_long_stretches_shortened() -> None:
    same = "a word " * 40
    text = marked(differing(f"{same}two models", f"{same}three models"))
    assert text.endswith("[-two-]{+three+} models")
    assert len(text) < 120
