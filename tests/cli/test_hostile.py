"""Arguments and input that nobody should type: one plain sentence, nothing a terminal would obey."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

_OBEYED = {*map(chr, range(0x20)), "\x7f", *map(chr, range(0x80, 0xA0))} - {"\n", "\t"}


@pytest.mark.parametrize(
    "words",
    [
        ("show", "\x1b]0;owned\x07"),
        ("delete", "\x9b31m"),
        ("map", "--pack", "\x1b[2J"),
        ("plan", "\x1b[31m"),
        ("\x1b[31mnosuch",),
        ("ask", "why", "--limit", "\x1b[31m"),
        ("export", "sheet", "\x1b[31m"),
    ],
)
def test_nothing_typed_reaches_the_terminal_as_a_command(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.code in (1, 2)
    assert ran.err.strip()
    assert not _OBEYED & set(ran.err + ran.out)


def test_a_text_pasted_as_an_id_is_not_printed_whole(run: Run) -> None:
    ran = run("show", "x" * 100_000)
    assert ran.code == 1
    assert len(ran.err) < 2000
    ran = run("y" * 100_000)
    assert ran.code == 2
    assert len(ran.err) < 6000


def test_a_terminal_that_is_not_unicode_still_gets_an_answer(run: Run, home: Path) -> None:
    (home / "story.json").parent.mkdir(exist_ok=True)
    (home / "story.json").write_text(json.dumps({"id": "a", "title": "Café “x” 💥"}), "utf-8")
    plain = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    assert run("import", str(home / "story.json"), **plain).code == 0
    listed = run("list", **plain)
    assert listed.code == 0
    assert "Caf? ?x? ?" in listed.out
    assert json.loads(run("list", "--json", **plain).out)[0]["title"] == "Café “x” 💥"


@pytest.mark.parametrize("words", [("new",), ("packs", "add", "Org"), ("intake", "-")])
def test_a_paste_is_taken_whole_or_not_at_all(home: Path, words: tuple[str, ...]) -> None:
    for paste, said in ((b"# T\n" + b"word " * 2_100_000, "longer than"), (b"# T\n\xff\xfe\n", "UTF-8")):
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *words],
            input=paste,
            capture_output=True,
            env={**os.environ, "WORKBENCH_HOME": str(home)},
            timeout=120,
            check=False,
        )
        assert done.returncode == 1
        assert said in done.stderr.decode()
        assert "went wrong" not in done.stderr.decode()
