"""What an importer proposes: stories, each sentence with a part, and everything that was left out, with the reason.

A proposal enters no bank by itself. The user looks at it, corrects a part with one key, and then takes it.
"""

from __future__ import annotations

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
    """The source itself said which part this is; otherwise it is a guess."""


@dataclass(frozen=True)
class ProposedStory:
    """One story found in a source. Its words are the source's; nothing is added."""

    title: str
    sentences: tuple[ProposedSentence, ...] = ()
    headline: str = ""
    company: str = ""
    when: str = ""
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

    def story(self) -> Story:
        """Return the story as the bank would hold it, without an id of its own unless the source gave one."""
        story = Story() if self.known is None else self.known.model_copy(deep=True)
        story.title, story.headline, story.company, story.when = self.title, self.headline, self.company, self.when
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
