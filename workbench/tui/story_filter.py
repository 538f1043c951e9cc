"""The Bank's filter: what its line means, and what can be typed next.

Words must all stand in the story, wherever. `theme:failure` looks at one field, `theme:failure,conflict` takes either,
`-state:retired` leaves out. Figures are `data:2` (just two), `data:2+` (two or more), `words:<150`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from workbench.tui.story_rows import DEPTHS, ROLES, STATES, StoryRow

Test = Callable[[StoryRow], bool]
_TOKEN: Final = re.compile(r'-?\w+:"[^"]*"?|"[^"]*"?|\S+')
_FIGURE: Final = re.compile(r"(<|>)?(\d+)(\+)?")


def _dimension(letter: str) -> Callable[[StoryRow], int]:
    figure = re.compile(rf"\b{letter}(\d+)")

    def told(row: StoryRow) -> int:
        found = figure.search(row.profile)
        return int(found[1]) if found else -1

    return told


# Field -> what it holds, in small letters. A value is looked for anywhere in it.
_TEXTS: Final[Mapping[str, Callable[[StoryRow], str]]] = {
    "theme": lambda row: f"{row.theme_words} {' '.join(row.themes)}",
    "depth": lambda row: f"{row.depth} {DEPTHS[row.depth][1]}",
    "state": lambda row: row.state,
    "company": lambda row: row.company,
    "project": lambda row: str(row.raw.get("project") or ""),
    "role": lambda row: ROLES.get(row.role, ""),
}
# Field -> its figure; below 0 where the story has none.
_FIGURES: Final[Mapping[str, Callable[[StoryRow], int]]] = {
    "data": _dimension("D"),
    "evaluation": _dimension("E"),
    "responsible": _dimension("R"),
    "words": lambda row: row.words,
}
FIELDS: Final = (*_TEXTS, *_FIGURES)


class Offer(NamedTuple):
    """What can be typed next: the words, and how many stories each would leave (0 where that is not counted)."""

    values: tuple[tuple[str, int], ...]
    begun: str
    """What of it is typed already."""


def matching(rows: Sequence[StoryRow], query: str, among: Iterable[int] | None = None) -> list[int]:
    """Return the indices of the rows that the filter lets through, in the order of `among` (all, as they stand)."""
    words: list[str] = []
    tests: list[Test] = []
    for token in _TOKEN.findall(query.casefold()):
        test = _test(token)
        if test is not None:
            tests.append(test)
        elif word := token.strip('"'):
            words.append(word)
    found: Iterable[int] = range(len(rows)) if among is None else among
    if tests:
        found = [index for index in found if all(test(rows[index]) for test in tests)]
    for word in words:
        found = [index for index in found if word in rows[index].folded]
    return list(found)


def _test(token: str) -> Test | None:
    """Return what one field is asked for; None for a word. A field whose value is not typed yet asks for nothing."""
    name, colon, value = token.lstrip("-").partition(":")
    values = [_plain(each) for each in value.strip('"').split(",") if each]
    if not colon or name not in FIELDS:
        return None
    if not values:
        return lambda _: True
    if name in _TEXTS:
        read = _TEXTS[name]
        wanted = tuple(values)
        held: Test = lambda row: any(each in _plain(read(row)) for each in wanted)  # noqa: E731
    elif not all(map(_FIGURE.fullmatch, values)):
        return lambda _: True
    else:
        figures = [_figure(_FIGURES[name], each) for each in values]
        held = lambda row: any(each(row) for each in figures)  # noqa: E731
    return (lambda row: not held(row)) if token.startswith("-") else held


def _figure(read: Callable[[StoryRow], int], value: str) -> Test:
    sign, number, more = value[0], int(value.strip("<>+")), value.endswith("+")
    if sign == "<":
        return lambda row: 0 <= read(row) < number
    if sign == ">" or more:
        least = number + (sign == ">")
        return lambda row: read(row) >= least
    return lambda row: read(row) == number


_PARTS: Final = str.maketrans("_-,", "   ")


@lru_cache(4096)
def _plain(text: str) -> str:
    # Ten thousand stories hold a few dozen different companies, states and sets of themes.
    return text.casefold().translate(_PARTS)


class Completions:
    """What the filter's last word can become, counted over the stories once."""

    def __init__(self, rows: Sequence[StoryRow]) -> None:
        self._values: dict[str, list[tuple[str, int]]] = {
            "theme": _counted(theme for row in rows for theme in row.themes),
            "depth": _counted(DEPTHS[row.depth][1] for row in rows if row.depth),
            "state": _counted((row.state for row in rows), STATES),
            "company": _counted(row.company for row in rows if row.company),
            "project": _counted(str(row.raw.get("project") or "") for row in rows if row.raw.get("project")),
            "role": _counted(ROLES[row.role] for row in rows if row.role in ROLES),
            **{name: [(each, 0) for each in ("0", "1+", "2+", "3+", "<2")] for name in _FIGURES if name != "words"},
            "words": [("<150", 0), ("300+", 0), (">500", 0)],
        }

    def offer(self, query: str) -> Offer:
        """Return what can be typed next, the most frequent first."""
        tokens = _TOKEN.findall(query)
        last = "" if not tokens or query.endswith(" ") else tokens[-1]
        name, colon, value = last.lstrip("-").partition(":")
        name = name.casefold()
        if colon and name in self._values:
            begun = value.lstrip('"').rpartition(",")[2]
            hits = [each for each in self._values[name] if each[0].casefold().startswith(begun.casefold())]
            return Offer(tuple(hits), begun)
        fields = tuple((f"{each}:", 0) for each in FIELDS if each.startswith(name))
        return Offer(fields, name if fields else "")

    def complete(self, query: str) -> str | None:
        """Return the line with its last word completed; None where nothing is begun or nothing fits."""
        offer = self.offer(query)
        tokens = _TOKEN.findall(query)
        if not offer.values or not tokens or query.endswith(" "):
            return None
        done = query + offer.values[0][0][len(offer.begun) :]
        return None if done == query else done


def _counted(values: Iterable[str], order: Sequence[str] = ()) -> list[tuple[str, int]]:
    # A value is one word of the line: what parts its own words becomes a hyphen, which finds either.
    counts = Counter(re.sub(r"[\s_,\"]", "-", value) for value in values)
    names = [each for each in order if each in counts] or sorted(counts, key=lambda each: (-counts[each], each))
    return [(each, counts[each]) for each in names]
