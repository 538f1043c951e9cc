"""What if: the plan that stands beside the one that would be, and what it costs; kept or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.tui.screens.window import Window

if TYPE_CHECKING:
    from workbench.model.tailored import Plan, PlannedSlot, WhatIf
    from workbench.model.target import Target


class Beside(Window[bool]):
    """Both plans, question by question. The plan that stands is touched only by keeping the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Throw away", show=False),
        Binding("enter", "keep", "Keep", show=False),
        Binding("a", "every", "All questions", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, wish: str, now: Plan, tried: WhatIf, titles: Mapping[str, str], cannot: str = "") -> None:
        """`cannot` says why this one can only be looked at; empty where it can be kept."""
        super().__init__()
        self._wish, self._now, self._tried, self._titles, self._cannot = wish, now, tried, titles, cannot
        self._all = False

    def compose(self) -> ComposeResult:
        """The wish, what it costs, and both plans."""
        with Vertical(classes="window telling") as window:
            window.border_title = Content(f"What if: {self._wish}")
            window.border_subtitle = Content("a all questions · Esc back")
            with VerticalScroll(can_focus=False):
                yield Static(id="what-if-text")

    def on_mount(self) -> None:
        """Fill it in at the width that there is."""
        self._show()

    def on_resize(self) -> None:
        """Both plans share the width."""
        self._show()

    def _show(self) -> None:
        self.query_one("#what-if-text", Static).update(Content.assemble(*self._pieces()))

    def _pieces(self) -> list[tuple[str, str]]:
        tried = self._tried
        pieces = [(_costs(self._now, tried) + "\n", "bold $ink")]
        pieces.append(("points: how well the stories fit the questions, out of 100 each\n", "$quiet"))
        keeps = "" if self._cannot else "Enter keeps this change · "
        pieces.append((f"{keeps}Esc keeps the plan as it was\n", "$quiet"))
        if self._cannot:
            pieces.append((self._cannot + "\n", "$watch"))
        pieces += [(f"{wish}\n", "$watch") for wish in tried.plan.wishes if wish not in self._now.wishes]
        changed = {change.slot for change in tried.changes}
        after = {slot.slot: slot for slot in tried.plan.slots}
        width = max(20, (min(self.app.size.width, 110) - 14) // 2)
        round_ = ""
        for slot in self._now.slots:
            if slot.slot not in changed and not self._all:
                continue
            if slot.round != round_:
                round_ = slot.round
                pieces.append((f"\n{slot.round_title}\n", "bold $name"))
            there = after.get(slot.slot)
            mark = "→" if slot.slot in changed else "="
            style = "$ink" if slot.slot in changed else "$quiet"
            pieces.append((f"  {slot.question}\n", "$quiet"))
            pieces.append((f"  {self._side(slot, width)} {mark} {self._side(there, width)}".rstrip() + "\n", style))
            if slot.slot in changed and there is not None:
                pieces.append((f"    {there.why}\n", "$quiet"))
        if tried.lost:
            pieces.append(("\nNo longer spoken to\n", "bold $name"))
            pieces += [(f"  {clause}\n", "$ink") for clause in tried.lost]
        return pieces

    def _side(self, slot: PlannedSlot | None, width: int) -> str:
        name = "no story" if slot is None or slot.story is None else self._titles.get(slot.story, slot.story)
        points = f" ({slot.points})" if slot is not None and slot.story is not None else ""
        room = width - len(points)
        shown = name if len(name) <= room else name[: room - 1] + "…"
        return f"{shown}{points}".ljust(width)

    def action_keep(self) -> None:
        """Let the other plan stand."""
        if not self._cannot:
            self.dismiss(True)

    def action_every(self) -> None:
        """Show all questions, or only those that change."""
        self._all = not self._all
        self._show()

    def action_scroll(self, step: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=step * 2, animate=False)

    def action_leave(self) -> None:
        """Close; the plan is as it was."""
        self.dismiss(False)


def _costs(now: Plan, tried: WhatIf) -> str:
    """Say how many questions get another story, how many are left without one, and what the plan loses by it."""
    before = {slot.slot: slot.story for slot in now.slots}
    after = {slot.slot: slot.story for slot in tried.plan.slots}
    changed = [change.slot for change in tried.changes]
    emptied = sum(after.get(slot) is None and before.get(slot) is not None for slot in changed)
    other = sum(after.get(slot) is not None for slot in changed)
    counted = []
    if other:
        counted.append(f"{other} {'question gets' if other == 1 else 'questions get'} another story")
    if emptied:
        counted.append(f"{emptied} {'question is' if emptied == 1 else 'questions are'} left without a story")
    if not counted:
        return "Nothing changes: no question gets another story."
    what = ", ".join(counted)
    cost = tried.cost
    if cost > 0:
        return f"{what}. The plan as a whole loses {cost} {'point' if cost == 1 else 'points'}."
    if cost < 0:
        return f"{what}. The plan as a whole gains {-cost} {'point' if cost == -1 else 'points'}."
    return f"{what}, and the plan is worth the same."


def without(target: Target, story: str) -> Target:
    """The target with a story left out of its loop, and freed where it was fixed."""
    changed = target.model_copy(deep=True)
    changed.excluded = list(dict.fromkeys([*changed.excluded, story]))
    for round_ in changed.rounds:
        for slot in round_.slots:
            slot.locked = None if slot.locked == story else slot.locked
    return changed


def with_lock(target: Target, slot_id: str, story: str) -> Target:
    """The target with a story fixed to a question."""
    changed = target.model_copy(deep=True)
    for round_ in changed.rounds:
        for slot in round_.slots:
            if slot.id == slot_id:
                slot.locked = story
    return changed


def with_first(target: Target, round_id: str) -> Target:
    """The target with a round listed first."""
    changed = target.model_copy(deep=True)
    changed.rounds = sorted(changed.rounds, key=lambda round_: round_.id != round_id)
    return changed
