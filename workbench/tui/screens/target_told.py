"""What the Target mode says of a target and its plan, in lines and words; nothing here knows a widget."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from workbench.tui.story_rows import DEPTHS
from workbench.tui.widgets.line_list import fit
from workbench.tui.widgets.loop_board import BoardLine

if TYPE_CHECKING:
    from datetime import date

    from themes.schema import Catalogue
    from workbench.model.tailored import Plan, PrincipleMap
    from workbench.model.target import Round, Target


def headline(target: Target, plan: Plan, today: date, width: int, borrowed: int = 0) -> list[tuple[str, str]]:
    """Return the line over the board, as much of it as one line of `width` has room for; the name is cut last."""
    name = ", ".join(each for each in (target.company, target.role) if each)
    told, count, until = sum(slot.answered for slot in plan.slots), len(plan.slots), countdown(target, today)
    untold = len(plan.uncovered)
    principles = f"{untold} {'principle' if untold == 1 else 'principles'} untold" if untold else ""
    soon = until.removeprefix("the ").replace(" round is ", " round ")
    soon = soon.replace(" to the first round", " to go").replace(" to the next round", " to go")
    rests = (
        (until, f"{told} of {count} answered", f", {borrowed} by samples", principles),
        (soon, f"{told} of {count} answered", f", {borrowed} by samples", principles),
        (soon, f"{told} of {count} told", f", {borrowed} samples", f"{untold} untold" if untold else ""),
    )
    line: list[tuple[str, str]] = []
    for when, answered, samples, gaps in rests:
        rest = [(f"   {when}", "bold $mark"), (f"   {answered}", "$quiet")]
        rest += [(samples, "$watch")] if borrowed else []
        rest += [(f" · {gaps}", "$watch")] if gaps else []
        room = width - sum(cell_len(text) for text, _ in rest)
        line = [(name if cell_len(name) <= room else fit(name, room).rstrip(), "bold $ink"), *rest]
        if cell_len(name) <= room:
            break
    return line


def untold_titles(plan: Plan, target: Target, catalogue: Catalogue) -> list[str]:
    """Return the names of the principles that no planned story speaks to."""
    named = {
        clause.id: clause.title
        for pack in target.packs
        if pack in catalogue.packs
        for clause in catalogue.packs[pack].clauses()
    }
    return [named[clause] for clause in plan.uncovered if clause in named]


def principles_told(plan: Plan, principles: PrincipleMap, titles: Mapping[str, str], paste: str) -> Content:
    """Return the principles of a target, those first that no planned story speaks to; `paste` takes a list of them."""
    rows = principles.rows()
    if not rows:
        return Content(f"No published principles are named for this target. {paste} takes a pasted list.")
    told = sum(row.clause in plan.covered for row in rows)
    parts: list[tuple[str, str]] = [(f"{told} of {len(rows)} spoken to\n", "$quiet")]
    for pack in principles.packs:
        parts.append((f"\n{pack.title}\n", "bold $name"))
        for row in sorted(pack.rows, key=lambda row: row.clause in plan.covered):
            story = plan.covered.get(row.clause)
            said = titles.get(story, story) if story else "no planned story speaks to it"
            parts += [("● " if story else "○ ", "$good" if story else "$gap"), (row.title + "\n", "$ink")]
            parts.append((f"  {said}\n", "$quiet" if story else "$watch"))
    return Content.assemble(*parts)


def board_lines(
    target: Target, plan: Plan, titles: dict[str, str], depths: dict[str, str], samples: Container[str] = ()
) -> list[BoardLine]:
    """Return the rounds in the plan's order, each with its questions."""
    lines: list[BoardLine] = []
    rounds = {each.id: each for each in target.rounds}
    order = list(dict.fromkeys([*(slot.round for slot in plan.slots), *rounds]))
    for round_id in order:
        round_ = rounds.get(round_id)
        if round_ is None:
            continue
        name = round_.title or round_.kind.replace("-", " ").capitalize()
        who = f"{name} · {round_.interviewer}" if round_.interviewer else name
        lines.append(BoardLine(round_id, text=who, right=when(round_)))
        for slot in plan.slots:
            if slot.round == round_id:
                story = slot.story
                lines.append(
                    BoardLine(
                        round_id, slot.slot, slot.question, "", story,
                        titles.get(story or "", story or ""), DEPTHS[depths.get(story or "", "")][0],
                        slot.locked, slot.repeats, slot.kind == "case", story in samples,
                    )
                )  # fmt: skip
    return lines


def when(round_: Round) -> str:
    """Return day, time and length of a round: "Tue 02 Feb 16:30 London · 30 min"."""
    if round_.starts is None:
        return f"no date yet · {round_.minutes} min"
    zone = f" {round_.zone.rpartition('/')[2].replace('_', ' ')}" if round_.zone else ""
    proposed = "proposed: " if round_.proposed else ""
    return f"{proposed}{round_.starts.strftime('%a %d %b %H:%M')}{zone} · {round_.minutes} min"


def countdown(target: Target, today: date) -> str:
    """Return how long until the next round: "3 days to the first round"."""
    days = sorted((each.starts.date() - today).days for each in target.rounds if each.starts is not None)
    ahead = [each for each in days if each >= 0]
    if not days:
        return "no dates yet"
    if not ahead:
        return "every round is over"
    which = "first" if len(ahead) == len(days) else "next"
    words = {0: f"the {which} round is today", 1: f"the {which} round is tomorrow"}
    return words.get(ahead[0], f"{ahead[0]} days to the {which} round")
