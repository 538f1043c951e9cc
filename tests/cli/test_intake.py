"""The intake command: it proposes, lists what it left out, and stores only when asked to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

NOTES = """The bill

When I joined Kestrel, an energy supplier, the call centre got nine hundred calls a day about bills. My boss asked me to halve them by winter. I sat with the agents for three days and rewrote the first page. Calls went down from nine hundred to five hundred and twenty. I would start with the agents next time.

TODO more
"""  # noqa: E501


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


def test_intake_only_proposes(run: Run, notes: Path) -> None:
    done = run("intake", str(notes), "--json")
    assert done.code == 0
    (story,) = json.loads(done.out)
    assert story["title"] == "The bill"
    assert story["result"] == "Calls went down from nine hundred to five hundred and twenty."
    assert [sentence["part"] for sentence in story["sentences"]][:3] == ["situation", "task", "action"]
    assert run("list", "--json").out.strip() == "[]"


def test_what_is_left_out_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bank.md"
    path.write_text("### Bot\n**Source:** Report 81\n**S:** It was late.\n**A:** I built it.\n", encoding="utf-8")
    done = run("intake", str(path))
    assert "  1 S= It was late." in done.out
    assert "Report 81" in done.err
    assert "nothing stored" in done.err


def test_add_stores_in_one_step_that_undo_takes_back(run: Run, notes: Path) -> None:
    stored = run("intake", "--add", str(notes))
    assert stored.code == 0
    (row,) = json.loads(run("list", "--json").out)
    assert stored.out.splitlines()[-1] == row["id"]
    assert run("undo").code == 0
    assert run("list", "--json").out.strip() == "[]"


def test_a_paste_comes_in_by_standard_input(run: Run) -> None:
    done = run("intake", "-", "--json", stdin=NOTES)
    assert [story["title"] for story in json.loads(done.out)] == ["The bill"]


def test_a_file_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"%PDF-1.7")
    done = run("intake", str(path))
    assert done.code == 1
    assert done.err == "cv.pdf is a PDF; save it as a Word document (.docx), or paste its text.\n"
    assert run("intake", str(tmp_path / "none.txt")).code == 1


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="pseudo-terminals are a matter of POSIX systems")
def test_one_key_corrects_a_part_before_anything_is_stored(home: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.md"
    path.write_text("# One\n\n## Situation\n\nA.\n\n## Action\n\nB.\n\n# Two\n\n## Action\n\nC.\n", encoding="utf-8")
    terminal, end = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", "intake", "--add", str(path)],
        stdin=end,
        stderr=end,
        stdout=subprocess.PIPE,
        env={**os.environ, "WORKBENCH_HOME": str(home)},
    ) as process:
        os.write(terminal, b"9 z\n2 r\n\nx\n")
        out, _ = process.communicate(timeout=60)
    os.close(end)
    os.close(terminal)
    assert process.returncode == 0
    (story_id,) = out.decode().split()
    story = json.loads(run("show", story_id, "--json").out)
    assert (story["title"], story["situation"], story["action"], story["result"]) == ("One", "A.", "", "B.")
