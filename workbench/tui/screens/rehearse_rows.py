"""What a rehearsal shows: the stretches with their bars, the proofs to tick, and the tellings before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import tzinfo
from textwrap import wrap
from typing import TYPE_CHECKING

from workbench.model.story import PART_TITLES, Part
from workbench.text import counted
from workbench.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from workbench.model.practice import Rehearsal
    from workbench.workspace.practice import PartPlan

BAR = 16
"""Cells of a bar."""
TOLD_BEFORE = 12
"""Tellings before that are listed."""
Pieces = list[tuple[str, str]]


def minutes(seconds: float) -> str:
    """Return seconds as a clock shows them: 126 is "2:06"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def length(cut: int) -> str:
    """Return what a cut is called: "in 90 seconds", "the whole story"."""
    return f"in {cut} seconds" if cut else "the whole story"


def bar(took: float, plan: int) -> str:
    """Return how much of a part's time is used, as a bar of `BAR` cells; what runs over stands out by its sign."""
    if not plan:
        return ""
    filled = min(BAR, round(BAR * took / plan))
    return "━" * filled + "·" * (BAR - filled) + ("▶" if took > plan else " ")


def part_rows(plan: Sequence[PartPlan], told: Mapping[Part, int], running: PartPlan | None, took: float) -> list[Row]:
    """Return a row for each stretch of the telling; `running` is told now, and has taken `took` seconds."""
    rows = []
    for each in plan:
        now = running is not None and each.part == running.part
        done = each.part in told
        seconds = took if now else float(sum(told.get(part, 0) for part in each.parts))
        last = f"  last {minutes(each.last)}" if each.last is not None else ""
        right = f"{bar(seconds, each.seconds)} {minutes(seconds) if now or done else '    '} of {minutes(each.seconds)}"
        rows.append(
            Row(
                each.part, each.title, "▸" if now else "✓" if done else " ", "line--mark", right + last,
                "line--watch" if seconds > each.seconds + 5 else "line--muted",
                "line--strong" if now else "line--muted",
            )
        )  # fmt: skip
    return rows


def proof_rows(proofs: Sequence[str], said: Collection[str], width: int, *, asked: bool) -> list[Row]:
    """Return each proof, ticked if it was said, in as many rows of `width` cells as its words need."""
    rows: list[Row] = []
    for at, proof in enumerate(proofs):
        ticked = proof in said
        style = "line--strong" if ticked or asked else "line--muted"
        first, *others = wrap(f"“{proof}”", max(20, width - 4))
        mark = "line--good" if ticked else "line--muted"
        rows.append(Row(f"{at}", first, "☑" if ticked else "☐", mark, style=style))
        rows += [Row("", other, style=style, more=True) for other in others]
    return rows or [Row("", "Nothing in this telling can be checked by a listener yet.")]


def words_of(texts: Mapping[Part, str]) -> Pieces:
    """Return the text to look at, under the titles of its parts."""
    pieces: Pieces = []
    for part, words in texts.items():
        if words.strip():
            pieces += [(PART_TITLES[part] + "\n", "bold $name"), (words.strip() + "\n\n", "$ink")]
    return pieces


def told_before(history: Sequence[Rehearsal], companies: Mapping[str, str], zone: tzinfo | None) -> Pieces:
    """Return the tellings before, the latest first, each with its time and what was not said."""
    pieces: Pieces = []
    for told in history[:TOLD_BEFORE]:
        day = f"{told.started.astimezone(zone):%a %d %b %H:%M}" if told.started else ""
        day += f"  for {companies.get(told.target, told.target)}" if told.target else ""
        aim, count = f"{told.cut} s" if told.cut else "whole", len(told.said) + len(told.missed)
        proofs = f"{len(told.said)} of {counted(count, 'proof')}" if count else "no proofs"
        pieces.append((f"{minutes(told.total()):>5}", "bold $ink"))
        pieces.append((f"  {aim:<6} {proofs:<15} {day}\n", "$quiet"))
        if told.missed:
            pieces.append((f"       not said: “{told.missed[0]}”\n", "$watch"))
    return pieces or [
        ("Never told yet.\n\n", "$ink"),
        ("The first telling is mostly too long. That is what it is for.", "$quiet"),
    ]
