"""The real command in a real pseudo-terminal: closed windows, signals, kills, and what reaches the terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bench.terminal import Terminal
from workbench.bank.places import Places
from workbench.model.story import Story
from workbench.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Terminal]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Return a function that starts the workbench on a bank with one story; all are ended afterwards."""
    with Workspace.open(places=Places.under(home), now=now) as ws:
        ws.stories.save(Story(title="Letters", situation="It rained.", action="I asked why it rained so much."))
    started: list[Terminal] = []

    def begin(*words: str, columns: int = 100, rows: int = 30, **env: str) -> Terminal:
        settings = {"WORKBENCH_HOME": str(home), "PYTHONPATH": str(ROOT), **env}
        terminal = Terminal([sys.executable, "-m", "workbench", *words], columns, rows, settings)
        started.append(terminal)
        assert terminal.wait_for("Letters"), terminal.run.text()
        return terminal

    yield begin
    for terminal in started:
        if terminal.run.code is None:
            terminal.end()


def type_into_the_story(terminal: Terminal, words: str) -> None:
    terminal.press("e")
    assert terminal.wait_for("Situation"), terminal.run.text()
    assert terminal.wait_for("Task 1:1"), terminal.run.text()
    terminal.press(words)
    assert terminal.wait_for(words), terminal.run.text()


def ended(terminal: Terminal) -> None:
    while terminal.pump(2.0) and not terminal.ended:
        pass


def quits(terminal: Terminal) -> None:
    """Press what quits; the program ends well."""
    terminal.press("\x11")
    ended(terminal)
    assert terminal.end().code == 0


def kept(home: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the story as it stands on the disk, and the texts of the drafts beside it."""
    with Workspace.open(places=Places.under(home), now=now) as ws:
        return dict(ws.stories.rows()[0]), [draft.text for draft in ws.drafts.pending()]


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGHUP,
        *(pytest.param(each, marks=pytest.mark.torture) for each in (signal.SIGTERM, signal.SIGKILL)),
        pytest.param(None, marks=pytest.mark.torture, id="window closed"),
    ],
)
def test_what_was_typed_comes_back_after(start: Start, home: Path, number: signal.Signals | None) -> None:
    terminal = start()
    type_into_the_story(terminal, "typed and not saved")
    if number is not None:
        terminal.signal(number)
        ended(terminal)
    else:
        os.close(terminal.fd)
        os.waitpid(terminal.pid, 0)
        terminal.run.code = 0
    row, drafts = kept(home)
    assert "typed and not saved" in [*drafts, row["task"]]


def test_a_draft_is_offered_at_the_next_start_and_taken_back(start: Start, home: Path) -> None:
    first = start()
    type_into_the_story(first, "nearly lost")
    first.signal(signal.SIGKILL)
    ended(first)
    first.end()
    second = start()
    assert second.wait_for("Not saved last time"), second.run.text()
    assert second.wait_for("nearly lost"), second.run.text()
    second.press("b")
    assert second.wait_for("is back"), second.run.text()
    quits(second)
    row, drafts = kept(home)
    assert (row["task"], drafts) == ("nearly lost", [])


def test_quitting_saves_what_was_typed_and_leaves_no_trace_on_the_screen(start: Start, home: Path) -> None:
    terminal = start()
    type_into_the_story(terminal, "saved on the way out")
    quits(terminal)
    row, drafts = kept(home)
    assert (row["task"], drafts) == ("saved on the way out", [])


def test_a_second_start_reads_only_and_names_who_holds_the_bank(start: Start) -> None:
    start()
    second = start()
    assert second.wait_for("read-only"), second.run.text()
    second.press("d")
    assert second.wait_for("open for reading only"), second.run.text()


def test_no_colour_is_readable(start: Start) -> None:
    terminal = start(NO_COLOR="1")
    assert terminal.wait_for("Checked"), terminal.run.text()
    drawn = b"".join(data for _, data in terminal.run.bytes_at)
    colours = set()
    for codes in re.findall(rb"\x1b\[([0-9;]+)m", drawn):
        for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", codes):
            colours.add((int(red), int(green), int(blue)))
    assert all(max(each) - min(each) <= 2 for each in colours), "only greys"


def test_hostile_text_never_reaches_the_terminal_raw(start: Start, home: Path) -> None:
    terminal = start()
    terminal.press("e")
    assert terminal.wait_for("Task 1:1"), terminal.run.text()
    before = len(terminal.run.bytes_at)
    terminal.press("\x1b[200~\x1b]52;c;aGVsbG8=\x07 \x1b]0;owned\x07 \u202eevil [/red] \x1b[201~")
    assert terminal.wait_for("[/red]"), terminal.run.text()
    drawn = b"".join(data for _, data in terminal.run.bytes_at[before:])
    assert b"\x1b]52;c;aGVsbG8" not in drawn
    assert b"\x1b]0;owned" not in drawn
    assert "\u202e".encode() not in drawn


@pytest.mark.parametrize(("columns", "rows"), [(59, 15)])
def test_a_terminal_that_is_too_small_says_so(start: Start, home: Path, columns: int, rows: int) -> None:
    settings = {"WORKBENCH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    terminal = Terminal([sys.executable, "-m", "workbench"], columns, rows, settings)
    try:
        assert terminal.wait_for("60 × 16"), terminal.run.text()
    finally:
        terminal.end()


def an_editor(folder: Path, does: str) -> str:
    """Return the path of an editor that does one thing to its file."""
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    editor.chmod(0o755)
    return str(editor)


def test_what_comes_back_from_the_editor_and_is_no_story_is_kept_and_named(
    start: Start, home: Path, tmp_path: Path
) -> None:
    editor = an_editor(tmp_path, 'printf "# One\\n\\nmy new words\\n\\n# Two\\n\\nmore\\n" > "$1"')
    terminal = start(VISUAL=editor)
    terminal.press("E")
    assert terminal.wait_for("2 stories where one was expected"), terminal.run.text()
    (left,) = (home / "state" / "edit").iterdir()
    assert terminal.wait_for("What you wrote is kept in"), terminal.run.text()
    assert "my new words" in left.read_text(encoding="utf-8")
    terminal.press("\x1b")
    terminal.settle()
    quits(terminal)
    assert kept(home)[0]["action"] == "I asked why it rained so much."
    assert "my new words" in left.read_text(encoding="utf-8")


def test_what_comes_back_from_the_editor_is_saved_and_leaves_no_file(start: Start, home: Path, tmp_path: Path) -> None:
    terminal = start(VISUAL=an_editor(tmp_path, 'sed -i s/rained/snowed/ "$1"'))
    terminal.press("E")
    assert terminal.wait_for("It snowed."), terminal.run.text()
    quits(terminal)
    assert kept(home)[0]["situation"] == "It snowed."
    assert list((home / "state" / "edit").iterdir()) == []
