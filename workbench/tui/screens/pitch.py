"""My pitch: written for a target over a common base, with its spoken time, and told against the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from workbench.errors import WorkbenchError
from workbench.tui.screens.rehearse_rows import minutes
from workbench.tui.screens.sheet import Sheet
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.big_clock import BigClock
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList
from workbench.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from workbench.workspace.pitch import Piece


class PitchScreen(Sheet):
    """The pieces on the left, the text of one on the right; what is typed is a draft until one leaves the text."""

    SCOPE: ClassVar[str] = "pitch"
    CSS_PATH = PRACTICE

    def __init__(self, target_id: str = "") -> None:
        super().__init__()
        self.target_id = target_id
        self.pieces: list[Piece] = []
        self.places: list[tuple[str, str]] = []
        """(target id, company): the targets, and the common base with the id ""."""
        self.piece_id = ""
        self._since: datetime | None = None
        self._loaded: tuple[str, str] | None = None
        self._standing = ""

    def body(self) -> Iterator[Widget]:
        """Pieces, text, and the clock."""
        yield Static(id="pitch-line", classes="line")
        with Horizontal(id="pitch-body"):
            with Vertical(id="pitch-left", classes="pane"):
                yield RowList(id="pitch-rows")
                yield Static(id="pitch-ask")
                yield BigClock(id="pitch-clock")
            with Vertical(id="pitch-right", classes="pane"):
                yield TextBox(id="pitch-text")
                yield Static(id="pitch-time")

    @property
    def rows(self) -> RowList:
        """The pieces."""
        return self.query_one(RowList)

    @property
    def box(self) -> TextBox:
        """The text."""
        return self.query_one(TextBox)

    def opened(self) -> None:
        """Show the target's pitch."""
        self.rows.focus()
        self.set_interval(0.25, self.tick)
        self.places = [(target.id, target.company or target.role) for target in self.ws.tailoring.targets()]
        self.places.append(("", "the common base"))
        if not self.target_id and len(self.places) > 1:
            self.target_id = self.desk.target_id or self.places[0][0]
        self.came_back()

    def came_back(self) -> None:
        """Show what stands now; what is being typed stays."""
        if not self.places:
            return
        try:
            self.pieces = self.ws.pitch.pieces(self.target_id)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self.piece_id = self.piece_id or self.pieces[0].id
        name = dict(self.places).get(self.target_id, self.target_id)
        self.query_one("#pitch-line", Static).update(
            Content.assemble(
                ("My pitch  ", "bold $name"),
                (name, "bold $ink"),
                (f"   {self.desk.keymap.shown('pitch.next')}: {len(self.places) - 1} targets and the base", "$quiet"),
            )
        )
        self._show_pieces()
        self._load()

    def _show_pieces(self) -> None:
        rows = []
        for each in self.pieces:
            mark, style = ("●", "line--good") if each.text.strip() else ("○", "line--gap")
            mark, style = ("◐", "line--watch") if each.over else (mark, style)
            note = "common words" if each.inherited else ""
            right = f"{minutes(each.seconds)} of {minutes(each.aim)}" if each.text.strip() else "empty"
            rows.append(Row(each.id, each.title, mark, style, right, note=note))
        self.query_one("#pitch-left").border_title = Content("What they will ask")
        self.rows.show(rows, at=self.piece_id)

    def piece(self) -> Piece | None:
        """Return the piece that is shown."""
        return next((each for each in self.pieces if each.id == self.piece_id), None)

    def _load(self) -> None:
        piece = self.piece()
        if piece is None:
            return
        self.query_one("#pitch-ask", Static).update(Content(piece.ask))
        self.query_one("#pitch-right").border_title = Content(piece.title)
        if self._loaded != (self.target_id, piece.id) or self.box.text == self._standing:
            self._loaded = (self.target_id, piece.id)
            self._standing = piece.text
            with self.prevent(TextArea.Changed):
                self.box.load_text(piece.text)
        self._time()
        self.tick()

    def _time(self) -> None:
        piece = self.piece()
        if piece is None:
            return
        rate = self.ws.practice.rate()
        words = len(self.box.text.split())
        seconds = round(words * 60 / rate)
        over = seconds - piece.aim
        verdict = f"{over} s over: about {over * rate // 60} words to cut" if over > 0 else "fits"
        told = ", ".join(minutes(each) for each in piece.told[:4])
        parts = [
            (f"{words} words · ", "$quiet"),
            (f"{minutes(seconds)} spoken", "bold $ink"),
            (f" of {minutes(piece.aim)} · ", "$quiet"),
            (verdict if words else "empty", "$watch" if over > 0 else "$good"),
            (f" · told in {told}" if told else "", "$quiet"),
        ]
        marks = [f"{minutes(seconds)} “… {words}”" for seconds, words in self.ws.pitch.marks(self.box.text)]
        if marks:
            parts.append(("\n" + "  ".join(marks), "$quiet"))
        self.query_one("#pitch-time", Static).update(Content.assemble(*parts))
        inherited = piece.inherited and self.box.text == self._standing
        self.query_one("#pitch-right").border_subtitle = Content(
            "the common words; what you change here is this target's own" if inherited else ""
        )

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another piece."""
        here = self.rows.here()
        if here and here != self.piece_id:
            self.save_now()
            self.piece_id = here
            self._load()
        self.show_keys()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter goes into the text."""
        self.action_act("pitch.edit")

    # Typing and saving

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Time what is typed."""
        self._time()
        self.keep_typed()

    def keep_typed(self) -> None:
        """Keep what is typed as a draft."""
        if self.box.text != self._standing:
            self.desk.saving.mark_typing(True)
            self.desk.keep_draft(self.ws.pitch.draft_key(self.piece_id, self.target_id), self.box.text)

    def save_now(self) -> None:
        """Save the piece if it was changed."""
        if self.box.text != self._standing and self._loaded is not None:
            target_id, piece_id = self._loaded
            text, self._standing = self.box.text, self.box.text
            self.run_worker(self._save(piece_id, text, target_id), group="save", exit_on_error=False)

    async def _save(self, piece_id: str, text: str, target_id: str) -> None:
        key = self.ws.pitch.draft_key(piece_id, target_id)

        def work() -> None:
            self.ws.pitch.save(piece_id, text, target_id)
            self.ws.drafts.settle(key, text)

        try:
            await self.desk.saving.write(work, patient=True)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self.desk.saving.mark_typing(False)
        self.desk.bank_changed()

    async def settle(self) -> None:
        """Save and wait until it is on the disk."""
        if self._loaded is not None and self.box.text != self._standing:
            target_id, piece_id = self._loaded
            self._standing = self.box.text
            await self._save(piece_id, self.box.text, target_id)

    def flush(self) -> None:
        """Bring the draft to the disk."""
        self.ws.drafts.flush()

    # The clock

    def tick(self) -> None:
        """Move the clock."""
        piece, clock = self.piece(), self.query_one(BigClock)
        if piece is None:
            return
        key = self.desk.keymap.shown("pitch.say")
        if self._since is None:
            last = f"told last in {minutes(piece.told[0])}; " if piece.told else ""
            clock.show(minutes(piece.aim), f"{last}{key} starts the clock")
            return
        took = int((self.ws.now() - self._since).total_seconds())
        over = took > piece.aim
        clock.show(minutes(took), f"of {minutes(piece.aim)}; {key} stops it", style="over" if over else "")

    # Keys

    def why_not(self, action_id: str) -> str:
        """An empty piece can't be told."""
        if action_id == "pitch.say" and (piece := self.piece()) is not None and not piece.text.strip():
            return "Nothing is written to be told yet."
        return ""

    def do_pitch_edit(self) -> None:
        """Put the cursor into the text."""
        if not self.target_id:
            self.ws.pitch.begin_common()
        self.box.focus()

    def do_pitch_say(self) -> None:
        """Start the clock; again, stop it and keep the telling."""
        if self._since is None:
            self.save_now()
            self._since = self.ws.now()
            self.tick()
            return
        took = round((self.ws.now() - self._since).total_seconds())
        self._since = None
        piece_id, target_id = self.piece_id, self.target_id
        from workbench.tui.screens.practising import change

        change(self.desk, lambda: self.ws.pitch.told(piece_id, took, target_id))

    def do_pitch_next(self) -> None:
        """The next target, then the common base."""
        self.save_now()
        ids = [each for each, _ in self.places]
        self.target_id = ids[(ids.index(self.target_id) + 1) % len(ids)]
        self._since = None
        self.came_back()

    def do_app_back(self) -> None:
        """Out of the text, then back."""
        if self.focused is self.box:
            self.save_now()
            self.rows.focus()
        else:
            super().do_app_back()
