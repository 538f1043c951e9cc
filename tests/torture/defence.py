"""One defence that can be taken away: what it is in the code, and which tests should notice."""

from __future__ import annotations

from typing import NamedTuple


class Defence(NamedTuple):
    """What is taken away, where, which words of the code become which, and the tests that should notice.

    A file is one of `workbench/bank` unless its folder is named; tests are words of names in `folder`.
    """

    name: str
    file: str
    code: str
    without: str
    tests: str
    folder: str = "tests/bank"
