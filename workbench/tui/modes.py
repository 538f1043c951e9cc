"""The modes, in the order of the header; each screen is imported when it is first shown, the first one at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.screen import Screen

from workbench.tui.screens.bank import BankScreen

MODE_TITLES: Final[dict[str, str]] = {"bank": "Bank", "story": "Story", "coverage": "Coverage", "target": "Target"}


def _story() -> Screen[None]:
    from workbench.tui.screens.story import StoryScreen

    return StoryScreen()


def _coverage() -> Screen[None]:
    from workbench.tui.screens.coverage import CoverageScreen

    return CoverageScreen()


def _target() -> Screen[None]:
    from workbench.tui.screens.target import TargetScreen

    return TargetScreen()


MODES: Final[dict[str, str | Callable[[], Screen[None]]]] = {
    "bank": BankScreen,
    "story": _story,
    "coverage": _coverage,
    "target": _target,
}
