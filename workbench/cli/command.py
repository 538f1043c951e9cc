"""What every command is made of: a name, a sentence, arguments, and a function over the workspace.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 not found or refused, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from workbench.workspace import Workspace

DONE = 0
REFUSED = 1
WRONG_USE = 2


@dataclass
class Context:
    """What a command runs with: the arguments, where to write, and how to open the workspace."""

    args: argparse.Namespace
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    now: Callable[[], datetime] | None = None

    def workspace(self, *, write: bool = False) -> Workspace:
        """Open the workspace that the arguments name. Reading takes no lock, so it works beside the open app."""
        from workbench.workspace import Workspace
        from workbench.workspace.workspace import local_now

        bank: Path | None = self.args.bank
        demo: bool = self.args.demo
        return Workspace.open(bank, demo=demo, read_only=not write and not demo, now=self.now or local_now)

    def say(self, text: str) -> None:
        """Write one line of data to standard output."""
        self.out.write(text + "\n")

    def tell(self, text: str) -> None:
        """Write one line of message to standard error."""
        self.err.write(text + "\n")

    def json(self, data: Any) -> None:
        """Write `data` to standard output as JSON."""
        self.out.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")

    def interactive(self) -> bool:
        """Return whether a person can be asked: standard input and standard error are a terminal."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str:
        """Ask a person one question on the terminal and return the answer, cleaned and stripped."""
        from workbench.text import clean

        self.err.write(question + " ")
        self.err.flush()
        return clean(sys.stdin.readline()).strip()

    def choose(self, question: str) -> str:
        """Ask for one of the letters that the question names and return it in lower case, "" for Enter alone."""
        return self.ask(question).lower()[:1]


Run = Callable[[Context], int]


class Commands:
    """The registry: command line, help and the generated page of commands are made from it."""

    def __init__(self) -> None:
        self.parser = argparse.ArgumentParser(
            prog="workbench",
            description="A local bank of STAR stories: read, mapped, planned, rehearsed, printed. "
            "Without a command it opens the full-screen workbench.",
            epilog="Exit codes: 0 done, 1 not found or refused, 2 wrong use.",
        )
        self.parser.add_argument("--bank", type=Path, metavar="FILE", help="work on this bank instead of your own")
        self.parser.add_argument("--demo", action="store_true", help="work on a throw-away copy of the samples")
        self.parser.add_argument("--version", action="store_true", help="print the version and exit")
        self._sub = self.parser.add_subparsers(dest="command", metavar="COMMAND")
        self.all: dict[str, argparse.ArgumentParser] = {}

    def add(self, name: str, run: Run, help: str, *, as_json: bool = False) -> argparse.ArgumentParser:
        """Register a command and return its parser for further arguments. `help` is one sentence without a stop."""
        parser = self._sub.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        parser.set_defaults(run=run)
        if as_json:
            parser.add_argument("--json", action="store_true", help="data as JSON on standard output")
        self.all[name] = parser
        return parser


def table(rows: Sequence[tuple[str, ...]], gap: int = 2) -> list[str]:
    """Return rows of text as aligned lines; the last column runs free. Widths count terminal cells."""
    if not rows:
        return []
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = []
    for row in rows:
        padded = [text + " " * (width - cells(text) + gap) for text, width in zip(row, widths, strict=False)]
        lines.append("".join([*padded, row[-1]]).rstrip())
    return lines


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes: wide characters two, combining marks none."""
    import unicodedata

    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
