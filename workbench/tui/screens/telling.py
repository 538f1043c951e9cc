"""A story as it would be told for one target: the user's sentences, reordered and selected, frames visibly frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.tui.clipboard import copy
from workbench.tui.findings import spoken
from workbench.tui.screens.window import Window

if TYPE_CHECKING:
    from workbench.model.narrative import Narrative


class Telling(Window[None]):
    """To read, and to copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "leave", "Back", show=False),
        Binding("y", "copy_all", "Copy", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, told: Narrative, company: str) -> None:
        super().__init__()
        self._told = told
        self._company = company

    def compose(self) -> ComposeResult:
        """The telling, a frame in its own style, and what is left out."""
        told = self._told
        with Vertical(classes="window telling") as window:
            window.border_title = Content(f"As told for {self._company}")
            window.border_subtitle = Content(f"{told.words} words · {spoken(told.seconds)} · y copies · Esc back")
            with VerticalScroll(can_focus=False):
                yield Static(Content.assemble(*self._pieces()))

    def _pieces(self) -> list[tuple[str, str]]:
        told = self._told
        pieces = [(told.headline + "\n", "bold $ink")]
        pieces += [(told.angle + "\n", "$mark")] if told.angle else []
        pieces += [(told.stale + "\n", "$watch")] if told.stale else []
        pieces += [(told.alike + "\n", "$quiet")] if told.alike else []
        pieces.append(("\n", ""))
        for line in told.lines:
            frame = line.kind == "frame"
            pieces.append((f"[{line.text}] " if frame else line.text + " ", "italic $quiet" if frame else "$ink"))
            if line.flag:
                pieces.append((f"← {line.flag} ", "$watch"))
        pieces.append((f"\n\nOpens with the {told.opening}: {told.opening_why}\n", "$quiet"))
        if told.missing:
            pieces.append(("\nLeft out\n", "bold $name"))
            for each in told.missing:
                pieces += [(each.text + "  ", "$ink"), (each.why + "\n", "$quiet")]
        return pieces

    def action_copy_all(self) -> None:
        """Copy the telling, without frames and notes."""
        copy(self.app, " ".join(line.text for line in self._told.lines if line.kind != "frame"))

    def action_scroll(self, step: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=step * 2, animate=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
