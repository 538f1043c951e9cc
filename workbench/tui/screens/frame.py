"""The frame of every mode: header, body, footer, and the one way in which a key becomes a deed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.actions import BY_ID, Action, of_scope
from workbench.tui.bindings import bindings
from workbench.tui.screens.drawn import Drawn
from workbench.tui.screens.pointing import Pointing
from workbench.tui.told import Told
from workbench.tui.widgets.footer import Footer, Hint
from workbench.tui.widgets.header import Header
from workbench.tui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.widgets.line_list import LineList
    from workbench.workspace import Workspace


AWAY = "-away"
"""Class of what is not shown while one pane fills the window."""


class Frame(Told, Pointing, Drawn, Screen[None]):
    """A mode. Subclasses name their `SCOPE`, compose a `body()`, and have a method `do_<scope>_<name>` an action."""

    SCOPE: ClassVar[str] = ""
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-medium"), (140, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (30, "-high")]  # noqa: RUF012

    def __init_subclass__(cls, **kwargs: object) -> None:
        if cls.SCOPE:
            cls.BINDINGS = bindings(cls.SCOPE)
        super().__init_subclass__()

    def _post_register(self, app: App[object]) -> None:
        super()._post_register(app)
        # It is styled as the application is now; Textual would style it, and what is shown, once more.
        self._css_update_count = app._css_update_count

    @property
    def desk(self) -> WorkbenchApp:
        """The application that this screen is shown by."""
        from workbench.tui.app import WorkbenchApp

        app = self.app
        assert isinstance(app, WorkbenchApp)
        return app

    @property
    def ws(self) -> Workspace:
        """The open workspace."""
        return self.desk.ws

    def compose(self) -> ComposeResult:
        """Put the body between the first and the last line."""
        yield Header(self.SCOPE)
        yield from self.body()
        yield Footer()
        quits = self.desk.keymap.shown("app.quit")
        yield Static(
            Content(f"The workbench needs a window of at least 60 × 16.\n{quits} quits; nothing is lost."),
            id="too-small",
        )

    def body(self) -> Iterator[Widget]:
        """Yield the widgets between the two lines."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show modes, state and keys; then what the mode is about."""
        self.query_one(Header).show_modes(self.desk.modes_shown())
        self.show_state()
        self.opened()

    def opened(self) -> None:
        """Fill the body for the first time."""

    def make_ready(self) -> None:
        """Work out what the first sight shows, while nobody waits; only what is worked out soon."""

    def on_screen_resume(self) -> None:
        """Come back to this mode: the bank may have changed since."""
        if not self.is_current:
            # It is only laid out, ahead of its first key.
            return
        self.show_state()
        self.came_back()
        self.show_keys()

    def on_screen_suspend(self) -> None:
        """Another screen comes: what was said against a key here goes with this one."""
        self.desk.forget_refusals()

    def came_back(self) -> None:
        """Bring the body up to date."""

    def bank_changed(self) -> None:
        """The bank has changed under this mode (undo, an import): bring the body up to date."""
        self.came_back()

    def note(self, text: str) -> None:
        """Show a note at the right end of the last line."""
        self.query_one(Footer).show_note(text)

    def _compositor_refresh(self) -> None:
        # While the program starts Textual makes a picture and throws it away (`App._display` shows none in a batch);
        # the parts that it holds would then never be asked for again. So: none before it can be shown.
        if self.app._batch_count:
            self.refresh()
        else:
            super()._compositor_refresh()

    def on_line_list_beside(self, message: LineList.Beside) -> None:
        """Scroll what explains the cursor's line; the list keeps the focus."""
        for pane in self.query(SidePane):
            pane.turn(message.step)

    # One pane alone

    def zoom(self) -> None:
        """Let the pane with the focus fill the window; again brings the others back."""
        if not self._unzoom() and self.focused is not None:
            within = [node for node in self.focused.ancestors_with_self if isinstance(node, Widget)]
            pane = next((at for at, node in enumerate(within) if node.has_class("pane")), None)
            # The screen and what stands directly on it (first and last line) are no panes of a body.
            for node in within[pane:-2] if pane is not None else ():
                for beside in node.siblings:
                    beside.add_class(AWAY)

    def unzoom_unless(self, widget: Widget) -> None:
        """Bring all panes back if this one is away."""
        if any(isinstance(node, Widget) and node.has_class(AWAY) for node in widget.ancestors_with_self):
            self._unzoom()

    def _unzoom(self) -> bool:
        away = self.query(f".{AWAY}")
        away.remove_class(AWAY)
        return bool(away)

    # What the two lines show

    def show_state(self) -> None:
        """Show how many stories there are and whether they are saved."""
        if self.is_mounted:
            text, alarm = self.desk.state()
            self.query_one(Header).show_state(text, alarm=alarm)

    def show_keys(self) -> None:
        """Show the keys that work now."""
        if self.is_mounted and (footers := self.query(Footer)):
            footers.first().show([self._hint(action) for action in self.live_actions() if action.short])

    def on_descendant_focus(self) -> None:
        """Another pane answers to other keys."""
        self.show_keys()

    def in_text(self) -> bool:
        """Tell whether keys are typed into a text now, so that letters are no commands."""
        focused = self.focused
        return focused is not None and focused.check_consume_key("a", "a")

    def live_actions(self) -> list[Action]:
        """Return the actions whose keys work now, the nearest first."""
        if self.in_text():
            own = list(of_scope("text")) if self.SCOPE == "story" else []
            rest = [*of_scope(self.SCOPE), *of_scope("app")]
            return own + [action for action in rest if self.desk.keymap.shown(action.id, in_text=True)]
        return [*of_scope(self.SCOPE), *of_scope("app"), *of_scope("list")]

    def _hint(self, action: Action) -> Hint:
        key = self.desk.keymap.shown(action.id, in_text=self.in_text())
        return Hint(action.id, key, self.word_for(action), self.reason_against(action.id))

    def word_for(self, action: Action) -> str:
        """Return the footer's word for a key; a screen on which a key does now this, now that, says which."""
        return action.short

    # From a key to a deed

    def reason_against(self, action_id: str) -> str:
        """Return why an action cannot be done now; empty if it can."""
        if BY_ID[action_id].writes and (why := self.desk.read_only_why()):
            return f"The bank is open for reading only: {why}"
        return self.why_not(action_id)

    def why_not(self, action_id: str) -> str:  # noqa: ARG002
        """Return the mode's own reason against an action; empty if there is none."""
        return ""

    def action_act(self, action_id: str) -> None:
        """Carry an action out, or say why it cannot be done now."""
        if reason := self.reason_against(action_id):
            self.desk.refuse(reason)
            return
        name = "do_" + action_id.replace(".", "_")
        deed = getattr(self, name, None) or getattr(self.desk, name, None)
        if deed is None:
            # It was found by its name in a window over a screen that has gone meanwhile.
            self.desk.refuse("What this does belongs to a screen that is not shown now.")
            return
        deed()

    def on_footer_hint_clicked(self, message: Footer.HintClicked) -> None:
        """A click on a key does what the key does."""
        self.action_act(message.action)

    def on_header_mode_clicked(self, message: Header.ModeClicked) -> None:
        """A click on a mode goes there."""
        self.desk.go_to_mode(message.mode)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go back, if this is what is shown; a second Esc, or one that comes late, closes nothing else."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    # Saving

    def flush(self) -> None:
        """Write what was typed and not saved as drafts, at once."""

    def save_now(self) -> None:
        """Save what was typed."""

    async def settle(self) -> None:
        """Save what was typed and wait until it is on the disk."""

    def leaving(self) -> None:
        """Another mode is about to be shown."""
        self.save_now()
