"""The telling: length, proportions, ownership, result, learning. Bands of advice, never one score.

Where the bands come from: users.md, section 2 (advice of coaches, and ten published answers measured), as data in
`themes/bands.toml`. Hard rules fail good stories, so shares are not judged where everything stands in one part, a
line without a subject counts as the teller's, and numbers in words count like digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from themes import words
from workbench.depth.actors import acting
from workbench.depth.claims import claims_in
from workbench.depth.sentences import Sentence
from workbench.model.report import Band, FoundClaim, Level, PartShare, Telling
from workbench.model.story import PART_TITLES, PARTS, Part

if TYPE_CHECKING:
    from themes.schema import CraftBands

FEW_DEEDS = 3
"""Fewer places than this where somebody acts say nothing about whose story it is."""
OWN_GOOD = 0.45
"""Share of the deeds told that are the teller's: from here on it is their story. Below `OWN_WATCH` it is the team's."""
OWN_WATCH = 0.25

_WORD = re.compile(r"\S+")


def telling(
    parts: Mapping[Part, str],
    sentences: Sequence[Sentence],
    bands: CraftBands,
    words_per_minute: int | None = None,
    craft: Mapping[str, Level] | None = None,
) -> Telling:
    """Measure a story as told; `words_per_minute` is the user's own rate, else the usual one of the bands.

    Counting and the reader's own judgement of the craft err in different places: a band is only "mend" if both say so.
    """
    craft = craft or {}
    rate = words_per_minute or bands.words_per_minute
    counts = {part: _count(parts.get(part, "")) for part in PARTS}
    total = sum(counts.values())
    if not total:
        return Telling()
    shares = {
        part: PartShare(words=count, share=round(count / total, 3), seconds=seconds(count, rate))
        for part, count in counts.items()
        if count
    }
    length = seconds(total, rate)
    found = [
        *_length(total, length, bands),
        *_proportions(shares, bands),
        ownership(sentences, craft.get("craft.ownership")),
        result(sentences, craft.get("craft.result")),
        _learning(shares),
    ]
    return Telling(words=total, seconds=length, parts=shares, bands=tuple(found))


def seconds(count: int, rate: int) -> int:
    """Return how long so many words take to say, in seconds, at `rate` words a minute."""
    return round(count * 60 / max(rate, 1))


def clock(length: int) -> str:
    """Return seconds as people read them: "2:06"."""
    return f"{length // 60}:{length % 60:02d}"


def ownership(sentences: Sequence[Sentence], read: Level | None = None) -> Band:
    """Whose deeds are told. Subjectless lines ("Led …", "Cut …") count as the teller's."""
    mine = ours = bare = 0
    plural = ""
    for sentence in sentences:
        for each in acting(sentence.text):
            if each.aside:
                continue
            mine += each.who == "mine"
            bare += each.subjectless
            ours += each.who == "team"
            if each.who == "team" and not plural:
                plural = sentence.text
    if mine + ours < FEW_DEEDS:
        return Band(id="ownership", band="watch", text="Hardly anybody acts in this: say who did what.")
    share = mine / (mine + ours)
    counted = f", {bare} of them in lines without “I”" if bare else ""
    text = f"{mine} of {mine + ours} deeds are told as yours{counted}."
    if share >= OWN_GOOD:
        return Band(id="ownership", band="good", text=text)
    if read == 2:
        return Band(id="ownership", band="watch", text=text + " Say which decisions were yours.", quote=plural)
    if mine == 0:
        return Band(id="ownership", band="mend", text="No deed is told as yours: say what you did.", quote=plural)
    if share >= OWN_WATCH:
        return Band(id="ownership", band="watch", text=text + " Say which decisions were yours.", quote=plural)
    return Band(id="ownership", band="mend", text=text + " It reads as the team's story.", quote=plural)


