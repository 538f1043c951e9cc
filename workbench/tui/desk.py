"""What every screen asks the application for: the open workspace, saving, drafts, and telling the user something."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.app import App
from textual.notifications import Notify
from textual.worker import Worker, WorkerState

from workbench.errors import WorkbenchError
from workbench.tui.colours import OFFERED, OWN, shades
from workbench.tui.keys import Keymap
from workbench.tui.saving import Saving
from workbench.tui.stylesheet import Memory
from workbench.tui.told import Told
from workbench.tui.widgets.text_box import TooLong

if TYPE_CHECKING:
    from workbench.tui.sorting import Sorting
    from workbench.workspace import Workspace
    from workbench.workspace.settings import Settings


MOST_TOLD = 2
"""Messages that stand on the screen at once, as long as the older ones are no warnings."""
LONG, LONG_NARROW = 240, 140
"""Characters from which an error has a window of its own: two lines, in a window of 100 columns or of 80."""


class Desk(Told, App[None], inherit_bindings=False):
    """The application without its modes: services for the screens. It holds no rule of its own."""

    def __init__(self, ws: Workspace) -> None:
        # With NO_COLOR Textual would draw in greys of its own, black on black in some terminals; so it is told to leave
        # the terminal's two colours alone, and what colour tells is told by weight, lines and reversal instead.
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        self.set_class(colourless, "-no-colour", update=False)
        self.ws = ws
        self.half_typed: dict[str, dict[str, str]] = {}
        """What was typed into a form that was stepped back from; it stands there again the next time."""
        self._refusals: set[str] = set()
        """What was said against keys of the screen that is shown."""
        self.sorting: tuple[object, Sorting] | None = None
        """What was found in which files, where one stepped back before it was stored."""
        self.recent: list[str] = []
        """Titles of the actions that the palette did, the latest last."""
        self.keymap = Keymap(ws.settings.keys)
        self.saving = Saving(ws, self.saving_changed, self.tell_error)
        self.crash_said = ""
        """What is said on the terminal after a fault of ours has ended the screen."""
        self._counted = (-1, 0)
        for theme in OWN:
            self.register_theme(theme)
        name = ws.settings.theme if ws.settings.theme in OFFERED else OFFERED[0]
        # Without its watcher, which runs at the start in any case and would have every style parsed once more.
        self.set_reactive(App.theme, name)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet = Memory(variables=self.get_css_variables())
        self.animation_level = "full" if ws.settings.animations else "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our styles their own names for colours, made from the theme's."""
        return shades(self.current_theme.to_color_system().generate())

    def delay_update(self, delay: float = 0.05) -> None:  # noqa: ARG002
        """Show the next mode as soon as it is laid out; Textual would wait 50 ms to hide its own way there."""
        super().delay_update(0.001)

    def take_settings(self, settings: Settings) -> None:
        """Use other settings from now on."""
        self.ws.settings = settings
        self.keymap = Keymap(settings.keys)
        self.set_keymap(self.keymap.changed())
        self.theme = settings.theme if settings.theme in OFFERED else OFFERED[0]
        self.animation_level = "full" if settings.animations else "none"

    # Saving

    def bank_changed(self) -> None:
        """Tell every mode that rows have changed."""

    def keep_draft(self, key: str, text: str, base_rev: int = 0, about: dict[str, str] | None = None) -> None:
        """Keep what was typed until it is saved."""
        if self.ws.bank.read_only:
            return
        try:
            aside = self.ws.drafts.keep(key, text, base_rev, about)
        except WorkbenchError as error:
            self.saving.draft_failed(error)
            return
        self.saving.draft_kept()
        if aside is not None:
            self.tell("An older draft of this was put aside; `workbench drafts undiscard` brings it back.")

    def on_too_long(self, message: TooLong) -> None:
        """Keep a paste that no field takes as a file."""
        message.stop()
        self.run_worker(self._keep_long(message.text), group="paste", exit_on_error=False)

    async def _keep_long(self, text: str) -> None:
        import asyncio

        try:
            path = await asyncio.to_thread(self.ws.drafts.keep_long, text)
        except WorkbenchError as error:
            self.tell_error(error)
            return
        said = f"{len(text):,} characters are too many for one field. They are kept in a file:"
        key = self.keymap.shown("bank.bring_in")
        self.written(path, [said, f"In the Bank {key} brings stories in from files."])

    def read_only_why(self) -> str:
        """Return why nothing can be saved; empty if it can."""
        return self.ws.bank.read_only_why if self.ws.bank.read_only else ""

    def state(self) -> tuple[str, bool]:
        """Return the header's right end, and whether it is an alarm."""
        if self._counted[0] != self.ws.bank.seq:
            self._counted = (self.ws.bank.seq, self.ws.stories.count())
        count = self._counted[1]
        stories = f"{count} {'story' if count == 1 else 'stories'}"
        text, alarm = self.saving.text()
        if self.ws.demo and text.startswith("saved"):
            # Where there is room for one thing only, it is this: what is saved here is gone with the program.
            text = "sample bank, not kept"
        return f"{stories} · {text}", alarm

    def saving_changed(self) -> None:
        """Saving began, ended or failed."""
        self.tell_notes()

    def on_app_focus(self) -> None:
        """Look whether something else has changed the bank's file meanwhile: a sync client, another machine."""
        self.run_worker(self._look_outside(), group="outside", exit_on_error=False)

    async def _look_outside(self) -> None:
        try:
            changed = await self.saving.look()
        except WorkbenchError as error:
            self.tell_error(error)
            return
        if changed and not self.tell_notes():
            self.bank_changed()

    def tell_notes(self) -> bool:
        """Tell what was taken in from outside; say whether there was anything."""
        if not self.ws.bank.notes:
            return False
        for note in self.ws.safety.notes():
            self.tell(note, severity="warning")
        self.bank_changed()
        return True

    # What the user is told

    def tell(
        self, text: str, *, title: str = "", severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Show a short message; the text is never read as markup."""
        self.notify(text, title=title, severity=severity, markup=False, timeout=8 if severity != "error" else 15)

    def refuse(self, reason: str) -> None:
        """Say why a key does nothing now, in the place of what was said against a key before."""
        self.forget_refusals()
        self._refusals.add(reason)
        self.tell(reason, severity="warning")

    def forget_refusals(self) -> None:
        """Take away what was said against keys of a screen that is left."""
        for note in [each for each in self._notifications if each.message in self._refusals]:
            self._unnotify(note)
        self._refusals.clear()

    def on_notify(self, event: Notify) -> None:
        """Before Textual shows a message: the same one does not stand there twice, and few stand there at all."""
        new = event.notification
        same = (new.message, new.title, new.severity)
        for note in [each for each in self._notifications if (each.message, each.title, each.severity) == same]:
            self._unnotify(note, refresh=False)
        # What was only told makes room for what is told now; warnings and errors stay their time.
        passing = [each for each in self._notifications if each.severity == "information"]
        for note in passing[: max(0, len(self._notifications) + 1 - MOST_TOLD)]:
            self._unnotify(note, refresh=False)

    def tell_error(self, error: WorkbenchError) -> None:
        """Show what happened, what was kept and what to do; a long one in a window that can be copied from."""
        text = str(error)
        if len(text) > (LONG if self.size.width >= 100 else LONG_NARROW) or text.count("\n") > 3:
            from workbench.tui.screens.message import MessageScreen

            self.push_screen(MessageScreen("It did not work", text))
        else:
            self.tell(text, severity="error")

    def written(self, path: Path, notes: Sequence[str] = ()) -> None:
        """Say where a document is; y copies its path."""
        from workbench.tui.screens.message import MessageScreen

        self.push_screen(MessageScreen("Written", str(path), notes))

    # Faults of ours

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work in the background that failed says so; a fault of ours leaves a crash file without the user's text."""
        if event.state is not WorkerState.ERROR or event.worker.error is None:
            return
        error = event.worker.error
        if isinstance(error, WorkbenchError):
            self.tell_error(error)
        else:
            self.tell(self._keep_crash(error), severity="error")

    def _keep_crash(self, error: BaseException) -> str:
        from workbench.workspace.crash import keep_crash

        return keep_crash(error, self.ws.now(), self.ws.places)

    def _handle_exception(self, error: Exception) -> None:
        # Textual has no public hook for faults; everything that we change about its ending is in these two methods.
        if isinstance(error, WorkbenchError):
            self.tell_error(error)
            return
        self.ws.drafts.flush()
        self.crash_said = self._keep_crash(error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print the source with its local variables, and those hold the user's text.
        self._close_messages_no_wait()
