"""Every schema that was ever shipped still opens; one from the future is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.bank import envelope, migrations
from workbench.bank.envelope import Row
from workbench.model.story import Story
from workbench.model.target import Target

if TYPE_CHECKING:
    from tests.bank.conftest import Desk

BANKS = Path(__file__).parent / "banks"


def lay(desk: Desk, name: str) -> bytes:
    desk.path.parent.mkdir(parents=True)
    shutil.copy(BANKS / name, desk.path)
    return desk.path.read_bytes()


def test_schema_1_opens_with_all_that_it_held(desk: Desk) -> None:
    lay(desk, "schema-1.json")
    bank = desk.open()
    assert not bank.read_only
    stories = {story.id: story for story in bank.all(Story, deleted=True)}
    assert (
        stories["call-notes"].action
        == "I ran both models side by side for a week.\nThe smaller one lost nothing that mattered."
    )
    assert stories["call-notes"].claims[0].tag == "measured"
    assert stories["binned"].deleted_at is not None
    assert bank.get(Target, "google-ai-pm").rounds[0].slots[0].question == "Tell me about a failure."
    assert bank.raw("stories")["call-notes"]["from_another_version"] == {"kept": [1, "two", None]}
    with bank.transaction("add") as tx:
        assert tx.put(Story(title="Purged")).id == "purged-2"


def test_a_bank_from_the_future_is_read_and_not_touched(desk: Desk) -> None:
    raw = lay(desk, "schema-99.json")
    bank = desk.open()
    assert "schema 99" in bank.read_only_why
    assert bank.get(Story, "call-notes").title == "Call notes in three seconds"
    bank.close()
    assert desk.path.read_bytes() == raw


def test_an_older_bank_is_brought_up_step_by_step_with_a_copy_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The road is tried with steps of a later schema laid over ours: 1 to 2 to 3."""

    def rename(rows: migrations.Rows) -> migrations.Rows:
        stories: dict[str, Row] = {key: {**row, "state": "bench"} for key, row in rows["stories"].items()}
        return {**rows, "stories": stories}

    def mark(rows: migrations.Rows) -> migrations.Rows:
        stories: dict[str, Row] = {key: {**row, "bridge": row["state"]} for key, row in rows["stories"].items()}
        return {**rows, "stories": stories}

    raw = lay(desk, "schema-1.json")
    monkeypatch.setitem(migrations.STEPS, 1, rename)
    monkeypatch.setitem(migrations.STEPS, 2, mark)
    monkeypatch.setattr(envelope, "SCHEMA", 3)
    bank = desk.open()
    assert {story.bridge for story in bank.all(Story)} == {"bench"}
    assert bank.raw("stories")["call-notes"]["from_another_version"] == {"kept": [1, "two", None]}
    (backup,) = bank.backups.all()
    assert backup.why == "migration"
    assert envelope.pack(*backup.read()) == raw
    assert bank.undo() is None
    bank.close()
    assert envelope.unpack(desk.path.read_bytes())[0]["schema"] == 3
