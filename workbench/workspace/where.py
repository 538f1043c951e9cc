"""Which folders and files are in use."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from workbench.bank.keep import backup_folder, keep_folder
from workbench.bank.places import Places


def find_places() -> Places:
    """Return the folders in use, with the user's own folder for backups where the settings name one."""
    from workbench.workspace.settings import Settings

    places = Places.find()
    wanted = Settings.load(places.config / "settings.toml").backup_folder
    return replace(places, backups=typed_path(wanted).absolute()) if wanted else places


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


def typed_path(text: str) -> Path:
    """Return the file that a typed line names. Never raises: "~nobody" stays as it is."""
    # Path.expanduser raises for an account that does not exist.
    return Path(os.path.expanduser(text))  # noqa: PTH111


def shown_path(path: Path) -> str:
    """Return a path as people write it: in the user's own folder from "~" on. `typed_path` takes it back."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111
    inside = home.is_absolute() and home != Path(home.anchor) and path.is_relative_to(home)
    return str(Path("~") / path.relative_to(home)) if inside else str(path)


def stands(path: Path) -> bool:
    """Say whether something is at `path`; a name that no disk takes names nothing. Never raises."""
    return os.path.exists(path)  # noqa: PTH110


def files_in(path: Path) -> list[Path] | None:
    """Return what lies in the folder `path` by name, or None where it is no folder or can't be looked into."""
    try:
        return sorted(path.iterdir())
    except (OSError, ValueError):
        return None
