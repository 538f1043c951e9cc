"""The claim ledger: every figure, comparison and ownership statement, what it is worth, and where it is said.

The reader proposes claims, the user decides. What is retracted or cannot be backed up is found again wherever its
words stand: in the story, in other stories, in versions and pitches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from themes import words
from workbench.depth.sentences import split
from workbench.model.report import DepthReport
from workbench.model.story import PART_TITLES, PARTS, Claim, Story
from workbench.model.tailored import Conflict, Escalation, LedgerLine, Place
from workbench.model.target import Target
from workbench.model.version import Version
from workbench.tailoring.evidence import whose_of
from workbench.tailoring.wording import stands_in

TAG_WORDS = {
    "": "not decided yet",
    "measured": "measured",
    "estimated": "estimated",
    "goal": "goal",
    "unbacked": "can't back up yet",
}


def ledger(
    stories: Sequence[Story],
    readings: Mapping[str, DepthReport],
    versions: Sequence[Version] = (),
    targets: Sequence[Target] = (),
) -> list[LedgerLine]:
    """Every claim of the stories, decided or proposed, with the places where an unsafe one is still said."""
    lines = []
    for story in stories:
        for claim, decided in _claims(story, readings.get(story.id)):
            unsafe = claim.retracted or claim.tag == "unbacked"
            said = tuple(places(claim, story, stories, versions, targets)) if unsafe else ()
            lines.append(LedgerLine(story.id, claim, decided, _sentence_of(story, claim), unsafe, said))
    return lines


def proposed(story: Story, reading: DepthReport | None) -> list[Claim]:
    """The claims that the reader found and the user has not decided on."""
    return [claim for claim, decided in _claims(story, reading) if not decided]


def _claims(story: Story, reading: DepthReport | None) -> list[tuple[Claim, bool]]:
    decided = [(claim, True) for claim in story.claims]
    known = {(claim.part, claim.quote) for claim in story.claims}
    found = []
    for each in reading.claims if reading is not None else ():
        if (each.part, each.quote) in known or any(
            claim.part == each.part and (each.quote in claim.quote or claim.quote in each.quote)
            for claim in story.claims
        ):
            continue
        known.add((each.part, each.quote))
        claim = Claim(
            id=claim_id(each.part, each.quote),
            part=each.part,
            quote=each.quote,
            kind=each.kind,
            whose=whose_of(story, each.part, each.start, each.end, reading),
        )
        found.append((claim, False))
    return decided + found


def claim_id(part: str, quote: str) -> str:
    """Return the id of a claim: the same words in the same part are the same claim, whatever is edited around them."""
    return "claim-" + blake2b(f"{part}\0{quote}".encode(), digest_size=5).hexdigest()


def decided(story: Story, claim: Claim) -> Story:
    """The story with a claim added, or with the one of the same id replaced."""
    rest = [each for each in story.claims if each.id != claim.id]
    at = next((place for place, each in enumerate(story.claims) if each.id == claim.id), len(rest))
    return story.model_copy(update={"claims": [*rest[:at], claim, *rest[at:]]})


def _sentence_of(story: Story, claim: Claim) -> str:
    for sentence in split(claim.part, getattr(story, claim.part)):
        if claim.quote in sentence.text:
            return sentence.text
    return ""


def places(
    claim: Claim,
    story: Story,
    stories: Sequence[Story],
    versions: Sequence[Version] = (),
    targets: Sequence[Target] = (),
) -> Iterable[Place]:
    """Where a claim's words (or what must not be said) stand, this story's parts first."""
    wanted = [each for each in (claim.quote, claim.dont_say) if each.strip()]

    def said(text: str) -> bool:
        return any(stands_in(each, text) for each in wanted)

    for part in PARTS:
        if said(getattr(story, part)):
            yield Place("story", story.id, PART_TITLES[part])
    for field in ("title", "headline", "bridge"):
        if said(getattr(story, field)):
            yield Place("story", story.id, field.capitalize())
    for answer in story.answers:
        if said(answer.text):
            yield Place("story", story.id, f"Answer to “{answer.question}”")
    # The same figure in another story is the same claim only if it is more than a bare number.
    telling = [each for each in wanted if len(each.split()) >= 2]
    for other in stories:
        if other.id != story.id and any(stands_in(each, getattr(other, part)) for each in telling for part in PARTS):
            yield Place("story", other.id, "Same words")
    for version in versions:
        if version.story != story.id:
            continue
        texts = [version.headline, version.closing, version.bridge, *version.rewrites.values()]
        if any(said(text) for text in texts):
            yield Place("version", version.id, version.target)
    for target in targets:
        pitch = target.pitch
        if any(stands_in(each, text) for each in telling for text in (pitch.walk_me, pitch.why_ai, pitch.why_company)):
            yield Place("target", target.id, "Pitch")


_FIGURE = re.compile(r"\d[\d.,]*")


def figures(text: str) -> tuple[str, ...]:
    """The figures of a text, in order, without thousands separators."""
    return tuple(each.rstrip(".,").replace(",", "") for each in _FIGURE.findall(text))


def conflicts(stories: Sequence[Story], versions: Sequence[Version]) -> list[Conflict]:
    """Sentences for which a version gives other figures than the story, or than another version."""
    by_id = {story.id: story for story in stories}
    said: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for version in versions:
        if version.story not in by_id:
            continue
        for sentence, wording in version.rewrites.items():
            said.setdefault((version.story, sentence), []).append((version.target, wording))
    found = []
    for (story, sentence), wordings in said.items():
        told = [("", sentence), *wordings]
        for at, (left_target, left) in enumerate(told):
            for right_target, right in told[at + 1 :]:
                if set(figures(left)) != set(figures(right)) and figures(left) and figures(right):
                    found.append(Conflict(story, left_target, left, right_target, right))
    return found


def standing(sentence: str) -> int:
    """How strongly a sentence claims the deed: 0 not said, 1 helped, 2 shared, 3 led."""
    lowered = sentence.lower()
    for strength, group in ((1, "helped"), (2, "shared"), (3, "led")):
        if any(re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", lowered) for each in words.words("standing", group)):
            return strength
    return 0


def escalations(before: Story, after: Story, versions: Sequence[Version] = ()) -> list[Escalation]:
    """Sentences that claim more than they did: "contributed" that became "led", between revisions or in a version."""
    found = []
    for part in PARTS:
        old = [sentence.text for sentence in split(part, getattr(before, part))]
        new = [sentence.text for sentence in split(part, getattr(after, part))]
        for sentence in new:
            if sentence in old:
                continue
            nearest = max(old, key=lambda each: _likeness(each, sentence), default="")
            if nearest and _likeness(nearest, sentence) >= 0.4 and 0 < standing(nearest) < standing(sentence):
                found.append(Escalation(after.id, part, nearest, sentence, ""))
    for version in versions:
        for sentence, wording in version.rewrites.items():
            if version.story == after.id and 0 < standing(sentence) < standing(wording):
                found.append(Escalation(after.id, "", sentence, wording, version.target))
    return found


def _likeness(left: str, right: str) -> float:
    one, two = set(left.lower().split()), set(right.lower().split())
    return len(one & two) / max(1, min(len(one), len(two)))
