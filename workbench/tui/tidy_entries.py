"""What to tidy in the bank, as lines of a finder: each story with its reason, under the reason's heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from workbench.model.tailored import Hygiene, Kept
from workbench.tui.widgets.finder_list import Entry


def entries(found: Hygiene, titles: Mapping[str, str], open_it: Callable[[str], None]) -> list[Entry]:
    """Return the lines: near-duplicates, what to look at again, then whom the next loop needs and whom not."""
    doubles = [
        Entry(
            f"{titles.get(pair.left, pair.left)} = {titles.get(pair.right, pair.right)}",
            pair.why,
            run=_opener(open_it, pair.left),
            words="duplicate",
        )
        for pair in found.duplicates
    ]
    groups = (
        ("Much the same", doubles),
        ("Look again: stale", _lines(found.stale, titles, open_it)),
        ("Look again: told too often", _lines(found.overused, titles, open_it)),
        ("Keep active", _lines((each for each in found.active if each.advice == "keep"), titles, open_it)),
        ("Planned, beyond the twelve", _lines((e for e in found.active if e.advice == "look"), titles, open_it)),
        ("May rest", _lines((each for each in found.active if each.advice == "rest"), titles, open_it)),
    )
    lines: list[Entry] = []
    for heading, group in groups:
        if group:
            lines += [Entry(heading), *group]
    return lines or [Entry("There is nothing to tidy.")]


def _lines(kept: Iterable[Kept], titles: Mapping[str, str], open_it: Callable[[str], None]) -> list[Entry]:
    return [
        Entry(titles.get(each.story, each.story), each.why, run=_opener(open_it, each.story), words=each.advice)
        for each in kept
    ]


def _opener(open_it: Callable[[str], None], story: str) -> Callable[[], None]:
    return lambda: open_it(story)
