"""What a story's product is called in the story itself, so that a question can name it.

"How did you judge whether an output of the severity score was right?" is answered better than a question about
"the product". The name is found, never made: one or two of the story's own words before a head such as "score" or
"assistant". Which heads there are is data (`themes/words/nouns.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from themes import words
from workbench.model.story import PARTS

FALLBACK = "product"
TITLE_WORDS = 7
LONGEST = 20_000
"""Characters that are looked at: a product that is not named by then will not be."""

_TOKEN = re.compile(r"[^\W\d_][\w'’-]{0,30}|[^\w\s]|\d+")
_BASE = {"strong": 3.0, "output": 1.6, "generic": 0.4}


def product_noun(title: str, parts: Mapping[str, str]) -> str:
    """Return the product's name, singular and without an article: "severity score", "draft replies feature".

    A story that names no product, or only "the model", is told apart by its title, if that is short.
    """
    name, kind = _best(title, parts)
    if kind == "output" and (name.endswith("s") or " " not in name):
        return f"{name} feature"
    if kind == "strong" and name.endswith("s") and not name.endswith(("ss", "us")):
        return f"{name} feature"
    if kind == "generic" and " " not in name:
        subject = _subject(title, parts)
        if subject:
            return f"{subject} {name}"
        if title and title.count(" ") < TITLE_WORDS:
            return f"{name} in “{title}”"
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


def _best(title: str, parts: Mapping[str, str]) -> tuple[str, str]:
    """The best name and the kind of its head."""
    text = "\n".join(parts.get(part, "") for part in PARTS)[:LONGEST]
    scores: dict[str, float] = {}
    heads: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for in_title, source in ((True, title[:200]), (False, text)):
        weight = 2.5 if in_title else 1.0
        for place, (name, head, kind) in enumerate(_names(source, in_title)):
            early = 1.5 if place < 3 else 1.0
            more = 1.6 if " " in name or "-" in name else 1.0
            heads[head] += 1
            seen[name] += 1
            kinds[name] = kind
            scores[name] = scores.get(name, 0.0) + weight * early * _BASE[kind] * more
    if not scores:
        return FALLBACK, "generic"
    # A name gains when its head is spoken of often, though not by its full name.
    weighed = {name: round(score + 0.5 * min(heads[name.split()[-1]], 6), 3) for name, score in scores.items()}
    best = max(weighed, key=lambda name: (weighed[name], len(name), name))
    fuller = [n for n in weighed if n.endswith(f" {best}") and (kinds[n] == "strong" or seen[n] > 1)]
    if fuller:
        best = max(fuller, key=lambda name: (weighed[name], -len(name), name))
    return best, kinds[best]


def _subject(title: str, parts: Mapping[str, str]) -> str:
    """The thing that the text comes back to, one of the title before others: "claims", for "the claims model".

    A thing is a word that the text has both as one and as many; a word of the title must be spoken of twice.
    """
    stop = words.words("nouns", "not_in_name", "not_subjects") | {FALLBACK, *words.words("nouns", "generic")}
    text = Counter(match.group().lower() for match in _TOKEN.finditer("\n".join(parts.values())[:LONGEST]))
    titled = {match.group().lower() for match in _TOKEN.finditer(title[:200])}
    things = {
        many: text[many] + text[many[:-1]]
        for many in text
        if many.endswith("s") and len(many) > 4 and many not in stop and many[:-1] not in stop
        if text[many] and text[many[:-1]] and not many.endswith("ss")
    }
    named = {many: times for many, times in things.items() if titled & {many, many[:-1]}}
    for found, least in ((named, 2), (things, 4)):
        best = max(found, key=lambda many: (found[many], many), default="")
        if best and found[best] >= least:
            return best[:-1]
    return ""


def _names(text: str, in_title: bool) -> list[tuple[str, str, str]]:
    """Every name of a product in the text, as (name, head, kind of head), in order."""
    tokens = [match.group().replace("’", "'") for match in _TOKEN.finditer(text)]
    kinds = _kinds()
    stop, people = words.words("nouns", "not_in_name"), words.words("nouns", "people_heads")
    after, verbs = words.words("nouns", "agent_after"), words.words("nouns", "verbs_too")
    articles = words.words("nouns", "articles")
    found = []
    for index, token in enumerate(tokens):
        head = token.lower()
        kind = kinds.get(head) or kinds.get(head.rpartition("-")[2])
        if kind is None:
            continue
        before: list[str] = []
        for word in reversed(tokens[max(index - 2, 0) : index]):
            if word.lower() in stop or not word[0].isalpha() or word.endswith(("ly", "'s", "'")) or len(word) < 3:
                break
            before.insert(0, word)
        named_by = bool(before) and before[-1].lower() in after
        if head in people and not named_by and not in_title:
            continue
        if head == "agent" and named_by:
            kind = "strong"
        article = tokens[index - len(before) - 1].lower() if index > len(before) else ""
        if head in verbs and not before and not in_title and article not in articles:
            continue
        found.append((_spelled([*before, token]), _spelled([token]), kind))
    return found


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind in ("generic", "output", "strong") for word in words.listed("nouns")[kind]}


def _spelled(name: list[str]) -> str:
    """Lower case, but for abbreviations and names with a capital inside."""
    return " ".join(word if any(char.isupper() for char in word[1:]) else word.lower() for word in name)
