"""One short story, opened in the Story mode, and ways to its parts and findings."""

from __future__ import annotations

from typing import Any

from workbench.model.story import Story
from workbench.tui.screens.story import StoryScreen
from workbench.tui.widgets.finding_list import FindingList
from workbench.tui.widgets.part_editor import PartEditor

TEXT = {
    "situation": "Our support team answered 4,000 letters a week by hand.",
    "task": "I had to decide whether a model could draft the answers.",
    "action": (
        "I had two nurses grade 200 drafts each week against a rubric. Release was blocked below 95% agreement. "
        "We did not look at accents. I chose the smaller model because it cost a third."
    ),
    "result": "Drafts were accepted unchanged in 71% of cases, up from 52%.",
    "learning": "I would test with rare languages sooner.",
}
PLAIN = {
    "situation": "One parcel in nine missed its promised day, and the shops had begun to tell each other about it.",
    "task": "I had to get late parcels under five per cent before Christmas.",
    "action": "I spent four nights on the sorting floor and moved the last collection to a quarter past eight.",
    "result": "Late parcels fell from 11% to 4% in ten weeks.",
}


async def opened(desk: Any, **texts: str) -> StoryScreen:
    story = desk.ws.stories.save(Story(**{"title": "Draft letters", **TEXT, **texts}))
    desk.app.open_story(story.id)
    await desk.settle()
    screen = desk.app.screen
    assert isinstance(screen, StoryScreen)
    return screen


def part(screen: StoryScreen, name: str) -> PartEditor:
    return screen.query_one(f"#part-{name}", PartEditor)


def findings(screen: StoryScreen) -> FindingList:
    return screen.query_one(FindingList)


def to(screen: StoryScreen, criterion: str) -> None:
    lines = findings(screen)
    lines.go_to(next(at for at, each in enumerate(lines.findings) if each.id == criterion))
