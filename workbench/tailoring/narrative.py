"""A story told for one target: the user's sentences, reordered, selected and framed. Nothing else.

Every line is a sentence of the story, the user's own other wording of it, the safe wording of a claim put in the
place of the unsafe one, the user's bridge or closing line, or a frame of the catalogue, which is marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from themes.schema import Catalogue
from workbench.model.narrative import Line, Missing, Narrative
from workbench.model.report import DepthReport, Evidence
from workbench.model.story import Claim, Story
from workbench.model.target import Target
from workbench.model.version import Opening, Version
from workbench.tailoring import evidence
from workbench.tailoring.angle import Angle, angle_of
from workbench.tailoring.cuts import seconds_for
from workbench.tailoring.dangling import leans
from workbench.tailoring.emphasis import Weighed, holds, value_weights, weigh
from workbench.tailoring.versions import staleness
from workbench.tailoring.wording import put, stands_in

FEW = 5
"""A result of fewer words ("Acceptance 86 → 85.4.") opens nothing by itself."""
MANY = 22
"""A sentence of more words is no headline."""
_NO_AI = re.compile(r"\b(?:no|without(?: any)?) (?:AI|artificial intelligence)\b", re.IGNORECASE)
"""How a bridge says itself that its story has no AI."""


@dataclass(frozen=True, slots=True)
class Told:
    """A narrative and the weighed sentences that it was made of (cuts are chosen from them)."""

    narrative: Narrative
    weighed: tuple[Weighed, ...]


def narrate(
    story: Story,
    target: Target,
    reading: DepthReport | None,
    catalogue: Catalogue,
    *,
    version: Version | None = None,
    opening: Opening | None = None,
    words_per_minute: int = 140,
    others: Sequence[Narrative] = (),
) -> Told:
    """Tell `story` for `target`. `opening` overrides the version's, which overrides what is proposed.

    `others` are the tellings for other companies: where the story has another headline, opening or proof that does as
    well, this one takes it.
    """
    packs = [catalogue.packs[name] for name in target.packs if name in catalogue.packs]
    values = value_weights(packs, catalogue)
    weighed = tuple(weigh(story, reading, values, catalogue))
    version = version or Version()
    said = [each.proof for each in others if each.proof is not None]
    angle = angle_of(story, reading, packs, values, catalogue, said=said)
    proof = angle.evidence if angle is not None else _strongest(story, weighed, reading)
    weighed = _leaning_to(proof, weighed)
    style, why = _opening(opening or version.opening, weighed, angle, ordered=bool(version.order))
    lines, missing = _lines(story, version, weighed, catalogue)
    heard = {begins(each) for each in others}
    first = _opened(lines, style, angle, weighed, version, target, catalogue, heard)
    if opening is None and version.opening is None and not version.order and _begins(first) in heard:
        other: Opening = "situation" if style == "result" else "result"
        turned = _opened(lines, other, angle, weighed, version, target, catalogue, heard)
        if _begins(turned) not in heard:
            first, style, why = turned, other, _TURNED[other]
    lines = first
    lines += _closing(story, reading, version, target, catalogue)
    words = sum(len(line.text.split()) for line in lines)
    narrative = Narrative(
        story=story.id,
        target=target.id,
        headline=version.headline or _headline(story, lines, weighed, others),
        angle=f"Told for {angle.clause.title} ({angle.pack.title})" if angle is not None else "",
        clause=angle.clause.id if angle is not None else "",
        opening=style,
        opening_why=why,
        lines=tuple(lines),
        missing=tuple(missing),
        proof=proof,
        words=words,
        seconds=seconds_for(words, words_per_minute),
        stale=staleness(version, story).sentence if version.story else "",
    )
    return Told(narrative, weighed)


_TURNED: dict[Opening, str] = {
    "result": "Another company hears it as it happened, so the outcome comes first here.",
    "situation": "Another company hears the outcome first, so it begins as it happened here.",
    "principle": "",
}


def begins(told: Narrative) -> str:
    """Return the user's sentence that a telling begins with."""
    return _begins(told.lines)


def _begins(lines: Sequence[Line]) -> str:
    return next((line.text for line in lines if line.source), "")


