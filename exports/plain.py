"""Plain text and Markdown of the same contents: for a clipboard, a repository, a plain reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from exports.contents import (
    ArtefactDocument,
    ArtefactPage,
    ClaimLine,
    Dossier,
    Finding,
    FriendSheet,
    Matrix,
    Narrative,
    Portfolio,
    ProjectPage,
    RoundPage,
    RoundQuestion,
    Sheet,
    StoryPage,
)

PRIVATE: Final = "Private – for preparation only, not to be sent"
FRIEND_HOW: Final = (
    "For whoever plays the interviewer. Ask a question, let the answer end, push once or twice, then tick what you "
    "observed and write one line. What you heard counts, not what you know about them."
)
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|])")
_BEGINS: Final = re.compile(r"^(\s*)([#+=>-]|\d+[.)])(?=\s|$|#|=|-)")


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it stands, on one line."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _BEGINS.sub(r"\1\\\2", text)


def narrative_text(narrative: Narrative) -> str:
    """Return a telling as plain text, a paragraph a part; frames stand in brackets, apart from the user's words."""
    paragraphs = []
    for _, run in groupby(narrative.sentences, key=lambda sentence: (sentence.part, sentence.kind == "frame")):
        texts = [f"[{sentence.text}]" if sentence.kind == "frame" else sentence.text for sentence in run]
        paragraphs.append(" ".join(texts))
    return "\n\n".join(paragraphs) + "\n"


def narrative_markdown(narrative: Narrative) -> str:
    """Return a telling as Markdown; frames in italics."""
    out = [f"# {escaped(narrative.title)}", ""]
    told_for = ", ".join(filter(None, (narrative.company, narrative.role)))
    if told_for:
        out += [escaped(told_for), ""]
    for _, run in groupby(narrative.sentences, key=lambda sentence: (sentence.part, sentence.kind == "frame")):
        texts = [f"*{escaped(s.text)}*" if s.kind == "frame" else escaped(s.text) for s in run]
        out += [" ".join(texts), ""]
    return _joined(out)


def dossier_markdown(dossier: Dossier) -> str:
    """Return a whole dossier as one Markdown file, stamped private."""
    name = " · ".join(filter(None, (dossier.company, dossier.role)))
    out = [f"**{PRIVATE}**", "", f"# {escaped(name) or 'Interview'}", ""]
    out += _paragraphs(filter(None, (dossier.positioning, dossier.dates)))
    out += ["## My pitch", ""]
    for part in dossier.pitch.parts:
        out += [f"### {escaped(part.title)}", "", *_paragraphs(part.text.split("\n"))]
    out += ["## The loop", ""]
    for page in dossier.rounds:
        out += _round(page, level=3)
    out += ["## The last fifteen minutes", ""]
    out += _paragraphs(filter(None, (dossier.cheat.note,)))
    if dossier.cheat.lines:
        rows = [(line.cue, line.story.title, line.opening, line.proof) for line in dossier.cheat.lines]
        out += _table(("When they ask", "Tell", "In one breath", "Proof"), rows)
    out += _claims(dossier.cheat.dont_say)
    out += [f"- {escaped(question)}" for question in dossier.cheat.ask] + [""]
    out += ["## Principles and stories", ""]
    for matrix in dossier.matrices:
        out += _matrix(matrix)
    out += ["## Stories", ""]
    for story in dossier.stories:
        out += _story(story)
    out += ["## If they ask …", ""]
    out += [
        f"- {escaped(entry.question)} → {escaped('; '.join(story.title for story in entry.stories)) or 'no story yet'}"
        for entry in dossier.index
    ]
    out += ["", "## Terms in plain words", ""]
    out += [f"- **{escaped(line.term)}**: {escaped(line.plain)}" for line in dossier.glossary]
    out += ["", "## Checklist", ""]
    for listed in dossier.checklists:
        out += [f"### {escaped(listed.title)}", ""]
        out += [
            f"- [{'x' if line.done else ' '}] **{escaped(line.title)}** {escaped(f'{line.due} {line.detail}'.strip())}"
            for line in listed.lines
        ]
        out.append("")
    return _joined(out)


def sheet_markdown(sheet: Sheet) -> str:
    """Return one round as Markdown, stamped private."""
    out = [f"**{PRIVATE}**", "", *_round(sheet.round, level=1)]
    if sheet.cheat.lines:
        rows = [(line.story.title, line.opening, line.proof) for line in sheet.cheat.lines]
        out += _table(("Tell", "In one breath", "Proof"), rows)
    return _joined(out)


def friend_markdown(sheet: FriendSheet) -> str:
    """Return the sheet for a friend as Markdown: boxes to tick, lines to write on."""
    facts = (sheet.company, sheet.role, f"{sheet.minutes} minutes")
    out = [f"# Mock interview: {escaped(sheet.title)}", "", escaped(" · ".join(filter(None, facts))), ""]
    out += [FRIEND_HOW, "", "## What each rating means", ""]
    out += [f"{rating}. {escaped(anchor)}" for rating, anchor in enumerate(sheet.anchors, 1)]
    out += ["", "## Questions", ""]
    for number, question in enumerate(sheet.questions, 1):
        out += [f"### {number} · {escaped(question.question)}", ""]
        out += [f"- Push: {escaped(push)}" for push in question.pushes]
        out += ["", *(f"- [ ] {rating}" for rating in range(1, len(sheet.anchors) + 1)), "", "What you heard:", "", ""]
    return _joined([*out, "## In the end", "", "The one thing to do otherwise next time:"])


