"""What a plan needs to know before it weighs: how well each story answers each slot, and what to bring to a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from themes.schema import Catalogue, RoundKind
from workbench.model.project import ArtefactKind, Project
from workbench.model.tailored import Fit
from workbench.model.target import Round, Slot, Target
from workbench.tailoring.ask import explained, points, score
from workbench.tailoring.questions import Asks, Probing
from workbench.tailoring.told import Told

ROUND_SHARE = 0.35
"""What the round's own probes weigh beside those of its question: a case question says little of what it tests."""

_BRING: Mapping[str, tuple[ArtefactKind, ...]] = {
    "product-sense": ("spec", "brief", "canvas"),
    "ml-system-design": ("evaluation", "spec", "metrics"),
    "technical-depth": ("evaluation", "postmortem", "spec"),
    "execution": ("metrics", "roadmap", "postmortem"),
    "responsible-ai": ("risks", "evaluation"),
    "founder": ("canvas", "brief"),
}
_BRING_ELSE: tuple[ArtefactKind, ...] = ("spec", "evaluation", "risks", "metrics", "brief")


def fits_for(
    target: Target, shelf: Sequence[Told], catalogue: Catalogue
) -> tuple[dict[str, dict[str, Fit]], Callable[[str, str], Fit]]:
    """Return slot id -> story id -> how well it answers, in points; and a function that gives words and reason.

    A plan weighs every story for every slot but speaks of few: the reasons are worded when they are asked for.
    """
    asks = Asks.of(catalogue)
    told = {each.story.id: each for each in shelf}
    said = {slot.id: asks.read(slot.question, slot.question_id) for round_ in target.rounds for slot in round_.slots}
    probing = {
        slot.id: in_round(said[slot.id], slot, round_, catalogue) for round_ in target.rounds for slot in round_.slots
    }
    fits = {
        slot: {name: Fit(points(score(asked, each))) for name, each in told.items()} for slot, asked in probing.items()
    }

    def explain(slot: str, story: str) -> Fit:
        return explained(probing[slot], told[story], catalogue, said[slot])

    return fits, explain


def in_round(probing: Probing, slot: Slot, round_: Round, catalogue: Catalogue) -> Probing:
    """A question's probing with what its round probes mixed in; for a case, that is most of what is known."""
    kind = catalogue.rounds.get(round_.kind)
    share = 1.0 if slot.kind == "case" else ROUND_SHARE
    themes, criteria, values = (
        _mixed(have, _probed(kind, round_, group, catalogue), share) for have, group in _groups(probing)
    )
    return replace(probing, themes=themes, criteria=criteria, values=values)


def _groups(probing: Probing) -> tuple[tuple[Mapping[str, float], str], ...]:
    return (probing.themes, "themes"), (probing.criteria, "criteria"), (probing.values, "values")


def _probed(kind: RoundKind | None, round_: Round, group: str, catalogue: Catalogue) -> list[str]:
    """What a round probes: as the user says, else as rounds of its kind do."""
    known: Mapping[str, object] = getattr(catalogue, group)
    said = [each for each in round_.probes if each in known]
    return said or list(getattr(kind, group) if kind is not None else ())


def _mixed(have: Mapping[str, float], probed: Sequence[str], share: float) -> dict[str, float]:
    mixed = dict(have)
    for name in probed:
        mixed[name] = mixed.get(name, 0.0) + share / len(probed)
    return mixed


def artefacts_for(target: Target, projects: Sequence[Project]) -> dict[str, str]:
    """Case slot id -> "project id/kind" of the page to bring: shipped work before side projects before exercises."""
    order = {"shipped": 0, "side": 1, "exercise": 2}
    ranked = sorted(projects, key=lambda project: (order[project.kind], project.id))
    found = {}
    for round_ in target.rounds:
        for slot in round_.slots:
            if slot.kind != "case":
                continue
            for kind in (*_BRING.get(round_.kind, ()), *_BRING_ELSE):
                having = [project for project in ranked if any(page.kind == kind for page in project.artefacts)]
                if having:
                    found[slot.id] = f"{having[0].id}/{kind}"
                    break
    return found
