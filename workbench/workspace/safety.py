"""History, trash, backups, restore and the doctor.

The bank need not open for `examine`, `repair` and `rebuild`: they are for one that does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.bank.backups import Backup, Backups
from workbench.bank.doctor import Finding as Finding
from workbench.bank.history import History
from workbench.bank.history import Revision as Revision
from workbench.bank.keep import backup_folder, keep_folder
from workbench.bank.places import Places
from workbench.errors import NotFound, Refused, WorkbenchError
from workbench.workspace.differing import Piece
from workbench.workspace.revisions import changes
from workbench.workspace.where import find_places

if TYPE_CHECKING:
    from workbench.model.entity import Entity
    from workbench.workspace.workspace import Workspace

LATEST = "latest"
"""The name of the newest state that backups and history give together."""


@dataclass(frozen=True)
class Trashed:
    """One row in the trash."""

    table: str
    id: str
    title: str
    deleted_at: datetime


@dataclass(frozen=True)
class Brought:
    """What a restore did, in a sentence, and where the file that was replaced is kept, if it was damaged."""

    text: str
    kept: Path | None = None


@dataclass(frozen=True)
class Candidate:
    """A state that can be put in the place of a bank that can't be opened."""

    name: str
    """What `rebuild` calls it."""
    at: datetime | None
    what: str


class Safety:
    """What keeps the open bank safe, and what brings things back."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def history(self, row_id: str) -> list[Revision]:
        """Return every state of a row, oldest first; `row_id` may be "table/id". Raises NotFound."""
        table, name = self._find(row_id)
        found = self._ws.bank.history.revisions(table, name)
        if not found:
            raise NotFound(f"The history holds nothing of “{row_id}”.")
        return found

    def revision(self, row_id: str, rev: int) -> Revision:
        """Return the state of a row at one revision; the last one recorded under that number. Raises NotFound."""
        for each in reversed(self.history(row_id)):
            if each.rev == rev:
                return each
        raise NotFound(f"“{row_id}” has no revision {rev}.", "", f"`workbench history {row_id}` lists them.")

    def compare(self, row_id: str, old: int, new: int | None = None) -> dict[str, list[Piece]]:
        """Return the fields in which two revisions differ, with the differing words; `new` None means the last one."""
        before = self.revision(row_id, old).row
        after = self.history(row_id)[-1].row if new is None else self.revision(row_id, new).row
        return changes(before, after)

    def restore_revision(self, row_id: str, rev: int) -> None:
        """Make an earlier state the present one, as a new revision that undo takes back. Raises NotFound, ReadOnly."""
        self.restore_state(self.revision(row_id, rev))

    def restore_state(self, revision: Revision) -> None:
        """Make a state that `history` gave the present one, also one that never came to stand. Raises ReadOnly."""
        from workbench.bank.restore import put_back_row

        rev = revision.rev
        put_back_row(self._ws.bank, revision.table, revision.row, f"restore revision {rev} of {revision.id}")

    def trash(self) -> list[Trashed]:
        """Return what is in the trash, the latest first."""
        found = []
        for table in self._ws.bank.tables():
            for row_id, row in self._ws.bank.raw(table).items():
                if row.get("deleted_at"):
                    found.append(Trashed(table, row_id, title_of(row), datetime.fromisoformat(row["deleted_at"])))
        return sorted(found, key=lambda each: each.deleted_at, reverse=True)

    def restore(self, row_id: str) -> Trashed:
        """Take a row out of the trash. Raises NotFound."""
        row = self._trashed(row_id)
        with self._ws.bank.transaction(f"bring back {row.title}") as tx:
            tx.restore(_kind(row.table), row.id)
        return row

    def purge(self, row_id: str) -> Trashed:
        """Remove a row in the trash from the bank for good; its name is not given again. Raises NotFound.

        The history and the backups keep what it said, until they are thinned or removed by hand.
        """
        row = self._trashed(row_id)
        with self._ws.bank.transaction(f"remove {row.title} for good") as tx:
            tx.purge(_kind(row.table), row.id)
        return row

    def backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        return self._ws.bank.backups.all()

    def backup_now(self) -> Backup:
        """Take a backup, verify it and return it. Raises CannotWrite."""
        return self._ws.bank.copy()

    def restore_backup(self, name: str) -> Brought:
        """Bring the bank back to a backup, or to the "latest" state; one step that undo takes back.

        A backup of the present state is taken first. Raises NotFound, Damaged, ReadOnly.
        """
        from workbench.bank.rebuild import newest_state
        from workbench.bank.restore import put_back

        if name == LATEST:
            tables = newest_state(self._ws.bank.backups, self._ws.bank.history).tables
            label = "the newest state"
        else:
            backup = self._ws.bank.backups.get(name)
            tables = backup.read()[1]
            label = f"the backup of {backup.at.astimezone():%d %b %Y %H:%M}"
        done = put_back(self._ws.bank, tables, f"restore {label}")
        rows = "1 row was" if done.put_back == 1 else f"{done.put_back} rows were"
        trashed = f", {done.trashed} that it does not hold went to the trash" if done.trashed else ""
        return Brought(f"Restored {label}: {rows} put back{trashed}. Undo takes it back.")

    def look(self) -> bool:
        """Look whether something else has changed the file (on focus, say); say whether rows are different now.

        Raises Conflict, Damaged or CannotWrite; the file is left alone then.
        """
        return self._ws.bank.refresh()

    def notes(self) -> list[str]:
        """Return what the user should know of changes of the file from outside, and forget it."""
        told = list(self._ws.bank.notes)
        del self._ws.bank.notes[: len(told)]
        return told

    def _find(self, row_id: str) -> tuple[str, str]:
        table, slash, name = row_id.partition("/")
        tables = self._ws.bank.tables()
        if slash and table in tables:
            return table, name
        holders = [each for each in ("stories", *tables) if row_id in self._ws.bank.raw(each)]
        if holders:
            return holders[0], row_id
        for entry in reversed(self._ws.bank.history.entries):
            for table, each in entry.rows:
                if each == row_id:
                    return table, each
        raise NotFound(f"There is no “{row_id}”.", "", "`workbench list` shows the stories.")

    def _trashed(self, row_id: str) -> Trashed:
        found = [each for each in self.trash() if row_id in (each.id, f"{each.table}/{each.id}")]
        if not found:
            raise NotFound(f"“{row_id}” is not in the trash.", "", "`workbench trash` shows what is.")
        if len(found) > 1:
            names = " or ".join(f"{each.table}/{each.id}" for each in found)
            raise Refused(f"More than one thing in the trash is called “{row_id}”.", "", f"Say {names}.")
        return found[0]


def examine(bank: Path | None, now: Callable[[], datetime], places: Places | None = None) -> list[Finding]:
    """Look a bank over, whole or damaged, without changing it. Raises NotFound."""
    from workbench.bank import doctor

    places = places or find_places()
    return doctor.examine(bank or places.bank, places, now)


def repair(
    bank: Path | None, now: Callable[[], datetime], places: Places | None = None
) -> tuple[list[str], Path | None]:
    """Do what can be done without a risk; a damaged bank's rows go to a new file, whose path is returned."""
    from workbench.bank import doctor

    places = places or find_places()
    return doctor.repair(bank or places.bank, places, now)


