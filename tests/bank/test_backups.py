"""Copies outside the bank's folder: when, which stay, and that each can be read."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.bank import Bank
from workbench.bank.backups import DAILY, MONTHLY, WEEKLY, Backup, superfluous
from workbench.errors import CannotWrite, Damaged, NotFound
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


def add(bank: Bank, *titles: str) -> None:
    with bank.transaction("add") as tx:
        for title in titles:
            tx.put(Story(title=title))


def whys(bank: Bank) -> list[str]:
    return [backup.why for backup in bank.backups.all()]


def test_start_and_end_of_a_session_take_a_copy_when_one_is_due(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    bank.close()
    assert whys(bank) == ["exit"]
    desk.clock.forward(minutes=10)
    bank = desk.open()
    add(bank, "Two")
    bank.close()
    assert whys(bank) == ["exit"]
    desk.clock.forward(minutes=30)
    bank = desk.open()
    bank.close()
    assert whys(bank) == ["start", "exit"]
    assert sorted(bank.backups.all()[0].read()[1]["stories"]) == ["one", "two"]
    desk.clock.forward(days=3)
    desk.open().close()
    assert whys(bank) == ["start", "exit"]


def test_many_changes_take_a_copy_of_the_state_before(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "First")
    add(bank, *(f"Story {number}" for number in range(100)))
    assert whys(bank) == ["bulk"]
    assert list(bank.backups.all()[0].read()[1]["stories"]) == ["first"]


def test_an_import_takes_a_copy_however_small(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "First")
    with bank.transaction("import", backup="import") as tx:
        tx.put(Story(title="Second"))
    assert whys(bank) == ["import"]
    assert list(bank.backups.all()[0].read()[1]["stories"]) == ["first"]


def test_backups_are_not_in_the_folder_of_the_bank(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "First")
    backup = bank.copy()
    assert desk.path.parent not in backup.path.parents
    assert gzip.decompress(backup.path.read_bytes()) == desk.path.read_bytes()
    assert backup.path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_backup_says_so_and_the_newest_whole_one_is_found(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    older = bank.copy()
    desk.clock.forward(minutes=1)
    add(bank, "Two")
    newer = bank.copy()
    raw = bytearray(newer.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    newer.path.write_bytes(raw)
    with pytest.raises(Damaged, match="can't be read"):
        newer.read()
    assert bank.backups.newest_whole() == older


def test_a_backup_is_named_by_its_beginning(desk: Desk) -> None:
    bank = desk.open()
    add(bank, "One")
    backup = bank.copy()
    assert bank.backups.get(backup.name[:12]) == backup
    with pytest.raises(NotFound, match="no backup"):
        bank.backups.get("1999")
    with pytest.raises(NotFound):
        bank.backups.get("")


def test_a_copy_that_cannot_be_read_back_does_not_count(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = desk.open()
    add(bank, "One")
    honest = os.write

    def lying(fd: int, data: bytes) -> int:
        return honest(fd, bytes(byte ^ 1 for byte in data[:100]) + bytes(data[100:]))

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(CannotWrite, match="could not be read back"):
        bank.copy()
    monkeypatch.undo()
    assert bank.backups.all() == []
    assert bank.copy().read()[1].keys() == {"stories"}


def backups(ages: list[float], now: datetime, why: str = "exit") -> list[Backup]:
    return [
        Backup(Path(f"b{number}"), now - timedelta(days=age), 1000 - number, why) for number, age in enumerate(ages)
    ]


NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_today_and_yesterday_stay_whole() -> None:
    many = backups([hour / 24 for hour in range(36)], NOW)
    assert superfluous(many, NOW.date()) == []


def test_a_long_time_is_thinned_to_days_weeks_and_months() -> None:
    many = backups([hour / 8 for hour in range(8 * 900)], NOW)
    gone = set(superfluous(many, NOW.date()))
    kept = [backup for backup in many if backup not in gone and (NOW.date() - backup.at.date()).days >= 2]
    assert len(kept) == DAILY + WEEKLY + MONTHLY
    days = [backup.at.date() for backup in kept]
    assert days[:DAILY] == [NOW.date() - timedelta(days=2 + number) for number in range(DAILY)]
    weeks = [day.isocalendar()[:2] for day in days[DAILY : DAILY + WEEKLY]]
    assert len(set(weeks)) == WEEKLY
    months = [(day.year, day.month) for day in days[-MONTHLY:]]
    assert len(set(months)) == MONTHLY


def test_of_each_day_the_last_one_stays() -> None:
    many = backups([3.0, 3.1, 3.2], NOW)
    assert superfluous(many, NOW.date()) == many[1:]


def test_copies_before_a_migration_stay_for_ever() -> None:
    assert superfluous(backups([2000.0, 2000.1, 3000.0], NOW, "migration"), date(2026, 11, 20)) == []


def test_thinning_removes_files(desk: Desk) -> None:
    bank = desk.open()
    for number in range(6):
        add(bank, f"Story {number}")
        bank.copy()
        desk.clock.forward(hours=2)
    desk.clock.forward(days=5)
    add(bank, "Last")
    bank.copy()
    assert len(bank.backups.all()) == 2
