"""The modes, in the order of the header; each screen is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.screen import Screen

MODE_TITLES: Final[dict[str, str]] = {
    "tonight": "Tonight",
    "bank": "Bank",
    "story": "Story",
    "coverage": "Coverage",
    "target": "Target",
    "portfolio": "Portfolio",
    "practice": "Practice",
}


def _tonight() -> Screen[None]:
    from workbench.tui.screens.tonight import TonightScreen

    return TonightScreen()


def _bank() -> Screen[None]:
    from workbench.tui.screens.bank import BankScreen

    return BankScreen()


def _story() -> Screen[None]:
    from workbench.tui.screens.story import StoryScreen

    return StoryScreen()


def _coverage() -> Screen[None]:
    from workbench.tui.screens.coverage import CoverageScreen

    return CoverageScreen()


def _target() -> Screen[None]:
    from workbench.tui.screens.target import TargetScreen

    return TargetScreen()


def _portfolio() -> Screen[None]:
    from workbench.tui.screens.portfolio import PortfolioScreen

    return PortfolioScreen()


def _practice() -> Screen[None]:
    from workbench.tui.screens.practice import PracticeScreen

    return PracticeScreen()


MODES: Final[dict[str, str | Callable[[], Screen[None]]]] = {
    "tonight": _tonight,
    "bank": _bank,
    "story": _story,
    "coverage": _coverage,
    "target": _target,
    "portfolio": _portfolio,
    "practice": _practice,
}
