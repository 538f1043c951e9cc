"""The smaller parts of a dossier: pitch, cheat sheet, "if they ask", glossary, checklist with real check boxes."""

from __future__ import annotations

from collections.abc import Sequence

from exports.contents import CheatLine, Checklist, ChecklistLine, Dossier, IndexEntry
from exports.word import ink
from exports.word.anchors import CHEAT, CHECKLIST, GLOSSARY, INDEX, PITCH, Anchors, minutes
from exports.word.fragments import TAB, Body, Cell, escape
from exports.word.package import Sheets
from exports.word.stories import claims_table
from exports.word.styles import POINTS
from exports.word.tables import cell, table
from exports.word.widths import Inline


def pitch(sheets: Sheets, dossier: Dossier) -> None:
    """Write the user's own texts for opening and closing questions, with their spoken length."""
    body = sheets.body
    body.heading(1, "My pitch", PITCH, new_page=True)
    parts = [part for part in dossier.pitch.parts if part.text.strip()]
    if not parts:
        body.para(
            "Normal",
            body.text("Nothing is written yet: walk me through it, why AI, why this company, questions for them."),
        )
    for part in parts:
        body.part(part.title, f"{minutes(part.seconds)} spoken" if part.seconds else "")
        for line in filter(None, map(str.strip, part.text.split("\n"))):
            body.para("Normal", body.text(line))


def cheat_sheet(sheets: Sheets, dossier: Dossier, anchors: Anchors) -> None:
    """Write the one page for the last fifteen minutes."""
    body, sheet = sheets.body, dossier.cheat
    body.heading(1, "The last fifteen minutes", CHEAT, new_page=True)
    if sheet.positioning:
        body.para("WB Lead", body.text(sheet.positioning))
    if sheet.note:
        body.para("WB Meta", body.text(sheet.note))
    _cheat_lines(body, dossier.cheat.lines, anchors)
    if sheet.dont_say:
        body.part("Say this, not that")
        claims_table(body, sheet.dont_say, "Safe wordings")
    if sheet.candour:
        body.part("We did not, and I say so")
        for line in sheet.candour:
            said = f"  {line.answer}" if line.answer else "  No answer prepared yet."
            body.para("List Bullet", body.text(line.question, bold=True), body.text(said))
    if sheet.ask:
        body.part("Ask them")
        for question in sheet.ask:
            body.para("List Bullet", body.text(question))
    words = sum(len(f"{line.cue} {line.opening} {line.proof}".split()) for line in sheet.lines)
    sheets.one_page(CHEAT, "The last fifteen minutes", words)


def _cheat_lines(body: Body, lines: Sequence[CheatLine], anchors: Anchors) -> None:
    """Write each story in one breath."""
    if not lines:
        body.para("Normal", body.text("No story is planned yet."))
        return
    wide = body.width / POINTS
    head = [cell(body.text(name), style="WB Cell Head") for name in ("When they ask", "Tell", "In one breath", "Proof")]
    rows = [
        [
            cell(body.text(line.cue or "–")),
            cell(*anchors.told(body, line.story)),
            cell(body.text(line.opening or "–")),
            cell(body.text(line.proof or "–", bold=bool(line.proof))),
        ]
        for line in lines
    ]
    rest = (wide - 3.5) / 3
    table(
        body,
        (3.5, rest - 0.6, rest + 0.9, rest - 0.3),
        head,
        rows,
        caption="Stories in one breath",
        description="One row a story: when to tell it, what it says in one breath, what proves it.",
    )


def index(sheets: Sheets, dossier: Dossier, anchors: Anchors) -> None:
    """Write the index of questions to stories."""
    body = sheets.body
    body.heading(1, "If they ask …", INDEX, new_page=True)
    if not dossier.index:
        body.para("Normal", body.text("No question has a story yet."))
        return
    groups = dict.fromkeys(entry.group for entry in dossier.index)
    for group in groups:
        if group:
            body.part(group)
        _questions(body, [entry for entry in dossier.index if entry.group == group], group, anchors)


def _questions(body: Body, entries: Sequence[IndexEntry], group: str, anchors: Anchors) -> None:
    wide = body.width / POINTS
    head = [cell(body.text(name), style="WB Cell Head") for name in ("If they ask", "Tell one of these")]
    rows = []
    for entry in entries:
        told = tuple(("WB Cell", anchors.told(body, story)) for story in entry.stories)
        none = cell(body.text("No story yet.", colour=ink.GAP_INK))
        rows.append([cell(body.text(entry.question)), Cell(told) if told else none])
    table(
        body,
        (wide - 7.6, 7.6),
        head,
        rows,
        caption=f"Questions and stories {group}".strip(),
        description="One row a question, with the stories that answer it and their pages.",
    )


def glossary(sheets: Sheets, dossier: Dossier) -> None:
    """Write the terms that the dossier uses, in plain words."""
    body = sheets.body
    if not dossier.glossary:
        return
    body.heading(1, "Terms in plain words", GLOSSARY, new_page=True)
    wide = body.width / POINTS
    head = [cell(body.text(name), style="WB Cell Head") for name in ("Term", "In plain words")]
    rows = [[cell(body.text(line.term, bold=True)), cell(body.text(line.plain))] for line in dossier.glossary]
    table(body, (4.4, wide - 4.4), head, rows, caption="Glossary", description="One row a term with its meaning.")


def checklists(sheets: Sheets, dossier: Dossier) -> None:
    """Write what is to be done before the first round, to be ticked in Word or on paper."""
    body = sheets.body
    body.heading(1, "Checklist", CHECKLIST, new_page=True)
    if not dossier.checklists:
        body.para("Normal", body.text("Nothing is on the list."))
    number = 1000
    for listed in dossier.checklists:
        number = _checklist(body, listed, number, level=len(dossier.checklists) > 1)


def _checklist(body: Body, listed: Checklist, number: int, *, level: bool) -> int:
    if level or listed.title:
        body.part(listed.title)
    for line in listed.lines:
        number += 1
        _line(body, line, number)
    return number


def _line(body: Body, line: ChecklistLine, number: int) -> None:
    detail = (body.text(f"  {line.detail}", "WB Muted"),) if line.detail else ()
    due = (body.text(f"  {line.due}", "WB Label"),) if line.due else ()
    body.para(
        "WB Check", checkbox(line.title, number, done=line.done), TAB, body.text(line.title, bold=True), *due, *detail
    )


def checkbox(title: str, number: int, *, done: bool) -> Inline:
    """Return a check box that Word toggles on a click; `number` is its id in the document."""
    sign, font = ("☒" if done else "☐"), "MS Gothic"
    return Inline(
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title[:60])}"/><w:id w:val="{number}"/><w14:checkbox>'
        f'<w14:checked w14:val="{int(done)}"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{font}"/><w14:uncheckedState w14:val="2610" '
        f'w14:font="{font}"/></w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f"</w:rPr><w:t>{sign}</w:t></w:r>"
        "</w:sdtContent></w:sdt>",
        "",
    )
