"""Which folders and files are in use."""

from __future__ import annotations

from pathlib import Path

from workbench.bank.places import Places


def places_in_use(bank: Path | None = None) -> dict[str, Path]:
    """Return every folder and file in use, by name. WORKBENCH_HOME moves them all under one folder."""
    places = Places.default()
    return {
        "bank": bank or places.bank,
        "packs": places.data / "packs",
        "settings": places.config / "settings.toml",
        "drafts": places.state / "drafts",
        "backups": places.state / "backups",
        "state": places.state,
    }
