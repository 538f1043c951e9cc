"""Rows of a mark, a text and a figure at the right, with headings between them: the list of most small screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from workbench.tui.widgets.line_list import LineList, Piece, fit


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `id` names what it stands for; a heading has none, and the cursor passes over it."""

    id: str
    text: str
    mark: str = " "
    """A sign before the text, one cell."""
    mark_style: str = "line--muted"
    right: str = ""
    right_style: str = "line--muted"
    style: str = "line--strong"
    note: str = ""
    """Stands after the text, as far as there is room."""
    key: str = ""
    """A key that leads here, shown before the text; for headings too."""
    more: bool = False
    """It goes on with the text of the row above, and belongs to it."""


class RowList(LineList):
    """Rows with a cursor on those that stand for something."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row], *, at: str | None = None) -> None:
        """Show other rows; the cursor stays on its row, or goes to the row `at`."""
        here = at if at is not None else self.here()
        before = self.cursor
        self.rows = list(rows)
        place = next((index for index, row in enumerate(self.rows) if row.id and row.id == here), None)
        self.cursor = place if place is not None else min(before, max(0, len(rows) - 1))
        self.lines_changed()
        self.go_to(self.cursor, tell=False)

    def here(self) -> str:
        """Return the id of the row under the cursor, "" if there is none."""
        return self.rows[self.cursor].id if self.cursor < len(self.rows) else ""

    def put_cursor(self, row_id: str) -> None:
        """Put the cursor on a row."""
        for index, row in enumerate(self.rows):
            if row.id == row_id:
                self.go_to(index)

    # Lines

    def count(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def can_stand(self, index: int) -> bool:
        """The cursor stands on what has a name."""
        return 0 <= index < len(self.rows) and bool(self.rows[index].id)

    def stands_on(self, index: int) -> bool:
        """The rows that go on with the cursor's row are marked with it."""
        while 0 < index < len(self.rows) and self.rows[index].more:
            index -= 1
        return super().stands_on(index)

    def go_to(self, index: int, *, tell: bool = True) -> None:
        """Put the cursor on a row; the rows that go on with it change their look as well."""
        super().go_to(index, tell=tell)
        if any(row.more for row in self.rows):
            self.refresh()

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw one row."""
        row = self.rows[index]
        right = f" {row.right} " if row.right else ""
        room = width - cell_len(right)
        if row.more:
            return [("   ", row.mark_style), (fit(row.text, room - 3), row.style), (right, row.right_style)]
        if not row.id:
            key = f"{row.key}  " if row.key else ""
            return [(key, "line--mark"), (fit(row.text, room - cell_len(key)), "line--head"), (right, "line--muted")]
        pieces: list[Piece] = [(f" {fit(row.mark, 1)} ", row.mark_style)]
        room -= 3
        if row.key:
            pieces.append((f"{row.key}  ", "line--mark"))
            room -= cell_len(row.key) + 2
        note = f"  {row.note}" if row.note else ""
        if note and cell_len(row.text) + 8 <= room:
            pieces.append((row.text, row.style))
            pieces.append((fit(note, room - cell_len(row.text)), "line--muted"))
        else:
            pieces.append((fit(row.text, room), row.style))
        pieces.append((right, row.right_style))
        return pieces
