"""The Bank's list of stories, filtered and sorted, each with its depth at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from workbench.tui.story_filter import matching
from workbench.tui.story_rows import DEPTHS, ORDERS, ROLES, StoryRow, ago
from workbench.tui.widgets.line_list import LineList, Piece, fit

_DEPTH_STYLES = {"deep": "line--good", "partial": "line--watch", "surface": "line--gap", "silent": "line--gap"}


SAMPLE = "◇"
"""Stands before the title of a sample, where others are the user's own; the line below the list says what it means."""


class StoryList(LineList):
    """Stories as lines. Holds what is shown and marked; knows nothing of the bank."""

    def __init__(self, now: datetime, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.now = now
        self.rows: list[StoryRow] = []
        self.shown: list[int] = []
        self._ordered: list[int] = []
        self.marked: set[str] = set()
        self.query_text = ""
        self.order = "touched"
        self._gone: list[str] = []
        """Stories that went last, in their order: the cursor goes to the first of them when they come back."""

    def show_rows(self, rows: list[StoryRow], keep: str | None = None) -> None:
        """Show other rows; the cursor stays on the story with the id `keep` where it is among them.

        Where the story under the cursor goes, the cursor stays at its height; it goes to one that comes back.
        """
        ids = {row.id for row in rows}
        if back := [each for each in self._gone if each in ids]:
            keep, self._gone = back[0], []
        keep = keep if keep is not None else self.current_id()
        gone = [self.rows[index].id for index in self.shown if self.rows[index].id not in ids]
        self._gone = gone or self._gone
        height = self.cursor if keep is None or keep not in ids else 0
        self.rows = rows
        self._order()
        self.marked &= ids
        self._arrange(keep, height)

    def filter(self, query: str) -> None:
        """Show only the stories that match."""
        keep = self.current_id()
        self.query_text = query
        self._arrange(keep)

    def sort_by(self, order: str) -> None:
        """Show them in another order."""
        keep = self.current_id()
        self.order = order
        self._order()
        self._arrange(keep)

    def _order(self) -> None:
        key = ORDERS[self.order][1]
        self._ordered = sorted(range(len(self.rows)), key=lambda index: key(self.rows[index]))

    def _arrange(self, keep: str | None, height: int = 0) -> None:
        # Sorted once for an order, not with each key of the filter.
        self.shown = matching(self.rows, self.query_text, self._ordered) if self.query_text else list(self._ordered)
        place = next((at for at, index in enumerate(self.shown) if self.rows[index].id == keep), None)
        self.cursor = place if place is not None else max(0, min(height, len(self.shown) - 1))
        self.lines_changed()
        self.go_to(self.cursor)

    def current(self) -> StoryRow | None:
        """Return the story under the cursor."""
        return self.rows[self.shown[self.cursor]] if self.cursor < len(self.shown) else None

    def current_id(self) -> str | None:
        """Return the id of the story under the cursor."""
        row = self.current()
        return row.id if row else None

    def put_cursor(self, story_id: str) -> bool:
        """Put the cursor on a story; False if the filter hides it."""
        for at, index in enumerate(self.shown):
            if self.rows[index].id == story_id:
                self.go_to(at)
                return True
        return False

    def chosen(self) -> list[StoryRow]:
        """Return the marked stories, or the one under the cursor."""
        if self.marked:
            return [row for row in self.rows if row.id in self.marked]
        row = self.current()
        return [row] if row else []

    # Lines

    def count(self) -> int:
        """Return the number of stories shown."""
        return len(self.shown)

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw one story."""
        row = self.rows[self.shown[index]]
        sign, word, _ = DEPTHS[row.depth]
        told = row.profile if row.depth in {"deep", "partial", "surface", "silent"} else ""
        title, depth, themes, words, touched, state = columns(width)
        # Where there is no column for it, what is not active says so behind its title.
        aside = "" if state or row.state == "active" else f" · {row.state}"
        sample = SAMPLE + " " if row.sample else ""
        quiet = "line--muted" if row.state == "retired" else ""
        pieces: list[Piece] = [
            ("▸" if row.id in self.marked else " ", "line--mark"),
            (sign + " ", _DEPTH_STYLES.get(row.depth, "line--muted")),
            (fit(told, 10), _DEPTH_STYLES.get(row.depth, "line--muted")),
            (sample, "line--watch"),
            (fit(row.title, title - cell_len(aside) - cell_len(sample)), quiet or "line--strong"),
            (aside, "line--muted"),
        ]
        if depth:
            pieces.append(("  " + fit(word, depth - 2), "line--muted"))
        if themes:
            pieces.append(("  " + fit(row.theme_words, themes - 2), "line--muted"))
        if state:
            mark = "" if row.state == "active" else row.state
            role = ROLES.get(row.role, "") if row.role != "none" else ""
            pieces.append(("  " + fit(mark or role, state - 2), "line--muted"))
        pieces.append((fit(str(row.words), words, right=True), "line--muted"))
        if touched:
            pieces.append((fit(ago(row.touched, self.now), touched, right=True), "line--muted"))
        return pieces


def columns(width: int) -> tuple[int, int, int, int, int, int]:
    """Return the widths of title, depth, themes, words, touched and state; 0 where there is no room for one."""
    words = 6
    touched = 8 if width >= 46 else 0
    depth = 17 if width >= 86 else 0
    themes = min(30, max(16, width // 4)) if width >= 66 else 0
    state = 12 if width >= 100 else 0
    return width - 13 - depth - themes - words - touched - state - 1, depth, themes, words, touched, state


def heading(width: int) -> str:
    """Return the line above the list, its words over the columns."""
    title, depth, themes, words, touched, state = columns(width)
    text = "   " + fit("Checked", 10) + fit("Story", title)
    for name, room in (("Depth", depth), ("Themes", themes), ("State", state)):
        text += "  " + fit(name, room - 2) if room else ""
    return text + fit("Words", words, right=True) + (fit("Touched", touched, right=True) if touched else "")
