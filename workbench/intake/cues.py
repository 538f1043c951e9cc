"""What is seen of a sentence when its part is guessed: word runs, how it begins, and what kind of sentence it is.

The weights are learnt for exactly these features, so a change here asks for `python -m training.parts --write`.
"""

from __future__ import annotations

import re
from typing import Final

LOOKED_AT: Final = 800
"""Characters of a sentence that are looked at; its kind shows long before."""

_TOKEN = re.compile(r"\d[\d.,]{0,20}%?|[^\W\d_]{1,40}(?:['’][^\W\d_]{1,8})?|[%$€£→:;?!]")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")

_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_DID: Final = r"was|had|did|went|took|gave|said|told|wrote|made|came|built|ran|got|put|set|kept|found|chose|cut"
_OWN_DID: Final = _DID + r"|sat|drew|asked|met|led|read|spent|\w{3,}ed"

_KINDS: Final = {
    "role": r"\b(?:pm|apm|product (?:manager|owner|lead|director|person)|head of|director|lead|led|vp|principal"
    r"|chief|staff|owner|manager)\b",
    "org": r"\b(?:start-?up|company|bank|insurer|hospital|clinic|retailer|agency|network|operator|firm|chain|bureau"
    r"|university|council|charity|platform|app|marketplace|team of|people)\b",
    "sell": r"\b(?:we|it|company|that|which|who|product|app|robots?) (?:makes?|sells?|runs?|builds?|built|serves?"
    r"|helps?|offers?|had|has|have|ran|sold|made|takes?|use[ds]?|lets?)\b",
    "perf": r"\bhad (?:been|already|never|always|just|\w+ed|\w+en|built|bought|had|made|come|gone|sold|told|left"
    r"|lost|set)\b",
    "ask": r"\b(?:asked (?:me|us|for|whether|if)|was asked|were asked|wanted|want|told me|gave me|given|assigned"
    r"|hired|brought in|handed)\b",
    "goal": r"\b(?:goal|target|deadline|mandate|brief|objective|task|job|mine|my call|my (?:part|role|remit)"
    r"|responsible|responsibility|charged?|supposed|accountable|decide|owned|own)\b",
    "must": r"\b(?:had to|have to|needed|need|must|was to|were to|without|by (?:spring|summer|autumn|winter|christmas"
    rf"|easter|friday|monday|the end|q\d|{_MONTHS}))\b",
    "infinitive": r"^(?:to )?(?:get|make|find|cut|build|decide|reduce|increase|launch|ship|fix|sort|halve|bring|keep"
    r"|give|turn|warn|choose|write|take|raise|lower|stop|close|lead|own|improve|deliver|define|help|move|replace"
    r"|design|prove|show)\b",
    "delta": r"\b(?:fell|rose|dropped|grew|climbed|went (?:up|down|from)|increased|decreased|halved|doubled|tripled"
    r"|improved|reduced|saved|down to|up to|up from|down from|from .{1,40} to|against|compared|before|instead of"
    r"|now)\b",
    "after": r"\b(?:after|since|within|today|now|still|so far|later|in the first|by (?:the )?(?:end|summer|spring"
    r"|autumn|winter)|months?|weeks?|quarter|year|launched|rolled|live|shipped|opened)\b",
    "would": r"\b(?:would|i'd|we'd|should|could|ought)\b",
    "regret": r"\b(?:should have|would have|i'd have|next time|again|earlier|sooner|lesson|learned|learnt|learn"
    r"|taught|taken away|takeaway|mistake|regret|wish|hindsight|differently|since then|nowadays|these days|today i"
    r"|now i|ever since)\b",
    "never": r"\b(?:never|nobody|no one|nothing|none|not)\b",
    "past": rf"\b(?:were|{_DID}|\w{{3,}}ed)\b",
    "present": r"\b(?:is|are|has|have|do|does|can|goes|says|gets|comes|takes|makes|runs|keeps|stays|shows|needs)\b",
    "quote": r"[\"“”]",
    "i_did": rf"\bi (?:{_OWN_DID})\b",
    "we_did": rf"\bwe (?:were|{_OWN_DID})\b",
    "i_was": r"\bi(?:'m| am| was|'d been| had been| came| joined| run| ran| led| lead| owned| own) ",
    "new": r"^(?:a|an|one|every|each|some|most|many|half|two|three|there|at|in|on)\b",
    "back": r"^(?:it|this|that|these|those|they|he|she|so|then|but|and|which|the first|the second|both)\b",
    "our": r"^(?:our|my|the)\b",
    "money": r"[$€£]\s?\d|\d ?(?:million|k\b|m\b|euros?|dollars?|pounds?)",
    "asks": r"\?",
    "colon": r":",
    "pause": r";",
    "bullet": r"^(?:[-*•–]|\d+[.)])",
    "pain": r"\b(?:complain\w*|angry|furious|broken|slow|waste\w*|lost|losing|churn\w*|missed|trouble|problem|pain\w*"
    r"|afraid|hated|waited|wait|backlog|too long|nobody|struggl\w*)\b",
    "test": r"\b(?:test\w*|label\w*|graded?|rated?|review\w*|pilot\w*|set|threshold|bar|rubric|model|prompt|data"
    r"|release|version|trained|training)\b",
    "when": r"\b(?:19|20)\d\d\b|\b(?:last|that|this|one) (?:spring|summer|autumn|fall|winter|year|month|week)\b",
}
_PATTERNS: Final = {name: re.compile(pattern) for name, pattern in _KINDS.items()}
_PAIRED: Final = (
    "past", "present", "would", "i_did", "we_did", "delta", "goal", "must", "role", "org", "perf", "new", "back",
    "ask", "regret",
)  # fmt: skip


