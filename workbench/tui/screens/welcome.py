"""After the first frame: what to do with an empty bank, and what to do with drafts that were never saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.tui.beginnings import ways
from workbench.tui.keys import key_name
from workbench.tui.screens.window import Window
from workbench.tui.widgets.finder_list import Entry, FinderList
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class Menu(Window[str | None]):
    """A few ways on, each with its key. Esc takes none."""

    def __init__(self, title: str, lead: list[tuple[str, str]], ways: list[tuple[str, str, str]]) -> None:
        """`ways` are (key, name, what it does)."""
        super().__init__()
        self._title = title
        self._lead = lead
        self._ways = ways

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "choose('')", "Back", show=False)]

    def compose(self) -> ComposeResult:
        """The ways as lines."""
        with Vertical(classes="window menu") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content("↑↓ Enter, or its key")
            yield Static(Content.assemble(*self._lead), classes="lead")
            yield FinderList(key_width=4)

    def on_mount(self) -> None:
        """Show the ways, the cursor on the first."""
        ways = self.query_one(FinderList)
        ways.show([Entry(name, what, key, run=lambda: None, words=key) for key, name, what in self._ways])
        ways.styles.height = len(self._ways)
        ways.focus()

    def on_key(self, event: events.Key) -> None:
        """A way's own key takes it, and means nothing to the mode beneath."""
        key = key_name(event.key)
        if key in {way[0] for way in self._ways}:
            event.stop()
            self.action_choose(key)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Enter takes the way under the cursor."""
        message.stop()
        entry = self.query_one(FinderList).current()
        self.action_choose(entry.key if entry else "")

    def action_choose(self, key: str) -> None:
        """Take a way."""
        self.dismiss(key or None)


def greet(desk: WorkbenchApp) -> None:
    """Offer drafts back; else, in an empty bank, offer the ways to begin."""
    drafts = [] if desk.ws.bank.read_only else desk.ws.drafts.unsaved()
    if drafts:
        from workbench.tui.screens.recovery import Recovery

        desk.push_screen(Recovery(drafts))
    elif not desk.ws.stories.rows() and not desk.ws.bank.read_only:
        _offer_beginnings(desk)


def _offer_beginnings(desk: WorkbenchApp) -> None:
    lead = [
        ("Everything you need in an interview, made from your own stories: how deep each one goes, which "
         "question it answers, and the Word dossier to print the evening before.\n", "$ink"),
        ("It works without a network. Nothing leaves this machine.", "$quiet"),
    ]  # fmt: skip
    # The Bank's own keys: what is learnt here holds there.
    deeds = dict(ways(desk.keymap))

    def begin(way: str | None) -> None:
        if way in deeds:
            desk.do(deeds[way].action)

    lines = [(key, each.name, each.said) for key, each in deeds.items()]
    desk.push_screen(Menu("Welcome", lead, lines), begin)
