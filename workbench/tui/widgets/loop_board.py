"""The loop of a target as a board: its rounds in the order of their dates, the questions in each, a story to each."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from workbench.tui.widgets.line_list import LineList, Piece, fit


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A round (no slot) or one question of it with the story that answers it."""

    round: str
    slot: str = ""
    text: str = ""
    right: str = ""
    story: str | None = None
    story_title: str = ""
    depth_sign: str = " "
    locked: bool = False
    repeats: bool = False
    case: bool = False
    sample: bool = False


class LoopBoard(LineList):
    """Rounds as headings, questions as lines of two rows: the question, and the story beneath it."""

    def __init__(self) -> None:
        super().__init__(id="board")
        self.board: list[tuple[BoardLine, bool]] = []
        self._lost: tuple[str, str] | None = None
        """Round and question on which the cursor stood when they went: it goes back with them."""

    def show(self, lines: list[BoardLine]) -> None:
        """Show a loop; the cursor stays on its question or round, or near it where that has gone."""
        here = self.current()
        stood = (here.round, here.slot) if here is not None else None
        self.board = []
        for line in lines:
            self.board.append((line, False))
            if line.slot:
                self.board.append((line, True))
        places = {(line.round, line.slot): at for at, (line, second) in enumerate(self.board) if not second}
        if self._lost in places:
            stood, self._lost = self._lost, None
        if stood in places:
            self.cursor = places[stood]
        elif stood is None:
            self.cursor = next((at for (_, slot), at in places.items() if slot), 0)
        else:
            self._lost = stood
        self.lines_changed()
        self.go_to(self.cursor)

    def current(self) -> BoardLine | None:
        """Return the question, or the round, under the cursor."""
        return self.board[self.cursor][0] if self.cursor < len(self.board) else None

    def to_slot(self, slots: Container[str], step: int) -> bool:
        """Go to the next of these questions, round the end; False if there is none."""
        size = len(self.board)
        for away in range(1, size + 1):
            index = (self.cursor + step * away) % size
            if self.can_stand(index) and self.board[index][0].slot in slots:
                self.go_to(index)
                return True
        return False

    def count(self) -> int:
        """Return the number of rows."""
        return len(self.board)

    def can_stand(self, index: int) -> bool:
        """The cursor stands on rounds and on questions, not on the story below one."""
        return 0 <= index < len(self.board) and not self.board[index][1]

    def seen_with(self, index: int) -> tuple[int, int]:
        """A question is seen with its story below, and the first of a round with the round's name above."""
        if not self.board[index][0].slot:
            return index, index
        return index - (index > 0 and not self.board[index - 1][0].slot), min(index + 1, len(self.board) - 1)

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw a round, a question, or the story that answers it."""
        line, second = self.board[index]
        if not line.slot:
            right = f" {line.right}"
            return [(fit(line.text, width - cell_len(right)), "line--head"), (right, "line--muted")]
        if not second:
            return [("  ", ""), (fit(line.text, width - 3), "line--strong")]
        if line.story is None:
            return [("    → ", "line--muted"), (fit("no story answers this yet", width - 6), "line--gap")]
        marks = ("  kept" if line.locked else "") + ("  told before" if line.repeats else "")
        marks += "  sample" if line.sample else ""
        title = line.story_title.removesuffix(" (sample)") if line.sample else line.story_title
        return [
            ("    → ", "line--muted"),
            (line.depth_sign + " ", "line--good" if line.depth_sign == "●" else "line--watch"),
            (fit(title, width - 8 - cell_len(marks) - 1), "line--accent"),
            (marks, "line--watch"),
        ]
