"""The loop at a glance, and one page a round: whom I meet, what they ask, what I tell, how I am pushed."""

from __future__ import annotations

from exports.contents import Dossier, RoundPage, RoundQuestion
from exports.word import ink
from exports.word.anchors import LOOP, Anchors
from exports.word.fragments import TAB, Body, Cell
from exports.word.package import Sheets
from exports.word.styles import POINTS
from exports.word.tables import cell, table
from exports.word.widths import Inline


def loop(sheets: Sheets, dossier: Dossier, anchors: Anchors) -> None:
    """Write the schedule of the rounds, then a page for each."""
    body = sheets.body
    body.heading(1, "The loop", LOOP, new_page=True)
    if not dossier.rounds:
        body.para("Normal", body.text("No round is planned yet."))
        return
    wide = body.width / POINTS
    widths = (3.9, 3.8, 3.1, wide - 10.8)
    head = [cell(body.text(name), style="WB Cell Head") for name in ("Round", "When", "With", "Tell")]
    table(
        body,
        widths,
        head,
        [_schedule(body, page, anchors) for page in dossier.rounds],
        caption="Schedule of the interview rounds",
        description="One row a round: when, with whom, and which stories are planned.",
    )
    for page in dossier.rounds:
        round_page(sheets, page, anchors)


def _schedule(body: Body, page: RoundPage, anchors: Anchors) -> list[Cell]:
    name = (
        body.link(anchors.rounds[page.key], f"{page.number} · {page.title}"),
        body.page_of(anchors.rounds[page.key], ", p.\u00a0"),
    )
    told: dict[str, tuple[Inline, ...]] = {}
    open_slots = 0
    for question in page.questions:
        if question.story:
            told[question.story.key] = anchors.told(body, question.story)
        else:
            open_slots += 1
    lines: list[tuple[str, tuple[Inline, ...]]] = [("WB Cell", pieces) for pieces in told.values()]
    if open_slots:
        lines.append(("WB Cell", (body.text(f"{open_slots} without a story", colour=ink.GAP_INK),)))
    when = page.when or "no date yet"
    return [
        cell(*name),
        cell(body.text(f"{when}, {page.minutes}\u00a0min" if page.minutes else when)),
        cell(body.text(page.interviewer or "not known yet")),
        Cell(tuple(lines) or (("WB Cell", (body.text("–"),)),)),
    ]


def round_page(sheets: Sheets, page: RoundPage, anchors: Anchors, *, new_page: bool = True) -> None:
    """Write one round, on a page of its own."""
    body = sheets.body
    anchor = anchors.rounds[page.key]
    body.heading(2, f"Round {page.number} · {page.title}", anchor, new_page=new_page, before=6.0)
    facts = [page.kind, page.interviewer, page.when, f"{page.minutes} minutes" if page.minutes else ""]
    body.para("WB Meta", body.text(" · ".join(fact for fact in facts if fact) or "Nothing is known about it yet."))
    if page.probes:
        body.para(
            "Normal",
            body.label("They probe  "),
            body.text(" · ".join(page.probes)),
            keep_next=True if page.questions else None,
        )
    if page.notes:
        body.para("WB Note", body.text(page.notes))
    for number, question in enumerate(page.questions, 1):
        _question(body, number, question, anchors)
    if not page.questions:
        body.para("Normal", body.text("No question is expected yet."))
    sheets.one_page(anchor, f"Round {page.number}, {page.title}", _words(page))


def _question(body: Body, number: int, question: RoundQuestion, anchors: Anchors) -> None:
    body.para("heading 3", body.text(f"{number}  {question.question}"))
    lines: list[tuple[str, tuple[Inline, ...]]] = []
    if question.story:
        why = (body.text(f"  {question.why}", "WB Muted"),) if question.why else ()
        lines.append(("Tell", (*anchors.told(body, question.story), *why)))
    else:
        lines.append(("Tell", (body.text(f"No story yet. {question.why}".strip(), colour=ink.GAP_INK),)))
    said = [("Open with", question.opening), ("Proof", question.proof)]
    if question.opening == question.proof:
        said = [("Open, prove", question.opening)]
    lines += [(name, (body.text(f"“{words}”"),)) for name, words in said if words]
    if question.artefact:
        lines.append(("At hand", (body.text(question.artefact),)))
    if question.probe and question.answer:
        lines.append(("If pushed", (body.text(question.probe),)))
        lines.append(("Answer", (body.text(question.answer),)))
    elif question.probe:
        open_yet = body.text("  No answer yet.", colour=ink.GAP_INK)
        lines.append(("If pushed", (body.text(question.probe), open_yet)))
    if question.spare:
        lines.append(("Spare", anchors.told(body, question.spare)))
    for index, (name, pieces) in enumerate(lines):
        body.para("WB Told", body.label(name), TAB, *pieces, keep_next=True if index < len(lines) - 1 else None)


def _words(page: RoundPage) -> int:
    texts = [page.notes, *page.probes]
    for question in page.questions:
        texts += [question.question, question.opening, question.proof, question.probe, question.answer, question.why]
    return sum(len(text.split()) for text in texts)
