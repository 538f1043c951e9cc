"""Putting a finished file where the user wants it: whole or not at all, for their eyes only, never over their work.

What was written is remembered as a digest, and a short hash of each of its lines; so a file that somebody has
changed since is recognised, what changed can be said, and the new one goes beside it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from exports.reading import paragraphs, parsed, parts_of
from workbench.errors import CannotWrite, Refused, WorkbenchError

_SHOWN: Final = 3
_MOST_NAMES: Final = 1000
_LONGEST: Final = 255
"""Bytes of a name, the limit of the usual file systems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What we wrote at a path: the digest of its bytes, and a hash of each line."""

    digest: str
    lines: tuple[str, ...] = ()


class Records(Protocol):
    """Where records are kept between two runs."""

    def get(self, path: Path) -> Record | None:
        """Return the record of what was last written at `path`."""

    def put(self, path: Path, record: Record) -> None:
        """Keep `record` for `path`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a file came to stand, and a sentence if that is not where it was asked for."""

    path: Path
    notice: str = ""


def place(
    wanted: Path, data: bytes, records: Records, *, progress: Callable[[], None] | None = None, overwrite: bool = False
) -> Placed:
    """Write `data` at `wanted`, or beside it if what stands there is not what we wrote.

    The file gets mode 0600. `progress` is called before the last step, and may raise to cancel: nothing is left
    behind then. Raises `Refused` for a bad place and `CannotWrite` where the disk refuses.
    """
    path, notice = wanted, ""
    check_place(wanted)
    if not overwrite:
        path, notice = _beside(wanted, records)
    _atomically(path, data, progress)
    records.put(path, record_of(data))
    return Placed(path=path, notice=notice)


def record_of(data: bytes) -> Record:
    """Return what is to be remembered of `data`."""
    return Record(
        digest=hashlib.blake2b(data, digest_size=16).hexdigest(), lines=tuple(_hash(line) for line in lines_of(data))
    )


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a text, or the paragraphs of a Word file; nothing if it can be read as neither."""
    if data.startswith(b"PK"):
        try:
            return [text for text in paragraphs(parsed(parts_of(data)["word/document.xml"])) if text.strip()]
        except (WorkbenchError, KeyError, ValueError, SyntaxError):
            return []
    return [line for line in data.decode("utf-8", "replace").splitlines() if line.strip()]


def _hash(line: str) -> str:
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _beside(wanted: Path, records: Records) -> tuple[Path, str]:
    if not wanted.exists():
        return wanted, ""
    why = _standing(wanted, records)
    if not why:
        return wanted, ""
    for number in range(2, _MOST_NAMES):
        path = wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")
        if not path.exists() or not _standing(path, records):
            return path, f"{why} It was left as it is; the new one is {path.name}."
    raise Refused(f"{wanted.name} has more than {_MOST_NAMES} siblings.", "Nothing was changed.", "Name another file.")


def _standing(path: Path, records: Records) -> str:
    """Return why the file at `path` must not be replaced, or nothing."""
    for lock in (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name[2:]}")):
        if lock.exists():
            return f"{path.name} is open in another program."
    try:
        held = path.read_bytes()
    except OSError:
        return f"{path.name} cannot be read."
    known = records.get(path)
    if known is None:
        return f"{path.name} was there already and is not from the workbench."
    if known.digest == record_of(held).digest:
        return ""
    return f"{path.name} was changed since it was exported{_changes(known, lines_of(held))}."


def _changes(known: Record, lines: list[str]) -> str:
    left = list(known.lines)
    added = []
    for line in lines:
        code = _hash(line)
        if code in left:
            left.remove(code)
        else:
            added.append(line)
    if not added and not left:
        return " (its look, not its words)"
    said = "; ".join(f"“{line.strip()[:60]}{'…' if len(line.strip()) > 60 else ''}”" for line in added[:_SHOWN])
    more = f" and {len(added) - _SHOWN} more" if len(added) > _SHOWN else ""
    gone = f"{len(left)} of our lines gone" if left else ""
    new = f"{len(added)} new: {said}{more}" if added else ""
    return f" ({', '.join(part for part in (gone, new) if part)})"


