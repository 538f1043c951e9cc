"""Banks in real files, with a clock that a test may move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench.bank import Bank, Places


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


class Desk:
    """One user's folders, and the banks opened in them; all are closed in the end."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.places = Places.under(home)
        self.path = self.places.bank
        self.clock = Clock()
        self._stack = stack

    def open(self, path: Path | None = None, *, read_only: bool = False) -> Bank:
        bank = Bank.open(path or self.path, self.places, read_only=read_only, now=self.clock)
        self._stack.callback(bank.close)
        return bank


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with ExitStack() as stack:
        yield Desk(tmp_path / "home", stack)
