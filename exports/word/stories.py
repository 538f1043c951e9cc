"""The stories at a glance, and one page a story: as told for this target, what can be checked, numbers, probes."""

from __future__ import annotations

from itertools import groupby

from exports.contents import ClaimLine, Dossier, Finding, Quote, StoryPage, Whose
from exports.plain import own_word
from exports.word import ink
from exports.word.anchors import MATRIX, STORIES, Anchors, minutes
from exports.word.fragments import TAB, Body, Cell
from exports.word.package import Sheets
from exports.word.styles import POINTS
from exports.word.tables import cell, table
from exports.word.widths import Inline

WHOSE: dict[Whose, str] = {"mine": "mine", "team": "the team’s", "unclear": "unclear"}


def stories(sheets: Sheets, dossier: Dossier, anchors: Anchors) -> None:
    """Write the list of stories, then a page for each."""
    body = sheets.body
    body.heading(1, "Stories", STORIES, new_page=True)
    if not dossier.stories:
        body.para("Normal", body.text("No story is planned yet."))
        return
    wide = body.width / POINTS
    head = [cell(body.text(name), style="WB Cell Head") for name in ("Story", "Depth", "Told in", "Spoken")]
    table(
        body,
        (wide - 8.6, 3.4, 3.6, 1.6),
        head,
        [_glance(body, page, anchors) for page in dossier.stories],
        caption="Stories at a glance",
        description="One row a story: its depth, the rounds it is told in, its spoken length.",
    )
    for page in dossier.stories:
        story_page(sheets, page, anchors, matrix=bool(dossier.matrices))


def _glance(body: Body, page: StoryPage, anchors: Anchors) -> list[Cell]:
    anchor = anchors.stories[page.key]
    return [
        cell(body.link(anchor, page.title), body.page_of(anchor, ", p.\u00a0")),
        cell(body.text(page.depth or "–")),
        cell(*_rounds(body, page, anchors) or (body.text("spare"),)),
        cell(body.text(minutes(page.seconds))),
    ]


def _rounds(body: Body, page: StoryPage, anchors: Anchors) -> tuple[Inline, ...]:
    pieces: list[Inline] = []
    for key in page.rounds:
        if key in anchors.rounds:
            pieces += [body.text(", ")] if pieces else []
            pieces.append(body.link(anchors.rounds[key], anchors.names[key]))
    return tuple(pieces)


def story_page(sheets: Sheets, page: StoryPage, anchors: Anchors, *, matrix: bool) -> None:
    """Write one story, on a page of its own."""
    body = sheets.body
    anchor = anchors.stories[page.key]
    body.heading(2, page.title, anchor, new_page=True)
    if page.headline:
        body.para("WB Lead", body.text(page.headline))
    told = _rounds(body, page, anchors)
    facts = (page.context, f"{page.words} words", f"{minutes(page.seconds)} spoken", page.depth, page.profile)
    meta = [body.text(" · ".join(filter(None, facts)))]
    if told:
        meta += [body.text(" · told in "), *told]
    if matrix:
        meta += [body.text(" · "), body.link(MATRIX, "principles")]
    body.para("WB Meta", *meta)
    if page.notice:
        body.para("WB Note", body.text(page.notice))
    _telling(body, page)
    body.para("WB Rule")
    _findings(body, page)
    rest = [("Also specific", page.also), ("Only mentioned", page.mentioned)]
    said = "  ".join(f"{name}: {', '.join(titles)}." for name, titles in rest if titles)
    if said:
        body.para("WB Small", body.text(said), before=3.0)
    _claims(body, page.claims)
    if page.unsettled:
        quoted = " · ".join(f"“{words}”" for words in page.unsettled)
        body.para("WB Small", body.text(f"Figures without a decision yet: {quoted}"), before=3.0)
    _probes(body, page)
    sheets.one_page(anchor, f"Story “{page.title}”", page.words)


