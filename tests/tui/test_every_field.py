"""Every field that holds the user's words: half a word is typed, the program is killed, and the words come back.

Nothing here lists the fields. The test walks: in every screen it does everything that the table of actions offers,
and types into whatever can be typed into. A window that it never met, or a field without a draft, fails it.
"""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input, TextArea

from workbench.bank.places import Places
from workbench.tui.actions import ACTIONS, Action, of_scope
from workbench.tui.screens import practising
from workbench.tui.screens.aloud import Aloud
from workbench.tui.screens.artefact import ArtefactScreen
from workbench.tui.screens.bring_in import bring_in
from workbench.tui.screens.calendar import row_id
from workbench.tui.screens.form import Form
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.recovery import Recovery
from workbench.workspace import Workspace

pytestmark = pytest.mark.long

TUI = Path(__file__).resolve().parents[2] / "workbench" / "tui"
WORD = "half a wor"
FIRST = "ǂ"
"""A letter that stands nowhere else."""
HOSTILE = "[/x] [@click=app.quit] \x1b]52;c;aGk=\x07 \x9b2J \u202e\u2066 \x00"
FORBIDDEN = frozenset("\x1b\x07\x9b\x00\u202e\u2066")
NO_WORDS = {
    "finder-line": "what one looks for is no text of one's own",
    "filter": "the same",
    "field-files": "where files are",
    "field-folder": "where files go",
    "field-path": "where a file goes",
    "field-value": "a setting",
    "message-text": "to read only",
}
WRITE_A_FILE = {"export", "sheet", "tell", "write"}
LEADS_ON = {"Principles of a company": {"list": "Fairness: nobody is worse off\nBlue sky: we try what is new"}}
"""Windows after which another one asks, and what is put in to come there."""
HANDED_OUT = {"story.external", "text.external", "app.quit"}
PASTED = "Notes\n\nThe queue grew each week. I asked two nurses to grade 200 drafts. Errors fell from 9 to 4 percent."

Opener = Callable[[Any], Awaitable[None]]
Place = tuple[str, str, str]
"""Scope, action, and the widget's id: where something can be typed."""


def mode(key: str) -> Opener:
    async def go(desk: Any) -> None:
        await desk.press(key)

    return go


def sheet(open_it: Callable[[Any], object]) -> Opener:
    async def go(desk: Any) -> None:
        open_it(desk.app)
        await desk.settle()

    return go


async def a_story(desk: Any) -> None:
    desk.app.open_story(a_telling_story(desk.ws))
    await desk.settle()
    desk.app.screen.focus_reading()
    await desk.settle()


def a_telling_story(ws: Workspace) -> str:
    """Return a story with everything that can be settled: a claim, a level to overrule, a question to answer."""
    for story in ws.stories.all():
        report = ws.reading.read(story)
        if report.claims and report.questions:
            return story.id
    raise AssertionError("no sample has them all")


def a_round(desk: Any) -> tuple[str, str]:
    target = desk.ws.tailoring.targets()[0]
    return target.id, target.rounds[0].id


async def a_mock(desk: Any) -> None:
    practising.mock(desk.app, *a_round(desk))
    await desk.settle()
    while desk.app.screen.stage != "done":
        await desk.press("space", "space")
        await desk.press("y" if desk.app.screen.stage == "held" else "3")


async def files_found(desk: Any) -> None:
    bring_in(desk.app)
    await desk.settle()
    box = desk.app.screen.query_one("#field-paste", TextArea)
    box.load_text(PASTED)
    await desk.press("ctrl+s")


async def a_history(desk: Any) -> None:
    await a_story(desk)
    await desk.press("r")


OPENERS: dict[str, Opener] = {
    "bank": mode("2"),
    "story": a_story,
    "coverage": mode("4"),
    "target": mode("5"),
    "tonight": mode("1"),
    "portfolio": mode("6"),
    "practice": mode("7"),
    "artefact": sheet(lambda app: app.push_screen(ArtefactScreen(app.ws.portfolio.all()[0].id, "spec"))),
    "rehearse": sheet(lambda app: practising.rehearse(app, app.ws.stories.rows()[0]["id"])),
    "drill": sheet(practising.drill),
    "mock": a_mock,
    "debrief": sheet(lambda app: practising.debrief(app, *a_round(app))),
    "calendar": sheet(practising.calendar),
    "moments": sheet(practising.moments),
    "pitch": sheet(practising.pitch),
    "bring_in": files_found,
    "revisions": a_history,
}
LIVE_ELSEWHERE = {"app", "list", "text", "rate"}
"""Scopes whose keys are live in the others' screens; what `text` and `list` do is done there."""


