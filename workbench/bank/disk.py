"""The few file calls that a safe save is made of, and the plain words for what a disk may answer.

A file is written whole: a temporary file beside the real one, fsync, `os.replace`, fsync of the folder. At any
moment the name holds the old content or the new one, and what was reported as written outlives a power cut.
Names are strings here: each `Path` made in a save costs as much as a file call.
"""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import stat
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.errors import CannotWrite

TEMP_MARK = ".wb-"
TEMP_END = ".tmp"
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = 1000
"""Pieces handed to the system in one call; Linux and macOS take 1,024."""
# Windows refuses to replace a file that a virus scanner or a sync client holds, for some milliseconds.
_REPLACE_PATIENCE = 2.5

_REASONS: dict[int, str] = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this folder may not be written",
    errno.EPERM: "this folder may not be written",
    errno.EIO: "the disk reported an error",
    errno.ENOENT: "the folder is gone",
    errno.EEXIST: "a file stands where a folder should be",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENODEV: "the disk is gone",
    errno.ESTALE: "the network folder is gone",
}


class Fingerprint(NamedTuple):
    """What tells a file from every other state of it without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int


class UnsyncedError(OSError):
    """The new file stands under its name, but the folder could not be synced: a power cut may undo it."""

    def __init__(self, cause: OSError, fingerprint: Fingerprint) -> None:
        super().__init__(cause.errno or errno.EIO, cause.strerror or str(cause))
        self.fingerprint = fingerprint


def reason(error: OSError) -> str:
    """Return what the system answered, in plain words: "the disk is full"."""
    return _REASONS.get(error.errno or 0, (error.strerror or "the disk refused").lower())


def cannot_write(path: Path, error: OSError, kept: str = "", do: str = "") -> CannotWrite:
    """Return the error to raise when `path` could not be written."""
    return CannotWrite(f"{path.name} could not be written: {reason(error)}.", kept, do)


def fingerprint(path: str | Path) -> Fingerprint | None:
    """Return the fingerprint of `path`, or None when nothing is there.

    Raises OSError for what is no ordinary file: a pipe would be read for ever.
    """
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file")
        return _fingerprint(found)
    except (FileNotFoundError, NotADirectoryError):
        return None


def sync(fd: int) -> None:
    """Bring an open file's content to the medium itself; on macOS that takes F_FULLFSYNC."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)
        return
    os.fsync(fd)


def sync_folder(folder: str | Path) -> None:
    """Make a rename or a new name in `folder` durable. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY | _CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class Syncing:
    """A sync that runs beside other work, on one thread that waits for the next: starting one costs a third of a save.

    Two syncs at once share one commit of the file system's journal: together they cost what one does.
    """

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._under_way = False

    def begin(self, sync: Callable[[], None]) -> Callable[[], None]:
        """Start `sync`, and return what waits for its end and raises what it raised."""
        self._wait()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="history-sync", daemon=True)
            self._thread.start()
        self._under_way = True
        self._work.put(sync)

        def wait() -> None:
            failed = self._wait()
            if failed is not None:
                raise failed

        return wait

    def close(self) -> None:
        """Wait for a sync under way and let the thread end."""
        self._wait()
        if self._thread is not None:
            self._work.put(None)
            self._thread.join()
            self._thread = None

    def _wait(self) -> Exception | None:
        if not self._under_way:
            return None
        failed = self._done.get()
        self._under_way = False
        return failed

    def _run(self) -> None:
        while (sync := self._work.get()) is not None:
            try:
                sync()
            except Exception as error:
                self._done.put(error)
            else:
                self._done.put(None)


def write_all(fd: int, data: bytes) -> None:
    """Write every byte, however often the system takes only a part."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def write_pieces(fd: int, pieces: Sequence[bytes]) -> None:
    """Write every byte of every piece, in order, without joining them first: that would copy a whole bank once more."""
    if not hasattr(os, "writev"):
        write_all(fd, b"".join(pieces))
        return
    for start in range(0, len(pieces), _AT_ONCE):
        some = pieces[start : start + _AT_ONCE]
        written = os.writev(fd, some)
        if written < sum(map(len, some)):
            write_all(fd, b"".join(some)[written:])


def write_whole(
    path: Path,
    data: bytes | Sequence[bytes],
    *,
    before_replace: Callable[[], None] | None = None,
    also_synced: Callable[[], None] | None = None,
) -> Fingerprint:
    """Put `data`, whole or in pieces, under the name `path`: it holds the old or the new content, never anything else.

    `path` must be real (no symlink): replacing a link would cut it. `before_replace` runs last of all and may
    raise to keep the old file; `also_synced` waits until something else is on the medium, which must be before
    the replace, too. Raises OSError with the old file whole, or UnsyncedError with the new one in place.
    """
    folder, name = os.path.split(os.path.abspath(path))
    temp = os.path.join(folder, f".{name}{TEMP_MARK}{os.urandom(6).hex()}{TEMP_END}")
    fd = os.open(temp, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NOFOLLOW | _CLOEXEC | _BINARY, 0o600)
    try:
        try:
            if isinstance(data, bytes):
                write_all(fd, data)
            else:
                write_pieces(fd, data)
            sync(fd)
            if also_synced is not None:
                also_synced()
            # Taken from the open file, before the rename: a stat by name could see another process's file.
            mark = _fingerprint(os.fstat(fd))
        finally:
            os.close(fd)
        if before_replace is not None:
            before_replace()
        _replace(temp, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temp)
        raise
    try:
        sync_folder(folder)
    except OSError as error:
        raise UnsyncedError(error, mark) from error
    return mark


def free_name(path: Path) -> Path:
    """Return `path`, or where something stands under it already the same name numbered from 2: nothing is replaced."""
    stem, dot, ends = path.name.partition(".")
    number = 2
    while os.path.lexists(path):
        path = path.with_name(f"{stem}-{number}{dot}{ends}")
        number += 1
    return path


def sweep(path: Path) -> list[Path]:
    """Remove temporary files that a killed save of `path` left; call only while holding its lock."""
    swept = []
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f".{path.name}{TEMP_MARK}*{TEMP_END}"):
            with contextlib.suppress(OSError):
                left.unlink()
                swept.append(left)
    return swept


def may_write(path: Path) -> bool:
    """Say whether the user means `path` to be writable. A 0444 file counts as closed even for root."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return os.access(path.parent, os.W_OK)
    return bool(mode & 0o222) and os.access(path, os.W_OK)


def _fingerprint(found: os.stat_result) -> Fingerprint:
    return Fingerprint(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _replace(temp: str, path: Path) -> None:
    if os.name != "nt":
        os.replace(temp, path)
        return
    until = time.monotonic() + _REPLACE_PATIENCE
    pause = 0.005
    while True:
        try:
            os.replace(temp, path)
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(pause)
            pause = min(pause * 2, 0.2)
        else:
            return
