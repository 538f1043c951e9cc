"""Where a file goes: whole or not at all, for its owner only, never over somebody's work."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from exports.place import Record, inside, make_folder, place
from workbench.errors import CannotWrite, Refused


class Memory:
    def __init__(self) -> None:
        self.held: dict[Path, Record] = {}

    def get(self, path: Path) -> Record | None:
        return self.held.get(path)

    def put(self, path: Path, record: Record) -> None:
        self.held[path] = record


@pytest.fixture
def records() -> Memory:
    return Memory()


def test_a_file_is_written_whole_and_only_for_its_owner(tmp_path: Path, records: Memory) -> None:
    put = place(tmp_path / "a.md", b"one\n", records)
    assert (put.path, put.notice) == (tmp_path / "a.md", "")
    assert put.path.read_bytes() == b"one\n"
    assert stat.S_IMODE(put.path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_what_we_wrote_ourselves_is_replaced(tmp_path: Path, records: Memory) -> None:
    place(tmp_path / "a.md", b"one\n", records)
    put = place(tmp_path / "a.md", b"two\n", records)
    assert put.path.read_bytes() == b"two\n"
    assert put.notice == ""


def test_a_changed_file_stays_and_what_changed_is_said(tmp_path: Path, records: Memory) -> None:
    place(tmp_path / "a.md", b"one\ntwo\n", records)
    (tmp_path / "a.md").write_text("one\nmy own line\n")
    put = place(tmp_path / "a.md", b"one\nthree\n", records)
    assert put.path == tmp_path / "a 2.md"
    assert (tmp_path / "a.md").read_text() == "one\nmy own line\n"
    assert put.notice == (
        "a.md was changed since it was exported (1 of our lines gone, 1 new: “my own line”). "
        "It was left as it is; the new one is a 2.md."
    )
    again = place(tmp_path / "a.md", b"one\nfour\n", records)
    assert again.path == tmp_path / "a 2.md"
    assert again.path.read_bytes() == b"one\nfour\n"


def test_a_stranger_is_left_alone(tmp_path: Path, records: Memory) -> None:
    (tmp_path / "a.md").write_text("not ours")
    put = place(tmp_path / "a.md", b"ours", records)
    assert put.path.name == "a 2.md"
    assert "is not from the workbench" in put.notice
    assert (tmp_path / "a.md").read_text() == "not ours"
    assert place(tmp_path / "a.md", b"ours", records, overwrite=True).path.name == "a.md"


def test_a_file_open_in_an_office_program_is_left_alone(tmp_path: Path, records: Memory) -> None:
    place(tmp_path / "a.docx", b"one", records)
    (tmp_path / ".~lock.a.docx#").write_text("somebody")
    assert "is open in another program" in place(tmp_path / "a.docx", b"two", records).notice


def test_cancelling_leaves_nothing_behind(tmp_path: Path, records: Memory) -> None:
    class CancelledError(Exception):
        pass

    def cancel() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        place(tmp_path / "a.md", b"one", records, progress=cancel)
    assert list(tmp_path.iterdir()) == []
    assert records.held == {}


def test_bad_places_are_refused_in_a_sentence(tmp_path: Path, records: Memory) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
    for bad, said in (
        ("folder", "is a folder."),
        ("missing/a.md", "There is no folder"),
        ("file/a.md", "is not a folder."),
        ("loose", "is a link that leads nowhere."),
        ("/dev/null", "is not an ordinary file."),
    ):
        with pytest.raises(Refused, match=said):
            place(tmp_path / bad, b"x", records)
    with pytest.raises(CannotWrite, match="is too long"):
        place(tmp_path / ("n" * 300 + ".md"), b"x", records)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder", "loose"]


@pytest.mark.skipif(not Path("/proc/self").is_dir() or os.geteuid() != 0, reason="others are stopped before")
def test_a_folder_that_takes_no_file_is_not_said_to_be_missing(records: Memory) -> None:
    with pytest.raises(CannotWrite) as raised:
        place(Path("/proc/a.md"), b"one\n", records)
    assert str(raised.value).startswith("/proc takes no file.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path, records: Memory) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(0o500)
    with pytest.raises(CannotWrite, match="may not be written"):
        place(folder / "a.md", b"x", records)


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, records: Memory) -> None:
    """A limit on the size of files makes the system itself refuse half-way."""
    import resource
    import signal

    place(tmp_path / "a.md", b"old", records)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(CannotWrite) as caught:
            place(tmp_path / "a.md", b"x" * 100_000, records)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert "Nothing was written." in str(caught.value)
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]
    assert errno.EFBIG


def test_names_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    make_folder(tmp_path / "out")
    assert inside(tmp_path / "out", "a.md") == tmp_path / "out" / "a.md"
    for name in ("../a.md", "/etc/passwd", "x/../../a.md"):
        with pytest.raises(Refused, match="outside"):
            inside(tmp_path / "out", name)
    (tmp_path / "out" / "door").symlink_to(tmp_path)
    with pytest.raises(Refused, match="outside"):
        inside(tmp_path / "out", "door/a.md")
