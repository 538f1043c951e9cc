"""The colour themes that are offered: two of our own, and those of Textual's that pass the contrast test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.color import Color
from textual.theme import Theme

DARK: Final = Theme(
    name="workbench-dark",
    primary="#7fb4ca",
    secondary="#c8b6ff",
    accent="#e6c384",
    success="#98c379",
    warning="#e5b567",
    error="#ff8a80",
    foreground="#dcdfe4",
    background="#14171c",
    surface="#191d24",
    panel="#232933",
    dark=True,
    variables={"footer-key-foreground": "#e6c384"},
)

LIGHT: Final = Theme(
    name="workbench-light",
    primary="#1f5f7a",
    secondary="#5a3e9b",
    accent="#7a4f00",
    success="#2f6b1f",
    warning="#7d4a00",
    error="#a32018",
    foreground="#1f2329",
    background="#fbfaf6",
    surface="#f4f2ec",
    panel="#e7e4da",
    dark=False,
)

CONTRAST: Final = Theme(
    name="workbench-contrast",
    primary="#5cd6ff",
    secondary="#d0b0ff",
    accent="#ffd75f",
    success="#7dff7d",
    warning="#ffc266",
    error="#ff9a9a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={"footer-key-foreground": "#ffd75f"},
)
"""For tired eyes and bad projectors: white and bright colours on black, every text 7 to 1 or better."""

OWN: Final = (DARK, LIGHT, CONTRAST)

OFFERED: Final[tuple[str, ...]] = (
    "workbench-dark",
    "workbench-light",
    "workbench-contrast",
    "textual-dark",
    "nord",
    "gruvbox",
    "catppuccin-mocha",
    "dracula",
    "tokyo-night",
    "monokai",
    "catppuccin-latte",
)

READABLE: Final = 4.5
"""Least contrast of any text to its ground: level AA of the Web Content Accessibility Guidelines 2.2."""


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: Color) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b)


def legible(colour: Color, ground: Color, least: float = READABLE) -> Color:
    """Return `colour`, moved towards white or black as far as it takes to be read on `ground`."""
    pole = Color(255, 255, 255) if _luminance(ground) < 0.18 else Color(0, 0, 0)
    for step in range(21):
        moved = colour.blend(pole, step / 20, alpha=1.0)
        if contrast(moved, ground) >= least:
            return moved
    return pole


def shades(variables: Mapping[str, str]) -> dict[str, str]:
    """Return our own names for colours, made from a theme's; each text colour is legible on each of our grounds.

    Our styles use only these, so that a theme cannot make a line unreadable.
    """

    def of(name: str) -> Color:
        colour = Color.parse(variables[name])
        return Color(colour.r, colour.g, colour.b)

    ground, pane, bar, ink = of("background"), of("surface"), of("panel"), of("foreground")
    dark = _luminance(ground) < 0.18
    # White on black is chosen by those who need more: level AAA then, of every text.
    readable = 7.0 if contrast(ink, ground) > 20 else READABLE
    # The cursor's line: the pane, a good step towards the theme's own colour.
    cursor = pane.blend(of("primary"), 0.28 if dark else 0.22, alpha=1.0)
    grounds = (ground, pane, bar, cursor)

    def text(colour: Color, least: float = readable) -> str:
        for each in sorted(grounds, key=_luminance, reverse=dark):
            colour = legible(colour, each, least)
        return colour.hex

    return {
        "ink": text(ink, 7.0),
        "quiet": text(ink.blend(ground, 0.38, alpha=1.0)),
        "good": text(of("success")),
        "watch": text(of("warning")),
        "gap": text(of("error")),
        "mark": text(of("accent")),
        "name": text(of("primary")),
        "ground": ground.hex,
        "pane": pane.hex,
        "bar": bar.hex,
        "cursor": cursor.hex,
        "rule": bar.blend(ink, 0.25, alpha=1.0).hex,
        "rule-here": text(of("primary")),
    }
