"""A clock that was wrong and is set right, and many things within one second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.bank import Bank, envelope
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def add(bank: Bank, title: str) -> None:
    with bank.transaction("add") as tx:
        tx.put(Story(title=title, situation="At work."))


def test_after_a_clock_that_ran_ahead_copies_are_taken_again(desk: Desk) -> None:
    desk.clock.forward(days=400)
    with desk.open() as bank:
        add(bank, "One")
    desk.clock.forward(days=-400)
    with desk.open() as bank:
        add(bank, "Two")
    newest = desk.open(read_only=True).backups.newest_whole()
    assert newest is not None
    assert newest.read()[1]["stories"].keys() == {"one", "two"}


def test_the_newest_copy_is_that_of_the_latest_save_whatever_the_clock_said(desk: Desk) -> None:
    desk.clock.forward(days=400)
    bank = desk.open()
    add(bank, "One")
    bank.copy()
    desk.clock.forward(days=-400)
    add(bank, "Two")
    later = bank.copy()
    assert bank.backups.newest_whole() == later
    # Back on the right day: what the clock once called the future must not push out what is new.
    for _ in range(3):
        desk.clock.forward(hours=1)
        add(bank, f"More at {desk.clock.at:%H}")
        bank.copy()
    kept = bank.backups.newest_whole()
    assert kept is not None
    assert kept.seq == bank.seq


def test_two_files_found_in_one_second_are_both_kept(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    for found in (b"<<<<<<< first", b"<<<<<<< second"):
        desk.path.write_bytes(found)
        bank.refresh()
    kept = {path.read_bytes() for path in bank.backups.folder.glob("*.kept")}
    assert kept == {b"<<<<<<< first", b"<<<<<<< second"}


def test_two_states_of_one_number_found_in_one_second_are_both_kept(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    raw = desk.path.read_bytes()
    meta, tables = envelope.unpack(raw)
    for task in ("theirs", "theirs again"):
        row = {**tables["stories"]["one"].row(), "task": task}
        changed = {**tables, "stories": {"one": envelope.line("one", row)}}
        desk.path.write_bytes(envelope.pack({**meta, "line": [*meta["line"], f"{meta['seq']}:{task[-4:]}"]}, changed))
        bank.refresh()
    kept = {each.read()[1]["stories"]["one"].row()["task"] for each in bank.backups.all() if each.why == "outside"}
    assert kept == {"theirs", "theirs again"}


def test_discarded_drafts_outlive_a_clock_that_ran_ahead(desk: Desk) -> None:
    bank = desk.open()
    bank.drafts.write("stories/one/task", "put aside today")
    bank.drafts.discard("stories/one/task")
    desk.clock.forward(days=400)
    bank.drafts.write("stories/two/task", "x")
    bank.drafts.discard("stories/two/task")
    desk.clock.forward(days=-400)
    assert {draft.text for draft in bank.drafts.discarded()} == {"put aside today", "x"}
