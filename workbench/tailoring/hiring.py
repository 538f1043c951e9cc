"""Whose principles a company's are: from the name that somebody types for a target to the packs that it publishes.

A wrong pack is worse than none: a name is the organisation's when it is the same words, legal forms aside, or one of
the other names that the pack itself gives. "Cohere Health" is not Cohere, and "Apple Bank" is not Apple.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from themes.schema import Pack

_FORMS = frozenset(
    {
        "ab", "ag", "asa", "aps", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "holdings",
        "inc", "incorporated", "kg", "kgaa", "kk", "limited", "llc", "llp", "lp", "ltd", "nv", "oy", "oyj", "pbc",
        "plc", "pte", "pty", "sa", "sarl", "sas", "se", "spa", "srl",
    }
)  # fmt: skip
"""Words at the end of a name that say in which legal form a company stands."""
_KINDS = frozenset({"company", "employer", "own"})


def packs_of(company: str, packs: Mapping[str, Pack]) -> list[str]:
    """Return the ids of the packs that a company stands by; none for a name that is not surely one of theirs.

    What was replaced gives way to what replaced it. The user's own pack goes before ours; of several that stand, the
    foremost do, else all.
    """
    name = _words(company)
    if not name:
        return []
    named = [pack for pack in packs.values() if pack.kind in _KINDS and name in _names(pack)]
    own = [pack for pack in named if pack.kind == "own"]
    standing = list(dict.fromkeys(_standing(pack, packs).id for pack in own or named))
    foremost = [pack_id for pack_id in standing if packs[pack_id].foremost]
    return foremost or standing


def _names(pack: Pack) -> Iterable[tuple[str, ...]]:
    return {_words(each) for each in (pack.organisation, *pack.also)}


def _standing(pack: Pack, packs: Mapping[str, Pack]) -> Pack:
    seen = {pack.id}
    while (later := packs.get(pack.superseded_by)) is not None and later.id not in seen:
        pack = later
        seen.add(pack.id)
    return pack


def _words(name: str) -> tuple[str, ...]:
    """A name without case, accents, signs, article, place and legal form: "The Bosch Group (Berlin)" → ("bosch",)."""
    # What comes after a comma or in brackets is a place, a part of the house or its form.
    plain = unicodedata.normalize("NFKD", re.split(r"[,(;–—]", name.casefold(), maxsplit=1)[0])
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    # "S.A." is "sa"; the dot of "Amazon.com" parts two words.
    plain = re.sub(r"\b(?:\w\.){2,}", lambda found: found[0].replace(".", ""), plain)
    words = re.findall(r"\w+", plain)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _FORMS:
        del words[-1]
    return tuple(words)
