"""From numbers to what is said: levels with their quotes, the depth's name, the role and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from workbench.depth import evidence
from workbench.depth.answered import heard
from workbench.depth.gaps import certain, gaps_in
from workbench.depth.gate import doubt
from workbench.depth.labels import CRAFT, CRITERIA, DEEP_EACH, DIMENSIONS, JUDGED, VALUES
from workbench.depth.meeting import written
from workbench.depth.overrule import applied
from workbench.depth.why import plain
from workbench.model.report import CriterionReading, Depth, DepthReport, DimensionCount, Evidence, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from themes.schema import Catalogue
    from workbench.depth.analysis import Analysis
    from workbench.depth.pooling import Floats
    from workbench.depth.sentences import Sentence
    from workbench.depth.storywide import Whole
    from workbench.model.story import AiRole, Answer, Part, Story

SURE_OF_AI, SURE_OF_NONE = 0.7, 0.2
SURE_OF_NATIVE, SURE_OF_ENABLED = 0.75, 0.25
"""Chances beyond which a declared role is contradicted."""
_ROLE_WORDS: dict[AiRole, str] = {
    "native": "a product that is built on AI",
    "enabled": "AI that improves something which would exist without it",
    "none": "no AI",
}
_VALUE_CRITERIA = {
    "fairness": ("rai.fairness",),
    "inclusion": ("rai.fairness", "rai.transparency"),
    "safety": ("rai.harm", "system.failure"),
    "privacy": ("data.governance",),
    "security": ("data.governance", "rai.harm"),
    "transparency": ("rai.transparency",),
    "accountability": ("rai.accountability", "rai.oversight"),
    "human_agency": ("rai.oversight",),
    "social_benefit": ("rai.harm", "eval.quality"),
    "rigor": ("eval.method", "eval.quality", "eval.target"),
    "openness": ("data.source", "eval.method"),
    "sustainability": ("system.tradeoff", "eval.guardrail"),
}
"""Where to look for a value's quote when the catalogue does not say."""


def not_read(story: Story, parts: Mapping[Part, str], reason: str, reader: str) -> DepthReport:
    """The report of a text that cannot be judged: every level empty, and the reason."""
    return DepthReport(
        story=story.id,
        rev=story.rev,
        reader=reader,
        parts=dict(parts),
        depth="not-read",
        not_read=reason,
        ai_role=story.ai_role or "none",
        criteria={name: CriterionReading(level=0) for name in CRITERIA},
        dimensions={name: DimensionCount() for name in DIMENSIONS},
        craft=dict.fromkeys(CRAFT, 0),
        values=dict.fromkeys(VALUES, 0),
    )


def report(
    story: Story,
    parts: Mapping[Part, str],
    analysis: Analysis,
    cuts: Floats,
    catalogue: Catalogue | None,
    reader: str,
    told: Sequence[tuple[Answer, list[Sentence]]] = (),
    before: Analysis | None = None,
) -> DepthReport:
    """Everything that the reader says of a story that it could read.

    `told` are the user's answers that stand in it, and `before` is the story without them: they only add.
    """
    whole = analysis.whole
    role: AiRole = story.ai_role or whole.role
    if role == "none" and story.ai_role is None and before is not None:
        role = before.whole.role
    read = _read(role, story, analysis, cuts, catalogue)
    if role != "none" and told:
        read = heard(read, _read(role, story, before, cuts, catalogue) if before is not None else {}, told)
    for overrule in story.overrules:
        if overrule.criterion in read:
            read[overrule.criterion] = applied(read[overrule.criterion], overrule, parts)
    counts = {
        dimension: DimensionCount(
            evidenced=sum(r.level == 2 for name, r in read.items() if name.startswith(dimension + ".")),
            named=sum(r.level == 1 for name, r in read.items() if name.startswith(dimension + ".")),
        )
        for dimension in DIMENSIONS
    }
    return DepthReport(
        story=story.id,
        rev=story.rev,
        reader=reader,
        parts=dict(parts),
        ai_role=role,
        ai_role_why=_role_why(analysis),
        ai_role_conflict=conflict(story.ai_role, whole),
        depth=_depth(role, counts, catalogue),
        bearings=written(analysis.bearings),
        criteria=read,
        dimensions=counts,
        craft=whole.craft,
        values=whole.values,
        value_evidence=_value_evidence(whole.values, read, catalogue),
        themes=whole.themes,
    )


def _read(
    role: AiRole, story: Story, analysis: Analysis, cuts: Floats, catalogue: Catalogue | None
) -> dict[str, CriterionReading]:
    gaps = gaps_in(analysis.sentences) if role != "none" else {}
    cuts = cuts_for(story.ai_role, analysis, cuts)
    return {
        name: _criterion(k, role == "none", analysis, cuts, catalogue, gaps.get(name, ()))
        for k, name in enumerate(CRITERIA)
    }