def result(sentences: Sequence[Sentence], read: Level | None = None) -> Band:
    """Whether the result has a number, a baseline, a human effect. Looks at the Result, else at the latter half."""
    told = [sentence for sentence in sentences if sentence.part == "result"]
    if not told:
        told = list(sentences[-max((len(sentences) + 1) // 2, 1) :])
    against = words.pattern("telling", "baseline")
    human = words.pattern("telling", "human")
    numbered = [s for s in told if any(_counts(claim, against) for claim in claims_in([s]))]
    compared = [s for s in numbered if against.search(s.text.lower())]
    felt = next((s for s in told if human.search(s.text.lower())), None)
    people = " and an effect on people" if felt else ""
    if compared:
        text = f"Result measured against a baseline{people}."
        return Band(id="result", band="good", text=text, quote=compared[0].text)
    if numbered and read == 2:
        return Band(id="result", band="good", text=f"Result has a number{people}.", quote=numbered[0].text)
    if numbered:
        text = f"Result has a number{people}, but not what it was before."
        return Band(id="result", band="watch", text=text, quote=numbered[0].text)
    if felt:
        text = "Result tells an effect on people, without a number."
        return Band(id="result", band="watch", text=text, quote=felt.text)
    band: Literal["watch", "mend"] = "watch" if read == 2 else "mend"
    return Band(id="result", band=band, text="No number and no effect on people found in the result.")


def _counts(claim: FoundClaim, against: re.Pattern[str]) -> bool:
    """Whether a claim is a measure: a number, or "halved"; "significantly improved" is not."""
    return claim.kind == "number" or (claim.kind == "comparison" and against.search(claim.quote.lower()) is not None)


def _length(total: int, length: int, bands: CraftBands) -> list[Band]:
    said = f"{total} words, {clock(length)} spoken."
    if total < bands.short_words:
        return [Band(id="length", band="watch", text=f"{said} Short: a listener will have to ask for the rest.")]
    if length > bands.long_seconds:
        return [
            Band(id="length", band="watch", text=f"{said} Longer than {clock(bands.long_seconds)}: choose what to cut.")
        ]
    return [Band(id="length", band="good", text=said)]


def _proportions(shares: Mapping[Part, PartShare], bands: CraftBands) -> list[Band]:
    if len(shares) < 3:
        where = " and ".join(PART_TITLES[part] for part in shares)
        return [Band(id="proportions", band="info", text=f"All of it stands in {where}: proportions are not judged.")]
    share = {part: shares[part].share if part in shares else 0.0 for part in PARTS}
    action, setup = share["action"], share["situation"] + share["task"]
    close = share["result"] + share["learning"]
    longest = action >= max(share.values())
    found = []
    if action >= bands.action_good and longest:
        found.append(Band(id="proportion.action", band="good", text=f"Action {action:.0%}, the longest part."))
    elif action >= bands.action_watch:
        rival = max((part for part in PARTS if part != "action"), key=lambda part: share[part])
        behind = "" if longest else f", less than {PART_TITLES[rival]} ({share[rival]:.0%})"
        found.append(Band(id="proportion.action", band="watch", text=f"Action {action:.0%}{behind}: tell more of it."))
    else:
        text = f"Action only {action:.0%}: what you did is most of what a listener wants."
        found.append(Band(id="proportion.action", band="mend", text=text))
    if setup > bands.setup_watch:
        text = f"Situation and Task take {setup:.0%}: start later."
        found.append(Band(id="proportion.setup", band="mend", text=text))
    elif setup > bands.setup_good:
        text = f"Situation and Task take {setup:.0%}: a little long."
        found.append(Band(id="proportion.setup", band="watch", text=text))
    else:
        found.append(Band(id="proportion.setup", band="good", text=f"Situation and Task {setup:.0%}."))
    band = "good" if close >= bands.close_good else "watch"
    more = "" if band == "good" else ": short, say how it ended and what you know now"
    found.append(Band(id="proportion.close", band=band, text=f"Result and Learning {close:.0%}{more}."))
    return found


def _learning(shares: Mapping[Part, PartShare]) -> Band:
    if "learning" in shares:
        return Band(id="learning", band="good", text=f"Learning told in {shares['learning'].words} words.")
    if len(shares) < 3:
        return Band(id="learning", band="info", text="No part of its own for what you learned.")
    return Band(id="learning", band="watch", text="No learning told: what would you do otherwise today?")


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))
