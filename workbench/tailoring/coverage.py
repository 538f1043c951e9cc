"""Coverage: themes, criteria and values against the stories, gaps first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from themes.schema import Catalogue, Criterion, StoryTheme
from workbench.model.report import DepthReport, Evidence
from workbench.model.story import Story
from workbench.model.tailored import Coverage, CoverageRow, Gap
from workbench.tailoring import evidence
from workbench.tailoring.map import speaks_to

PER_THEME = 2
"""Two stories for each theme: one to tell, one when the first has been told (hirehelix; Interview Coach)."""

PER_CRITERION = 2
PER_VALUE = 1


def themes_of(story: Story, reading: DepthReport | None) -> dict[str, int]:
    """A story's themes: 2 as the user declared, 1 where the reader suggests one that the user has not taken.

    A story on which the user has declared nothing is taken as the reader sees it.
    """
    suggested = reading.themes if reading is not None else ()
    if not story.themes:
        return dict.fromkeys(suggested, 2)
    return {**dict.fromkeys(suggested, 1), **dict.fromkeys(story.themes, 2)}


def coverage(stories: Sequence[Story], readings: Mapping[str, DepthReport], catalogue: Catalogue) -> Coverage:
    """Say what the bank's stories cover, rows with the fewest stories first. Retired stories do not count."""
    kept = [story for story in stories if story.state != "retired"]
    return Coverage(
        stories=tuple(story.id for story in kept),
        themes=_gaps_first(_theme(theme, kept, readings) for theme in catalogue.themes.values()),
        criteria=_gaps_first(_criterion(each, kept, readings, catalogue) for each in catalogue.criteria.values()),
        values=_gaps_first(_values(kept, readings, catalogue)),
    )


def _gaps_first(rows: Iterable[CoverageRow]) -> tuple[CoverageRow, ...]:
    return tuple(sorted(rows, key=lambda row: (min(row.strong, row.enough) / row.enough, len(row.levels))))


def _theme(theme: StoryTheme, stories: Sequence[Story], readings: Mapping[str, DepthReport]) -> CoverageRow:
    levels = {}
    for story in stories:
        level = themes_of(story, readings.get(story.id)).get(theme.id, 0)
        if level:
            levels[story.id] = level
    strong = sum(level == 2 for level in levels.values())
    gap = None
    if strong < PER_THEME:
        suggested = sorted(each for each, level in levels.items() if level == 1)
        have = "No story has" if not strong else "One story has"
        write = f"{have} the theme {theme.title.lower()}; {PER_THEME} are wanted."
        if theme.prompts:
            write += f" {theme.prompts[0]}"
        lacks = ("The reader suggests this theme; it is not among the story's own.",) if suggested else ()
        gap = Gap(suggested[0] if suggested else None, lacks, write)
    return CoverageRow(theme.id, theme.title, "", levels, {}, PER_THEME, gap)


def _criterion(
    criterion: Criterion, stories: Sequence[Story], readings: Mapping[str, DepthReport], catalogue: Catalogue
) -> CoverageRow:
    levels: dict[str, int] = {}
    quotes: dict[str, Evidence] = {}
    for story in stories:
        reading = readings.get(story.id)
        if reading is None:
            continue
        level = evidence.level_of(reading, criterion.id)
        if level:
            levels[story.id] = level
            quote = evidence.best(story, evidence.of_criterion(reading, criterion.id))
            if quote is not None:
                quotes[story.id] = quote
    strong = sum(level == 2 for level in levels.values())
    gap = None
    if strong < PER_CRITERION:
        nearest = _nearest(criterion, levels, stories, readings)
        lacks: tuple[str, ...] = ()
        if nearest is not None:
            said = "mentions it only" if levels.get(nearest) else "does not tell it yet"
            lacks = (f"It {said}.",)
        question = (
            criterion.questions[0].replace("{noun}", "it").replace("{title}", "it") if criterion.questions else ""
        )
        have = "No story tells" if not strong else "One story tells"
        write = f"{have} {criterion.title.lower()}; {PER_CRITERION} are wanted. Ask yourself: {question}"
        gap = Gap(nearest, lacks, write)
    title = catalogue.dimensions[criterion.dimension].title if criterion.dimension in catalogue.dimensions else ""
    return CoverageRow(criterion.id, criterion.title, title, levels, quotes, PER_CRITERION, gap)


def _nearest(
    criterion: Criterion, levels: Mapping[str, int], stories: Sequence[Story], readings: Mapping[str, DepthReport]
) -> str | None:
    """The story to deepen: one that mentions it, else the AI story that tells most of the same dimension."""
    named = sorted(each for each, level in levels.items() if level == 1)
    if named:
        return named[0]
    strong = {each for each, level in levels.items() if level == 2}
    told = [
        (readings[story.id].dimensions[criterion.dimension].evidenced, story.id)
        for story in stories
        if story.id in readings
        and story.id not in strong
        and readings[story.id].ai_role != "none"
        and criterion.dimension in readings[story.id].dimensions
    ]
    return min(told, key=lambda each: (-each[0], each[1]))[1] if told else None


def _values(
    stories: Sequence[Story], readings: Mapping[str, DepthReport], catalogue: Catalogue
) -> Iterable[CoverageRow]:
    for value in catalogue.values.values():
        levels: dict[str, int] = {}
        quotes: dict[str, Evidence] = {}
        for story in stories:
            reading = readings.get(story.id)
            found = speaks_to(story, reading, value) if reading is not None else None
            if found is not None:
                levels[story.id] = 2 if found[0] >= 2 else 1
                quotes[story.id] = found[1]
        gap = None
        if not any(level == 2 for level in levels.values()):
            nearest = min(levels) if levels else None
            gap = Gap(
                nearest,
                ("It touches it only.",) if nearest else (),
                f"No story speaks to {value.title.lower()}: {value.summary}",
            )
        yield CoverageRow(value.id, value.title, "", levels, quotes, PER_VALUE, gap)
