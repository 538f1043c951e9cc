"""What is made once for a catalogue: phrasebooks and the knowledge of questions take a moment to build."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from themes.schema import Catalogue

T = TypeVar("T")


def once(make: Callable[[Catalogue], T]) -> Callable[[Catalogue], T]:
    """Return `make` with a memory: the same catalogue (not an equal one) gets what was made for it before."""
    kept: dict[int, tuple[Catalogue, T]] = {}

    def made(catalogue: Catalogue) -> T:
        known = kept.get(id(catalogue))
        if known is None or known[0] is not catalogue:
            known = kept[id(catalogue)] = (catalogue, make(catalogue))
        return known[1]

    return made
