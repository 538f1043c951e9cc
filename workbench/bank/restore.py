"""Putting an earlier state back: into an open bank as a step that can be undone, or in place of a damaged file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.bank import disk, envelope, ids
from workbench.bank.backups import Backup, Backups
from workbench.bank.bank import Bank
from workbench.bank.bankfile import save_name
from workbench.bank.envelope import Row, Tables
from workbench.bank.history import History, same_content
from workbench.bank.keep import backup_folder, bank_of, keep_folder
from workbench.bank.lock import BankLock
from workbench.bank.places import Places, private_folder
from workbench.bank.rebuild import Rebuilt, newest_state
from workbench.bank.transaction import RETIRED, Transaction
from workbench.errors import NotFound, ReadOnly


@dataclass(frozen=True)
class Restored:
    """What a restore did: rows put back, rows that went to the trash, and the damaged file kept aside, if any."""

    put_back: int
    trashed: int
    kept: Path | None = None


def put_back(bank: Bank, tables: Tables, label: str) -> Restored:
    """Make the bank's rows those of `tables`, as one step that undo takes back; a backup is taken first.

    Each restored row is a new revision. Rows that `tables` does not hold go to the trash, so that no id comes free.
    Raises ReadOnly, Conflict, CannotWrite.
    """
    done = trashed = 0
    with bank.transaction(label, backup="restore") as tx:
        for table, lines in tables.items():
            if table == RETIRED:
                for name, line in lines.items():
                    tx.retire(name, list(line.row()["ids"]))
                continue
            for row_id, line in lines.items():
                done += _put_row(tx, table, row_id, line.row())
        for table in bank.tables():
            for row_id, row in bank.raw(table).items():
                if row_id not in tables.get(table, {}) and not row.get("deleted_at"):
                    tx.trash_row(table, row_id)
                    trashed += 1
    return Restored(done, trashed)


def put_back_row(bank: Bank, table: str, row: Row, label: str) -> None:
    """Make `row`, an earlier state, the present state of its row again, as a new revision."""
    with bank.transaction(label) as tx:
        _put_row(tx, table, str(row["id"]), row)


def rebuild(
    path: Path, places: Places, now: Callable[[], datetime], backup: Backup | None = None
) -> tuple[Rebuilt, Restored]:
    """Put a bank in the place of a file that is damaged or gone: from `backup`, else the newest state there is.

    The damaged file is kept among the backups, byte for byte. Raises ReadOnly when another process holds the bank,
    NotFound when nothing is there to restore from, CannotWrite.
    """
    real = path.expanduser().resolve()
    keep = keep_folder(real, places)
    backups = Backups(backup_folder(real, places))
    private_folder(real.parent)
    lock = BankLock(real)
    if why := lock.acquire(now()):
        raise ReadOnly(why, "Nothing was changed.")
    try:
        state, damaged = _state(real, keep, backups, backup)
        if not state.rows() and state.backup is None:
            raise NotFound(f"There is no backup and no history of {path.name}.", "Nothing was changed.")
        kept = backups.keep_foreign(damaged, "damaged", now()) if damaged else _moved_aside(real, now())
        # One put together from the history alone is the same bank still: its drafts and its undo are its own.
        state.bank = state.bank or bank_of(keep) or ids.ulid(now())
        state.seq += 1
        meta = {**state.meta(), "saved_at": now().isoformat(), "line": [save_name(state.seq)]}
        try:
            disk.write_whole(real, envelope.pack(meta, state.tables))
            history = History(keep / "history.frames")
            history.append(state.seq, now(), "barrier", "restored", save=meta["line"][0])
            history.sync()
            history.close()
        except OSError as error:
            raise disk.cannot_write(real, error, "What was found is unchanged.") from error
    finally:
        lock.release()
    return state, Restored(state.rows(), 0, kept)


def _state(real: Path, keep: Path, backups: Backups, backup: Backup | None) -> tuple[Rebuilt, bytes]:
    try:
        # A pipe would be read for ever.
        damaged = real.read_bytes() if real.is_file() else b""
    except OSError:
        damaged = b""
    history = History(keep / "history.frames")
    state = newest_state(backups, history, damaged)
    if backup is None:
        return state, damaged
    meta, tables = backup.read()
    chosen = Rebuilt({name: dict(lines) for name, lines in tables.items()}, state.seq, str(meta["bank"]), backup)
    # Ids given since then must not be given again, for they may stand in documents and notes.
    known = {name: set(line.row()["ids"]) for name, line in chosen.tables.get(RETIRED, {}).items()}
    for table, row_id in {row for entry in history.entries for row in entry.rows}:
        if row_id not in chosen.tables.get(table, {}):
            known.setdefault(table, set()).add(row_id)
    chosen.tables[RETIRED] = {name: envelope.line(name, {"ids": sorted(found)}) for name, found in known.items()}
    chosen.from_backup = chosen.rows()
    return chosen, damaged


def _moved_aside(real: Path, now: datetime) -> Path | None:
    """Give what can't be read (a folder, a file without permission, a broken disk) another name; never lose it."""
    if not real.exists() or (real.is_file() and not real.stat().st_size):
        return None
    aside = disk.free_name(real.with_name(f"{real.name}.damaged-{now:%Y%m%dT%H%M%S}"))
    try:
        real.rename(aside)
    except OSError as error:
        raise disk.cannot_write(real, error, "What was found is unchanged.") from error
    return aside


def _put_row(tx: Transaction, table: str, row_id: str, row: Row) -> int:
    standing = tx.row(table, row_id)
    if same_content(standing, row):
        return 0
    rev = int((standing or row).get("rev", 0)) + 1
    tx.put_row(table, row_id, {**row, "rev": rev, "updated_at": tx.now.isoformat()})
    return 1