def editable(desk: Any) -> list[Input | TextArea]:
    found = [*desk.app.screen.query(Input), *desk.app.screen.query(TextArea)]
    return [each for each in found if not each.disabled and not getattr(each, "read_only", False)]


def text_of(widget: Input | TextArea) -> str:
    return widget.text if isinstance(widget, TextArea) else widget.value


def asks(action: Action) -> bool:
    """Say whether an action may ask for words: it changes the bank, or what will enter it, or writes a file."""
    writes = action.writes or action.scope == "bring_in" or action.name in WRITE_A_FILE
    return action.id not in HANDED_OUT and writes


class Walk:
    """One way through everything that can be done; `visit` is called at every place where something can be typed."""

    def __init__(self, desk: Any, visit: Callable[[Place, Any], Awaitable[None]], only: set[str] | None = None) -> None:
        self.desk = desk
        self.visit = visit
        self.wanted = only if only is not None else {each.id for each in ACTIONS if asks(each)}
        self.windows: set[str] = set()
        self.seen: set[str] = set()

    async def all(self) -> None:
        for scope, opener in OPENERS.items():
            await self.back(scope, opener)
            await self.here(scope, "")
            for action in of_scope(scope):
                if action.id in self.wanted:
                    await self.back(scope, opener)
                    await self.one(scope, action.id)

    async def back(self, scope: str, opener: Opener) -> None:
        """Stand in the scope's own screen, with nothing over it."""
        desk = self.desk
        for _ in range(6):
            if isinstance(desk.app.screen, Frame) and scope == desk.app.screen.SCOPE and not desk.app.screen.in_text():
                return
            if isinstance(desk.app.screen, Frame) and len(desk.app.screen_stack) == 1 and not desk.app.screen.in_text():
                break
            await desk.press("escape")
        await opener(desk)
        assert scope == desk.app.screen.SCOPE, f"{scope} was not reached: {desk.app.screen}"

    async def one(self, scope: str, action_id: str) -> None:
        desk = self.desk
        places = self.cursor_places()
        for place in places or [None]:
            if place is not None:
                place()
            seq = desk.ws.bank.seq
            if isinstance(desk.app.screen, Aloud):
                # A moment has gone by since the key before, which may have been refused.
                desk.app.screen._refused = None
            desk.app.screen.action_act(action_id)
            await desk.settle()
            await self.here(scope, action_id)
            await self.lead_on(scope, action_id)
            while desk.ws.bank.seq > seq and desk.ws.bank.undo():
                seq = desk.ws.bank.seq
            desk.app.bank_changed()
            await desk.settle()
            await self.back(scope, OPENERS[scope])
            if self.grew and scope == "story":
                break

    async def lead_on(self, scope: str, action_id: str) -> None:
        """Answer a window after which another one asks."""
        screen = self.desk.app.screen
        if not isinstance(screen, Form) or screen._title not in LEADS_ON:
            return
        for name, text in LEADS_ON[screen._title].items():
            screen.query_one(f"#field-{name}", TextArea).load_text(text)
        await self.desk.settle()
        await self.desk.press("ctrl+s")
        assert self.desk.app.screen is not screen, screen._title
        await self.here(scope, action_id)

    def cursor_places(self) -> list[Any]:
        """Places of a list where the same key may open another window: one line of each kind."""
        screen = self.desk.app.screen
        if screen.SCOPE == "story":
            kinds: dict[str, int] = {}
            for index, finding in enumerate(screen.lines.findings):
                kinds.setdefault(finding.kind, index)
            return [lambda index=index: screen.lines.go_to(index) for index in kinds.values()]
        if screen.SCOPE == "calendar":
            lines = {same[0].kind: row_id(same) for same in screen.entries}
            return [lambda at=at: screen.rows.put_cursor(at) for at in lines.values()]
        if screen.SCOPE == "portfolio":
            project = self.desk.ws.portfolio.all()[0].id
            return [lambda page=page: screen.rows.put_cursor(f"{project}/{page}") for page in ("", "spec")]
        return []

    async def here(self, scope: str, action_id: str) -> None:
        desk = self.desk
        self.grew = False
        if isinstance(desk.app.screen, Form):
            self.windows.add(desk.app.screen._key)
            self.windows.add(desk.app.screen._title)
        for widget in editable(desk):
            window = desk.app.screen._key if isinstance(desk.app.screen, Form) else type(desk.app.screen).__name__
            name = f"{window} {widget.id}"
            if name.startswith("change "):
                # One change of many stories names themes, a state, a project and a company that are there already.
                continue
            if name in self.seen or (widget.id or "filter") in NO_WORDS or type(widget).__name__ == "FilterLine":
                continue
            self.seen.add(name)
            self.grew = True
            await self.visit((scope, action_id, name), widget)


