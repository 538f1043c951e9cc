"""The Target mode's page: whom do I meet when, what will they ask, which story do I tell, why that one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.target_told import board_lines, headline, principles_told, untold_titles, when
from workbench.tui.story_rows import DEPTHS
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.loop_board import LoopBoard
from workbench.tui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from workbench.model.tailored import Plan, PlannedSlot, PrincipleMap
    from workbench.model.target import Round, Target
    from workbench.tui.actions import Action

EMPTY = (
    ("No target yet.\n\n", "bold $ink"),
    ("A target is one application: a company, its principles, and the loop of interviews.\n\n", "$ink"),
)


class TargetPage(Frame):
    """One target: its loop as a board, and why each story stands where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.target: Target | None = None
        self.plan: Plan | None = None
        self.titles: dict[str, str] = {}
        self.depths: dict[str, str] = {}
        self.samples: frozenset[str] = frozenset()
        """Stories that are samples, where others here are the user's own."""
        self.gone = ""
        """The target that was deleted here last, if it is still in the trash."""
        self._wanted: tuple[str | None, int] = (None, -1)
        """Target and state of the bank that were last planned for; a plan of any other is stale."""
        self._planned_for: tuple[str | None, int] = (None, -2)

    @property
    def planning(self) -> bool:
        """Whether a plan is under way that will replace what is shown."""
        return self._planned_for != self._wanted

    def body(self) -> Iterator[Widget]:
        """The board on the left, the reasons on the right."""
        yield Static(id="target-line", classes="line")
        with Horizontal(id="target-body"):
            yield _paned(LoopBoard())
            yield SidePane(id="target-why", classes="pane")
            yield SidePane(id="target-principles", classes="pane")

    def live_actions(self) -> list[Action]:
        """Without a target, only what works without one is offered."""
        actions = super().live_actions()
        if self.target is not None:
            return actions
        return [action for action in actions if not self.reason_against(action.id)]

    @property
    def board(self) -> LoopBoard:
        """The board."""
        return self.query_one(LoopBoard)

    def opened(self) -> None:
        """Plan the loop; it comes when it is ready."""
        self.board.focus()
        self.came_back()

    def came_back(self) -> None:
        """Plan anew where the bank or the target has changed."""
        if self.is_current:
            self._plan_anew()

    def make_ready(self) -> None:
        """Show the plan, where it still stands as it was last worked out."""
        targets = self.ws.tailoring.targets()
        wanted = self.desk.target_id or (targets[0].id if targets else "")
        if not targets or self.ws.planned.remembered(wanted) is not None:
            self._plan_anew()

    def _plan_anew(self) -> None:
        wanted = (self.desk.target_id, self.ws.bank.seq)
        if self._wanted != wanted:
            self._wanted = wanted
            self._no_longer_empty()
            self.board.border_subtitle = Content("planning …")
            self.run_worker(self._compute, thread=True, group="plan", exclusive=True, exit_on_error=False)

    def _no_longer_empty(self) -> None:
        """That there is no target yet is not said while the plan of a new one is worked out."""
        targets = self.ws.tailoring.targets() if self.has_class("-empty") else []
        if targets:
            target = next((each for each in targets if each.id == self.desk.target_id), targets[0])
            self.remove_class("-empty")
            self.query_one("#target-line", Static).update(Content(f"{target.company}, {target.role}"))

    def bank_changed(self) -> None:
        """Plan when the mode is shown again; a target that was deleted here and came back is the one shown."""
        if self.gone and any(target.id == self.gone for target in self.ws.tailoring.targets()):
            self.desk.target_id, self.gone = self.gone, ""
        if self.is_current:
            self.came_back()

    def _compute(self) -> None:
        wanted = self._wanted
        targets = self.ws.tailoring.targets()
        target = next((each for each in targets if each.id == self.desk.target_id), targets[0] if targets else None)
        try:
            plan = self.ws.planned.plan(target.id) if target is not None else None
        except WorkbenchError as error:
            self.app.call_from_thread(self.desk.tell_error, error)
            return
        titles = self.ws.samples.titles()
        depths = {story: depth for story, (depth, _, _) in self.ws.reading.depths().items()}
        samples = self.ws.samples.marked()
        self.app.call_from_thread(self._planned, wanted, target, plan, titles, depths, samples)

    def _planned(
        self,
        wanted: tuple[str | None, int],
        target: Target | None,
        plan: Plan | None,
        titles: dict[str, str],
        depths: dict[str, str],
        samples: frozenset[str],
    ) -> None:
        if not self.is_mounted or wanted != self._wanted:
            return
        self.target, self.plan, self.titles, self.depths = target, plan, titles, depths
        self.samples = samples
        self.desk.target_id = target.id if target else None
        self._wanted = self._planned_for = (self.desk.target_id, wanted[1])
        self.set_class(target is None, "-empty")
        if target is None or plan is None:
            key = self.desk.keymap.shown("target.new")
            begin = (*EMPTY, (f"  {key}", "bold $mark"), ("   begin a target\n", "$ink"))
            self.query_one("#target-line", Static).update(Content.assemble(*begin))
            self.show_keys()
            return
        self._head(target, plan)
        self.board.show(board_lines(target, plan, titles, depths, samples))
        if self.focused is None and self.is_current:
            # Hidden while there was no target, the board could not take the focus when the mode was opened.
            self.call_after_refresh(self.board.focus)
        self._why()
        self.look_at_principles()
        self.show_keys()

    @work(thread=True, group="principles", exclusive=True, exit_on_error=False)
    def look_at_principles(self) -> None:
        """On a wide window: find which of the company's principles the planned stories speak to."""
        plan = self.plan
        if plan is not None and self.has_class("-wide"):
            principles = self.ws.tailoring.map(plan.target)
            self.app.call_from_thread(self._show_principles, plan, principles)

    def on_resize(self) -> None:
        """A window that has become wide shows the principles as well; the first line says what it has room for."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        if self.target is not None and self.plan is not None:
            self._head(self.target, self.plan)
        self.look_at_principles()

    def _show_principles(self, plan: Plan, principles: PrincipleMap) -> None:
        if not self.is_mounted or plan is not self.plan:
            return
        pane, key = self.query_one("#target-principles", SidePane), self.desk.keymap.shown("target.pack")
        pane.border_title = Content("Its principles")
        pane.show(principles_told(plan, principles, self.titles, key))

    def _head(self, target: Target, plan: Plan) -> None:
        borrowed = sum(slot.story in self.samples for slot in plan.slots)
        width = self.query_one("#target-line").size.width - 2
        line = headline(target, plan, self.ws.today(), width, borrowed)
        self.query_one("#target-line", Static).update(Content.assemble(*line))
        self.board.border_title = Content("The loop")
        count = len(target.rounds)
        self.board.border_subtitle = Content(f"{count} {'round' if count == 1 else 'rounds'} · plan ✓")

    def slot(self) -> PlannedSlot | None:
        """Return the planned slot under the cursor."""
        line = self.board.current()
        return next((each for each in self.plan.slots if each.slot == line.slot), None) if line and self.plan else None

    def on_round(self) -> bool:
        """Tell whether the cursor stands on a round, not on one of its questions."""
        line = self.board.current()
        return line is not None and not line.slot

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another question."""
        self._why()
        self.show_keys()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter opens the story."""
        self.action_act("target.open")

    def _artefact(self, named: str) -> str:
        """An artefact as people call it: "AI feature spec, Draft replies in the practice inbox"."""
        project_id, _, kind = named.partition("/")
        form = self.ws.catalogue.artefacts.get(kind)
        title = next((each.title for each in self.ws.portfolio.all() if each.id == project_id), project_id)
        return f"{form.title}, {title}" if form is not None else title

    def _why(self) -> None:
        slot, plan, target = self.slot(), self.plan, self.target
        pane = self.query_one("#target-why", SidePane)
        line = self.board.current()
        round_ = next((each for each in target.rounds if line and each.id == line.round), None) if target else None
        if plan is None or target is None or round_ is None:
            key = self.desk.keymap.shown("target.add_round")
            pane.border_title = Content("The loop")
            pane.show(Content(f"This loop has no round yet; {key} adds one." if target else ""))
            return
        if slot is None:
            pane.border_title = Content("The round")
            parts = [(f"{round_.title or round_.kind}\n", "bold $ink"), *self._round_told(round_), *self._round_keys()]
        else:
            pane.border_title = Content("Why this one")
            parts = [*self._slot_told(slot, plan), ("\nThe round\n", "bold $name"), *self._round_told(round_)]
        for wish in plan.wishes:
            parts.append((f"\n{wish}\n", "$watch"))
        if untold := untold_titles(plan, target, self.ws.catalogue):
            parts += [(f"\nNo planned story speaks to {len(untold)} of its principles\n", "bold $name")]
            parts += [(f"○ {title}\n", "$quiet") for title in untold]
        pane.show(Content.assemble(*parts))

    def _slot_told(self, slot: PlannedSlot, plan: Plan) -> list[tuple[str, str]]:
        """The question, the story that answers it, why, and what else could."""
        parts: list[tuple[str, str]] = [(slot.question + "\n\n", "bold $ink")]
        if slot.story is None:
            parts += [("No story answers this yet.\n", "bold $gap"), (slot.why + "\n", "$ink")]
        else:
            depth = self.depths.get(slot.story, "")
            parts += [(self._title(slot.story) + "\n", "bold $mark")]
            parts += [
                (f"{DEPTHS[depth][0]} {DEPTHS[depth][1]}", "$quiet"),
                (" · kept here by you\n" if slot.locked else "\n", "$watch"),
            ]
            if slot.story in self.samples:
                key = self.desk.keymap.shown("bank.take_out")
                parts += [(f"A sample, not your own: nothing to tell. In the Bank {key} takes them out.\n", "$watch")]
            parts += [(slot.why + "\n", "$ink")]
            if slot.quote:
                parts += [(f"“{slot.quote}”\n", "italic $good")]
        if slot.artefact:
            parts += [("Bring: ", "bold $quiet"), (self._artefact(slot.artefact) + "\n", "$ink")]
        if slot.runner_up is not None:
            parts += [("\nOtherwise: ", "bold $quiet"), (self._title(slot.runner_up.story) + "\n", "$ink")]
            parts += [(slot.runner_up.why + "\n", "$quiet")]
        spares = [each for each in plan.spares if each.round == slot.round]
        if spares:
            parts += [("\nIn reserve for this round\n", "bold $name")]
            parts += [
                part for each in spares for part in ((self._title(each.story), "$ink"), (f"  {each.why}\n", "$quiet"))
            ]
        return parts

    def _round_told(self, round_: Round) -> list[tuple[str, str]]:
        """When a round is, with whom, and what they look for, by name."""
        parts: list[tuple[str, str]] = [(when(round_) + "\n", "$ink")]
        people = " · ".join(each for each in (round_.interviewer, round_.interviewer_role) if each)
        parts += [(people + "\n", "$ink")] if people else []
        probes = ", ".join(self.ws.tailoring.looked_for_in(round_))
        parts += [(f"Probes: {probes}\n", "$quiet")] if probes else []
        parts += [(round_.notes + "\n", "$quiet")] if round_.notes else []
        return parts

    def _round_keys(self) -> list[tuple[str, str]]:
        """What one can do with a round."""
        shown = self.desk.keymap.shown
        keys = (
            ("target.round", "its facts"),
            ("target.move_round", "another day and time"),
            ("target.question", "a question more"),
            ("target.remove_round", "remove it"),
            ("target.add_round", "another round"),
        )
        parts: list[tuple[str, str]] = [("\n", "")]
        for action, said in keys:
            parts += [(f"  {shown(action)}  ", "bold $mark"), (said + "\n", "$ink")]
        return parts

    def _title(self, story_id: str) -> str:
        return self.titles.get(story_id, story_id)


def _paned(board: LoopBoard) -> LoopBoard:
    board.add_class("pane")
    return board
