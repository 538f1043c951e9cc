"""The reading beside the text: a line a finding, the words of the one under the cursor below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from workbench.tui.findings import Finding
from workbench.tui.widgets.line_list import LineList, Piece, fit


class FindingList(LineList):
    """What a listener could check, and what is only mentioned or missing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.findings: list[Finding] = []

    def show(self, found: list[Finding]) -> None:
        """Show a reading; the cursor stays on the finding that it was on."""
        here = self.current()
        self.findings = found
        if here is not None:
            self.cursor = next(
                (at for at, each in enumerate(found) if (each.kind, each.id) == (here.kind, here.id)), self.cursor
            )
        self.lines_changed()

    def current(self) -> Finding | None:
        """Return the finding under the cursor."""
        return self.findings[self.cursor] if self.cursor < len(self.findings) else None

    def to_next(self, step: int) -> bool:
        """Go to the next finding that is to be mended, round the end; False if there is none."""
        size = len(self.findings)
        for away in range(1, size + 1):
            index = (self.cursor + step * away) % size
            if self.findings[index].to_mend:
                self.go_to(index)
                return True
        return False

    def at_words(self, part: str, offset: int) -> int | None:
        """Return the finding that rests on the words at an offset, or the next one after it in the part."""
        after: list[tuple[int, int]] = []
        for index, finding in enumerate(self.findings):
            for where, start, end in finding.places:
                if where == part and start <= offset <= end:
                    return index
                if where == part and start > offset:
                    after.append((start, index))
        return min(after)[1] if after else None

    # Lines

    def count(self) -> int:
        """Return the number of lines."""
        return len(self.findings)

    def can_stand(self, index: int) -> bool:
        """Headings are passed over."""
        return 0 <= index < len(self.findings) and self.findings[index].kind != "head"

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw one finding."""
        each = self.findings[index]
        if each.kind == "head":
            name = fit(each.name, min(cell_len(each.name), width))
            return [(name, "line--head"), (fit("  " + each.text, width - cell_len(name)), "line--muted")]
        tag = f" {each.tag}" if each.tag else ""
        name_width = 19 if width >= 52 else 14
        name = fit(each.name, name_width - 1) + " " if each.name else ""
        room = width - 3 - cell_len(name) - cell_len(tag) - 1
        return [
            (f" {each.sign} ", each.style),
            (name, "line--strong"),
            (fit(each.text, room), "line--muted" if each.style == "line--good" else ""),
            (tag, "line--accent"),
        ]
