"""The results of the finder: a name, what it is, and its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from workbench.tui.widgets.line_list import LineList, Piece, fit


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: `run` is done when it is chosen; a heading has none."""

    name: str
    detail: str = ""
    key: str = ""
    kind: str = ""
    run: Callable[[], None] | None = None
    words: str = ""
    """Further words by which it is found."""

    @property
    def folded(self) -> str:
        """Everything that a query is looked for in."""
        return f"{self.name} {self.detail} {self.kind} {self.key} {self.words}".casefold()


def found(entries: Sequence[Entry], query: str) -> list[Entry]:
    """Return the entries that hold all words of the query, those whose name begins with it first; headings go."""
    words = query.casefold().split()
    if not words:
        return list(entries)
    hits = [entry for entry in entries if entry.run is not None and all(word in entry.folded for word in words)]
    return sorted(
        hits, key=lambda entry: (not entry.name.casefold().startswith(words[0]), words[0] not in entry.name.casefold())
    )


class FinderList(LineList):
    """Entries as lines, headings between them."""

    def __init__(self, *, key_width: int = 0) -> None:
        super().__init__(id="finder-list")
        self._key_width = key_width
        self.entries: list[Entry] = []
        self._keyed = True
        self._longest = self._longest_key = 0

    def show(self, entries: list[Entry]) -> None:
        """Show these entries, the cursor on the first."""
        self.entries = entries
        self._keyed = not entries or any(entry.key for entry in entries)
        self._longest_key = max((cell_len(entry.key) for entry in entries), default=0)
        self._longest = max((cell_len(entry.name) for entry in entries if entry.run is not None), default=0)
        self.cursor = 0
        self.lines_changed()
        self.go_to(self.cursor)
        self.scroll_to(y=0, animate=False)

    def current(self) -> Entry | None:
        """Return the entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def count(self) -> int:
        """Return the number of lines."""
        return len(self.entries)

    def can_stand(self, index: int) -> bool:
        """Headings are passed over."""
        return 0 <= index < len(self.entries) and self.entries[index].run is not None

    def _rooms(self, entry: Entry, width: int) -> tuple[int, int, int]:
        """The widths of key, name and detail. A list to choose from has no keys: their column goes to the names."""
        if not self._keyed:
            name = min(self._longest, width * 2 // 3)
            return 0, name, max(0, width - name - 4 - cell_len(entry.kind))
        key = self._key_width or min(self._longest_key + 2, 12 if width >= 60 else 8)
        # What has a kind is found by its name; what has a key, by what it does.
        most = width * 11 // 20 if entry.kind else max(24, width // 3)
        name = max(16, min(most, self._longest, width - key - 2))
        return key, name, max(0, width - key - name - 2 - cell_len(entry.kind) - 1)

    def cuts(self, entry: Entry, *, name: bool = False) -> bool:
        """Tell whether there is no room for all that an entry says, or, with `name`, for what it is called."""
        _, of_name, of_detail = self._rooms(entry, self.scrollable_content_region.width)
        cut = cell_len(entry.name) > of_name
        return cut if name else cut or cell_len(entry.detail) > of_detail

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw one entry."""
        entry = self.entries[index]
        if entry.run is None:
            return [(fit(entry.name, width), "line--head")]
        key, name, detail = self._rooms(entry, width)
        return [
            (" " + fit(entry.key, key - 1) if key else " ", "line--mark"),
            (fit(entry.name, name), "line--strong"),
            ("  " + fit(entry.detail, detail), "line--muted"),
            (" " + entry.kind, "line--accent"),
        ]
