"""What the proposal's screen shows: the sentences of one story, the story they make, and the preview of all."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.model.story import PART_TITLES, PARTS, Part
from workbench.tui.sorting import Found, Sorting
from workbench.tui.widgets.line_list import fit
from workbench.tui.widgets.paragraph_list import Paragraph

if TYPE_CHECKING:
    from workbench.model.story import Story

SHOWN = 4000
"""Characters of one part in the page beside the sentences."""
DOUBTFUL = 0.7
"""A guess less certain than this is marked as doubtful."""
LISTED = 500
"""Passages that were left out, listed one by one; of more the number is said."""
LETTERS: dict[Part, str] = {part: PART_TITLES[part][0] for part in PARTS}


def sentence_rows(here: Found) -> list[Paragraph]:
    """Return the sentences, each with the letter of its part: S is given, S? a guess, S?? a doubtful one."""
    rows = []
    for number, one in enumerate(here.proposed.sentences):
        if number in here.out:
            rows.append(Paragraph(one.text, f"{number}", " x", "line--gap", "line--muted"))
        else:
            doubtful = not one.given and one.certainty < DOUBTFUL
            style = "line--good" if one.given else "line--gap" if doubtful else "line--watch"
            mark = f" {LETTERS[one.part]}" + ("" if one.given else "??" if doubtful else "?")
            rows.append(Paragraph(one.text, f"{number}", mark, style))
    return rows


def as_it_would_stand(story: Story) -> list[tuple[str, str]]:
    """Return the pieces of the page beside the sentences: the story part by part."""
    pieces = [(f"{story.title or '(no title yet)'}\n", "bold $ink")]
    facts = " · ".join(fact for fact in (story.headline, story.company, story.when, ", ".join(story.themes)) if fact)
    if facts:
        pieces.append((f"{facts}\n", "$quiet"))
    for part in PARTS:
        text = str(getattr(story, part)).strip()
        words = len(text.split())
        pieces.append((f"\n{PART_TITLES[part]}", "bold $name"))
        pieces.append((f"  {words} {'word' if words == 1 else 'words'}\n" if words else "  nothing yet\n", "$quiet"))
        if text:
            pieces.append((f"{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}\n", "$ink"))
    return pieces


def preview_rows(sorting: Sorting, known: Collection[str]) -> list[Paragraph]:
    """Return what will enter the bank, what is skipped, left out and not read. `known` are the bank's titles."""
    count = sorting.count("taken")
    rows = [Paragraph(f"Will enter the bank: {count} {'story' if count == 1 else 'stories'}")]
    for number, each in enumerate(sorting.found):
        if each.decision == "taken":
            story = each.story()
            words = sum(len(str(getattr(story, part)).split()) for part in PARTS)
            empty = [PART_TITLES[part].lower() for part in PARTS if not str(getattr(story, part)).strip()]
            facts = [f"{words} words"]
            facts += [f"no {', no '.join(empty)}"] if empty else []
            facts += ["this title is in your bank already"] if story.title.casefold() in known else []
            title = story.title or "(no title yet)"
            rows.append(Paragraph(f"{title} · {' · '.join(facts)}", f"{number}", " +", "line--good"))
    skipped = [(number, each) for number, each in enumerate(sorting.found) if each.decision != "taken"]
    if skipped:
        rows.append(Paragraph(f"Skipped: {len(skipped)}"))
        rows += [Paragraph(each.proposed.title, f"{number}", " –", style="line--muted") for number, each in skipped]
    rows += _left(sorting)
    rows += [Paragraph(note, style="line--muted") for note in sorting.notes[:LISTED]]
    return rows


def _left(sorting: Sorting) -> list[Paragraph]:
    left = [out for each in sorting.found for out in each.left()]
    left += [(out.text, out.why.rstrip(".")) for _, out in sorting.left_out]
    rows = []
    if left:
        rows.append(Paragraph(f"Left out: {len(left)} {'passage' if len(left) == 1 else 'passages'}"))
        for number, (text, why) in enumerate(left[:LISTED]):
            rows.append(Paragraph(f"{text} ({why})", f"left:{number}", " ·", style="line--muted"))
    if len(left) > LISTED:
        rows.append(Paragraph(f"and {len(left) - LISTED} more; the source still holds them", style="line--muted"))
    if sorting.refused:
        rows.append(Paragraph(f"Not read: {len(sorting.refused)}"))
        rows += [
            Paragraph(why, f"refused:{number}", " !", "line--gap")
            for number, why in enumerate(sorting.refused[:LISTED])
        ]
    return rows


def came_from(source: str, form: str, room: int) -> str:
    """Return where a story came from in `room` cells: what the file was taken for goes first, then its name's end."""
    for told in (f"  from {source} ({form})", f"  from {source}"):
        if cell_len(told) <= room:
            return told
    return f"  from {fit(source, room - 7)}" if room > 15 else ""
