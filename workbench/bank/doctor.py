"""Looking a bank over without changing it, and repairing what can be repaired without a risk.

A damaged file is never repaired in place: what can be saved is written to a new file beside it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workbench.bank import disk, envelope, ids
from workbench.bank.backups import Backups
from workbench.bank.bankfile import save_name
from workbench.bank.drafts import Drafts
from workbench.bank.envelope import Row, Tables, UnreadableError
from workbench.bank.history import History
from workbench.bank.keep import backup_folder, keep_folder
from workbench.bank.lock import BankLock
from workbench.bank.places import Places
from workbench.bank.rebuild import Rebuilt, newest_state
from workbench.bank.transaction import RETIRED
from workbench.errors import Damaged, NotFound

if TYPE_CHECKING:
    from workbench.model.entity import Entity

Level = Literal["fine", "note", "bad"]
OLD_BACKUP = timedelta(days=14)
LOW_SPACE = 100_000_000
"""Bytes of free space below which a save may soon fail: a save needs room for one more copy."""
LINKS = {"story": "stories", "locked": "stories", "excluded": "stories", "target": "targets", "project": "projects"}
"""Fields that name a row of another table, wherever they stand in a row."""
_SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "syncthing")
_CONFLICTED = ("conflicted copy", ".sync-conflict-", "(conflict")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what it is about, how it stands, what to do."""

    about: str
    level: Level
    text: str
    do: str = ""


class Patient:
    """A bank file with everything that is kept of it, looked at from outside: no lock is taken."""

    def __init__(self, path: Path, places: Places, now: Callable[[], datetime]) -> None:
        self.path = path.expanduser().absolute()
        self.real = Path(os.path.realpath(self.path))
        self.keep = keep_folder(self.path, places)
        self.places = places
        self.now = now
        self.history = History(self.keep / "history.frames")
        self.backups = Backups(backup_folder(self.path, places))
        self.raw = b""
        self.meta: dict[str, Any] = {}
        self.tables: Tables = {}
        self.damage = ""
        try:
            self.raw = self.real.read_bytes()
            self.meta, self.tables = envelope.unpack(self.raw)
        except FileNotFoundError:
            self.damage = "it is gone"
        except OSError as error:
            self.damage = f"it can't be read, {disk.reason(error)}"
        except UnreadableError as found:
            self.damage = str(found)

    def rows(self) -> Iterator[tuple[str, str, Row]]:
        """Yield every row but the list of retired ids."""
        for table, lines in self.tables.items():
            if table != RETIRED:
                for key, line in lines.items():
                    yield table, key, line.row()


def examine(path: Path, places: Places, now: Callable[[], datetime]) -> list[Finding]:
    """Return everything that was looked at, the file itself first. Changes nothing. Raises NotFound.

    A bank is in order when no finding is "bad".
    """
    patient = Patient(path, places, now)
    if patient.damage == "it is gone" and not patient.keep.exists():
        raise NotFound(f"There is no bank {patient.path}.")
    looks = (_file, _rows, _links, _history, _backups, _drafts, _permissions, _left_over, _space, _synced, _holder)
    return [finding for look in looks for finding in look(patient)]


def repair(path: Path, places: Places, now: Callable[[], datetime]) -> tuple[list[str], Path | None]:
    """Do what can be done without a risk; return a sentence for each thing done, and the new file, if any.

    Permissions are narrowed and left-over temporary files removed. Of a damaged or missing bank the newest state
    that can be put together is written to a new file beside it; the damaged file stays as it is. Raises CannotWrite.
    """
    patient = Patient(path, places, now)
    done: list[str] = []
    for loose in _loose(patient):
        with contextlib.suppress(OSError):
            loose.chmod(0o700 if loose.is_dir() else 0o600)
            done.append(f"{loose} is private now.")
    lock = BankLock(patient.real)
    if patient.real.parent.is_dir() and not lock.acquire(now()):
        done.extend(f"Removed the left-over {swept.name}." for swept in disk.sweep(patient.real))
        lock.release()
    if not patient.damage:
        return done, None
    state = newest_state(patient.backups, patient.history, patient.raw)
    stamped = f"{patient.real.stem}-repaired-{now():%Y%m%d-%H%M%S}{patient.real.suffix}"
    new = disk.free_name(patient.real.with_name(stamped))
    _write_new(state, new, now())
    done.append(f"Wrote {state.count()} to {new.name}: {state.source()}.")
    return done, new


