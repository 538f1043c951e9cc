"""Something else stands where the bank should be: nothing, another bank, a pipe, half a file."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.bank import Bank, Places
from workbench.bank.restore import rebuild
from workbench.errors import CannotWrite, Damaged, NotFound
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def add(bank: Bank, *titles: str, task: str = "") -> None:
    with bank.transaction("add") as tx:
        for title in titles:
            tx.put(Story(title=title, situation="At work.", task=task))


def edit(bank: Bank, row_id: str, **fields: str) -> Story:
    with bank.transaction(f"edit {row_id}") as tx:
        return tx.put(bank.get(Story, row_id).model_copy(update=fields))


def test_a_link_to_a_drive_that_is_out_makes_nothing_in_the_drives_place(desk: Desk, tmp_path: Path) -> None:
    drive = tmp_path / "media" / "drive"
    drive.mkdir(parents=True)
    link = tmp_path / "bank.json"
    link.symlink_to(drive / "bank.json")
    with Bank.open(link, desk.places) as bank:
        add(bank, "One")
    drive.rename(tmp_path / "out")
    with pytest.raises(Damaged, match="gone"):
        Bank.open(link, desk.places)
    assert not drive.exists(), "a folder there would stand in the way when the drive is mounted again"
    (tmp_path / "out").rename(drive)
    with Bank.open(link, desk.places) as bank:
        assert bank.get(Story, "one")


def test_a_link_that_leads_nowhere_begins_no_bank(desk: Desk, tmp_path: Path) -> None:
    link = tmp_path / "bank.json"
    link.symlink_to(tmp_path / "media" / "drive" / "bank.json")
    with pytest.raises(NotFound, match="link") as caught:
        Bank.open(link, desk.places)
    assert str(tmp_path / "media" / "drive") in str(caught.value)
    assert not (tmp_path / "media").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_in_the_banks_place_holds_nobody_up(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    reader = desk.open(read_only=True)
    desk.path.unlink()
    os.mkfifo(desk.path)
    for one in (bank, reader):
        with pytest.raises((CannotWrite, Damaged), match="not an ordinary file"):
            one.refresh()
    with pytest.raises(CannotWrite, match="not an ordinary file"):
        edit(bank, "one", task="typed")
    desk.path.unlink()
    edit(bank, "one", task="typed")
    assert desk.open(read_only=True).get(Story, "one").task == "typed"


def test_another_bank_in_the_place_of_one_gets_neither_its_drafts_nor_its_undo(desk: Desk, tmp_path: Path) -> None:
    with desk.open() as ours:
        add(ours, "One")
        ours.drafts.write("stories/one/task", "typed into ours")
    elsewhere = Places.under(tmp_path / "elsewhere")
    with Bank.open(elsewhere.bank, elsewhere, now=desk.clock) as other:
        add(other, "One")
    moved = desk.places.data / "mine.json"
    desk.path.rename(moved)
    shutil.copy(elsewhere.bank, desk.path)
    with desk.open() as other:
        assert other.drafts.pending() == []
        assert other.undo() is None
        assert "another bank" in " ".join(other.notes)
        edit(other, "one", task="of the other")
    with Bank.open(moved, desk.places, now=desk.clock) as ours:
        assert [draft.text for draft in ours.drafts.pending()] == ["typed into ours"]
        assert ours.undo() == "add"
    with desk.open() as other:
        assert other.undo() == "edit one"


def test_a_bank_put_together_from_its_history_alone_keeps_drafts_and_undo(desk: Desk) -> None:
    with desk.open() as bank:
        add(bank, "One")
        edit(bank, "one", task="two")
        bank.drafts.write("stories/one/task", "typed")
    shutil.rmtree(bank.backups.folder)
    desk.path.unlink()
    rebuild(desk.path, desk.places, desk.clock)
    with desk.open() as again:
        assert [draft.text for draft in again.drafts.pending()] == ["typed"]
        assert [each.row["task"] for each in again.history.revisions("stories", "one")] == ["", "two"]


def test_a_file_that_is_still_being_written_is_waited_for(desk: Desk, tmp_path: Path) -> None:
    bank = desk.open()
    add(bank, "One")
    elsewhere = Places.under(tmp_path / "elsewhere")
    elsewhere.data.mkdir(parents=True)
    shutil.copy(desk.path, elsewhere.bank)
    with Bank.open(elsewhere.bank, elsewhere, now=desk.clock) as laptop:
        add(laptop, "Theirs")
    raw = elsewhere.bank.read_bytes()
    with desk.path.open("r+b", buffering=0) as file:
        file.write(raw[:500])
        file.truncate()
        rest = threading.Timer(0.2, file.write, [raw[500:]])
        rest.start()
        edit(bank, "one", task="ours")
        rest.join()
    assert {story.title: story.task for story in bank.all(Story)} == {"One": "ours", "Theirs": ""}
    assert list(bank.backups.folder.glob("*.kept")) == []
