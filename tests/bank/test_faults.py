"""Every file call of one save fails once: the file is the old state or the new one, and the error is a sentence."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bank.faulty import Disk, faulty
from workbench.bank import Bank, envelope
from workbench.errors import CannotWrite
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def task_on_disk(path: Path) -> str:
    tables = envelope.unpack(path.read_bytes())[1]
    return str(tables["stories"]["notes"].row()["task"])


def save(bank: Bank, text: str) -> None:
    with bank.transaction(f"edit {text[:8]}") as tx:
        tx.put(bank.get(Story, "notes").model_copy(update={"task": text}), base_rev=bank.get(Story, "notes").rev)


def refused(bank: Bank, text: str, disk: Disk) -> CannotWrite | None:
    """Save on a faulty disk and return the error, if any; every other error comes through."""
    try:
        with faulty(disk):
            save(bank, text)
    except CannotWrite as error:
        return error
    return None


def begin(desk: Desk) -> Bank:
    bank = desk.open()
    with bank.transaction("add") as tx:
        tx.put(Story(title="Notes", task="begin " * 300))
    # The first save of a session opens files that later ones find open.
    save(bank, "old")
    return bank


def points(desk: Desk) -> list[str]:
    bank = begin(desk)
    with faulty(Disk()) as disk:
        save(bank, "new")
    bank.close()
    return disk.seen


def test_a_save_makes_the_calls_that_a_safe_save_is_made_of(desk: Desk) -> None:
    seen = points(desk)
    assert seen.count("fsync") == 3
    last_sync = len(seen) - 1 - seen[::-1].index("fsync")
    first_sync = seen.index("fsync")
    assert first_sync < seen.index("fstat", first_sync) < seen.index("replace") < last_sync


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_every_failing_call_leaves_old_or_new_and_a_sentence(desk: Desk, code: int) -> None:
    number_of_points = len(points(desk))
    failed = 0
    for point in range(1, number_of_points + 1):
        bank = desk.open()
        save(bank, "old")
        error = refused(bank, f"new {point}", Disk(point, code))
        if error is not None:
            failed += 1
            assert task_on_disk(desk.path) in ("old", f"new {point}")
            assert "draft" in error.kept
            # The disk is well again: the same save goes through, on the same revision.
            save(bank, f"new {point}")
        assert task_on_disk(desk.path) == f"new {point}"
        assert bank.undo() == f"edit {f'new {point}'[:8]}"
        assert bank.get(Story, "notes").task == "old"
        bank.close()
        assert desk.open(read_only=True).get(Story, "notes").task == "old"
    assert failed >= number_of_points // 2


@pytest.mark.parametrize("times", [2, 3, 50])
def test_a_disk_that_goes_on_refusing_leaves_old_or_new(desk: Desk, times: int) -> None:
    for point in range(1, len(points(desk)) + 1):
        bank = desk.open()
        save(bank, "old")
        error = refused(bank, "new", Disk(point, errno.EIO, times))
        assert task_on_disk(desk.path) in (("old", "new") if error else ("new",))
        bank.close()
        assert desk.open(read_only=True).get(Story, "notes").task in ("old", "new")


KILLED = """
import sys
from pathlib import Path
from tests.bank.faulty import Disk, faulty
from workbench.bank import Bank, Places
from workbench.model.story import Story
places = Places.under(Path(sys.argv[1]))
for point in range(int(sys.argv[2]), int(sys.argv[3])):
    import os
    child = os.fork()
    if child == 0:
        bank = Bank.open(places.bank, places)
        bank._closing.set()
        bank._starting.join()
        def save(text):
            with bank.transaction("edit " + text) as tx:
                tx.put(bank.get(Story, "notes").model_copy(update={"task": text}))
        save("old")
        with faulty(Disk(point)):
            save("new")
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    bank = Bank.open(places.bank, places)
    print(point, status, bank.read_only, bank.get(Story, "notes").task, flush=True)
    with bank.transaction("go on") as tx:
        tx.put(bank.get(Story, "notes").model_copy(update={"task": "gone on"}))
    assert bank.undo() == "go on", bank.history.entries[-3:]
    bank.close()
"""


def test_a_kill_at_every_call_leaves_old_or_new(desk: Desk) -> None:
    number_of_points = len(points(desk))
    home = desk.places.data.parent
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), "1", str(number_of_points + 2)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    lines = [line.split() for line in run.stdout.splitlines()]
    assert len(lines) == number_of_points + 1
    assert sum(line[1] == "9" for line in lines) >= number_of_points - 2
    for _, status, read_only, task in lines:
        assert read_only == "False"
        assert task in (("old", "new") if status == "9" else ("new",))
    assert {line[3] for line in lines} == {"old", "new"}


def test_a_failing_backup_stops_a_bulk_change_before_it_begins(desk: Desk) -> None:
    bank = begin(desk)
    raw = desk.path.read_bytes()

    def bulk() -> None:
        with bank.transaction("bulk") as tx:
            for number in range(20):
                tx.put(Story(title=f"Story {number}"))

    with faulty(Disk(1, errno.ENOSPC, 99, only=("fsync",))), pytest.raises(CannotWrite, match="the disk is full"):
        bulk()
    assert desk.path.read_bytes() == raw
    bulk()
    assert len(bank.all(Story)) == 21


def test_a_draft_that_cannot_be_kept_is_said(desk: Desk) -> None:
    bank = begin(desk)
    with faulty(Disk(1, errno.ENOSPC, 9)), pytest.raises(CannotWrite, match="the disk is full"):
        bank.drafts.write("stories/notes/task", "typed")
    bank.drafts.write("stories/notes/task", "typed")
    assert [draft.text for draft in bank.drafts.pending()] == ["typed"]


def test_a_save_that_never_stood_is_no_step_to_take_back(desk: Desk) -> None:
    bank = begin(desk)
    assert refused(bank, "new", Disk(1, errno.EIO, only=("replace",))) is not None
    assert bank.undo() == "edit old"
    assert bank.get(Story, "notes").task.startswith("begin")


def test_what_stands_though_its_folder_was_not_synced_is_ours_and_no_strangers(desk: Desk) -> None:
    bank = begin(desk)
    # The third sync of a save is that of the folder, with the new file in its place already.
    assert refused(bank, "new", Disk(3, errno.EIO, only=("fsync",))) is not None
    assert task_on_disk(desk.path) == "new"
    save(bank, "newer")
    assert bank.notes == []
    assert bank.undo() == "edit newer"
    assert [each for each in bank.backups.all() if each.why == "outside"] == []
