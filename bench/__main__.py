"""Run the benchmarks: all, or those named."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "modes", "typing", "reading", "advice", "saving", "planning", "documents")


def main() -> int:
    """Run the benchmarks named on the command line, or all; 2 for an unknown name."""
    names = sys.argv[1:] or list(NAMES)
    # A benchmark that starts itself anew in a process reads its own arguments: these are not for it.
    del sys.argv[1:]
    for name in names:
        if name not in NAMES:
            sys.stderr.write(f"There is no benchmark {name}. Benchmarks: {', '.join(NAMES)}.\n")
            return 2
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        import_module(f"bench.{name}").main()
    return 0


sys.exit(main())
