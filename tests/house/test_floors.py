"""What may be imported where, tried in processes of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

BELOW_THE_SCREENS = [
    "themes", "exports", "workbench.model", "workbench.samples", "workbench.bank", "workbench.depth",
    "workbench.intake", "workbench.tailoring", "workbench.practice", "workbench.workspace", "workbench.cli.main",
]  # fmt: skip

_WITHOUT_TEXTUAL = """
import importlib, pkgutil, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("textual", "rich"):
            raise ImportError("not installed here: " + name)
sys.meta_path.insert(0, Refuse())
for name in {names!r}:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        importlib.import_module(found.name)
"""


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=120, check=False
    )


def test_everything_below_the_screens_runs_without_textual() -> None:
    done = python(_WITHOUT_TEXTUAL.format(names=BELOW_THE_SCREENS))
    assert done.returncode == 0, done.stderr


_LOADED = """
import sys
from workbench.__main__ import main
sys.exit(main(sys.argv[1:])) if False else None
code = main(sys.argv[1:])
loaded = [name for name in {refused!r} if name in sys.modules]
sys.stderr.write("LOADED " + " ".join(loaded))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["check", "--json"], ["textual", "rich", "docx", "highspy"]),
        (["--version"], ["textual", "docx", "pydantic", "numpy", "tinydb", "highspy"]),
        (["where"], ["textual", "docx", "pydantic", "numpy", "highspy"]),
    ],
)
def test_a_command_loads_only_what_it_needs(words: list[str], refused: list[str], home: object) -> None:
    done = python(_LOADED.format(refused=refused), *words)
    assert done.returncode == 0, done.stderr
    assert done.stderr.rstrip().endswith("LOADED"), done.stderr
