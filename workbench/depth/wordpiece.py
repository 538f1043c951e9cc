"""Cutting a sentence into the word pieces that the encoder knows (BERT's uncased scheme).

Small enough to carry ourselves, so that reading needs no tokenizer library; a test compares it with the
reference implementation over all labelled sentences.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

UNKNOWN: Final = "[UNK]"
LONGEST_WORD: Final = 100
"""Longer words are unknown, as in the reference; it keeps the search linear."""


class WordPiece:
    """A vocabulary, and text cut by it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._index: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self._first, self._last = self._index["[CLS]"], self._index["[SEP]"]
        self._unknown = self._index[UNKNOWN]
        self._pieces = lru_cache(maxsize=20_000)(self._cut)

    def ids(self, text: str, longest: int) -> list[int]:
        """The numbers of the pieces, between the two marks, at most `longest` in all."""
        found = [self._first]
        for word in words(text):
            found.extend(self._pieces(word))
            if len(found) >= longest:
                break
        del found[longest - 1 :]
        found.append(self._last)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                number = self._index.get(piece)
                if number is not None:
                    found.append(number)
                    break
                end -= 1
            if end == start:
                return (self._unknown,)
            start = end
        return tuple(found)


def words(text: str) -> list[str]:
    """Lower-case words without accents; each sign of punctuation is a word of its own."""
    found: list[str] = []
    for chunk in _spaced(text).split():
        plain = chunk if chunk.isascii() else _without_accents(chunk.lower())
        found.extend(_parts(plain.lower()))
    return found


def _spaced(text: str) -> str:
    if text.isascii():
        return text
    return "".join(_one(c) for c in text)


def _one(c: str) -> str:
    code = ord(c)
    if code in (0, 0xFFFD) or (unicodedata.category(c).startswith("C") and c not in "\t\n\r"):
        return ""
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2CEAF:
        return f" {c} "
    return c


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _parts(word: str) -> list[str]:
    if word.isalnum():
        return [word]
    found: list[str] = []
    run: list[str] = []
    for c in word:
        if _is_sign(c):
            if run:
                found.append("".join(run))
                run = []
            found.append(c)
        else:
            run.append(c)
    if run:
        found.append("".join(run))
    return found


def _is_sign(c: str) -> bool:
    code = ord(c)
    return (
        33 <= code <= 47
        or 58 <= code <= 64
        or 91 <= code <= 96
        or 123 <= code <= 126
        or unicodedata.category(c)[0] == "P"
    )
