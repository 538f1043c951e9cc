"""Readable signals: what kind of sentence it is, whatever it is about.

Each signal is a name that `check --why` can print. They say how a thing is told (with a figure,
as a refusal, as a plan), and the learnt weights say what that is worth for each criterion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NUMBER_WORDS = _set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds "
    "thousand thousands million half third quarter dozen twice double doubled halved"
)
_NEGATION = _set(
    "not no never none nobody nothing neither nor without cannot can't didn't don't doesn't wasn't "
    "weren't isn't aren't won't wouldn't couldn't hadn't haven't hasn't skipped lacked missing"
)
_PLAN = _set(
    "will would should could plan planned planning plans going want wanted hope hoped intend intended "
    "next later future someday roadmap"
)
_WE = _set("we our ours us we're we've we'd")
_I = _set("i my mine me i'm i've i'd myself")
_PEOPLE = _set(
    "nurse nurses doctor doctors clinician clinicians lawyer lawyers counsel teacher teachers agent "
    "agents analyst analysts engineer engineers designer designers reviewer reviewers annotator "
    "annotators expert experts officer manager editor editors linguist linguists operator operators "
    "scientist scientists board committee auditor auditors regulator moderator moderators radiologist "
    "radiologists pharmacist underwriter underwriters adjuster adjusters colleague colleagues supervisor "
    "supervisors inspector inspectors driver drivers student students patient patients customer customers "
    "parent parents"
)
_CHANGE = re.compile(r"\bfrom\b.{1,40}\bto\b|→|->|\binstead of\b|\brather than\b|\bup from\b|\bdown from\b")
_REGRET = re.compile(
    r"\b(?:should have|should've|could have|would have|wish (?:i|we)|looking back|in hindsight|next time|"
    r"in retrospect|had (?:i|we)|regret|nobody ever|we never|i never|never got|did not get|didn't get round)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|unless|until|below|above|under|over|less than|more than|at least|at most)\b"
)
_REASON = re.compile(r"\b(?:because|since|so that|in order to|due to|which meant|therefore)\b")
_PERIOD = re.compile(r"\b(?:every|each|per|daily|weekly|monthly|quarterly|nightly|a (?:day|week|month|year))\b")
_SLOGAN = re.compile(
    r"\b(?:robust|seamless(?:ly)?|cutting[- ]edge|state[- ]of[- ]the[- ]art|world[- ]class|"
    r"leverag\w+|best[- ]in[- ]class|"
    r"end[- ]to[- ]end|comprehensive|holistic|responsible ai|ai[- ]powered|best practices?|innovative|strong|synerg\w+|"
    r"empower\w*|paradigm|next[- ]gen\w*|transformative|ethical)\b"
)
_AI_WORD = re.compile(
    r"\b(?:ai|a\.i|llms?|gpt[\w.-]{0,12}|genai|machine learning|artificial intelligence|classifiers?|neural|"
    r"chatbots?|copilots?|"
    r"hallucinat\w+|rag|fine-?tun\w+|generative|speech recognition|computer vision|deep learning|machine translation|"
    r"language models?|recommenders?|the model|our model|models|model's|trained on|retrain\w*|algorithms?|bot|robot|"
    r"embeddings?|prompts?)\b"
)
"""Names of AI that hardly mean anything else: nine in ten texts without AI hold none."""
_AI_HINT = re.compile(
    r"\b(?:ml|model|prompting|inference|retrieval|training data|bots|robots|predictions?|predictive|predict(?:s|ed)|"
    r"detector|"
    r"anomaly|false (?:alarms?|positives?|negatives?)|precision|recall|transcri\w+|automated|automatic\w*|assistant|"
    r"summari[sz]\w+|suggest(?:s|ions?|ed)|drafts?|machine|flagged|flags)\b"
)
"""Words in which people tell of AI without naming it; other texts use them too."""


_PATTERNS = (
    ("change", _CHANGE),
    ("regret", _REGRET),
    ("condition", _CONDITION),
    ("reason", _REASON),
    ("period", _PERIOD),
    ("slogan", _SLOGAN),
    ("AI word", _AI_WORD),
    ("AI hint", _AI_HINT),
)
NAMES = (
    "figure",
    "figures",
    "percentage",
    "number word",
    "no figure",
    "negation",
    "plan",
    "we",
    "I",
    "people",
    "change",
    "regret",
    "condition",
    "reason",
    "period",
    "slogan",
    "AI word",
    "AI hint",
    "question",
    "short",
    "middling",
    "long",
)
"""All signals, in the order in which the weights hold them."""


def signals(text: str, words: Sequence[str]) -> list[str]:
    """Names of the signals that one sentence shows; `words` are its folded tokens."""
    lowered = text.lower()
    bag = set(words)
    found = []
    numbers = sum(word[0] == "0" for word in words)
    if numbers:
        found.append("figure")
    if numbers > 1:
        found.append("figures")
    if "0%" in bag:
        found.append("percentage")
    if bag & _NUMBER_WORDS:
        found.append("number word")
    if not numbers and not bag & _NUMBER_WORDS:
        found.append("no figure")
    for name, group in (("negation", _NEGATION), ("plan", _PLAN), ("we", _WE), ("I", _I), ("people", _PEOPLE)):
        if bag & group:
            found.append(name)
    for name, pattern in _PATTERNS:
        if pattern.search(lowered):
            found.append(name)
    if "?" in bag:
        found.append("question")
    count = len(words)
    found.append("short" if count < 9 else "middling" if count < 22 else "long")
    return found
