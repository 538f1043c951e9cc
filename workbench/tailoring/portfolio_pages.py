"""What stands in a portfolio and in an artefact: the user's own answers, figures in plain words, nothing private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from exports import contents as c
from themes.schema import ArtefactForm, Catalogue
from workbench.model.project import Artefact, Project
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.tailoring.figures import Column, figure, lacking

KINDS = {
    "shipped": "Shipped product",
    "side": "Side project, made outside work",
    "exercise": "Exercise: made to learn, not used by anybody at work",
}
_SECTIONS = (
    ("problem", "Problem"),
    ("role", "My role"),
    ("why_ai", "Why AI"),
    ("constraints", "Constraints"),
    ("data", "Data"),
    ("evaluation", "Evaluation"),
    ("harms", "Harms, mitigations"),
    ("economics", "Economics"),
    ("impact", "Impact"),
    ("otherwise", "With hindsight"),
)
_SHORTEST = 6
"""Letters below which words are too few to be looked for: "no" stands everywhere."""


def project_page(project: Project, catalogue: Catalogue, *, artefacts: bool = True) -> c.ProjectPage:
    """Return one project; empty parts are left out."""
    texts = project.model_dump(include={name for name, _ in _SECTIONS})
    return c.ProjectPage(
        key=project.id,
        title=project.title or "Untitled project",
        kind=KINDS[project.kind],
        company=project.company,
        when=project.when,
        experience=project.kind == "shipped",
        sections=tuple(c.Section(title=title, text=texts[name]) for name, title in _SECTIONS if texts[name].strip()),
        artefacts=tuple(
            artefact_page(artefact, catalogue.artefacts[artefact.kind])
            for artefact in project.artefacts
            if artefacts and artefact.kind in catalogue.artefacts and filled(artefact)
        ),
    )


def filled(artefact: Artefact) -> bool:
    """Say whether anything has been written in an artefact."""
    return any(text.strip() for text in artefact.fields.values()) or any(
        text.strip() for row in artefact.rows for text in row.values()
    )


def artefact_page(artefact: Artefact, form: ArtefactForm) -> c.ArtefactPage:
    """Return one artefact: answered fields in the order of the form, rows that hold something, figures in words."""
    rows = [row for row in artefact.rows if any(text.strip() for text in list(row.values())[1:])]
    columns = form.columns
    figures: tuple[c.Figure, ...] = ()
    if artefact.kind in ("brief", "metrics"):
        figures = tuple((_told if artefact.kind == "brief" else _figure)(row) for row in rows)
    table = None
    # In a brief the figures stand as sentences; a table of them would be what executives do not read.
    if columns and rows and artefact.kind != "brief":
        table = c.ArtefactTable(
            columns=tuple(column.title for column in columns),
            rows=tuple(tuple(row.get(column.id, "").strip() for column in columns) for row in rows),
        )
    return c.ArtefactPage(
        key=artefact.kind,
        kind=artefact.kind,
        title=form.title,
        sections=tuple(
            c.Section(title=field.title, text=artefact.fields[field.id])
            for field in form.fields
            if artefact.fields.get(field.id, "").strip()
        ),
        table=table,
        figures=figures,
    )


def _figure(row: Mapping[str, str]) -> c.Figure:
    return figure(_name(row), row.get("value", ""), row.get("sample", ""), row.get("volume", ""), row.get("period", ""))


def _told(row: Mapping[str, str]) -> c.Figure:
    """Return a figure of a brief: as it is stated where no sentence can be made of it."""
    found = _figure(row)
    return found if found.sentence else replace(found, sentence=found.stated)


@dataclass(frozen=True, slots=True)
class Lack:
    """What one figure of an artefact lacks for its plain sentence: its row, its name, the column, the question."""

    row: int
    label: str
    column: Column
    question: str


def lacks(artefact: Artefact) -> list[Lack]:
    """Return what the figures of an artefact still lack, in the order of its rows."""
    if artefact.kind not in ("brief", "metrics"):
        return []
    return [
        Lack(number, _name(row), column, question)
        for number, row in enumerate(artefact.rows)
        if (row.get("value") or "").strip()
        for column, question in lacking(_name(row), row["value"], row.get("sample", ""), row.get("volume", ""))
    ]


def asked_for(artefact: Artefact) -> list[str]:
    """Return what the figures of an artefact still lack, a line each: "Acceptance rate: How many …"."""
    asked: dict[tuple[int, str], list[str]] = {}
    for lack in lacks(artefact):
        asked.setdefault((lack.row, lack.label), []).append(lack.question)
    return [f"{label}: {' '.join(questions)}" for (_, label), questions in asked.items()]


def row_named(artefact: Artefact, figure: str) -> int | None:
    """Return the row of the figure that is called so, in full or by its beginning; None if none or several are."""
    wanted = " ".join(figure.casefold().split())
    names = [" ".join(_name(row).casefold().split()) for row in artefact.rows]
    if wanted in names:
        return names.index(wanted)
    found = [number for number, name in enumerate(names) if wanted and name.startswith(wanted)]
    return found[0] if len(found) == 1 else None


def _name(row: Mapping[str, str]) -> str:
    return (row.get("measure") or row.get("metric") or "").strip()


def withheld(
    stories: Sequence[Story], readings: Mapping[str, DepthReport], catalogue: Catalogue
) -> tuple[c.Withheld, ...]:
    """Return the words that must not be in anything to be sent: what not to say, doubtful figures, verdicts, advice."""
    found: dict[str, str] = {}
    for story in stories:
        for claim in story.claims:
            if claim.dont_say:
                found.setdefault(claim.dont_say, "what you noted not to say")
            if claim.retracted:
                found.setdefault(claim.quote, "a statement that you withdrew")
            elif claim.tag == "unbacked":
                found.setdefault(claim.quote, "a statement that you can't back up yet")
        for overrule in story.overrules:
            found.setdefault(overrule.reason, "your reason for a level")
        reading = readings.get(story.id)
        if reading is None:
            continue
        for question in reading.questions:
            found.setdefault(question.question, "a question of the workbench to you")
        for mistake in reading.mistakes:
            found.setdefault(mistake.heard, "what a listener may hear")
            found.setdefault(mistake.better, "advice to you")
    for probe in catalogue.probes.values():
        found.setdefault(probe.text, "a follow-up question that you prepare for")
    return tuple(c.Withheld(words=words, what=what) for words, what in found.items() if len(words.strip()) >= _SHORTEST)
