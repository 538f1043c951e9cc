"""The floor that the workbench is measured against: a Textual app of one table and one text area."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.screen import Screen
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


class OneTable(Screen[None]):
    """A mode of one table with as many rows as there are stories in the other program."""

    def compose(self) -> ComposeResult:
        """Lay out."""
        table: DataTable[str] = DataTable()
        table.add_columns("Story", "Themes", "Words")
        for number in range(250):
            table.add_row(f"Story {number}", "failure", "250")
        yield table


class OneText(Screen[None]):
    """A mode of one text area."""

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield TextArea("One text area. " * 100)


class TwoModes(App[None]):
    """The floor for a change of mode: f1 shows the table, f2 the text area."""

    MODES = {"table": OneTable, "text": OneText}  # noqa: RUF012
    DEFAULT_MODE = "table"
    BINDINGS = [("f1", "app.switch_mode('table')", ""), ("f2", "app.switch_mode('text')", "")]  # noqa: RUF012


if __name__ == "__main__":
    if sys.argv[1:] == ["--modes"]:
        TwoModes().run()
    else:
        Minimal(*sys.argv[1:2]).run()
