"""Which folders and files are in use."""

from __future__ import annotations

from pathlib import Path

from workbench.bank.bank import keep_folder
from workbench.bank.places import Places


def places_in_use(bank: Path | None = None) -> dict[str, Path]:
    """Return every folder and file in use, by name. WORKBENCH_HOME moves them all under one folder."""
    places = Places.find()
    keep = keep_folder(bank or places.bank, places)
    return {
        "bank": bank or places.bank,
        "packs": places.data / "packs",
        "settings": places.config / "settings.toml",
        "drafts": keep / "drafts",
        "history": keep / "history.frames",
        "backups": keep / "backups",
        "state": places.state,
    }
