"""The inbox of moments, and how far the bank is on its way to twenty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from themes.schema import StoryTheme
from workbench.model.moment import Moment
from workbench.model.story import Story

ENOUGH = 20
"""How many stories a bank should hold: 20 and more raw, 8 to 12 of them active in one loop."""
A_THEME = 2
"""How many stories each theme should have."""


@dataclass(frozen=True)
class Progress:
    """How many stories there are, which themes are thin, and how many moments wait."""

    stories: int
    missing: tuple[str, ...]
    """Titles of the themes without any story."""
    thin: tuple[str, ...]
    """Titles of the themes with only one."""
    waiting: int

    @property
    def sentence(self) -> str:
        """Return the progress in one line: "17 of 20 stories · no failure story · 5 moments to write"."""
        pieces = [f"{self.stories} of {ENOUGH} stories" if self.stories < ENOUGH else f"{self.stories} stories"]
        if self.missing:
            shown = ", ".join(title.lower() for title in self.missing[:2])
            more = f" and {len(self.missing) - 2} more" if len(self.missing) > 2 else ""
            pieces.append(f"no story of {shown}{more}")
        if self.waiting:
            pieces.append(f"{self.waiting} moment{'s' if self.waiting != 1 else ''} to write")
        return " · ".join(pieces)


def progress(stories: Sequence[Story], moments: Sequence[Moment], themes: Mapping[str, StoryTheme]) -> Progress:
    """Return how far the bank is. Retired stories do not count."""
    living = [story for story in stories if story.state != "retired"]
    counts = Counter(theme for story in living for theme in set(story.themes))
    return Progress(
        stories=len(living),
        missing=tuple(theme.title for theme in themes.values() if not counts[theme.id]),
        thin=tuple(theme.title for theme in themes.values() if 0 < counts[theme.id] < A_THEME),
        waiting=sum(1 for moment in moments if moment.story is None),
    )


def prompts(
    stories: Sequence[Story], moments: Sequence[Moment], themes: Mapping[str, StoryTheme], today: date, count: int = 3
) -> list[tuple[StoryTheme, str]]:
    """Return prompts to remember a moment by, thin themes first; each day other wordings of the same themes."""
    counts = Counter(theme for story in stories if story.state != "retired" for theme in set(story.themes))
    counts.update(moment.theme for moment in moments if moment.story is None and moment.theme)
    order = list(themes)
    thin = sorted(
        (theme for theme in themes.values() if theme.prompts), key=lambda t: (counts[t.id], order.index(t.id))
    )
    return [(theme, theme.prompts[today.toordinal() % len(theme.prompts)]) for theme in thin[:count]]


def seed(moment: Moment) -> Story:
    """Return the story that a moment becomes: its line as the title and the situation, its theme kept."""
    line = moment.text.strip()
    title = line if len(line) <= 80 else line[:77].rsplit(" ", 1)[0] + "…"
    return Story(title=title, situation=line, themes=[moment.theme] if moment.theme else [])
