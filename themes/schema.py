"""The shape of everything in `themes/`: pydantic models, frozen, strict about unknown keys.

A file that does not fit is named with its line and the reason (see `themes.loader`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from themes.item import Item as Item
from themes.principles import Clause as Clause
from themes.principles import Pack as Pack
from themes.principles import Principle as Principle


class StoryTheme(Item):
    """What a story shows in an interview (failure, influence, ethics …)."""

    id: str
    title: str
    summary: str
    prompts: tuple[str, ...] = ()
    """Lines that help to remember a moment of this theme."""
    words: tuple[str, ...] = ()


class Value(Item):
    """The canonical kind of principle through which stories and principles meet."""

    id: str
    title: str
    summary: str
    criteria: tuple[str, ...] = ()
    """Criteria whose evidence speaks to this value."""
    words: tuple[str, ...] = ()
    """Beginnings of words that propose this value for a principle that somebody pastes."""


class Dimension(Item):
    """A group of criteria: data strategy, evaluation, responsible AI; and technical judgement, which supports."""

    id: str
    title: str
    summary: str
    supports: bool = False


class Criterion(Item):
    """One thing looked for in a story."""

    id: str
    dimension: str
    title: str
    summary: str
    why: str
    """What evidence of it is, as the end of the sentence "a listener could check …"."""
    questions: tuple[str, ...]
    """Questions for what is missing; `{noun}` is filled with a noun of the story, `{title}` with its title."""
    example: str
    """What an answer sounds like."""
    by_role: dict[Literal["native", "enabled"], tuple[str, ...]] = Field(default_factory=dict)
    """Further questions that fit only a product of that AI role."""
    mentioned: tuple[str, ...] = ()
    """Questions for what is only mentioned; `{quote}` is filled with the story's own words."""
    examples: tuple[str, ...] = ()
    """Further examples; the one least like the story's own domain is not preferred, the first that fits is."""
    fires: tuple[str, ...] = ()
    """Sentences that must be read as specific (level 2)."""
    silent: tuple[str, ...] = ()
    """Sentences that must not be read as specific."""


class InterviewQuestion(Item):
    """A question that interviewers ask, what it probes, and for which kinds of round it is usual."""

    id: str
    text: str
    kind: Literal["behavioural", "case", "pitch", "pressure"]
    themes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    """Follow-ups that usually come next."""
    polarity: Literal["any", "failure", "success", "refusal"] = "any"
    story: bool = True
    """Whether a story answers it; else one's pitch does, or an opinion, and no loop proposes it as a slot."""


class Deed(Item):
    """A kind of deed: how questions and job descriptions ask for it, and how stories tell it.

    Questions ask for kinds of deeds ("a time you stood firm"), stories tell deeds ("I would not sign"): the two
    share few words. Phrases are stems of words; `a|b` is either, `...` skips up to four words.
    """

    id: str
    title: str
    """As the end of the sentence "It tells how you …"."""
    asks: tuple[str, ...]
    tells: tuple[str, ...]
    asks_not: tuple[str, ...] = ()
    """Phrases of a question that asks for something else in like words: "changed your mind" is not another's mind."""
    themes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    asks_for: tuple[str, ...] = ()
    """Sentences that must be read as asking for it."""
    told_by: tuple[str, ...] = ()
    """Sentences that must be read as telling it."""
    silent: tuple[str, ...] = ()
    """Sentences that must be read as neither."""


class RoundKind(Item):
    """A kind of interview round: what it probes, how long it lasts, how many slots it has."""

    id: str
    title: str
    summary: str
    case: bool = False
    minutes: int = 45
    slots: int = 3
    themes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


class LoopTemplate(Item):
    """A usual loop: the kinds of its rounds, in order, with the weeks after the first in which they fall."""

    id: str
    title: str
    summary: str
    rounds: tuple[str, ...]
    weeks: tuple[int, ...]


class Shortened(Item):
    """What of a thing to prepare is worth doing when there is little time."""

    title: str
    detail: str
    minutes: int
    stories: int = 0


class ChecklistItem(Item):
    """One thing to prepare, and how many days before the first round it should be done.

    `rank` orders by use when not everything fits, 1 the most useful; `short` is what is done then instead. What asks
    for a bank of so many `stories` is met as soon as the bank holds them.
    """

    id: str
    title: str
    detail: str
    days_before: int
    minutes: int = 60
    rank: int = 50
    stories: int = 0
    short: Shortened | None = None


class Checklist(Item):
    """A named list of things to prepare."""

    id: str
    title: str
    items: tuple[ChecklistItem, ...]


class GlossaryEntry(Item):
    """A term in plain words, with where the meaning comes from."""

    id: str
    term: str
    plain: str
    also: tuple[str, ...] = ()
    source: str = ""


