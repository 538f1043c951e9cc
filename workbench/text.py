"""The one gate through which all text enters: `clean()`; names made from text: `slug()`; counts: `counted()`.

Textual and Word both pass control characters on: an escape sequence pasted into a story would reach the
terminal raw, a NUL would make a Word file unwritable. So text is cleaned once, at every entrance, and all
offsets count code points of the cleaned text.
"""

from __future__ import annotations

import re
import unicodedata

REPLACED = "\ufffd"
"""Stands where a character was that may not be kept."""
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
_PICTURES[0x7F] = "\u2421"
# C1 controls have no pictures of their own; U+FFFD says "something was here" without being obeyed.
_C1 = dict.fromkeys(range(0x80, 0xA0), REPLACED)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), REPLACED)
# Bidi embeddings, overrides and isolates, the tag block, and characters that hide or join without a trace.
# ZWJ and ZWNJ stay: emoji and Indic or Persian words need them.
_DROPPED: dict[int, None] = dict.fromkeys(
    [
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x200B,
        0x200E,
        0x200F,
        0x061C,
        0x2060,
        0xFEFF,
        *range(0xE0000, 0xE0080),
        *range(0xFFF9, 0xFFFC),
    ]
)
_NONCHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), REPLACED)
_TABLE: dict[int, str | None] = {
    **_PICTURES,
    **_C1,
    **_SURROGATES,
    **_DROPPED,
    **_NONCHARACTERS,
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_NEEDS = re.compile("[^\t\n\x20-\x7e\u00a0-\u024f\u2010-\u2027\u20ac]")


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: "1 story", "0 stories". `many` is the plural where it is not the noun with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def clean(text: str) -> str:
    """Return `text` as it may be stored, shown and exported.

    Line ends become LF; C0 controls and DEL become visible pictures (␛), C1 controls, lone surrogates and
    noncharacters become U+FFFD; bidi controls, tags and invisible joiners are dropped. Idempotent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _NEEDS.search(text) is None:
        return text
    return text.translate(_TABLE)


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str, limit: int = 60) -> str:
    """Return an ASCII name for `text`: lower case, digits and hyphens, at most `limit` characters, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = _NOT_SLUG.sub("-", plain).strip("-")[:limit].strip("-")
    return name or "untitled"
