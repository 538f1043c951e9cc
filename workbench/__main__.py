"""The entry point: a command on the command line, or the full-screen workbench."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the workbench and return the exit code.

    With a command it runs that. Without one it opens the screen; where there is no terminal (Textual draws on
    standard error, so standard input and standard error both must be one) it does the main job on the samples.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if wants_screen(words) and has_terminal():
        from workbench.tui.start import start

        return start(words)
    from workbench.cli.main import run

    if wants_screen(words):
        return run([*words, "tour"])
    return run(words)


def wants_screen(words: Sequence[str]) -> bool:
    """Return whether the arguments name no command: only `--demo`, `--bank FILE`, or nothing."""
    rest = iter(words)
    for word in rest:
        if word == "--bank":
            next(rest, None)
        elif word != "--demo" and not word.startswith("--bank="):
            return False
    return True


def has_terminal() -> bool:
    """Return whether standard input and standard error are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


if __name__ == "__main__":
    sys.exit(main())