class Coached(Item):
    """One of the trade's known mistakes: words that betray it, what a listener hears, what would be better.

    `themes.coaching.found` tells in which sentences it stands. Patterns are regular expressions without regard to
    case, tried on one sentence, without nested repetition, so that no text can make them slow.
    """

    id: str
    title: str
    heard: str
    better: str
    patterns: tuple[str, ...] = ()
    """What betrays it, in one sentence."""
    near: tuple[str, ...] = ()
    """Parts of words in small letters; a sentence with none of them is not tried, for speed. Empty: all are."""
    unless: tuple[str, ...] = ()
    """What excuses it: in the same sentence or its neighbours; of a mistake of the whole story, in all of `parts`."""
    anywhere: tuple[str, ...] = ()
    """What excuses it wherever in the story it stands."""
    scope: Literal["sentence", "story"] = "sentence"
    parts: tuple[Literal["situation", "task", "action", "result", "learning"], ...] = ()
    """The parts it is looked for in; empty: all."""
    at_least: int = 1
    """In how many sentences it must stand to count."""
    ai_only: bool = False
    """It cannot be made in a story without AI."""
    criteria: tuple[str, ...] = ()
    """Criteria whose evidence anywhere in the story excuses it."""
    fires: tuple[str, ...] = ()
    """Texts in which it must be found; a text may hold several sentences."""
    silent: tuple[str, ...] = ()
    """Texts in which it must not be found."""


class Card(Item):
    """A drill card on technical fluency: a question, an answer in our own words, and where it can be checked."""

    id: str
    topic: str
    question: str
    answer: str
    source: str
    criteria: tuple[str, ...] = ()


class CraftBands(Item):
    """Bands for the telling. Shares are of the whole story's words, 0 to 1; rates in words a minute."""

    action_good: float
    action_watch: float
    setup_good: float
    setup_watch: float
    close_good: float
    words_per_minute: int
    cuts: tuple[int, ...]
    short_words: int
    long_seconds: int


class DepthThresholds(Item):
    """How many criteria of a dimension must be evidenced for a name of the depth."""

    deep_each: int
    partial_any: int
    min_words: int
    """Texts shorter than this are not read."""


class ArtefactField(Item):
    """One question of an artefact's form, with the criteria whose quotes may prefill it."""

    id: str
    title: str
    ask: str
    criteria: tuple[str, ...] = ()
    speaks_of: tuple[str, ...] = ()
    """Words, with their endings, one of which a quote must hold to be filled in by itself; empty: none is asked for."""


class ArtefactForm(Item):
    """The form of one kind of artefact: single fields, and the columns and suggested rows of its table."""

    id: str
    title: str
    summary: str
    fields: tuple[ArtefactField, ...] = ()
    columns: tuple[ArtefactField, ...] = ()
    rows: tuple[str, ...] = ()


class PitchPart(Item):
    """One piece of the pitch: what to write, and how many spoken seconds it should take."""

    id: str
    title: str
    ask: str
    seconds: int


class Probe(Item):
    """A follow-up that an interviewer asks about a story; asked when the named criteria are not evidenced."""

    id: str
    title: str
    text: str
    criteria: tuple[str, ...] = ()


class Lens(Item):
    """An audience: what to stress, what to leave, which terms to say in plain words."""

    id: str
    title: str
    stress: tuple[str, ...]
    criteria: tuple[str, ...] = ()
    plain_words: bool = False


class Frame(Item):
    """A named, visibly marked line that a narrative may add around the user's sentences."""

    id: str
    text: str


class Catalogue(Item):
    """Everything in `themes/`, by id."""

    themes: dict[str, StoryTheme] = Field(default_factory=dict)
    values: dict[str, Value] = Field(default_factory=dict)
    dimensions: dict[str, Dimension] = Field(default_factory=dict)
    criteria: dict[str, Criterion] = Field(default_factory=dict)
    depth: DepthThresholds
    craft: CraftBands
    packs: dict[str, Pack] = Field(default_factory=dict)
    questions: dict[str, InterviewQuestion] = Field(default_factory=dict)
    deeds: dict[str, Deed] = Field(default_factory=dict)
    rounds: dict[str, RoundKind] = Field(default_factory=dict)
    loops: dict[str, LoopTemplate] = Field(default_factory=dict)
    checklists: dict[str, Checklist] = Field(default_factory=dict)
    glossary: dict[str, GlossaryEntry] = Field(default_factory=dict)
    coach: dict[str, Coached] = Field(default_factory=dict)
    artefacts: dict[str, ArtefactForm] = Field(default_factory=dict)
    projects: dict[str, ArtefactForm] = Field(default_factory=dict)
    pitch: dict[str, PitchPart] = Field(default_factory=dict)
    probes: dict[str, Probe] = Field(default_factory=dict)
    lenses: dict[str, Lens] = Field(default_factory=dict)
    frames: dict[str, Frame] = Field(default_factory=dict)
    cards: dict[str, Card] = Field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    """Packs of the person's own that could not be read: file, line and reason, one sentence each."""