def _headline(story: Story, lines: Sequence[Line], weighed: Sequence[Weighed], others: Sequence[Narrative]) -> str:
    """The user's headline; where another company hears it, a sentence of theirs that says what was decided or came."""
    own = story.headline or story.title
    used = {each.headline for each in others}
    if own not in used:
        return own
    estimated = {line.text for line in lines if line.flag}
    opener = _begins(lines)
    able = {
        (line.part, line.start): line for line in lines if line.kind == "own" and line.text not in {opener, *estimated}
    }
    ranked = sorted(
        (each for each in weighed if _says(each) and _stands_alone(each.sentence.text)),
        key=lambda each: (-_says(each), -each.points, each.sentence.part, each.sentence.start),
    )
    for each in ranked:
        line = able.get((each.sentence.part, each.sentence.start))
        if line is not None and (said := line.text.removesuffix(".")) not in used:
            return said
    return own


def _says(weighed: Weighed) -> int:
    """What a sentence says of the story as a whole: one's own decision; what came of it; a result; a deed; nothing."""
    if weighed.decision and weighed.deed:
        return 4
    return 3 if weighed.outcome else 2 if weighed.result else int(weighed.deed)


def _stands_alone(text: str) -> bool:
    return FEW <= len(text.split()) <= MANY and not leans(text)


def _strongest(story: Story, weighed: Sequence[Weighed], reading: DepthReport | None) -> Evidence | None:
    if reading is None:
        return None
    proofs = [each for each in weighed if each.proof and each.criteria]
    if not proofs:
        return None
    top = max(proofs, key=lambda each: (each.points, -each.sentence.start))
    return evidence.best(
        story,
        [
            quote
            for name in top.criteria
            for quote in evidence.of_criterion(reading, name, 2)
            if holds(top.sentence, quote)
        ],
    )


