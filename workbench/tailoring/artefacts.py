"""Filling the forms of a project: how far one is, and which of the user's own sentences could stand in a field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from themes.schema import ArtefactForm
from workbench.model.project import Artefact, Project
from workbench.model.report import DepthReport
from workbench.model.story import Story


@dataclass(frozen=True)
class Quote:
    """A sentence of a linked story that could answer a field."""

    story: str
    title: str
    text: str


def quotes(
    form: ArtefactForm, field_id: str, read: Sequence[tuple[Story, DepthReport]], most: int = 4
) -> tuple[Quote, ...]:
    """Return what the linked stories say to one field: the evidence at level 2 of the criteria that the form names."""
    asked = next((each for each in (*form.fields, *form.columns) if each.id == field_id), None)
    found: dict[str, Quote] = {}
    for criterion in asked.criteria if asked is not None else ():
        for story, report in read:
            reading = report.criteria.get(criterion)
            if reading is not None and reading.level == 2:
                for evidence in reading.evidence[:2]:
                    found.setdefault(evidence.quote, Quote(story.id, story.title, evidence.quote))
    return tuple(found.values())[:most]


def _speaks(quote: str, words: Sequence[str]) -> bool:
    return not words or any(re.search(rf"(?<!\w){re.escape(word)}", quote, re.IGNORECASE) for word in words)


def proposed(
    form: ArtefactForm, written: Mapping[str, str], read: Sequence[tuple[Story, DepthReport]]
) -> dict[str, Quote]:
    """Return a quote for each empty field that the linked stories answer; no quote stands in two fields.

    It goes to the field whose criteria it proves most of, then to the one that names its criterion first: said again
    under the next heading, it would answer a question that it does not.
    """
    held = {text.strip() for text in written.values()}
    pairs = []
    for place, each in enumerate(form.fields):
        if written.get(each.id, "").strip():
            continue
        for turn, (story, report) in enumerate(read):
            proves: dict[str, list[int]] = {}
            for rank, criterion in enumerate(each.criteria):
                reading = report.criteria.get(criterion)
                if reading is not None and reading.level == 2 and reading.evidence:
                    proves.setdefault(reading.evidence[0].quote, []).append(rank)
            pairs += [
                (-len(ranks), min(ranks), turn, place, each.id, Quote(story.id, story.title, quote))
                for quote, ranks in proves.items()
                if _speaks(quote, each.speaks_of)
            ]
    found: dict[str, Quote] = {}
    for *_, name, quote in sorted(pairs, key=lambda pair: pair[:4]):
        if name not in found and quote.text.strip() not in held:
            found[name] = quote
            held.add(quote.text.strip())
    return found


@dataclass(frozen=True)
class Filled:
    """What stands in a form: single answers, rows of its table, and the story that a quoted answer comes from."""

    fields: Mapping[str, str]
    rows: Sequence[Mapping[str, str]] = ()
    origin: Mapping[str, str] = field(default_factory=dict)


def page_of(project: Project, form: ArtefactForm) -> Filled:
    """Return what stands in a project's own page."""
    return Filled({each.id: str(getattr(project, each.id)) for each in form.fields})


def filled(artefact: Artefact) -> Filled:
    """Return what stands in an artefact."""
    return Filled(artefact.fields, artefact.rows, artefact.origin)


def progress(form: ArtefactForm, artefact: Filled) -> tuple[int, int]:
    """Return (answered, asked). The table counts as one question, answered by a row that holds more than its name."""
    done = sum(bool(artefact.fields.get(each.id, "").strip()) for each in form.fields)
    if not form.columns:
        return done, len(form.fields)
    return done + has_rows(form, artefact.rows), len(form.fields) + 1


def has_rows(form: ArtefactForm, rows: Sequence[Mapping[str, str]]) -> bool:
    """Tell whether any row says more than its suggested name."""
    return any(row.get(column.id, "").strip() for row in rows for column in form.columns[1:])


def suggested(form: ArtefactForm) -> list[dict[str, str]]:
    """Return the rows that a form proposes, each with its name only."""
    return [{form.columns[0].id: name} for name in form.rows] if form.columns else []
