"""The trade's known mistakes, each with the sentence in which it was found and what a listener hears.

What betrays a mistake, and what excuses it, is data (`themes/coach`), tried by `themes.coaching.found`. Here it is
put beside the reading: what the reader found specific excuses a mistake, and a story without AI cannot make those
that only AI can.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from themes import coaching
from workbench.depth.sentences import Sentence
from workbench.model.report import Mistake

if TYPE_CHECKING:
    from themes.schema import Coached


def mistakes(
    sentences: Sequence[Sentence], coached: Mapping[str, Coached], evidenced: Collection[str], has_ai: bool
) -> list[Mistake]:
    """Every known mistake that the text makes, once each, in the order of the text."""
    texts = [sentence.text for sentence in sentences]
    parts = _parts(sentences)
    found: list[tuple[int, Mistake]] = []
    for mistake in coached.values():
        if mistake.ai_only and not has_ai:
            continue
        hits = coaching.found(mistake, texts, parts, evidenced)
        if hits:
            # A text in one part holds its result at its end.
            at = hits[-1] if mistake.parts == ("result",) and not parts else hits[0]
            place = sentences[at]
            found.append(
                (
                    at,
                    Mistake.model_construct(
                        id=mistake.id,
                        part=place.part,
                        start=place.start,
                        end=place.end,
                        quote=place.text,
                        heard=mistake.heard,
                        better=mistake.better,
                    ),
                )
            )
    return [each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def _parts(sentences: Sequence[Sentence]) -> list[str]:
    """The part of each sentence; a text pasted into one part has none, so that no mistake looks past it."""
    parts = [sentence.part for sentence in sentences]
    return [] if len(set(parts)) == 1 else [str(part) for part in parts]
