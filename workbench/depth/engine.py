"""The reader: loads the weights once, keeps what it saw of each sentence, and writes the report."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock, RLock
from typing import TYPE_CHECKING

from workbench.depth import weights as stored
from workbench.depth.analysis import Analyser, Analysis, Glimpse
from workbench.depth.answered import told_answers
from workbench.depth.labels import CRITERIA, MIN_WORDS
from workbench.depth.language import why_not_read
from workbench.depth.sentences import Sentence, split
from workbench.depth.verdict import not_read, report
from workbench.depth.why import Explanation
from workbench.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    import numpy as np
    from numpy.typing import NDArray

    from themes.schema import Catalogue
    from workbench.depth.pooling import Floats
    from workbench.model.report import DepthReport
    from workbench.model.story import Answer, Part, Story

KEPT_SENTENCES = 20_000
"""Sentences whose scores are kept: about 1,000 stories."""


class Reader:
    """Reads stories with one set of weights. Safe to use from several threads."""

    def __init__(self, folder: Traversable | None = None) -> None:
        self._folder = folder
        self._loading = Lock()
        self._analyser: Analyser | None = None
        self._name = ""
        self._seen: OrderedDict[str, Glimpse] = OrderedDict()
        self._keeping = RLock()

    def load(self) -> None:
        """Load the weights now (about 0.2 s), so that the first reading need not wait for them."""
        self._ready()

    @property
    def name(self) -> str:
        """Which weights read: readings may be kept under the text and this name."""
        self._ready()
        return self._name

    def read(
        self, story: Story, catalogue: Catalogue | None = None, words_per_minute: int | None = None
    ) -> DepthReport:
        """Read one story: its levels, and with a catalogue the advice beside them at the user's own speaking rate.

        A role that the user declared stands, and a contradiction to the text is told. A story without AI,
        by the user's word or by the text, has all criteria at 0 and the depth "not-ai". A text that is too
        short or not English has the depth "not-read" and says why.
        """
        parts = cleaned(story)
        least = catalogue.depth.min_words if catalogue is not None else MIN_WORDS
        reason = why_not_read(" ".join(parts.values()), least)
        sentences = cut(parts)
        if reason or not sentences:
            found = not_read(story, parts, reason or "There is nothing to read.", self.name)
        else:
            told = told_answers(story, parts, sentences)
            found = report(
                story,
                parts,
                self._analyse(sentences),
                self._ready().cuts,
                catalogue,
                self.name,
                told,
                self._before(told, sentences, least),
            )
        if catalogue is None:
            return found
        from workbench.depth.advice import advise

        return advise(found, story, catalogue, words_per_minute)

    def explain(self, story: Story, criterion: str, catalogue: Catalogue | None = None) -> Explanation | None:
        """What stands behind one criterion's level; None where the story was not read."""
        from workbench.depth.explaining import explain

        reading = self.read(story, catalogue)
        if reading.not_read:
            return None
        analysis = self._analyse(cut(cleaned(story)))
        return explain(self._ready(), analysis, reading, criterion, story.ai_role)

    def analyse(self, story: Story) -> Analysis | None:
        """The bare numbers, for measuring; None where there is no sentence."""
        sentences = cut(cleaned(story))
        return self._analyse(sentences) if sentences else None

    def cuts(self) -> dict[str, tuple[float, float]]:
        """For each criterion the scores from which it is mentioned, and specific."""
        made = self._ready().cuts
        return {name: (float(low), float(high)) for name, (low, high) in zip(CRITERIA, made, strict=True)}

    def vector(self, text: str) -> Floats:
        """The encoder's vector of one sentence: what questions are heard with."""
        return self._ready().encoder.vector(text)

    def question(self, text: str) -> NDArray[np.int8]:
        """What a question asks, where it meets what sentences tell (`DepthReport.bearings`)."""
        return self._ready().question(text)

    def forget(self) -> None:
        """Drop what was kept of sentences, for measuring."""
        with self._keeping:
            self._seen.clear()

    def _before(
        self, told: Sequence[tuple[Answer, list[Sentence]]], sentences: list[Sentence], least: int
    ) -> Analysis | None:
        """The story without the answers that were put into it; None if there are none, or too little is left."""
        answered = {sentence for _, places in told for sentence in places}
        rest = [sentence for sentence in sentences if sentence not in answered]
        if not answered or why_not_read(" ".join(sentence.text for sentence in rest), least):
            return None
        return self._analyse(rest)

    def _analyse(self, sentences: list[Sentence]) -> Analysis:
        return self._ready().analyse(sentences, [self._glimpse(s.text) for s in sentences])

    def _glimpse(self, text: str) -> Glimpse:
        with self._keeping:
            known = self._seen.get(text)
            if known is not None:
                self._seen.move_to_end(text)
                return known
        made = self._ready().glimpse(text)
        with self._keeping:
            self._seen[text] = made
            if len(self._seen) > KEPT_SENTENCES:
                self._seen.popitem(last=False)
        return made

    def _ready(self) -> Analyser:
        if self._analyser is None:
            with self._loading:
                if self._analyser is None:
                    loaded = stored.load(self._folder)
                    self._name = str(loaded.notes["name"])
                    self._analyser = Analyser(loaded)
        return self._analyser


def cleaned(story: Story) -> dict[Part, str]:
    """The five parts as all offsets count them."""
    return {part: clean(text) for part, text in story.parts().items()}


def cut(parts: dict[Part, str]) -> list[Sentence]:
    """All sentences of the story, in order."""
    return [sentence for part, text in parts.items() for sentence in split(part, text)]
