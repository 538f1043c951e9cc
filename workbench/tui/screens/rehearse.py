"""Rehearse one story: headline only, the text hidden, a clock by part, then which proofs were said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.aloud import Aloud
from workbench.tui.screens.rehearse_rows import length, minutes, part_rows, proof_rows, told_before, words_of
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.big_clock import BigClock
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from workbench.model.practice import Rehearsal
    from workbench.model.story import Part, Story
    from workbench.tui.actions import Action
    from workbench.workspace.practice import PartPlan

CUTS = (90, 30, 180, 0)
Stage = Literal["preparing", "ready", "telling", "paused", "proofs", "done"]


class RehearseScreen(Aloud):
    """One telling. Each part is kept as it is told; the part that is interrupted is told again."""

    SCOPE: ClassVar[str] = "rehearse"
    CALLED: ClassVar[str] = "a rehearsal"
    CSS_PATH = PRACTICE

    def __init__(self, story_id: str, target_id: str = "") -> None:
        super().__init__()
        self.story_id = story_id
        self.target_id = target_id
        self.cut = CUTS[0]
        self.stage: Stage = "preparing"
        self.story: Story | None = None
        self.plan: list[PartPlan] = []
        self.told: Rehearsal | None = None
        """As it is kept; only the saving thread changes it."""
        self.seconds: dict[Part, int] = {}
        self.proofs: list[str] = []
        self.said: set[str] = set()
        self.texts: dict[Part, str] = {}
        self.headline = ""
        self.companies: dict[str, str] = {}
        """The open targets, for each of which the story may be told otherwise."""
        self.history: list[Rehearsal] = []
        self.sentence = ""
        self.text_shown = False
        self._since: datetime | None = None
        self._banked = 0.0

    def body(self) -> Iterator[Widget]:
        """Headline, clock and parts on the left; what one may look at on the right."""
        yield Static(id="rehearse-line", classes="line")
        with Horizontal(id="rehearse-body"):
            with Vertical(id="rehearse-left", classes="pane"):
                yield Static(id="rehearse-headline")
                yield BigClock(id="rehearse-clock")
                yield RowList(id="rehearse-rows")
            with VerticalScroll(id="rehearse-side", classes="pane", can_focus=False):
                yield Static(id="rehearse-side-text")

    @property
    def rows(self) -> RowList:
        """The parts, and afterwards the proofs."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Prepare the plan."""
        self.rows.focus()
        self.set_interval(0.25, self.tick)
        self._prepare()

    def _prepare(self) -> None:
        self.stage = "preparing"
        self.run_worker(self._compute, thread=True, group="plan", exclusive=True, exit_on_error=False)

    def _compute(self) -> None:
        practice, cut, target = self.ws.practice, self.cut, self.target_id
        try:
            story = self.ws.stories.get(self.story_id)
            told = practice.begin_rehearsal(story, cut, self.target_id)
            plan = practice.rehearsal_plan(story, cut, self.target_id)
            headline, texts = practice.as_told(story, cut, self.target_id)
            self.companies = {each.id: each.company for each in self.ws.tailoring.targets() if each.state == "open"}
            proofs = practice.proofs(story, cut, target)
            found = (story, headline, told, plan, proofs, texts, practice.rehearsals(story))
        except WorkbenchError as error:
            self.app.call_from_thread(self.desk.tell_error, error)
            self.app.call_from_thread(self.dismiss, None)
            return
        self.app.call_from_thread(self._prepared, (cut, target), *found)

    def _prepared(
        self,
        wanted: tuple[int, str],
        story: Story,
        headline: str,
        told: Rehearsal,
        plan: list[PartPlan],
        proofs: list[str],
        texts: dict[Part, str],
        history: list[Rehearsal],
    ) -> None:
        if not self.is_mounted or wanted != (self.cut, self.target_id):
            return
        self.headline = headline
        self.story, self.told, self.plan, self.texts, self.history = story, told, plan, texts, history
        self.proofs = proofs
        self.seconds, self.said = dict(told.seconds), set(told.said)
        self.sentence = ""
        self.stage = "proofs" if plan and all(each.part in told.seconds for each in plan) else "ready"
        self._banked, self._since = 0.0, None
        self.show_all()

    # The clock

    def part(self) -> PartPlan | None:
        """Return the part that is told now or next."""
        return next((each for each in self.plan if each.part not in self.seconds), None)

    def part_seconds(self) -> float:
        """Return how long the part has been told so far."""
        running = (self.ws.now() - self._since).total_seconds() if self._since is not None else 0.0
        return self._banked + running

    def tick(self) -> None:
        """Move the clock."""
        if self.stage not in {"telling", "paused"}:
            return
        part = self.part()
        if part is None:
            return
        took = self.part_seconds()
        total = sum(self.seconds.values()) + took
        left = part.seconds - int(took)
        words = f"{left} s left" if left >= 0 else f"{-left} s over"
        paused = "  paused" if self.stage == "paused" else ""
        style = "over" if left < 0 else "close" if left <= 5 else ""
        self.query_one(BigClock).show(
            minutes(total), f"{part.title}: {words}  ·  aim {minutes(self.aim())}{paused}", style=style
        )
        self._show_parts()

    def aim(self) -> int:
        """Return the planned seconds of all parts."""
        return sum(each.seconds for each in self.plan)

    # What is shown

    def show_all(self) -> None:
        """Draw everything for the stage one is in."""
        if self.story is None:
            return
        target = f" · as told for {self.companies.get(self.target_id, self.target_id)}" if self.target_id else ""
        self.query_one("#rehearse-line", Static).update(
            Content.assemble(
                ("Rehearse ", "bold $name"),
                (length(self.cut), "bold $ink"),
                (f"{target} · {self.ws.practice.rate()} words a minute", "$quiet"),
            )
        )
        self.query_one("#rehearse-headline", Static).update(Content(self.headline))
        self.query_one("#rehearse-left").border_title = Content(self.story.title)
        clock = self.query_one(BigClock)
        if self.stage == "ready":
            key = self.desk.keymap.shown("rehearse.next")
            begun = "Taken up where it stopped. " if self.seconds else ""
            words = f"{begun}{key} begins. Tell it aloud, without the text."
            if not self.plan:
                words = "This story has no text yet: there is nothing to tell."
            clock.show(minutes(self.aim()), words)
        elif self.stage == "proofs":
            clock.show(minutes(sum(self.seconds.values())), self._asked_after())
        elif self.stage == "done":
            total = sum(self.seconds.values())
            over = total > self.aim() * 1.2
            clock.show(minutes(total), self.sentence, style="over" if over else "")
        self.tick()
        if self.stage in {"proofs", "done"}:
            width = self.rows.scrollable_content_region.width
            self.rows.show(proof_rows(self.proofs, self.said, width, asked=self.stage == "proofs"))
        else:
            self._show_parts()
        self._show_side()
        self.show_keys()

    @on(LineList.Sized)
    def sized(self) -> None:
        """The proofs are wrapped anew."""
        if self.stage in {"proofs", "done"}:
            self.show_all()

    def _asked_after(self) -> str:
        keys = self.desk.keymap
        done = keys.shown("rehearse.finish")
        if not self.proofs:
            return f"Told to the end. {done} keeps it."
        return f"Which of these did you say? {keys.shown('rehearse.next')} ticks one, {done} is done."

    def _show_parts(self) -> None:
        here = self.part()
        running = here if self.stage in {"telling", "paused"} else None
        self.rows.show(
            part_rows(self.plan, self.seconds, running, self.part_seconds()),
            at=here.part if here is not None else None,
        )

    def _show_side(self) -> None:
        pane, text = self.query_one("#rehearse-side"), self.query_one("#rehearse-side-text", Static)
        pane.border_title = Content("The text" if self.text_shown else "Told before")
        pane.border_subtitle = Content(
            f"{self.desk.keymap.shown('rehearse.text')} {'hides it' if self.text_shown else 'shows the text'}"
        )
        zone = self.ws.now().tzinfo
        pieces = words_of(self.texts) if self.text_shown else told_before(self.history, self.companies, zone)
        text.update(Content.assemble(*pieces))

    # Keys

    def why_not(self, action_id: str) -> str:
        """What can be done depends on how far the telling is."""
        name = action_id.partition(".")[2]
        if not action_id.startswith("rehearse."):
            return super().why_not(action_id)
        if self.stage == "preparing":
            return "The plan is being made."
        if name == "pause" and self.stage not in {"telling", "paused"}:
            return "The clock does not run."
        if name == "finish" and self.stage != "proofs":
            return "First tell it to the end."
        if name == "cut" and self.stage not in {"ready", "done"}:
            return "The length can be changed before it is told."
        if name == "version" and self.stage not in {"ready", "done"}:
            return "For whom it is told can be changed before it is told."
        if name == "version" and not self.companies:
            return "There is no open target to tell it for."
        if name == "again" and self.stage != "done":
            return "First finish this one."
        if name == "next" and self.stage == "done":
            again = self.desk.keymap.shown("rehearse.again")
            return f"It is kept. {again} tells it again."
        if name == "next" and self.stage == "proofs" and not self.proofs:
            return self._asked_after()
        if name == "next" and not self.plan:
            return "This story has no text yet."
        return ""

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter does what Space does."""
        self.action_act("rehearse.next")

    def word_for(self, action: Action) -> str:
        """Space begins, goes on and ticks: the footer says what it does now."""
        words = {"preparing": "begin", "ready": "begin", "paused": "go on", "proofs": "said", "telling": "told"}
        return words.get(self.stage, action.short) if action.id == "rehearse.next" else action.short

    def do_rehearse_next(self) -> None:
        """Begin; then the part is told; then tick a proof."""
        if self.stage == "ready":
            self._since, self._banked, self.stage = self.ws.now(), 0.0, "telling"
            self.text_shown = False
        elif self.stage == "paused":
            self.do_rehearse_pause()
            return
        elif self.stage == "telling":
            part = self.part()
            if part is not None:
                self.seconds[part.part] = round(self.part_seconds())
                self._since, self._banked = self.ws.now(), 0.0
                self._keep(seconds=dict(self.seconds))
            if self.part() is None:
                self._since = None
                self.stage = "proofs"
                if not self.proofs:
                    # There is nothing to tick: it is told.
                    self.do_rehearse_finish()
                    return
        elif self.stage == "proofs" and self.rows.here():
            proof = self.proofs[int(self.rows.here())]
            self.said ^= {proof}
            self._keep(said=[each for each in self.proofs if each in self.said])
        before = self.rows.count() and self.rows.rows[0].id
        self.show_all()
        if self.stage == "proofs" and before != "0":
            self.rows.go_to(0)

    def _keep(self, **update: object) -> None:
        def work() -> None:
            assert self.told is not None
            self.told = self.ws.practice.keep_step(self.told.model_copy(update=update))

        self.run_worker(self._write(work), group="keep", exit_on_error=False)

    async def _write(self, work: object) -> bool:
        assert callable(work)
        try:
            await self.desk.saving.write(work)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return False
        return True

    def do_rehearse_pause(self) -> None:
        """Stop the clock, or let it run on."""
        if self.stage == "telling":
            self._banked, self._since, self.stage = self.part_seconds(), None, "paused"
        elif self.stage == "paused":
            self._since, self.stage = self.ws.now(), "telling"
        self.show_all()

    def leaving(self) -> None:
        """Another screen comes: the clock stops."""
        if self.stage == "telling":
            self.do_rehearse_pause()

    def do_rehearse_text(self) -> None:
        """Show or hide the text."""
        self.text_shown = not self.text_shown
        self._show_side()

    def do_rehearse_cut(self) -> None:
        """Another length."""
        self.cut = CUTS[(CUTS.index(self.cut) + 1) % len(CUTS)]
        self._prepare()

    def do_rehearse_version(self) -> None:
        """Tell it for the next target, and after the last one as the story itself stands."""
        ids = ["", *self.companies]
        at = ids.index(self.target_id) if self.target_id in ids else 0
        self.target_id = ids[(at + 1) % len(ids)]
        self._prepare()

    def do_rehearse_again(self) -> None:
        """Tell it again."""
        self._prepare()

    def do_rehearse_finish(self) -> None:
        """Keep the telling with its ticks, and show how it went."""
        said = [each for each in self.proofs if each in self.said]
        missed = [each for each in self.proofs if each not in self.said]
        self.run_worker(self._finish(said, missed), group="keep", exit_on_error=False)

    async def _finish(self, said: list[str], missed: list[str]) -> None:
        sentence = ""

        def work() -> None:
            nonlocal sentence
            assert self.told is not None
            update = {"said": said, "missed": missed, "finished": True}
            self.told, judged = self.ws.practice.keep_rehearsal(self.told.model_copy(update=update))
            sentence = judged.sentence

        if await self._write(work) and self.story is not None:
            self.stage, self.sentence = "done", sentence
            self.history = self.ws.practice.rehearsals(self.story)
            self.show_all()
            self.desk.bank_changed()
