"""Saving, reading, naming and trashing rows of a bank."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.errors import BadInput, CannotWrite, Conflict, Damaged, NotFound, ReadOnly, Refused
from workbench.model.moment import Moment
from workbench.model.story import Answer, Story
from workbench.model.target import Target

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def test_what_was_saved_is_there_after_opening_again(desk: Desk) -> None:
    bank = desk.open()
    story = Story(
        title="Call notes", action="We ran two options.", answers=[Answer(key="eval.method", question="How?")]
    )
    with bank.transaction("add") as tx:
        saved = tx.put(story)
    bank.close()
    again = desk.open()
    assert again.get(Story, "call-notes") == saved
    assert saved.rev == 1
    assert saved.created_at == saved.updated_at == desk.clock.at
    assert again.raw("stories")["call-notes"]["action"] == "We ran two options."


def test_rows_are_named_after_what_they_are(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        assert tx.put(Story(title="Call notes")).id == "call-notes"
        assert tx.put(Story(title="Call notes")).id == "call-notes-2"
        assert tx.put(Target(company="Google", role="AI PM")).id == "google-ai-pm"
        assert len(tx.put(Moment(text="a thought")).id) == 26


def test_an_id_never_comes_back(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Call notes"))
    with bank.transaction("delete") as tx:
        tx.delete(Story, "call-notes")
    with bank.transaction("add") as tx:
        assert tx.put(Story(title="Call notes")).id == "call-notes-2"
    with bank.transaction("purge") as tx:
        tx.purge(Story, "call-notes")
    bank.close()
    bank = desk.open()
    with bank.transaction("add") as tx:
        assert tx.put(Story(title="Call notes")).id == "call-notes-3"
        with pytest.raises(Refused, match="not given again"):
            tx.put(Story(id="call-notes", title="Other"))


def test_many_changes_are_one_save(desk: Desk) -> None:
    bank = desk.open()
    before = bank.seq
    with bank.transaction("bulk") as tx:
        for number in range(100):
            tx.put(Story(title=f"Story {number}"))
    assert bank.seq == before + 1
    assert len(bank.all(Story)) == 100


def test_an_exception_inside_leaves_everything_as_it_was(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Kept"))
    raw = desk.path.read_bytes()

    def broken() -> None:
        with bank.transaction("broken") as tx:
            tx.put(Story(title="Half"))
            tx.delete(Story, "kept")
            tx.delete(Story, "nobody")

    with pytest.raises(NotFound):
        broken()
    assert [story.title for story in bank.all(Story)] == ["Kept"]
    assert desk.path.read_bytes() == raw
    assert bank.undo() == "add"


def test_saving_the_same_again_writes_nothing(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        story = tx.put(Story(title="Kept"))
    mark = desk.path.stat().st_ino
    with bank.transaction("again") as tx:
        assert tx.put(story, base_rev=1).rev == 1
    assert desk.path.stat().st_ino == mark
    assert bank.undo() == "add"


def test_a_stale_edit_is_a_conflict(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        old = tx.put(Story(title="Notes"))
    with bank.transaction("edit") as tx:
        tx.put(old.model_copy(update={"task": "newer"}), base_rev=old.rev)
    with pytest.raises(Conflict), bank.transaction("late") as tx:
        tx.put(old.model_copy(update={"task": "older"}), base_rev=old.rev)
    assert bank.get(Story, old.id).task == "newer"


def test_nobody_changes_the_store_by_changing_what_was_read(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        story = tx.put(Story(title="Notes", themes=["failure"]))
    story.themes.append("changed")
    bank.raw("stories")["notes"]["themes"].append("changed")
    bank.get(Story, "notes").themes.append("changed")
    assert bank.get(Story, "notes").themes == ["failure"]


def test_unknown_fields_survive_a_save(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story.model_validate({"title": "Notes", "from_the_future": {"a": [1, 2]}}))
    with bank.transaction("edit") as tx:
        tx.put(bank.get(Story, "notes").model_copy(update={"task": "x"}))
    assert bank.raw("stories")["notes"]["from_the_future"] == {"a": [1, 2]}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**70, {1: "a"}, {"a", "b"}])
def test_what_json_would_change_silently_is_refused(desk: Desk, value: object) -> None:
    bank = desk.open()
    raw = desk.path.read_bytes()
    with pytest.raises(BadInput), bank.transaction("bad") as tx:
        tx.put_row("stories", "x", {"id": "x", "value": value})
    assert desk.path.read_bytes() == raw


def test_text_is_cleaned_at_the_last_gate(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="a\x1b]52;c;x\x07b", action="\ud800 \u202e \x00", whose={"\x1b[31m": "mine"}))
    row = next(iter(bank.raw("stories").values()))
    assert "\x1b" not in str(row)
    assert row["action"] == "\ufffd  ␀"


def test_trash_gives_back(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    with bank.transaction("delete") as tx:
        tx.delete(Story, "notes")
    assert bank.all(Story) == []
    assert [story.id for story in bank.all(Story, deleted=True)] == ["notes"]
    with bank.transaction("restore") as tx:
        tx.restore(Story, "notes")
    assert bank.all(Story)[0].rev == 3
    with pytest.raises(Refused, match="not in the trash"), bank.transaction("purge") as tx:
        tx.purge(Story, "notes")


def test_a_second_start_reads_and_says_who_holds_it(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    second = desk.open()
    assert second.read_only
    assert f"process {os.getpid()}" in second.read_only_why
    assert second.get(Story, "notes").title == "Notes"
    with pytest.raises(ReadOnly, match="holds this bank"), second.transaction("write") as tx:
        tx.put(Story(title="Other"))
    with pytest.raises(ReadOnly):
        second.drafts.write("stories/notes/task", "x")
    bank.close()
    assert not desk.open().read_only


def test_files_and_folders_are_private(desk: Desk) -> None:
    old = os.umask(0)
    try:
        bank = desk.open()
        with bank.transaction("add") as tx:
            tx.put(Story(title="Notes"))
        bank.drafts.write("stories/notes/task", "x")
    finally:
        os.umask(old)
    for path in desk.places.data.parent.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_symlink_stays_a_link(desk: Desk, tmp_path: Path) -> None:
    desk.open().close()
    link = tmp_path / "link.json"
    link.symlink_to(desk.path)
    bank = desk.open(link)
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    assert link.is_symlink()
    bank.close()
    assert desk.open().get(Story, "notes").title == "Notes"


def test_a_read_only_file_stays_untouched(desk: Desk) -> None:
    desk.open().close()
    desk.path.chmod(0o444)
    bank = desk.open()
    assert "marked read-only" in bank.read_only_why
    with pytest.raises(ReadOnly), bank.transaction("write") as tx:
        tx.put(Story(title="Other"))
    assert desk.path.stat().st_mode & 0o777 == 0o444


def test_a_missing_file_with_a_history_is_no_first_run(desk: Desk) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    bank.close()
    desk.path.unlink()
    with pytest.raises(Damaged, match="gone"):
        desk.open()
    assert not desk.path.exists()


def test_a_touch_is_no_change(desk: Desk) -> None:
    bank = desk.open()
    os.utime(desk.path, ns=(1, 1))
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    assert bank.get(Story, "notes").rev == 1


def test_a_folder_that_may_not_be_made_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="a file stands where a folder should be"):
        desk.open(tmp_path / "file" / "bank.json")


def test_left_temporary_files_are_swept(desk: Desk) -> None:
    desk.open().close()
    left = desk.path.parent / ".bank.json.wb-0123456789ab.tmp"
    other = desk.path.parent / ".other.json.wb-0123456789ab.tmp"
    left.write_text("half")
    other.write_text("not ours")
    desk.open()
    assert not left.exists()
    assert other.exists()


def test_the_first_frame_needs_no_model_code() -> None:
    code = "import sys, workbench.bank; assert not {'pydantic', 'filelock', 'platformdirs'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_saving_and_opening_need_no_network(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    bank = desk.open()
    with bank.transaction("add", backup="import") as tx:
        tx.put(Story(title="Notes"))
    bank.copy()
    bank.undo()


def test_a_bank_that_was_moved_keeps_its_history_and_backups(desk: Desk, tmp_path: Path) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    bank.drafts.write("stories/notes/task", "typed")
    backup = bank.copy()
    bank.close()
    moved = tmp_path / "elsewhere" / "mine.json"
    moved.parent.mkdir()
    desk.path.rename(moved)
    bank = desk.open(moved)
    assert [each.name for each in bank.backups.all()] == [backup.name]
    assert [draft.text for draft in bank.drafts.pending()] == ["typed"]
    assert bank.undo() == "add"


def test_a_copy_of_a_bank_begins_a_history_of_its_own(desk: Desk, tmp_path: Path) -> None:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes"))
    bank.close()
    (tmp_path / "copy.json").write_bytes(desk.path.read_bytes())
    copy = desk.open(tmp_path / "copy.json")
    assert copy.undo() is None
    assert desk.open().undo() == "add"
