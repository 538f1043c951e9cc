"""The common shape of texts that come in: blocks, each a heading or a paragraph, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SEPARATOR: Final = "\x1e"
"""Text of a block that only separates. `clean()` never lets this character through, so no source holds it."""
WEAK: Final = 9
"""Level of a line that looks like a heading (bold, alone) in a source that has no real ones there."""

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*)\Z")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,})\Z")
_BOLD_LINE = re.compile(r"[ \t]*(?:\*\*|__)([^*_]{1,120})(?:\*\*|__)[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading (`level` 1 to 9) or paragraph (`level` 0). `gap` is the number of blank lines before it."""

    text: str
    level: int = 0
    gap: int = 1

    @property
    def separates(self) -> bool:
        """Whether it is a rule between stories and holds no words."""
        return self.text == SEPARATOR


def blocks(text: str) -> list[Block]:
    """Return the blocks of a cleaned plain or Markdown text."""
    found: list[Block] = []
    lines: list[str] = []
    gap = opened = 0

    def close() -> None:
        if lines:
            found.append(Block("\n".join(lines), 0, opened))
            lines.clear()

    for line in text.split("\n"):
        if not line.strip():
            close()
            gap += 1
            continue
        heading, bold = _HEADING.match(line), _BOLD_LINE.match(line)
        title = heading[2].rstrip(" \t#") if heading else ""
        if _RULE.match(line):
            close()
            found.append(Block(SEPARATOR, 0, gap))
        elif heading and title:
            close()
            found.append(Block(title, len(heading[1]), gap))
        elif bold and not lines:
            close()
            found.append(Block(bold[1].strip(), WEAK, gap))
        else:
            if not lines:
                opened = gap
            lines.append(line.rstrip())
        gap = 0
    close()
    return found
