"""A window that asks for a few things: lines, texts and choices. One for all questions of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.text import clean
from workbench.tui.keys import FORM_DONE
from workbench.tui.saving import Handed, handing_over
from workbench.tui.screens.window import Window
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.several import Option, Several
from workbench.tui.widgets.text_box import LineBox, TextBox

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

Answers = dict[str, str]
BESIDE_TEXT = 8
"""Rows of a window that are left to what stands beside its only text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the answers, said under the field that it is about; `field` is "" where it is about none."""

    field: str
    said: str


Check = Callable[[Answers], Problem | None]
Follow = Callable[[Answers], tuple[str, str]]
"""From the answers so far to what a field of several things proposes, and why, in a sentence."""


def required(field: str, said: str) -> Check:
    """Return a check that a field is not empty."""
    return lambda answers: None if answers[field] else Problem(field, said)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked for.

    What is typed is kept as a draft: of the bank's field that `draft` names, else of this window. `kept` is False
    for what is no words of the user's, such as where a file is.
    """

    name: str
    label: str
    value: str = ""
    kind: Literal["line", "text", "choice", "several"] = "line"
    choices: Sequence[tuple[str, str]] = ()
    options: Sequence[Option] = ()
    follow: Follow | None = None
    note: str = ""
    draft: str = ""
    kept: bool = True


