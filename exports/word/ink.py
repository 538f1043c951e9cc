"""Colours, each measured for contrast on its ground (WCAG AA needs 4.5), and the fonts that are asked for."""

from __future__ import annotations

from typing import Final, NamedTuple

FONT: Final = "Calibri"
"""Present with Word; LibreOffice and our page estimator use Carlito, whose widths are the same by design."""
FONT_EAST_ASIA: Final = "Microsoft YaHei"
FONT_COMPLEX: Final = "Arial"
FONT_SYMBOL: Final = "Segoe UI Symbol"

INK: Final = "1F2933"  # 14.8 : 1 on white
MUTED: Final = "52606D"  # 6.5
NAVY: Final = "1F3A5F"  # 11.5
LINK: Final = "0B5394"  # 7.8
HAIRLINE: Final = "CBD5E0"
CALLOUT: Final = "F3F6F9"
GAP_INK, GAP_GROUND = "8A1C1C", "FDECEA"  # 8.1
WARN_INK, WARN_GROUND = "7A4B00", "FFF4DE"  # 6.8


class Shade(NamedTuple):
    """Ground and ink of a heat map cell."""

    ground: str
    ink: str


HEAT: Final[tuple[Shade, ...]] = (
    Shade("FFFFFF", MUTED),
    Shade("DCE9F5", INK),
    Shade("8DB8E2", INK),
    Shade("1F5A93", "FFFFFF"),
)
"""One hue, darker for more, so that it survives a grey printer; neighbours differ too little to do without the
digit, which every cell therefore carries."""
