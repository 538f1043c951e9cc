"""The pages of the rounds, and the one page for the last fifteen minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports import contents as c
from workbench.model.story import Story
from workbench.model.tailored import PlannedSlot
from workbench.model.target import Round
from workbench.tailoring.looked_for import title_of
from workbench.tailoring.plan import in_order
from workbench.tailoring.probes import probes_for
from workbench.tailoring.stories_told import (
    ANSWER_WORDS,
    claim_lines,
    first_sentence,
    probe_line,
    ref,
    shortened,
)
from workbench.tailoring.worded import when

if TYPE_CHECKING:
    from workbench.tailoring.dossier import Material

# What fits on one page, at 9 points.
_LINES = 9
_LINES_A_CANDOUR = 3
"""Stories that give way to what was not done and is said so."""
_UNSAFE = 2
_CANDID = 2
_ASK = 3
_CUE_WORDS = 10
_OPENING_WORDS = 18
_PROOF_WORDS = 14


def round_pages(material: Material) -> tuple[c.RoundPage, ...]:
    """Return a page for each round, in the order of their dates."""
    planned: dict[str, list[PlannedSlot]] = {}
    for slot in material.plan.slots:
        planned.setdefault(slot.round, []).append(slot)
    asked: dict[str, int] = {}
    return tuple(
        _round(material, round_, number, planned.get(round_.id, []), asked)
        for number, round_ in enumerate(in_order(material.target, None), 1)
    )


def _round(
    material: Material, round_: Round, number: int, slots: list[PlannedSlot], asked: dict[str, int]
) -> c.RoundPage:
    catalogue = material.catalogue
    kind = catalogue.rounds.get(round_.kind)
    title = round_.title or (kind.title if kind is not None else round_.kind)
    spare = next((each.story for each in material.plan.spares if each.round == round_.id), None)
    return c.RoundPage(
        key=round_.id,
        number=number,
        title=title,
        kind=kind.title if kind is not None and kind.title != title else "",
        interviewer=", ".join(filter(None, (round_.interviewer, round_.interviewer_role))),
        when=when(round_),
        minutes=round_.minutes,
        probes=tuple(title_of(name, material.catalogue) for name in round_.probes),
        questions=tuple(
            _question(material, slot, spare if index == len(slots) - 1 else None, asked)
            for index, slot in enumerate(slots)
        ),
        notes=round_.notes,
    )


def _question(material: Material, slot: PlannedSlot, spare: str | None, asked: dict[str, int]) -> c.RoundQuestion:
    story = material.stories.get(slot.story) if slot.story is not None else None
    spare_ref = ref(material.stories[spare]) if spare is not None and spare in material.stories else None
    if story is None:
        return c.RoundQuestion(
            question=slot.question, why=slot.why, spare=spare_ref, artefact=_artefact(material, slot.artefact)
        )
    probes = probes_for(story, material.readings.get(story.id), material.catalogue)
    turn = asked.get(story.id, 0)
    asked[story.id] = turn + 1
    probe = probes[turn % len(probes)] if probes else None
    answer = ""
    if probe is not None and probe.answer is not None:
        answer = ". ".join(filter(None, (ANSWER_WORDS.get(probe.answer.kind, ""), probe.answer.text)))
    return c.RoundQuestion(
        question=slot.question,
        story=ref(story),
        opening=opening_of(material, story),
        proof=shortened(slot.quote or _proof(material, story), 40),
        probe=probe.text if probe is not None else "",
        answer=answer,
        spare=spare_ref,
        artefact=_artefact(material, slot.artefact),
        why=first_sentence(slot.why),
    )


def opening_of(material: Material, story: Story) -> str:
    """Return the first sentence of the telling that is the user's own."""
    told = material.narratives[story.id]
    return next((line.text for line in told.lines if line.kind != "frame"), story.headline or story.title)


def _proof(material: Material, story: Story) -> str:
    proof = material.narratives[story.id].proof
    return proof.quote if proof is not None else ""


def _artefact(material: Material, named: str) -> str:
    project_id, _, kind = named.partition("/")
    project = material.projects.get(project_id)
    if project is None:
        return ""
    form = material.catalogue.artefacts.get(kind)
    return f"{form.title}, {project.title}" if form is not None else project.title


def cheat_sheet(material: Material, pages: tuple[c.StoryPage, ...], rounds: tuple[c.RoundPage, ...]) -> c.CheatSheet:
    """Return the one page for the last fifteen minutes; it holds the stories of the earliest rounds."""
    numbers = {page.key: page.number for page in rounds}
    asked: dict[str, list[tuple[int, str]]] = {}
    for slot in material.plan.slots:
        if slot.story is not None:
            asked.setdefault(slot.story, []).append((numbers.get(slot.round, 0), slot.question))
    claims = [line for page in pages for line in claim_lines(material.stories[page.key])]
    unsafe = [line for line in claims if line.retracted or line.dont_say]
    candid = [
        probe_line(probe)
        for page in pages
        for probe in probes_for(
            material.stories[page.key], material.readings.get(page.key), material.catalogue, limit=0
        )
        if probe.answer is not None and probe.answer.kind != "answered" and probe.key.startswith("probe.")
    ]
    lines = []
    for page in pages[: _LINES - (_LINES_A_CANDOUR if candid else 0)]:
        story = material.stories[page.key]
        cues = asked.get(page.key, [])
        cue = f"{cues[0][0]}: {shortened(cues[0][1], _CUE_WORDS)}" if cues else "Spare"
        lines.append(
            c.CheatLine(
                story=c.StoryRef(key=page.key, title=page.title),
                cue=cue,
                opening=shortened(page.headline or opening_of(material, story), _OPENING_WORDS),
                proof=shortened(_proof(material, story), _PROOF_WORDS),
            )
        )
    ask = [line.strip() for line in material.target.pitch.questions_for_them.split("\n") if line.strip()]
    note = "The stories told first; what comes later stands on the pages of the rounds."
    return c.CheatSheet(
        lines=tuple(lines),
        note=note if len(lines) < len(pages) else "",
        dont_say=tuple(unsafe[:_UNSAFE]),
        candour=tuple(
            c.ProbeLine(question=line.question, answer=". ".join(filter(None, (line.kind, line.answer))))
            for line in candid[:_CANDID]
        ),
        ask=tuple(ask[:_ASK]),
    )
