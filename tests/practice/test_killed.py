"""Killed in the middle: the parts that were told and the questions that were answered are kept, and taken up again."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.terminal import Terminal
from workbench.bank.places import Places
from workbench.model.practice import Debrief, Rehearsal
from workbench.model.story import Story
from workbench.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def begin(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Return a function that starts a command in a pseudo-terminal, on a bank with a story and a target."""
    with Workspace.open(places=Places.under(home)) as ws:
        story = Story(
            title="Letters",
            situation="Letters came back late, and it rained on 40 days of that autumn, which nobody had planned for.",
            action="I asked the people at the desk why, and they showed me the one form that all of them skipped.",
            result="Late letters fell by 4% within a month, and the form is now half as long as it was in spring.",
        )
        ws.stories.save(story)
        ws.tailoring.new_target("Acme", "PM", loop="first-ai-hire")
    started: list[Terminal] = []

    def command(*words: str) -> Terminal:
        settings = {"WORKBENCH_HOME": str(home), "PYTHONPATH": str(ROOT)}
        started.append(Terminal([sys.executable, "-m", "workbench", *words], 80, 24, settings))
        return started[-1]

    yield command
    for terminal in started:
        if terminal.run.code is None:
            terminal.end()


def killed(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)
    while terminal.pump(2.0) and not terminal.ended:
        pass


def test_a_rehearsal_is_taken_up_after_the_part_that_was_told(begin: Callable[..., Terminal], home: Path) -> None:
    terminal = begin("rehearse", "letters")
    assert terminal.wait_for("Situation (", 90), terminal.run.text()
    terminal.press("\r")
    assert terminal.wait_for("Action (", 90), terminal.run.text()
    killed(terminal)
    with Workspace.open(places=Places.under(home)) as ws:
        (told,) = ws.bank.all(Rehearsal)
        assert list(told.seconds) == ["situation"]
        assert not told.finished
    again = begin("rehearse", "letters")
    assert again.wait_for("Taken up where it stopped.", 90), again.run.text()
    assert again.wait_for("Action (", 90), again.run.text()
    assert "Situation (" not in again.run.text()


def test_a_debrief_keeps_every_answer_and_goes_on_behind_it(begin: Callable[..., Terminal], home: Path) -> None:
    terminal = begin("debrief", "acme-pm", "founder")
    assert terminal.wait_for("Did it come?", 90), terminal.run.text()
    terminal.press("s\r")
    with Workspace.open(places=Places.under(home), read_only=True) as ws:
        first, second = ws.tailoring.target("acme-pm").rounds[0].slots[:2]
    assert terminal.wait_for(second.question[:30], 90), terminal.run.text()
    killed(terminal)
    with Workspace.open(places=Places.under(home)) as ws:
        (written,) = ws.bank.all(Debrief)
        assert [(each.slot, each.stumbled) for each in written.asked] == [(first.id, True)]
    again = begin("debrief", "acme-pm", "founder")
    assert again.wait_for(second.question[:30], 90), again.run.text()
    assert first.question[:30] not in again.run.text()


def on_the_screen(begin: Callable[..., Terminal]) -> Terminal:
    """The Practice mode of the workbench, as it stands after its first frame."""
    terminal = begin()
    assert terminal.wait_for("Touched", 90), terminal.run.text()
    terminal.press("7")
    assert terminal.wait_for("Rehearse a story", 90), terminal.run.text()
    return terminal


def chosen(terminal: Terminal, key: str, asked: str, line: str, then: str) -> None:
    """Press the key of a practice and choose the first line of what it asks."""
    terminal.press(key)
    assert terminal.wait_for(asked, 90), terminal.run.text()
    assert terminal.wait_for(line, 90), terminal.run.text()
    terminal.press("\r")
    assert terminal.wait_for(then, 90), terminal.run.text()


def waits_until(terminal: Terminal, home: Path, kept: Callable[[Workspace], bool]) -> None:
    """Let the screen run until the bank on the disk holds what is looked for: it was shown, so it must be there."""
    for _ in range(300):
        terminal.pump(0.2)
        with Workspace.open(places=Places.under(home), read_only=True) as ws:
            if kept(ws):
                return
    raise AssertionError(terminal.run.text())


def test_a_rehearsal_on_the_screen_loses_no_part_that_was_told(begin: Callable[..., Terminal], home: Path) -> None:
    terminal = on_the_screen(begin)
    chosen(terminal, "r", "Which story?", "Letters", "Situation")
    terminal.press("  ")
    waits_until(terminal, home, lambda ws: any("situation" in each.seconds for each in ws.bank.all(Rehearsal)))
    killed(terminal)
    with Workspace.open(places=Places.under(home)) as ws:
        (told,) = ws.bank.all(Rehearsal)
        assert list(told.seconds) == ["situation"]
        assert not told.finished
    again = on_the_screen(begin)
    chosen(again, "r", "Which story?", "Letters", "Action")
    again.press("  ")
    waits_until(again, home, lambda ws: any(len(each.seconds) == 2 for each in ws.bank.all(Rehearsal)))
    with Workspace.open(places=Places.under(home), read_only=True) as ws:
        assert [each.id for each in ws.bank.all(Rehearsal)] == [told.id], "the same telling goes on"


def test_a_debrief_on_the_screen_loses_no_answer(begin: Callable[..., Terminal], home: Path) -> None:
    terminal = on_the_screen(begin)
    chosen(terminal, "b", "Which round was it?", "Acme", "Debrief:")
    terminal.press("s")
    waits_until(terminal, home, lambda ws: any(each.asked for each in ws.bank.all(Debrief)))
    killed(terminal)
    with Workspace.open(places=Places.under(home)) as ws:
        (written,) = ws.bank.all(Debrief)
        assert [each.stumbled for each in written.asked] == [True]