async def type_into(desk: Any, widget: Any, text: str) -> None:
    widget.focus()
    await desk.settle()
    # Nothing is awaited between the letter and the draft: it is kept before it can be drawn.
    widget.replace(FIRST, *([widget.cursor_location] * 2 if isinstance(widget, TextArea) else [0, 0]))
    assert any(FIRST in draft.text for draft in desk.ws.drafts.pending()), f"shown before it is kept: {widget.id}"
    desk.app.post_message(events.Paste(text))
    await desk.settle()


def asked_windows() -> dict[str, str]:
    """Return how the key or title of every window begins that the program asks something in, and where it does."""
    found: dict[str, str] = {}
    for path in sorted(TUI.rglob("*.py")):
        if path.name in ("settings.py", "writing.py"):
            # A setting is chosen, not written; the window for a file is asked for by `writing.ask(title, …)`.
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named_here = {ast.unparse(each.targets[0]): each.value for each in tree.body if isinstance(each, ast.Assign)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func) == "writing.ask":
                found[beginning(node.args[0]) or "?"] = f"{path.name}:{node.lineno}"
            elif ast.unparse(node.func) == "ask":
                named = {each.arg: each.value for each in node.keywords}
                key = named.get("key")
                begins = beginning(named_here.get(key.id) if isinstance(key, ast.Name) else key)
                begins = begins or beginning(node.args[1])
                found[begins or "?"] = f"{path.name}:{node.lineno}"
    return found


def beginning(node: ast.expr | None) -> str:
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_scope_is_walked() -> None:
    assert {action.scope for action in ACTIONS} - LIVE_ELSEWHERE == set(OPENERS)


@pytest.mark.parametrize("size", [(120, 40)])
async def test_half_a_word_in_every_field_outlives_a_kill(
    open_app: Any, ws: Any, home: Path, tmp_path: Path, monkeypatch: Any, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    left: dict[str, bytes] = {}
    typed: dict[str, str] = {}
    actions: set[tuple[str, str]] = set()

    async with open_app(size=size) as desk:

        async def half_a_word(place: Place, widget: Any) -> None:
            word, before = f"{WORD}{len(typed)}", text_of(widget)
            await type_into(desk, widget, HOSTILE + word)
            assert not FORBIDDEN.intersection(desk.text()), place
            assert not FORBIDDEN.intersection(text_of(widget)) or isinstance(widget, Input), place
            # What a kill at this moment would leave: nothing is flushed, nothing is closed.
            on_disk = {path.name: path.read_bytes() for path in desk.ws.bank.drafts.folder.glob("*.draft")}
            kept = [draft for draft in desk.ws.drafts.pending() if word in draft.text]
            if not kept and any(word in str(row) for row in every_row(desk.ws)):
                # On a slow machine it is saved by itself before one can look.
                return
            assert kept, f"no draft of {place}"
            assert not FORBIDDEN.intersection(kept[0].text), place
            left.update({name: raw for name, raw in on_disk.items() if word.encode() in raw})
            typed[place[2]] = word
            actions.add(place[:2])
            if isinstance(widget, Input):
                widget.value = before
            else:
                widget.load_text(before)
            await desk.settle()
            for draft in desk.ws.drafts.pending():
                desk.ws.drafts.settle(draft.key)
            desk.app.half_typed.clear()

        walk = Walk(desk, half_a_word)
        await walk.all()
        missed = {
            begins: where
            for begins, where in asked_windows().items()
            if not any(window.startswith(begins) for window in walk.windows)
        }
    assert not missed, "windows that the walk never met: it must learn the way there"
    ws.close()
    folder = ws.bank.drafts.folder
    for name, raw in left.items():
        (folder / name).write_bytes(raw)

    with Workspace.open(places=Places.under(home), now=ws.now) as again:
        async with open_app(size=size, samples=False, on=again) as desk:
            assert isinstance(desk.app.screen, Recovery)
            offered = {draft.text: draft for draft in desk.app.screen._drafts}
            for place, word in typed.items():
                assert any(word in text for text in offered), f"{place} is not offered"
            await desk.press("B")
            await desk.press(*["escape"] * 3)
            back: dict[str, str] = {}

            async def look(place: Place, widget: Any) -> None:
                back[place[2]] = text_of(widget)

            await Walk(desk, look, {action for _, action in actions}).all()
    lost = {
        place: word
        for place, word in typed.items()
        if word not in back.get(place, "") and not any(word in str(row) for row in every_row(again))
    }
    assert lost == {}


def every_row(ws: Workspace) -> list[Any]:
    return [row for table in ws.bank.tables() for row in ws.bank.raw(table).values()]
