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


@pytest.mark.parametrize(
    "words",
    [("drafts", "discard"), ("drafts", "recover"), ("show",), ("targets", "--new", "C"), ("moments",), ("check",)],
)
def test_a_word_that_is_not_text_is_no_crash(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, os.fsdecode(b"\xe9\xff"))
    assert ran.code in (0, 1)
    assert "went wrong" not in ran.err


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


def test_a_closed_or_full_standard_output_is_no_traceback(home: Path) -> None:
    for words, rest, codes in (
        ("--version", ">&-", {0}),
        ("list", ">&-", {0}),
        ("list", "2>&-", {0}),
        ("--version", ">/dev/full", {1}),
    ):
        if "full" in rest and not Path("/dev/full").exists():
            continue
        done = subprocess.run(
            ["sh", "-c", f'"$0" -m workbench {words} {rest}', sys.executable],
            capture_output=True,
            env={**os.environ, "WORKBENCH_HOME": str(home)},
            timeout=60,
            check=False,
        )
        assert done.returncode in codes
        assert b"Traceback" not in done.stderr
        assert b"went wrong" not in done.stderr


def test_an_id_from_outside_can_stand_in_a_file_name(run: Run, tmp_path: Path) -> None:
    stories = [{"id": "../../etc/x\n", "title": "One"}, {"id": "a" * 5000, "title": "Two"}, {"id": "-rf"}]
    (tmp_path / "odd.json").write_text(json.dumps(stories), "utf-8")
    assert run("import", str(tmp_path / "odd.json")).out.split() == ["etc-x", "a" * 60, "rf"]
    again = run("import", str(tmp_path / "odd.json"))
    assert again.code == 1
    assert "stand in the bank already" in again.err


def test_two_stories_with_one_id_are_both_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "two.json").write_text(json.dumps([{"id": "q", "title": "One"}, {"id": "q", "title": "Two"}]), "utf-8")
    assert run("import", str(tmp_path / "two.json")).code == 0
    assert {each["title"] for each in json.loads(run("list", "--json").out)} == {"One", "Two"}


def test_a_pipe_a_device_or_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for words in (
        ("--bank", str(tmp_path / "pipe"), "list"),
        ("bring-back", str(tmp_path / "pipe")),
        ("targets", "--new", "C", "R", "--job", str(tmp_path / "pipe")),
        ("packs", "add", "Org", str(tmp_path / "pipe")),
        ("bring-back", str(tmp_path)),
    ):
        ran = run(*words)
        assert ran.code == 1
        assert "file" in ran.err
        assert "Errno" not in ran.err


def test_a_word_file_is_not_brought_in_as_markdown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.docx").write_text("PK nothing", "utf-8")
    ran = run("import", str(tmp_path / "story.docx"))
    assert ran.code == 1
    assert "intake" in ran.err


def test_a_bank_whose_name_is_not_text_works(run: Run, tmp_path: Path) -> None:
    bank = os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.json")
    assert run("--bank", bank, "new", "One").code == 0
    assert "One" in run("--bank", bank, "list").out


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0206-12-03"])
def test_a_round_in_an_impossible_year_is_refused_and_breaks_no_calendar(run: Run, day: str) -> None:
    ran = run("targets", "--new", "Far", "PM", "--loop", "ai-lab", "--first", day)
    assert ran.code == 1
    assert "No round lies in the year" in ran.err
    assert run("calendar").code == 0
    assert run("tonight").code == 0
