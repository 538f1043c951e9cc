"""What a story's product is called in the story itself, so that a question can name it, where that is sure.

"How did you judge whether an output of the severity score was right?" is answered better than a question about
"the product", and one about "the average score" is worse than both. So a name is taken only where the story presents
it ("we built a reply drafter"), has it in its title, or comes back to it; a measure, a person and one thing of many
are none. Without a sure name the question speaks of the model or the product. The words are data
(`themes/words/nouns.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from themes import words
from workbench.model.story import PARTS

FALLBACK = "product"
LONGEST = 20_000
"""Characters that are looked at: a product that is not named by then will not be."""
OFTEN = {"strong": 1, "common": 3, "output": 3, "generic": 99}
"""So often a story without any other sign must speak of a head, once with "the" or "our" before it."""

_TOKEN = re.compile(r"[^\W\d_][\w'’-]{0,30}|[^\w\s]|\d+")
_KNOWN = frozenset({"the", "our", "my", "its", "this", "that"})
_RANK = {"strong": 3, "common": 2, "output": 1, "generic": 0}


@dataclass(frozen=True, slots=True)
class Named:
    """A head with the words before it, as it stands in one place."""

    before: tuple[str, ...]
    head: str
    """In lower case and the singular: "drafts" and "draft" are one."""
    spelled: str
    kind: str
    presented: bool
    """Whether the story says there that it was built, run or answered for."""
    known: bool
    """Whether it stands after "the", "our" …, as what has been spoken of."""
    in_title: bool

    @property
    def name(self) -> str:
        """The whole of it."""
        return " ".join((*self.before, self.spelled))


def product_noun(title: str, parts: Mapping[str, str], role: str = "") -> str:
    """Return the product's name, singular and without an article: "severity score", "draft replies feature".

    A story whose product has no sure name has "model", if it speaks of its model and is AI throughout (`role` is
    "native"), else "product".
    """
    text = "\n".join(parts.get(part, "") for part in PARTS)[:LONGEST]
    named = [*_named(title[:200], in_title=True), *_named(text, in_title=False)]
    best = _best(named)
    if best is None:
        speaks = any(each.head == "model" and not each.in_title for each in named)
        return "model" if speaks and role == "native" else FALLBACK
    name = best.name
    many = best.spelled.endswith("s") and not best.spelled.endswith(("ss", "us"))
    if many or best.kind == "output":
        return f"{name} feature"
    return name


def people_noun(parts: Mapping[str, str]) -> str:
    """Return the people whom the story speaks of most, as a plural: "nurses"; empty if it names none twice."""
    known = words.words("nouns", "people")
    text = "\n".join(parts.get(part, "") for part in PARTS)[:LONGEST].lower()
    counts: Counter[str] = Counter()
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in known:
            counts[word] += 1
        elif word + "s" in known:
            counts[word + "s"] += 1
    seen = {word: count for word, count in counts.items() if count > 1}
    return max(seen, key=lambda word: (seen[word], -text.find(word), word), default="")


def _best(named: Sequence[Named]) -> Named | None:
    """The name that is surest, as fully as it is sure; None if none is."""
    found: dict[str, list[Named]] = {}
    for each in named:
        found.setdefault(each.head, []).append(each)
    ranked: list[tuple[tuple[int, int, int], Named]] = []
    for places in found.values():
        best = _fullest(places)
        said = [each for each in places if not each.in_title]
        shown = any(each.presented for each in said)
        titled = len(said) < len(places) and _of_the_title(best, places)
        often = len(said) >= OFTEN[best.kind] and any(each.known for each in said)
        if titled or shown or often:
            ranked.append(((2 * titled + shown, _RANK[best.kind], len(places)), best))
    if not ranked:
        return None
    return max(ranked, key=lambda pair: (pair[0], pair[1].name))[1]


def _of_the_title(best: Named, places: Sequence[Named]) -> bool:
    """Whether a name in the title is the product's: it says what kind it is, or the text speaks of it too."""
    if best.kind == "strong":
        return True
    full = any(each.in_title and each.before for each in places)
    told = sum(not each.in_title for each in places)
    if best.kind in ("common", "output"):
        return bool(told)
    return full and bool(best.before) and best.head in words.words("nouns", "made", "entitled")


