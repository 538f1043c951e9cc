"""Bringing an earlier or a lost state back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.bank import Bank, restore
from workbench.bank.history import History
from workbench.bank.rebuild import newest_state
from workbench.errors import Damaged, NotFound, ReadOnly
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def add(bank: Bank, *titles: str) -> None:
    with bank.transaction("add") as tx:
        for title in titles:
            tx.put(Story(title=title))


def edit(bank: Bank, row_id: str, task: str) -> None:
    with bank.transaction("edit") as tx:
        tx.put(bank.get(Story, row_id).model_copy(update={"task": task}))


def texts(bank: Bank) -> dict[str, str]:
    return {story.id: story.task for story in bank.all(Story)}


def test_restoring_a_backup_is_a_step_that_undo_takes_back(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One", "Two")
    edit(bank, "one", "old")
    backup = bank.copy()
    desk.clock.forward(minutes=5)
    edit(bank, "one", "new")
    add(bank, "Three")
    with bank.transaction("delete") as tx:
        tx.delete(Story, "two")
    done = restore.put_back(bank, backup.read()[1], "restore")
    assert texts(bank) == {"one": "old", "two": ""}
    assert (done.put_back, done.trashed) == (2, 1)
    assert bank.backups.all()[0].why == "restore"
    assert bank.get(Story, "one").rev == 4
    assert bank.undo() == "restore"
    assert texts(bank) == {"one": "new", "three": ""}


def test_one_revision_comes_back_as_a_new_one(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    for task in ("first", "second"):
        edit(bank, "one", task)
    earlier = bank.history.revisions("stories", "one")[1]
    restore.put_back_row(bank, "stories", earlier.row, "restore revision 2")
    assert (bank.get(Story, "one").task, bank.get(Story, "one").rev) == ("first", 4)
    assert bank.undo() == "restore revision 2"


@pytest.mark.parametrize("with_backup", [True, False])
@pytest.mark.parametrize("junk", [None, b"", b"\0\0\0", b"<<<<<<< HEAD"])
def test_a_lost_file_comes_back_to_the_last_save(desk: Desk, junk: bytes | None, with_backup: bool) -> None:
    bank = desk.open()
    add(bank, "One", "Two", "Gone")
    if with_backup:
        bank.copy()
    edit(bank, "one", "last words")
    with bank.transaction("purge") as tx:
        tx.delete(Story, "gone")
        tx.purge(Story, "gone")
    bank.close()
    for backup in bank.backups.all():
        if not with_backup:
            backup.path.unlink()
    if junk is None:
        desk.path.unlink()
    else:
        desk.path.write_bytes(junk)
    with pytest.raises(Damaged):
        desk.open()
    _, done = restore.rebuild(desk.path, desk.places, desk.clock)
    assert (done.kept.read_bytes() if done.kept else None) == (junk or None)
    again = desk.open()
    assert texts(again) == {"one": "last words", "two": ""}
    assert again.seq > bank.seq
    add(again, "Gone")
    assert "gone-2" in texts(again)


def test_a_chosen_backup_in_place_of_a_damaged_file_gives_no_id_again(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    backup = bank.copy()
    add(bank, "Two")
    bank.close()
    desk.path.write_bytes(b"{}")
    restore.rebuild(desk.path, desk.places, desk.clock, backup)
    again = desk.open()
    assert texts(again) == {"one": ""}
    add(again, "Two")
    assert "two-2" in texts(again)
    assert again.history.revisions("stories", "two")


def test_rows_that_only_the_damaged_file_holds_are_rescued(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    bank.close()
    bank.history.path.unlink()
    for backup in bank.backups.all():
        backup.path.unlink()
    raw = desk.path.read_bytes()
    desk.path.write_bytes(raw[:-4])
    state = newest_state(bank.backups, History(bank.history.path), desk.path.read_bytes())
    assert (state.from_file, state.rows()) == (1, 1)
    restore.rebuild(desk.path, desk.places, desk.clock)
    assert texts(desk.open()) == {"one": ""}


def test_a_changed_row_of_a_damaged_file_does_not_beat_the_history(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    edit(bank, "one", "true words")
    bank.close()
    desk.path.write_bytes(desk.path.read_bytes().replace(b"true words", b"tru\xc3\xa9 words"))
    restore.rebuild(desk.path, desk.places, desk.clock)
    assert texts(desk.open()) == {"one": "true words"}


def test_nothing_is_restored_while_somebody_holds_the_bank(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    with pytest.raises(ReadOnly):
        restore.rebuild(desk.path, desk.places, desk.clock)


def test_nothing_to_restore_from_is_said(desk: Desk) -> None:
    desk.path.parent.mkdir(parents=True)
    desk.path.write_bytes(b"junk")
    with pytest.raises(NotFound, match="no backup and no history"):
        restore.rebuild(desk.path, desk.places, desk.clock)
    assert desk.path.read_bytes() == b"junk"