class Form(Window[Answers | None]):
    """Fields one under the other. Enter in a line goes on; the key that saves, or Enter in the last line, is done.

    Esc steps back. What was typed then is kept by the application and stands here again the next time.
    """

    # The first field is focused when it is laid out; Textual's own focusing would scroll its label out of sight.
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Done", show=False, priority=True, id=FORM_DONE),
        Binding("escape", "step_back", "Back", show=False),
        # Before the field sees it: what is typed right after Tab must not land in the field that one leaves.
        Binding("tab", "app.focus_next", "Next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Before", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        lead: str = "",
        example: str = "",
        confirm: str = "Save",
        check: Check = lambda _: None,
        key: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._lead = lead
        self._example = example
        self._confirm = confirm
        self._check = check
        self._key = key or title
        self._written: set[str] = set()
        """The drafts that were written here."""

    @property
    def desk(self) -> WorkbenchApp:
        """The application."""
        from workbench.tui.app import WorkbenchApp

        assert isinstance(self.app, WorkbenchApp)
        return self.app

    def compose(self) -> ComposeResult:
        """Lay the fields out."""
        kept = {**self._drafted(), **self.desk.half_typed.get(self._key, {})}
        with Vertical(classes="window form") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content(f"{self.desk.keymap.done()} {self._confirm.lower()} · Tab next · Esc back")
            with VerticalScroll(can_focus=False, classes="fields"):
                if self._lead:
                    yield Static(Content(self._lead), classes="lead")
                if self._example:
                    yield Static(
                        Content.assemble(("For example: ", "bold $quiet"), (self._example, "italic $quiet")),
                        classes="lead",
                    )
                for field in self._fields:
                    yield from self._widgets(field, kept.get(field.name, field.value))
                yield Static(id="form-problem", classes="note")

    def _widgets(self, field: Field, value: str) -> Iterator[Widget]:
        if field.label:
            yield Static(Content(field.label), classes="label")
        identity = f"field-{field.name}"
        if field.kind == "choice":
            yield Choice(field.choices, value, id=identity)
        elif field.kind == "several":
            yield Several(field.options, value, id=identity)
        elif field.kind == "text":
            yield TextBox(value, id=identity)
        else:
            yield LineBox(value, id=identity, select_on_focus=False)
        if field.note:
            yield Static(Content(field.note), classes="note")

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query_one("#form-problem").display = False
        if self._fields:
            self.query_one(f"#field-{self._fields[0].name}").focus(scroll_visible=False)
        answers = self.answers()
        for field in self._followers():
            # What stands here from before and is not what would be proposed was chosen by the user.
            if field.follow is not None and answers[field.name] not in {"", field.follow(answers)[0]}:
                self.query_one(f"#field-{field.name}", Several).touched = True
        self._follow()

    def on_descendant_focus(self) -> None:
        """A field comes into view with its label above and its note below."""
        self.call_after_refresh(self._show_field)

    def _show_field(self) -> None:
        field, fields = self.focused, self.query_one(".fields")
        if field is not None and field.parent is fields:
            fields.scroll_to_region(field.virtual_region.grow((1, 0, 1, 0)), animate=False, force=True)

    def on_resize(self, event: Resize) -> None:
        """Keep the fields as low as their window, so that what does not fit is scrolled to and never cut off."""
        # The window takes at most 92 of 100 rows (its stylesheet), two of them for its border.
        for fields in self.query(".fields"):
            room = max(3, min(30, event.size.height * 92 // 100 - 2))
            fields.styles.max_height = room
            if len(texts := fields.query(TextBox)) == 1:
                # The only text of a window takes what the other fields leave, and no less than its stylesheet gives.
                texts.first().styles.max_height = max(12, room - BESIDE_TEXT)
        self.call_after_refresh(self._show_field)

    def answers(self) -> Answers:
        """Return what stands in the fields, cleaned."""
        found: Answers = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, TextBox):
                found[field.name] = widget.text.strip()
            elif isinstance(widget, Input):
                found[field.name] = clean(widget.value).strip()
            elif isinstance(widget, Choice | Several):
                found[field.name] = widget.value
        return found

    def on_text_area_changed(self) -> None:
        """Keep what is typed as a draft."""
        self.keep_typed()

    def on_input_changed(self) -> None:
        """Keep what is typed as a draft; what follows from it is proposed."""
        self._follow()
        self.keep_typed()

    def _followers(self) -> list[Field]:
        return [field for field in self._fields if field.follow is not None]

    def _follow(self) -> None:
        if not self.is_mounted:
            return
        for field in self._followers():
            several = self.query_one(f"#field-{field.name}", Several)
            if field.follow is not None and not several.touched:
                several.propose(*field.follow(self.answers()))

    def on_several_changed(self) -> None:
        """Keep what is chosen as a draft."""
        self.keep_typed()

    def on_several_grown(self) -> None:
        """A field that has grown stays in sight."""
        self.call_after_refresh(self._show_field)

    def on_several_go_on(self) -> None:
        """Enter where nothing is looked for goes to the next field."""
        self.focus_next()

    def on_choice_changed(self) -> None:
        """Keep what is chosen as a draft."""
        self.keep_typed()

    def draft_key(self, field: Field) -> str:
        """Return the key under which what is typed into a field is kept; "" for one that is not kept."""
        from workbench.workspace.drafts import form_key

        return (field.draft or form_key(self._key, field.name)) if field.kept else ""

    def _drafted(self) -> Answers:
        """What was typed here in another session, and neither saved nor discarded."""
        found: Answers = {}
        for field in self._fields:
            key = self.draft_key(field)
            draft = self.desk.ws.drafts.find(key) if key else None
            if draft is not None and (field.kind != "choice" or draft.text in dict(field.choices)):
                found[field.name] = draft.text
                self._written.add(key)
        return found

    def keep_typed(self) -> None:
        """Keep what is typed and chosen as drafts."""
        if not self.is_mounted:
            return
        answers = self.answers()
        label = ""
        for field in self._fields:
            label = field.label or label
            key, text = self.draft_key(field), answers[field.name]
            if not key:
                continue
            if text != field.value:
                self._written.add(key)
                self.desk.keep_draft(key, text, about=self._about(field, label))
            elif key in self._written:
                self._written.discard(key)
                self.desk.ws.drafts.settle(key)

    def _about(self, field: Field, label: str) -> Answers:
        """What is needed to show a draft, and to bring it back into this window."""
        if field.draft:
            return {}
        return {
            "window": self._title, "label": label, "was": field.value, "form": self._key, "name": field.name,
            "mode": self.desk.current_mode, "story": self.desk.story_id or "", "target": self.desk.target_id or "",
        }  # fmt: skip

    def handed(self, answers: Answers) -> Handed:
        """Return what ends as a draft once these answers are saved; a save that fails puts them back here."""

        def put_back() -> None:
            self.desk.half_typed[self._key] = answers

        drafts = {self.draft_key(field): answers[field.name] for field in self._fields if field.kept}
        return Handed(drafts, put_back)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next field; in the last line it is done."""
        lines = [field.name for field in self._fields if field.kind == "line"]
        if message.input.id == f"field-{lines[-1]}":
            self.action_done()
        else:
            self.focus_next()

    def action_done(self) -> None:
        """Hand the answers over, once the keys pressed before have reached their field."""
        # The key for it holds everywhere, and overtakes letters that still wait for the field that they are typed in.
        (self.focused or self).call_later(self._done)

    def _done(self) -> None:
        """Hand the answers over, unless something is wrong with them."""
        answers = self.answers()
        if problem := self._check(answers):
            self._show_problem(problem)
            return
        self.desk.half_typed.pop(self._key, None)
        self.dismiss(answers)

    def _show_problem(self, problem: Problem) -> None:
        """Say what is wrong under the field that it is about, and go there."""
        said = self.query_one("#form-problem", Static)
        said.update(Content.assemble((problem.said, "bold $gap")))
        said.display = True
        field = self.query_one(f"#field-{problem.field}") if problem.field else self.focused
        if field is not None and field.parent is said.parent and isinstance(said.parent, Widget):
            said.parent.move_child(said, after=field)
            field.focus(scroll_visible=False)
        self.call_after_refresh(self._scroll_to_problem, field)

    def _scroll_to_problem(self, field: Widget | None) -> None:
        said, fields = self.query_one("#form-problem"), self.query_one(".fields")
        seen = said.virtual_region
        if field is not None and field.parent is fields:
            # With its field, and the label above, where the window has room for all three.
            whole = seen.union(field.virtual_region.grow((1, 0, 0, 0)))
            seen = whole if whole.height <= fields.scrollable_content_region.height else seen
        fields.scroll_to_region(seen, animate=False, force=True)

    def action_step_back(self) -> None:
        """Step back; what was typed stands here again the next time."""
        answers = self.answers()
        if any(answers[field.name] != field.value for field in self._fields):
            self.desk.half_typed[self._key] = answers
        self.dismiss(None)


def ask(
    desk: WorkbenchApp,
    title: str,
    fields: Sequence[Field],
    then: Callable[[Answers], None],
    *,
    lead: str = "",
    example: str = "",
    confirm: str = "Save",
    check: Check = lambda _: None,
    key: str = "",
    saves: bool = True,
    after: Handed | None = None,
) -> None:
    """Open a form and call `then` with its answers, unless the user steps back.

    Their drafts end when `then` has saved them; with `saves` False something else keeps the answers from then on.
    What a window before this one handed over stays a draft until then too, if it is given as `after`.
    """

    form = Form(title, fields, lead=lead, example=example, confirm=confirm, check=check, key=key)

    def answered(answers: Answers | None) -> None:
        if answers is None:
            return
        handed = form.handed(answers)
        if not saves:
            for draft in handed.drafts:
                desk.ws.drafts.settle(draft)
            then(answers)
        else:
            with handing_over(handed.with_those_of(after) if after else handed):
                then(answers)

    desk.push_screen(form, answered)
