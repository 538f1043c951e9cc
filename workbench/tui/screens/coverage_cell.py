"""What stands by Coverage's map: what a cell rests on, who tells the line, and which question of a loop asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from workbench.model.tailored import AskedInLoop
    from workbench.tui.widgets.map_grid import MapRow

Part = tuple[str, str]
LOOP_LINES = 4
"""Questions of the loops that are named; the others are counted."""
_THEMES = ("not one of its themes", "suggested by the reader; not one of its themes", "one of its themes")
_WORDS = ("no words for it", "touches it", "tells it")


def explained(
    row: MapRow,
    story: str | None,
    column: int,
    titles: Mapping[str, str],
    asked: Sequence[AskedInLoop] | None = None,
) -> Content:
    """Return what one cell says. `asked` are the questions of the loops for a theme; None on every other map."""
    parts: list[Part] = [(row.summary + "\n", "$quiet")] if row.summary else []
    if story is not None:
        parts += _cell(row, story, column, titles, is_theme=asked is not None)
    tellers = [titles.get(each, each) for each, digit in row.digits.items() if digit >= 2]
    if tellers:
        parts += [("Told in: ", "bold $quiet"), (" · ".join(tellers) + "\n", "$ink")]
    if row.write:
        parts += [("Gap: ", "bold $watch"), (row.write + "\n", "$ink")]
    if row.nearest:
        parts += [("Nearest: ", "bold $quiet"), (titles.get(row.nearest, row.nearest), "$ink")]
        parts.append((f". {' '.join(row.lacks)}\n" if row.lacks else ".\n", "$quiet"))
    if asked:
        parts += _asked(row, asked, titles)
    return Content.assemble(*parts)


def _cell(row: MapRow, story: str, column: int, titles: Mapping[str, str], *, is_theme: bool) -> list[Part]:
    parts: list[Part] = [(f"{column + 1}  {titles.get(story, story)}: ", "bold $ink")]
    digit = row.digits.get(story, 0)
    if story in row.words:
        quote, part, _, why = row.words[story]
        parts += [(f"“{quote}”", "$good" if digit >= 2 else "$watch"), (f" ({part.capitalize()})\n", "$quiet")]
        return parts + ([(why + "\n", "$quiet")] if why else [])
    return [*parts, ((_THEMES if is_theme else _WORDS)[min(digit, 2)] + "\n", "$quiet")]


def _asked(row: MapRow, asked: Sequence[AskedInLoop], titles: Mapping[str, str]) -> list[Part]:
    """The plan goes by a story's words: what it tells for this theme without having it is said to be stretched."""
    stretched = {each.story for each in asked if each.story is not None and not row.digits.get(each.story)}
    parts: list[Part] = [("In your loops\n", "bold $name")]
    # What contradicts the digits above is what one came to understand: it stands first.
    for each in sorted(asked, key=lambda one: one.story not in stretched)[:LOOP_LINES]:
        parts.append((f"{each.company}: “{each.question}”\n", "$quiet"))
        if each.story is None:
            parts.append(("  → no story\n", "$gap"))
            continue
        parts.append((f"  → {titles.get(each.story, each.story)}", "$ink"))
        parts.append((", by its words; not one of its themes\n" if each.story in stretched else "\n", "$watch"))
    if len(asked) > LOOP_LINES:
        more = len(asked) - LOOP_LINES
        parts.append((f"and {more} more {'question' if more == 1 else 'questions'}\n", "$quiet"))
    return parts
