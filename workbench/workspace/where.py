"""Which folders and files are in use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.bank.bank import backup_folder, keep_folder
from workbench.bank.places import Places


def find_places() -> Places:
    """Return the folders in use, with the user's own folder for backups where the settings name one."""
    from workbench.workspace.settings import Settings

    places = Places.find()
    wanted = Settings.load(places.config / "settings.toml").backup_folder
    return replace(places, backups=Path(wanted).expanduser().absolute()) if wanted else places


def places_in_use(bank: Path | None = None) -> dict[str, Path]:
    """Return every folder and file in use, by name. WORKBENCH_HOME moves them all under one folder."""
    places = find_places()
    keep = keep_folder(bank or places.bank, places)
    return {
        "bank": bank or places.bank,
        "packs": places.data / "packs",
        "settings": places.config / "settings.toml",
        "drafts": keep / "drafts",
        "history": keep / "history.frames",
        "backups": backup_folder(bank or places.bank, places),
        "state": places.state,
    }
