"""The cover of a dossier: for whom, in one line why, and what is inside. No running head, but the stamp."""

from __future__ import annotations

from exports.contents import Disclosure, Dossier
from exports.word.fragments import TAB
from exports.word.package import PRIVATE, Sheets

DISCLOSED: dict[Disclosure, str] = {
    "full": "as written",
    "anonymised": "confidential terms replaced",
    "percentages": "confidential terms replaced, shares only",
}


def day(dossier_day: object) -> str:
    """Return a date as it is read aloud: "1 December 2026"."""
    return f"{dossier_day:%-d %B %Y}"


def cover(sheets: Sheets, dossier: Dossier) -> None:
    """Write the first page."""
    body = sheets.body
    body.para("WB Stamp", body.text(PRIVATE))
    body.para("WB Banner", body.text("Interview dossier"), before=140.0)
    body.para("Title", body.text(dossier.company or "Interview"))
    body.para("Subtitle", body.text(dossier.role))
    if dossier.positioning:
        body.para("WB Quote", body.text(dossier.positioning))
    told = len({question.story.key for page in dossier.rounds for question in page.questions if question.story})
    facts = [
        ("Next", dossier.dates),
        ("Rounds", _count(len(dossier.rounds), "round")),
        ("Stories", f"{_count(len(dossier.stories), 'story', 'stories')}, {told} of them planned"),
        ("Names and figures", DISCLOSED[dossier.setting.disclosure]),
        ("Prepared", day(dossier.setting.prepared)),
        ("By", dossier.setting.author),
    ]
    for index, (name, value) in enumerate((name, value) for name, value in facts if value):
        body.para("WB Fact", body.label(name), TAB, body.text(value), before=24.0 if index == 0 else None)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
