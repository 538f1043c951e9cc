"""What a mock interview says of where it stands: the round's questions are counted, follow-ups and pressure are named.

A follow-up comes after an answer and the scenario under pressure after the last question; neither is one of the
questions that the round is planned with, so neither is counted among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.text import counted
from workbench.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from workbench.model.practice import Mock, Played


def planned(played: Mock) -> int:
    """Return how many questions the round was planned with."""
    return sum(bool(each.slot) for each in played.questions)


def place(played: Mock, at: int) -> str:
    """Return which question stands at a place: "question 2 of 4", or "under pressure"."""
    return f"question {at + 1} of {planned(played)}" if played.questions[at].slot else "under pressure"


def stands_at(played: Mock) -> str:
    """Return what is asked now or next: "question 2 of 4", "question 2 of 4 · a follow-up"."""
    if (on := played.asking_on) is not None:
        return f"{place(played, on)} · a follow-up"
    return place(played, min(played.position, len(played.questions) - 1))


def all_played(played: Mock) -> str:
    """Return what was played: "4 questions, one under pressure, 2 follow-ups"."""
    questions, probes = planned(played), sum(each.probe_held is not None for each in played.questions)
    pieces = [counted(questions, "question")] if questions else []
    pieces += ["one under pressure"] if len(played.questions) > questions else []
    pieces += [counted(probes, "follow-up")] if probes else []
    return ", ".join(pieces)


def announced(played: Mock, space: str) -> tuple[str, str]:
    """Return the figure and the words for what comes next, before it is asked."""
    asks = f"{space} asks it and starts the clock."
    if (on := played.asking_on) is not None:
        return f"{on + 1}", f"A follow-up to this answer, not counted. {space} hears it."
    at, count = played.position, planned(played)
    if not played.questions[at].slot:
        return ("+1", f"under pressure, after the {counted(count, 'question')}. {asks}") if count else ("1", asks)
    more = ", then one under pressure" if not at and len(played.questions) > count else ""
    return f"{at + 1}", f"of {count}{more}. {asks}"


def now_row(played: Mock, *, asked: bool) -> Row:
    """Return the row of what is asked now; its words are hidden until they are heard."""
    on, at = played.asking_on, min(played.position, len(played.questions) - 1)
    words = stands_at(played)
    if asked:
        text = played.questions[at].question if on is None else played.questions[on].probe
        return Row("now", text, "▸", "line--accent", words)
    return Row("now", words[0].upper() + words[1:], "▸", "line--accent", "not asked yet")


def played_row(at: int, each: Played) -> Row:
    """Return the row of a question that was answered: the rating, the follow-up, the time, and what was noted."""
    friend = f"friend {each.friend_rating} · " if each.friend_rating else ""
    asked_on = "" if each.probe_held is None else f"asked on {'✓' if each.probe_held else '–'} · "
    apart = each.friend_rating and each.friend_rating != each.rating
    return Row(
        f"{at}", each.question, f"{each.rating or '–'}", "line--mark",
        f"{friend}{asked_on}{each.seconds // 60}:{each.seconds % 60:02d}",
        "line--watch" if apart else "line--muted",
        note=each.note or each.friend_note,
    )  # fmt: skip
