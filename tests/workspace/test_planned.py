"""The remembered plan stands for the bank, the day and the reader it was worked out with, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench.bank.places import Places
from workbench.errors import NotFound
from workbench.workspace import Workspace

Clock = list[datetime]


@pytest.fixture
def clock() -> Clock:
    return [datetime(2027, 2, 1, 12, 0, tzinfo=UTC)]


@pytest.fixture
def ws(home: Path, clock: Clock) -> Iterator[Workspace]:
    with Workspace.open(places=Places.under(home), now=lambda: clock[0]) as workspace:
        workspace.stories.add_samples()
        yield workspace


def test_a_plan_is_remembered_until_something_changes(ws: Workspace, clock: Clock, home: Path) -> None:
    target = ws.tailoring.targets()[0]
    assert ws.planned.remembered(target.id) is None
    plan = ws.planned.plan(target.id)
    assert plan == ws.tailoring.plan(target.id)
    assert ws.planned.remembered(target.id) == plan
    (file,) = ws.bank.keep.glob("plan-*.json")
    assert file.stat().st_mode & 0o077 == 0, "it quotes the user's words: nobody else's business"

    clock[0] += timedelta(days=1)
    assert ws.planned.remembered(target.id) is None, "another day"
    clock[0] -= timedelta(days=1)
    settings = ws.settings
    ws.settings = replace(settings, words_per_minute=settings.words_per_minute + 10)
    assert ws.planned.remembered(target.id) is None, "another rate of speaking"
    ws.settings = settings
    assert ws.planned.remembered(target.id) == plan

    pack = ws.packs.add("Keep a person in the loop\nSay what was measured", "Example Labs")
    assert ws.planned.remembered(target.id) is None, "other packs"
    ws.packs.path(pack.id).unlink()
    assert ws.planned.remembered(target.id) == plan

    dropped = next(slot.story for slot in plan.slots if slot.story)
    ws.stories.delete(dropped)
    assert ws.planned.remembered(target.id) is None, "another bank"
    assert dropped not in {slot.story for slot in ws.planned.plan(target.id).slots}

    file.write_text('{"stands_for": [', encoding="utf-8")
    assert ws.planned.remembered(target.id) is None
    assert ws.planned.plan(target.id).target == target.id
    with pytest.raises(NotFound):
        ws.planned.plan("nobody")
