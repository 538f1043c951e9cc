"""Where one story ends and the next begins in a text that has neither headings nor labels.

Each run of paragraphs is weighed as one story by the same weights that propose parts. A run that holds two stories
has two situations or two results, which one story has no room for; so the best cutting of the whole text shows where
the teller began again. What a further story must be worth is chosen on joined labelled stories (`training.parts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.intake.proposal import ProposedSentence
from workbench.intake.sentences import Piece, split

PARAGRAPHS: Final = 400
"""A text of more paragraphs is not searched for restarts: it is no evening's notes."""
WINDOW: Final = 60
"""Paragraphs that are weighed together; a longer text is read on from the last story found."""


def cut_stories(text: str) -> list[list[ProposedSentence]]:
    """Return the sentences of each story in `text`, with a proposed part for each."""
    from workbench.intake import parts

    pieces = split(text)
    begins = [at for at, piece in enumerate(pieces) if at == 0 or "\n\n" in piece.before]
    stories = _runs(pieces, begins) if 1 < len(begins) <= PARAGRAPHS else [(0, len(pieces))]
    found = []
    for start, end in stories:
        run = pieces[start:end]
        inner = [at - start for at in begins if start < at < end]
        named = parts.propose([piece.text for piece in run], inner)
        found.append(
            [
                ProposedSentence(piece.text, part, piece.before if number else "", certainty=sure)
                for number, (piece, (part, sure)) in enumerate(zip(run, named, strict=True))
            ]
        )
    return found


def _runs(pieces: Sequence[Piece], begins: Sequence[int]) -> list[tuple[int, int]]:
    from workbench.intake.parts import stories_at

    starts: list[int] = []
    at = 0
    while at < len(begins):
        window = begins[at : at + WINDOW]
        end = begins[at + WINDOW] if at + WINDOW < len(begins) else len(pieces)
        offset = window[0]
        firsts = stories_at([piece.text for piece in pieces[offset:end]], [begin - offset for begin in window])
        # The last story of a window may go on beyond it, so the next window begins with that story again.
        whole = firsts if end == len(pieces) or len(firsts) == 1 else firsts[:-1]
        starts.extend(window[first] for first in whole)
        at += WINDOW if whole is firsts else firsts[-1]
    return list(zip(starts, [*starts[1:], len(pieces)], strict=True))
