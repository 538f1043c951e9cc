"""The sample bank is gone with the program: its first line says so wherever it says anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbench.bank.places import Places
from workbench.workspace import Workspace


@pytest.fixture
def demo(home: Path) -> Iterator[Workspace]:
    """Yield the sample bank, as `--demo` opens it."""
    with Workspace.open(demo=True, places=Places.under(home), now=lambda: datetime(2027, 2, 1, tzinfo=UTC)) as ws:
        yield ws


@pytest.mark.parametrize(
    ("columns", "said"), [(140, "24 stories · sample bank, not kept"), (112, "sample bank, not kept"), (80, "–")]
)
async def test_the_sample_bank_says_that_it_is_not_kept(
    open_app: Any, demo: Workspace, columns: int, said: str
) -> None:
    async with open_app(samples=False, size=(columns, 24), on=demo) as desk:
        assert desk.lines()[0].endswith(said)
        assert "saved" not in desk.lines()[0]
