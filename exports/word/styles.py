"""The one table of styles: written into the base document, and read by the page estimator.

Look lives here, structure (page breaks, numbering of pages) is direct formatting in the body: so a user's own
template may restyle everything without moving a page break. Font, size and colour of the running text stand in
the document defaults and `Normal` is empty, because a colour in `Normal` would beat the table style.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from exports.word import ink

Kind = Literal["paragraph", "character"]
BODY_SIZE: Final = 10.5
BODY_LINE: Final = 1.15
BODY_AFTER: Final = 6.0
MARGIN: Final = -1.0
"""A tab stop at the right margin, wherever the paper puts that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style. Sizes and spacings in points, indents in centimetres; None inherits."""

    name: str
    kind: Kind = "paragraph"
    based_on: str = ""
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool = False
    colour: str | None = None
    underline: bool = False
    before: float | None = None
    after: float | None = None
    line: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    contextual: bool = False
    centred: bool = False
    outline: int | None = None
    tabs: tuple[tuple[float, str], ...] = ()
    """Positions in centimetres with "left", "right" or "right dot"."""
    shade: str | None = None
    border: tuple[str, str, int] | None = None
    """Sides ("top", "left", "box"), colour, eighths of a point."""
    numbered: bool = False
    built_in: bool = False
    hidden: bool = False

    @property
    def id(self) -> str:
        """Return the id used in the body: the name without spaces, as Word itself makes them in English."""
        name = self.name.replace(" ", "")
        return name.upper() if self.name.startswith("toc ") else name[:1].upper() + name[1:]


def _heading(level: int, size: float, before: float, after: float, colour: str = ink.NAVY) -> Style:
    return Style(
        name=f"heading {level}",
        based_on="Normal",
        size=size,
        bold=True,
        colour=colour,
        before=before,
        after=after,
        line=1.0,
        keep_next=True,
        keep_lines=True,
        outline=level - 1,
        built_in=True,
    )


_ALL: Final[tuple[Style, ...]] = (
    Style(name="Normal", built_in=True),
    Style(name="Title", based_on="Normal", size=36, bold=True, colour=ink.NAVY, after=4, line=1.0, built_in=True),
    Style(name="Subtitle", based_on="Normal", size=15, colour=ink.MUTED, after=10, line=1.0, built_in=True),
    _heading(1, 20, 18, 8),
    _heading(2, 15, 14, 3),
    _heading(3, 11, 8, 2.5),
    # A heading that the contents list leaves out: what it heads stands on the page of the heading above it.
    Style(name="WB Part", based_on="heading 2", keep_next=True, keep_lines=True, outline=1),
    Style(
        name="TOC Heading",
        based_on="Normal",
        size=20,
        bold=True,
        colour=ink.NAVY,
        after=10,
        line=1.0,
        keep_next=True,
        built_in=True,
    ),
    Style(
        name="toc 1",
        based_on="Normal",
        bold=True,
        before=5,
        after=2,
        line=1.0,
        tabs=((MARGIN, "right dot"),),
        built_in=True,
    ),
    Style(
        name="toc 2",
        based_on="Normal",
        size=10,
        after=1.5,
        line=1.0,
        left=0.5,
        tabs=((MARGIN, "right dot"),),
        built_in=True,
    ),
    Style(
        name="List Bullet",
        based_on="Normal",
        after=2,
        left=0.5,
        hanging=0.5,
        numbered=True,
        contextual=False,
        built_in=True,
    ),
    Style(
        name="header",
        based_on="Normal",
        size=8.5,
        colour=ink.MUTED,
        after=0,
        line=1.0,
        tabs=((MARGIN, "right"),),
        built_in=True,
    ),
    Style(
        name="footer",
        based_on="Normal",
        size=8.5,
        colour=ink.MUTED,
        after=0,
        line=1.0,
        tabs=((MARGIN, "right"),),
        built_in=True,
    ),
    Style(name="Hyperlink", kind="character", colour=ink.LINK, underline=True, built_in=True),
    Style(
        name="WB Stamp",
        based_on="Normal",
        size=10,
        bold=True,
        colour=ink.GAP_INK,
        after=0,
        line=1.2,
        left=0.2,
        shade=ink.GAP_GROUND,
        border=("left", ink.GAP_INK, 24),
    ),
    Style(
        name="WB Banner",
        based_on="Normal",
        size=12,
        bold=True,
        colour="1F5A93",
        after=2,
        line=1.0,
        border=("top", ink.NAVY, 36),
    ),
    Style(
        name="WB Quote",
        based_on="Normal",
        size=13,
        italic=True,
        colour=ink.NAVY,
        before=10,
        after=16,
        left=0.5,
        border=("left", "1F5A93", 24),
    ),
    Style(name="WB Fact", based_on="Normal", after=3, left=3.6, hanging=3.6, tabs=((3.6, "left"),)),
    Style(name="WB Lead", based_on="Normal", size=12, italic=True, colour=ink.NAVY, after=3, line=1.05, keep_next=True),
    Style(name="WB Meta", based_on="Normal", size=9.5, colour=ink.MUTED, after=5, line=1.05),
    Style(name="WB Told", based_on="Normal", size=10, after=3, line=1.05, left=2.2, hanging=2.2, tabs=((2.2, "left"),)),
    Style(name="WB Small", based_on="Normal", size=9, colour=ink.MUTED, after=3, line=1.05),
    Style(
        name="WB Note",
        based_on="Normal",
        size=9.5,
        colour=ink.WARN_INK,
        after=5,
        line=1.05,
        left=0.2,
        shade=ink.WARN_GROUND,
        border=("left", ink.WARN_INK, 18),
    ),
    Style(name="WB Gap", based_on="Normal", size=9.5, colour=ink.GAP_INK, after=2, line=1.05, left=0.4, hanging=0.4),
    Style(
        name="WB Check",
        based_on="Normal",
        after=3,
        left=0.8,
        hanging=0.8,
        tabs=((0.8, "left"), (MARGIN, "right")),
        line=1.08,
        keep_lines=True,
    ),
    Style(
        name="WB Box",
        based_on="Normal",
        size=9,
        after=8,
        left=0.15,
        right=0.15,
        keep_lines=True,
        border=("box", ink.MUTED, 6),
    ),
    Style(name="WB Cell", based_on="Normal", size=9, after=0, line=1.05),
    Style(name="WB Cell Head", based_on="WB Cell", bold=True, colour=ink.NAVY),
    Style(name="WB Digit", based_on="WB Cell", centred=True, line=1.0),
    Style(name="WB Turned Head", based_on="WB Cell Head", size=8, line=1.0),
    Style(name="WB Field", based_on="Normal", after=5, line=1.12, left=4.8, hanging=4.8, tabs=((4.8, "left"),)),
    Style(name="WB Entry", based_on="Normal", size=12, after=8),
    Style(
        name="WB Kind",
        based_on="Normal",
        size=11,
        bold=True,
        colour=ink.NAVY,
        after=8,
        left=0.2,
        shade=ink.CALLOUT,
        border=("left", ink.NAVY, 24),
    ),
    Style(name="WB Rule", based_on="Normal", size=4, after=0, line=1.0),
    Style(name="WB Label", kind="character", bold=True, colour=ink.NAVY),
    Style(name="WB Frame", kind="character", italic=True, colour=ink.MUTED),
    Style(name="WB Muted", kind="character", colour=ink.MUTED),
)
STYLES: Final[dict[str, Style]] = {style.name: style for style in _ALL}


@dataclass(frozen=True, slots=True)
class Metrics:
    """A paragraph style as the estimator needs it: everything in points, inheritance resolved."""

    size: float = BODY_SIZE
    bold: bool = False
    before: float = 0.0
    after: float = BODY_AFTER
    line: float = BODY_LINE
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    framed: float = 0.0
    """Points that a border above and below adds."""
    font: str = field(default=ink.FONT)


POINTS: Final = 72 / 2.54
"""Points in a centimetre."""


@cache
def metrics(name: str) -> Metrics:
    """Return the resolved measures of paragraph style `name` in our own base document."""
    style = STYLES[name]
    below = metrics(style.based_on) if style.based_on else Metrics()
    return Metrics(
        size=below.size if style.size is None else style.size,
        bold=below.bold if style.bold is None else style.bold,
        before=below.before if style.before is None else style.before,
        after=below.after if style.after is None else style.after,
        line=below.line if style.line is None else style.line,
        left=below.left if style.left is None else style.left * POINTS,
        right=below.right if style.right is None else style.right * POINTS,
        hanging=below.hanging if style.hanging is None else style.hanging * POINTS,
        keep_next=style.keep_next or below.keep_next,
        keep_lines=style.keep_lines or below.keep_lines,
        framed=style.border[2] / 4 + 8 if style.border and style.border[0] == "box" else 0.0,
    )
