"""Themes in the loops: which planned questions ask for a theme, and which story the plan tells there.

Coverage counts what a story is meant for: its themes. A plan goes by what its words tell, so it may tell a story for a
conflict that has no such theme. Both hold; this says where.
"""

from __future__ import annotations

from collections.abc import Iterable

from themes.schema import Catalogue
from workbench.model.tailored import AskedInLoop, Plan
from workbench.model.target import Target
from workbench.tailoring.questions import Asks

ASKS_FOR = 0.5
"""The share of a question's strongest theme from which it asks for another one too."""


def in_loops(plans: Iterable[tuple[Target, Plan]], catalogue: Catalogue) -> dict[str, tuple[AskedInLoop, ...]]:
    """Return theme -> the planned questions that ask for it, in the order of the loops. Case questions are left out."""
    asks = Asks.of(catalogue)
    found: dict[str, list[AskedInLoop]] = {}
    for target, plan in plans:
        known = {slot.id: slot.question_id for round_ in target.rounds for slot in round_.slots}
        for slot in plan.slots:
            if slot.kind == "case":
                continue
            themes = asks.read(slot.question, known.get(slot.slot)).themes
            most = max(themes.values(), default=0.0)
            for theme, weight in themes.items():
                if weight >= ASKS_FOR * most:
                    found.setdefault(theme, []).append(AskedInLoop(target.company, slot.question, slot.story))
    return {theme: tuple(asked) for theme, asked in found.items()}
