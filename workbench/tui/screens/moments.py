"""The inbox of moments: one line each, prompts to remember by, and one key that makes a story of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens import practising
from workbench.tui.screens.form import Answers, Field, ask, required
from workbench.tui.screens.sheet import Sheet
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList
from workbench.workspace.drafts import NEW_MOMENT as NEW

if TYPE_CHECKING:
    from workbench.model.moment import Moment

PROMPTS = 6


class MomentsScreen(Sheet):
    """What happened and may become a story, and what one might have forgotten."""

    SCOPE: ClassVar[str] = "moments"
    CSS_PATH = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.inbox: list[Moment] = []
        self.asked: list[tuple[str, str, str]] = []
        """(theme id, its title, the prompt)."""

    def body(self) -> Iterator[Widget]:
        """The progress above the lines."""
        yield Static(id="moments-line", classes="line")
        yield RowList(id="moments-rows", classes="pane")

    @property
    def rows(self) -> RowList:
        """Moments, then prompts."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Show the inbox."""
        self.rows.focus()
        self.came_back()

    def came_back(self) -> None:
        """Show what stands now."""
        try:
            self.inbox = self.ws.practice.moments()
            self.asked = [(theme.id, theme.title, text) for theme, text in self.ws.practice.prompts(PROMPTS)]
            progress = self.ws.practice.progress().sentence
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        titles = {theme.id: theme.title for theme in self.ws.catalogue.themes.values()}
        self.query_one("#moments-line", Static).update(
            Content.assemble(("Moments  ", "bold $name"), (progress, "bold $ink"))
        )
        rows = [Row("", "To be written", right=f"{len(self.inbox)}")]
        for moment in self.inbox:
            rows.append(Row(moment.id, moment.text, "·", "line--accent", titles.get(moment.theme, "")))
        if not self.inbox:
            rows.append(Row("", "   Nothing waits. One line is enough; it need not be a story yet."))
        rows.append(Row("", "Do you remember …", right="Enter answers one"))
        for at, (_, title, text) in enumerate(self.asked):
            rows.append(Row(f"ask:{at}", text, "?", "line--muted", title, style="line--strong"))
        self.rows.border_title = Content("One line each")
        self.rows.show(rows)
        self.show_keys()

    def here(self) -> Moment | None:
        """Return the moment under the cursor."""
        return next((moment for moment in self.inbox if moment.id == self.rows.here()), None)

    @on(LineList.Moved)
    def moved(self) -> None:
        """Other keys may work here."""
        self.show_keys()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter makes a story of a moment, and a moment of a prompt."""
        here = self.rows.here()
        if here.startswith("ask:"):
            theme, title, text = self.asked[int(here.removeprefix("ask:"))]
            self._add(theme, text, title)
        else:
            self.action_act("moments.write")

    # Keys

    def why_not(self, action_id: str) -> str:
        """Some keys need a moment."""
        if action_id in {"moments.write", "moments.delete", "moments.theme"} and self.here() is None:
            return "Put the cursor on a moment first."
        return ""

    def do_moments_add(self) -> None:
        """Keep a line."""
        self._add("", "What happened? One line, as you would tell a colleague.", "")

    def _add(self, theme: str, lead: str, title: str) -> None:
        def answered(answers: Answers) -> None:
            def work() -> None:
                self.ws.practice.add_moment(answers["text"], theme)
                self.ws.drafts.settle(NEW)

            practising.change(self.desk, work)

        ask(
            self.desk,
            title or "A moment",
            [Field("text", "", draft=NEW)],
            answered,
            lead=lead,
            confirm="Keep",
            check=required("text", "A few words are enough."),
            key=f"moment {theme}",
        )

    def do_moments_theme(self) -> None:
        """Say what the moment shows."""
        moment = self.here()
        if moment is None:
            return
        themes = [("", "none yet"), *((each.id, each.title) for each in self.ws.catalogue.themes.values())]

        def answered(answers: Answers) -> None:
            practising.change(self.desk, lambda: self.ws.practice.theme_moment(moment.id, answers["theme"]))

        ask(
            self.desk,
            "What it shows",
            [Field("theme", "", moment.theme, "choice", themes)],
            answered,
            lead=moment.text,
            key=f"theme {moment.id}",
        )

    def do_moments_write(self) -> None:
        """Make a story of the moment and open it."""
        moment = self.here()
        if moment is None:
            return

        async def run() -> None:
            try:
                story = await self.desk.saving.write(lambda: self.ws.practice.write_moment(moment.id))
            except WorkbenchError as error:
                self.desk.tell_error(error)
                return
            self.desk.bank_changed()
            self.desk.open_story(story.id, edit=True)

        self.desk.run_worker(run(), group="change", exit_on_error=False)

    def do_moments_delete(self) -> None:
        """Move the moment to the trash."""
        moment = self.here()
        if moment is not None:
            key = self.desk.keymap.shown("app.undo")
            practising.change(
                self.desk, lambda: self.ws.practice.delete_moment(moment.id), f"In the trash; {key} brings it back."
            )
