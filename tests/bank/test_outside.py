"""The file is changed by something else while it is open, or between two sessions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from workbench.bank import Bank, Places, envelope
from workbench.errors import Conflict, Damaged
from workbench.model.story import Story
from workbench.model.target import Target
from workbench.model.version import Version

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


class Laptop:
    """A second machine with its own state, to which the bank file is synced as a whole."""

    def __init__(self, desk: Desk, home: Path) -> None:
        self.desk = desk
        self.places = Places.under(home)
        self.path = self.places.bank

    def fetch(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.desk.path, self.path)

    def send(self) -> None:
        copy = self.desk.path.with_name("incoming")
        shutil.copy(self.path, copy)
        copy.replace(self.desk.path)

    def edit(self, row_id: str, **fields: str) -> None:
        with Bank.open(self.path, self.places, now=self.desk.clock) as bank:
            edit(bank, row_id, **fields)


def edit(bank: Bank, row_id: str, **fields: str) -> Story:
    with bank.transaction(f"edit {row_id}") as tx:
        return tx.put(bank.get(Story, row_id).model_copy(update=fields))


def add(bank: Bank, *titles: str) -> None:
    with bank.transaction("add") as tx:
        for title in titles:
            tx.put(Story(title=title, situation="At work."))


@pytest.fixture
def laptop(desk: Desk, tmp_path: Path) -> Laptop:
    return Laptop(desk, tmp_path / "laptop")


def test_changes_of_different_stories_are_both_kept(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One", "Two", "Three")
    laptop.fetch()
    edit(bank, "one", task="ours")
    laptop.edit("two", task="theirs")
    laptop.send()
    edit(bank, "three", task="ours, later")
    assert [story.task for story in bank.all(Story)] == ["ours", "ours, later", "theirs"]
    assert "1 taken in" in bank.notes[0]
    bank.close()
    assert [story.task for story in desk.open().all(Story)] == ["ours", "ours, later", "theirs"]


def test_different_fields_of_one_story_are_joined(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One")
    laptop.fetch()
    edit(bank, "one", task="ours")
    laptop.edit("one", result="theirs")
    laptop.send()
    assert bank.refresh()
    story = bank.get(Story, "one")
    assert (story.task, story.result, story.rev) == ("ours", "theirs", 3)


def test_one_field_changed_by_both_keeps_both(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One")
    laptop.fetch()
    edit(bank, "one", task="ours")
    laptop.edit("one", task="theirs")
    laptop.send()
    bank.refresh()
    assert {story.title: story.task for story in bank.all(Story)} == {"One": "ours", "One (other copy)": "theirs"}
    assert "kept twice" in bank.notes[0]


def test_a_version_changed_by_both_keeps_theirs_as_a_revision(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        made = tx.put(Version(story="one", target="google", closing="first"))
    laptop.fetch()
    with bank.transaction("edit") as tx:
        tx.put(made.model_copy(update={"closing": "ours"}))
    with Bank.open(laptop.path, laptop.places) as other, other.transaction("edit") as tx:
        tx.put(made.model_copy(update={"closing": "theirs"}))
    laptop.send()
    bank.refresh()
    assert [version.closing for version in bank.all(Version)] == ["ours"]
    revisions = bank.history.revisions("versions", made.id)
    with bank.transaction("more") as tx:
        tx.put(Story(title="x"))
    assert "theirs" in [each.row["closing"] for each in revisions]
    assert [each.row["closing"] for each in bank.history.revisions("versions", made.id) if not each.saved] == ["theirs"]
    assert bank.undo() == "more"


def test_an_older_copy_does_not_undo_what_was_saved_since(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One", "Two")
    laptop.fetch()
    edit(bank, "one", task="newer")
    add(bank, "Three")
    laptop.send()
    edit(bank, "two", task="more")
    assert {story.id: story.task for story in bank.all(Story)} == {"one": "newer", "two": "more", "three": ""}


def test_machines_that_take_turns_never_write_back_and_forth(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One")
    for turn in range(4):
        laptop.fetch()
        laptop.edit("one", task=f"turn {turn}")
        laptop.send()
        sent = desk.path.read_bytes()
        assert bank.refresh()
        assert bank.get(Story, "one").task == f"turn {turn}"
        assert desk.path.read_bytes() == sent
        edit(bank, "one", result=f"turn {turn}")
    assert len(bank.all(Story)) == 1


def test_two_merges_in_a_row_find_what_both_sides_share(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One", "Two")
    laptop.fetch()
    edit(bank, "one", task="ours")
    laptop.edit("two", task="theirs")
    laptop.send()
    bank.refresh()
    # The laptop goes on without having seen the merge.
    laptop.edit("two", task="theirs, again")
    edit(bank, "one", task="ours, again")
    laptop.send()
    bank.refresh()
    assert [story.task for story in bank.all(Story)] == ["ours, again", "theirs, again"]


def test_deleted_for_good_there_is_gone_here_unless_changed_here(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One", "Two")
    laptop.fetch()
    edit(bank, "two", task="changed here")
    with Bank.open(laptop.path, laptop.places) as other:
        for row_id in ("one", "two"):
            with other.transaction("away") as tx:
                tx.delete(Story, row_id)
                tx.purge(Story, row_id)
    laptop.send()
    bank.refresh()
    assert [story.id for story in bank.all(Story)] == ["two"]
    add(bank, "One")
    assert [story.id for story in bank.all(Story)] == ["one-2", "two"]


def test_a_stale_edit_meets_the_outside_change_as_a_conflict(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One")
    story = bank.get(Story, "one")
    laptop.fetch()
    laptop.edit("one", task="theirs")
    laptop.send()
    with pytest.raises(Conflict, match="in the meantime"), bank.transaction("edit") as tx:
        tx.put(story.model_copy(update={"task": "ours"}), base_rev=story.rev)
    assert bank.get(Story, "one").task == "theirs"


def test_a_change_in_the_middle_of_a_save_is_merged_too(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    add(bank, "One", "Two")
    laptop.fetch()
    laptop.edit("two", task="theirs")
    with bank.transaction("edit") as tx:
        tx.put(bank.get(Story, "one").model_copy(update={"task": "ours"}))
        laptop.send()
    assert [story.task for story in bank.all(Story)] == ["ours", "theirs"]


def test_an_edit_by_hand_is_taken_in_cleaned(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One", "Two")
    data = orjson.loads(desk.path.read_bytes())
    data["stories"]["one"]["task"] = "by hand \x1b[31m"
    del data["stories"]["two"]
    desk.path.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2))
    assert bank.refresh()
    assert [story.task for story in bank.all(Story)] == ["by hand ␛[31m", ""]
    assert bank.undo() == "changes from outside"
    assert bank.get(Story, "one").task == ""


@pytest.mark.parametrize("junk", [b"", b"\0" * 900, b"<<<<<<< HEAD\n{}\n", b'{"meta":{"format":"star-workbench-bank"'])
def test_junk_in_its_place_is_kept_aside_and_the_bank_written_again(desk: Desk, junk: bytes) -> None:
    bank = desk.open()
    add(bank, "One")
    desk.path.write_bytes(junk)
    edit(bank, "one", task="on")
    assert bank.get(Story, "one").task == "on"
    assert [path.read_bytes() for path in bank.backups.folder.glob("*-outside.kept")] == [junk]
    bank.close()
    assert desk.open().get(Story, "one").task == "on"


def test_a_removed_file_is_written_again_and_said(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    desk.path.unlink()
    edit(bank, "one", task="on")
    assert "had been removed" in bank.notes[0]
    bank.close()
    assert desk.open().get(Story, "one").task == "on"


def test_another_bank_in_its_place_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    bank = desk.open()
    add(bank, "One")
    other = desk.open(tmp_path / "other.json")
    add(other, "Stranger")
    other.close()
    shutil.copy(other.path, desk.path)
    stranger = desk.path.read_bytes()
    with pytest.raises(Conflict, match="Another bank"):
        edit(bank, "one", task="on")
    assert desk.path.read_bytes() == stranger


def test_a_newer_bank_in_its_place_is_left_alone(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    meta, tables = envelope.unpack(desk.path.read_bytes())
    newer = envelope.pack({**meta, "schema": 99}, tables)
    desk.path.write_bytes(newer)
    with pytest.raises(Conflict, match="newer workbench"):
        edit(bank, "one", task="on")
    assert desk.path.read_bytes() == newer


def test_a_reader_sees_what_the_writer_saves(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    reader = desk.open(read_only=True)
    assert not reader.refresh()
    edit(bank, "one", task="newer")
    assert reader.refresh()
    assert reader.get(Story, "one").task == "newer"
    desk.path.write_bytes(b"{")
    with pytest.raises(Damaged):
        reader.refresh()


def test_a_file_put_back_between_sessions_is_told(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    old = desk.path.read_bytes()
    for number in range(3):
        edit(bank, "one", task=str(number))
    bank.close()
    desk.path.write_bytes(old)
    bank = desk.open()
    assert bank._starting is not None
    bank._starting.join()
    assert "is not what was last saved here" in bank.notes[0]


def test_targets_are_kept_twice_by_their_role(desk: Desk, laptop: Laptop) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        made = tx.put(Target(company="Google", role="PM"))
    laptop.fetch()
    with bank.transaction("edit") as tx:
        tx.put(made.model_copy(update={"notes": "ours"}))
    with Bank.open(laptop.path, laptop.places) as other, other.transaction("edit") as tx:
        tx.put(made.model_copy(update={"notes": "theirs"}))
    laptop.send()
    bank.refresh()
    assert {target.role: target.notes for target in bank.all(Target)} == {"PM": "ours", "PM (other copy)": "theirs"}
