"""Whole copies of the bank, outside its folder, each read back before it counts.

Taken at the start and the end of a session (at most one in half an hour), and always before an import, a
migration, a restore and a change of many rows. Thinned as Anki does: everything of today and yesterday, then one
a day for 12 days, one a week for 10 weeks, one a month for 9 months. Copies made before a migration stay.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from workbench.bank import disk, envelope
from workbench.bank.envelope import Tables, UnreadableError
from workbench.bank.places import private_folder
from workbench.errors import CannotWrite, Damaged, NotFound

INTERVAL = timedelta(minutes=30)
"""The least time between two copies taken by the clock; those before an import and the like are always taken."""
DAILY, WEEKLY, MONTHLY = 12, 10, 9
KEPT_FOR_EVER = frozenset({"migration"})
OUTSIDE = "outside"
"""Why a copy was taken of a whole bank that something else had put in the place of ours."""
FOREIGN = timedelta(days=90)
"""How long files that were found damaged or put in the bank's place by something else are kept."""
ALWAYS = 10
"""So many of those stay however old they seem: a clock that ran ahead for a day must not sweep them away."""
_NAME = re.compile(r"(\d{8}T\d{6})Z-(\d+)-([a-z]+)(?:-\d+)?\.json\.gz")
_FOREIGN_NAME = re.compile(r"(\d{8}T\d{6})Z-([a-z]+)(?:-\d+)?\.kept")
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One copy: when it was taken, of which save, and why ("start", "import", …). `path.name` is its name."""

    path: Path
    at: datetime
    seq: int
    why: str

    @property
    def name(self) -> str:
        """What to call it on the command line: its time and save number."""
        return self.path.name.removesuffix(".json.gz")

    def read(self) -> tuple[dict[str, Any], Tables]:
        """Return head and tables. Raises Damaged."""
        try:
            return envelope.unpack(gzip.decompress(self.path.read_bytes()))
        except (OSError, EOFError, zlib.error, UnreadableError) as error:
            raise Damaged(f"The backup {self.name} can't be read.", "", "Take an older one.") from error


class Backups:
    """The backups of one bank."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Backup]:
        """Return every backup, newest first, by name and without opening them."""
        found = []
        with contextlib.suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                if matched := _NAME.fullmatch(path.name):
                    at = datetime.strptime(matched[1] + "+0000", _STAMP + "%z")
                    found.append(Backup(path, at, int(matched[2]), matched[3]))
        return sorted(found, key=lambda backup: (backup.at, backup.seq, backup.path.name), reverse=True)

    def get(self, name: str) -> Backup:
        """Return the backup called `name`, or the one whose name begins with it. Raises NotFound, also for several."""
        found = [backup for backup in self.all() if backup.path.name.startswith(name)] if name else []
        found = [backup for backup in found if backup.name == name] or found
        if len(found) != 1:
            several = f"{len(found)} backups begin with “{name}”." if found else f"There is no backup “{name}”."
            raise NotFound(several, "", "`workbench backup list` shows their names.")
        return found[0]

    def own(self) -> list[Backup]:
        """Return the copies of our own states, those of the latest save first; not what something else had written.

        The save's number says which is newer, not the clock: that may have been wrong, and set right since.
        """
        found = [backup for backup in self.all() if backup.why != OUTSIDE]
        return sorted(found, key=lambda backup: (backup.seq, backup.at), reverse=True)

    def newest_whole(self) -> Backup | None:
        """Return the newest copy of our own that can be read, or None."""
        for backup in self.own():
            with contextlib.suppress(Damaged):
                backup.read()
                return backup
        return None

    def due(self, seq: int, now: datetime) -> bool:
        """Say whether the clock asks for a copy: something changed, and the last one is half an hour old.

        One from the future is no reason to wait: the clock has been set back.
        """
        newest = next(iter(self.own()), None)
        return seq > 1 and (newest is None or (newest.seq != seq and abs(now - newest.at) >= INTERVAL))

    def take(self, meta: dict[str, Any], tables: Tables, why: str, now: datetime) -> Backup:
        """Copy a state, read the copy back, thin the others, and return it.

        A state that was copied already is not copied again. Raises CannotWrite, also when what was read back is
        not what was written.
        """
        seq = int(meta["seq"])
        raw = envelope.pack(meta, tables)
        newest = next((backup for backup in self.all() if backup.seq == seq), None)
        if newest is not None and why not in KEPT_FOR_EVER:
            with contextlib.suppress(Damaged):
                if envelope.pack(*newest.read()) == raw:
                    return newest
        private_folder(self.folder)
        path = disk.free_name(self.folder / f"{_utc(now)}Z-{seq}-{why}.json.gz")
        try:
            disk.write_whole(path, gzip.compress(raw, 1, mtime=0))
        except OSError as error:
            raise disk.cannot_write(path, error, "The bank itself is unchanged.") from error
        try:
            whole = gzip.decompress(path.read_bytes()) == raw
        except (OSError, EOFError, zlib.error):
            whole = False
        if not whole:
            path.unlink(missing_ok=True)
            raise CannotWrite("A backup was written and could not be read back.", "The bank itself is unchanged.")
        self.thin(now)
        return Backup(path, now, seq, why)

    def keep_foreign(self, raw: bytes, why: str, now: datetime) -> Path:
        """Keep bytes that are no state of ours (a damaged file, a stranger's) exactly as found. Raises CannotWrite."""
        private_folder(self.folder)
        path = disk.free_name(self.folder / f"{_utc(now)}Z-{why}.kept")
        try:
            disk.write_whole(path, raw)
        except OSError as error:
            raise disk.cannot_write(path, error, "The file itself was left alone.") from error
        return path

    def thin(self, now: datetime) -> list[Path]:
        """Remove what the rule no longer keeps and return it. A disk that refuses is tried again next time."""
        removed = []
        for backup in superfluous(self.all(), now.astimezone(UTC).date()):
            with contextlib.suppress(OSError):
                backup.path.unlink()
                removed.append(backup.path)
        foreign = sorted(path for path in self.folder.iterdir() if _FOREIGN_NAME.fullmatch(path.name))
        for path in foreign[:-ALWAYS]:
            matched = _FOREIGN_NAME.fullmatch(path.name)
            if matched and now - datetime.strptime(matched[1] + "+0000", _STAMP + "%z") > FOREIGN:
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed.append(path)
        return removed


def superfluous(backups: Iterable[Backup], today: date) -> list[Backup]:
    """Return the backups that thinning removes. The newest of each day, week or month is the one that stays."""
    left = {"day": DAILY, "week": WEEKLY, "month": MONTHLY}
    seen: dict[str, object] = {}
    gone = []
    for backup in sorted(backups, key=lambda each: (each.at, each.seq), reverse=True):
        day = backup.at.date()
        if backup.why in KEPT_FOR_EVER or (today - day).days < 2:
            continue
        periods: dict[str, object] = {"day": day, "week": day.isocalendar()[:2], "month": (day.year, day.month)}
        for name, period in periods.items():
            if left[name] > 0:
                if seen.get(name) != period:
                    seen.update(periods)
                    left[name] -= 1
                    break
                gone.append(backup)
                break
        else:
            gone.append(backup)
    return gone


def _utc(now: datetime) -> str:
    return now.astimezone(UTC).strftime(_STAMP)
