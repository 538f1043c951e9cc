"""After the first frame: what to do with an empty bank, and what to do with drafts that were never saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.window import Window
from workbench.tui.widgets.finder_list import Entry, FinderList
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace.differing import Piece
    from workbench.workspace.drafts import Draft

SHOWN = 4
"""How many drafts are shown with their words."""


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
            window.border_subtitle = Content("↑↓ Enter, or its letter")
            yield Static(Content.assemble(*self._lead), classes="lead")
            yield FinderList(key_width=4)

    def on_mount(self) -> None:
        """Show the ways, the cursor on the first."""
        ways = self.query_one(FinderList)
        ways.show([Entry(name, what, key, run=lambda: None, words=key) for key, name, what in self._ways])
        ways.styles.height = len(self._ways)
        ways.focus()

    def on_key(self, event: events.Key) -> None:
        """A way's own letter takes it, and means nothing to the mode beneath."""
        key = event.character or ""
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
        _offer_drafts(desk, drafts)
    elif not desk.ws.stories.rows() and not desk.ws.bank.read_only:
        _offer_beginnings(desk)


def _offer_beginnings(desk: WorkbenchApp) -> None:
    lead = [
        ("Everything you need in an interview, made from your own stories: how deep each one goes, which "
         "question it answers, and the Word dossier to print the evening before.\n", "$ink"),
        ("It works without a network. Nothing leaves this machine.", "$quiet"),
    ]  # fmt: skip
    ways = [
        ("s", "Look at the sample bank", "24 stories, two targets; u takes them out"),
        ("e", "Start an empty bank", "begin with a story of your own"),
        ("b", "Bring in files", "Word, Markdown, CSV, JSON, or a paste"),
    ]

    def begin(way: str | None) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "s": lambda: desk.do("bank.samples"),
            "e": lambda: desk.do("bank.new"),
            "b": lambda: desk.do("bank.bring_in"),
        }
        if way in deeds:
            deeds[way]()

    desk.push_screen(Menu("Welcome", lead, ways), begin)


def _offer_drafts(desk: WorkbenchApp, drafts: list[Draft]) -> None:
    lead: list[tuple[str, str]] = [("The program ended before this was saved:\n\n", "$ink")]
    for draft in drafts[:SHOWN]:
        lead.append((f"{desk.ws.drafts.title(draft)}, {draft.field}", "bold $ink"))
        lead.append((f"  {draft.at.astimezone().strftime('%d %b %H:%M')}\n", "$quiet"))
        lead.extend(_side_by_side(desk.ws.drafts.compare(draft)))
    if len(drafts) > SHOWN:
        lead.append((f"and {len(drafts) - SHOWN} more\n", "$quiet"))
    ways = [
        ("b", "Bring it back", "saved as a new revision; u undoes it"),
        ("k", "Keep both", "what was typed becomes a copy beside it"),
        ("d", "Discard it", "put aside for 30 days"),
        ("l", "Later", "asked again at the next start"),
    ]

    def decided(way: str | None) -> None:
        if way == "b":
            desk.run_worker(_bring_back(desk, drafts), group="drafts", exit_on_error=False)
        elif way == "k":
            desk.run_worker(_keep_both(desk, drafts), group="drafts", exit_on_error=False)
        elif way == "d":
            for draft in drafts:
                desk.ws.drafts.discard(draft.key)
            desk.tell("Discarded; `workbench drafts` can bring it back for 30 days.")

    desk.push_screen(Menu("Not saved last time", lead, ways), decided)


def _side_by_side(pieces: list[Piece]) -> list[tuple[str, str]]:
    """The saved words and the typed ones, a line each; what only one of them says stands out."""
    from workbench.workspace.differing import shortened

    short = shortened(pieces, 25)
    shown = []
    for label, where, style in (("saved  ", "old", "strike $quiet"), ("typed  ", "new", "bold $ink")):
        words = [
            (piece.text, style if piece.where == where else "$quiet")
            for piece in short
            if piece.where in ("both", where)
        ]
        shown.extend([(label, "$quiet"), *(words or [("nothing", "italic $quiet")]), ("\n", "")])
    return shown


async def _keep_both(desk: WorkbenchApp, drafts: list[Draft]) -> None:
    kept = 0
    for draft in drafts:
        try:
            await desk.saving.write(partial(desk.ws.drafts.keep_both, draft.key))
            kept += 1
        except WorkbenchError as error:
            desk.tell_error(error)
    if kept:
        desk.bank_changed()
        desk.tell("What you had typed stands beside what is saved.")


async def _bring_back(desk: WorkbenchApp, drafts: list[Draft]) -> None:
    try:
        kept = await desk.saving.write(lambda: desk.ws.drafts.take_back(drafts))
    except WorkbenchError as error:
        desk.tell_error(error)
        return
    desk.bank_changed()
    from workbench.tui.screens.bring_in import PASTE, bring_in

    if any(draft.key == PASTE for draft in drafts):
        # A pasted text belongs to no row: it stands in its box again.
        bring_in(desk)
        drafts = [draft for draft in drafts if draft.key != PASTE]
        if not drafts:
            return
    left = len(drafts) - len(kept)
    desk.tell("What you had typed is back." + (f" {left} could not be placed and stay as drafts." if left else ""))
    stories = list(_story_ids(kept))
    if stories:
        desk.open_story(stories[-1])


def _story_ids(keys: list[str]) -> Iterator[str]:
    for key in keys:
        table, story_id, *_ = key.split("/")
        if table == "stories":
            yield story_id
