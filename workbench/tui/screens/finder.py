"""Find anything: actions, stories, targets and questions by name (^p); and the keys, those that work here first (?)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static

from workbench.tui.actions import ACTIONS, SCOPES, Action, of_scope
from workbench.tui.keys import key_name
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.window import Window
from workbench.tui.widgets.finder_list import Entry, FinderList, found
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.text_box import LineBox

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

A_QUESTION = 3
"""Least words of what is typed that may be meant as a question."""


class Finder(Window[None]):
    """A line to type in and what is found; Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("down,ctrl+n", "move('down')", "Down", show=False, priority=True),
        Binding("up", "move('up')", "Up", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "Page down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True),
    ]

    def __init__(
        self, title: str, hint: str, entries: list[Entry], late: Callable[[], list[Entry]] | None = None
    ) -> None:
        """`late` gives further entries; it runs in a thread once the finder is shown."""
        super().__init__()
        self._late = late
        self._waiting = late is not None
        self._title = title
        self._hint = hint
        self._entries = entries
        self._most_lines = 3

    def compose(self) -> ComposeResult:
        """The line above the list."""
        with Vertical(classes="window finder") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content("Enter does it · Esc back")
            yield LineBox(placeholder=self._hint, id="finder-line", compact=True)
            yield FinderList()
            yield Static(id="finder-note", classes="note")

    def on_mount(self) -> None:
        """Show everything; typing narrows it."""
        self.query_one(FinderList).show(self._entries)
        self.query_one(Input).focus()
        if self._late is not None:
            self.run_worker(self._look, thread=True, group="finder", exit_on_error=False)

    def _look(self) -> None:
        if self._late is not None:
            entries = self._late()
            self.app.call_from_thread(self.add, entries)

    def add(self, entries: list[Entry]) -> None:
        """Take in entries that were not ready at first."""
        self._waiting = False
        if self.is_mounted:
            self._entries = [*self._entries, *entries]
            self.on_input_changed()
            self.call_after_refresh(self._make_room)

    def on_input_changed(self) -> None:
        """Narrow the list."""
        self.query_one(FinderList).show(self.hits(self.query_one(Input).value))
        self._tell_whole()

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        """What the line under the cursor has no room for stands below the list."""
        message.stop()
        self._tell_whole()

    def on_resize(self, event: Resize) -> None:
        """Another width cuts at another place."""
        self._most_lines = 3 if event.size.height < 30 else 6
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Make the note as high as the longest line needs, so that the list does not move under the cursor."""
        entries, note = self.query_one(FinderList), self.query_one("#finder-note")
        width = max(20, entries.scrollable_content_region.width)
        longest = max((cell_len(self._whole(each)) for each in self._entries), default=0)
        # A line is rarely filled to its end.
        note.styles.height = max(1, min(self._most_lines, -(-longest * 10 // (width * 9))))
        self._tell_whole()

    def _tell_whole(self) -> None:
        entry = self.query_one(FinderList).current()
        nothing = "Looking …" if self._waiting else "Nothing has all of these words."
        said = self._whole(entry) if entry else nothing
        self.query_one("#finder-note", Static).update(Content(said))

    def _whole(self, entry: Entry) -> str:
        """What an entry says that its line has no room for."""
        entries = self.query_one(FinderList)
        if entry.run is None or not entries.cuts(entry):
            return ""
        return f"{entry.name}: {entry.detail}" if entries.cuts(entry, name=True) else entry.detail

    def hits(self, query: str) -> list[Entry]:
        """Return what a query finds."""
        return found(self._entries, query)

    def action_move(self, way: str) -> None:
        """Move in the list while the line keeps the focus."""
        self.query_one(FinderList).action_act(f"list.{way}")

    def action_leave(self) -> None:
        """Step back."""
        self.dismiss(None)

    def on_input_submitted(self) -> None:
        """Do what the cursor is on."""
        self._do()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Do what was chosen."""
        message.stop()
        self._do()

    def _do(self) -> None:
        entry = self.query_one(FinderList).current()
        if entry is not None and entry.run is not None:
            run = entry.run
            self.dismiss(None)
            self.app.call_later(run)


class Asking(Finder):
    """A finder in which any question can be put: what was typed is an entry of its own."""

    def __init__(
        self, title: str, hint: str, entries: list[Entry], late: Callable[[], list[Entry]], ask: Callable[[str], None],
        *, first: bool,
    ) -> None:  # fmt: skip
        """`ask` gets what was typed; `first` puts it above what is found, else it stands below."""
        super().__init__(title, hint, entries, late)
        self._ask, self._first = ask, first

    def hits(self, query: str) -> list[Entry]:
        """What is found, and the question as typed."""
        hits, asked = super().hits(query), " ".join(query.split())
        if len(asked.split()) < A_QUESTION:
            return hits
        own = Entry(asked, "which of your stories answers it", kind="ask", run=_opener(self._ask, asked))
        return [own, *hits] if self._first else [*hits, own]


