"""The Target mode: write its dossier, fix a story or leave it out, add a round's facts and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.errors import WorkbenchError
from workbench.tui import write_target
from workbench.tui.screens import target_facts
from workbench.tui.screens.form import Field, ask
from workbench.tui.screens.target_rounds import NEEDS_ROUND, TargetRounds
from workbench.tui.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.tui.actions import Action


class TargetScreen(TargetRounds):
    """One target, and everything that one can do to it."""

    SCOPE: ClassVar[str] = "target"

    def __init__(self) -> None:
        super().__init__()
        self.writing = Writing(self)

    def why_not(self, action_id: str) -> str:
        """Most keys need a target, some a question with a story."""
        if not action_id.startswith("target.") or action_id == "target.new":
            return ""
        if self.planning:
            return "The loop is still being planned."
        if self.target is None:
            return f"There is no target yet; {self.desk.keymap.shown('target.new')} begins one."
        slot = self.slot()
        on_slot = {
            "target.open",
            "target.lock",
            "target.exclude",
            "target.narrative",
            "target.version",
            "target.choose",
            "target.tell",
            "target.remove_question",
        }
        if action_id in {"target.open", "target.exclude"} and self.on_round():
            return ""
        if action_id in on_slot and slot is None:
            return "Put the cursor on a question first."
        if (
            action_id in on_slot - {"target.choose", "target.remove_question"}
            and slot is not None
            and slot.story is None
        ):
            return "No story is planned here."
        if action_id in {"target.next_weak", "target.weak_before"} and not self._weak():
            return "Every question has a story of its own that answers it well."
        if action_id == "target.what_if" and self.plan is None:
            return "There is no plan to compare with yet."
        name = action_id.partition(".")[2]
        if name in NEEDS_ROUND and not self.target.rounds:
            return f"This target has no round yet; {self.desk.keymap.shown('target.add_round')} adds one."
        if name in {"round_later", "round_earlier"}:
            return self.why_not_moved(1 if name == "round_later" else -1)
        return ""

    def word_for(self, action: Action) -> str:
        """On a round, some keys are about the round."""
        if self.on_round():
            return {"target.exclude": "remove round", "target.open": "edit"}.get(action.id, action.short)
        return super().word_for(action)

    def _weak(self) -> set[str]:
        """The questions that are still to be worked on."""
        return {slot.slot for slot in self.plan.slots if slot.weak} if self.plan is not None else set()

    def do_target_next_weak(self) -> None:
        """To the next question to mend."""
        self.board.to_slot(self._weak(), 1)

    def do_target_weak_before(self) -> None:
        """To the question to mend before."""
        self.board.to_slot(self._weak(), -1)

    def do_target_open(self) -> None:
        """Open the planned story; on a round, its facts."""
        if self.on_round():
            self.do_target_round()
        elif (slot := self.slot()) and slot.story:
            self.desk.open_story(slot.story)

    def do_target_next(self) -> None:
        """The next target."""
        ids = [target.id for target in self.ws.tailoring.targets()]
        if self.target is not None and len(ids) > 1:
            self.desk.target_id = ids[(ids.index(self.target.id) + 1) % len(ids)]
            self.came_back()
        else:
            self.desk.tell("This is your only target.")

    def do_target_lock(self) -> None:
        """Fix the story to the question, or free it."""
        slot = self.slot()
        if slot is not None and slot.story is not None:
            self._lock(slot.slot, None if slot.locked else slot.story)

    def _lock(self, slot_id: str, story: str | None) -> None:
        if self.target is None:
            return
        target = self.target.model_copy(deep=True)
        for round_ in target.rounds:
            for each in round_.slots:
                if each.id == slot_id:
                    each.locked = story
        self._save(
            target, "Kept here; the rest was planned anew." if story else "Free again; the loop was planned anew."
        )

    def do_target_exclude(self) -> None:
        """Keep the story out of this loop; on a round, take the round out."""
        if self.on_round():
            self.do_target_remove_round()
            return
        from workbench.tui.screens.what_if import without

        slot, target = self.slot(), self.target
        if slot is None or slot.story is None or target is None:
            return
        title = self.titles.get(slot.story, slot.story)
        said = f"“{title}” is left out of this loop. {self.desk.keymap.shown('app.undo')} lets it in again."
        self._save(without(target, slot.story), said)

    def do_target_choose(self) -> None:
        """Offer every story for this question, best first; the chosen one is kept here."""
        from workbench.tui.screens.question import choose_story

        slot = self.slot()
        if slot is not None:
            choose_story(self.desk, slot.question, lambda story_id: self._lock(slot.slot, story_id))

    def do_target_left_out(self) -> None:
        """Show the stories that the plan leaves out, and why; one that the user has left out is let in by Enter."""
        from workbench.tui.screens.finder import Finder
        from workbench.tui.widgets.finder_list import Entry

        plan, target = self.plan, self.target
        if plan is None or target is None:
            return
        out = set(target.excluded)

        def opener(story_id: str) -> Callable[[], None]:
            return lambda: self._let_in(story_id) if story_id in out else self.desk.open_story(story_id)

        entries = [
            Entry(
                self.titles.get(each.story, each.story),
                "You left it out; Enter lets it in again." if each.story in out else each.why,
                run=opener(each.story),
            )
            for each in sorted(plan.left_out, key=lambda each: each.story not in out)
        ]
        self.desk.push_screen(
            Finder("Left out of this loop", "a story, or why …", entries or [Entry("No story is left out.")])
        )

    def _let_in(self, story_id: str) -> None:
        if self.target is not None:
            kept = [each for each in self.target.excluded if each != story_id]
            said = f"“{self.titles.get(story_id, story_id)}” may be told in this loop again; it was planned anew."
            self._save(self.target.model_copy(update={"excluded": kept}), said)

    def do_target_narrative(self) -> None:
        """Show the story as it would be told for this target."""
        from workbench.tui.screens.telling import Telling

        slot, target = self.slot(), self.target
        if slot is None or slot.story is None or target is None:
            return
        try:
            told = self.ws.tailoring.narrative(slot.story, target.id)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self.desk.push_screen(Telling(told, target.company))

    # Writing

    def do_target_export(self) -> None:
        """Ask for a path and write the dossier."""
        if self.target is not None:
            write_target.dossier(self.writing, self.ws, self.target)

    def do_target_sheet(self) -> None:
        """Write the round under the cursor by itself."""
        round_ = self.here()
        if self.target is not None and round_ is not None:
            write_target.sheet(self.writing, self.ws, self.target, round_)

    def do_target_tell(self) -> None:
        """Write the story under the cursor as told for this target."""
        slot = self.slot()
        if self.target is not None and slot is not None and slot.story is not None:
            title = self.titles.get(slot.story, slot.story)
            write_target.narrative(self.writing, self.ws, self.target, slot.story, title)

    def do_target_brief(self) -> None:
        """Choose a project, and write its brief for executives."""
        write_target.brief(self.writing, self.desk)

    # Facts of the target and its rounds

    def do_target_new(self) -> None:
        """Begin a target."""
        target_facts.new_target(self.desk)

    def do_target_facts(self) -> None:
        """Ask for company, role, principles and state."""
        if self.target is not None:
            target_facts.edit_facts(self.desk, self.target)

    def do_target_delete(self) -> None:
        """Put this target into the trash."""
        if self.target is not None:
            self.gone = self.target.id
            target_facts.delete(self.desk, self.target)

    def do_target_pack(self) -> None:
        """Paste a company's own principles; this target takes them."""
        from workbench.tui.screens.pack_form import paste_pack

        if self.target is not None:
            paste_pack(self.desk, self.target)

    def do_target_job(self) -> None:
        """Take in the job description."""
        target = self.target
        if target is None:
            return
        ask(
            self.desk,
            "Job description",
            [
                Field(
                    "text",
                    "Paste it here",
                    target.job_description,
                    "text",
                    draft=f"targets/{target.id}/job_description",
                )
            ],
            lambda answers: self._save(target.model_copy(update={"job_description": answers["text"]})),
            lead="What it stresses weighs in when stories meet principles.",
            key=f"job {target.id}",
        )

    def do_app_back(self) -> None:
        """Cancel the document that is being written, else back to the Bank."""
        if not self.writing.cancel():
            self.desk.go_to_mode("bank")