def _leaning_to(proof: Evidence | None, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """The same sentences, with the one that holds the proof of the angle weighing more: no cut should lose it."""
    if proof is None:
        return weighed
    return tuple(
        replace(each, points=each.points + 12, proof=True) if holds(each.sentence, proof) else each for each in weighed
    )


def _opening(
    asked: Opening | None, weighed: Sequence[Weighed], angle: Angle | None, *, ordered: bool
) -> tuple[Opening, str]:
    """What the telling really begins with, and why: a choice that cannot be kept is said to be none."""
    if ordered and asked != "principle":
        return "situation", "Your own order of the sentences stands, whatever it begins with."
    if asked == "principle" and angle is None:
        return "situation", "You chose the principle, and the story speaks to none of this company's by itself."
    if asked == "result" and not any(each.result for each in weighed):
        return "situation", "You chose the result, and the story tells none that could come first."
    if asked is not None:
        return asked, "As you chose."
    if not any(each.result for each in weighed):
        return "situation", "The story tells no result that could come first."
    if angle is None:
        return "situation", "It speaks to none of this company's principles by itself, so it begins as it happened."
    if angle.asks_outcome:
        return "result", f"“{angle.clause.title}” asks what came of it, so the outcome comes first."
    return "situation", f"“{angle.clause.title}” asks who was at stake, so the story begins as it happened."


def _lines(
    story: Story, version: Version, weighed: Sequence[Weighed], catalogue: Catalogue
) -> tuple[list[Line], list[Missing]]:
    lines: list[Line] = []
    missing: list[Missing] = []
    cut = set(version.cut)
    for each in weighed:
        sentence = each.sentence
        if sentence.text in cut:
            missing.append(Missing(sentence.text, sentence.part, "You cut it from this version."))
            continue
        line = Line(sentence.text, "own", sentence.part, sentence.start, sentence.end, sentence.text)
        if sentence.text in version.rewrites:
            line = replace(line, text=version.rewrites[sentence.text], kind="rewrite")
        safe = safely(line, story.claims)
        if isinstance(safe, str):
            missing.append(Missing(sentence.text, sentence.part, safe))
            continue
        lines += _estimates(safe, story.claims, catalogue)
    front = [line for text in version.order for line in lines if line.source == text]
    return front + [line for line in lines if line not in front], missing


def safely(line: Line, claims: Sequence[Claim]) -> Line | str:
    """A line as it may be said: with the safe wording of its unsafe claims; a reason where it must stay out.

    A claim is unsafe that is retracted or can't be backed up, or whose very words the user noted not to say.
    """
    for claim in claims:
        noted = bool(claim.dont_say.strip()) and stands_in(claim.dont_say, claim.quote)
        if not (claim.retracted or claim.tag == "unbacked" or noted) or not stands_in(claim.quote, line.text):
            continue
        what = "You cannot back up" if claim.tag == "unbacked" else "You noted not to say"
        what = "You have retracted" if claim.retracted else what
        if not claim.say.strip():
            return f"{what} “{claim.quote}”, and there is no safe wording for it yet."
        line = replace(
            line,
            text=put(claim.quote, claim.say, line.text),
            kind="safe",
            flag=f"{what} “{claim.quote}”: the safe wording stands here.",
        )
    return line


def _estimates(line: Line, claims: Sequence[Claim], catalogue: Catalogue) -> list[Line]:
    """Mark a sentence with an estimate in it by the frame that says so, before it."""
    estimated = [
        claim
        for claim in claims
        if claim.tag == "estimated" and not claim.retracted and stands_in(claim.quote, line.text)
    ]
    frame = catalogue.frames.get("estimate")
    if not estimated or frame is None:
        return [line]
    flag = f"“{estimated[0].quote}” is an estimate" + (f" ({estimated[0].source})" if estimated[0].source else "") + "."
    return [Line(frame.text, "frame", frame=frame.id), replace(line, flag=line.flag or flag)]


def _opened(
    lines: list[Line],
    style: Opening,
    angle: Angle | None,
    weighed: Sequence[Weighed],
    version: Version,
    target: Target,
    catalogue: Catalogue,
    heard: Collection[str] = (),
) -> list[Line]:
    if style == "result":
        spans: dict[tuple[str, int], Weighed] = {
            (each.sentence.part, each.sentence.start): each for each in weighed if each.result
        }
        results = [line for line in lines if (line.part, line.start) in spans and line.source]
        if results and not version.order:
            able = [line for line in results if line.text not in heard and spans[line.part, line.start].outcome]
            first = max(able or results, key=lambda line: _opens(line, spans[line.part, line.start]))
            at = lines.index(first)
            marked = at > 0 and lines[at - 1].frame == "estimate"
            moved = lines[at - 1 : at + 1] if marked else [first]
            rest = lines[: at - 1 if marked else at] + lines[at + 1 :]
            lines = [*_frame("opening.result", catalogue), *moved, *rest]
    elif style == "principle" and angle is not None:
        lines = [
            *_frame("opening.principle", catalogue, principle=f"“{angle.clause.title}”", company=target.company),
            *lines,
        ]
    return lines


def _opens(line: Line, weighed: Weighed) -> tuple[bool, bool, int, int]:
    """How well a result opens a telling: long enough to stand alone, saying what changed, worth most."""
    return len(line.text.split()) >= FEW, weighed.outcome, weighed.points, -line.start


def _closing(
    story: Story, reading: DepthReport | None, version: Version, target: Target, catalogue: Catalogue
) -> list[Line]:
    lines: list[Line] = []
    # The story's own bridge ties in a story without AI; one that was written for this version is always told.
    without_ai = reading is not None and reading.ai_role == "none"
    bridge = version.bridge.strip() or (story.bridge.strip() if without_ai else "")
    if bridge:
        lines += _frame("bridge" if without_ai and not _NO_AI.search(bridge) else "bridge.alone", catalogue)
        lines.append(Line(bridge, "bridge", flag="The bridge is a reflection: it is not counted as experience."))
    if version.closing.strip():
        lines += _frame("closing.company", catalogue, company=target.company or "your company")
        lines.append(Line(version.closing.strip(), "closing"))
    return lines


def _frame(name: str, catalogue: Catalogue, **filled: str) -> list[Line]:
    frame = catalogue.frames.get(name)
    if frame is None:
        return []
    text = frame.text
    for key, value in filled.items():
        text = text.replace("{" + key + "}", value)
    return [Line(text, "frame", frame=name)]
