"""The principle map: clause × story, each cell with its strength and the words that it rests on.

Stories and principles meet through values. A story speaks to a value through what the reader says of the
value itself, and through the criteria whose evidence speaks to it (`Value.criteria`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from themes.schema import Catalogue, Clause, Pack, Principle, Value
from workbench.model.report import DepthReport, Evidence
from workbench.model.story import Story
from workbench.model.tailored import Cell, ClauseRow, Gap, PackMap, PrincipleMap
from workbench.tailoring import evidence
from workbench.tailoring.job import Stress

if TYPE_CHECKING:
    from workbench.tailoring.told import Told

BASE_WEIGHT = 2
"""Weight of a clause that the job description does not stress; stress adds up to 2."""


def principle_map(
    stories: Sequence[Story],
    readings: Mapping[str, DepthReport],
    packs: Sequence[Pack],
    catalogue: Catalogue,
    stress: Stress | None = None,
    shelf: Sequence[Told] = (),
) -> PrincipleMap:
    """Map the stories that are not retired onto the clauses of `packs`. Stories without a reading are left out.

    Of the stories made ready for questions (`shelf`), an empty clause names the one that tells what comes nearest.
    """
    kept = [story for story in stories if story.state != "retired" and story.id in readings]
    speaks = {story.id: _speech(story, readings[story.id], catalogue) for story in kept}
    maps = []
    for pack in packs:
        rows = [
            _row(principle, clause, kept, readings, speaks, catalogue, stress, shelf)
            for principle in pack.principles
            for clause in principle.clauses
        ]
        maps.append(PackMap(pack.id, pack.title, tuple(rows)))
    return PrincipleMap(tuple(story.id for story in kept), tuple(maps))


Speech = dict[str, tuple[int, Evidence, str]]
"""Value id -> strength 1 to 3, the quote, and the id (value or criterion) that it comes through."""


def _speech(story: Story, reading: DepthReport, catalogue: Catalogue) -> Speech:
    return {
        value.id: found
        for value in catalogue.values.values()
        if (found := speaks_to(story, reading, value)) is not None
    }


def speaks_to(story: Story, reading: DepthReport, value: Value) -> tuple[int, Evidence, str] | None:
    """How strongly a story speaks to a value (1 to 3), with its quote; None where it has no words for it.

    3: the value itself is told specifically and a criterion proves it. 2: one of the two, or two criteria.
    1: touched only. Nothing without a quote.
    """
    level = reading.values.get(value.id, 0)
    proofs = {each: evidence.of_criterion(reading, each, 2) for each in value.criteria}
    proofs = {each: quotes for each, quotes in proofs.items() if quotes}
    own = reading.value_evidence.get(value.id)
    if level == 2 and proofs:
        strength = 3
    elif level == 2 or (level == 1 and proofs) or len(proofs) >= 2:
        strength = 2
    elif level == 1 or proofs:
        strength = 1
    else:
        return None
    quote = evidence.best(story, [each for quotes in proofs.values() for each in quotes]) if proofs else None
    if own is not None and (quote is None or level == 2):
        return strength, evidence.settled(story, own), value.id
    if quote is None:
        return None
    through = next(each for each, quotes in proofs.items() if any(q.quote == quote.quote for q in quotes))
    return strength, quote, through


def _row(
    principle: Principle,
    clause: Clause,
    stories: Sequence[Story],
    readings: Mapping[str, DepthReport],
    speaks: Mapping[str, Speech],
    catalogue: Catalogue,
    stress: Stress | None,
    shelf: Sequence[Told],
) -> ClauseRow:
    cells = {}
    for story in stories:
        cell = _cell(clause, story, readings[story.id], speaks[story.id], catalogue)
        if cell is not None:
            cells[story.id] = cell
    extra, words = stress.of_clause(clause) if stress is not None else (0, ())
    gap = None
    if max((cell.strength for cell in cells.values()), default=0) < 2:
        gap = _gap(clause, stories, readings, catalogue, shelf)
    return ClauseRow(
        clause=clause.id,
        title=clause.title,
        summary=clause.summary,
        principle=principle.name,
        name_status=principle.name_status,
        about_ai=clause.about_ai,
        weight=BASE_WEIGHT + extra,
        stressed=words,
        cells=cells,
        gap=gap,
    )


def _cell(clause: Clause, story: Story, reading: DepthReport, speech: Speech, catalogue: Catalogue) -> Cell | None:
    best: tuple[int, Evidence, str, str] | None = None
    for value, weight in clause.values.items():
        found = speech.get(value)
        if found is None:
            continue
        strength, quote, through = found
        # A value that the clause only touches cannot make a story the one to tell for it.
        strength = strength if weight == 2 else strength - 1
        if strength > 0 and (best is None or strength > best[0]):
            best = (strength, quote, through, value)
    if best is None:
        return None
    strength, quote, through, value = best
    why = f"It speaks to {_title(catalogue, value)}"
    if through != value:
        why += f", through {_title(catalogue, through)}"
    if clause.about_ai and reading.ai_role == "none":
        if strength > 1:
            strength = 1
        why += "; there is no AI in it, so a bridge line can tie it in, as a reflection"
    elif quote.whose == "team" and strength == 3:
        strength = 2
        why += "; the words tell the team's deed, not yours"
    return Cell(clause.id, story.id, strength, quote, through, why + ".")


def _title(catalogue: Catalogue, name: str) -> str:
    if name in catalogue.values:
        return catalogue.values[name].title.lower()
    if name in catalogue.criteria:
        return catalogue.criteria[name].title.lower()
    return name


def _gap(
    clause: Clause,
    stories: Sequence[Story],
    readings: Mapping[str, DepthReport],
    catalogue: Catalogue,
    shelf: Sequence[Told],
) -> Gap:
    """Which story comes nearest to an empty clause, what it lacks, and what kind of story to write."""
    wanted = [
        (value, weight)
        for value, weight in sorted(clause.values.items(), key=lambda item: -item[1])
        if value in catalogue.values
    ]
    criteria = list(
        dict.fromkeys(each for value, weight in wanted if weight == 2 for each in catalogue.values[value].criteria)
    )

    # Here, because what finds stories for questions stands on this module.
    from workbench.tailoring.nearest import nearest as tells

    found = tells(clause, shelf, catalogue)
    nearest = next((story for story in stories if found is not None and story.id == found[0]), None)
    why = found[1] if found is not None else ""
    lacks: list[str] = []
    if nearest is not None:
        reading = readings[nearest.id]
        if clause.about_ai and reading.ai_role == "none":
            lacks.append("AI in the story")
        lacks += [
            f"Something specific on {catalogue.values[value].title.lower()}"
            for value, weight in wanted
            if weight == 2 and reading.values.get(value, 0) < 2
        ]
        lacks += [
            catalogue.criteria[each].title
            for each in criteria
            if each in catalogue.criteria and evidence.level_of(reading, each) < 2
        ]
    main = [catalogue.values[value] for value, weight in wanted if weight == 2] or [
        catalogue.values[value] for value, _ in wanted
    ]
    about = " and ".join(value.title.lower() for value in main) or clause.title.lower()
    asks = [f"{catalogue.criteria[each].title.lower()}" for each in criteria if each in catalogue.criteria][:2]
    write = f"A story about {about}: {clause.summary.rstrip('.')}"
    if asks:
        write += f". Tell {' and '.join(asks)} with a figure, a name or a decision that was yours"
    if shelf and nearest is None:
        write += ". No story of the bank comes near it"
    return Gap(nearest.id if nearest is not None else None, tuple(lacks), write + ".", why)
