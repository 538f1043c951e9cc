"""What was typed and never saved: the saved words and the typed ones side by side, one decision for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.window import Window
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace.differing import Piece
    from workbench.workspace.drafts import Draft

AROUND = 120
"""Characters shown on either side of a difference."""


class Recovery(Window[None]):
    """Every draft with its time and its differing words. A small letter decides on one, a capital on all."""

    # Before the list sees them: there j and k would move.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "bring_back", "Bring it back", show=False, priority=True),
        Binding("k", "keep_both", "Keep both", show=False, priority=True),
        Binding("d", "discard", "Discard", show=False, priority=True),
        Binding("u", "undo", "Take the discarding back", show=False, priority=True),
        Binding("B", "all('bring_back')", "Bring all back", show=False, priority=True),
        Binding("K", "all('keep_both')", "Keep both of all", show=False, priority=True),
        Binding("D", "all('discard')", "Discard all", show=False, priority=True),
        Binding("l,escape,enter", "leave", "Later", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Recovery .window { width: 110; }
    Recovery RowList { height: auto; max-height: 6; margin-bottom: 1; }
    Recovery #recovery-words { height: auto; }
    Recovery VerticalScroll { width: 1fr; height: auto; max-height: 9; border: round $rule; padding: 0 1; }
    """

    def __init__(self, drafts: list[Draft]) -> None:
        super().__init__()
        self._drafts = drafts
        self._discarded: list[Draft] = []
        self._afterwards: Callable[[], object] | None = None

    @property
    def desk(self) -> WorkbenchApp:
        """The application."""
        from workbench.tui.app import WorkbenchApp

        assert isinstance(self.app, WorkbenchApp)
        return self.app

    def compose(self) -> ComposeResult:
        """The drafts, the words of one of them, and the ways."""
        with Vertical(classes="window recovery") as window:
            window.border_title = Content("Not saved last time")
            window.border_subtitle = Content("b bring back · k keep both · d discard · capitals: all · Esc later")
            yield Static(Content("The program ended before this was saved."), classes="note")
            yield RowList(id="recovery-rows")
            with Horizontal(id="recovery-words"):
                for name in ("saved", "typed"):
                    with VerticalScroll(can_focus=False) as side:
                        side.border_title = Content(name)
                        yield Static(id=f"recovery-{name}")
            yield Static(id="recovery-note", classes="note")

    def on_mount(self) -> None:
        """Show the first."""
        self._rows().focus()
        self._show()

    def _rows(self) -> RowList:
        return self.query_one(RowList)

    def _show(self, note: str = "") -> None:
        drafts = self.desk.ws.drafts
        rows = [
            Row(
                draft.key,
                f"{drafts.title(draft)}, {drafts.field_name(draft)}",
                "–" if draft in self._discarded else "•",
                right="discarded" if draft in self._discarded else f"{draft.at.astimezone():%d %b %H:%M}",
                style="line--muted" if draft in self._discarded else "line--strong",
            )
            for draft in self._drafts
        ]
        self._rows().show(rows)
        self._words()
        if note or not self._discarded:
            self.query_one("#recovery-note", Static).update(Content(note))

    @on(LineList.Moved)
    def _words(self) -> None:
        draft = self._here()
        if draft is None:
            return
        pieces = self.desk.ws.drafts.compare(draft)
        for name, where, style in (("saved", "old", "strike $quiet"), ("typed", "new", "bold $ink")):
            self.query_one(f"#recovery-{name}", Static).update(_side(pieces, where, style))

    def _here(self) -> Draft | None:
        return next((draft for draft in self._drafts if draft.key == self._rows().here()), None)

    def _open(self) -> list[Draft]:
        return [draft for draft in self._drafts if draft not in self._discarded]

    # Decisions

    def action_bring_back(self) -> None:
        """Bring the draft under the cursor back."""
        self._decide(self._bring_back)

    def action_keep_both(self) -> None:
        """Keep it beside what is saved."""
        self._decide(self._keep_both)

    def action_discard(self) -> None:
        """Put it aside."""
        self._decide(self._discard)

    def _decide(self, deed: Callable[[list[Draft]], object]) -> None:
        draft = self._here()
        if draft is not None and draft not in self._discarded:
            deed([draft])

    def action_all(self, deed: str) -> None:
        """Decide the same on all."""
        if drafts := self._open():
            {"bring_back": self._bring_back, "keep_both": self._keep_both, "discard": self._discard}[deed](drafts)

    def _discard(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            self.desk.ws.drafts.discard(draft.key)
        self._discarded += drafts
        self._show("Discarded: kept aside for 30 days. u takes it back; `workbench drafts undiscard` does later.")

    def action_undo(self) -> None:
        """Take the last discarding back."""
        if not self._discarded:
            return
        try:
            self.desk.ws.drafts.undiscard(self._discarded[-1].key)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self._discarded.pop()
        self._show("It is a draft again.")

    def _bring_back(self, drafts: list[Draft]) -> None:
        self.desk.run_worker(self._brought_back(drafts), group="drafts", exit_on_error=False)

    def _keep_both(self, drafts: list[Draft]) -> None:
        self.desk.run_worker(self._kept_both(drafts), group="drafts", exit_on_error=False)

    async def _brought_back(self, drafts: list[Draft]) -> None:
        from workbench.workspace.drafts import ROWLESS

        windows = [draft for draft in drafts if draft.table in ROWLESS]
        rows = [draft for draft in drafts if draft not in windows]
        kept: list[str] = []
        if rows:
            try:
                kept = await self.desk.saving.write(partial(self.desk.ws.drafts.take_back, rows))
            except WorkbenchError as error:
                self.desk.tell_error(error)
                return
            self.desk.bank_changed()
        stories = [key.split("/")[1] for key in kept if key.startswith("stories/")]
        if stories:
            self._afterwards = partial(self.desk.open_story, stories[-1])
        if windows:
            self._afterwards = partial(_show_window, self.desk, windows[-1])
        left = len(rows) - len(kept)
        said = "What you had typed is back." if kept or windows else ""
        if left:
            said += f" {left} could not be placed: what it belongs to is gone. k keeps it in the inbox."
        self._done([draft for draft in drafts if draft in windows or draft.key in kept], said.strip())

    async def _kept_both(self, drafts: list[Draft]) -> None:
        kept = []
        for draft in drafts:
            try:
                await self.desk.saving.write(partial(self.desk.ws.drafts.keep_both, draft.key))
                kept.append(draft)
            except WorkbenchError as error:
                self.desk.tell_error(error)
        if kept:
            self.desk.bank_changed()
        copies = all(draft.table == "stories" for draft in kept)
        said = "What you had typed stands beside what is saved" + ("." if copies else ", in the inbox of moments.")
        self._done(kept, said if kept else "")

    def _done(self, drafts: list[Draft], said: str) -> None:
        if said:
            self.desk.tell(said)
        self._drafts = [draft for draft in self._drafts if draft not in drafts]
        if self._drafts:
            self._show()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go on; what is not decided is asked again at the next start."""
        afterwards = self._afterwards
        self.dismiss(None)
        if afterwards is not None:
            self.desk.call_later(afterwards)


def _show_window(desk: WorkbenchApp, draft: Draft) -> None:
    """Go where the window of a draft is opened, and open it where that can be told; it holds what was typed."""
    from workbench.tui.screens.bring_in import bring_in, go_on

    if draft.table == "imports":
        if not go_on(desk):
            bring_in(desk)
        return
    place = draft.about
    if place.get("target") and any(target.id == place["target"] for target in desk.ws.tailoring.targets()):
        desk.target_id = place["target"]
    if place.get("mode") == "story" and desk.ws.stories.row(place.get("story", "")) is not None:
        desk.open_story(place["story"])
    elif place.get("mode") in dict(desk.MODES):
        desk.go_to_mode(place["mode"])
    desk.tell(f"“{place.get('window', '')}” holds what you had typed as soon as you open it again.")


def _side(pieces: list[Piece], where: str, style: str) -> Content:
    from workbench.workspace.differing import shortened

    words = [
        (piece.text, style if piece.where == where else "$quiet")
        for piece in shortened(pieces, AROUND)
        if piece.where in ("both", where) and piece.text
    ]
    return Content.assemble(*(words or [("nothing", "italic $quiet")]))
