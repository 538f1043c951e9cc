"""What was written where: the answer to an export, and the memory by which changed files are recognised."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from exports.contents import Disclosure as Disclosure
from exports.place import Record


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export. `str()` of it is the path, to be shown and copied."""

    path: Path
    notes: tuple[str, ...] = ()
    """Plain sentences: where the file went if not where it was asked for, which pages overflow."""
    pages: int = 0

    def __str__(self) -> str:
        return str(self.path)


class ExportRecords:
    """Digests of what was written, in one private file of the state folder. Losing it costs a question, no file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, path: Path) -> Record | None:
        """Return what was last written at `path`, None if nothing is known."""
        held = self._load().get(str(path.resolve()))
        if held is None:
            return None
        digest, lines = held.get("digest"), held.get("lines")
        if not isinstance(digest, str) or not isinstance(lines, list):
            return None
        return Record(digest=digest, lines=tuple(map(str, lines)))

    def put(self, path: Path, record: Record) -> None:
        """Remember `record`; records of files that are gone are dropped."""
        known = {name: held for name, held in self._load().items() if Path(name).exists()}
        known[str(path.resolve())] = {"digest": record.digest, "lines": list(record.lines)}
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self._path.parent, prefix=".exports-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as held:
                json.dump(known, held)
            Path(temporary).replace(self._path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)

    def _load(self) -> dict[str, dict[str, object]]:
        try:
            held = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(held, dict):
            return {}
        return {name: each for name, each in held.items() if isinstance(each, dict)}
