"""What the linear reader sees of a sentence: word runs, letter runs, and readable signals.

Words alone do not carry over to another author's voice; letter runs catch word stems and spelling,
and the signals say what kind of sentence it is (a figure, a refusal, a regret, an actor).
Figures are folded to their shape, since 93% and 91% say the same about a practice.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.depth.signals import signals

LONGEST_WORD = 24
"""Letter runs are taken from so much of a word; what is longer is an address or noise."""

_TOKEN = re.compile(r"\d[\d.,]{0,15}%?|[^\W\d_]{1,80}(?:['’][^\W\d_]{1,8})?|[%$€£₹¥→≥≤<>=?!]")


def tokens(text: str) -> list[str]:
    """Lower-case words, figures folded to their shape, and the few signs that mean something."""
    return [_fold(word) for word in _TOKEN.findall(text.lower().replace("’", "'"))]


def _fold(word: str) -> str:
    if word[0].isdigit():
        if word.endswith("%"):
            return "0%"
        digits = sum(map(str.isdigit, word))
        return "0" * min(digits, 4) + (".0" if "." in word.rstrip(".,") else "")
    return word


@lru_cache(maxsize=20_000)
def letters(word: str) -> tuple[str, ...]:
    """Runs of three to five letters of one word, its edges marked by `_`; the prefix is `~`."""
    edged = f"_{word[:LONGEST_WORD]}_"
    return tuple("~" + edged[i : i + size] for size in (3, 4, 5) for i in range(max(len(edged) - size + 1, 0)))


def features(text: str) -> list[str]:
    """All features of one sentence, each once, in order of first appearance."""
    words = tokens(text)
    found: dict[str, None] = {}
    for i, word in enumerate(words):
        found[word] = None
        if i + 1 < len(words):
            pair = f"{word} {words[i + 1]}"
            found[pair] = None
            if i + 2 < len(words):
                found[f"{pair} {words[i + 2]}"] = None
    for word in dict.fromkeys(words):
        for run in letters(word):
            found[run] = None
    for name in signals(text, words):
        found["#" + name] = None
    return list(found)
