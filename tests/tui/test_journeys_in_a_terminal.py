"""Whole journeys in a real pseudo-terminal: the real command, real keys, a screen read as a person reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.terminal import Terminal
from tests.conftest import AddSamples
from tests.tui.pasted import PASTED, words_of
from workbench.bank.places import Places
from workbench.model.practice import Debrief, Rehearsal
from workbench.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
PROGRAM = """
import os
import sys
from workbench.__main__ import main

os.chdir(sys.argv[1])
sys.exit(main([]))
"""
"""The command, in a folder of the test: documents are proposed in the folder that one stands in."""
LOOK = 0.15
"""Seconds without anything being drawn before the next key."""
SAVE, QUIT, TAB, ESC = "\x13", "\x11", "\t", "\x1b"
NOT_YET = "still being read"
"""What a key says that comes before its time: one presses it again."""


def now() -> datetime:
    return datetime.now(UTC)


class Person:
    """Somebody who presses the next key once the screen shows what it is to be pressed on."""

    def __init__(self, home: Path, columns: int, rows: int) -> None:
        env = {"WORKBENCH_HOME": str(home), "PYTHONPATH": str(ROOT)}
        self.terminal = Terminal([sys.executable, "-c", PROGRAM, str(home.parent)], columns, rows, env)

    def sees(self, words: str) -> None:
        """Wait until the screen shows these words."""
        assert self.terminal.wait_for(words, PATIENCE), f"no “{words}” on:\n{self.terminal.run.text()}"

    def does(self, *steps: tuple[str, str]) -> None:
        """Press each key, and wait for the words that it brings."""
        for keys, words in steps:
            # Nobody presses a key in the same moment in which the words for it appear.
            self.terminal.settle(LOOK)
            self.terminal.press(keys)
            while not self.terminal.wait_for(words, 4.0) and NOT_YET in self.terminal.run.text():
                self.terminal.press(keys)
            self.sees(words)

    def leaves(self) -> None:
        """Quit, and wait for the end."""
        self.terminal.press(QUIT)
        while self.terminal.pump(PATIENCE) and not self.terminal.ended:
            pass
        assert self.terminal.end().code == 0


@pytest.fixture
def sit_down(home: Path) -> Iterator[Callable[..., Person]]:
    """Return a function that opens the workbench in a terminal; all are ended afterwards."""
    people: list[Person] = []

    def begin(columns: int = 120, rows: int = 40) -> Person:
        people.append(Person(home, columns, rows))
        return people[-1]

    yield begin
    for person in people:
        if person.terminal.run.code is None:
            person.terminal.end()


def with_samples(home: Path, add_samples: AddSamples) -> None:
    """Put the samples into the bank, read before."""
    with Workspace.open(places=Places.under(home), now=now) as ws:
        add_samples(ws)


def test_from_an_empty_bank_to_a_page_a_plan_and_a_dossier(
    sit_down: Callable[..., Person], home: Path, tmp_path: Path
) -> None:
    person = sit_down(80, 24)
    person.sees("Welcome")
    person.does(
        ("P", "Paste the text here"),
        (f"\x1b[200~{PASTED}\x1b[201~", "letters before I count"),
        (SAVE, "Enter take"),
        ("\r", "Will enter the bank"),
        ("\r", "reading ✓"),
        ("x", "Write the story as a page"),
        ("\r", "Written"),
    )
    (page,) = tmp_path.glob("*.docx")
    assert "two nurses to grade 200 drafts" in words_of(page)
    person.does(
        (ESC, "What a listener could check"),
        ("5", "No target yet."),
        ("a", "New target"),
        (f"Acme{TAB}AI product manager", "AI product manager"),
        (SAVE, "plan ✓"),
        ("x", "Write the dossier"),
        ("\r", "Written"),
    )
    body = words_of(tmp_path / "acme-ai-product-manager-dossier.docx")
    assert "Acme" in body
    assert "two nurses to grade 200 drafts" in body
    person.does((ESC, "plan ✓"))
    person.leaves()
    with Workspace.open(places=Places.under(home), now=now) as ws:
        (target,) = ws.tailoring.targets()
        assert (target.company, target.role) == ("Acme", "AI product manager")
        assert any(slot.story for slot in ws.tailoring.plan(target.id).slots), "the story answers something"


def test_a_bulk_change_is_undone(sit_down: Callable[..., Person], home: Path, add_samples: AddSamples) -> None:
    with_samples(home, add_samples)
    with Workspace.open(places=Places.under(home), now=now) as ws:
        before = {row["id"]: row["themes"] for row in ws.stories.rows()}
    person = sit_down()
    person.sees("Workbench")
    person.does(
        ("2", "Stories · by"),
        ("   ", "3 marked"),
        ("c", "Change 3 stories"),
        (f"economics{SAVE}", "told to be checked"),
        ("u", "Undone"),
    )
    person.leaves()
    with Workspace.open(places=Places.under(home), now=now) as ws:
        assert {row["id"]: row["themes"] for row in ws.stories.rows()} == before
        assert ws.stories.redo() is not None
        after = {row["id"]: row["themes"] for row in ws.stories.rows()}
        assert 2 <= sum(after[each] != before[each] for each in after) <= 3


def test_a_story_from_a_sheet_is_rehearsed_and_a_round_written_down(
    sit_down: Callable[..., Person], home: Path, add_samples: AddSamples, tmp_path: Path
) -> None:
    with_samples(home, add_samples)
    sheet = tmp_path / "bank.csv"
    sheet.write_text(
        "Story,Situation,Task,Action,Result,Learning\n"
        "Late parcels,One parcel in nine missed its promised day.,I had to mend it before Christmas came.,"
        "I spent four nights on the sorting floor and moved the last collection to a quarter past eight.,"
        "Late parcels fell from 11% to 4% in ten weeks of that spring.,I would ride along on the very first day.\n",
        encoding="utf-8",
    )
    person = sit_down(80, 24)
    person.sees("1 Tonight")
    person.does(
        ("2", "Stories · by"),
        ("i", "File or folder"),
        (f"{sheet.name}\r", "Will enter the bank: 1 story"),
        ("\r", "Brought in: 1 new"),
        ("7", "Rehearse a story"),
        ("r", "Not told yet"),
        ("late parc\r", "Space begin  "),
        (" ", "▸ Situation"),
        (" ", "▸ Task"),
        (" ", "▸ Action"),
        (" ", "▸ Result"),
        (" ", "▸ Learning"),
        (" ", "f done"),
        ("f", "r again"),
        (ESC, "Three minutes of cards"),
        ("b", "Which round was it?"),
        ("\r", "No question came"),
        ("y", "1 question came"),
        ("s", "2 questions came"),
    )
    person.leaves()
    with Workspace.open(places=Places.under(home), now=now) as ws:
        (told,) = ws.bank.all(Rehearsal)
        assert told.finished
        assert ws.stories.get(told.story).title == "Late parcels"
        (written,) = ws.bank.all(Debrief)
        assert [each.stumbled for each in written.asked] == [False, True]