def cuts_for(declared: AiRole | None, analysis: Analysis, cuts: Floats) -> Floats:
    """The cuts for this story: where it is doubtful that there is AI, and nobody says so, "specific" takes more."""
    more = 0.0 if declared in ("native", "enabled") else doubt(analysis.whole.ai_chance)
    made: Floats = cuts + np.array([0.0, more])
    return made


def _criterion(
    k: int, no_ai: bool, analysis: Analysis, cuts: Floats, catalogue: Catalogue | None, undone: Collection[Sentence]
) -> CriterionReading:
    name = CRITERIA[k]
    what = catalogue.criteria[name].why if catalogue is not None and name in catalogue.criteria else _WHAT[name]
    score = float(analysis.expected[k])
    if no_ai:
        return CriterionReading(level=0, why="Not an AI story, so this is not asked of it.", score=0.0)
    level = 2 if score >= cuts[k, 1] else 1 if score >= cuts[k, 0] else 0
    found = evidence.choose(k, level, analysis.scores, analysis.sentences)
    if level == 2 and not found:
        level = 1
        found = evidence.choose(k, level, analysis.scores, analysis.sentences)
    if found and analysis.sentences[found[0]] in undone and certain(analysis.sentences[found[0]].text):
        # What the level would rest on says plainly that it was not done: an open gap, never a level.
        level, found = 0, []
    shown = analysis.glimpses[found[0]].signals if found else ()
    why = plain(level, what, shown)
    return CriterionReading(
        level=cast(Level, level),
        why=why,
        score=score,
        evidence=tuple(
            evidence.quote(analysis.sentences[i], plain(level, what, analysis.glimpses[i].signals)) for i in found
        ),
    )


def _depth(role: AiRole, counts: Mapping[str, DimensionCount], catalogue: Catalogue | None) -> Depth:
    if role == "none":
        return "not-ai"
    each = catalogue.depth.deep_each if catalogue is not None else DEEP_EACH
    least = catalogue.depth.partial_any if catalogue is not None else 1
    judged = [counts[name] for name in JUDGED]
    if all(count.evidenced >= each for count in judged):
        return "deep"
    if sum(count.evidenced for count in judged) >= least:
        return "partial"
    return "surface" if any(count.named or count.evidenced for count in judged) else "silent"


def _role_why(analysis: Analysis) -> str:
    whole = analysis.whole
    telling = [s.text for s, g in zip(analysis.sentences, analysis.glimpses, strict=True) if "AI word" in g.signals]
    if whole.role == "none":
        return (
            "The text does not tell of an AI system."
            if not telling
            else "AI is at most a word in it, not what was built."
        )
    words = f"“{telling[0][:90]}”" if telling else "what the system does in it"
    return f"It reads as {_ROLE_WORDS[whole.role]}, by {words}."


def conflict(declared: AiRole | None, whole: Whole) -> str:
    """What contradicts a declared role, where the reader is sure enough.

    Over the given stories, authors left out, the bare answer contradicts a right declaration in 32 of 100; with these
    margins in 2, and of wrong ones it finds "none" in 74 of 100, "native" and "enabled" in 22 to 28.
    """
    if declared is None or declared == whole.role:
        return ""
    if declared == "none":
        sure = whole.ai_chance > SURE_OF_AI
    elif whole.role == "none":
        sure = whole.ai_chance < SURE_OF_NONE
    else:
        sure = not SURE_OF_ENABLED < whole.native_chance < SURE_OF_NATIVE
    if not sure:
        return ""
    return f"You declared {_ROLE_WORDS[declared]}, and the text reads as {_ROLE_WORDS[whole.role]}."


def _value_evidence(
    values: Mapping[str, Level], read: Mapping[str, CriterionReading], catalogue: Catalogue | None
) -> dict[str, Evidence]:
    found = {}
    for value, level in values.items():
        if level == 0:
            continue
        names = catalogue.values[value].criteria if catalogue is not None and value in catalogue.values else ()
        best = max(
            (read[name] for name in names or _VALUE_CRITERIA[value] if name in read and read[name].evidence),
            key=lambda r: (r.level, r.score),
            default=None,
        )
        if best is not None:
            found[value] = best.evidence[0]
    return found


_WHAT = {
    "data.source": "where the data came from",
    "data.quality": "how the data was checked or mended",
    "data.feedback": "how use brings back data that improves it",
    "data.freshness": "how it is kept up to date",
    "data.governance": "by what right the data is used",
    "eval.target": "what was to be reached before launch",
    "eval.method": "how the outputs were judged",
    "eval.quality": "how good the outputs were",
    "eval.guardrail": "what must not get worse",
    "eval.monitoring": "what is watched after launch",
    "rai.harm": "who could be hurt, and how",
    "rai.fairness": "whether it works for all groups of people",
    "rai.transparency": "what people are told",
    "rai.oversight": "where a person decides",
    "rai.accountability": "who answers for it",
    "system.choice": "why this approach and not another",
    "system.tradeoff": "what was given up for what",
    "system.failure": "what happens when it fails",
}
