"""On which page does a paragraph stand? Word's and LibreOffice's rules of breaking, on recorded heights.

Spacing between paragraphs collapses to the larger of the two; headings stay with what follows; two lines at
least stay together at either side of a break; the head of a table is repeated. Rows, a few lines each, are taken whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_SLACK: Final = 0.5
"""Points by which a line may hang over the bottom before it is taken to the next page."""


class Block(NamedTuple):
    """Something that takes height: a paragraph (`lines` of `height` points) or a row of a table (one "line")."""

    lines: int
    height: float
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    anchors: tuple[str, ...] = ()
    head: float = 0.0
    """For a table's row: the height of the head that is repeated when this row begins a page."""

    @property
    def tall(self) -> float:
        """Return the height of all its lines, in points."""
        return self.lines * self.height


@dataclass(frozen=True, slots=True)
class Pages:
    """Where everything stands, from page 1, and how many pages there are."""

    of: dict[str, int]
    count: int
    ends: dict[str, int]
    """For every anchor that begins a page: the page on which that sheet ends."""


def paginate(blocks: Sequence[Block], height: float) -> Pages:
    """Return the page of every anchor, on pages whose text is `height` points tall."""
    of: dict[str, int] = {}
    ends: dict[str, int] = {}
    sheet = ""
    page, y, owed = 1, 0.0, 0.0
    limit = height + _SLACK
    for index, block in enumerate(blocks):
        left, height_of_line, before, after, keep_next, _, new_page, anchors, head = block
        if new_page and index:
            page, y, owed = page + 1, 0.0, 0.0
            sheet = anchors[0] if anchors else ""
        gap = (owed if owed > before else before) if y else (before if page == 1 and not index else 0.0)
        tall = left * height_of_line
        # What fits whole need not be asked how little of it must stay together.
        if y and (keep_next or y + gap + tall > limit) and y + gap + _kept(blocks, index) > limit:
            page, y, gap = page + 1, head, 0.0
        for anchor in anchors:
            of[anchor] = page
        y += gap
        fits = left if y + tall <= limit or not height_of_line else int((limit - y) / height_of_line)
        while left > fits:
            take = min(fits, left - 2) if left - fits < 2 and fits > 2 else fits
            left -= max(take, 1)
            page, y = page + 1, 0.0
            fits = int(limit / height_of_line)
            if take <= 0 and fits <= 0:
                break
        y += left * height_of_line
        owed = after
        if sheet:
            ends[sheet] = page
    return Pages(of, page, ends)


def _kept(blocks: Sequence[Block], index: int) -> float:
    """Return the height that must fit on this page for the block at `index` to begin on it."""
    block = blocks[index]
    needed = 0.0
    while True:
        whole = block.keep_lines or block.lines <= 3
        if not block.keep_next:
            return needed + (block.tall if whole else 2 * block.height)
        needed += block.tall
        index += 1
        if index >= len(blocks) or blocks[index].new_page:
            return needed
        needed += max(block.after, blocks[index].before)
        block = blocks[index]
