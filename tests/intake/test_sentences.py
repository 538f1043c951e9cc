"""Cutting loses nothing: joined again, the sentences are the text."""

from __future__ import annotations

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.intake.sentences import LONGEST, joined, split
from workbench.text import clean

marks = st.sampled_from(
    [". ", ".\n", "\n\n", "\n- ", "? ", "… ", " ", "e.g. ", "1. ", "  ", "\t", '." ', "Word", "word"]
)
texts = st.one_of(st.text(max_size=80), st.lists(st.one_of(marks, st.text(max_size=6)), max_size=25).map("".join)).map(
    clean
)


@given(texts)
@example("- a\n- b\n\n1. c. d")
@example("x" * (3 * LONGEST))
@settings(max_examples=150, deadline=None)
def test_joined_sentences_are_the_text(text: str) -> None:
    assert joined(split(text)) == text.strip()
    assert all(piece.text and piece.text == piece.text.strip() for piece in split(text))


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = 'We met Dr. Ames, i.e. the boss. She said "no." Then, at 3.5 per cent,\nwe went on… Really?\n- one\n- two'
    assert [piece.text for piece in split(text)] == [
        "We met Dr. Ames, i.e. the boss.",
        'She said "no."',
        "Then, at 3.5 per cent,\nwe went on…",
        "Really?",
        "- one",
        "- two",
    ]


def test_a_megabyte_without_an_end_is_cut_in_time() -> None:
    started = time.perf_counter()
    assert len(split("a" * 1_000_000)) == 500
    assert len(split("a b " * 250_000)) >= 500
    assert time.perf_counter() - started < 5
