"""The labelled stories and sentences, cut into the sentences that the reader will see."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.depth.hints import HINTS
from workbench.depth.labels import CRAFT, CRITERIA, THEMES, VALUES
from workbench.depth.sentences import Sentence, split
from workbench.model.story import PARTS, Part

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
GIVEN, OWN = "stories.jsonl.gz", "own_stories.jsonl.gz"
"""The stories that the goals speak of, and those that were written to teach the kinds which the former hold few of."""
SINGLE, OWN_SINGLE, SNIPPETS = "sentences.jsonl.gz", "own_sentences.jsonl.gz", "own_snippets.jsonl.gz"
PAIRS = "asked_of.jsonl.gz"
"""Questions, and the stories and sentences that answer them (`training.pairs`)."""
TAUGHT = ("g1", "g3", "g5", "g7", "g9", "k3", "m1", "m2")
"""Authors of our own from whose stories the encoder learns too; the gate, which is learnt later, leaves them out."""
JUDGED_BY_TEACHER = ("g2", "g4", "g6", "g8", "k1", "k2", "k4", "m3", "m4")
"""Authors of our own of whose sentences the encoder learns what its teacher says of them, and no label."""
FOLDS = 5

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Gold:
    """One labelled story: its parts, its sentences and what the labellers said."""

    id: str
    title: str
    parts: dict[Part, str]
    levels: Ints
    quotes: dict[str, list[str]]
    role: str
    craft: Ints
    values: Ints
    themes: frozenset[str]
    sentences: list[Sentence] = field(repr=False)
    given: bool = True
    """Whether the goals speak of it; our own stories teach, and are measured apart."""

    @property
    def author(self) -> str:
        """Letter and digit that begin the id: one author's voice."""
        return self.id[:2]


@dataclass(frozen=True)
class Item:
    """One labelled single sentence."""

    id: str
    text: str
    levels: Ints


def checksum() -> str:
    """What the labels are, in short."""
    files = (GIVEN, OWN, SINGLE, OWN_SINGLE, SNIPPETS, PAIRS)
    return hashlib.sha256(b"".join((GOLD / name).read_bytes() for name in files)).hexdigest()[:16]


@dataclass(frozen=True)
class Snippet:
    """One to four sentences labelled with values and themes, or with the AI role: what they alone show."""

    text: str
    answers: Floats
    """In the order of `HINTS`, 0 or 1."""
    asked: Floats
    """1 where the labeller was asked."""


def read_lines(path: Path) -> list[dict[str, object]]:
    """The objects of a JSON Lines file, gzipped or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]


def as_gold(row: dict[str, object], given: bool = True) -> Gold:
    """A labelled story from its JSON object."""
    parts = {part: str(row.get(part) or "") for part in PARTS}
    labels, craft, values = (_numbers(row.get(key)) for key in ("labels", "craft", "values"))
    evidence = row.get("evidence")
    quotes = evidence if isinstance(evidence, dict) else {}
    themes = row.get("themes")
    return Gold(
        id=str(row["id"]),
        title=str(row.get("title") or ""),
        parts=parts,
        levels=np.array([labels.get(name, 0) for name in CRITERIA]),
        quotes={name: [str(q) for q in quotes.get(name, [])] for name in CRITERIA},
        role=str(row.get("ai_role") or "none"),
        craft=np.array([craft.get(name, 0) for name in CRAFT]),
        values=np.array([values.get(name, 0) for name in VALUES]),
        themes=frozenset(themes if isinstance(themes, list) else ()),
        sentences=[s for part in PARTS for s in split(part, parts[part])],
        given=given,
    )


def _numbers(value: object) -> dict[str, int]:
    return {str(k): int(v) for k, v in value.items()} if isinstance(value, dict) else {}


@lru_cache(maxsize=1)
def stories() -> list[Gold]:
    """All labelled stories: the given ones in the order of their file, then our own."""
    return [as_gold(row, name == GIVEN) for name in (GIVEN, OWN) for row in read_lines(GOLD / name)]


@lru_cache(maxsize=1)
def items() -> list[Item]:
    """All labelled single sentences: the given ones, then our own."""
    return [
        Item(str(row["id"]), str(row["text"]), np.array([_numbers(row["labels"]).get(c, 0) for c in CRITERIA]))
        for name in (SINGLE, OWN_SINGLE)
        for row in read_lines(GOLD / name)
    ]


@lru_cache(maxsize=1)
def snippets() -> list[Snippet]:
    """All labelled snippets."""
    return [as_snippet(row) for row in read_lines(GOLD / SNIPPETS)]


def as_snippet(row: dict[str, object]) -> Snippet:
    """A labelled snippet from its JSON object."""
    role, values, themes = row.get("ai_role"), _numbers(row.get("values")), row.get("themes")
    told = themes if isinstance(themes, list) else []
    about = [role != "none", role == "native"]
    touched, shown = [values.get(v, 0) >= 1 for v in VALUES], [values.get(v, 0) >= 2 for v in VALUES]
    answers = np.array([*about, *touched, *shown, *(t in told for t in THEMES)], dtype=np.float32)
    asked = np.full(HINTS, float(role is None), dtype=np.float32)
    asked[:2] = float(role is not None), float(role in ("native", "enabled"))
    return Snippet(str(row["text"]), answers, asked)


def sentence_levels(story: Gold) -> tuple[Ints, Floats]:
    """For each sentence and criterion the level that a quote gives it, and how far to trust a 0.

    A labeller quotes one or two places and stops. Where the story has the criterion, a sentence
    without a quote may still speak to it: that 0 counts little. Where the story lacks it, 0 is certain.
    """
    levels = np.zeros((len(story.sentences), len(CRITERIA)), dtype=np.int64)
    trust = np.ones((len(story.sentences), len(CRITERIA)), dtype=np.float32)
    for k, name in enumerate(CRITERIA):
        if story.levels[k] == 0:
            continue
        trust[:, k] = 0.3
        for quote in story.quotes[name]:
            for i in touching(story, quote):
                levels[i, k] = story.levels[k]
                trust[i, k] = 1.0
    return levels, trust


def touching(story: Gold, quote: str) -> list[int]:
    """Numbers of the sentences that share a good part of the quote."""
    found = []
    for part in PARTS:
        at = story.parts[part].find(quote)
        if at < 0:
            continue
        for i, s in enumerate(story.sentences):
            shared = min(s.end, at + len(quote)) - max(s.start, at)
            if s.part == part and shared >= min(15, len(quote), s.end - s.start):
                found.append(i)
        break
    return found


def folds() -> Ints:
    """The fold of each story: whole authors, the largest first into the emptiest fold."""
    counts: dict[str, int] = {}
    for story in stories():
        counts[story.author] = counts.get(story.author, 0) + 1
    load = [0] * FOLDS
    home: dict[str, int] = {}
    for author in sorted(counts, key=lambda a: (-counts[a], a)):
        home[author] = min(range(FOLDS), key=lambda f: (load[f], f))
        load[home[author]] += counts[author]
    return np.array([home[story.author] for story in stories()])