def _fullest(places: Sequence[Named]) -> Named:
    """The head with the words before it that are sure: of the title, where it is presented, or said twice."""

    def sure(each: Named) -> bool:
        twice = sum(other.before == each.before for other in places) > 1
        return each.in_title or each.presented or twice or (each.known and each.kind != "output")

    full = [each for each in places if each.before and sure(each)]
    if full:
        return max(full, key=lambda each: (each.presented, each.in_title, each.known, -places.index(each)))
    first = max(places, key=lambda each: (each.presented, each.in_title, each.known))
    bare = any(not each.before for each in places) or first.kind == "strong"
    return Named((), first.head, first.spelled, first.kind, *_signs(first)) if bare else first


def _signs(named: Named) -> tuple[bool, bool, bool]:
    return named.presented, named.known, named.in_title


def _named(text: str, *, in_title: bool) -> list[Named]:
    """Every place of the text where a head stands that may name a product, in order."""
    tokens = [match.group().replace("’", "'") for match in _TOKEN.finditer(text)]
    kinds, stop = _kinds(), words.words("nouns", "not_in_name")
    people, after = words.words("nouns", "people_heads"), words.words("nouns", "agent_after")
    verbs, articles = words.words("nouns", "verbs_too"), words.words("nouns", "articles")
    either, measures = words.words("nouns", "either"), words.words("nouns", "measures")
    found = []
    for index, token in enumerate(tokens):
        head = token.lower()
        kind = kinds.get(head) or kinds.get(head.rpartition("-")[2])
        if kind is None:
            continue
        at = index
        while at > max(index - 2, 0) and _belongs(tokens, at - 1, kind, stop, either):
            at -= 1
        before = tuple(_spelled(word) for word in tokens[at:index])
        article = tokens[at - 1].lower() if at else ""
        named_by = bool(before) and before[-1].lower() in after
        presented = (head == "agent" and named_by) or _presented(tokens, at, head, kind, bool(before))
        if measures.intersection(word.lower() for word in before) and not in_title:
            continue
        if head in people and not (named_by or in_title or (presented and before)):
            continue
        if head == "agent":
            kind = "strong" if named_by else kind
        if head in verbs and not before and not in_title and article not in articles:
            continue
        found.append(Named(before, _one(head), _spelled(token), kind, presented, article in _KNOWN, in_title))
    return found


def _belongs(tokens: Sequence[str], at: int, kind: str, stop: frozenset[str], either: frozenset[str]) -> bool:
    """Whether the word at a place belongs to the name that follows it."""
    word = tokens[at]
    if word.lower() in either:
        return at > 0 and tokens[at - 1].lower() in words.words("nouns", "articles")
    if not word[0].isalpha() or word.endswith(("ly", "'s", "'")) or (len(word) < 3 and not word.isupper()):
        return False
    if word.endswith("ed") and kind in ("common", "output"):
        return False
    return word.lower() not in stop


def _presented(tokens: Sequence[str], at: int, head: str, kind: str, full: bool) -> bool:
    """Whether the words before a name say that it is what the teller built, runs or answers for."""
    if kind == "generic" and not (full and head in words.words("nouns", "made")):
        return False
    before = [word.lower() for word in tokens[max(at - 4, 0) : at]]
    if not before or before[-1] not in ("a", "an", "the", "our", "my"):
        return False
    if before[-1] in ("our", "my"):
        return full or kind == "strong"
    said = before[:-1]
    if said and said[-1] in words.words("nouns", "presents"):
        return True
    return (
        len(said) > 1
        and said[-1] in ("for", "of", "on")
        and bool(words.words("nouns", "presents_for").intersection(said[:-1]))
    )


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind in ("generic", "output", "common", "strong") for word in words.listed("nouns")[kind]}


def _one(head: str) -> str:
    return head[:-1] if head.endswith("s") and not head.endswith(("ss", "us")) else head


def _spelled(word: str) -> str:
    """Lower case, but for abbreviations and names with a capital inside."""
    return word if any(char.isupper() for char in word[1:]) else word.lower()
