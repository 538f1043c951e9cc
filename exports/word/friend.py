"""The sheet for a friend who plays the interviewer: questions, follow-ups, what each rating means, boxes to fill."""

from __future__ import annotations

from exports.contents import FriendQuestion, FriendSheet
from exports.plain import FRIEND_HOW
from exports.word.fragments import TAB, Body
from exports.word.lists import checkbox
from exports.word.package import Furniture, Made, Sheets
from exports.word.shell import Shell
from exports.word.widths import Inline

_LINES = 3
"""Empty lines to write on, in each box."""


def write_friend(sheet: FriendSheet, shell: Shell | None = None) -> Made:
    """Return the sheet as a Word document, to be filled in Word or on paper."""
    name = " · ".join(filter(None, (sheet.company, sheet.role))) or "Interview"
    title = f"Mock interview: {sheet.title}"
    sheets = Sheets(sheet.setting, Furniture(title=title, left=name, cover=False), shell)
    body = sheets.body
    body.heading(1, title)
    body.para("Subtitle", body.text(" · ".join(filter(None, (name, f"{sheet.minutes} minutes")))))
    body.para("Normal", body.text(FRIEND_HOW))
    body.heading(2, "What each rating means")
    for rating, anchor in enumerate(sheet.anchors, 1):
        body.para("WB Told", body.label(f"{rating}"), TAB, body.text(anchor))
    body.heading(2, "Questions")
    for number, question in enumerate(sheet.questions, 1):
        # A question stays on one page with its box. LibreOffice 7.4 leaves a heading behind that is kept with a line
        # of check boxes, so the page is broken here.
        part = _question(body.apart(), number, question, len(sheet.anchors))
        if body.pages(part) > body.pages():
            part = _question(body.apart(), number, question, len(sheet.anchors), new_page=True)
        body.insert(body.spot(), part)
    if not sheet.questions:
        body.para("Normal", body.text("No question is expected yet."))
    body.heading(2, "In the end")
    _box(body, "The one thing to do otherwise next time")
    return sheets.finish()


def _question(body: Body, number: int, question: FriendQuestion, ratings: int, *, new_page: bool = False) -> Body:
    body.para("heading 3", body.text(f"{number}  {question.question}"), new_page=new_page)
    for push in question.pushes:
        body.para("WB Told", body.label("Push"), TAB, body.text(push), keep_next=True)
    boxes: list[Inline] = []
    for rating in range(1, ratings + 1):
        tick = checkbox(f"Question {number}: {rating}", number * 10 + rating, done=False)
        boxes += [tick, body.text(f" {rating}     ")]
    body.para("WB Told", body.label("Rating"), TAB, *boxes, keep_next=True)
    _box(body, "What you heard: what was done, what came of it, what you could check")
    return body


def _box(body: Body, title: str) -> None:
    body.para("WB Box", body.text(title, "WB Label"), body.text("\n\u00a0" * _LINES))
