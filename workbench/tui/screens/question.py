"""Which stories answer a question, best first, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.tui.screens.finder import Finder
from workbench.tui.widgets.finder_list import Entry

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


def show_answers(desk: WorkbenchApp, question: str) -> None:
    """Show the stories that answer a question; Enter opens one."""
    choose_story(desk, question, desk.open_story)


def choose_story(desk: WorkbenchApp, question: str, then: Callable[[str], None]) -> None:
    """Let the user choose a story for a question, best first; `then` gets its id."""

    def runner(story_id: str) -> Callable[[], None]:
        return lambda: then(story_id)

    def look() -> list[Entry]:
        titles = desk.ws.samples.titles()
        entries = [
            Entry(titles.get(story, story), fit.why or f"“{fit.quote}”", kind=f"{fit.points:>3}", run=runner(story))
            for story, fit in desk.ws.tailoring.ask(question)
        ]
        return entries or [Entry("No story answers this yet.")]

    desk.push_screen(Finder(question, "filter", [], look))