def _telling(body: Body, page: StoryPage) -> None:
    for part, run in groupby(page.telling, key=lambda sentence: sentence.part):
        pieces: list[Inline] = []
        for framed, same in groupby(run, key=lambda sentence: sentence.kind == "frame"):
            words = " ".join(sentence.text for sentence in same)
            pieces.append(body.text(f" {words}" if pieces else words, "WB Frame" if framed else ""))
        body.para("WB Told", body.label(part), TAB, *pieces)
    if page.left_out:
        body.para("WB Told", body.text("Left out", "WB Muted"), TAB, body.text(" ".join(page.left_out), "WB Muted"))


def _findings(body: Body, page: StoryPage) -> None:
    if not page.findings:
        return
    wide = body.width / POINTS
    titles = ("A listener could check", "In your words", "Whose deed")
    head = [cell(body.text(name), style="WB Cell Head") for name in titles]
    table(
        body,
        (4.6, wide - 7.5, 2.9),
        head,
        [_finding(body, finding) for finding in page.findings],
        caption=f"What a listener could check in “{page.title}”",
        description="One row a criterion: the words it rests on, where they stand, whose deed they tell.",
    )


def _finding(body: Body, finding: Finding) -> list[Cell]:
    if finding.gap:
        state, colour = "open gap", ink.GAP_INK
    else:
        state, colour = ("", "mentioned", "")[finding.level], ink.MUTED
    name = [body.text(finding.title, bold=True)]
    if state:
        name.append(body.text(f"  {state}", colour=colour))
    quotes = finding.quotes or (Quote(words=""),)
    words = " / ".join(f"“{quote.words}”" for quote in quotes if quote.words)
    said = own_word(finding)
    words = " ".join(filter(None, (words, said)))
    first = quotes[0]
    where = f"{WHOSE[first.whose]} ({first.part})" if first.words else "your own word" if said else ""
    return [cell(*name), cell(body.text(words or "–")), cell(body.text(where or "–"))]


def claims_table(body: Body, claims: tuple[ClaimLine, ...], caption: str) -> None:
    """Write numbers with how sure they are, what to say and what not."""
    wide = body.width / POINTS
    rows = []
    for claim in claims:
        sure = " · ".join(filter(None, (claim.tag or "not settled yet", claim.source)))
        if claim.retracted:
            sure = "withdrawn"
        unsure = claim.retracted or claim.tag in ("can't back up yet", "can’t back up yet", "")
        rows.append(
            [
                cell(body.text(claim.words)),
                cell(body.text(sure, colour=ink.GAP_INK if unsure else "")),
                cell(body.text(claim.say or "–")),
                cell(body.text(claim.dont_say or "–")),
            ]
        )
    head = [cell(body.text(name), style="WB Cell Head") for name in ("Number or claim", "How sure", "Say", "Don’t say")]
    part = (wide - 4.4) / 3
    table(
        body,
        (part, 4.4, part, part),
        head,
        rows,
        caption=caption,
        description="One row a claim: how sure it is, the safe wording, the wording to avoid.",
    )


def _claims(body: Body, claims: tuple[ClaimLine, ...]) -> None:
    if claims:
        claims_table(body, claims, "Numbers and claims in this story")


def _probes(body: Body, page: StoryPage) -> None:
    if not page.probes:
        return
    wide = body.width / POINTS
    told = 9.6 if any(probe.answer for probe in page.probes) else 6.0
    head = [cell(body.text(name), style="WB Cell Head") for name in ("They may ask", "Your answer")]
    rows = []
    for probe in page.probes:
        answer = " ".join(filter(None, (f"{probe.kind}." if probe.kind else "", probe.answer)))
        rows.append(
            [
                cell(body.text(probe.question)),
                cell(body.text(answer) if answer else body.text("No answer prepared yet.", colour=ink.GAP_INK)),
            ]
        )
    table(
        body,
        (wide - told, told),
        head,
        rows,
        caption=f"Follow-up questions on “{page.title}”",
        description="One row a question, with the prepared answer.",
    )
