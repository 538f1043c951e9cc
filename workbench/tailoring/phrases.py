"""Finding phrases in text by the stems of their words, in one pass however many phrases there are.

A phrase is written as words with blanks between them: `said|say no`, `push ... back`, `without telling`.
`a|b` is either word; `...` skips up to four words of the same sentence. Words are compared by stem, so "refuse"
finds "refused" and "refusing". The same sentence, phrases and order give the same hits on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

GAP = 4
"""How many words `...` may skip."""

_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\d.,]*%?")

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "choose": "chose chosen choice choices",
        "cut": "cutting cuts",
        "decide": "decision decisions decided deciding",
        "do": "did done does doing",
        "drive": "drove driven",
        "fall": "fell fallen",
        "feel": "felt feelings feeling",
        "fight": "fought",
        "find": "found finding findings",
        "get": "got gotten getting",
        "give": "gave given",
        "go": "went gone goes going",
        "grow": "grew grown growth",
        "hear": "heard",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "learn": "learnt learned lesson lessons",
        "leave": "left",
        "let": "letting lets",
        "lose": "lost loss losses losing",
        "make": "made making",
        "mean": "meant",
        "meet": "met",
        "overrule": "overruled overruling",
        "pay": "paid",
        "put": "putting puts",
        "quit": "quitting",
        "rise": "rose risen raise raised raises rises raising",
        "run": "ran running",
        "say": "said says",
        "see": "saw seen",
        "sell": "sold sale sales",
        "send": "sent",
        "set": "setting sets",
        "show": "shown showed",
        "shut": "shutting shuts",
        "sit": "sat sitting",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "stop": "stopped stopping stops",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "understand": "understood",
        "win": "won winning",
        "write": "wrote written",
        "wrong": "wrongly",
        "disagree": "disagreement disagreements disagreed",
        "persuade": "persuasion persuasive persuading",
        "refuse": "refusal refusals",
        "fail": "failure failures failed",
        "argue": "argument arguments argued arguing",
        "agree": "agreement agreements agreed",
        "evaluate": "evaluation evaluations eval evals",
        "measure": "measurement measurements metric metrics",
        "prioritise": "prioritize prioritised prioritized priority priorities prioritisation prioritization",
        "recommend": "recommendation recommendations",
        "explain": "explanation explanations",
        "convince": "convincing convinced",
        "person": "people persons",
        "woman": "women",
        "man": "men",
        "child": "children",
        "not": "n't never no",
    }.items()
    for form in forms.split()
}

_DOUBLED = re.compile(r"([bdgkmnprt])\1$")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the word's stem: irregular forms by table, regular endings cut."""
    if word.endswith(("n't", "n’t")):
        return "not"
    for mark in ("'s", "’s", "'", "’"):
        word = word.removesuffix(mark)
    return _cut(_IRREGULAR.get(word, word))


def _cut(word: str) -> str:
    """The word without its regular ending, the same for all its regular forms."""
    if len(word) > 4 and word.endswith(("isation", "ization")):
        word = word[:-7] + "ise"
    elif len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 5 and word.endswith("ing"):
        word = _DOUBLED.sub(r"\1", word[:-3])
    elif len(word) > 4 and word.endswith("ied"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith("ed"):
        word = _DOUBLED.sub(r"\1", word[:-2])
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word.endswith(("ize", "yze")):
        word = word[:-2] + "se"
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word


def tokens(text: str) -> list[str]:
    """Return the stems of a sentence's words, in order. Figures become "#" so that any figure matches `#`."""
    found = []
    for word in _TOKEN.findall(text.lower()):
        if word[0].isdigit():
            found.append("#%" if word.endswith("%") else "#")
        elif word.endswith(("n't", "n’t")):
            # "didn't" is two words to a reader: the verb is often what the phrase is about.
            found += [stem(word[:-3]), "not"] if len(word) > 3 else ["not"]
        else:
            found.append(stem(word))
    return found


Pattern = tuple[frozenset[str] | None, ...]
"""The rest of a phrase after its first word; None is a gap."""


class Phrasebook:
    """Many phrases under names, found together: `hits(tokens(sentence))` gives the names that fire."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[Pattern, str, str]]] = {}
        for name, written in phrases.items():
            for phrase in written:
                first, rest = _parsed(phrase)
                for word in sorted(first):
                    self._by_first.setdefault(word, []).append((rest, name, phrase))

    def hits(self, sentence: Sequence[str]) -> list[tuple[str, str]]:
        """Return (name, phrase) of every phrase found in one sentence's stems, each once, in order of place."""
        found: dict[tuple[str, str], None] = {}
        for place, word in enumerate(sentence):
            for rest, name, phrase in self._by_first.get(word, ()):
                if (name, phrase) not in found and _follows(sentence, place + 1, rest):
                    found[name, phrase] = None
        return list(found)


def _parsed(phrase: str) -> tuple[frozenset[str], Pattern]:
    items: list[frozenset[str] | None] = []
    for item in phrase.lower().split():
        if item == "...":
            items.append(None)
        else:
            items.append(frozenset(each if each.startswith("#") else stem(each) for each in item.split("|")))
    first = items[0]
    if first is None or items[-1] is None:
        raise ValueError(f"a phrase begins and ends with a word: {phrase!r}")
    return first, tuple(items[1:])


def _follows(sentence: Sequence[str], place: int, rest: Pattern) -> bool:
    if not rest:
        return True
    wanted = rest[0]
    if wanted is not None:
        return place < len(sentence) and sentence[place] in wanted and _follows(sentence, place + 1, rest[1:])
    return any(_follows(sentence, place + skip, rest[1:]) for skip in range(GAP + 1) if place + skip < len(sentence))
