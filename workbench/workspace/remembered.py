"""What was worked out and still stands: a small file in the bank's own folder, beside its history.

It holds the user's words, so it goes with that folder. It stands as long as bank, day, the user's own packs and
whatever else its owner names are the same; a file that is damaged or of another form is worked out anew.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.workspace.workspace import Workspace


class Remembered:
    """One such file of the open bank."""

    def __init__(self, workspace: Workspace, name: str, form: int) -> None:
        """`form` counts the forms of the file."""
        self._ws, self._name, self._form = workspace, name, form

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._ws.bank.keep / f"{self._name}.json"

    def stands_for(self, *also: object) -> list[Any]:
        """Return all that must be the same for what is remembered to stand, `also` among it."""
        bank = self._ws.bank
        return [self._form, str(bank.path), bank.seq, self._ws.today().isoformat(), self._own_packs(), *also]

    def get(self, stands_for: list[Any]) -> dict[str, Any] | None:
        """Return what is remembered, if it stands for the same; None otherwise, and for a file that can't be read."""
        import json

        try:
            data = json.loads(self.path.read_text(encoding="utf-8", errors="surrogatepass"))
            return dict(data) if data["stands_for"] == stands_for else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, stands_for: list[Any], data: dict[str, Any]) -> None:
        """Remember it. What can't be written costs a moment the next time and nothing else."""
        import json

        from workbench.bank.disk import write_whole

        text = json.dumps({"stands_for": stands_for, **data}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            write_whole(self.path, text.encode("utf-8", "surrogatepass"))

    def _own_packs(self) -> list[list[Any]]:
        found = []
        for path in sorted((self._ws.places.data / "packs").glob("*.toml")):
            with contextlib.suppress(OSError):
                stat = path.stat()
                found.append([path.name, stat.st_size, stat.st_mtime_ns])
        return found
