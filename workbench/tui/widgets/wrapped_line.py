"""One line of a text area, drawn a row at a time.

Textual wraps a paragraph anew for every row that it draws, all of it each time: a paragraph of sixty rows is cut into
sixty pieces sixty times a key. Here only the row that is asked for is cut out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.text import Span, Text


@dataclass(frozen=True, slots=True)
class Words:
    """A row of which only the words are wanted."""

    plain: str


class Rows:
    """The rows of a wrapped line. The first that is asked for comes with its styles, the others as words."""

    def __init__(self, line: Text, offsets: Iterable[int]) -> None:
        self._line = line
        self._bounds = [0, *offsets, len(line.plain)]
        self._drawn = False

    def __getitem__(self, index: int) -> Text | Words:
        start, end = self._bounds[index], self._bounds[index + 1]
        plain = self._line.plain[start:end]
        if self._drawn:
            return Words(plain)
        self._drawn = True
        spans = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.style)
            for span in self._line.spans
            if span.start < end and span.end > start
        ]
        return Text(plain, style=self._line.style, end="", no_wrap=True, tab_size=self._line.tab_size, spans=spans)


class WrappedLine(Text):
    """A line that is cut into rows only where they are drawn."""

    def divide(self, offsets: Iterable[int]) -> Any:
        """Return the rows between `offsets`."""
        return Rows(self, offsets)
