"""The command line: parse, run one command, turn errors into sentences and exit codes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from workbench import __version__
from workbench.cli.command import DONE, REFUSED, Commands, Context
from workbench.errors import WorkbenchError
from workbench.text import clean

# A module a family. Importing one costs nothing but its parsers: models, reader and writers load when a command runs.
MAY_BE_FILES = ("sources", "files")
"""Arguments of `check` and `intake` that name files or something else; names of files are bytes, not text."""
FAMILIES = (
    "stories",
    "intake",
    "reading",
    "tailoring",
    "rounds",
    "packs",
    "documents",
    "portfolio",
    "practice",
    "interviews",
    "safety",
    "places",
    "samples",
    "tour",
)


def commands() -> Commands:
    """Return the registry of all commands."""
    registry = Commands()
    for family in FAMILIES:
        import_module(f"workbench.cli.{family}").register(registry)
    return registry


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; 2 with a usage message for wrong use."""
    if sys.stdout is None:
        # Closed by whoever started us: the work is done all the same.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not Unicode (LANG=C) gets a question mark for a letter it does not know, not a failure.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    registry = commands()
    try:
        args = registry.parser.parse_args(argv)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else REFUSED
    _clean_words(args)
    if args.version:
        args.run = say_version
    context = Context(args)
    if args.command is None and not args.version:
        registry.parser.print_help(sys.stderr)
        return 2
    return guarded(context)


def _clean_words(args: argparse.Namespace) -> None:
    """Pass every word that is not the name of a file through the gate for texts."""
    for name, value in vars(args).items():
        if name not in MAY_BE_FILES:
            setattr(args, name, _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    return [_cleaned(each) for each in value] if isinstance(value, list) else value


def say_version(context: Context) -> int:
    """Print the version."""
    context.say(f"workbench {__version__}")
    return DONE


def guarded(context: Context) -> int:
    """Run the command of `context`; an error that a user can meet becomes its sentence on standard error."""
    try:
        code: int = context.args.run(context)
        context.out.flush()
        return code
    except WorkbenchError as error:
        context.tell_short(str(error))
    except BrokenPipeError:
        # The reader of our output (head, less) has left: that is not an error, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        context.tell("Stopped. What was saved before is kept.")
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        context.tell_short(f"The system refused: {error.strerror or error}{where}. The bank is unchanged.")
    except Exception as error:
        from workbench.workspace.crash import keep_crash
        from workbench.workspace.workspace import local_now

        context.tell(keep_crash(error, local_now()))
    return REFUSED
