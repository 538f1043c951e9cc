"""The story that comes nearest to a clause which no story speaks to: the one to deepen or to bend least.

A clause is read as a question ("coach people seriously"), so that a story is found by what it tells and not only by
the value that both are filed under. Where none tells anything like it, that is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from themes.schema import Catalogue, Clause
from workbench.tailoring.ask import points, reason, score
from workbench.tailoring.questions import Asks
from workbench.tailoring.told import Told

_COMES_NEAR = 35
"""Points from which a story comes near, if it tells what the clause is mainly about."""

_MAIN, _TOLD = 0.6, 0.6
"""Weight from which a deed is what a clause is mainly about, and how far it must stand out in a story."""

_LEAD = 2.5
"""What it is worth here that the main deed stands out: the words of a clause are few and general."""


def nearest(clause: Clause, shelf: Sequence[Told], catalogue: Catalogue) -> tuple[str, str] | None:
    """Return the story that comes nearest to a clause, and why; None where none comes near."""
    probing = Asks.of(catalogue).read(f"{clause.title}. {clause.summary}")
    main = [deed for deed, weight in probing.deeds.items() if weight >= _MAIN]
    found = []
    for told in shelf:
        standing = max((told.stands_out[deed] for deed in main if told.tells(deed, _TOLD)), default=0.0)
        worth = score(probing, told)
        if _fits(clause, told) and standing >= _TOLD and points(worth) >= _COMES_NEAR:
            found.append((-worth - _LEAD * standing, told.story.id, told))
    if not found:
        return None
    _, name, told = min(found, key=lambda each: each[:2])
    return name, reason(probing, told, catalogue)


def _fits(clause: Clause, told: Told) -> bool:
    """A clause about AI is not met by a story without it, whatever that tells."""
    return told.reading is not None and not (clause.about_ai and told.reading.ai_role == "none")
