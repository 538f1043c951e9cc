"""What a story said before: its revisions, two of them word by word, and the way back to one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import NotFound, WorkbenchError
from workbench.tui.screens.sheet import Sheet
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList
from workbench.workspace.differing import shortened
from workbench.workspace.revisions import TEXTS, changes, field_name, summary

if TYPE_CHECKING:
    from workbench.workspace.differing import Piece
    from workbench.workspace.safety import Revision

AROUND = 160
"""Characters shown on either side of a difference."""
FACTS = "facts"


class RevisionsScreen(Sheet):
    """Revisions, newest first; below them the words in which the one under the cursor differs from another."""

    SCOPE: ClassVar[str] = "revisions"
    DEFAULT_CSS = """
    RevisionsScreen {
        #revisions-list { height: 1fr; }
        #revisions-words { height: 1fr; padding: 0 1; }
        .difference { height: auto; display: none; }
        .difference.-differs { display: block; }
        .difference .field { color: $name; text-style: bold; height: 1; }
        .sides { height: auto; margin-bottom: 1; }
        .sides Static { width: 1fr; height: auto; padding-right: 2; }
        &.-narrow .sides { layout: vertical; }
        &.-narrow .sides .new { padding-left: 2; }
    }
    """

    def __init__(self, story_id: str, title: str) -> None:
        super().__init__()
        self.story_id = story_id
        self._title = title
        self.revisions: list[Revision] = []
        """Newest first."""
        self.base: Revision | None = None
        """The one that the others are compared with; None for the present state."""

    def body(self) -> Iterator[Widget]:
        """The list above, the words below."""
        yield RowList(id="revisions-list", classes="pane")
        with VerticalScroll(id="revisions-words", classes="pane"):
            yield Static(id="revisions-note", classes="line")
            for name in (*TEXTS, FACTS):
                with Vertical(id=f"difference-{name}", classes="difference"):
                    yield Static(Content(field_name(name).capitalize()), classes="field")
                    with Horizontal(classes="sides"):
                        yield Static(classes="old")
                        yield Static(classes="new")

    @property
    def rows(self) -> RowList:
        """The revisions."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Show the revisions, the cursor on the one before the present."""
        self.rows.border_title = Content(f"What “{self._title}” said before")
        self.rows.focus()
        self._load()
        if len(self.revisions) > 1:
            self.rows.put_cursor("1")
        self._compare()

    def came_back(self) -> None:
        """The history has grown, or not: look."""
        if self.revisions:
            self._load()
            self._compare()

    def _load(self) -> None:
        try:
            self.revisions = self.ws.safety.history(self.story_id)[::-1]
        except NotFound:
            self.revisions = []
        except WorkbenchError as error:
            self.desk.tell_error(error)
        if self.base is not None and self.base not in self.revisions:
            self.base = None
        self._rows()

    def _rows(self) -> None:
        shown = []
        for number, each in enumerate(self.revisions):
            before = self.revisions[number + 1].row if number + 1 < len(self.revisions) else None
            when = "now" if number == 0 else f"{each.at.astimezone():%d %b %Y %H:%M:%S}"
            never = "never saved · " if not each.saved else ""
            shown.append(
                Row(
                    str(number),
                    f"{when:<20}",
                    "◆" if each is self.base else " ",
                    "line--mark",
                    right=f"revision {each.rev}",
                    note=never + summary(before, each.row),
                )
            )
        # Few revisions leave the room to the words; many share it with them.
        self.rows.styles.max_height = max(3, len(shown) + 2)
        self.rows.show(shown)
        self.rows.border_subtitle = Content(f"{len(shown)} revisions" if len(shown) != 1 else "1 revision")

    # Comparing

    def _here(self) -> Revision | None:
        at = self.rows.here()
        return self.revisions[int(at)] if at else None

    @on(LineList.Moved)
    def moved(self) -> None:
        """Compare the one under the cursor."""
        self._compare()
        self.show_keys()

    def _sides(self) -> tuple[Revision, Revision] | None:
        """The two that are compared, the older first."""
        here = self._here()
        if here is None:
            return None
        other = self.base or self.revisions[0]
        pair = (here, other) if self.revisions.index(here) >= self.revisions.index(other) else (other, here)
        return None if here is other else pair

    def _compare(self) -> None:
        pair = self._sides()
        words = self.query_one("#revisions-words")
        found: dict[str, list[Piece]] = {}
        if pair is None:
            words.border_title = Content("Now" if self.base is None else "The marked revision")
            note = "Go to an older one to see its differing words." if self.base is None else "Go to another one."
            if len(self.revisions) == 1:
                note = "This is the first one; every change that is saved makes another."
        else:
            found = changes(pair[0].row, pair[1].row)
            words.border_title = Content(" → ".join(self._called(each) for each in pair))
            note = "" if found else "They tell the same."
        self.query_one("#revisions-note", Static).update(Content(note))
        self.query_one("#revisions-note").display = bool(note)
        facts = {name: pieces for name, pieces in found.items() if name not in TEXTS}
        for name in TEXTS:
            self._show(name, [(None, found[name])] if name in found else [])
        self._show(FACTS, list(facts.items()))
        words.scroll_home(animate=False)

    def _show(self, name: str, differences: list[tuple[str | None, list[Piece]]]) -> None:
        block = self.query_one(f"#difference-{name}")
        block.set_class(bool(differences), "-differs")
        if differences:
            for side in ("old", "new"):
                block.query_one(f".{side}", Static).update(_side(differences, side))

    def _called(self, revision: Revision) -> str:
        return "now" if revision is self.revisions[0] else f"revision {revision.rev}, {revision.at.astimezone():%H:%M}"

    # Keys

    def why_not(self, action_id: str) -> str:
        """There must be another one."""
        if not action_id.startswith("revisions."):
            return ""
        here = self._here()
        if here is None:
            return "Nothing is kept of this story yet."
        if action_id == "revisions.restore" and here is self.revisions[0]:
            return "This is what stands now."
        return ""

    def do_revisions_mark(self) -> None:
        """Compare the others with this one; again, with now."""
        here = self._here()
        self.base = None if here is self.base or here is self.revisions[0] else here
        self._rows()
        self._compare()

    def do_revisions_restore(self) -> None:
        """Make this state the present one."""
        here = self._here()
        if here is not None:
            self.desk.run_worker(self._restore(here), group="change", exit_on_error=False)

    async def _restore(self, revision: Revision) -> None:
        try:
            await self.desk.saving.write(lambda: self.ws.safety.restore_state(revision))
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self.base = None
        self.desk.bank_changed()
        if self.is_mounted:
            self.rows.put_cursor("0")
        key = self.desk.keymap.shown("app.undo")
        self.desk.tell(f"Revision {revision.rev} stands again, as a new one. {key} takes it back.")


def _side(differences: list[tuple[str | None, list[Piece]]], side: str) -> Content:
    style = "strike $gap" if side == "old" else "bold underline $good"
    words: list[tuple[str, str]] = []
    for name, pieces in differences:
        if name is not None:
            words.append((f"{field_name(name)}: ", "bold $quiet"))
        here = [
            (piece.text, style if piece.where == side else "$ink")
            for piece in shortened(pieces, AROUND)
            if piece.where in ("both", side) and piece.text
        ]
        words += here or [("(nothing)", "italic $quiet")]
        words.append(("\n", ""))
    return Content.assemble(*words[:-1])
