"""Questions and the story that each is best answered by: what the search by meaning learns from.

`tests/gold/asked_of.jsonl.gz` holds some six thousand: {"story", "question", "sentences"}, the last the numbers of the
one to three sentences that answer (of `sentences_of`). They were written by readers of the stories, in words that the
stories do not use. No story of a pool that is measured (`training.ask`) is among them.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache

from training.corpus import GOLD, PAIRS, stories


@dataclass(frozen=True)
class Pair:
    """A question, the story that answers it, and where."""

    story: str
    question: str
    sentences: tuple[int, ...]


@lru_cache(maxsize=1)
def pairs() -> list[Pair]:
    """All of them, in the order of the file."""
    with gzip.open(GOLD / PAIRS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Pair(row["story"], row["question"], tuple(row["sentences"])) for row in rows]


def passages() -> list[tuple[str, str, list[str]]]:
    """Story, question and the sentences that answer it, of our own stories alone.

    The encoder learns from these. What is asked of a given story tells a little of what it holds, and the encoder must
    know nothing of those.
    """
    own = {story.id: [one.text for one in story.sentences] for story in stories() if not story.given}
    return [
        (pair.story, pair.question, [own[pair.story][i] for i in pair.sentences if i < len(own[pair.story])])
        for pair in pairs()
        if pair.story in own
    ]