def check_place(path: Path) -> None:
    """Raise `Refused` or `CannotWrite` for a place where no file can go; cheap, so that it comes before the work."""
    _check_names(path)
    try:
        _check_parts(path)
    except OSError as fault:
        # A folder that may not even be looked into.
        raise _said(path, fault) from fault


def _check_parts(path: Path) -> None:
    if path.is_dir():
        raise Refused(f"{path} is a folder.", "Nothing was written.", "Give the name of a file.")
    if not path.parent.exists():
        raise Refused(
            f"There is no folder {path.parent}.", "Nothing was written.", "Make it first, or name another place."
        )
    if not path.parent.is_dir():
        raise Refused(f"{path.parent} is not a folder.", "Nothing was written.", "Name another place.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise CannotWrite(f"{path.parent} may not be written.", "Nothing was written.", "Name another place.")
    if path.is_symlink() and not path.exists():
        raise Refused(f"{path} is a link that leads nowhere.", "Nothing was written.", "Name another place.")
    if path.exists() and not path.is_file():
        raise Refused(f"{path} is not an ordinary file.", "Nothing was written.", "Name another place.")


def inside(folder: Path, name: str) -> Path:
    """Return `folder/name`. Raises `Refused` if that would stand outside `folder`."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Refused(f"{name} would stand outside {folder}.", "Nothing was written.")
    return path


def make_folder(folder: Path) -> None:
    """Make `folder` (0700), and those above it, if it is not there. Raises `Refused` or `CannotWrite`."""
    _check_names(folder)
    # A link that leads nowhere exists as little as a folder that is still to be made, but nothing can be made there.
    standing = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
    if not standing.is_dir():
        raise Refused(f"{standing} is not a folder.", "Nothing was written.", "Name another place.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise _said(folder, fault) from fault


def _check_names(path: Path) -> None:
    if any(len(os.fsencode(part)) > _LONGEST for part in path.parts):
        raise CannotWrite(f"The name {path.name[:40]}… is too long.", "Nothing was written.", "Name another place.")


def _atomically(path: Path, data: bytes, progress: Callable[[], None] | None) -> None:
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise CannotWrite(f"{path} is read-only.", "It was left as it is.", "Name another file.")
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=".workbench-", suffix=".part", dir=target.parent)
        with os.fdopen(descriptor, "wb") as held:
            held.write(data)
            held.flush()
            os.fsync(held.fileno())
        if progress is not None:
            progress()
        Path(temporary).replace(target)
        temporary = ""
        _settle(target.parent)
    except OSError as fault:
        raise _said(path, fault) from fault
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _settle(folder: Path) -> None:
    """Make the new name durable; some systems cannot open a folder for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _said(path: Path, fault: OSError) -> CannotWrite:
    reasons = {
        errno.EACCES: f"{path.parent} may not be written.",
        errno.EPERM: f"{path.parent} may not be written.",
        errno.EROFS: f"{path.parent} is on a disk that may only be read.",
        errno.ENOSPC: "The disk is full.",
        errno.EDQUOT: "Your share of the disk is full.",
        errno.EFBIG: "The disk takes no file of this size.",
        errno.ENAMETOOLONG: f"The name {path.name[:40]}… is too long.",
        # Some folders of the system stand there and hold no file of anybody's, such as /proc.
        errno.ENOENT: f"{path.parent} takes no file." if path.parent.is_dir() else f"There is no folder {path.parent}.",
    }
    said = reasons.get(fault.errno or 0, f"{path} cannot be written ({fault.strerror or fault}).")
    return CannotWrite(said, "Nothing was written.", "Name another place.")


def safe_stem(parts: Iterable[str], limit: int = 80) -> str:
    """Return a file name's stem made of `parts`, in plain letters: "dossier-google-senior-product-manager"."""
    from workbench.text import slug

    return slug(" ".join(part for part in parts if part), limit)