def portfolio_markdown(portfolio: Portfolio) -> str:
    """Return a portfolio as one Markdown file."""
    out = [f"# {escaped(portfolio.title)}", "", *_paragraphs([portfolio.summary])]
    for project in portfolio.projects:
        out += _project(project)
    return _joined(out)


def artefact_markdown(document: ArtefactDocument) -> str:
    """Return one artefact as Markdown."""
    out = [f"# {escaped(document.page.title)}", "", escaped(document.project), ""]
    return _joined([*out, *_artefact(document.page, level=2)])


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [line for text in texts if text.strip() for line in (escaped(text), "")]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(escaped(text) or '–' for text in row)} |" for row in rows]
    return [*lines, ""]


def _round(page: RoundPage, *, level: int) -> list[str]:
    facts = [page.kind, page.interviewer, page.when, f"{page.minutes} minutes" if page.minutes else ""]
    out = [f"{'#' * level} Round {page.number} · {escaped(page.title)}", ""]
    out += _paragraphs([" · ".join(fact for fact in facts if fact)])
    if page.probes:
        out += [f"**They probe** {escaped(' · '.join(page.probes))}", ""]
    out += _paragraphs([page.notes])
    for question in page.questions:
        out += _question(question, level + 1)
    return out


def _question(question: RoundQuestion, level: int) -> list[str]:
    told = question.story.title if question.story else f"no story yet. {question.why}"
    lines = [
        ("Tell", told), ("Open with", question.opening), ("Proof", question.proof), ("At hand", question.artefact),
        ("If pushed", question.probe), ("Answer", question.answer or ("no answer yet" if question.probe else "")),
        ("Spare", question.spare.title if question.spare else ""),
    ]  # fmt: skip
    out = [f"{'#' * level} {escaped(question.question)}", ""]
    return [*out, *(f"- **{name}** {escaped(text)}" for name, text in lines if text), ""]


def _matrix(matrix: Matrix) -> list[str]:
    legend = " · ".join(f"{digit} {meaning}" for digit, meaning in enumerate(matrix.legend))
    rows = [(row.story.title, *(str(digit) for digit in row.cells)) for row in matrix.rows]
    out = [f"### {escaped(matrix.title)}", "", legend, ""]
    out += _table(("Story", *(escaped(column.title) for column in matrix.columns)), rows)
    for index, column in enumerate(matrix.columns):
        if not any(row.cells[index] for row in matrix.rows):
            out.append(f"- GAP **{escaped(column.title)}** {escaped(column.gap)}")
    return [*out, ""]


def _claims(claims: Sequence[ClaimLine]) -> list[str]:
    if not claims:
        return []
    rows = [
        (claim.words, "withdrawn" if claim.retracted else claim.tag or "not decided yet", claim.say, claim.dont_say)
        for claim in claims
    ]
    return _table(("Number or claim", "How sure", "Say", "Don’t say"), rows)


def _story(story: StoryPage) -> list[str]:
    facts = (story.context, f"{story.words} words", story.depth, story.profile)
    out = [
        f"### {escaped(story.title)}",
        "",
        *_paragraphs([story.headline, " · ".join(filter(None, facts)), story.notice]),
    ]
    for part, run in groupby(story.telling, key=lambda sentence: sentence.part):
        texts = " ".join(f"*{escaped(s.text)}*" if s.kind == "frame" else escaped(s.text) for s in run)
        out += [f"**{escaped(part)}** {texts}" if part else texts, ""]
    if story.left_out:
        out += [f"Left out: {escaped(' '.join(story.left_out))}", ""]
    for finding in story.findings:
        words = " ".join(filter(None, (f"“{finding.quotes[0].words}”" if finding.quotes else "", own_word(finding))))
        out.append(f"- {escaped(finding.title)}{' (open gap)' if finding.gap else ''}: {escaped(words)}")
    out += ["", *_claims(story.claims)]
    for probe in story.probes:
        answer = ". ".join(filter(None, (probe.kind, probe.answer))) or "no answer yet"
        out.append(f"- **{escaped(probe.question)}** {escaped(answer)}")
    return [*out, ""]


def own_word(finding: Finding) -> str:
    """Return what of a finding is the user's own judgement, said so: their reason, and their answer if there is one."""
    if not finding.overruled:
        return ""
    return f"Your own level: {finding.overruled}" + (f" Your answer: “{finding.answer}”" if finding.answer else "")


def _project(project: ProjectPage) -> list[str]:
    out = [f"## {escaped(project.title)}", ""]
    out += _paragraphs([" · ".join(filter(None, (project.kind, project.company, project.when)))])
    for section in project.sections:
        out += [f"### {escaped(section.title)}", "", *_paragraphs(section.text.split("\n"))]
    for page in project.artefacts:
        out += [f"### {escaped(page.title)}", "", *_artefact(page, level=4)]
    return out


def _artefact(page: ArtefactPage, *, level: int) -> list[str]:
    out: list[str] = []
    for section in page.sections:
        out += [f"{'#' * level} {escaped(section.title)}", "", *_paragraphs(section.text.split("\n"))]
    out += [f"- **{escaped(figure.label)}** {escaped(figure.sentence)}" for figure in page.figures if figure.sentence]
    out.append("")
    if page.table is not None and page.table.rows:
        out += _table(page.table.columns, page.table.rows)
    return out
