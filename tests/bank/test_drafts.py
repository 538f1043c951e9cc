"""What is typed and not saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bank import Draft
from workbench.bank.drafts import ALWAYS, ROLL_OVER, SYNC_AFTER, Drafts
from workbench.errors import NotFound
from workbench.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bank.conftest import Desk

FIELDS = [
    "stories/call-notes/action",
    "versions/01J/rewrites/We ran two options.",
    "stories/call-notes/answers/probe.cost/text",
    "projects/p/artefacts/spec/fields/goal",
    "targets/google/rounds/r1/notes",
]


@pytest.mark.parametrize("key", FIELDS)
def test_typed_text_comes_back_for_any_field(desk: Desk, key: str) -> None:
    bank = desk.open()
    for text in ("h", "he", "hel"):
        bank.drafts.write(key, text, base_rev=4)
    bank.close()
    assert desk.open().drafts.pending() == [Draft(key, "hel", 4, desk.clock.at)]


def test_a_saved_draft_ends_unless_more_was_typed(desk: Desk) -> None:
    drafts = desk.open().drafts
    drafts.write("stories/a/task", "one")
    drafts.write("stories/a/task", "one two")
    drafts.settle("stories/a/task", "one")
    assert [draft.text for draft in drafts.pending()] == ["one two"]
    drafts.settle("stories/a/task", "one two")
    assert drafts.pending() == []
    drafts.write("stories/a/task", "three")
    drafts.settle("stories/a/task")
    assert drafts.pending() == []


def test_discarding_can_be_taken_back(desk: Desk) -> None:
    drafts = desk.open().drafts
    drafts.write("stories/a/task", "mine")
    drafts.discard("stories/a/task")
    assert drafts.pending() == []
    assert [draft.text for draft in drafts.discarded()] == ["mine"]
    assert drafts.recover("stories/a/task").text == "mine"
    assert [draft.text for draft in drafts.pending()] == ["mine"]
    with pytest.raises(NotFound):
        drafts.recover("stories/a/task")


def test_discarded_drafts_are_kept_for_a_month(desk: Desk) -> None:
    drafts = desk.open().drafts
    drafts.write("stories/a/task", "old")
    drafts.discard("stories/a/task")
    desk.clock.forward(days=29)
    drafts.write("stories/b/task", "b")
    drafts.discard("stories/b/task")
    assert len(drafts.discarded()) == 2
    desk.clock.forward(days=2)
    for number in range(ALWAYS):
        drafts.write(f"stories/c{number}/task", "c")
        drafts.discard(f"stories/c{number}/task")
    assert [draft.row_id for draft in drafts.discarded()][:2] == ["b", "c0"]
    assert len(drafts.discarded()) == ALWAYS + 1


def test_a_draft_nobody_has_decided_on_outlives_a_first_key_that_it_happens_to_hold(desk: Desk) -> None:
    key = "stories/a/task"
    bank = desk.open()
    bank.drafts.write(key, "We asked. Nobody answered, so we asked the nurses.")
    bank.close()
    later = desk.open()
    # The saved words are “We asked.”; a space behind them is still within the draft, the next letter no more.
    for typed in ("We asked. ", "We asked. A", "We asked. And went home."):
        later.drafts.write(key, typed)
    later.drafts.flush()
    assert [draft.text for draft in later.drafts.pending()] == ["We asked. And went home."]
    assert [draft.text for draft in later.drafts.discarded()] == ["We asked. Nobody answered, so we asked the nurses."]


def test_a_draft_that_is_carried_on_leaves_nothing_aside(desk: Desk) -> None:
    key = "stories/a/task"
    bank = desk.open()
    bank.drafts.write(key, "We asked.")
    bank.close()
    later = desk.open()
    assert later.drafts.write(key, "We asked. Nobody answered.") is None
    assert later.drafts.discarded() == []


def test_a_long_session_does_not_grow_for_ever(desk: Desk) -> None:
    drafts = desk.open().drafts
    text = "word " * 400
    for number in range(1500):
        drafts.write("stories/a/task", f"{text}{number}")
        if number % 300 == 0:
            drafts.flush()
    drafts.flush()
    assert sum(path.stat().st_size for path in drafts.folder.iterdir()) < 2 * ROLL_OVER
    assert [draft.text for draft in drafts.pending()] == [f"{text}1499"]


def test_a_torn_snapshot_gives_the_one_before(desk: Desk) -> None:
    drafts = desk.open().drafts
    drafts.write("stories/a/task", "whole")
    drafts.write("stories/a/task", "whole and more")
    (path,) = drafts.folder.glob("*.draft")
    path.write_bytes(path.read_bytes()[:-3])
    assert [draft.text for draft in desk.open(read_only=True).drafts.pending()] == ["whole"]


def test_a_pasted_book_does_not_fill_the_disk_key_by_key(desk: Desk) -> None:
    drafts = desk.open().drafts
    book = "word " * 1_000_000
    began = time.monotonic()
    for number in range(30):
        drafts.write("stories/a/task", f"{book}{number}")
    seconds = time.monotonic() - began
    # One snapshot at the first key and one a second, from the keys or from the thread that syncs.
    allowed = min(25, 2 + 2 * seconds / SYNC_AFTER)
    assert sum(path.stat().st_size for path in drafts.folder.iterdir()) < allowed * len(book)
    assert drafts.pending()[0].text.endswith(" 29")
    drafts.write("stories/a/task", f"{book}last")
    drafts.discard("stories/a/task")
    assert drafts.recover("stories/a/task").text.endswith(" last")


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(alphabet=st.characters(codec=None, categories=None)), min_size=1, max_size=5))
def test_any_text_round_trips(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    from datetime import UTC, datetime

    folder = tmp_path_factory.mktemp("d")
    drafts = Drafts(folder, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    for text in texts:
        drafts.write("stories/a/task", text)
    assert [draft.text for draft in drafts.pending()] == [clean(texts[-1])]
    drafts.close()


TYPIST = """
import sys
import time
from pathlib import Path
from workbench.bank import Bank, Places
places = Places.under(Path(sys.argv[1]))
bank = Bank.open(places.bank, places)
text = ""
number = 0
while True:
    number += 1
    text = f"{text[-3000:]} word{number}"
    bank.drafts.write("stories/a/task", text, 1)
    print(number, flush=True)
"""


def test_kill_in_the_middle_of_a_word_loses_nothing_typed(desk: Desk, tmp_path: Path) -> None:
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", TYPIST, str(tmp_path / "home")], stdout=subprocess.PIPE) as typist:
            assert typist.stdout is not None
            for _ in range(150):
                typist.stdout.readline()
            os.kill(typist.pid, signal.SIGKILL)
            typed = int((b"150 " + typist.stdout.read()).split()[-1])
        bank = desk.open()
        (draft,) = bank.drafts.pending()
        assert int(draft.text.rsplit("word", 1)[1]) >= typed
        bank.drafts.settle(draft.key)
        bank.close()


def test_a_folder_that_cannot_be_made_does_not_end_the_thread_that_brings_drafts_to_the_disk(
    desk: Desk,
) -> None:
    drafts = desk.open().drafts
    away = drafts.folder
    drafts.folder = away / "a file" / "drafts"
    away.mkdir(parents=True, exist_ok=True)
    (away / "a file").write_text("no folder")
    drafts._keep_room()
    drafts.folder = away
    drafts.write("stories/call-notes/action", "typed")
    assert [draft.text for draft in drafts.pending()] == ["typed"]
