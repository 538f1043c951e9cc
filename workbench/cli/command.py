"""What every command is made of: a name, a sentence, arguments, and a function over the workspace.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 not found or refused, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from workbench.errors import BadInput, Refused
from workbench.text import clean

if TYPE_CHECKING:
    from workbench.workspace import Workspace

DONE = 0
REFUSED = 1
WRONG_USE = 2

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\ud800-\udfff]")
LONGEST_SENTENCE = 1000
"""Characters of an error that are shown; what is longer quotes a pasted text as an id."""


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
        """Write one line of data to standard output. What a terminal would obey is shown as a picture."""
        self.out.write(clean(text) + "\n")

    def tell(self, text: str) -> None:
        """Write one line of message to standard error. What a terminal would obey is shown as a picture."""
        self.err.write(clean(text) + "\n")

    def tell_short(self, text: str) -> None:
        """Write a message that may quote an argument of any length; a long one loses its middle."""
        if len(text) > LONGEST_SENTENCE:
            half = LONGEST_SENTENCE // 2
            text = f"{text[:half]} … {text[-half:]}"
        self.tell(text)

    def json(self, data: Any) -> None:
        """Write `data` to standard output as JSON, in ASCII where the output is not Unicode."""
        ascii_only = not (self.out.encoding or "utf-8").lower().startswith("utf")
        text = json.dumps(data, ensure_ascii=ascii_only, indent=2, default=str)
        self.out.write(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n")

    def interactive(self) -> bool:
        """Return whether a person can be asked: standard input and standard error are a terminal."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str:
        """Ask a person one question on the terminal and return the answer, cleaned and stripped."""
        self.err.write(clean(question) + " ")
        self.err.flush()
        line = sys.stdin.readline()
        if not line:
            # ctrl+d, or a window that was closed: asking again would go on for ever.
            raise Refused("The input ended.", kept="What was saved before is kept.")
        return clean(line).strip()

    def pasted(self, most: int) -> str:
        """Return what stands on standard input, whole; at most `most` bytes of text. Raises `BadInput`."""
        if sys.stdin is None:
            return ""
        data = sys.stdin.buffer.read(most + 1)
        if len(data) > most:
            limit = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1000} kB"
            raise BadInput(f"The paste is longer than {limit}.", kept="Nothing was stored.")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput("What was pasted is not text in UTF-8.", kept="Nothing was stored.") from None

    def choose(self, question: str) -> str:
        """Ask for one of the letters that the question names and return it in lower case, "" for Enter alone."""
        return self.ask(question).lower()[:1]


Run = Callable[[Context], int]


class _Parser(argparse.ArgumentParser):
    """The parser of the standard library, whose complaints quote arguments: cleaned, and none longer than a page."""

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(clean(message), file)

    def error(self, message: str) -> NoReturn:
        if len(message) > LONGEST_SENTENCE:
            message = f"{message[:LONGEST_SENTENCE]} …"
        super().error(message)


class Commands:
    """The registry: command line, help and the generated page of commands are made from it."""

    def __init__(self) -> None:
        self.parser = _Parser(
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
