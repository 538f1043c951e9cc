"""One story told for one target, as a page that may be sent; and the sheet of one round, private."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from exports.contents import Narrative, Sheet
from exports.word.anchors import Anchors
from exports.word.fragments import TAB
from exports.word.package import PRIVATE, Furniture, Made, Sheets
from exports.word.rounds import round_page
from exports.word.shell import Shell
from exports.word.widths import Inline


def write_narrative(narrative: Narrative, shell: Shell | None = None) -> Made:
    """Return a telling as a Word document; frames stay apart from the user's own words."""
    sheets = Sheets(
        narrative.setting,
        Furniture(title=narrative.title, left=narrative.title, right=narrative.setting.author, cover=False),
        shell,
    )
    body = sheets.body
    body.heading(1, narrative.title)
    told_for = ", ".join(filter(None, (narrative.company, narrative.role)))
    if told_for:
        body.para("Subtitle", body.text(told_for))
    for _, run in groupby(narrative.sentences, key=lambda sentence: (sentence.part, sentence.kind == "frame")):
        pieces: list[Inline] = []
        for sentence in run:
            look = "WB Frame" if sentence.kind == "frame" else ""
            pieces.append(body.text(f" {sentence.text}" if pieces else sentence.text, look))
        body.para("Normal", *pieces)
    if not narrative.sentences:
        body.para("Normal", body.text("The story has no sentence yet."))
    return sheets.finish()


def write_sheet(sheet: Sheet, shell: Shell | None = None) -> Made:
    """Return one round and what to ask, stamped private."""
    name = " · ".join(filter(None, (sheet.company, sheet.role))) or "Interview"
    title = f"Round {sheet.round.number}: {name}"
    sheets = Sheets(sheet.setting, Furniture(title=title, left=name, private=True, cover=False), shell)
    body = sheets.body
    body.para("WB Stamp", body.text(PRIVATE))
    anchors = Anchors(stories={}, rounds={sheet.round.key: "round_01"}, names={})
    # The role stands in the head of the page; beside the company it would often take a second line.
    body.heading(1, sheet.company or name, before=0.0)
    round_page(sheets, sheet.round, anchors, new_page=False)
    if sheet.cheat.ask:
        body.para("WB Told", body.label("Ask them"), TAB, body.text("  ".join(sheet.cheat.ask)), before=2.0)
    made = sheets.finish()
    if made.pages > 1:
        made = replace(
            made, notes=(*made.notes, f"Round {sheet.round.number} takes {made.pages} pages instead of one.")
        )
    return made
