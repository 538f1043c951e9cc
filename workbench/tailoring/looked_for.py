"""What a round or an interviewer looks for, by name: themes, criteria, dimensions and values."""

from __future__ import annotations

from collections.abc import Iterator

from themes.schema import Catalogue


def everything(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Yield (id, title, what it is) of all that can be looked for, in the order in which people think of them."""
    for each in catalogue.themes.values():
        yield each.id, each.title, "theme"
    for dimension in catalogue.dimensions.values():
        yield dimension.id, dimension.title, "dimension"
    for criterion in catalogue.criteria.values():
        group = catalogue.dimensions.get(criterion.dimension)
        yield criterion.id, criterion.title, group.title if group is not None else "criterion"
    for value in catalogue.values.values():
        yield value.id, value.title, "value"


def title_of(name: str, catalogue: Catalogue) -> str:
    """Return the title of what an id names; an unknown one is the user's own words."""
    for shelf in (catalogue.themes, catalogue.criteria, catalogue.dimensions, catalogue.values):
        if name in shelf:
            return str(shelf[name].title)
    return name.replace("_", " ")
