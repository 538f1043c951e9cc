"""Names of the places in a dossier that can be linked to. Made of numbers, so that no name leaks into a bookmark."""

from __future__ import annotations

from dataclasses import dataclass

from exports.contents import Dossier, StoryRef
from exports.word.fragments import NOTHING, Body
from exports.word.widths import Inline

LOOP, PITCH, CHEAT, MATRIX, STORIES, INDEX, GLOSSARY, CHECKLIST = (
    "loop",
    "pitch",
    "cheat_sheet",
    "principles",
    "stories",
    "if_they_ask",
    "glossary",
    "checklist",
)


@dataclass(frozen=True, slots=True)
class Anchors:
    """Anchors of stories and rounds by key; what has no page in the document has none."""

    stories: dict[str, str]
    rounds: dict[str, str]
    names: dict[str, str]
    """Keys of rounds to their short names ("Round 2")."""

    def told(self, body: Body, story: StoryRef) -> tuple[Inline, ...]:
        """Return the story's title as a link with its page; plain text where it has no page here."""
        anchor = self.stories.get(story.key)
        if anchor is None:
            return (body.text(story.title),)
        number = body.page_of(anchor, ", p.\u00a0")
        return (body.link(anchor, story.title), *(() if number is NOTHING else (number,)))


def anchors_of(dossier: Dossier) -> Anchors:
    """Return the anchors of everything in `dossier` that has a page of its own."""
    return Anchors(
        stories={page.key: f"story_{number:04}" for number, page in enumerate(dossier.stories, 1)},
        rounds={page.key: f"round_{number:02}" for number, page in enumerate(dossier.rounds, 1)},
        names={page.key: f"Round {page.number}" for page in dossier.rounds},
    )


def minutes(seconds: int) -> str:
    """Return a spoken length as people read it: "2:06"."""
    return f"{seconds // 60}:{seconds % 60:02}"
