"""The settings, made from their schema; each change is written at once, comments in the file are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.colours import OFFERED
from workbench.tui.screens.form import Answers, Field, ask
from workbench.tui.screens.window import Window
from workbench.tui.widgets.finder_list import Entry, FinderList
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace.settings import Setting


HELP = {"keys": "Enter shows every action; choose one and press its new key. A key that is taken is refused."}
"""What is said here in other words than in the file."""


class SettingsScreen(Window[None]):
    """A line a setting: left and right turn a choice, Enter asks for a value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", show=False),
        Binding("left,h", "turn(-1)", "Before", show=False, priority=True),
        Binding("right,l,space", "turn(1)", "Next", show=False, priority=True),
    ]

    @property
    def desk(self) -> WorkbenchApp:
        """The application."""
        from workbench.tui.app import WorkbenchApp

        assert isinstance(self.app, WorkbenchApp)
        return self.app

    def compose(self) -> ComposeResult:
        """The settings, and what the one under the cursor means."""
        with Vertical(classes="window settings") as window:
            window.border_title = Content("Settings")
            window.border_subtitle = Content("← → change · Enter type a value · Esc back")
            yield FinderList(key_width=2)
            yield Static(id="setting-help", classes="note")

    def on_mount(self) -> None:
        """Show them."""
        from workbench.workspace.settings import SETTINGS

        self._schema = SETTINGS
        self._show()
        self.query_one(FinderList).focus()

    def _show(self) -> None:
        lines = self.query_one(FinderList)
        at = lines.cursor
        names = [*(name for name in self._schema if name != "keys"), "keys"]
        lines.show([Entry(self._schema[name].title, self._value(name), run=lambda: None, words=name) for name in names])
        lines.go_to(at)

    def _value(self, name: str) -> str:
        value = getattr(self.desk.ws.settings, name)
        if isinstance(value, dict):
            return f"{len(value)} changed" if value else "as they are"
        if isinstance(value, bool):
            return "on" if value else "off"
        return str(value) or "(the state folder)"

    def _setting(self) -> str:
        entry = self.query_one(FinderList).current()
        return entry.words if entry else ""

    def on_line_list_moved(self) -> None:
        """Explain the setting under the cursor."""
        from workbench.workspace.where import shown_path

        if name := self._setting():
            path = self.desk.ws.settings.path
            where = f"\nKept in {shown_path(path)}." if path else ""
            self.query_one("#setting-help", Static).update(Content(f"{HELP.get(name, self._schema[name].help)}{where}"))

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Enter turns a choice, or asks for a value."""
        message.stop()
        name = self._setting()
        if name == "keys":
            from workbench.tui.screens.keys import KeysScreen

            self.app.push_screen(KeysScreen(), lambda _: self._show())
            return
        if self._choices(name):
            self.action_turn(1)
            return
        setting: Setting = self._schema[name]

        def answered(answers: Answers) -> None:
            text = answers["value"]
            self._change(name, int(text) if setting.least is not None and text.lstrip("-").isdigit() else text)

        ask(
            self.desk,
            setting.title,
            [Field("value", setting.help, str(getattr(self.desk.ws.settings, name)), kept=False)],
            answered,
        )

    def _choices(self, name: str) -> tuple[Any, ...]:
        if name == "theme":
            return OFFERED
        if isinstance(getattr(self.desk.ws.settings, name), bool):
            return (False, True)
        return self._schema[name].choices

    def action_turn(self, step: int) -> None:
        """The next value of a choice; ten words a minute more or less."""
        name = self._setting()
        value = getattr(self.desk.ws.settings, name)
        if choices := self._choices(name):
            at = choices.index(value) if value in choices else 0
            self._change(name, choices[(at + step) % len(choices)])
        elif isinstance(value, int):
            self._change(name, value + 5 * step)

    def _change(self, name: str, value: Any) -> None:
        try:
            self.desk.take_settings(self.desk.ws.settings.change(name, value))
        except WorkbenchError as error:
            self.desk.tell_error(error)
        self._show()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
