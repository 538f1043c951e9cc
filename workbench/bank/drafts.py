"""What is typed and not yet saved, kept on the disk from the first key on, for any field of any table.

A draft is a file of framed snapshots under the key "table/id/field". Each edit appends one; a kill loses nothing
of it, since the bytes are with the system at once. A thread syncs them within a second, against power cuts, so
that no key ever waits for the disk. A draft ends only when its text is saved (`settle`) or thrown away
(`discard`, which can be taken back).
"""

from __future__ import annotations

import contextlib
import errno
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from workbench.bank import disk, frames
from workbench.bank.digest import blake2b
from workbench.bank.places import private_folder
from workbench.errors import CannotWrite, NotFound, ReadOnly, Refused
from workbench.text import clean, slug

SYNC_AFTER = 1.0
"""Seconds after which what was typed has reached the medium."""
ROLL_OVER = 512 * 1024
"""A draft file of this many bytes is followed by a fresh one that begins with the last snapshot."""
LARGE = 256 * 1024
"""Characters from which a text is appended at most once a second: a pasted book must not fill the disk key by key."""
RESERVED = 256 * 1024
"""Bytes of the disk held free for drafts: what is typed while it is full still has a place."""
KEEP_DISCARDED = timedelta(days=30)
ALWAYS = 50
"""So many discarded drafts stay however old they seem: a clock that ran ahead for a day must not sweep them away."""
_END = ".draft"
_DISCARDED = "discarded"


@dataclass(frozen=True)
class Draft:
    """Text that was typed into the field `key` at `at` and never saved. `base_rev` is what it was typed over."""

    key: str
    text: str
    base_rev: int
    at: datetime
    about: Mapping[str, str] = field(default_factory=dict)
    """What is known of a field that belongs to no row: the window it stands in, its label, what stood there."""

    @property
    def table(self) -> str:
        """The table of the row it belongs to."""
        return self.key.split("/")[0]

    @property
    def row_id(self) -> str:
        """The id of the row it belongs to."""
        return [*self.key.split("/"), ""][1]

    @property
    def field(self) -> str:
        """The field, or the path of fields, within the row."""
        return "/".join(self.key.split("/")[2:])


class _Journal:
    """One draft's files: the one that grows and older ones that wait for it to be synced."""

    def __init__(self, folder: Path, key: str) -> None:
        self.stem = _stem(key)
        self.folder = folder
        self.older = _generations(folder, self.stem)
        number = _number(self.older[-1]) + 1 if self.older else 1
        self.file = frames.Appender(folder / f"{self.stem}.{number:04d}{_END}")
        self.dirty = False
        self.last: Draft | None = None
        self.waiting: Draft | None = None
        self.appended_at = 0.0

    def append(self, draft: Draft) -> None:
        head = orjson.dumps(
            {"key": draft.key, "base_rev": draft.base_rev, "at": draft.at.isoformat(), "about": dict(draft.about)}
        )
        record = frames.frame(head, draft.text.encode())
        if self.file.append(record) > max(ROLL_OVER, 4 * len(record)):
            self.roll()
            self.file.append(record)
        self.last, self.waiting, self.dirty, self.appended_at = draft, None, True, time.monotonic()

    def roll(self) -> None:
        self.file.close()
        number = _number(self.file.path) + 1
        self.older.append(self.file.path)
        self.file = frames.Appender(self.folder / f"{self.stem}.{number:04d}{_END}")


