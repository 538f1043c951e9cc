"""The application: its modes, the keys that work everywhere, and every way out of the program."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events

from workbench.errors import WorkbenchError
from workbench.tui import garbage
from workbench.tui.actions import BY_ID
from workbench.tui.bindings import bindings
from workbench.tui.desk import Desk
from workbench.tui.modes import MODE_TITLES, MODES
from workbench.tui.outliving import outliving
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.sheet import Sheet
from workbench.tui.styles import PRACTICE
from workbench.tui.warm import AFTER, make_ready

if TYPE_CHECKING:
    from textual.driver import Driver

    from workbench.workspace import Workspace


class WorkbenchApp(Desk, inherit_bindings=False):
    """The full-screen workbench on one open workspace."""

    TITLE = "Workbench"
    ENABLE_COMMAND_PALETTE = False
    # Both at once: a screen that brings styles of its own makes Textual parse everything again, twice.
    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(__file__).with_name("styles") / "workbench.tcss", PRACTICE]
    BINDINGS = bindings("app")
    MODES = MODES
    DEFAULT_MODE = "bank"

    def __init__(self, ws: Workspace) -> None:
        # Textual takes the first mode from here; Tonight comes first where a round is ahead.
        self.DEFAULT_MODE = "tonight" if ws.evening.rounds() else "bank"  # type: ignore[misc]
        super().__init__(ws)
        self.eager = False
        """Whether the other modes' needs are brought in soon after the first frame."""
        self.story_id: str | None = None
        """The story that the Story mode shows."""
        self.opening: tuple[str, bool, str, int] | None = None
        """A story that was asked for: its id, whether to edit it, in which part, at which character."""
        self.brought = ""
        """What was restored before the start, in a sentence."""
        self.target_id: str | None = None
        """The target that the Target mode shows."""
        self.project_id: str | None = None
        """A project that was asked for; the Portfolio goes to it."""

    # Start and end

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's way to this terminal, one that outlives it."""
        return outliving(super().get_driver_class())

    def on_mount(self) -> None:
        """Put the user's keys in, catch the signals that end a terminal, and look for drafts after the first frame."""
        if changed := self.keymap.changed():
            self.set_keymap(changed)
        self._catch_signals()
        self.call_after_refresh(self._after_first_frame)

    def _catch_signals(self) -> None:
        """Closing the window, SIGHUP and SIGTERM end the program without any of Textual's own goodbyes."""
        import asyncio

        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if (number := getattr(signal, name, None)) is not None:
                try:
                    loop.add_signal_handler(number, self._told_to_end)
                except (NotImplementedError, RuntimeError, ValueError):
                    # Windows, or not the main thread: drafts are written as one types in any case.
                    return

    def _told_to_end(self) -> None:
        self.flush()
        self.exit()

    def _after_first_frame(self) -> None:
        garbage.set_aside("start")
        self.set_interval(garbage.LOOK_EVERY, garbage.look_if_resting)
        if self.eager:
            self.set_timer(AFTER, self._warm_up)
        if self.brought:
            self.tell(self.brought)
        for problem in (*self.ws.settings.warnings, *self.keymap.problems):
            self.tell(problem, severity="warning")
        from workbench.tui.screens.welcome import greet

        greet(self)

    def _warm_up(self) -> None:
        if any(worker.is_running for worker in self.workers):
            # What is asked for on the screen comes first.
            self.set_timer(AFTER, self._warm_up)
            return
        self.run_worker(make_ready(self), group="warm", exit_on_error=False)

    def flush(self) -> None:
        """Write everything typed and not saved as drafts, at once."""
        for screen in self.mode_screens():
            screen.flush()

    async def action_quit(self) -> None:
        """Save what is typed and leave; whatever cannot be saved stays as a draft."""
        self.flush()
        self.saving.give_up()
        for screen in self.mode_screens():
            await screen.settle()
        self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Note that the fingers are at work; then as ever."""
        if isinstance(event, events.Key):
            garbage.key_pressed()
        await super().on_event(event)

    # Modes

    def modes_shown(self) -> list[tuple[str, str, str]]:
        """Return (id, key, title) of each mode, in the order of the header."""
        return [(mode, self.keymap.shown(f"app.{mode}"), title) for mode, title in MODE_TITLES.items()]

    async def lay_out(self, mode: str) -> None:
        """Lay a mode out that was not shown yet, behind the one that is."""
        if mode not in self._screen_stacks:
            await self._init_mode(mode)

    def go_to_mode(self, mode: str) -> None:
        """Show a mode; what was typed in the one before is saved on the way."""
        if isinstance(self.screen, Frame):
            self.screen.leaving()
        if self.current_mode != mode:
            self.switch_mode(mode)
        elif isinstance(self.screen, Sheet):
            self.screen.do_app_back()
        elif isinstance(self.screen, Frame) and self.screen.is_mounted:
            # Something else of the same mode may have been asked for; one that is being built looks by itself.
            self.screen.came_back()

    def open_story(self, story_id: str, *, edit: bool = False, part: str = "", at: int = 0) -> None:
        """Show a story in the Story mode: at the words `part[at]`, and with the cursor in them if `edit`."""
        self.story_id = story_id
        self.opening = (story_id, edit, part, at)
        self.go_to_mode("story")

    def open_target(self, target_id: str) -> None:
        """Show a target in the Target mode."""
        self.target_id = target_id
        self.go_to_mode("target")

    def open_project(self, project_id: str) -> None:
        """Show a project in the Portfolio."""
        self.project_id = project_id
        self.go_to_mode("portfolio")

    def ask_question(self, question: str) -> None:
        """Show which stories answer a question."""
        from workbench.tui.screens.question import show_answers

        show_answers(self, question)

    def begin_story(self, title: str, theme: str = "", action: str = "") -> None:
        """Make a story, with the first words of its Action where there are some, and open it in its text."""
        self.run_worker(self._begin_story(title, theme, action), group="new", exit_on_error=False)

    async def _begin_story(self, title: str, theme: str, action: str) -> None:
        try:
            story = await self.saving.write(lambda: self.ws.stories.new(title, [theme] if theme else [], action))
        except WorkbenchError as error:
            self.tell_error(error)
            return
        self.bank_changed()
        self.open_story(story.id, edit=True)

    def story_order(self) -> list[str]:
        """Return the ids of the stories in the order of the Bank's list."""
        from workbench.tui.screens.bank import BankScreen

        banks = [screen for screen in self.mode_screens() if isinstance(screen, BankScreen)]
        return banks[0].order() if banks else [str(row["id"]) for row in self.ws.stories.rows()]

    def mode_screens(self) -> list[Frame]:
        """Return the modes that were shown or laid out, and what is open over them."""
        return [screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, Frame)]

    def bank_changed(self) -> None:
        """Tell every mode that rows have changed."""
        for screen in self.mode_screens():
            # One that is only being built, or taken down, has no widgets to show it in, and shows the bank anyway.
            if screen.is_mounted and screen.is_running:
                screen.bank_changed()

    def saving_changed(self) -> None:
        """Show whether everything is saved."""
        super().saving_changed()
        if isinstance(self.screen, Frame):
            self.screen.show_state()

    # Keys that work everywhere

    def do(self, action_id: str) -> None:
        """Carry out an action that was found by its name."""
        title = BY_ID[action_id].title
        self.recent = [*(name for name in self.recent if name != title), title][-5:]
        if isinstance(self.screen, Frame):
            self.screen.action_act(action_id)

    def action_act(self, action_id: str) -> None:
        """Carry out an action of the `app` scope, on the mode that is shown."""
        if isinstance(self.screen, Frame):
            self.screen.action_act(action_id)
        elif action_id in {"app.quit", "app.save", "app.help"}:
            getattr(self, "do_" + action_id.replace(".", "_"))()

    def do_app_tonight(self) -> None:
        """Go to Tonight."""
        self.go_to_mode("tonight")

    def do_app_portfolio(self) -> None:
        """Go to the Portfolio."""
        self.go_to_mode("portfolio")

    def do_app_practice(self) -> None:
        """Go to Practice."""
        self.go_to_mode("practice")

    def do_app_bank(self) -> None:
        """Go to the Bank."""
        self.go_to_mode("bank")

    def do_app_story(self) -> None:
        """Go to the Story."""
        self.go_to_mode("story")

    def do_app_coverage(self) -> None:
        """Go to the Coverage."""
        self.go_to_mode("coverage")

    def do_app_target(self) -> None:
        """Go to the Target."""
        self.go_to_mode("target")

    def do_app_palette(self) -> None:
        """Find anything by name."""
        from workbench.tui.screens.finder import open_palette

        open_palette(self)

    def do_app_ask(self) -> None:
        """Ask which story answers a question."""
        from workbench.tui.screens.finder import open_ask

        open_ask(self)

    def do_app_help(self) -> None:
        """Show the keys."""
        from workbench.tui.screens.finder import open_help

        open_help(self)

    def do_app_zoom(self) -> None:
        """Give the whole window to one pane, or take it back."""
        if isinstance(self.screen, Frame):
            self.screen.zoom()

    def do_app_settings(self) -> None:
        """Show the settings."""
        from workbench.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def do_app_undo(self) -> None:
        """Take the last change back."""
        self.run_worker(
            self._undo(self.ws.stories.undo, "Undone", "There is nothing to undo."), group="undo", exit_on_error=False
        )

    def do_app_redo(self) -> None:
        """Make the undone change again."""
        self.run_worker(
            self._undo(self.ws.stories.redo, "Done again", "There is nothing to do again."),
            group="undo",
            exit_on_error=False,
        )

    async def _undo(self, step: Callable[[], str | None], done: str, nothing: str) -> None:
        try:
            label = await self.saving.write(step)
        except WorkbenchError as error:
            self.tell_error(error)
            return
        self.tell(f"{done}: {label}" if label else nothing)
        if label:
            self.bank_changed()

    def do_app_save(self) -> None:
        """Save at once."""
        for screen in self.mode_screens():
            screen.save_now()

    def do_app_explain(self) -> None:
        """Say which key quits."""
        self.tell(f"{self.keymap.shown('app.quit')} quits. In text, ^c copies what is marked.")

    def do_app_back(self) -> None:
        """In a mode's own ground there is nothing behind."""

    def do_app_quit(self) -> None:
        """Save and leave."""
        self.run_worker(self.action_quit(), group="quit", exit_on_error=False)
