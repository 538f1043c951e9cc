"""Files of ours that a tidy user, `git clean` or a sync client takes away, cuts or moves while the bank is open."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from workbench.bank import Bank, Places
from workbench.errors import CannotWrite, Damaged
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def add(bank: Bank, *titles: str) -> None:
    with bank.transaction("add") as tx:
        for title in titles:
            tx.put(Story(title=title, situation="At work."))


def edit(bank: Bank, row_id: str, **fields: str) -> Story:
    with bank.transaction(f"edit {row_id}") as tx:
        return tx.put(bank.get(Story, row_id).model_copy(update=fields))


def test_a_lock_file_that_was_removed_lets_no_second_one_write(desk: Desk) -> None:
    first = desk.open()
    add(first, "One", "Two")
    desk.path.with_name("bank.json.lock").unlink()
    second = desk.open()
    assert not second.read_only, "this is the state to be tried: nothing but the lock file told the second to wait"
    edit(second, "one", task="second")
    with pytest.raises(CannotWrite, match="holds this bank") as caught:
        edit(first, "two", task="first")
    assert "draft" in caught.value.kept
    assert second.get(Story, "two").task == ""
    first.close()
    assert desk.path.with_name("bank.json.holder").exists(), "the note of who holds it is the second one's"
    edit(second, "one", task="second again")


def test_a_lock_file_that_was_removed_is_taken_anew_by_the_next_save(desk: Desk) -> None:
    first = desk.open()
    add(first, "One")
    desk.path.with_name("bank.json.lock").unlink()
    edit(first, "one", task="ours")
    assert desk.open().read_only
    second = desk.open()
    first.close()
    assert second.read_only
    third = desk.open()
    assert not third.read_only
    assert third.get(Story, "one").task == "ours"


def test_what_waited_for_the_other_one_is_merged_when_it_has_gone(desk: Desk) -> None:
    first = desk.open()
    add(first, "One", "Two")
    desk.path.with_name("bank.json.lock").unlink()
    second = desk.open()
    edit(second, "one", task="second")
    with pytest.raises(CannotWrite):
        edit(first, "two", task="first")
    second.close()
    edit(first, "two", task="first")
    assert [story.task for story in first.all(Story)] == ["second", "first"]


def test_a_history_that_was_removed_is_begun_anew_not_written_into_nothing(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    bank.history.path.unlink()
    edit(bank, "one", task="after")
    bank.close()
    again = desk.open()
    assert [each.row["task"] for each in again.history.revisions("stories", "one")] == ["", "after"]
    again.undo()
    assert again.get(Story, "one").task == ""


def test_a_state_folder_that_was_removed_is_made_again(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    bank.drafts.write("stories/one/task", "before")
    shutil.rmtree(desk.places.state)
    bank.drafts.write("stories/one/task", "typed after")
    edit(bank, "one", result="saved after")
    bank.close()
    again = desk.open()
    assert [draft.text for draft in again.drafts.pending()] == ["typed after"]
    assert again.history.revisions("stories", "one")[-1].row["result"] == "saved after"
    assert again.keep.stat().st_mode & 0o777 == 0o700


def test_a_history_that_was_cut_stops_no_merge(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One", "Two", "Three")
    elsewhere = Places.under(desk.places.data.parent / "laptop")
    elsewhere.data.mkdir(parents=True)
    shutil.copy(desk.path, elsewhere.bank)
    with Bank.open(elsewhere.bank, elsewhere, now=desk.clock) as laptop:
        edit(laptop, "one", task="theirs")
        edit(laptop, "two", task="theirs")
    edit(bank, "one", task="ours")
    edit(bank, "three", task="ours")
    with bank.history.path.open("r+b") as file:
        file.truncate(200)
    shutil.copy(elsewhere.bank, desk.path)
    edit(bank, "three", result="later")
    tasks = {story.title: story.task for story in bank.all(Story)}
    # How they were before both sides came apart can't be read any more: what differs stands twice, no text is gone.
    assert tasks == {
        "One": "ours",
        "One (other copy)": "theirs",
        "Two": "theirs",
        "Three": "ours",
        "Three (other copy)": "",
    }
    assert bank.get(Story, "three").task == "ours"
    bank.undo()
    bank.undo()
    with pytest.raises(Damaged, match="can't be read any more"):
        bank.undo()


def test_a_folder_that_is_moved_while_open_refuses_and_saves_once_it_is_back(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    desk.places.data.rename(desk.places.data.with_name("elsewhere"))
    with pytest.raises(CannotWrite, match="the folder is gone"):
        edit(bank, "one", task="typed meanwhile")
    bank.drafts.write("stories/one/task", "typed meanwhile")
    desk.places.data.with_name("elsewhere").rename(desk.places.data)
    edit(bank, "one", task="typed meanwhile")
    bank.close()
    assert desk.open().get(Story, "one").task == "typed meanwhile"