def backups_of(bank: Path | None, places: Places | None = None) -> list[Backup]:
    """Return the backups of a bank that can't be opened, newest first."""
    places = places or find_places()
    return Backups(backup_folder(bank or places.bank, places)).all()


def candidates(bank: Path | None, places: Places | None = None) -> list[Candidate]:
    """Return what a bank that can't be opened can be restored to: the newest state, then its backups, newest first."""
    places = places or find_places()
    path = bank or places.bank
    found = [Candidate(each.name, each.at, f"backup ({each.why})") for each in backups_of(path, places)]
    entries = _history(path, places).entries
    if not found and not entries:
        return []
    at = max([each.at for each in entries[-1:]] + [each.at for each in found[:1] if each.at], default=None)
    return [Candidate(LATEST, at, "the newest state, from backups and history"), *found]


def stories_in(candidate: Candidate, bank: Path | None, places: Places | None = None) -> int | None:
    """Return how many stories a state holds, those in the trash not counted; None if it can't be read."""
    from workbench.bank.rebuild import newest_state

    places = places or find_places()
    path = bank or places.bank
    backups = Backups(backup_folder(path, places))
    try:
        if candidate.name == LATEST:
            tables = newest_state(backups, _history(path, places), _bytes(path)).tables
        else:
            tables = backups.get(candidate.name).read()[1]
    except WorkbenchError:
        return None
    return sum(not line.row().get("deleted_at") for line in tables.get("stories", {}).values())


def _history(path: Path, places: Places) -> History:
    return History(keep_folder(path, places) / "history.frames")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def rebuild(
    bank: Path | None, now: Callable[[], datetime], name: str = LATEST, places: Places | None = None
) -> Brought:
    """Put a backup, or the latest state, in the place of a damaged or missing file. Raises NotFound, ReadOnly."""
    from workbench.bank import restore

    places = places or find_places()
    path = bank or places.bank
    backup = None if name == LATEST else Backups(backup_folder(path, places)).get(name)
    state, done = restore.rebuild(path, places, now, backup)
    kept = f" The damaged file is kept as {done.kept}." if done.kept else ""
    return Brought(f"{path.name} is back with {state.count()}: {state.source()}.{kept}", done.kept)


def title_of(row: dict[str, Any]) -> str:
    """Return what to call a row: its title, company and role, or text."""
    title = str(row.get("title") or "") or " ".join(str(row[name]) for name in ("company", "role") if row.get(name))
    return title or str(row.get("text") or row.get("term") or row.get("id") or "")[:60]


def _kind(table: str) -> type[Entity]:
    from workbench.bank.doctor import kinds

    return kinds()[table]
