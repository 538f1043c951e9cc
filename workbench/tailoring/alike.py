"""Two tellings of one story for two companies: what they have in common, said to the user in words."""

from __future__ import annotations

from workbench.model.narrative import Narrative
from workbench.tailoring.narrative import begins


def alike(told: Narrative, other: Narrative, company: str) -> str:
    """Say what this telling shares with the one for another company, and why; empty where all three differ."""
    shared = []
    if told.headline == other.headline:
        shared.append("headline")
    if begins(told) == begins(other):
        shared.append("opening")
    if _proof(told) == _proof(other):
        shared.append("proof")
    if not shared:
        return ""
    if "proof" not in shared:
        other_things = [each for each in ("headline", "opening", "proof") if each not in shared]
        why = f"the story has no other sentence that could stand there; {' and '.join(other_things)} differ"
    elif not _proof(told):
        why = "the story proves none of what either company publishes"
    else:
        why = "no other sentence of the story proves as well what either of them publishes"
    said = " and ".join(_listed(shared))
    return f"{said[0].upper()}{said[1:]} as for {company}: {why}."


def _listed(words: list[str]) -> list[str]:
    return words if len(words) < 3 else [", ".join(words[:-1]), words[-1]]


def _proof(told: Narrative) -> str:
    return told.proof.quote if told.proof is not None else ""
