"""The kinds of deeds as phrasebooks: what a question asks for, and what a sentence tells."""

from __future__ import annotations

from collections.abc import Sequence

from themes.schema import Catalogue, Deed
from workbench.depth.sentences import split
from workbench.tailoring.once import once
from workbench.tailoring.phrases import Phrasebook, tokens


class Lexicon:
    """The catalogue's deeds, ready to be found in text. One for each catalogue: `Lexicon.of(catalogue)`."""

    def __init__(self, deeds: dict[str, Deed]) -> None:
        self.deeds = deeds
        self._asks = Phrasebook({name: deed.asks for name, deed in deeds.items()})
        self._asks_not = Phrasebook({name: deed.asks_not for name, deed in deeds.items() if deed.asks_not})
        self._tells = Phrasebook({name: deed.tells for name, deed in deeds.items()})

    @staticmethod
    @once
    def of(catalogue: Catalogue) -> Lexicon:
        """Return the lexicon of a catalogue, built once."""
        return Lexicon(dict(catalogue.deeds))

    def asked(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return the deeds that a question asks for: deed id -> the phrases that say so."""
        other = self.asked_not(text)
        return {name: said for name, said in _grouped(self._asks.hits(tokens(text))).items() if name not in other}

    def asked_not(self, text: str) -> frozenset[str]:
        """Return the deeds that a question asks for in sound only ("changed your mind" is not another's mind)."""
        return frozenset(name for name, _ in self._asks_not.hits(tokens(text)))

    def told(self, stems: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the deeds that one sentence (its stems) tells: deed id -> the phrases that say so."""
        return _grouped(self._tells.hits(stems))


def _grouped(hits: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, phrase in hits:
        found[name] = (*found.get(name, ()), phrase)
    return found


def clauses_of(text: str) -> list[str]:
    """Cut a question or a job description into its sentences and lines."""
    return [sentence.text for sentence in split("situation", text)]
