"""One form of a project: a question at a time, your own sentences offered as answers, the table cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from workbench.errors import WorkbenchError
from workbench.tui.screens.sheet import Sheet
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList
from workbench.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from themes.schema import ArtefactForm
    from workbench.model.project import ArtefactKind, Project
    from workbench.workspace.portfolio import Filled, FormKind, Quote


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that is asked: a field, or a cell (with its row)."""

    id: str
    row: int | None
    title: str
    ask: str

    @property
    def name(self) -> str:
        """Its name in the list."""
        return self.id if self.row is None else f"{self.row}/{self.id}"


class ArtefactScreen(Sheet):
    """The questions on the left, the answer on the right. What is typed is a draft until one leaves the answer."""

    SCOPE: ClassVar[str] = "artefact"
    CSS_PATH = PRACTICE

    def __init__(self, project_id: str, kind: FormKind) -> None:
        super().__init__()
        self.project_id = project_id
        self.kind = kind
        self.project: Project | None = None
        self.form: ArtefactForm | None = None
        self.sheet: Filled | None = None
        self.quotes: dict[str, tuple[Quote, ...]] = {}
        self.places: list[Place] = []
        self._loaded: Place | None = None
        self._standing = ""
        self._read = -1

    def body(self) -> Iterator[Widget]:
        """Questions, and the answer to one."""
        yield Static(id="artefact-line", classes="line")
        with Horizontal(id="artefact-body"):
            yield RowList(id="artefact-rows", classes="pane")
            with Vertical(id="artefact-right", classes="pane"):
                yield Static(id="artefact-ask")
                yield TextBox(id="artefact-text")
                yield Static(id="artefact-from")

    @property
    def rows(self) -> RowList:
        """The questions."""
        return self.query_one(RowList)

    @property
    def box(self) -> TextBox:
        """The answer."""
        return self.query_one(TextBox)

    def opened(self) -> None:
        """Show the form; the quotes come when the linked stories are read."""
        self.rows.focus()
        self.came_back()
        self.do_artefact_next(stay=True)

    def came_back(self) -> None:
        """Show what stands now; what is being typed stays."""
        portfolio = self.ws.portfolio
        try:
            self.project = portfolio.get(self.project_id)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            self.dismiss(None)
            return
        self.form = portfolio.form(self.kind)
        self.sheet = portfolio.sheet(self.project, self.kind)
        self.places = [Place(each.id, None, each.title, each.ask) for each in self.form.fields]
        for row in range(len(self.sheet.rows)):
            self.places += [Place(each.id, row, each.title, each.ask) for each in self.form.columns]
        self._show()
        if self._read != self.ws.bank.seq:
            self.run_worker(self._find_quotes, thread=True, group="quotes", exclusive=True, exit_on_error=False)

    def bank_changed(self) -> None:
        """Show what stands now."""
        if self.is_current:
            self.came_back()

    def _find_quotes(self) -> None:
        seq, project = self.ws.bank.seq, self.project
        assert project is not None
        found = self.ws.portfolio.quotes(project, self.kind)
        self.app.call_from_thread(self._found, seq, found)

    def _found(self, seq: int, found: dict[str, tuple[Quote, ...]]) -> None:
        if self.is_mounted:
            self._read, self.quotes = seq, found
            self._show()

    # What is shown

    def value(self, place: Place) -> str:
        """Return what stands in a field or a cell."""
        if self.sheet is None:
            return ""
        if place.row is None:
            return self.sheet.fields.get(place.id, "")
        return self.sheet.rows[place.row].get(place.id, "") if place.row < len(self.sheet.rows) else ""

    def _show(self) -> None:
        form, sheet, project = self.form, self.sheet, self.project
        if form is None or sheet is None or project is None:
            return
        done, asked = self.ws.portfolio.progress(project, self.kind)
        self.query_one("#artefact-line", Static).update(
            Content.assemble(
                (f"{form.title}  ", "bold $name"), (project.title, "bold $ink"),
                (f"   {done} of {asked} answered", "$quiet"),
            )
        )  # fmt: skip
        rows = [self._line(place) for place in self.places if place.row is None]
        if form.columns:
            rows.append(Row("", " · ".join(column.title for column in form.columns), right=f"{len(sheet.rows)} rows"))
        for at, row in enumerate(sheet.rows):
            name = row.get(form.columns[0].id, "").strip() or f"row {at + 1}"
            rows += [
                self._line(place, name if place.id == form.columns[0].id else "")
                for place in self.places
                if place.row == at
            ]
        self.rows.border_title = Content("One question at a time")
        self.rows.show(rows)
        self._load()

    def _line(self, place: Place, name: str = "") -> Row:
        value = " ".join(self.value(place).split())
        quoted = self.sheet is not None and place.row is None and place.id in self.sheet.origin
        offered = place.row is None and bool(self.quotes.get(place.id))
        if value:
            mark, style = ("❝", "line--watch") if quoted else ("●", "line--good")
        else:
            mark, style = ("❝", "line--muted") if offered else ("○", "line--gap")
        if name:
            return Row(place.name, name, "▪", "line--accent", style="line--strong")
        title = place.title if place.row is None else f"  {place.title}"
        return Row(place.name, title, mark, style, note=value or ("a quote is offered" if offered else ""))

    def place(self) -> Place | None:
        """Return the question under the cursor."""
        return next((each for each in self.places if each.name == self.rows.here()), None)

    def _load(self) -> None:
        place = self.place()
        if place is None:
            return
        typing = self._loaded == place and self.box.text != self._standing
        if not typing:
            self._loaded, self._standing = place, self.value(place)
            with self.prevent(TextArea.Changed):
                self.box.load_text(self._standing)
        self.query_one("#artefact-right").border_title = Content(place.title)
        self.query_one("#artefact-ask", Static).update(Content(place.ask))
        self._from(place)
        self.show_keys()

    def _from(self, place: Place) -> None:
        parts: list[tuple[str, str]] = []
        origin = self.sheet.origin.get(place.id) if self.sheet is not None and place.row is None else None
        titles = {str(row["id"]): str(row.get("title") or "") for row in self.ws.stories.rows()}
        if origin:
            parts.append(
                (f"Quoted from “{titles.get(origin, origin)}”. What you change becomes your own words.\n", "$watch")
            )
        offered = [quote for quote in self.quotes.get(place.id, ()) if place.row is None]
        here = self.box.text.strip()
        others = [quote for quote in offered if quote.text.strip() != here]
        if others:
            key = self.desk.keymap.shown("artefact.quote")
            parts.append((f"{key} takes the first of your own sentences:\n", "$quiet"))
            for quote in others[:3]:
                parts += [(f"❝ {quote.text}", "italic $ink"), (f"  {quote.title}\n", "$quiet")]
        self.query_one("#artefact-from", Static).update(Content.assemble(*parts))

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another question: what was typed is saved."""
        if self._loaded is not None and self.place() != self._loaded:
            self.save_now()
            self._loaded = None
            self._load()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter goes into the answer."""
        self.action_act("artefact.edit")

    # Typing and saving

    def _key(self, place: Place) -> str:
        return self.ws.portfolio.draft_key(self.project_id, self.kind, place.id, place.row)

    @on(TextArea.Changed)
    def keep_typed(self) -> None:
        """Keep what is typed as a draft."""
        if self._loaded is not None and self.box.text != self._standing:
            self.desk.saving.mark_typing(True)
            self.desk.keep_draft(self._key(self._loaded), self.box.text, self.project.rev if self.project else 0)

    def save_now(self) -> None:
        """Save the answer if it was changed."""
        if self._loaded is not None and self.box.text != self._standing:
            place, text = self._loaded, self.box.text
            self._standing = text
            self.run_worker(self._save(place, text), group="save", exit_on_error=False)

    async def _save(self, place: Place, text: str) -> None:
        key, portfolio = self._key(place), self.ws.portfolio

        def work() -> None:
            if place.row is None:
                portfolio.fill(self.project_id, self.kind, place.id, text)
            else:
                portfolio.fill_cell(self.project_id, cast("ArtefactKind", self.kind), place.row, place.id, text)
            self.ws.drafts.settle(key, text)

        await self._write(work)
        self.desk.saving.mark_typing(False)

    async def _write(self, work: Callable[[], object]) -> None:
        try:
            await self.desk.saving.write(work, patient=True)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self.desk.bank_changed()

    def _change(self, work: Callable[[], object]) -> None:
        self.run_worker(self._write(work), group="change", exit_on_error=False)

    async def settle(self) -> None:
        """Save and wait until it is on the disk."""
        if self._loaded is not None and self.box.text != self._standing:
            self._standing = self.box.text
            await self._save(self._loaded, self.box.text)

    def flush(self) -> None:
        """Bring the draft to the disk."""
        self.ws.drafts.flush()

    # Keys

    def why_not(self, action_id: str) -> str:
        """Quotes and rows are not everywhere."""
        place = self.place()
        if action_id in {"artefact.quote", "artefact.story"}:
            offered = self.quotes.get(place.id, ()) if place is not None and place.row is None else ()
            origin = place is not None and place.row is None and self.sheet and place.id in self.sheet.origin
            if action_id == "artefact.quote" and not offered:
                return "No linked story says anything to this yet."
            if action_id == "artefact.story" and not offered and not origin:
                return "No linked story says anything to this yet."
        if action_id == "artefact.quotes" and not self._untaken():
            return "There is no quote for an empty field."
        if action_id == "artefact.add" and self.form is not None and not self.form.columns:
            return "This form has no table."
        if action_id == "artefact.delete" and (place is None or place.row is None):
            return "Put the cursor on a row of the table first."
        return ""

    def do_artefact_edit(self) -> None:
        """Put the cursor into the answer. An artefact that is not there yet is begun, so that drafts have a place."""
        if self.project is not None and self.ws.portfolio.needs_beginning(self.project, self.kind):
            self._change(lambda: self.ws.portfolio.begin(self.project_id, self.kind))
        self.box.focus()
        self.box.move_cursor(self.box.document.end)

    def do_artefact_next(self, *, stay: bool = False) -> None:
        """To the next question without an answer; `stay` on this one if it has none."""
        names = [place.name for place in self.places]
        if not names:
            return
        here = names.index(self.rows.here()) if self.rows.here() in names else 0
        order = self.places[here + (not stay) :] + self.places[: here + (not stay)]
        for place in order:
            if not self.value(place).strip():
                self.rows.put_cursor(place.name)
                return

    def do_artefact_quote(self) -> None:
        """Take a sentence of a linked story; pressed again, the next one."""
        place = self.place()
        if place is None:
            return
        offered = self.quotes[place.id]
        texts = [quote.text.strip() for quote in offered]
        here = self.value(place).strip()
        taken = offered[(texts.index(here) + 1) % len(offered)] if here in texts else offered[0]
        self._change(lambda: self.ws.portfolio.take_quotes(self.project_id, self.kind, {place.id: taken}))

    def _untaken(self) -> dict[str, Quote]:
        return {
            place.id: self.quotes[place.id][0]
            for place in self.places
            if place.row is None and self.quotes.get(place.id) and not self.value(place).strip()
        }

    def do_artefact_quotes(self) -> None:
        """Take the first quote into every empty field, as one step."""
        untaken = self._untaken()
        self._change(lambda: self.ws.portfolio.take_quotes(self.project_id, self.kind, untaken))
        key = self.desk.keymap.shown("app.undo")
        self.desk.tell(f"{len(untaken)} fields hold your own sentences, marked ❝. {key} takes them out again.")

    def do_artefact_story(self) -> None:
        """Open the story of the quote."""
        place = self.place()
        if place is None or self.sheet is None:
            return
        offered = self.quotes.get(place.id, ())
        story = self.sheet.origin.get(place.id) or (offered[0].story if offered else "")
        if story:
            self.desk.open_story(story)

    def do_artefact_add(self) -> None:
        """Another row."""
        kind = cast("ArtefactKind", self.kind)
        self._change(lambda: self.ws.portfolio.add_row(self.project_id, kind))

    def do_artefact_delete(self) -> None:
        """Take the row out."""
        place = self.place()
        if place is not None and place.row is not None:
            row, kind = place.row, cast("ArtefactKind", self.kind)
            self._change(lambda: self.ws.portfolio.delete_row(self.project_id, kind, row))

    def do_app_back(self) -> None:
        """Out of the answer, then back."""
        if self.focused is self.box:
            self.save_now()
            self.rows.focus()
        else:
            super().do_app_back()
