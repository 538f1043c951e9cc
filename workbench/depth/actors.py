"""Who acts in a sentence: the teller, others, or nobody that it names.

Naive counting of "I" fails good stories: telegraphic lines ("Analysed …, rolled out …") hold no "I" and are owned,
so a line that begins with a past tense and no subject counts as the teller's (users.md, section 2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from themes import words

Actor = Literal["mine", "team"]

KEPT = 8192
"""Sentences whose answer is kept: while a story is edited, only the changed sentence is looked at anew."""

_WORD = re.compile(r"[a-z][a-z'-]{0,40}")
_LEAD = re.compile(
    r"(?:(?:then|also|next|so|and|first|finally|later|personally|proactively|successfully|quickly) "
    r"|(?:actions?|results?|situation|task|a|r|s|t)[ .*]{0,3}[:–—*]+ {0,2}|[\W\d_]{1,4}){0,3}"
)
_SPOKEN = re.compile(r"(?<!\w)['‘\"“][^'‘’\"“”]{2,200}['’\"”](?!\w)|“[^”]{2,200}”")
_OBJECT = re.compile(r" (?:\d|(?:[a-z-]{1,20} ){1,5}(?:\d|[$€£]|from |to |by |via )|(?:the|our|all|a|an|down|out|up) )")
_COUNTED = re.compile(r" (?:\d|[a-z-]{1,20} [a-z-]{1,20} of |(?:[a-z-]{1,20} ){0,4}\d|all |every )")
_SUBJECT_LATER = re.compile(r"[^.;]{0,80}, (?:i|we|it|the|they|he|she|my|our) ")
_UNDERGONE = re.compile(
    r"i (?:am|was|have been|had been|got|hear|heard) "
    r"(?:told|made|brought|asked|hired|given|moved|called|appointed|informed|the|of|about)\b"
)
"""What happened to the teller is no deed of theirs: "I was made its product head"."""


@dataclass(frozen=True, slots=True)
class Acting:
    """One place where somebody acts; `start` counts characters of the sentence."""

    start: int
    who: Actor
    subjectless: bool = False
    aside: bool = False
    """In a clause that only qualifies another: "before we'd leave the pilot"."""


@lru_cache(maxsize=KEPT)
def acting(text: str) -> tuple[Acting, ...]:
    """Every place of one sentence where the teller or others act, in the order of the text."""
    lowered = _SPOKEN.sub(_blank, text.lower()).replace("’", "'")
    mine, ours = words.words("actors", "mine"), words.words("actors", "ours")
    found: list[Acting] = []
    bare = _bare_deed(lowered)
    if bare is not None:
        found.append(Acting(bare, "mine", subjectless=True))
    tokens = [(match.start(), match.group()) for match in _WORD.finditer(lowered)]
    people, deeds = _people(), words.words("actors", "deeds")
    for index, (start, word) in enumerate(tokens):
        if word in mine and not _part_of_list(lowered, start, word):
            if not _UNDERGONE.match(lowered, start):
                found.append(Acting(start, "mine"))
        elif word in ours:
            if not _in("third", word) or (_free(tokens, index) and _does(tokens, index, deeds, 2)):
                found.append(Acting(start, "team", aside=not _free(tokens, index)))
        elif word in people and _does(tokens, index, deeds, 4):
            found.append(Acting(start, "team", aside=not _free(tokens, index)))
    for who, name in (("mine", "mine_signs"), ("team", "ours_signs")):
        for match in words.pattern("actors", name).finditer(lowered):
            found.append(Acting(match.start(), "mine" if who == "mine" else "team"))
    found.extend(Acting(match.start(), "team") for match in _by_people().finditer(lowered))
    for match in _named_people().finditer(text):
        if match.group(1).lower() not in words.words("actors", "no_names") and lowered[match.start()] != " ":
            found.append(Acting(match.start(), "team"))
    return tuple(sorted(found, key=lambda each: (each.start, each.who)))


def begins_without_subject(text: str) -> bool:
    """Whether a line begins with a deed in the past tense and no subject: "Led …", "Analysed 400 tickets …"."""
    return _bare_deed(text) is not None


def _bare_deed(text: str) -> int | None:
    """Where such a deed stands, after a bullet or a heading; None if the line begins otherwise."""
    lowered = text[:200].lower().replace("’", "'")
    lead = _LEAD.match(lowered)
    at = lead.end() if lead else 0
    bold = lowered.rfind("** ", 0, 60)
    first = _WORD.match(lowered, max(at, bold + 3 if bold >= 0 else 0))
    if first is None:
        return None
    word = first.group()
    rest = lowered[first.end() :]
    if word in words.words("actors", "irregular"):
        # "Read the line first" may be an order; "Cut spend 38%" is a deed: these forms need an object or a figure.
        needs = _COUNTED if word == "read" else _OBJECT
        return first.start() if not _in("present_too", word) or needs.match(rest) else None
    if not word.endswith("ed") or len(word) < 5 or word in words.words("actors", "not_deeds"):
        return None
    if re.match(r" (?:by|in|on|from|as|for|upon|of) ", rest) or (not _in("joint", word) and rest.startswith(" with ")):
        # "Trained on our own placements", "Impressed by …": a participle, unless a comma's worth of deeds follows.
        return None
    return None if _SUBJECT_LATER.match(rest) else first.start()


def _part_of_list(text: str, start: int, word: str) -> bool:
    """A lone "i" in "i)" or "part i." is no person."""
    return word == "i" and text[start + 1 : start + 2] in (")", ".")


def _in(name: str, word: str) -> bool:
    return word in words.words("actors", name)


def _free(tokens: list[tuple[int, str]], index: int) -> bool:
    """Whether the subject at `index` stands in a clause of its own; a noun has its article before it, a pronoun not."""
    reach = 1 if tokens[index][1] in words.words("actors", "ours") else 2
    return not any(_in("subordinate", word) for _, word in tokens[max(index - reach, 0) : index])


def _does(tokens: list[tuple[int, str]], index: int, deeds: frozenset[str], within: int) -> bool:
    following = [word for _, word in tokens[index + 1 : index + 1 + within]]
    at = next((place for place, word in enumerate(following) if _is_deed(word, deeds)), None)
    return at is not None and not any(_in("passive", word) for word in following[:at])


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _is_deed(word: str, deeds: frozenset[str]) -> bool:
    return word in deeds or (word.endswith("ed") and len(word) > 4)


@cache
def _people() -> frozenset[str]:
    singular = words.words("actors", "people")
    return singular | {_plural(word) for word in singular}


@cache
def _by_people() -> re.Pattern[str]:
    names = "|".join(sorted(_people(), key=len, reverse=True))
    return re.compile(rf"\bby (?:[a-z'-]{{1,20}} ){{0,3}}(?:{names})\b")


@cache
def _named_people() -> re.Pattern[str]:
    deeds = "|".join(words.listed("actors")["human_deeds"])
    return re.compile(rf"(?<![\w'’.])([A-Z][a-zà-ÿ]{{1,20}}),? (?:who [\w ]{{1,40}}, )?(?:{deeds})\b")


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
