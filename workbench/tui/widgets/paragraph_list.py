"""Paragraphs, each wrapped to the width, with a cursor that stands on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from textual.geometry import Region

from workbench.tui.actions import FREED
from workbench.tui.bindings import bindings
from workbench.tui.widgets.line_list import LineList, Piece, fit

MOST = 12
"""Lines of one paragraph; a longer one ends in an ellipsis."""
MARK = 6
"""Cells before the text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with a sign before it. A heading has no `id`, and the cursor passes over it."""

    text: str
    id: str = ""
    mark: str = ""
    mark_style: str = "line--muted"
    style: str = "line--strong"


def wrapped(text: str, width: int, most: int = MOST) -> list[str]:
    """Return `text` in lines of at most `width` cells, broken at blanks where there are any."""
    width = max(2, width)
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        pieces = chop_cells(word, width) if cell_len(word) > width else [word]
        lines += [line, *pieces[:-1]] if line else pieces[:-1]
        line = pieces[-1]
        if len(lines) > most:
            break
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(lines[most - 1] + "…", width) if lines[most - 1] else "…"]
    return lines


class ParagraphList(LineList, inherit_bindings=False):
    """Paragraphs with headings between them. The keys of a list that the screen needs for itself are left to it."""

    BINDINGS = [each for each in bindings("list") if getattr(each, "id", None) not in FREED["bring_in"]]  # noqa: RUF012

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.paragraphs: list[Paragraph] = []
        self._lines: list[tuple[int, str, bool]] = []
        """(number of the paragraph, its words on this line, whether it is the first line)."""
        self._width = 0
        self._wraps: dict[tuple[str, int], list[str]] = {}
        """What was wrapped before: one key changes one paragraph of thousands."""

    def show(self, paragraphs: Sequence[Paragraph], at: str | None = None) -> None:
        """Show other paragraphs, the cursor on the one with the id `at`, else on the first that has one."""
        self.paragraphs = list(paragraphs)
        self._width = 0
        self._lay()
        self.cursor = self._line_of(at) if at is not None else 0
        self.lines_changed()
        self.go_to(self.cursor, tell=False)

    def here(self) -> str:
        """Return the id of the paragraph under the cursor, "" if there is none."""
        return self.paragraphs[self._lines[self.cursor][0]].id if self.cursor < len(self._lines) else ""

    def put_cursor(self, identity: str) -> None:
        """Put the cursor on the paragraph with this id."""
        self.go_to(self._line_of(identity))

    def _line_of(self, identity: str) -> int:
        return next(
            (at for at, (number, _, first) in enumerate(self._lines) if first and self._name_of(number) == identity), 0
        )

    def _name_of(self, number: int) -> str:
        return self.paragraphs[number].id

    def _lay(self) -> None:
        width = self.scrollable_content_region.width or 80
        if width == self._width:
            return
        self._width = width
        self._lines = [
            (number, words, line == 0)
            for number, each in enumerate(self.paragraphs)
            for line, words in enumerate(self._wrap(each.text, width - (MARK + 1 if each.id else 1)))
        ]

    def _wrap(self, text: str, width: int) -> list[str]:
        found = self._wraps.get((text, width))
        if found is None:
            found = self._wraps[text, width] = wrapped(text, width)
        return found

    # Lines

    def lines_changed(self) -> None:
        """Lay the paragraphs out anew if the width is another; the cursor stays on its paragraph."""
        here = self.here()
        old = self._width
        self._lay()
        if old != self._width and here:
            self.cursor = self._line_of(here)
        super().lines_changed()

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def can_stand(self, index: int) -> bool:
        """The cursor stands on the first line of a paragraph."""
        return 0 <= index < len(self._lines) and self._lines[index][2] and bool(self._name_of(self._lines[index][0]))

    def go_to(self, index: int, *, tell: bool = True) -> None:
        """Put the cursor on a paragraph and bring all its lines into view."""
        super().go_to(index, tell=tell)
        if self._lines:
            number = self._lines[self.cursor][0]
            lines = 1
            while self.cursor + lines < len(self._lines) and self._lines[self.cursor + lines][0] == number:
                lines += 1
            height = max(1, self.scrollable_content_region.height)
            self.scroll_to_region(Region(0, self.cursor, 1, min(lines, height)), animate=False, force=True)
            self.refresh()

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw one line; a bar runs along the paragraph under the cursor."""
        number, words, first = self._lines[index]
        each = self.paragraphs[number]
        if not each.id:
            return [(fit(words, width), each.style if each.style != "line--strong" else "line--head")]
        bar = "▌" if number == self._lines[self.cursor][0] else " "
        mark = fit(each.mark if first else "", MARK - 1)
        return [(bar, "line--mark"), (mark, each.mark_style), (fit(words, width - MARK), each.style)]
