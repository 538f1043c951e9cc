"""Finding a claim's words in a text, as whole words, and putting the safe wording in their place."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def _pattern(quote: str) -> re.Pattern[str]:
    quote = quote.strip()
    left = r"(?<![\w.,])" if quote[:1].isalnum() else ""
    right = r"(?![\w]|[.,]\d)" if quote[-1:].isalnum() else ""
    return re.compile(left + r"\s+".join(re.escape(word) for word in quote.split()) + right, re.IGNORECASE)


def stands_in(quote: str, text: str) -> bool:
    """Say whether a claim's words stand in a text as whole words: "50%" does not stand in "150%"."""
    return bool(quote.strip()) and _pattern(quote).search(text) is not None


def put(quote: str, say: str, text: str) -> str:
    """Return the text with the safe wording in the place of the claim's words."""
    return _pattern(quote).sub(lambda _: say.strip(), text)
