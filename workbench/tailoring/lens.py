"""One story seen by one audience: what to stress, what of it the story tells, which terms to say plainly."""

from __future__ import annotations

import re

from themes.schema import Catalogue, Lens
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.model.tailored import LensAdvice, LensLine
from workbench.tailoring import evidence

_ROLES = {
    "recruiter": ("recruiter", "talent", "sourcer", "people partner"),
    "engineer": ("engineer", "architect", "developer", "tech lead", "cto"),
    "researcher": ("research", "scientist"),
    "legal": ("legal", "counsel", "policy", "compliance", "privacy", "risk"),
    "executive": ("vp", "vice president", "chief", "director", "founder", "ceo", "cpo", "general manager", "president"),
    "designer": ("design", "ux"),
    "manager": ("manager", "product", "lead"),
}


def lens_for(interviewer_role: str, catalogue: Catalogue) -> Lens | None:
    """Propose the lens for an interviewer by the words of their role; None if they say nothing."""
    lowered = interviewer_role.casefold()
    for lens, words in _ROLES.items():
        if lens in catalogue.lenses and any(re.search(rf"\b{re.escape(word)}", lowered) for word in words):
            return catalogue.lenses[lens]
    return None


def advice(story: Story, reading: DepthReport | None, lens: Lens, catalogue: Catalogue) -> LensAdvice:
    """Say what this audience listens for, with the story's own words where it tells it."""
    lines = []
    for criterion in lens.criteria:
        title = catalogue.criteria[criterion].title if criterion in catalogue.criteria else criterion
        quote = evidence.best(story, evidence.of_criterion(reading, criterion)) if reading is not None else None
        lines.append(LensLine(title, criterion, quote.quote if quote is not None else ""))
    return LensAdvice(
        lens.id, lens.title, lens.stress, tuple(lines), tuple(plain_terms(story, catalogue)) if lens.plain_words else ()
    )


def plain_terms(story: Story, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The terms of the glossary that stand in a story, as they stand there, with their plain words."""
    text = "\n".join(story.parts().values())
    found = []
    for entry in catalogue.glossary.values():
        for term in (entry.term, *entry.also):
            match = re.search(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", text, re.IGNORECASE)
            if match is not None:
                found.append((match.start(), match.group(), entry.plain))
                break
    return [(term, plain) for _, term, plain in sorted(found)]
