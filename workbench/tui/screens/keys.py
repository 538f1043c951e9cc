"""Changing keys: choose an action, press its new key. A key that is taken is refused, and by what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.tui.actions import ACTIONS, BY_ID, SCOPES
from workbench.tui.keys import kept_by_terminals, key_name, refusal
from workbench.tui.screens.window import Window
from workbench.tui.widgets.finder_list import Entry, FinderList, found
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.text_box import LineBox

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class KeysScreen(Window[None]):
    """Every action with its keys. Enter asks for another key; typing narrows the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False, priority=True),
        Binding("down,ctrl+n", "move('down')", "Down", show=False, priority=True),
        Binding("up", "move('up')", "Up", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "Page down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True),
        Binding("delete", "own", "Its own key again", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.asked = ""
        """The action that waits for its new key."""

    @property
    def desk(self) -> WorkbenchApp:
        """The application."""
        from workbench.tui.app import WorkbenchApp

        assert isinstance(self.app, WorkbenchApp)
        return self.app

    def compose(self) -> ComposeResult:
        """The line above the list, and what is asked below it."""
        with Vertical(classes="window finder keys") as window:
            window.border_title = Content("Keys")
            window.border_subtitle = Content("Enter another key · Del its own again · Esc back")
            yield LineBox(placeholder="which action?", id="finder-line", compact=True)
            yield FinderList()
            yield Static(id="keys-note", classes="note")

    def on_mount(self) -> None:
        """Show everything."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        entries: list[Entry] = []
        for scope, title in SCOPES.items():
            entries.append(Entry(title))
            for action in ACTIONS:
                if action.scope == scope:
                    keys = self.desk.keymap.keys(action.id)
                    shown = " ".join(key_name(key) for key in keys)
                    kind = title if keys == action.keys else f"{title} · changed"
                    entries.append(Entry(action.title, action.effect, shown, kind, _nothing, words=action.id))
        lines = self.query_one(FinderList)
        here = lines.current()
        lines.show(found(entries, self.query_one(Input).value))
        if here is not None:
            lines.go_to(next((at for at, each in enumerate(lines.entries) if each.words == here.words), 0))

    def on_input_changed(self) -> None:
        """Narrow the list."""
        self._show()

    def action_move(self, way: str) -> None:
        """Move in the list while the line keeps the focus."""
        if not self.asked:
            self.query_one(FinderList).action_act(f"list.{way}")

    def on_input_submitted(self) -> None:
        """Ask for the key of what the cursor is on."""
        self._ask()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the key of what was chosen."""
        message.stop()
        self._ask()

    def _ask(self) -> None:
        entry = self.query_one(FinderList).current()
        if entry is None or entry.run is None or self.asked:
            return
        self.asked = entry.words
        # Without the focus the line takes no key: the next one is the answer, whatever it is.
        self.set_focus(None)
        self._note(f"Press the new key for “{entry.name}”. Esc leaves it as it is.")

    def on_key(self, event: events.Key) -> None:
        """The key that was asked for."""
        if self.asked:
            event.stop()
            self._take(event.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a key is asked for, only Esc means what it always means."""
        return not self.asked or action == "leave"

    def _take(self, key: str) -> None:
        action_id, self.asked = self.asked, ""
        self.query_one(Input).focus()
        why = refusal(self.desk.ws.settings.keys, action_id, key)
        title = BY_ID[action_id].title
        if why:
            self._note(f"{why} “{title}” keeps its key.")
            return
        if self._write(action_id, key):
            warning = kept_by_terminals(key)
            self._note(f"“{title}” is on {key_name(key)} now." + (f" {warning}" if warning else ""))

    def action_own(self) -> None:
        """Give an action its own keys back."""
        entry = self.query_one(FinderList).current()
        if entry is None or entry.words not in self.desk.ws.settings.keys:
            self._note("This action has its own keys.")
            return
        rest = {name: keys for name, keys in self.desk.ws.settings.keys.items() if name != entry.words}
        if why := refusal(rest, entry.words, BY_ID[entry.words].keys[0]):
            self._note(why)
        elif self._write(entry.words, ""):
            self._note(f"“{entry.name}” has its own keys again.")

    def _write(self, action_id: str, key: str) -> bool:
        try:
            self.desk.take_settings(self.desk.ws.settings.change_key(action_id, key))
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return False
        self._show()
        return True

    def _note(self, text: str) -> None:
        self.query_one("#keys-note", Static).update(Content(text))

    def action_leave(self) -> None:
        """Leave the key as it is, or close."""
        if self.asked:
            self.asked = ""
            self.query_one(Input).focus()
            self._note("")
        else:
            self.dismiss(None)


def _nothing() -> None:
    """An entry with a deed can be stood on."""
