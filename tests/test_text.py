from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from workbench.text import clean, slug

ANY = st.text(st.characters(codec=None))


@given(ANY)
@example("\x1b]0;owned\x07 \x9b31m \r\n a\rb \u202e\u2066 \ud800 \ufeff \x00 \ufffe \U000e0041")
def test_nothing_that_a_terminal_or_word_would_obey_survives(text: str) -> None:
    cleaned = clean(text)
    obeyed = [char for char in cleaned if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs")]
    assert obeyed == []
    assert not set(cleaned) & set("\u202e\u2066\u200b\ufeff\ufffe")
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned


def test_what_people_write_is_kept() -> None:
    kept = "Zürich – “quote” 日本語 👩\u200d💻 نص می\u200cخواهم\n\ttab"
    assert clean(kept) == kept
    assert clean("a\r\nb\rc") == "a\nb\nc"
    assert clean("a\x1b[31m") == "a␛[31m"


@given(ANY)
def test_a_slug_is_a_safe_file_name(text: str) -> None:
    name = slug(text)
    assert name
    assert len(name) <= 60
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
