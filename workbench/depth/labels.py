"""What is looked for, in the order in which the learnt weights hold it."""

from __future__ import annotations

from typing import Final

from workbench.model.story import AiRole

CRITERIA: Final = (
    "data.source", "data.quality", "data.feedback", "data.freshness", "data.governance",
    "eval.target", "eval.method", "eval.quality", "eval.guardrail", "eval.monitoring",
    "rai.harm", "rai.fairness", "rai.transparency", "rai.oversight", "rai.accountability",
    "system.choice", "system.tradeoff", "system.failure",
)  # fmt: skip
DIMENSIONS: Final = ("data", "eval", "rai", "system")
JUDGED: Final = ("data", "eval", "rai")
"""The dimensions that make the depth; `system` supports them and is shown, not counted."""

VALUES: Final = (
    "fairness", "inclusion", "safety", "privacy", "security", "transparency",
    "accountability", "human_agency", "social_benefit", "rigor", "openness", "sustainability",
)  # fmt: skip
THEMES: Final = (
    "impact", "failure", "cross_functional", "ambiguity", "prioritization", "influence", "conflict",
    "user_insight", "ethics", "technical_depth", "data_decision", "execution", "leadership", "communication",
    "adaptability", "economics",
)  # fmt: skip
CRAFT: Final = ("craft.ownership", "craft.result", "craft.learning")
ROLES: Final[tuple[AiRole, ...]] = ("none", "enabled", "native")

DEEP_EACH: Final = 2
"""Criteria that must be specific in each judged dimension for "deep"; `themes` may say otherwise."""
MIN_WORDS: Final = 12
"""Shorter texts are not read."""
