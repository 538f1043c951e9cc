"""What an importer proposes: stories, each sentence with a part, and everything that was left out, with the reason.

A proposal enters no bank by itself. The user looks at it, corrects a part with one key, and then takes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.intake.sentences import Piece, joined, split
from workbench.model.story import PARTS, Part, Story


@dataclass(frozen=True)
class ProposedSentence:
    """One sentence of the source, as it stood, and the part it is proposed for."""

    text: str
    part: Part
    before: str = ""
    """The white space before it in the source."""
    given: bool = False
    """The source itself, or the user, said which part this is; otherwise it is a guess."""
    certainty: float = 0.0
    """Of a guess: how sure it is, 0 to 1; good for an order, no chance of being right."""


@dataclass(frozen=True)
class ProposedStory:
    """One story found in a source. Its words are the source's; nothing is added."""

    title: str
    sentences: tuple[ProposedSentence, ...] = ()
    headline: str = ""
    company: str = ""
    when: str = ""
    themes: tuple[str, ...] = ()
    """Ids of the themes that the source's own tags name."""
    known: Story | None = None
    """The story as it was, where the source is in the workbench's own form; its other fields are kept."""

    def text(self, part: Part) -> str:
        """Return the text of one part: its sentences in the source's order."""
        return joined(Piece(one.text, one.before or " ") for one in self.sentences if one.part == part)

    def with_part(self, number: int, part: Part) -> ProposedStory:
        """Return the story with sentence `number` (from 0) moved to `part`: what one key does."""
        sentences = list(self.sentences)
        sentences[number] = replace(sentences[number], part=part, given=True)
        return replace(self, sentences=tuple(sentences))

    def parted(self, number: int) -> tuple[ProposedStory, ProposedStory]:
        """Return the story up to sentence `number` (from 1), and what follows as a story of its own.

        Title and facts stay with the first. Where both were one, the guesses are made anew; what is given stands.
        """
        first = replace(self, sentences=_guessed(self.sentences[:number]))
        rest = list(self.sentences[number:])
        rest[0] = replace(rest[0], before="")
        return first, ProposedStory(title_of(rest[0].text), _guessed(rest))

    def followed_by(self, other: ProposedStory) -> tuple[ProposedStory, list[tuple[str, str]]]:
        """Return this story with the sentences of `other` after its own, and what of `other` has no place, with why.

        What this story does not know of its headline, company and time it takes from the other.
        """
        later = [replace(one, before=one.before or "\n\n") for one in other.sentences]
        names = ("headline", "company", "when")
        aside = [
            (getattr(other, name), f"the {name} of a story that was joined to another")
            for name in names
            if getattr(other, name) and getattr(self, name) not in ("", getattr(other, name))
        ]
        if other.sentences and other.title not in (title_of(other.sentences[0].text), self.title):
            aside.insert(0, (other.title, "the title of a story that was joined to another"))
        joined = replace(
            self,
            sentences=_guessed([*self.sentences, *later]),
            headline=self.headline or other.headline,
            company=self.company or other.company,
            when=self.when or other.when,
            themes=tuple(dict.fromkeys([*self.themes, *other.themes])),
        )
        return joined, aside

    def story(self) -> Story:
        """Return the story as the bank would hold it, without an id of its own unless the source gave one."""
        story = Story() if self.known is None else self.known.model_copy(deep=True)
        story.title, story.headline, story.company, story.when = self.title, self.headline, self.company, self.when
        story.themes = list(dict.fromkeys([*story.themes, *self.themes]))
        for part in PARTS:
            text = self.text(part)
            # Untouched parts of a story in our own form keep their blank lines at the edges too.
            if joined(split(getattr(story, part))) != text:
                setattr(story, part, text)
        return story

    def as_json(self) -> dict[str, object]:
        """Return the form that `workbench intake --json` prints."""
        texts: dict[str, object] = {part: self.text(part) for part in PARTS}
        return {
            "title": self.title,
            **texts,
            "sentences": [{"text": one.text, "part": one.part} for one in self.sentences],
        }


def title_of(text: str, count: int = 8) -> str:
    """Return the first words of a text, for a story that came without a title."""
    words = re.sub(r"^[\s\-*•–>#]+", "", text).split()
    short = " ".join(words[:count]).rstrip(".,;:")[:80]
    return short + ("…" if len(words) > count else "")


def _guessed(sentences: Sequence[ProposedSentence]) -> tuple[ProposedSentence, ...]:
    """Make the guesses anew, as for a text of its own."""
    if all(one.given for one in sentences):
        return tuple(sentences)
    from workbench.intake import parts

    paragraphs = [at for at, one in enumerate(sentences) if at and "\n\n" in one.before]
    named = parts.propose([one.text for one in sentences], paragraphs)
    return tuple(
        one if one.given else replace(one, part=part, certainty=sure)
        for one, (part, sure) in zip(sentences, named, strict=True)
    )


@dataclass(frozen=True)
class LeftOut:
    """Words of the source that are in no proposed story, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """All that was found in one source."""

    source: str
    form: str
    """What the source was taken for: "Word document", "CSV sheet", "transcript" …"""
    stories: tuple[ProposedStory, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Plain sentences about the reading, such as an encoding that was guessed."""
