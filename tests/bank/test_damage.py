"""A file damaged in any way is noticed, never overwritten, and can be restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.bank import Bank, envelope, restore
from workbench.bank.envelope import UnreadableError
from workbench.errors import Damaged
from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk


@pytest.fixture
def whole(desk: Desk) -> bytes:
    with desk.open() as bank:
        with bank.transaction("add") as tx:
            for number in range(12):
                tx.put(Story(title=f"Story {number}", action=f"We did “{number}” things. " * 5, themes=["failure"]))
        with bank.transaction("purge") as tx:
            tx.delete(Story, "story-3")
            tx.purge(Story, "story-3")
    return desk.path.read_bytes()


def test_every_cut_is_noticed(whole: bytes) -> None:
    for size in range(len(whole)):
        with pytest.raises(UnreadableError):
            envelope.unpack(whole[:size])


def test_every_flipped_bit_is_noticed(whole: bytes) -> None:
    for place in range(0, len(whole) * 8, 5):
        raw = bytearray(whole)
        raw[place // 8] ^= 1 << place % 8
        with pytest.raises(UnreadableError):
            envelope.unpack(bytes(raw))


def test_a_new_beginning_with_an_old_end_is_noticed(whole: bytes) -> None:
    lines = whole.split(b"\n")
    spliced = b"\n".join([*lines[:5], lines[5].replace(b"We did", b"We DID"), *lines[6:]])
    for raw in (
        spliced,
        b"\n".join([*lines[:4], *lines[5:]]),
        b"\n".join([*lines[:3], lines[4], lines[3], *lines[5:]]),
    ):
        with pytest.raises(UnreadableError, match="checksum"):
            envelope.unpack(raw)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: b"", "it is empty"),
        (lambda raw: b"\0" * len(raw), "nothing but zero bytes"),
        (lambda raw: raw[: len(raw) // 2] + b"\0" * 400, "zero bytes"),
        (lambda raw: raw[: len(raw) // 2], "ends in the middle"),
        (lambda raw: raw.replace(b'"stories":{\n', b'"stories":{\n<<<<<<< HEAD\n'), "unfinished merge"),
        (lambda raw: raw.replace(b'\n"story-1":', b'\n"story-0":'), "checksum"),
        (lambda raw: raw + b"\n", "checksum"),
        (lambda raw: b"\xef\xbb\xbf" + raw, "no valid JSON"),
        (lambda raw: raw.replace(b"Story 1", b"Story 7"), "checksum"),
        (lambda raw: b'{"_default": {"1": {"a": 1}}}', "no bank of the workbench"),
        (lambda raw: b"[]", "no bank of the workbench"),
        (lambda raw: raw.replace(b'"schema":1', b'"schema":2'), "checksum"),
    ],
)
def test_damage_is_named_left_alone_and_restored(desk: Desk, whole: bytes, change: object, said: str) -> None:
    assert callable(change)
    damaged = change(whole)
    desk.path.write_bytes(damaged)
    with pytest.raises(Damaged, match=said):
        desk.open()
    with pytest.raises(Damaged, match=said):
        desk.open(read_only=True)
    assert desk.path.read_bytes() == damaged
    restore.rebuild(desk.path, desk.places, desk.clock)
    with desk.open() as bank:
        assert len(bank.all(Story)) == 11
        assert {story.action for story in bank.all(Story)} >= {"We did “7” things. " * 5}


def test_a_newer_schema_opens_for_reading_and_stays_untouched(desk: Desk, whole: bytes) -> None:
    meta, tables = envelope.unpack(whole)
    newer = envelope.pack({**meta, "schema": 99}, tables)
    desk.path.write_bytes(newer)
    bank = desk.open()
    assert "newer workbench" in bank.read_only_why
    assert len(bank.all(Story)) == 11
    bank.close()
    assert desk.path.read_bytes() == newer
    assert not Bank.open(desk.path, desk.places, read_only=True).history.unsaved_since(meta["seq"])
