"""Every mode and every window as it was looked at and found good; the main three at three sizes and without colour."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

import workbench.tui
from bench.terminal import Terminal
from tests.conftest import AddSamples
from workbench.bank.places import Places
from workbench.errors import Damaged
from workbench.tui.screens import practising
from workbench.tui.screens.artefact import ArtefactScreen
from workbench.tui.screens.bring_in import bring_in
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.revisions import RevisionsScreen
from workbench.tui.screens.welcome import greet
from workbench.workspace import Workspace

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
EVENING = datetime(2027, 2, 1, 19, 30, tzinfo=UTC)
STORY = "flood-weekend"
PASTED = "Notes\n\nThe queue grew each week. I asked two nurses to grade 200 drafts. Errors fell from 9 to 4 percent."
Step = Callable[[Any], object]

MODES = {"tonight": "1", "bank": "2", "story": "3", "coverage": "4", "target": "5", "portfolio": "6", "practice": "7"}
WINDOWS: dict[str, tuple[str, ...]] = {
    # name: the mode's key, then the keys that open the window there
    "palette": ("2", "ctrl+p"),
    "palette-searched": ("2", "ctrl+p", *"latency"),
    "help": ("2", "question_mark"),
    "settings": ("2", "comma"),
    "settings-value": ("2", "comma", "down", "enter"),
    "keys": ("2", "comma", "end", "enter"),
    "bank-alone": ("2", "z"),
    "bank-filtered": ("2", "slash", *"theme:failure"),
    "bank-new": ("2", "a"),
    "bank-change": ("2", "space", "space", "c"),
    "bank-export": ("2", "x"),
    "bring-in": ("2", "i"),
    "story-answer": ("3", "n", "a"),
    "story-overrule": ("3", "n", "o"),
    "story-behind": ("3", "n", "b"),
    "story-facts": ("3", "f"),
    "story-export": ("3", "x"),
    "story-version": ("3", "V", "enter"),
    "coverage-criteria": ("4", "m"),
    "coverage-principles": ("4", "m", "m"),
    "coverage-write": ("4", "n", "a"),
    "target-choose": ("5", "down", "c"),
    "target-narrative": ("5", "down", "v"),
    "target-left-out": ("5", "w"),
    "target-new": ("5", "a"),
    "target-round": ("5", "e"),
    "target-question": ("5", "q"),
    "target-job": ("5", "D"),
    "target-version": ("5", "down", "V"),
    "target-pack": ("5", "p"),
    "target-what-if": ("5", "down", "i", "down", "enter"),
    "target-export": ("5", "x"),
    "target-sheet": ("5", "s"),
    "tonight-probe": ("1", "p"),
    "tonight-number": ("1", "n"),
    "portfolio-new": ("6", "a"),
    "portfolio-facts": ("6", "f"),
    "portfolio-link": ("6", "s"),
    "portfolio-export": ("6", "x"),
}
FAILED = Damaged(
    "The file notes.docx can't be read: its body ends in the middle of a paragraph, 12 of 40 stories in.",
    "Nothing was taken in, and the bank is as it was.",
    "Open the file in Word, write it under another name and bring that one in; or paste the stories one by one.",
)


def two_revisions(app: Any) -> None:
    """A story that was changed once, beside what it was."""
    story = app.ws.stories.get(STORY)
    text = story.action.replace("I ", "We ", 1) + " I wrote down who decided."
    app.ws.stories.save(story.model_copy(update={"action": text}), base_rev=story.rev)
    app.push_screen(RevisionsScreen(STORY, story.title))


def a_draft(app: Any) -> None:
    """What was typed before the program was ended from outside."""
    app.ws.drafts.keep(f"stories/{STORY}/task", "To decide by noon which valves", app.ws.stories.get(STORY).rev)
    greet(app)


SHEETS: dict[str, tuple[Step, tuple[str, ...]]] = {
    "rehearse": (lambda app: practising.rehearse(app, app.ws.stories.rows()[0]["id"]), ()),
    "rehearse-telling": (lambda app: practising.rehearse(app, app.ws.stories.rows()[0]["id"]), ("space",)),
    "drill": (practising.drill, ()),
    "drill-revealed": (practising.drill, ("space",)),
    "mock": (lambda app: practising.mock(app, *a_round(app)), ("space",)),
    "debrief": (lambda app: practising.debrief(app, *a_round(app)), ()),
    "calendar": (practising.calendar, ()),
    "moments": (practising.moments, ()),
    "pitch": (practising.pitch, ()),
    "artefact": (lambda app: app.push_screen(ArtefactScreen(app.ws.portfolio.all()[0].id, "spec")), ()),
    "written": (lambda app: app.written(Path("/documents/dossier.docx"), ["A sample stands in it."]), ()),
    "failed": (lambda app: app.tell_error(FAILED), ()),
    "revisions": (two_revisions, ()),
    "recovery": (a_draft, ()),
}
MAIN = ("bank", "story", "target")
SIZES = ((160, 45), (120, 40), (80, 24))


def a_round(app: Any) -> tuple[str, str]:
    target = app.ws.tailoring.targets()[0]
    return target.id, target.rounds[0].id


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The same zone, and no folder of this machine on the screen: the user's own one is the test's."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def every_screen() -> set[type]:
    """Return every kind of screen and window that the program has: those that nothing else is made from."""
    for module in pkgutil.walk_packages(workbench.tui.__path__, "workbench.tui."):
        importlib.import_module(module.name)
    found: set[type] = set()
    kinds: list[type] = [Screen]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith("workbench.tui"):
            found.add(kind)
    return found


async def to_a_mode(desk: Any) -> None:
    """Back to a mode, with nothing open over it and nothing told."""
    for _ in range(8):
        screen = desk.app.screen
        if isinstance(screen, Frame) and len(desk.app.screen_stack) == 1 and not screen.in_text():
            break
        await desk.press("escape")
    desk.app.clear_notifications()
    await desk.settle()


def masked(line: str, folder: Path) -> str:
    """Take out what is of this run: the folder of the test."""
    return re.sub(re.escape(str(folder)) + r"[\w/.-]*", "~/…", line)


async def the_story(desk: Any) -> None:
    """Show the one story that is stored, at its first finding."""
    desk.app.open_story(STORY)
    await desk.settle()
    await desk.press("g")


async def keep(desk: Any, stored: Any, name: str, folder: Path, *, picture: bool = True) -> None:
    stored.kinds.add(type(desk.app.screen))
    stored.text(name, [masked(line, folder) for line in desk.lines()])
    if picture:
        stored.svg(name, masked(desk.app.export_screenshot(title="Workbench"), folder))


async def test_every_mode_and_window(timed_app: Any, stored: Any, tmp_path: Path) -> None:
    async with timed_app() as desk:
        for name, key in MODES.items():
            await desk.press(key)
            if name == "story":
                await the_story(desk)
            await keep(desk, stored, f"{name}-120", tmp_path)
        for name, (mode, *keys) in WINDOWS.items():
            await to_a_mode(desk)
            await desk.press(mode)
            if mode == "3":
                await the_story(desk)
            await desk.press(*keys)
            await keep(desk, stored, f"{name}-120", tmp_path)
        for name, (step, then) in SHEETS.items():
            await to_a_mode(desk)
            step(desk.app)
            await desk.settle()
            await desk.press(*then)
            await keep(desk, stored, f"{name}-120", tmp_path)
        await to_a_mode(desk)
        bring_in(desk.app)
        await desk.settle()
        desk.app.screen.query_one("#field-paste").load_text(PASTED)
        await desk.press("ctrl+s")
        await keep(desk, stored, "proposal-120", tmp_path)
    stored.check()
    # Welcome is stored with the empty bank.
    assert {each.__name__ for each in every_screen() - stored.kinds} == {"Menu"}


@pytest.mark.parametrize("size", [size for size in SIZES if size != (120, 40)])
async def test_the_main_modes_at_other_sizes(
    timed_app: Any, stored: Any, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with timed_app(size=size) as desk:
        for name in MODES:
            await desk.press(MODES[name])
            if name == "story":
                await the_story(desk)
            await keep(desk, stored, f"{name}-{size[0]}", tmp_path, picture=name in MAIN)
        await desk.press("3")
        await the_story(desk)
        await desk.press("e")
        await keep(desk, stored, f"story-typing-{size[0]}", tmp_path)
    stored.check()


async def test_an_empty_bank_and_too_small_a_window(timed_app: Any, stored: Any, tmp_path: Path) -> None:
    async with timed_app(samples=False) as desk:
        await keep(desk, stored, "welcome-120", tmp_path)
        await to_a_mode(desk)
        for name, key in MODES.items():
            await desk.press(key)
            await keep(desk, stored, f"{name}-empty-120", tmp_path, picture=False)
    stored.check()


async def test_too_small(timed_app: Any, stored: Any, tmp_path: Path) -> None:
    async with timed_app(size=(56, 15)) as desk:
        await keep(desk, stored, "too-small", tmp_path)
    stored.check()


# Without colour, in a process of its own

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from workbench.bank.places import Places
from workbench.tui.app import WorkbenchApp
from workbench.workspace import Workspace

with Workspace.open(places=Places.under(Path(sys.argv[1])), now=lambda: datetime(2027, 2, 1, 19, 30, tzinfo=UTC)) as ws:
    WorkbenchApp(ws).run()
"""
COLOUR = re.compile(rb"\x1b\[[0-9;]*?(?<![0-9])(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)(?:;[0-9;]*)?m")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_main_modes_without_colour(home: Path, stored: Any, add_samples: AddSamples, size: tuple[int, int]) -> None:
    with Workspace.open(places=Places.under(home), now=lambda: EVENING) as ws:
        add_samples(ws)
        ws.evening.work_out()
    env = {"NO_COLOR": "1", "PYTHONPATH": str(ROOT), "TZ": "UTC"}
    terminal = Terminal([sys.executable, "-c", PROGRAM, str(home)], *size, env)
    for name, key, words in (("bank", "2", "No active story"), ("story", "3", "reading ✓"), ("target", "5", "Google")):
        terminal.press(key)
        assert terminal.wait_for(words), terminal.run.text()
        terminal.settle()
        stored.text(f"{name}-no-colour-{size[0]}", terminal.run.text().splitlines())
    drawn = b"".join(data for _, data in terminal.end().bytes_at)
    assert not COLOUR.findall(drawn)
    # What colour tells elsewhere is told by weight, underlining and reversed lines here.
    for look in (b"1", b"4", b"7"):
        assert re.search(rb"\x1b\[(?:[0-9;]*;)?" + look + rb"(?:;[0-9;]*)?m", drawn), look
    stored.check()
