from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from workbench.tui.colours import OFFERED, OWN, READABLE, contrast, legible, shades

TEXTS = ("ink", "quiet", "good", "watch", "gap", "mark", "name")
GROUNDS = ("ground", "pane", "bar", "cursor")


def named(name: str) -> dict[str, str]:
    theme = {**BUILTIN_THEMES, **{each.name: each for each in OWN}}[name]
    return shades(theme.to_color_system().generate())


def test_at_least_eight_are_offered() -> None:
    assert len(set(OFFERED)) >= 8


@pytest.mark.parametrize("name", OFFERED)
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    colours = named(name)
    for text in TEXTS:
        for ground in GROUNDS:
            found = contrast(Color.parse(colours[text]), Color.parse(colours[ground]))
            assert found >= READABLE - 0.01, f"{text} on {ground}: {found:.2f}"
    # Marked by a ground of their own: the mode one is in, the cell under the cursor, the text cursor.
    for ground in ("name", "mark"):
        assert contrast(Color.parse(colours["ground"]), Color.parse(colours[ground])) >= READABLE - 0.01


@pytest.mark.parametrize("name", OFFERED)
def test_the_cursor_is_seen_without_its_colour_being_known(name: str) -> None:
    colours = named(name)
    assert contrast(Color.parse(colours["cursor"]), Color.parse(colours["ground"])) > 1.15


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_can_be_read_is_left_alone() -> None:
    blue = Color.parse("#0000aa")
    assert legible(blue, Color.parse("#ffffff")) == blue


def test_the_theme_of_high_contrast_has_seven_to_one_everywhere() -> None:
    colours = named("workbench-contrast")
    for text in TEXTS:
        for ground in GROUNDS:
            assert contrast(Color.parse(colours[text]), Color.parse(colours[ground])) >= 7.0, f"{text} on {ground}"
