"""Undo, redo and revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.errors import Refused
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk
    from workbench.bank import Bank


def edit(bank: Bank, row_id: str, text: str) -> None:
    with bank.transaction(f"edit {text}") as tx:
        tx.put(bank.get(Story, row_id).model_copy(update={"task": text}))


def begin(desk: Desk) -> Bank:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    return bank


def test_sixty_steps_back_and_forth_across_restarts(desk: Desk) -> None:
    bank = begin(desk)
    for number in range(60):
        edit(bank, "notes", str(number))
    for number in reversed(range(60)):
        if number % 20 == 7:
            bank.close()
            bank = desk.open()
        assert bank.undo() == f"edit {number}"
        assert bank.get(Story, "notes").task == (str(number - 1) if number else "")
    bank.close()
    bank = desk.open()
    for number in range(60):
        assert bank.redo() == f"edit {number}"
        assert bank.get(Story, "notes").task == str(number)
    assert bank.redo() is None


def test_undoing_a_creation_keeps_the_id_taken(desk: Desk) -> None:
    bank = begin(desk)
    assert bank.undo() == "add"
    assert bank.all(Story) == []
    assert bank.undo() is None
    assert bank.redo() == "add"
    assert [story.id for story in bank.all(Story)] == ["notes"]


def test_a_new_step_ends_redo(desk: Desk) -> None:
    bank = begin(desk)
    edit(bank, "notes", "one")
    bank.undo()
    edit(bank, "notes", "two")
    assert bank.redo() is None
    assert bank.undo() == "edit two"
    assert bank.undo() == "add"


def test_a_deletion_can_be_undone(desk: Desk) -> None:
    bank = begin(desk)
    with bank.transaction("delete Notes") as tx:
        tx.delete(Story, "notes")
    assert bank.undo() == "delete Notes"
    assert [story.id for story in bank.all(Story)] == ["notes"]


def test_purged_rows_are_not_brought_back_by_undo(desk: Desk) -> None:
    bank = begin(desk)
    with bank.transaction("delete") as tx:
        tx.delete(Story, "notes")
    with bank.transaction("purge") as tx:
        tx.purge(Story, "notes")
    with pytest.raises(Refused, match="has changed since"):
        bank.undo()
    assert bank.raw("stories") == {}


def test_every_revision_is_kept_and_can_be_read(desk: Desk) -> None:
    bank = begin(desk)
    for text in ("one", "two", "three"):
        desk.clock.forward(minutes=5)
        edit(bank, "notes", text)
    bank.undo()
    bank.close()
    revisions = desk.open().history.revisions("stories", "notes")
    assert [(each.rev, each.row["task"]) for each in revisions] == [
        (1, ""),
        (2, "one"),
        (3, "two"),
        (4, "three"),
        (5, "two"),
    ]
    assert all(each.saved for each in revisions)


def test_a_torn_record_hides_no_other(desk: Desk) -> None:
    bank = begin(desk)
    edit(bank, "notes", "one")
    bank.close()
    path = bank.history.path
    raw = path.read_bytes()
    path.write_bytes(raw[:-7])
    bank = desk.open()
    edit(bank, "notes", "two")
    bank.close()
    history = desk.open().history
    assert [each.row["task"] for each in history.revisions("stories", "notes")] == ["", "two"]
    assert history.torn == 1
    assert bank.seq > 3


def test_the_history_stays_out_of_the_bank_file(desk: Desk) -> None:
    bank = begin(desk)
    edit(bank, "notes", "x" * 5_000)
    size = desk.path.stat().st_size
    for number in range(20):
        edit(bank, "notes", f"{number:04d}" + "y" * 4_996)
    assert desk.path.stat().st_size < size + 1_000