class Help(Finder):
    """The keys by place; what a query finds names its place, and settings are found as well."""

    def __init__(self, entries: list[Entry], settings: list[Entry]) -> None:
        super().__init__("Keys and help", "what do you want to do?", entries)
        self._settings = settings

    def hits(self, query: str) -> list[Entry]:
        """Without its heading, a line says itself where it belongs."""
        if not query.split():
            return super().hits(query)
        return [
            replace(entry, kind=entry.kind or entry.words) for entry in found(self._settings + self._entries, query)
        ]


def _settings(desk: WorkbenchApp) -> list[Entry]:
    from workbench.workspace.settings import SETTINGS

    def keys() -> None:
        from workbench.tui.screens.keys import KeysScreen

        desk.push_screen(KeysScreen())

    def settings() -> None:
        desk.do("app.settings")

    entries = [
        Entry(setting.title, setting.help, "", "Settings", settings, f"{name} setting")
        for name, setting in SETTINGS.items()
        if name != "keys"
    ]
    said = "Put an action on another key"
    return [*entries, Entry("Change a key", said, "", "Settings", keys, "keys remap shortcut setting")]


def _entry(desk: WorkbenchApp, action: Action, kind: str = "") -> Entry:
    keys = " ".join(key_name(key) for key in desk.keymap.keys(action.id)[:2])
    return Entry(action.title, action.effect, keys, kind, lambda: desk.do(action.id), words=SCOPES[action.scope])


def _live(desk: WorkbenchApp) -> Iterator[Action]:
    screen = desk.screen
    if isinstance(screen, Frame):
        scopes = ("text", screen.SCOPE) if screen.in_text() else (screen.SCOPE,)
        for scope in scopes:
            yield from of_scope(scope)


def open_palette(desk: WorkbenchApp) -> None:
    """Open the finder on everything that has a name."""
    entries = [_entry(desk, action) for action in _live(desk) if not action.hidden]
    entries += [_entry(desk, action) for action in of_scope("app") if not action.hidden]
    recent = [entry for name in reversed(desk.recent) for entry in entries if entry.name == name]
    entries = recent + [entry for entry in entries if entry not in recent]
    samples = desk.ws.samples.marked()
    for row in desk.ws.stories.rows():
        story_id, title = str(row["id"]), str(row.get("title") or "(no title yet)")
        kind = "sample" if story_id in samples else "story"
        entries.append(Entry(title, str(row.get("headline") or ""), "", kind, _opener(desk.open_story, story_id)))
    hint = "a story, a project, a target, a question, an action …"
    found = Asking("Find anything", hint, entries, lambda: _named(desk), desk.ask_question, first=False)
    desk.push_screen(found)


def open_ask(desk: WorkbenchApp) -> None:
    """Open the finder on the questions of interviews; any other can be typed."""
    hint = "any question, as they would put it"
    desk.push_screen(Asking("Ask", hint, [], lambda: _questions(desk), desk.ask_question, first=True))


def _named(desk: WorkbenchApp) -> list[Entry]:
    """What needs the model and the catalogue: projects, targets, their rounds, and the questions of interviews."""
    entries = []
    for project in desk.ws.portfolio.all():
        entries.append(
            Entry(project.title or project.id, project.company, "", "project", _opener(desk.open_project, project.id))
        )
    for target in desk.ws.tailoring.targets():
        run = _opener(desk.open_target, target.id)
        entries.append(Entry(f"{target.company}: {target.role}", "", "", "target", run))
        for each in target.rounds:
            name = f"{each.title or each.kind}: {each.interviewer}".rstrip(": ")
            entries.append(Entry(name, target.company, "", "round", run))
    return [*entries, *_questions(desk)]


def _questions(desk: WorkbenchApp) -> list[Entry]:
    return [
        Entry(question.text, "", "", "question", _opener(desk.ask_question, question.text))
        for question in desk.ws.catalogue.questions.values()
    ]


def _opener(open_it: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: open_it(name)


def open_help(desk: WorkbenchApp) -> None:
    """Open the finder on the keys: those that work here, then all others by place."""
    screen = desk.screen
    here = list(_live(desk))
    entries: list[Entry] = []
    if isinstance(screen, Frame):
        entries.append(Entry(f"Here: {SCOPES[screen.SCOPE]}"))
        entries += [_entry(desk, action) for action in here]
    shown = {action.id for action in here}
    for scope, title in SCOPES.items():
        rest = [action for action in ACTIONS if action.scope == scope and action.id not in shown]
        if rest:
            entries.append(Entry(title))
            entries += [_entry(desk, action) for action in rest]
    desk.push_screen(Help(entries, _settings(desk)))
