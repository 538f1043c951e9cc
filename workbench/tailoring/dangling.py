"""Sentences that lean on the one before them: "This meant …", "They agreed …"."""

from __future__ import annotations

import re

_JOIN = (
    r"(?:(?:and|but|so|then|yet|still|also|however|instead|after|before|because of|with|from|despite|by then|"
    r"in the end),?\s+)?"
)
_ALONE = re.compile(
    rf"^{_JOIN}(they|them|he|she|it|its|their|theirs|both|neither|the (?:former|latter|same|other|second)|such)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    rf"^{_JOIN}(this|that|these|those)\s+"
    r"(?:(?:also|then|alone|still|all|never|only|finally|soon|quickly|really|simply)\s+)*"
    r"(?:is|was|are|were|has|had|have|did|does|do|would|could|can|will|may|might|must|should|meant|means|gave|made|makes|"
    r"let|lets|left|led|took|became|came|went|brought|cut|put|set|kept|held|got|told|taught|paid|cost|broke|drove|fell|"
    r"rose|grew|won|lost|\w{3,}ed)\b",
    re.IGNORECASE,
)
# "It took three weeks", "It was clear that": nothing is pointed at.
_EMPTY_IT = re.compile(
    rf"^{_JOIN}it\s+(?:took|turned out|seemed|became clear|(?:was|is)\s+(?:\w+\s+)?"
    r"(?:clear|hard|easy|obvious|tempting|important|possible|my|the|a|an|agreed|i|we)\b)",
    re.IGNORECASE,
)


def leans(sentence: str) -> str:
    """Return the word with which a sentence points to something before it ("This", "they"), or an empty string."""
    text = sentence.lstrip("“\"'‘(*-• ")
    if _EMPTY_IT.match(text):
        return ""
    found = _ALONE.match(text) or _POINTING.match(text)
    return found.group(1) if found else ""
