"""A map: lines of themes, criteria or clauses against columns of stories, a digit in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len

from workbench.tui.widgets.line_list import LineList, Piece, fit


@dataclass(frozen=True, slots=True)
class MapRow:
    """One line: what it is, its group, its digit a story, what is wanted, and why it is a gap."""

    id: str
    title: str
    group: str
    digits: Mapping[str, int]
    """By story id, only those above 0."""
    gap: bool
    summary: str = ""
    write: str = ""
    nearest: str | None = None
    lacks: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, str, int, str]] = field(default_factory=dict)
    """Story id -> (quote, part, start, why)."""


@dataclass(frozen=True, slots=True)
class MapSheet:
    """One map: its name, the stories of its columns, the strongest digit, and its lines."""

    title: str
    stories: tuple[str, ...]
    most: int
    rows: tuple[MapRow, ...]
    legend: str
    wanted: str = ""
    """What makes a line of this map a gap, in few words."""


class MapGrid(LineList):
    """Lines × stories with a cursor in both directions; columns scroll when there are too many."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"map--here"}

    def __init__(self) -> None:
        super().__init__(id="map")
        self.sheet: MapSheet | None = None
        self.column = 0
        self.unknown: frozenset[str] = frozenset()
        """Stories that are still being read: what is not known yet is no zero and no gap."""
        self.planned: Mapping[str, frozenset[str]] = {}
        """Line -> the stories that a plan tells for it by their words, without a digit here."""
        self._lines: list[MapRow | str] = []

    def show(self, sheet: MapSheet) -> None:
        """Show a map; the cursor stays on its line and story where they are still there."""
        row, story = self.current(), self.story()
        same = self.sheet is not None and self.sheet.title == sheet.title
        self.sheet, self.unknown, self.planned = sheet, frozenset(), {}
        self._lines = []
        for each in sheet.rows:
            if each.group and each.group not in self._lines:
                self._lines.append(each.group)
            self._lines.append(each)
        self.column = sheet.stories.index(story) if story in sheet.stories else 0
        if not same or row is None:
            self.cursor = 0
            self.scroll_to(y=0, animate=False)
        self.lines_changed()
        self.go_to(self.cursor)

    def show_planned(self, planned: Mapping[str, frozenset[str]]) -> None:
        """Mark what the plans tell by a story's words."""
        self.planned = planned
        self.refresh()

    def forget(self, stories: Iterable[str]) -> None:
        """Show that these stories are being read: their digits, and what counts them, may be others in a moment."""
        self.unknown = frozenset(stories)
        self.refresh()

    def current(self) -> MapRow | None:
        """Return the line under the cursor."""
        line = self._lines[self.cursor] if self.cursor < len(self._lines) else None
        return line if isinstance(line, MapRow) else None

    def story(self) -> str | None:
        """Return the story of the column under the cursor."""
        return self.sheet.stories[self.column] if self.sheet and self.column < len(self.sheet.stories) else None

    def to_gap(self, step: int) -> bool:
        """Go to the next line that is a gap, round the end; False if there is none."""
        size = len(self._lines)
        for away in range(1, size + 1):
            index = (self.cursor + step * away) % size
            line = self._lines[index]
            if isinstance(line, MapRow) and line.gap:
                self.go_to(index)
                return True
        return False

    def to_story(self) -> bool:
        """Go to the next story with a digit in this line, round the end; False if there is none."""
        row, stories = self.current(), self.sheet.stories if self.sheet else ()
        for away in range(1, len(stories) + 1):
            at = (self.column + away) % len(stories)
            if row is not None and row.digits.get(stories[at]):
                self.sideways(at - self.column)
                return True
        return False

    def sideways(self, step: int) -> None:
        """Another story's column."""
        if self.sheet and self.sheet.stories:
            self.column = max(0, min(self.column + step, len(self.sheet.stories) - 1))
            self.refresh()
            self.post_message(self.Moved(self, self.cursor))

    # Lines

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def can_stand(self, index: int) -> bool:
        """Group headings are passed over."""
        return 0 <= index < len(self._lines) and isinstance(self._lines[index], MapRow)

    def label_width(self, width: int) -> int:
        """Return the width of the names on the left."""
        longest = max((cell_len(row.title) for row in self.sheet.rows), default=0) if self.sheet else 0
        return max(14, min(longest + 1, width // 2 - 6, 46))

    def window(self, width: int) -> tuple[int, int]:
        """Return the first column shown and how many fit, the cursor's among them."""
        total = len(self.sheet.stories) if self.sheet else 0
        fits = max(1, (width - self.label_width(width) - 8) // 2)
        first = max(0, min(self.column - fits // 2, total - fits))
        return first, min(fits, total)

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw one line: a sign, its name, how many stories tell it, a digit a story."""
        row = self._lines[index]
        if isinstance(row, str) or self.sheet is None:
            return [(fit(str(row), width), "line--head")]
        first, fits = self.window(width)
        label = self.label_width(width)
        strong = sum(level >= 2 for story, level in row.digits.items() if story not in self.unknown)
        planned = self.planned.get(row.id, frozenset())
        sign, style = ("●", "line--good") if not row.gap else ("◐", "line--watch") if strong else ("○", "line--gap")
        told = f"{strong:>3}" + (f"+{len(planned)}" if planned else "")
        if self.unknown:
            told = f"{strong or '':>3}?"
            sign, style = ("?", "line--muted") if row.gap else (sign, style)
        pieces: list[Piece] = [(sign + " ", style), (fit(row.title, label), "line--strong")]
        pieces.append((fit(told, 5), "line--muted"))
        for at in range(first, first + fits):
            story = self.sheet.stories[at]
            digit = row.digits.get(story, 0)
            known = story not in self.unknown
            shown = "?" if not known else str(digit) if digit else "+" if story in planned else "·"
            style = "line--muted" if shown in "?·" else "line--watch" if digit < 2 else "line--good"
            if at == self.column and index == self.cursor:
                style = "map--here"
            pieces.append((f" {shown}", style))
        return pieces

    def heading(self, width: int) -> str:
        """Return the line above the map: the numbers of the stories' columns."""
        if self.sheet is None:
            return ""
        first, fits = self.window(width)
        numbers = "".join(f"{(at + 1) % 100:>2}" if (at + 1) % 2 else "  " for at in range(first, first + fits))
        more = " …" if first + fits < len(self.sheet.stories) else ""
        return " " * (2 + self.label_width(width)) + "told " + numbers + more
