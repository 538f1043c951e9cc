"""Stories to be brought in, and the screen on which they are settled: what the tests of it share."""

from __future__ import annotations

from typing import Any

from workbench.tui.screens.proposal import ProposalScreen
from workbench.tui.sorting import Found

TOLD = (
    (
        "The refund bot",
        "Our shop answered eleven hundred refund mails a week by hand. Customers waited four days for an answer. "
        "My task was to halve that wait before the summer. I read three hundred mails and grouped them by cause. "
        "I built a small model that drafts an answer and leaves the sending to a person. "
        "The wait fell from four days to nine hours. I learned to measure the second mail and not the first.",
    ),
    (
        "A search nobody trusted",
        "In 2022 our search for spare parts showed the right part in one of two cases. "
        "I was asked to decide whether to buy or to build. I labelled five hundred searches with two mechanics. "
        "We tested a bought ranking against our own for two weeks. "
        "The right part now stands on top in 84% of the searches. Next time I would bring the mechanics in earlier.",
    ),
)


class Keys:
    """Keys pressed, counted."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self.desk.press(*keys)


async def read(desk: Any, *, files: str = "", paste: str = "") -> ProposalScreen:
    """Open the form, name files or paste, and read."""
    if desk.app.screen.__class__.__name__ == "Menu":
        await desk.press("escape")
    await desk.press("2", "i")
    desk.app.screen.query_one("#field-files").value = files
    if paste:
        await desk.press("tab")
        await desk.type(paste)
    await desk.press("ctrl+s")
    screen = desk.app.screen
    assert isinstance(screen, ProposalScreen)
    return screen


def here(screen: ProposalScreen) -> Found:
    assert screen.sorting is not None
    assert screen.sorting.here is not None
    return screen.sorting.here


def titles(desk: Any) -> list[str]:
    return [row["title"] for row in desk.ws.stories.rows()]
