"""The Target mode: what if, and how a story is told for this target."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.screens.target_page import TargetPage

if TYPE_CHECKING:
    from workbench.model.target import Round, Target


class TargetTrying(TargetPage):
    """Trying another plan beside the one that stands, and changing a version."""

    def _save(self, target: Target, said: str = "") -> None:
        base = self.target.rev if self.target is not None and self.target.id == target.id else None

        async def run() -> None:
            try:
                saved = await self.desk.saving.write(lambda: self.ws.tailoring.save_target(target, base_rev=base))
            except WorkbenchError as error:
                self.desk.tell_error(error)
                return
            self.desk.target_id = saved.id
            self.desk.bank_changed()
            if said:
                self.desk.tell(said)

        self.desk.run_worker(run(), group="change", exit_on_error=False)

    def do_target_what_if(self) -> None:
        """Try the loop without a story, with one kept here, or with another round first."""
        from workbench.tui.screens import what_if
        from workbench.tui.screens.finder import Finder
        from workbench.tui.screens.question import choose_story
        from workbench.tui.widgets.finder_list import Entry

        slot, target, plan = self.slot(), self.target, self.plan
        if target is None or plan is None:
            return
        entries = []
        if slot is not None:
            here = slot.slot

            def kept(story: str) -> None:
                wish = f"“{self.titles.get(story, story)}” for “{slot.question}”"
                self._try(wish, lambda each: what_if.with_lock(each, here, story), locks={here: story})

            entries.append(
                Entry(
                    "Another story for this question", slot.question,
                    run=lambda: choose_story(self.desk, slot.question, kept),
                )
            )  # fmt: skip

        def leaving(story: str) -> Callable[[], None]:
            wish = f"without “{self.titles.get(story, story)}”"
            return lambda: self._try(wish, lambda each: what_if.without(each, story), leave_out=story)

        told: dict[str, list[str]] = {}
        for each in plan.slots:
            if each.story is not None:
                told.setdefault(each.story, []).append(each.question)
        first = slot.story if slot is not None else None
        for story in sorted(told, key=lambda each: each != first):
            more = f" and {len(told[story]) - 1} more" if len(told[story]) > 1 else ""
            said = f"it is planned for “{told[story][0]}”{more}"
            entries.append(Entry(f"Without “{self.titles.get(story, story)}”", said, run=leaving(story)))
        dated = all(round_.starts is not None for round_ in target.rounds)
        cannot = "The dates of your rounds say which comes first: change them and the plan follows." if dated else ""

        def first_of(round_: Round) -> Callable[[], None]:
            wish = f"“{round_.title or round_.kind}” first"
            return lambda: self._try(
                wish, lambda each: what_if.with_first(each, round_.id), first=round_.id, cannot=cannot
            )

        for round_ in target.rounds[1:]:
            entries.append(
                Entry(f"“{round_.title or round_.kind}” first", "this round before the others", run=first_of(round_))
            )
        self.desk.push_screen(Finder("What if …", "a story or a round", entries))

    def _try(
        self,
        wish: str,
        keeping: Callable[[Target], Target],
        *,
        leave_out: str = "",
        locks: dict[str, str] | None = None,
        first: str | None = None,
        cannot: str = "",
    ) -> None:
        """Plan with a wish in a thread, and show both plans beside each other."""
        from workbench.tui.screens.what_if import Beside

        target, plan = self.target, self.plan
        if target is None or plan is None:
            return

        def answered(keep: bool | None) -> None:
            if keep:
                self._save(
                    keeping(target), f"Kept: {wish}. {self.desk.keymap.shown('app.undo')} brings the old plan back."
                )

        def work() -> None:
            try:
                tried = self.ws.tailoring.what_if(
                    target.id, without=[leave_out] if leave_out else [], locks=locks, first_round=first
                )
            except WorkbenchError as error:
                self.app.call_from_thread(self.desk.tell_error, error)
                return
            window = Beside(wish, plan, tried, self.titles, cannot)
            self.app.call_from_thread(self.desk.push_screen, window, answered)

        self.run_worker(work, thread=True, group="what-if", exclusive=True, exit_on_error=False)

    def do_target_version(self) -> None:
        """Change how the story is told for this target: order, cuts, wording, headline."""
        from workbench.tui.screens.version_form import edit_version

        slot, target = self.slot(), self.target
        if slot is not None and slot.story is not None and target is not None:
            edit_version(self.desk, slot.story, target.id, self.titles.get(slot.story, slot.story))
