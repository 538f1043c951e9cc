"""The Bank's filter line: stories with all of its words, narrowed as one types, with what can be typed next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Static

from workbench.tui.screens.frame import Frame
from workbench.tui.story_filter import Completions
from workbench.tui.widgets.story_list import StoryList

if TYPE_CHECKING:
    from textual.widgets import Input


class BankFilter(Frame):
    """A list of stories that a line narrows."""

    _completions: Completions | None = None
    """What the filter's last word can become; counted when its line is opened."""

    @property
    def stories(self) -> StoryList:
        """The list."""
        return self.query_one(StoryList)

    def show_titles(self) -> None:
        """Say what is listed, how it is sorted and filtered."""
        raise NotImplementedError

    def show_preview(self) -> None:
        """Show the story under the cursor beside the list."""
        raise NotImplementedError

    def do_bank_filter(self) -> None:
        """Open the filter line."""
        from workbench.tui.widgets.filter_line import FilterLine

        lines = self.query(FilterLine)
        if lines:
            lines.first().focus()
            return
        line = FilterLine(
            self.stories.query_text,
            placeholder="words, or theme:failure depth:deep data:2+ -state:retired",
            complete=self._complete,
        )
        hint = Static(id="filter-hint", classes="line")
        self.query_one("#bank-left").mount(line, hint, before="#bank-head")
        line.focus()
        self._completions = None
        self._offer()
        self.prepare_filter()

    @work(thread=True, exclusive=True, group="fold", exit_on_error=False)
    def prepare_filter(self) -> None:
        """Fold the texts before the first key of the filter asks for them, and count what can be typed."""
        rows = list(self.stories.rows)
        for row in rows:
            row.prepare()
        self.app.call_from_thread(self._prepared, Completions(rows))

    def _prepared(self, completions: Completions) -> None:
        self._completions = completions
        self._offer()

    def _complete(self, query: str) -> str | None:
        return self._completions.complete(query) if self._completions else None

    def _offer(self) -> None:
        """Say what can be typed next."""
        for hint in self.query("#filter-hint").results(Static):
            offer = self._completions.offer(self.stories.query_text) if self._completions else None
            parts = [("Tab completes  " if self._complete(self.stories.query_text) else "", "$mark")]
            for value, count in offer.values if offer else ():
                parts += [(value, "$ink"), (f" {count}  " if count else "  ", "$quiet")]
            hint.update(Content.assemble(*parts))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter as one types."""
        if message.value != self.stories.query_text:
            self.stories.filter(message.value)
            self.show_titles()
            self.show_preview()
            self._offer()

    def on_input_submitted(self) -> None:
        """Enter keeps the filter and goes to the list."""
        self.stories.focus()
