"""One story as a page tells it: its sentences, what a listener could check, its numbers, its probes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Whose = Literal["mine", "team", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRef:
    """A story mentioned elsewhere than on its own page."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a telling. A `frame` was added by the workbench and is set apart visibly; a `rewrite` is
    the user's own other wording for this target."""

    text: str
    part: str = ""
    """The part of the story it comes from, as shown ("Action"); empty for a frame."""
    kind: Literal["own", "rewrite", "frame"] = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The user's own words, from which part, and whose deed they tell."""

    words: str
    part: str = ""
    whose: Whose = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One criterion of the reading. Level 2 specific, 1 mentioned; `gap`: the story says it was skipped."""

    title: str
    dimension: str = ""
    level: Literal[0, 1, 2] = 0
    quotes: tuple[Quote, ...] = ()
    gap: bool = False
    overruled: str = ""
    """The user's reason, where the level is the user's own."""
    answer: str = ""
    """What the user answered to its question, where the level rests on that and on no words of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A number or an ownership statement: how sure, where from, what to say and what not."""

    words: str
    tag: str = ""
    """As shown: "measured", "estimated", "goal", "can't back up yet"; empty if the user has not said."""
    source: str = ""
    say: str = ""
    dont_say: str = ""
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeLine:
    """A follow-up question with the user's answer; `kind` words an answer like "We did not"."""

    question: str
    answer: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story on one page, as told for this target."""

    key: str
    title: str
    headline: str = ""
    context: str = ""
    """One line: company, when, themes."""
    telling: tuple[Sentence, ...] = ()
    left_out: tuple[str, ...] = ()
    """Sentences of the story that this telling leaves out: with `telling`, the whole story is on the page."""
    words: int = 0
    seconds: int = 0
    depth: str = ""
    """The depth in words ("partly told"), and `profile` ("Data 2 · Evaluation 3 · Responsible AI 0")."""
    profile: str = ""
    findings: tuple[Finding, ...] = ()
    also: tuple[str, ...] = ()
    """Titles of criteria that are told specifically and have no row of their own here."""
    mentioned: tuple[str, ...] = ()
    """Titles of criteria that the story only names."""
    claims: tuple[ClaimLine, ...] = ()
    unsettled: tuple[str, ...] = ()
    """Figures found in the story that the user has not decided on."""
    probes: tuple[ProbeLine, ...] = ()
    rounds: tuple[str, ...] = ()
    """Keys of the rounds it is told in."""
    notice: str = ""
    """One line that must not be missed: the story changed since this version was written."""
