"""What stands in a dossier: readings, plan and tellings brought together as plain contents for a writer.

Nothing is decided here that another module has not decided: which story answers what is the plan's, how it is told
the narrative's, what it proves the reading's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from exports import contents as c
from exports.disclosure import words_in
from themes.schema import Catalogue
from workbench.model.narrative import Narrative
from workbench.model.project import Project
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.model.tailored import STRENGTH_WORDS, WELL, PackMap, Plan, PrincipleMap
from workbench.model.target import Target
from workbench.tailoring.ask import answer
from workbench.tailoring.cuts import seconds_for
from workbench.tailoring.preparation import checklists
from workbench.tailoring.questions import Asks
from workbench.tailoring.rounds_told import cheat_sheet, round_pages
from workbench.tailoring.stories_told import ref, story_page
from workbench.tailoring.told import tell
from workbench.tailoring.worded import dated, starts_in_zone, when

_LIKELY = 40
"""Questions of the bank in the index beside those of the loop: two pages, no more."""
_TERMS = 45
"""Terms in the glossary of one dossier."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a dossier is made of."""

    target: Target
    stories: Mapping[str, Story]
    readings: Mapping[str, DepthReport]
    plan: Plan
    principles: PrincipleMap
    narratives: Mapping[str, Narrative]
    """By story id, for every story of the plan and its spares."""
    catalogue: Catalogue
    today: date
    projects: Mapping[str, Project] = field(default_factory=dict)
    words_per_minute: int = 140
    held: int | None = None
    """How many stories there are for this target; None where nobody counted."""


def told_in(plan: Plan) -> list[str]:
    """Return the stories of a plan in the order in which they are first told, spares after them."""
    planned = [slot.story for slot in plan.slots if slot.story is not None]
    return list(dict.fromkeys([*planned, *(spare.story for spare in plan.spares)]))


def dossier(material: Material, setting: c.Setting) -> c.Dossier:
    """Return the contents of the dossier of one target."""
    ids = [name for name in told_in(material.plan) if name in material.stories]
    pages = tuple(story_page(material, name) for name in ids)
    rounds = round_pages(material)
    made = c.Dossier(
        setting=setting,
        company=material.target.company,
        role=material.target.role,
        dates=_next(material),
        positioning=material.target.positioning,
        pitch=_pitch(material),
        rounds=rounds,
        cheat=cheat_sheet(material, pages, rounds),
        matrices=matrices(material.principles, material.stories, material.catalogue, ids),
        stories=pages,
        index=_index(material, ids),
        checklists=checklists(material.target, material.catalogue, material.today, material.held),
    )
    return replace(made, glossary=_glossary(material.catalogue, made))


def sheet(material: Material, round_id: str, setting: c.Setting) -> c.Sheet | None:
    """Return one round by itself, None if the target has no such round."""
    rounds = round_pages(material)
    page = next((each for each in rounds if each.key == round_id), None)
    if page is None:
        return None
    names = [question.story.key for question in page.questions if question.story is not None]
    pages = tuple(story_page(material, name) for name in dict.fromkeys(names))
    return c.Sheet(
        setting=setting,
        company=material.target.company,
        role=material.target.role,
        round=page,
        cheat=cheat_sheet(material, pages, (page,)),
    )


def narrative(told: Narrative, story: Story, target: Target, setting: c.Setting) -> c.Narrative:
    """Return one telling as it may be sent: the sentences, without notes to the teller."""
    return c.Narrative(
        setting=setting,
        title=told.headline or story.title or "Untitled story",
        company=target.company,
        role=target.role,
        sentences=tuple(
            c.Sentence(text=line.text, part=line.part, kind="frame" if line.kind == "frame" else "own")
            for line in told.lines
        ),
    )


def _next(material: Material) -> str:
    ahead = sorted(
        (starts.isoformat(), round_.title or round_.kind, when(round_))
        for round_ in material.target.rounds
        if (starts := starts_in_zone(round_)) is not None and starts.date() >= material.today
    )
    return f"{ahead[0][2]}, {ahead[0][1]}" if ahead else ""


def _pitch(material: Material) -> c.Pitch:
    pitch = material.target.pitch
    told = (
        ("Walk me through it", pitch.walk_me),
        ("Why AI", pitch.why_ai),
        (f"Why {material.target.company}" if material.target.company else "Why this company", pitch.why_company),
        ("Questions for them", pitch.questions_for_them),
    )
    return c.Pitch(
        parts=tuple(
            c.PitchPart(title=title, text=text, seconds=seconds_for(len(text.split()), material.words_per_minute))
            for title, text in told
            if text.strip()
        )
    )


