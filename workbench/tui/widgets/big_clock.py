"""A clock that can be read at arm's length, with its meaning in words below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits, Static


class BigClock(Vertical):
    """A figure in large type, and one line in words. The words repeat the figure where colour tells more."""

    def compose(self) -> ComposeResult:
        """The figure above its words."""
        yield Digits("", classes="figure")
        yield Static(classes="words")

    def show(self, figure: str, words: str, *, style: str = "") -> None:
        """Show a figure; `style` is "over" (beyond the plan), "close" or ""."""
        digits = self.query_one(Digits)
        if digits.value != figure:
            digits.update(figure)
        for name in ("over", "close"):
            self.set_class(style == name, f"-{name}")
        self.query_one(".words", Static).update(Content(words))
