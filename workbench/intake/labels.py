"""Labels that people write before a part: "Situation:", "**S (Situation):**", "R –", "What I learned".

A label says what the user meant, so it always goes before a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from workbench.model.markdown import part_named
from workbench.model.story import Part

Field = Literal["headline", "company", "when", "title"]

_ALSO: Final[dict[str, Part]] = {
    "problem": "situation",
    "what was going on": "situation",
    "setting": "situation",
    "the situation": "situation",
    "the problem": "situation",
    "objective": "task",
    "my task": "task",
    "my role": "task",
    "my job": "task",
    "my part": "task",
    "my responsibility": "task",
    "my goal": "task",
    "the task": "task",
    "what i had to do": "task",
    "what i was asked to do": "task",
    "what was asked of me": "task",
    "steps": "action",
    "solution": "action",
    "my actions": "action",
    "what we did": "action",
    "the action": "action",
    "the result": "result",
    "results and impact": "result",
    "outcomes": "result",
    "what came of it": "result",
    "what happened then": "result",
    "learned": "learning",
    "learnt": "learning",
    "i learned": "learning",
    "i learnt": "learning",
    "takeaway": "learning",
    "takeaways": "learning",
    "take-away": "learning",
    "take-aways": "learning",
    "take away": "learning",
    "what i took from it": "learning",
    "key learning": "learning",
    "key learnings": "learning",
    "lesson learned": "learning",
    "lesson learnt": "learning",
    "lessons learnt": "learning",
    "what i learnt": "learning",
    "what i would do differently": "learning",
    "what i'd do differently": "learning",
}
_LETTERS: Final[dict[str, Part]] = {"s": "situation", "t": "task", "a": "action", "r": "result", "l": "learning"}
_FIELDS: Final[dict[str, Field]] = {
    "headline": "headline",
    "company": "company",
    "employer": "company",
    "organisation": "company",
    "organization": "company",
    "when": "when",
    "date": "when",
    "dates": "when",
    "year": "when",
    "period": "when",
    "title": "title",
    "story": "title",
    "story title": "title",
    "story name": "title",
    "name of story": "title",
    "name of the story": "title",
    "question": "title",
}
_ASIDE: Final = {
    "source", "best for questions about", "best for", "use for", "themes", "theme", "tags", "tag", "skills", "skill",
    "primary skill", "secondary skill", "competency", "competencies", "earned secret", "strength", "last used",
    "domain", "id", "interviewer", "keywords", "use count", "times used",
}  # fmt: skip
"""Labels of other tools whose text belongs to no part; it is listed as left out."""

_LABEL = re.compile(
    r"[ \t]*(?:[-*•>][ \t]+)?(?:\*\*|__|\*)?[ \t]*"
    r"(?P<label>\(?[A-Za-z][A-Za-z' ,&/]{0,38}\)?(?:[ \t]*\([^()\n]{1,30}\))?)"
    r"[ \t]*(?:\*\*|__|\*)?[ \t]*(?P<mark>[:：]|[–—-](?=[ \t])|\Z)[ \t]*(?:\*\*|__|\*)?[ \t]*"
)


@dataclass(frozen=True)
class Label:
    """A label at the beginning of a line: what it names, and where the text after it begins."""

    part: Part | None
    field: Field | None
    name: str
    end: int


def label_of(line: str) -> Label | None:
    """Return the label that `line` begins with, if it is one that stories have."""
    match = _LABEL.match(line)
    if match is None:
        return None
    name = match["label"].strip()
    bare = re.sub(r"[ \t]*\([^()]*\)\Z", "", name).strip("() ").lower()
    inner = re.search(r"\(([^()]*)\)\Z", name)
    marked = bool(match["mark"])
    part = named_part(bare)
    if part is None and marked and bare in _LETTERS:
        part = named_part(inner[1]) or _LETTERS[bare] if inner else _LETTERS[bare]
    if part is None and inner and marked and len(bare) == 1:
        part = named_part(inner[1])
    if part is not None:
        return Label(part, None, name, match.end())
    if marked and match["mark"] in ":：" and bare in _FIELDS:
        return Label(None, _FIELDS[bare], name, match.end())
    if marked and match["mark"] in ":：" and bare in _ASIDE:
        return Label(None, None, name, match.end())
    return None


def named_part(name: str) -> Part | None:
    """Return the part that a heading, a column or a label names, if any."""
    plain = re.sub(r"\s+", " ", name).strip(" :*_#.").lower()
    return part_named(plain) or _ALSO.get(plain)


def named_field(name: str) -> Field | None:
    """Return the field of a story that a column or a label names, if any."""
    return _FIELDS.get(re.sub(r"[\s_]+", " ", name).strip(" :*").lower())
