"""A list that draws each line when it comes into view: ten thousand lines cost as much as forty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.tui.bindings import bindings

# A piece of a line: the text, and the names of the component classes that style it, the later over the earlier.
Piece = tuple[str, str]


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells, with an ellipsis where it was cut; wide characters are never halved."""
    if width <= 0:
        return ""
    text = text.replace("\n", " ").replace("\t", " ")
    if cell_len(text) > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)


class LineList(ScrollView, can_focus=True):
    """Lines with a cursor. A subclass says how many lines there are and what each looks like."""

    BINDINGS = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--cursor", "line--head", "line--muted", "line--strong", "line--good", "line--watch", "line--gap",
        "line--mark", "line--accent",
    }  # fmt: skip

    class Moved(Message):
        """The cursor stands on another line."""

        def __init__(self, lines: LineList, index: int) -> None:
            self.lines = lines
            self.index = index
            super().__init__()

        @property
        def control(self) -> LineList:
            """The list in which it moved."""
            return self.lines

    class Chosen(Moved):
        """Enter, or a click on the line under the cursor."""

    class Sized(Message):
        """The room for its lines is wider or narrower: what stands over its columns follows."""

    class Beside(Message):
        """The pane that explains the cursor's line is to be scrolled: `step` 1 down, -1 up."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self._styles: dict[str, Style] = {}

    # For the subclass

    def count(self) -> int:
        """Return the number of lines."""
        raise NotImplementedError

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Return the pieces of one line; what is wider than `width` cells is cut."""
        raise NotImplementedError

    def can_stand(self, index: int) -> bool:
        """Tell whether the cursor may stand on a line; headings are passed over."""
        return index >= 0

    def stands_on(self, index: int) -> bool:
        """Tell whether a line is marked as the cursor's."""
        return index == self.cursor and self.can_stand(index)

    def seen_with(self, index: int) -> tuple[int, int]:
        """Return the first and last line to be seen with this one: a heading above the first line under it."""
        return (index - 1 if index and not self.can_stand(index - 1) else index), index

    # For the screen

    def lines_changed(self) -> None:
        """Draw anew after the lines have changed; the cursor stays where it can."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.count())
        self.cursor = max(0, min(self.cursor, self.count() - 1))
        if self.count() and not self.can_stand(self.cursor):
            self.cursor = self._nearest(self.cursor)
        self.refresh()

    def go_to(self, index: int, *, tell: bool = True) -> None:
        """Put the cursor on a line and bring the line into view."""
        if not self.count():
            return
        index = max(0, min(index, self.count() - 1))
        if not self.can_stand(index):
            index = self._nearest(index)
        old, self.cursor = self.cursor, index
        height = max(1, self.scrollable_content_region.height)
        top, end = self.seen_with(index)
        self.scroll_to_region(Region(0, top, 1, min(height, end - top + 1)), animate=False, force=True)
        self.refresh_line(old)
        self.refresh_line(index)
        if tell:
            self.post_message(self.Moved(self, index))

    def action_act(self, action_id: str) -> None:
        """Carry out a key of the `list` scope."""
        page = max(1, self.scrollable_content_region.height - 1)
        last = self.count() - 1
        match action_id.partition(".")[2]:
            case "down":
                self.go_to(self._step(1))
            case "up":
                self.go_to(self._step(-1))
            case "page_down":
                self.go_to(min(last, self.cursor + page))
            case "page_up":
                self.go_to(max(0, self.cursor - page))
            case "first":
                self.go_to(0)
                self.scroll_to(y=0, animate=False)
            case "last":
                self.go_to(last)
            case "left":
                self.sideways(-1)
            case "right":
                self.sideways(1)
            case "beside_down":
                self.post_message(self.Beside(1))
            case "beside_up":
                self.post_message(self.Beside(-1))
            case _:
                if self.count():
                    self.post_message(self.Chosen(self, self.cursor))

    def sideways(self, step: int) -> None:
        """Move within a line; only maps have columns."""

    def _step(self, step: int) -> int:
        index = self.cursor + step
        while 0 <= index < self.count():
            if self.can_stand(index):
                return index
            index += step
        return self.cursor

    def _nearest(self, index: int) -> int:
        for away in range(self.count()):
            for candidate in (index + away, index - away):
                if 0 <= candidate < self.count() and self.can_stand(candidate):
                    return candidate
        return index

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        base = self.rich_style
        if not 0 <= index < self.count():
            return Strip.blank(width, base)
        standing = self.stands_on(index)
        row = base + self.component("line--cursor") if standing and self.shows_cursor() else base
        segments = []
        for text, names in self.line(index, width):
            style = row
            for name in names.split():
                piece = self.component(name)
                # On the cursor's line its own two colours stay, one pair to read in every theme; only a piece that
                # brings a ground of its own (the cell under the cursor) keeps both of its own.
                style = style + (piece.without_color if standing and piece.bgcolor is None else piece)
            segments.append(Segment(text.replace("\n", " ").replace("\t", " "), style))
        return Strip(segments).adjust_cell_length(width, row)

    def shows_cursor(self) -> bool:
        """Tell whether the cursor's line is marked; an unfocused list keeps its mark, dimmed by the style."""
        return True

    def component(self, name: str) -> Style:
        """Return a component class's style, without its ground where it names none."""
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(name, partial=True)
        return style

    def notify_style_update(self) -> None:
        """Forget the styles: the theme or the focus has changed."""
        self._styles.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Keep the size of the whole and the cursor in view."""
        self.lines_changed()
        if self.count():
            self.call_after_refresh(self.go_to, self.cursor, tell=False)
        self.post_message(self.Sized())

    def watch_show_vertical_scrollbar(self) -> None:
        """A scroll bar takes room from the columns when it comes, and gives it back."""
        self.post_message(self.Sized())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked line; a second click chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if 0 <= index < self.count() and self.can_stand(index):
            if index == self.cursor and event.chain > 1:
                self.post_message(self.Chosen(self, index))
            else:
                self.go_to(index)
