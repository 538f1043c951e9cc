"""The dossier: everything for one target, private, to be printed the evening before."""

from __future__ import annotations

from exports.contents import Dossier
from exports.word.anchors import anchors_of
from exports.word.contents_list import contents_list
from exports.word.cover import cover
from exports.word.lists import cheat_sheet, checklists, glossary, index, pitch
from exports.word.matrix import matrices
from exports.word.package import Furniture, Made, Sheets
from exports.word.rounds import loop
from exports.word.shell import Shell
from exports.word.stories import stories


def write_dossier(dossier: Dossier, shell: Shell | None = None) -> Made:
    """Return the dossier as a Word document; `notes` names every page that did not fit one page."""
    name = " · ".join(filter(None, (dossier.company, dossier.role))) or "Interview"
    sheets = Sheets(
        dossier.setting,
        Furniture(title=f"Interview dossier: {name}", left=name, right="Interview dossier", private=True),
        shell,
    )
    anchors = anchors_of(dossier)
    cover(sheets, dossier)
    spot = sheets.body.spot()
    pitch(sheets, dossier)
    loop(sheets, dossier, anchors)
    cheat_sheet(sheets, dossier, anchors)
    matrices(sheets, dossier, anchors)
    stories(sheets, dossier, anchors)
    index(sheets, dossier, anchors)
    glossary(sheets, dossier)
    checklists(sheets, dossier)
    sheets.body.insert(spot, contents_list(sheets.body, sheets.body.headings))
    return sheets.finish()
