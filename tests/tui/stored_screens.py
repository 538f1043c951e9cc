"""Stored screens: what a screen shows, as plain text and as SVG, compared with the files in `tests/tui/snapshots/`.

`pytest tests/tui/test_snapshots.py --update-screens` stores what is shown now; look at the difference before it is
committed. A text that differs is told line by line; an SVG that differs alone is a colour or a style.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


class Stored:
    """Compares with the stored files, or stores anew."""

    def __init__(self, *, update: bool) -> None:
        self.update = update
        self.faults: list[str] = []
        self.names: set[str] = set()
        self.kinds: set[type] = set()
        """Kinds of screens that were compared."""

    def text(self, name: str, lines: list[str]) -> None:
        """Compare a screen's text."""
        self._compare(f"{name}.txt", "\n".join(line.rstrip() for line in lines).rstrip() + "\n")

    def svg(self, name: str, svg: str) -> None:
        """Compare a screen's picture."""
        self._compare(f"{name}.svg", plain_svg(svg))

    def _compare(self, file: str, shown: str) -> None:
        path = FOLDER / file
        assert file not in self.names, f"two screens are called {file}"
        self.names.add(file)
        if self.update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
            return
        stored = path.read_text(encoding="utf-8") if path.exists() else ""
        if stored == shown:
            return
        if not stored:
            self.faults.append(f"{file} is not stored yet.")
        elif file.endswith(".svg"):
            self.faults.append(f"{file}: " + _first_difference(stored, shown))
        else:
            lines = difflib.unified_diff(stored.splitlines(), shown.splitlines(), "stored", "shown", lineterm="", n=0)
            self.faults.append("\n".join([file, *lines]))

    def check(self) -> None:
        """Fail with every difference at once."""
        assert not self.faults, "\n\n".join([*self.faults, "--update-screens stores what is shown now."])


def plain_svg(svg: str) -> str:
    """Return an SVG without what differs from run to run (generated ids) and what asks the network (fonts)."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return svg.rstrip() + "\n"


def _first_difference(stored: str, shown: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(stored, shown, strict=False)) if one != other), 0)
    return f"…{stored[max(0, at - 60) : at + 60]}…\nis now\n…{shown[max(0, at - 60) : at + 60]}…"
