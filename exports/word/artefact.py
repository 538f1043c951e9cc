"""An artefact of a project: its answered questions, its table, its figures in plain words. To be sent."""

from __future__ import annotations

from collections.abc import Sequence

from exports.contents import ArtefactDocument, ArtefactPage, ArtefactTable, Figure, Section
from exports.word.fragments import TAB, Body, Cell
from exports.word.package import Furniture, Made, Sheets
from exports.word.shell import Shell
from exports.word.styles import POINTS
from exports.word.tables import cell, table
from workbench.errors import Refused

_LEAST = 1.7
"""Centimetres of the narrowest column."""


def write_artefact(document: ArtefactDocument, shell: Shell | None = None, *, plain: bool = False) -> Made:
    """Return one artefact as a document of its own. `plain` is for machines that read: no table, one column."""
    sheets = Sheets(
        document.setting,
        Furniture(title=f"{document.page.title}: {document.project}", left=document.project, cover=False),
        shell,
    )
    body = sheets.body
    body.heading(1, document.page.title)
    body.para("Subtitle", body.text(" · ".join(filter(None, (document.project, document.kind)))))
    artefact_page(body, document.page, level=2, plain=plain)
    return sheets.finish()


def artefact_page(body: Body, page: ArtefactPage, *, level: int, plain: bool) -> None:
    """Write an artefact's content; `level` is that of headings inside it."""
    if page.summary:
        body.para("WB Meta", body.text(page.summary))
    sections(body, page.sections, level=level, plain=plain)
    figures(body, page.figures, level=level)
    if page.table is not None and page.table.rows:
        if plain:
            _as_lines(body, page.table, level)
        else:
            _grid(body, page.table, page.title)
    if not page.sections and not page.figures and (page.table is None or not page.table.rows):
        body.para("Normal", body.text("Nothing has been written here yet."))


def sections(body: Body, found: Sequence[Section], *, level: int, plain: bool) -> None:
    """Write titled texts: beside their titles, or under them as headings where it must be `plain`.

    Raises `Refused` for one that is marked private.
    """
    for section in found:
        if section.private:
            raise Refused(
                f"“{section.title}” is marked private.", "Nothing was written.", "Take it out, or lift the mark."
            )
        lines = [line.strip() for line in section.text.split("\n") if line.strip()]
        if plain:
            body.heading(level, section.title)
            for line in lines:
                body.para("List Bullet" if line.startswith("- ") else "Normal", body.text(line.removeprefix("- ")))
            continue
        for number, said in enumerate(_gathered(lines)):
            label = body.label(section.title) if number == 0 else body.text("")
            body.para("WB Field", label, TAB, body.text(said))


def _gathered(lines: Sequence[str]) -> list[str]:
    """Return paragraphs: the items of a list ("- ") stay items, close together, under the line before them."""
    out: list[str] = []
    for line in lines:
        if not line.startswith("- "):
            out.append(line)
        elif out:
            out[-1] += f"\n•\u00a0{line[2:].strip()}"
        else:
            out.append(f"•\u00a0{line[2:].strip()}")
    return out


def figures(body: Body, found: Sequence[Figure], *, level: int) -> None:
    """Write figures as sentences; one that lacks something says what to ask."""
    shown = [figure for figure in found if figure.sentence]
    if not shown:
        return
    body.heading(level, "In plain words")
    for figure in shown:
        body.para("List Bullet", body.text(f"{figure.label}: ", bold=True), body.text(figure.sentence))


def _grid(body: Body, shown: ArtefactTable, title: str) -> None:
    wide = body.width / POINTS
    head = [cell(body.text(name), style="WB Cell Head") for name in shown.columns]
    rows: list[list[Cell]] = [
        [cell(body.text(text or "–", bold=column == 0)) for column, text in enumerate(row)] for row in shown.rows
    ]
    body.para("WB Rule")
    table(body, _widths(shown, wide), head, rows, caption=title, description=f"The table of “{title}”.")


def _widths(shown: ArtefactTable, wide: float) -> list[float]:
    """Share the width by how much the columns hold, none narrower than a word."""
    weights = []
    for column, name in enumerate(shown.columns):
        texts = [name, *(row[column] for row in shown.rows)]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        mean = sum(len(text) for text in texts) / len(texts)
        weights.append((max(_LEAST, longest * 0.19 + 0.3), max(mean, 4.0) ** 0.75))
    least = [narrow for narrow, _ in weights]
    spare = wide - sum(least)
    if spare <= 0:
        return [wide / len(weights)] * len(weights)
    total = sum(weight for _, weight in weights)
    return [narrow + spare * weight / total for narrow, weight in weights]


def _as_lines(body: Body, shown: ArtefactTable, level: int) -> None:
    """Write a table as a list. A machine does not see what is bold, so every cell names its column."""
    first, *others = shown.columns
    body.heading(level, ", ".join([first, *(name[:1].lower() + name[1:] for name in others)]))
    for row in shown.rows:
        said = [f"{name}: {text.rstrip('.')}." for name, text in zip(shown.columns, row, strict=True) if text]
        body.para(
            "List Bullet", body.text(said[0] if said else "–", bold=True), body.text("".join(f" {x}" for x in said[1:]))
        )