def _write_new(state: Rebuilt, new: Path, now: datetime) -> None:
    state.bank = state.bank or ids.ulid(now)
    state.seq += 1
    meta = {**state.meta(), "saved_at": now.isoformat(), "line": [save_name(state.seq)]}
    try:
        disk.write_whole(new, envelope.pack(meta, state.tables))
    except OSError as error:
        raise disk.cannot_write(new, error, "The damaged file is as it was.") from error


def _file(patient: Patient) -> Iterator[Finding]:
    name = patient.path.name
    if patient.damage:
        state = newest_state(patient.backups, patient.history, patient.raw)
        yield Finding(
            "file",
            "bad",
            f"{name} is damaged: {patient.damage}.",
            f"`workbench backup restore` puts {state.count()} in its place ({state.source()});"
            " `workbench doctor --repair` writes them to a new file to look at first.",
        )
        return
    schema = patient.meta["schema"]
    if schema > envelope.SCHEMA:
        yield Finding("schema", "note", f"A newer workbench wrote it (schema {schema}): it opens for reading only.")
    elif schema < envelope.SCHEMA:
        yield Finding("schema", "note", f"It is of schema {schema} and is brought up to date when next opened.")
    counts = ", ".join(f"{len(lines)} {table}" for table, lines in patient.tables.items() if lines and table != RETIRED)
    saved = datetime.fromisoformat(patient.meta["saved_at"]).astimezone()
    yield Finding(
        "file", "fine", f"{name} is whole: save {patient.meta['seq']} of {saved:%d %b %Y %H:%M}; {counts or 'empty'}."
    )


def _rows(patient: Patient) -> Iterator[Finding]:
    known = kinds()
    wrong = []
    for table, key, row in patient.rows():
        if row.get("id") != key:
            wrong.append(f"“{key}” in {table} calls itself “{row.get('id')}”")
        retired = patient.tables.get(RETIRED, {}).get(table)
        if retired is not None and key in retired.row()["ids"]:
            wrong.append(f"“{key}” in {table} bears a name that was deleted for good")
        if table in known:
            try:
                known[table].model_validate(row)
            except ValueError as error:
                places = sorted({".".join(map(str, each["loc"])) for each in getattr(error, "errors", list)()})
                wrong.append(f"“{key}” in {table} is not as it should be ({', '.join(places[:3])})")
    for text in wrong:
        yield Finding("rows", "bad", text + ".", "Its earlier states are in `workbench history`.")
    if not wrong and not patient.damage:
        yield Finding("rows", "fine", "Every row is what its kind should be, under its own id.")


def _links(patient: Patient) -> Iterator[Finding]:
    broken = 0
    for table, key, row in patient.rows():
        for name, wanted in _named(row):
            if wanted and wanted not in patient.tables.get(LINKS[name], {}):
                broken += 1
                yield Finding(
                    "links", "note", f"“{key}” in {table} names “{wanted}”, which {LINKS[name]} does not hold."
                )
    if not broken and not patient.damage:
        yield Finding("links", "fine", "Every row that is named by another is there.")


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each)
    if isinstance(value, dict):
        for name, each in value.items():
            if name in LINKS and isinstance(each, str):
                yield name, each
            elif name in LINKS and isinstance(each, list):
                yield from ((name, one) for one in each if isinstance(one, str))
            else:
                yield from _named(each)


def _history(patient: Patient) -> Iterator[Finding]:
    entries = patient.history.entries
    if patient.history.torn:
        yield Finding("history", "note", f"{patient.history.torn} stretch of the history can't be read; the rest can.")
    line = set(patient.meta.get("line", []))
    ahead = [entry for entry in patient.history.standing() if entry.save and entry.seq > patient.meta.get("seq", 0)]
    if ahead and not patient.damage and not any(entry.save in line for entry in ahead):
        yield Finding(
            "history",
            "note",
            f"{len(ahead)} save of the history is not in the file: it was cut short, or the file was put back.",
            "`workbench backup restore latest` brings that state back.",
        )
    yield Finding("history", "fine", f"{len(entries)} steps are kept.")