def matrices(
    principles: PrincipleMap, stories: Mapping[str, Story], catalogue: Catalogue, ids: Sequence[str] | None = None
) -> tuple[c.Matrix, ...]:
    """Return a matrix for each pack: the stories `ids` (default: all that are mapped) × its clauses."""
    shown = list(principles.stories if ids is None else ids)
    shown = [name for name in shown if name in stories]
    return tuple(_matrix(pack, stories, catalogue, shown) for pack in principles.packs)


def _matrix(pack: PackMap, stories: Mapping[str, Story], catalogue: Catalogue, ids: Sequence[str]) -> c.Matrix:
    columns = []
    for row in pack.rows:
        gap = ""
        if not any(name in row.cells for name in ids):
            gap = row.gap.write if row.gap is not None else ""
            others = [name for name in row.cells if name in stories]
            if others:
                best = min(others, key=lambda name: (-row.cells[name].strength, name))
                gap = f"“{stories[best].title}” in your bank speaks to it, but is not planned here."
        columns.append(c.MatrixColumn(title=row.title, group=row.principle, gap=gap))
    rows = tuple(
        c.MatrixRow(
            story=ref(stories[name]),
            cells=tuple(row.cells[name].strength if name in row.cells else 0 for row in pack.rows),
        )
        for name in ids
    )
    known = catalogue.packs.get(pack.pack)
    note = ""
    if known is not None:
        named = ", ".join(filter(None, (known.organisation, known.document, dated(known.published))))
        note = f"{named}; collected {dated(known.collected.isoformat())}."
    return c.Matrix(title=pack.title, columns=tuple(columns), rows=rows, legend=STRENGTH_WORDS, note=note)


def _index(material: Material, ids: Sequence[str]) -> tuple[c.IndexEntry, ...]:
    """Questions of the loop with the planned story and one more that answers well, then likely ones answered well."""
    asks = Asks.of(material.catalogue)
    shelf = [tell(material.stories[name], material.readings.get(name), material.catalogue) for name in ids]
    entries = []
    seen = set()
    for slot in material.plan.slots:
        planned = [slot.story] if slot.story is not None and slot.story in material.stories else []
        found = answer(asks.read(slot.question), shelf, material.catalogue, limit=2) if shelf else None
        well = [each.story for each in found.answers if each.points >= WELL] if found is not None else []
        named = [*planned, *(name for name in well if name != slot.story)][:2]
        stories = tuple(ref(material.stories[name]) for name in named)
        entries.append(c.IndexEntry(question=slot.question, stories=stories, group="In this loop"))
        seen.add(slot.question)
    kinds = {round_.kind for round_ in material.target.rounds}
    likely = []
    for question in material.catalogue.questions.values():
        if question.text in seen or question.kind == "case" or not kinds & set(question.rounds) or not shelf:
            continue
        likely_found = answer(asks.read(question.text, question.id), shelf, material.catalogue, limit=2)
        best = [each for each in likely_found.answers if each.points >= WELL]
        if best:
            stories = tuple(ref(material.stories[each.story]) for each in best)
            likely.append(
                (
                    -best[0].points,
                    question.id,
                    c.IndexEntry(question=question.text, stories=stories, group="Also likely"),
                )
            )
    return (*entries, *(entry for _, _, entry in sorted(likely, key=lambda each: each[:2])[:_LIKELY]))


def _glossary(catalogue: Catalogue, made: c.Dossier) -> tuple[c.GlossaryLine, ...]:
    """The terms that stand in this dossier, in plain words."""
    text = "\n".join(words_in(made))
    lines = []
    for entry in catalogue.glossary.values():
        names = sorted({entry.term, *entry.also}, key=len, reverse=True)
        wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?:s|es)?(?!\w)", re.IGNORECASE)
        found = len(wanted.findall(text))
        if found:
            lines.append((-found, c.GlossaryLine(term=entry.term[:1].upper() + entry.term[1:], plain=entry.plain)))
    kept = sorted(lines, key=lambda each: (each[0], each[1].term.casefold()))[:_TERMS]
    return tuple(sorted((line for _, line in kept), key=lambda line: line.term.casefold()))
