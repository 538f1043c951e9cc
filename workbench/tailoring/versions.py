"""Versions: what of them still fits the story, what has changed since, and how to settle it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from workbench.depth.sentences import split
from workbench.model.story import PARTS, Story
from workbench.model.version import Version


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that is not as it was: `before` empty means that it is new, `after` empty that it is gone."""

    part: str
    before: str
    after: str
    used: bool
    """Whether the version moves, cuts or rewrites this very sentence."""


@dataclass(frozen=True, slots=True)
class Staleness:
    """Whether a version was written on an older revision, and what has changed since."""

    stale: bool
    sentence: str = ""
    orphans: tuple[str, ...] = ()
    """Sentences that the version names and that the story does not hold any more."""


def staleness(version: Version, story: Story) -> Staleness:
    """Compare a version with its story as it now stands."""
    now = {sentence.text for part in PARTS for sentence in split(part, getattr(story, part))}
    named = [*version.order, *version.cut, *version.rewrites]
    orphans = tuple(dict.fromkeys(text for text in named if text not in now))
    stale = version.story_rev != story.rev
    if not stale:
        return Staleness(False, "", orphans)
    text = f"The story has changed since this version was written (revision {version.story_rev}, now {story.rev})."
    if orphans:
        text += f" {len(orphans)} of its sentences {'is' if len(orphans) == 1 else 'are'} not in the story any more."
    return Staleness(True, text, orphans)


def changes(before: Story, after: Story, version: Version | None = None) -> tuple[Change, ...]:
    """What changed between two revisions of a story, sentence by sentence, part by part."""
    named = {*version.order, *version.cut, *version.rewrites} if version is not None else set()
    found = []
    for part in PARTS:
        old = [sentence.text for sentence in split(part, getattr(before, part))]
        new = [sentence.text for sentence in split(part, getattr(after, part))]
        for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            gone, come = old[a:b], new[c:d]
            for at in range(max(len(gone), len(come))):
                was = gone[at] if at < len(gone) else ""
                found.append(Change(part, was, come[at] if at < len(come) else "", was in named))
    return tuple(found)


def said(version: Version | None, story: Story, before: Story | None) -> str:
    """Say in a line how a version stands to its story; `before` is the story at the version's revision, if known."""
    if version is None:
        return "As proposed; not changed by you."
    if version.story_rev == story.rev:
        return "Changed by you."
    found = changes(before, story, version) if before is not None else ()
    if not found:
        return "The story has changed, none of its sentences."
    told = sorted(found, key=lambda each: not each.used)[:2]
    words = " ".join(f"Was: “{each.before or '(nothing)'}” Now: “{each.after or '(gone)'}”" for each in told)
    more = f" And {len(found) - 2} more." if len(found) > 2 else ""
    return words + more


def accept(version: Version, story: Story) -> Version:
    """The version on the story as it now stands: what it says of sentences that are gone is dropped."""
    now = {sentence.text for part in PARTS for sentence in split(part, getattr(story, part))}
    return version.model_copy(
        update={
            "order": [text for text in version.order if text in now],
            "cut": [text for text in version.cut if text in now],
            "rewrites": {text: wording for text, wording in version.rewrites.items() if text in now},
            "story_rev": story.rev,
        }
    )


def keep(version: Version, story: Story, before: Story) -> Version:
    """The version as it was meant: where a sentence it used has changed, the old wording stands in as the user's own.

    `before` is the story at the version's revision. A used sentence that is gone without a successor is dropped.
    """
    kept = version.model_copy(deep=True)
    rewrites = dict(kept.rewrites)
    for change in changes(before, story):
        if not change.before or not change.after:
            continue
        # What was told before keeps being told: the new sentence is worded as the old one was.
        rewrites.setdefault(change.after, rewrites.pop(change.before, change.before))
        kept.order = [change.after if text == change.before else text for text in kept.order]
        kept.cut = [change.after if text == change.before else text for text in kept.cut]
    kept.rewrites = rewrites
    return accept(kept, story)