def _backups(patient: Patient) -> Iterator[Finding]:
    backups = patient.backups.all()
    if not backups:
        yield Finding("backups", "note", "There is no backup yet.", "`workbench backup now` takes one.")
        return
    for backup in backups:
        try:
            backup.read()
        except Damaged as error:
            yield Finding("backups", "bad", error.happened, "Remove it; the others are sound.")
    age = patient.now() - backups[0].at
    changed = backups[0].seq != patient.meta.get("seq")
    level: Level = "note" if age > OLD_BACKUP and changed else "fine"
    yield Finding(
        "backups", level, f"{len(backups)} backups, the newest of {backups[0].at.astimezone():%d %b %Y %H:%M}."
    )


def _drafts(patient: Patient) -> Iterator[Finding]:
    pending = Drafts(patient.keep / "drafts", patient.now, read_only=True).pending()
    if pending:
        names = ", ".join(draft.key for draft in pending[:3])
        yield Finding(
            "drafts", "note", f"{len(pending)} typed and never saved: {names}.", "`workbench drafts` shows them."
        )


def _permissions(patient: Patient) -> Iterator[Finding]:
    loose = _loose(patient)
    for path in loose:
        yield Finding("permissions", "bad", f"{path} can be read by others.", "`workbench doctor --repair` closes it.")
    if not loose and os.name != "nt":
        yield Finding("permissions", "fine", "Nobody else can read the bank, its history or its backups.")


def _loose(patient: Patient) -> list[Path]:
    if os.name == "nt":
        return []
    candidates = [patient.real, patient.keep, *patient.keep.rglob("*"), *patient.backups.folder.rglob("*")]
    return [
        path
        for path in dict.fromkeys(candidates)
        if path.exists() and not path.is_symlink() and path.stat().st_mode & 0o077
    ]


def _left_over(patient: Patient) -> Iterator[Finding]:
    left = list(patient.real.parent.glob(f".{patient.real.name}{disk.TEMP_MARK}*{disk.TEMP_END}"))
    if left:
        text = (
            f"{len(left)} temporary file is left from a save that was cut short; the bank itself is not touched by it."
        )
        yield Finding("left over", "note", text, "The next start removes it.")
    if edited := sorted(patient.places.edited.glob("*")):
        text = f"{len(edited)} texts from your editor were never saved: {', '.join(str(path) for path in edited[:3])}."
        yield Finding("left over", "note", text, "Bring in what you need with `workbench import`, then remove them.")


def _space(patient: Patient) -> Iterator[Finding]:
    for folder in dict.fromkeys((patient.real.parent, patient.keep)):
        if not folder.is_dir():
            continue
        free = shutil.disk_usage(folder).free
        if free < max(LOW_SPACE, 3 * len(patient.raw)):
            yield Finding(
                "space", "bad", f"Only {free // 1_000_000} MB are free for {folder}.", "Make room before you go on."
            )
            return
    yield Finding("space", "fine", "There is room for saving.")


def _synced(patient: Patient) -> Iterator[Finding]:
    place = str(patient.real.parent).lower()
    if any(name in place for name in _SYNCED) or (patient.real.parent / ".stfolder").exists():
        yield Finding(
            "sync",
            "note",
            "The bank is in a synced folder. Changes from elsewhere are merged, its backups are kept outside.",
        )
    with contextlib.suppress(OSError):
        for sibling in patient.real.parent.iterdir():
            if patient.real.stem in sibling.name and any(mark in sibling.name.lower() for mark in _CONFLICTED):
                yield Finding(
                    "sync", "bad", f"{sibling.name} is another state of this bank.", "Look at it with --bank."
                )


def _holder(patient: Patient) -> Iterator[Finding]:
    lock = BankLock(patient.real)
    if lock.info.exists() and (why := lock.probe()):
        yield Finding("lock", "note", why)


def kinds() -> dict[str, type[Entity]]:
    """Return every kind of row by its table: all that the model knows."""
    import pkgutil
    from importlib import import_module

    import workbench.model
    from workbench.model.entity import Entity

    for module in pkgutil.iter_modules(workbench.model.__path__):
        import_module(f"workbench.model.{module.name}")
    return {kind.table: kind for kind in Entity.__subclasses__()}