class Drafts:
    """The drafts of one bank. Safe to call from any thread."""

    def __init__(self, folder: Path, now: Callable[[], datetime], *, read_only: bool = False) -> None:
        self.folder = folder
        self._now = now
        self._read_only = read_only
        self._open: dict[str, _Journal] = {}
        self._guard = threading.RLock()
        self._wake = threading.Event()
        self._closing = False
        self._syncer: threading.Thread | None = None
        self._reserve = folder / "reserve"
        self._reserved = False

    def write(self, key: str, text: str, base_rev: int = 0, about: Mapping[str, str] | None = None) -> Draft | None:
        """Keep `text` as the draft of the field `key`. Raises CannotWrite, ReadOnly.

        A draft of that field from an earlier session, which nobody has decided on, is put aside first, as by
        `discard`, unless the new text holds all of it: typing anew must not be what ends it. It is returned, but
        for one that was only cut a little.
        """
        if self._read_only:
            raise ReadOnly("This bank is open for reading only; nothing typed here is kept.")
        draft = Draft(key, clean(text), base_rev, self._now(), about or {})
        earlier: Draft | None = None
        with self._guard:
            journal = self._open.get(key)
            try:
                if journal is None:
                    private_folder(self.folder)
                    earlier = self._read(self.folder, _stem(key)).get(key)
                    if earlier is not None and earlier.text.strip() not in draft.text:
                        self._drop(key, keep=True)
                        earlier = None if _cut(earlier.text, draft.text) else earlier
                    else:
                        earlier = None
                    journal = self._open[key] = _Journal(self.folder, key)
                newest = journal.waiting or journal.last
                if newest is not None and replace(newest, at=draft.at) == draft:
                    return None
                if len(draft.text) > LARGE and time.monotonic() - journal.appended_at < SYNC_AFTER:
                    journal.waiting = draft
                else:
                    self._append(journal, draft)
            except OSError as error:
                raise CannotWrite(
                    f"What you type can't be kept as a draft: {disk.reason(error)}.",
                    "It is still on the screen.",
                    "Free some room, or copy it elsewhere.",
                ) from error
            if self._syncer is None and not self._closing:
                self._syncer = threading.Thread(target=self._sync_soon, name="draft-sync", daemon=True)
                self._syncer.start()
        self._wake.set()
        return earlier

    def flush(self) -> None:
        """Bring every draft to the medium now: at a pause, on SIGHUP and SIGTERM, before the end. Never raises.

        A disk that refuses to sync has already taken the bytes; the next flush tries again.
        """
        with self._guard:
            self._append_waiting()
            dirty = [journal for journal in self._open.values() if journal.dirty]
            for journal in dirty:
                journal.dirty = False
        for journal in dirty:
            try:
                journal.file.sync()
            except (OSError, ValueError):
                journal.dirty = True
                continue
            with self._guard:
                older, journal.older = journal.older, []
            for path in older:
                with contextlib.suppress(OSError):
                    path.unlink()

    def pending(self) -> list[Draft]:
        """Return every draft that was neither saved nor discarded, oldest first."""
        self._append_waiting()
        return sorted(self._read(self.folder).values(), key=lambda draft: (draft.at, draft.key))

    def get(self, key: str) -> Draft | None:
        """Return the draft of one field, or None."""
        self._append_waiting()
        return self._read(self.folder, _stem(key)).get(key)

    def settle(self, key: str, text: str | None = None) -> None:
        """End a draft whose text has been saved. With `text`, only if nothing else was typed since."""
        with self._guard:
            if text is not None:
                draft = self.get(key)
                if draft is not None and draft.text != clean(text):
                    return
            self._drop(key, keep=False)

    def discard(self, key: str) -> None:
        """Put a draft aside because the user does not want it; `recover` brings it back for 30 days."""
        with self._guard:
            self._drop(key, keep=True)

    def discarded(self) -> list[Draft]:
        """Return the drafts that were put aside, oldest first."""
        return sorted(self._read(self.folder / _DISCARDED).values(), key=lambda draft: (draft.at, draft.key))

    def recover(self, key: str) -> Draft:
        """Bring a discarded draft back. Raises NotFound."""
        with self._guard:
            aside = _generations(self.folder / _DISCARDED, _stem(key))
            draft = self._read(self.folder / _DISCARDED, _stem(key)).get(key)
            if draft is None:
                raise NotFound(f"No discarded draft of {key} is kept.")
            if self._read(self.folder, _stem(key)).get(key) is not None:
                raise Refused(
                    f"{key} has been typed into again since.",
                    "Both drafts are kept.",
                    "Save or discard that one first.",
                )
            journal = _Journal(self.folder, key)
            aside[-1].replace(journal.file.path)
            return draft

    def close(self) -> None:
        """Sync and close; drafts stay on the disk."""
        self._closing = True
        self._wake.set()
        self.flush()
        with self._guard:
            for journal in self._open.values():
                journal.file.close()
            self._open.clear()

    def _append(self, journal: _Journal, draft: Draft) -> None:
        try:
            journal.append(draft)
        except OSError as error:
            # A full disk takes no draft either, but for the room that was kept for this.
            if error.errno not in (errno.ENOSPC, errno.EDQUOT) or not self._reserve.exists():
                raise
            self._reserve.unlink()
            self._reserved = False
            journal.append(draft)

    def _keep_room(self) -> None:
        """See that some room is reserved for drafts; a disk that is full already has none to give."""
        if self._reserved:
            return
        with contextlib.suppress(OSError, CannotWrite):
            private_folder(self.folder)
            if not self._reserve.exists():
                disk.write_whole(self._reserve, b"\0" * RESERVED)
            self._reserved = True

    def _append_waiting(self) -> None:
        with self._guard:
            for journal in self._open.values():
                if journal.waiting is not None:
                    with contextlib.suppress(OSError):
                        journal.append(journal.waiting)

    def _drop(self, key: str, *, keep: bool) -> None:
        if keep:
            self._append_waiting()
        journal = self._open.pop(key, None)
        if journal is not None:
            journal.dirty = False
            journal.file.close()
        aside = self.folder / _DISCARDED
        left = _generations(self.folder, _stem(key))
        if keep and (whole := [path for path in left if self._last(path) is not None]):
            private_folder(aside)
            self._forget_old(aside)
            # One file a draft, numbered on: an earlier one that was put aside stays beside it.
            numbered = _generations(aside, _stem(key))
            number = _number(numbered[-1]) + 1 if numbered else 1
            whole[-1].replace(aside / f"{_stem(key)}.{number:04d}{_END}")
            left.remove(whole[-1])
        for path in left:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()

    def _forget_old(self, aside: Path) -> None:
        drafts = {path: self._last(path) for path in _generations(aside, "*")}
        # In the order in which they were put aside, as far as the disk knows it.
        order = sorted(drafts, key=lambda path: path.stat().st_mtime_ns)
        for path in order[:-ALWAYS]:
            draft = drafts[path]
            if draft is None or draft.at < self._now() - KEEP_DISCARDED:
                path.unlink(missing_ok=True)

    def _read(self, folder: Path, stem: str = "*") -> dict[str, Draft]:
        found = (self._last(path) for path in _generations(folder, stem))
        return {draft.key: draft for draft in found if draft is not None}

    def _last(self, path: Path) -> Draft | None:
        """Return the last whole snapshot of a draft's file; a kill may have torn what came after it."""
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        whole = [each for each in frames.read(raw) if isinstance(each, frames.Frame)]
        if not whole:
            return None
        head = orjson.loads(whole[-1].head)
        at = datetime.fromisoformat(head["at"])
        return Draft(head["key"], whole[-1].body.decode(), head["base_rev"], at, head.get("about", {}))

    def _sync_soon(self) -> None:
        while not self._closing:
            self._wake.wait()
            self._wake.clear()
            time.sleep(SYNC_AFTER)
            self.flush()
            self._keep_room()


def _stem(key: str) -> str:
    return f"{slug(key, 40)}-{blake2b(key.encode(), digest_size=5).hexdigest()}"


def _generations(folder: Path, stem: str) -> list[Path]:
    return sorted(folder.glob(f"{stem}.[0-9]*{_END}"), key=lambda path: (path.name.split(".")[0], _number(path)))


def _number(path: Path) -> int:
    return int(path.name.split(".")[-2])


def _cut(earlier: str, text: str) -> bool:
    """Say whether a text is an earlier one with a little cut off: what is put aside for it is worth no word."""
    return text.strip() in earlier and 2 * len(text) > len(earlier)