def words(text: str) -> list[str]:
    """Return lower-case words; figures are folded to their length, because 93% and 91% say the same of a part."""
    return [_fold(word) for word in _TOKEN.findall(text[:LOOKED_AT].lower().replace("’", "'"))]


def _fold(word: str) -> str:
    if not word[0].isdigit():
        return word
    return "0%" if word.endswith("%") else "0" * min(4, sum(map(str.isdigit, word)))


def features(text: str) -> tuple[list[str], list[str]]:
    """Return a sentence's features, and the fewer of them by which its neighbours know it."""
    told = words(text)
    kinds = _kinds(text, told)
    opening = [f"@{place} {word}" for place, word in enumerate(told[:3])]
    opening += ["@@" + " ".join(told[:2]), "@@@" + " ".join(told[:3])]
    own = [*told, *kinds, *opening]
    own += [" ".join(told[at : at + size]) for size in (2, 3) for at in range(len(told) - size + 1)]
    own += [mark for word in told if len(word) > 4 for mark in ("~" + word[-3:], "^" + word[:4])]
    own.append(f"len{min(6, len(told) // 6)}")
    own.append("I" if "i" in told or "i'd" in told else "no I")
    own.append("we" if "we" in told or "our" in told else "no we")
    return own, [*told, *kinds, *opening]


def _kinds(text: str, told: list[str]) -> list[str]:
    lowered = text[:LOOKED_AT].lower().replace("’", "'").strip()
    got = [name for name, pattern in _PATTERNS.items() if pattern.search(lowered)]
    length = "s" if len(told) <= 6 else "m" if len(told) <= 14 else "l"
    paired = [name for name in got if name in _PAIRED]
    numbers = sum(word[0] == "0" for word in told)
    found = [f"#{name}" for name in got] + [f"#{name}/{length}" for name in got]
    found += [f"#{one}+{other}" for at, one in enumerate(paired) for other in paired[at + 1 :]]
    if "past" not in got:
        if "present" not in got:
            found += ["#noverb", f"#noverb/{length}"]
        if not numbers:
            found.append(f"#maxim/{length}")
    found.append(f"#names{min(3, len(_NAME.findall(text[:LOOKED_AT])))}")
    found.append(f"#figures{min(2, numbers)}{'d' if 'delta' in got else ''}")
    return found
