from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.depth.sentences import MAX_CHARS, MAX_WORDS, split


def texts(text: str) -> list[str]:
    return [s.text for s in split("action", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We shipped it. Nobody noticed!", ["We shipped it.", "Nobody noticed!"]),
        ("It cost 3.5 cents a call. We capped it.", ["It cost 3.5 cents a call.", "We capped it."]),
        ("Dr. Osei read fifty. I read ten.", ["Dr. Osei read fifty.", "I read ten."]),
        ("We tried tools, e.g. a rules engine, first.", ["We tried tools, e.g. a rules engine, first."]),
        ("They said no. I stopped it.", ["They said no.", "I stopped it."]),
        ("Ward no. 7 said yes. We went on.", ["Ward no. 7 said yes.", "We went on."]),
        ("He said “stop.” We stopped.", ["He said “stop.”", "We stopped."]),
        ("- Deleted audio after a day\n- Kept the scores\n", ["Deleted audio after a day", "Kept the scores"]),
        ("1. Asked the nurses\n2. Wrote the bar", ["Asked the nurses", "Wrote the bar"]),
        ("  \n\n ", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would_cut_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_wrapped_line_is_one_sentence() -> None:
    wrapped = "We asked three pharmacists to grade two hundred answers\nagainst a sheet that they had written."
    assert len(texts(wrapped)) == 1


def test_a_transcript_without_full_stops_is_cut_into_quotable_pieces() -> None:
    speech = "so we um looked at the logs and then I asked the team to label them, " * 12
    pieces = texts(speech)
    assert len(pieces) > 2
    assert all(len(piece.split()) <= MAX_WORDS + 1 for piece in pieces)


@given(st.text(alphabet=st.sampled_from("abIZ .!?\n-•,;:“”(1)5%é "), max_size=300))
def test_every_sentence_is_its_own_span_and_spans_never_overlap(text: str) -> None:
    last = 0
    for s in split("result", text):
        assert text[s.start : s.end] == s.text
        assert s.text.strip() == s.text
        assert s.text
        assert s.start >= last
        last = s.end


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "(" * 10_000, "a. " * 100_000, "\n" * 200_000, "word " * 100_000, "…" * 100_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.perf_counter()
    pieces = split("action", text)
    assert time.perf_counter() - began < 5.0
    assert all(len(s.text) <= MAX_CHARS or " " not in s.text for s in pieces)
