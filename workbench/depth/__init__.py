"""Reading a story: what a listener could check in it, and the words that it rests on.

>>> from workbench.depth import read
>>> report = read(story, catalogue)

Importing this package costs nothing: numpy, the encoder's run time and the weights are loaded by the
first reading, or ahead of it by `reader().load()` in a worker. Same text, same verdict: no clock, no
randomness, no locale.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themes.schema import Catalogue
    from workbench.depth.engine import Reader
    from workbench.model.report import DepthReport
    from workbench.model.story import Story

__all__ = ["Reader", "read", "reader"]


def __getattr__(name: str) -> object:
    if name == "Reader":
        from workbench.depth.engine import Reader

        return Reader
    raise AttributeError(name)


@cache
def reader() -> Reader:
    """The one shared reader. Making it is cheap; its weights come with the first reading or `load()`."""
    from workbench.depth.engine import Reader

    return Reader()


def read(story: Story, catalogue: Catalogue | None = None, words_per_minute: int | None = None) -> DepthReport:
    """Read one story with the shared reader; see `Reader.read`."""
    return reader().read(story, catalogue, words_per_minute)
