"""Takes each defence of the bank away, one at a time, in a copy of the code, and sees whether a test fails.

    python -m tests.torture.defences [WORDS OF A NAME …]

A defence whose loss no test notices is printed as MISSED, and the exit code is 1. The test that failed is run once
more with the defence in its place: one that fails even then has noticed nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.torture.defence import Defence
from tests.torture.defences_of_the_bank import OF_THE_BANK
from tests.torture.defences_of_typing import OF_TYPING

ROOT = Path(__file__).parents[2]
COPIED = (
    "workbench",
    "themes",
    "exports",
    "bench",
    "tests/bank",
    "tests/torture",
    "tests/tui",
    "tests/workspace",
    "tests/cli",
)


FAILURES = ("FAILED ", "ERROR ")


DEFENCES = (*OF_THE_BANK, *OF_TYPING)


def copied(folder: Path) -> None:
    """Copy what the tests of the bank need."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / name, folder / name)


def noticed(defence: Defence, folder: Path) -> str:
    """Take a defence away, run its tests, put it back; return the first test that failed and now passes, or ""."""
    path = folder / "workbench" / (defence.file if "/" in defence.file else f"bank/{defence.file}")
    code = path.read_text(encoding="utf-8")
    if defence.code not in code:
        raise SystemExit(f"“{defence.name}”: {defence.file} has changed; say anew what the defence is.")
    path.write_text(code.replace(defence.code, defence.without, 1), encoding="utf-8")
    run = tested(folder, defence.folder, "-x", "-k", defence.tests)
    path.write_text(code, encoding="utf-8")
    failed = [line.split(" ", 1)[1].split(" - ")[0] for line in run.stdout.splitlines() if line.startswith(FAILURES)]
    return failed[0] if failed and tested(folder, failed[0]).returncode == 0 else ""


def tested(folder: Path, *what: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the copy."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *what, "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> int:
    """Try every defence, or those whose name holds a word given; 1 if the loss of one is not noticed."""
    wanted = [each for each in DEFENCES if not sys.argv[1:] or any(word in each.name for word in sys.argv[1:])]
    missed = 0
    with tempfile.TemporaryDirectory(prefix="bank-defences-") as name:
        folder = Path(name)
        copied(folder)
        for defence in wanted:
            test = noticed(defence, folder)
            missed += not test
            print(f"{'noticed' if test else 'MISSED '}  {defence.name}  {test}", flush=True)
    print(f"{len(wanted)} defences taken away, {len(wanted) - missed} noticed.")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
