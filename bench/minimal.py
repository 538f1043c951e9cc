"""The floor that the workbench is measured against: a Textual app of one table and one text area."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, TextArea


class Minimal(App[None]):
    """A table of forty lines above a text area."""

    CSS = "DataTable { height: 1fr; } TextArea { height: 1fr; }"

    def __init__(self, text: str = "One text area.") -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield DataTable()
        yield TextArea(self.text)

    def on_mount(self) -> None:
        """Fill the table."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("Story", "Themes", "Words")
        for number in range(40):
            table.add_row(f"Story {number}", "failure", "250")
        self.query_one(TextArea).focus()


if __name__ == "__main__":
    Minimal(*sys.argv[1:2]).run()
