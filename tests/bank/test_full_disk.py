"""A full disk: one sentence, the old file whole, the text kept, saved when there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.bank import Bank, Places
from workbench.errors import CannotWrite
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("A small disk can only be mounted on Linux as root; a size limit stands in for it below.")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("No file system can be mounted here.")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill_up(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler


@pytest.mark.parametrize("all_on_it", [False, True])
def test_a_full_disk_is_refused_whole_and_saved_when_there_is_room(
    small_disk: Path, tmp_path: Path, all_on_it: bool
) -> None:
    there, elsewhere = Places.under(small_disk / "home"), Places.under(tmp_path / "home")
    places = there if all_on_it else Places(there.data, elsewhere.state, elsewhere.config)
    with Bank.open(places.bank, places) as bank:
        with bank.transaction("add") as tx:
            for number in range(50):
                tx.put(Story(title=f"Story {number}", action="word " * 2000))
        story = bank.get(Story, "story-7")
        bank.drafts.write("stories/story-7/task", "typed", story.rev)
        # The thread of the drafts does it within a second of the first key.
        bank.drafts._keep_room()
        filler = fill_up(small_disk)
        raw = places.bank.read_bytes()
        # Not even a full disk loses what is typed on it: room is kept for that.
        bank.drafts.write("stories/story-8/task", "typed while it was full")
        assert bank.drafts.get("stories/story-8/task") is not None
        bank.drafts.settle("stories/story-8/task")
        for _ in range(3):
            with pytest.raises(CannotWrite) as refused, bank.transaction("edit") as tx:
                tx.put(story.model_copy(update={"task": "typed"}), base_rev=story.rev)
            assert "the disk is full" in str(refused.value)
            assert places.bank.read_bytes() == raw
            assert [draft.text for draft in bank.drafts.pending()] == ["typed"]
        assert len(bank.all(Story)) == 50
        filler.unlink()
        with bank.transaction("edit") as tx:
            tx.put(story.model_copy(update={"task": "typed"}), base_rev=story.rev)
        bank.drafts.settle("stories/story-7/task", "typed")
    with Bank.open(places.bank, places) as bank:
        assert bank.get(Story, "story-7").task == "typed"
        assert len(bank.all(Story)) == 50
        assert bank.undo() == "edit"


LIMITED = """
import resource, sys
from pathlib import Path
from workbench.bank import Bank, Places
from workbench.errors import CannotWrite
from workbench.model.story import Story
places = Places.under(Path(sys.argv[1]))
bank = Bank.open(places.bank, places)
story = bank.get(Story, "notes")
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    with bank.transaction("edit") as tx:
        tx.put(story.model_copy(update={"task": "y" * 80_000}))
except CannotWrite as error:
    print(error)
"""


def test_a_file_that_may_not_grow_leaves_the_old_one_whole(desk: Desk) -> None:
    with desk.open() as bank, bank.transaction("add") as tx:
        tx.put(Story(title="Notes", task="x" * 40_000))
    raw = desk.path.read_bytes()
    home = str(desk.places.data.parent)
    run = subprocess.run([sys.executable, "-c", LIMITED, home], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == (
        "bank.json could not be written: the file would be larger than this system allows."
        " The last saved state is whole; what you typed is kept as a draft."
    )
    assert desk.path.read_bytes() == raw
    assert sorted(path.name for path in desk.path.parent.iterdir()) == [
        "bank.json",
        "bank.json.holder",
        "bank.json.lock",
    ]
