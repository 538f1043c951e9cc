"""What a story tells, as kinds of deeds: how much more of each than a story of its length usually does.

Long stories mention everything. So a deed counts by how far it stands out: beside what a story of this length holds on
average (measured on the labelled stories, `weights/background.npz`), and beside the other deeds of the same story.
Phrases (`themes/deeds`) and the learnt weights (`learnt`) are heard together: the first point to words, the second hear
the whole.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from themes.schema import Catalogue
from workbench.depth.sentences import Sentence
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.tailoring.background import background
from workbench.tailoring.coverage import themes_of
from workbench.tailoring.emphasis import sentences_of
from workbench.tailoring.learnt import Learnt, bag_of, learnt
from workbench.tailoring.lexicon import Lexicon
from workbench.tailoring.matching import Held, held
from workbench.tailoring.meeting import Heard, heard_of
from workbench.tailoring.phrases import tokens

PART_WEIGHTS = {"situation": 0.6, "task": 0.7, "action": 1.0, "result": 0.9, "learning": 0.9}
"""What a phrase is worth in each part: a deed told in the Action was done, in the Situation it may be another's."""

HALF = 8.0
"""Weight of phrases at which a deed counts half: the tenth phrase says little that the fifth did not."""

_LIMITS = (-2.0, 3.0)

STANDING, BEYOND_DOUBT = 0.3, 1.5
"""How far a deed must stand out to be given as a reason, and to be one although no phrase of it was found."""

FEWEST_QUOTES = 3
"""A story with fewer specific quotes is about none of them by itself."""

LEARNT_SHARE, PHRASE_SHARE = 0.54, 0.46
"""What the learnt weights and the phrases count; measured by `training.ask`."""


@dataclass(frozen=True, slots=True)
class Told:
    """One story, made ready for questions. Depends on its text and reading only."""

    story: Story
    reading: DepthReport | None
    sentences: tuple[Sentence, ...]
    stems: tuple[tuple[str, ...], ...]
    found: tuple[Mapping[str, float], ...]
    """For each sentence: deed -> weight of the phrases that tell it there."""
    held: Held
    """Its words, ready to be matched with a question's."""
    stands_out: Mapping[str, float] = field(default_factory=dict)
    """Deed -> how far it stands out, in spreads over stories: 1 and more is much, below 0 less than usual."""
    heard: Heard | None = None
    """Its sentences where questions meet them."""
    themes: Mapping[str, int] = field(default_factory=dict)
    """Theme -> 2 declared, 1 suggested (`coverage.themes_of`)."""
    checkable: int = 0
    """How many criteria it tells specifically."""
    focus: Mapping[str, float] = field(default_factory=dict)
    """Criterion -> the share of what the story tells specifically that is about it: what the story is about."""
    weight: float = 0.0
    """How much a listener gets from it whatever is asked: own deeds, a result, things that can be checked."""

    def tells(self, deed: str, least: float = STANDING) -> bool:
        """Say whether the story tells a deed: it stands out, and a sentence says so or it stands out beyond doubt."""
        standing = self.stands_out.get(deed, 0.0)
        return standing >= BEYOND_DOUBT or (standing >= least and any(deed in here for here in self.found))


def tell(story: Story, reading: DepthReport | None, catalogue: Catalogue, fitted: Learnt | None = None) -> Told:
    """Make a story ready for questions, by the shipped weights or by those given."""
    lexicon, measured = Lexicon.of(catalogue), background()
    sentences = sentences_of(story)
    stems = [tuple(tokens(sentence.text)) for sentence in sentences]
    title = tuple(tokens(f"{story.title}. {story.headline}"))
    best: dict[str, dict[str, float]] = {}
    found: list[dict[str, float]] = []
    for sentence, words in zip(sentences, stems, strict=True):
        here: dict[str, float] = {}
        for deed, phrases in lexicon.told(words).items():
            for phrase in phrases:
                weight = measured.phrase_rarity(deed, phrase) * PART_WEIGHTS[sentence.part]
                here[deed] = here.get(deed, 0.0) + weight
                known = best.setdefault(deed, {})
                known[phrase] = max(known.get(phrase, 0.0), weight)
        found.append(here)
    for deed, phrases in lexicon.told(title).items():
        for phrase in phrases:
            best.setdefault(deed, {})[phrase] = measured.phrase_rarity(deed, phrase)
    counts = Counter(word for words in stems for word in words)
    counts.update(title)
    counts.update(title)
    length = sum(map(len, stems))
    weights = {deed: sum(phrases.values()) for deed, phrases in best.items()}
    return Told(
        story=story,
        reading=reading,
        sentences=tuple(sentences),
        stems=tuple(stems),
        found=tuple(found),
        held=held(counts, length, stems, catalogue),
        stands_out=_together(
            _stands_out(weights, length, lexicon), (fitted or learnt()).scores(bag_of(stems), reading, length)
        ),
        heard=heard_of(reading, catalogue),
        themes=themes_of(story, reading) if story.themes else dict.fromkeys(reading.themes if reading else (), 1),
        checkable=sum(found.level == 2 for found in reading.criteria.values()) if reading is not None else 0,
        focus=_focus(reading),
        weight=_weight(reading, length),
    )


def _together(phrases: Mapping[str, float], learned: Mapping[str, float]) -> dict[str, float]:
    # A deed that the weights do not know yet (added to the data since) is heard by its phrases alone.
    return {
        deed: PHRASE_SHARE * value + LEARNT_SHARE * learned[deed] if deed in learned else value
        for deed, value in phrases.items()
    }


def _weight(reading: DepthReport | None, length: int) -> float:
    """0 to about 1.5: substance beats vocabulary, so a slogan that shares every word with a question stays behind."""
    heard = min(length, 180) / 180 * 0.5
    if reading is None:
        return heard
    craft = reading.craft
    told = craft.get("craft.ownership", 0) + craft.get("craft.result", 0) + 0.5 * craft.get("craft.learning", 0)
    return heard + told / 5


def _focus(reading: DepthReport | None) -> dict[str, float]:
    """A deep story tells sixteen things; one that tells three words of consent and deletion is about privacy."""
    if reading is None:
        return {}
    quotes = {name: len(found.evidence) for name, found in reading.criteria.items() if found.level == 2}
    whole = max(sum(quotes.values()), FEWEST_QUOTES)
    return {name: count / whole for name, count in quotes.items() if count}


def share(weight: float) -> float:
    """Return a deed's weight as a share, 0 to 1, with less for each phrase more."""
    return weight / (weight + HALF)


def _stands_out(weights: Mapping[str, float], length: int, lexicon: Lexicon) -> dict[str, float]:
    measured = background()
    log = math.log(length + 20)
    raw = {}
    for deed in lexicon.deeds:
        base, slope, spread = measured.usual.get(deed, (0.0, 0.0, 0.15))
        raw[deed] = (share(weights.get(deed, 0.0)) - base - slope * log) / spread
    middle = max(-1.0, sum(raw.values()) / max(1, len(raw)))
    low, high = _LIMITS
    return {deed: min(high, max(low, value - middle)) for deed, value in raw.items()}
