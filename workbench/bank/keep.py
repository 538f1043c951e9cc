"""The folder in which a bank's history, drafts and backups are, and how it follows the bank.

Each folder knows the bank it belongs to. A bank that was moved takes its folder along; one that stands where another
stood gets neither the other's drafts nor its undo: that folder waits until the other bank is opened again.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from workbench.bank import disk
from workbench.bank.backups import Backups
from workbench.bank.bankfile import BankFile
from workbench.bank.digest import blake2b
from workbench.bank.places import Places, private_folder
from workbench.text import slug

_ABOUT = "about.json"


def keep_folder(path: Path, places: Places) -> Path:
    """Return where drafts, history and backups of the bank at `path` are kept: never in its own folder.

    A synced or cleaned-up folder takes its backups along; so they live under `places.state`, by the bank's path.
    """
    return places.state / "banks" / _name(path)


def _name(path: Path) -> str:
    real = os.path.realpath(path)
    mark = blake2b(os.fsencode(real), digest_size=5).hexdigest()
    return f"{slug(Path(real).stem, 30)}-{mark}"


def backup_folder(path: Path, places: Places) -> Path:
    """Return where backups of the bank at `path` go: under `places.backups` where that is set."""
    keep = keep_folder(path, places)
    return keep / "backups" if places.backups is None else places.backups / keep.name


def bank_of(keep: Path) -> str:
    """Return the identity of the bank that a folder belongs to; "" where it does not say."""
    return _about(keep).get("bank", "")


def settle(file: BankFile, keep: Path, backups: Backups) -> str:
    """Make the folder of an open bank, or take over the one it had before; return a sentence if another's was there."""
    note = ""
    bank = str(file.meta["bank"])
    if (before := bank_of(keep)) and before != bank:
        aside = disk.free_name(keep.with_name(f"{keep.name}-{slug(before)}"))
        _move(keep, aside, backups)
        note = (
            f"{file.path.name} is another bank than the one that stood there before: history and drafts of that one"
            f" are kept in {aside} until it is opened again."
        )
    if not keep.exists() and (old := _kept_before(bank, keep)) is not None:
        _move(old, keep, backups)
    private_folder(keep)
    # Not orjson: a file name may hold bytes that are no text, which only this module writes and reads back.
    about = json.dumps({"bank": bank, "path": str(file.real)}, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        path = keep / _ABOUT
        if not path.exists() or path.read_bytes() != about:
            disk.write_whole(path, about)
    return note


def _move(old: Path, new: Path, backups: Backups) -> None:
    """Rename a bank's folder, and that of its backups where they are kept elsewhere."""
    with contextlib.suppress(OSError):
        old.rename(new)
        # Under the folder of the setting the backups go by the same name.
        apart = backups.folder.parent
        if apart not in (old, new) and (apart / old.name).is_dir():
            (apart / old.name).rename(apart / new.name)


def _kept_before(bank: str, keep: Path) -> Path | None:
    """Return the folder of a bank that was moved here: its own file is gone, or was moved aside for another's."""
    for about in keep.parent.glob(f"*/{_ABOUT}"):
        note = _about(about.parent)
        if note.get("bank") != bank:
            continue
        path = Path(note.get("path", ""))
        with contextlib.suppress(OSError):
            if not path.exists() or about.parent.name != _name(path):
                return about.parent
    return None


def _about(keep: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        note = json.loads((keep / _ABOUT).read_bytes())
        if isinstance(note, dict):
            return {str(key): str(value) for key, value in note.items()}
    return {}
