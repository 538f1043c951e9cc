"""The maps of the Coverage mode, made from what tailoring says."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.tailored import Coverage, CoverageRow, Gap, PackMap, PrincipleMap
from workbench.tui.widgets.map_grid import MapRow, MapSheet

_LEVELS = "2 specific · 1 mentioned · “told” counts the specific"
_THEMES = "2 among its themes · 1 suggested by the reader · + planned by its words"
_TWO = "fewer than two stories"
_NONE = "no story speaks to it"
_STRENGTHS = "3 proves it · 2 speaks to it · 1 touches it"


def sheets(coverage: Coverage, principles: PrincipleMap) -> list[MapSheet]:
    """Return themes, criteria and values, then a map a pack."""
    stories = coverage.stories
    return [
        MapSheet("Themes", stories, 2, tuple(_rows(coverage.themes)), _THEMES, _TWO),
        MapSheet("What a listener could check", stories, 2, tuple(_rows(coverage.criteria)), _LEVELS, _TWO),
        MapSheet("Values", stories, 2, tuple(_rows(coverage.values)), _LEVELS, _NONE),
        *(
            MapSheet(pack.title, principles.stories, 3, tuple(_clauses(pack)), _STRENGTHS, _NONE)
            for pack in principles.packs
        ),
    ]


def _rows(rows: Iterable[CoverageRow]) -> Iterable[MapRow]:
    for row in rows:
        yield MapRow(
            row.id,
            row.title,
            "",
            row.levels,
            row.gap is not None,
            summary=row.group,
            write=row.gap.write if row.gap else "",
            nearest=row.gap.nearest if row.gap else None,
            lacks=row.gap.lacks if row.gap else (),
            words={story: (each.quote, each.part, each.start, each.why) for story, each in row.quotes.items()},
        )


def _clauses(pack: PackMap) -> Iterable[MapRow]:
    for row in pack.rows:
        words = {
            story: (cell.evidence.quote, cell.evidence.part, cell.evidence.start, cell.why)
            for story, cell in row.cells.items()
            if cell.evidence is not None
        }
        yield MapRow(
            row.clause,
            row.title,
            row.principle,
            {story: cell.strength for story, cell in row.cells.items()},
            row.gap is not None,
            summary=row.summary,
            write=row.gap.write if row.gap else "",
            nearest=row.gap.nearest if row.gap else None,
            lacks=_near(row.gap) if row.gap else (),
            words=words,
        )


def _near(gap: Gap) -> tuple[str, ...]:
    """What the nearest story tells already, and what it lacks, each a sentence."""
    lacks = f"Not told yet: {', '.join(gap.lacks).lower()}." if gap.lacks else ""
    return tuple(said for said in (gap.why, lacks) if said)
