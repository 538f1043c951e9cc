"""What each rating of an answer means, as rows to choose from."""

from __future__ import annotations

from textwrap import wrap

from workbench.model.practice import RATING_ANCHORS
from workbench.tui.bindings import bindings
from workbench.tui.widgets.row_list import Row, RowList

MARGIN = 3
"""Cells before the text of a row."""


class AnchorList(RowList):
    """What each rating means; here the digits rate, they do not change the mode."""

    BINDINGS = [*bindings("list"), *bindings("rate")]  # noqa: RUF012

    def show_anchors(self) -> None:
        """Show what each rating means, in as many rows as the words need."""
        width = self.scrollable_content_region.width - MARGIN
        rows = []
        for each, text in RATING_ANCHORS.items():
            first, *others = wrap(text, width) if width > 0 else [text]
            rows.append(Row(f"rate:{each}", first, f"{each}", "line--mark"))
            rows += [Row("", other, more=True) for other in others]
        self.show(rows)

    def on_resize(self) -> None:
        """Wrap anew."""
        if self.here().startswith("rate:"):
            self.show_anchors()
