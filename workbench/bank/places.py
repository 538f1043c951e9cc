"""Where things are kept on this machine: three folders, all private to the user (0700)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.bank.disk import cannot_write


@dataclass(frozen=True)
class Places:
    """The folders in use. `data` holds the bank, `state` drafts, history and backups, `config` settings."""

    data: Path
    state: Path
    config: Path
    backups: Path | None = None
    """Where backups go when not under `state`: another disk, say."""

    @classmethod
    def find(cls, environ: Mapping[str, str] | None = None) -> Places:
        """Return the folders named by `WORKBENCH_HOME` (all three under it), else those usual on this system."""
        home = (os.environ if environ is None else environ).get("WORKBENCH_HOME", "")
        if home:
            return cls.under(Path(home).expanduser().absolute())
        from platformdirs import user_config_path, user_data_path, user_state_path

        return cls(
            data=user_data_path("workbench", appauthor=False),
            state=user_state_path("workbench", appauthor=False),
            config=user_config_path("workbench", appauthor=False),
        )

    @classmethod
    def under(cls, home: Path) -> Places:
        """Return data, state and config under one folder: for trials, demos and tests."""
        return cls(data=home / "data", state=home / "state", config=home / "config")

    @property
    def bank(self) -> Path:
        """The bank that opens when none is named."""
        return self.data / "bank.json"

    @property
    def edited(self) -> Path:
        """The folder of texts that are in the user's editor, or came back from it and could not be saved."""
        return self.state / "edit"

    def create(self) -> None:
        """Make the three folders where they are missing, private to the user. Raises CannotWrite."""
        for folder in (self.data, self.state, self.config):
            private_folder(folder)


def private_folder(folder: Path) -> None:
    """Make `folder` and its missing parents, each 0700; one that stands keeps its mode. Raises CannotWrite."""
    try:
        if folder.is_dir():
            return
        if folder.parent != folder:
            private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
