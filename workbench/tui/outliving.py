"""A terminal that has gone takes nothing more, and nothing waits for it.

Textual writes by a thread of its own through a queue of 30. Once the window is closed each write fails, the thread
ends, the queue fills, and the program waits for it for ever: the bank stays open and nobody can write to it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from textual.driver import Driver


class Outliving:
    """The terminal as a file; what it no longer takes is dropped."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a text; return its length, written or not."""
        with contextlib.suppress(OSError, ValueError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Bring out what was written."""
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outliving(driver: type[Driver]) -> type[Driver]:
    """Return that driver, writing to a terminal that may go at any moment."""

    class OutlivingDriver(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            if (file := getattr(self, "_file", None)) is not None:
                self._file = Outliving(file)

    return OutlivingDriver
