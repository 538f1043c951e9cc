"""Bringing stories in: each one found, sentence by sentence with its proposed part, taken or skipped by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.model.story import PARTS, Part
from workbench.tui.actions import FREED, Action
from workbench.tui.screens.form import Answers, Field, ask, required
from workbench.tui.screens.proposal_rows import as_it_would_stand, came_from, preview_rows, sentence_rows
from workbench.tui.screens.sheet import Sheet
from workbench.tui.sorting import Found, Sorting
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.paragraph_list import Paragraph, ParagraphList

if TYPE_CHECKING:
    from workbench.model.story import Story

Store = Callable[[list["Story"], Callable[[], None]], None]


class ProposalScreen(Sheet):
    """What files and a paste hold. It reads them in a worker; nothing enters the bank before the last Enter."""

    SCOPE: ClassVar[str] = "bring_in"
    CSS_PATH = PRACTICE

    def __init__(
        self,
        files: Sequence[Path],
        paste: str,
        *,
        store: Store,
        put_aside: Callable[[Sorting | None], None],
        keep: Callable[[Sorting], None],
        sorting: Sorting | None = None,
        resume: Mapping[str, Any] | None = None,
    ) -> None:
        """`store` brings stories in and calls back once they are saved; `put_aside` hears when one steps back.

        `keep` hears of each decision, so that it outlives a crash; `resume` is what was decided before one.
        """
        super().__init__()
        self._files = files
        self._paste = paste
        self._store = store
        self._put_aside = put_aside
        self.sorting = sorting
        self._keep = keep
        self._resume = resume
        self._stored = False
        self._looked_at: tuple[int, set[int]] = (-1, set())
        """The story, and those of its guesses that were looked at in the order of their certainty."""
        self._known: set[str] = set()
        """The titles that the bank has."""

    def body(self) -> Iterator[Widget]:
        """The sentences on the left, the story that they make on the right."""
        yield Static(id="proposal-line", classes="line")
        with Horizontal(id="proposal-body"):
            yield ParagraphList(id="proposal-sentences", classes="pane")
            with VerticalScroll(id="proposal-page", classes="pane", can_focus=False):
                yield Static(id="proposal-text")

    @property
    def rows(self) -> ParagraphList:
        """The sentences, or in the preview the stories."""
        return self.query_one(ParagraphList)

    def opened(self) -> None:
        """Read the files, or go on where one stopped."""
        self.rows.focus()
        self._look_at_bank()
        if self.sorting is None:
            names = ", ".join(path.name for path in self._files[:3]) or "what you pasted"
            self.query_one("#proposal-line", Static).update(Content(f"Reading {names} …"))
            self.run_worker(self._read(), group="bring-in", exclusive=True, exit_on_error=False)
        else:
            self.show_all()

    async def _read(self) -> None:
        import asyncio

        stories = self.ws.stories
        proposals = []
        errors: list[WorkbenchError] = []
        for path in self._files:
            try:
                proposals.append(await asyncio.to_thread(stories.propose, path))
            except WorkbenchError as error:
                errors.append(error)
        if self._paste:
            try:
                proposals.append(await asyncio.to_thread(stories.propose_text, self._paste, "what you pasted"))
            except WorkbenchError as error:
                errors.append(error)
        sorting = Sorting(proposals, [error.happened for error in errors])
        if sorting.found:
            self.sorting = sorting
            if self._resume is not None and not sorting.resume(self._resume):
                self.desk.tell("What was found is not what it was: every story is to be settled anew.")
            self.show_all()
            return
        self._put_aside(None)
        self.dismiss(None)
        if errors:
            self.desk.tell_error(errors[0])
        else:
            why = sorting.left_out[0][1].why if sorting.left_out else ""
            self.desk.tell(f"There is no story in it. {why}".strip(), severity="warning")

    # What is shown

    def came_back(self) -> None:
        """Show what stands now; the titles in the bank may be others."""
        self._look_at_bank()
        if self.sorting is not None:
            self.show_all(self.rows.here())

    def _look_at_bank(self) -> None:
        self._known = {str(row.get("title") or "").casefold() for row in self.ws.stories.rows()}

    def show_all(self, at: str | None = None) -> None:
        """Draw the story that is looked at, or the preview of all."""
        sorting = self.sorting
        if sorting is None:
            return
        if sorting.touched and not self._stored:
            self._keep(sorting)
        self._show_line(sorting)
        self.set_class(sorting.here is None, "-preview")
        if sorting.here is not None:
            self._show_story(sorting.here, at)
        else:
            self._show_preview(sorting, at)
        self.show_keys()

    def _key(self, name: str) -> str:
        return self.desk.keymap.shown(f"bring_in.{name}")

    def _show_line(self, sorting: Sorting) -> None:
        here = sorting.here
        where = "Nothing is stored yet" if here is None else f"Story {sorting.at + 1} of {len(sorting.found)}"
        pieces = [(where, "bold $name")]
        pieces.append((f"  {sorting.count('taken')} taken · {sorting.count('skipped')} skipped", "$ink"))
        if sorting.refused:
            pieces.append((f" · {len(sorting.refused)} not read", "bold $gap"))
        if here is not None:
            room = self.size.width - 2 - sum(cell_len(text) for text, _ in pieces)
            pieces.append((came_from(here.source, here.form, room), "$quiet"))
        self.query_one("#proposal-line", Static).update(Content.assemble(*pieces))

    def _show_story(self, here: Found, at: str | None) -> None:
        title = here.proposed.title or "(no title yet)"
        known = here.proposed.title.casefold() in self._known
        self.rows.border_title = Content(f"{title} (in your bank already)" if known else title)
        letters = " ".join(self._key(part) for part in PARTS)
        guesses = sum(not one.given for one in here.proposed.sentences)
        unsure = f" · {self._key('unsure')} least certain (?? is doubtful)" if guesses else ""
        self.rows.border_subtitle = Content(f"{letters} its part{unsure} · {self._key('title')} title")
        self.rows.show(sentence_rows(here) or [Paragraph("It has a title and no text.")], at)
        self._show_page(here)

    def _show_page(self, here: Found | None) -> None:
        page = self.query_one("#proposal-page")
        if here is None:
            page.border_title = None
            self.query_one("#proposal-text", Static).update(Content(""))
            return
        page.border_title = Content("As it would stand")
        self.query_one("#proposal-text", Static).update(Content.assemble(*as_it_would_stand(here.story())))

    def _show_preview(self, sorting: Sorting, at: str | None) -> None:
        self.rows.border_title = Content("Before anything is stored")
        self.rows.border_subtitle = Content(f"{self._key('take')} brings in · {self._key('before')} back to a story")
        self.rows.show(preview_rows(sorting, self._known), at)
        self._show_here()

    def _show_here(self) -> None:
        here = self.rows.here()
        found = self.sorting.found[int(here)] if self.sorting is not None and here.isdigit() else None
        self._show_page(found)

    @on(LineList.Moved)
    def moved(self) -> None:
        """In the preview the page shows the story under the cursor."""
        if self.sorting is not None and self.sorting.here is None:
            self._show_here()

    def live_actions(self) -> list[Action]:
        """As every sheet; in the preview Enter brings the stories in."""
        found = [each for each in super().live_actions() if each.id not in FREED["bring_in"]]
        if self.sorting is not None and self.sorting.here is None:
            found = [replace(each, short="bring in") if each.id == "bring_in.take" else each for each in found]
            unused = {"bring_in.skip", "bring_in.leave_out", "bring_in.all", "bring_in.unsure"}
            found = [replace(each, short="") if each.id in unused else each for each in found]
        return found

    # Keys

    def why_not(self, action_id: str) -> str:
        """Most keys need a story, or a sentence of it."""
        if not action_id.startswith("bring_in."):
            return ""
        sorting = self.sorting
        if sorting is None:
            return "The files are still being read."
        name = action_id.partition(".")[2]
        here = sorting.here
        if name == "before":
            return "" if sorting.at else "This is the first story."
        if here is None:
            if name != "take":
                return f"Every story is settled; {self._key('before')} goes back to one."
            return "" if sorting.count("taken") else "No story was taken, so there is nothing to bring in."
        if name == "join" and not sorting.at:
            return "There is no story before it to join."
        if name == "join" and here.proposed.known is not None:
            return "It comes in the workbench's own form and stands as it is."
        if name == "begin" and self.rows.here() == "0":
            return "The story begins with this sentence already."
        if name == "unsure" and sorting.unsure(()) is None:
            return "No sentence is a guess any more."
        if name == "take" and here.empty:
            return f"Every sentence is left out; {self._key('skip')} skips the story."
        if name in {*PARTS, "leave_out", "turn", "earlier", "later", "begin"} and not self.rows.here().isdigit():
            return "There is no sentence under the cursor."
        return ""

    def _sorting(self) -> Sorting:
        assert self.sorting is not None
        return self.sorting

    def _assign(self, part: Part) -> None:
        number = int(self.rows.here())
        self._sorting().assign(number, part)
        self._on(number)

    def _on(self, number: int) -> None:
        here = self._sorting().here
        last = len(here.proposed.sentences) - 1 if here is not None else 0
        self.show_all(f"{min(number + 1, last)}")

    def do_bring_in_situation(self) -> None:
        """The sentence belongs to the Situation."""
        self._assign("situation")

    def do_bring_in_task(self) -> None:
        """The sentence belongs to the Task."""
        self._assign("task")

    def do_bring_in_action(self) -> None:
        """The sentence belongs to the Action."""
        self._assign("action")

    def do_bring_in_result(self) -> None:
        """The sentence belongs to the Result."""
        self._assign("result")

    def do_bring_in_learning(self) -> None:
        """The sentence belongs to the Learning."""
        self._assign("learning")

    def do_bring_in_leave_out(self) -> None:
        """Leave the sentence out, or take it in again."""
        number = int(self.rows.here())
        self._sorting().leave_out(number)
        self._on(number)

    def do_bring_in_turn(self) -> None:
        """Go to the next sentence that begins another part: there a guess errs most."""
        self.show_all(f"{self._sorting().turn(int(self.rows.here()))}")

    def do_bring_in_unsure(self) -> None:
        """Go to the guess that is the least certain; again, to the next one; after the last, from the first again."""
        sorting = self._sorting()
        if self._looked_at[0] != sorting.at:
            self._looked_at = (sorting.at, set())
        seen = self._looked_at[1]
        number = sorting.unsure(seen)
        if number is None:
            seen.clear()
            number = sorting.unsure(seen)
            self.desk.tell("All guesses were looked at; this is the least certain one again.")
        if number is not None:
            seen.add(number)
            self.rows.put_cursor(f"{number}")

    def do_bring_in_begin(self) -> None:
        """The sentence begins a story of its own."""
        self._sorting().begin_here(int(self.rows.here()))
        self._looked_at = (-1, set())
        self.show_all()

    def do_bring_in_join(self) -> None:
        """Join this story to the one before."""
        number = self._sorting().join()
        self._looked_at = (-1, set())
        self.show_all(f"{number}")

    def do_bring_in_earlier(self) -> None:
        """Put the sentence before the one above it."""
        self.show_all(f"{self._sorting().move(int(self.rows.here()), -1)}")

    def do_bring_in_later(self) -> None:
        """Put the sentence after the one below it."""
        self.show_all(f"{self._sorting().move(int(self.rows.here()), 1)}")

    def do_bring_in_title(self) -> None:
        """Give the story another title."""
        here = self._sorting().here
        if here is None:
            return

        def answered(answers: Answers) -> None:
            self._sorting().name(answers["title"])
            self.show_all(self.rows.here())

        ask(
            self.desk,
            "The story's title",
            [Field("title", "", here.proposed.title)],
            answered,
            confirm="Keep",
            check=required("title", "A few words are enough."),
            key=f"bring in title {self._sorting().at}",
            saves=False,
        )

    def do_bring_in_take(self) -> None:
        """Take this story; in the preview, bring all taken ones in as one step."""
        sorting = self._sorting()
        if sorting.here is None:
            self._store(sorting.stories(), self._done)
        else:
            sorting.decide("taken")
            self.show_all()

    def _done(self) -> None:
        self._stored = True
        self.dismiss(None)

    def do_bring_in_skip(self) -> None:
        """Do not bring this story in."""
        self._sorting().decide("skipped")
        self.show_all()

    def do_bring_in_all(self) -> None:
        """Take this story and all that are not settled, as proposed."""
        self._sorting().take_rest()
        self.show_all()

    def do_bring_in_before(self) -> None:
        """Go back: in the preview to the story under the cursor, else to the one before."""
        here = self.rows.here()
        preview = self._sorting().here is None
        self._sorting().back(int(here) if preview and here.isdigit() else None)
        self.show_all()

    def do_app_undo(self) -> None:
        """Take the last step here back; the bank has no part in it yet."""
        if self.sorting is not None and self.sorting.undo():
            self.show_all()
        else:
            self.desk.tell("There is nothing to take back here.")

    def leaving(self) -> None:
        """What was sorted goes on the next time with the same files."""
        if not self._stored:
            self._put_aside(self.sorting)
