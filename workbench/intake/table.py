"""Sheets: CSV in the forms that spreadsheets write it, and tables of a Word document."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import Final

from workbench.errors import BadInput
from workbench.intake.files import decode
from workbench.intake.labels import named_field, named_part
from workbench.intake.outline import STORY_WORDS
from workbench.intake.proposal import LeftOut, ProposedSentence, ProposedStory, title_of
from workbench.intake.restarts import cut_stories
from workbench.intake.sentences import split
from workbench.intake.tags import holds_tags, themes_in
from workbench.model.story import Part
from workbench.text import clean

COLUMNS_LIMIT: Final = 200
ROWS_LIMIT: Final = 5_000
CELL_LIMIT: Final = 100_000
"""Characters of one cell."""

_WHOLE: Final = {
    "story",
    "my story",
    "my answer",
    "my example",
    "text",
    "answer",
    "example",
    "description",
    "notes",
    "full story",
    "story text",
    "star",
}
_ESCAPED: Final = tuple("'" + sign for sign in "=+-@\t\r")


def decode_sheet(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a sheet, and a note where its encoding had to be guessed. Raises BadInput."""
    try:
        return decode(data, name), ""
    except BadInput:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
            raise
        text = data.decode("cp1252", "replace")
        return text, f"{name} is not UTF-8; it was read as Windows-1252. Look at the accents before you take it."


def rows_of(text: str, name: str) -> list[list[str]]:
    """Return the rows of a CSV text; the sign between the cells is found. Raises BadInput where it is too large."""
    text = clean(text)
    head = text[:20_000].split("\n", 1)[0]
    sign = max(",;\t|", key=lambda one: (head.count(one), one == ","))
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        rows = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            if len(row) > COLUMNS_LIMIT:
                raise BadInput(f"{name} has more than {COLUMNS_LIMIT} columns.")
            if any(cell.strip() for cell in row):
                rows.append([_unescaped(cell.strip()) for cell in row])
            if len(rows) > ROWS_LIMIT:
                raise BadInput(f"{name} has more than {ROWS_LIMIT:,} rows.")
        return rows
    except csv.Error:
        raise BadInput(
            f"{name} is no sheet that can be read: a cell is too long, or its quotes do not close."
        ) from None
    finally:
        csv.field_size_limit(before)


def _unescaped(cell: str) -> str:
    """An apostrophe before = + - @ is how sheets are kept from running text as a formula."""
    return cell[1:] if cell.startswith(_ESCAPED) else cell


def names_parts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the header names a part of a story, so that nothing has to be guessed."""
    return bool(rows) and any(named_part(cell) for cell in rows[0])


def stories_of(rows: Sequence[Sequence[str]], name: str) -> tuple[list[ProposedStory], list[LeftOut], list[str]]:
    """Return a story for each row below the header, what is left out, and what to look at, in plain sentences.

    Raises BadInput where no column could be a story's.
    """
    if not rows:
        raise BadInput(f"{name} is empty.")
    header = [cell.strip() for cell in rows[0]]
    parts = [named_part(cell) for cell in header]
    whole = next((at for at, cell in enumerate(header) if cell.lower().replace("_", " ") in _WHOLE), None)
    if not any(parts) and whole is None:
        whole = _longest(rows)
    if not any(parts) and whole is None:
        shown = ", ".join(f'"{cell[:30]}"' for cell in header[:6] if cell)
        raise BadInput(f"{name} has no column for a part or a whole story; its columns are {shown or 'without names'}.")
    if whole is not None and whole < len(header) and len(header[whole].split()) >= STORY_WORDS:
        # The first row is a story already: the sheet has no header.
        rows, header = [[], *rows], []
    stories: list[ProposedStory] = []
    left: list[LeftOut] = []
    for row in rows[1:]:
        _row(header, parts, whole if not any(parts) else None, row, stories, left)
    wide = [next(filter(None, row), "")[:40] for row in rows[1:] if header and len(row) > len(header)]
    return stories, left, [_too_wide(wide, len(header))] if wide else []


def _too_wide(rows: Sequence[str], columns: int) -> str:
    """A cell that holds the sheet's own sign without quotes pushes all that follows one column on."""
    which = f"The row “{rows[0]}” has" if len(rows) == 1 else f"{len(rows)} rows, “{rows[0]}” first, have"
    return f"{which} more cells than the header, {columns}: look whether each text stands in its part."


def _longest(rows: Sequence[Sequence[str]]) -> int | None:
    """The column that holds the longest texts, where they are long enough to be told."""
    words: Counter[int] = Counter()
    for row in rows[1:] or rows:
        for at, cell in enumerate(row):
            words[at] += len(cell.split())
    best = max(words, key=lambda column: (words[column], -column), default=0)
    return best if words[best] >= STORY_WORDS * len(rows[1:] or rows) else None


def _row(
    header: Sequence[str],
    parts: Sequence[Part | None],
    whole: int | None,
    row: Sequence[str],
    stories: list[ProposedStory],
    left: list[LeftOut],
) -> None:
    fields: dict[str, str] = {}
    themes: list[str] = []
    sentences: list[ProposedSentence] = []
    aside: list[LeftOut] = []
    for at, cell in enumerate(row):
        if not cell:
            continue
        label = header[at] if at < len(header) else ""
        part = parts[at] if at < len(parts) else None
        field = named_field(label)
        if part is not None:
            for number, piece in enumerate(split(cell)):
                before = piece.before if number else "\n\n" if sentences else ""
                sentences.append(ProposedSentence(piece.text, part, before, given=True))
        elif at == whole:
            told = cut_stories(cell.replace("\n\n", "\n"))
            sentences = told[0] if told else []
        elif holds_tags(label):
            named, others = themes_in(cell)
            themes += named
            aside.extend(LeftOut(f"{label}: {word}", "a tag that is no theme here") for word in others)
        elif field is not None and field not in fields:
            fields[field] = cell
        else:
            aside.append(LeftOut(f"{label}: {cell}" if label else cell, "a column that is no part of a story"))
    if not sentences:
        aside.extend(LeftOut(text, "a row without a story") for text in fields.values())
    else:
        title = fields.get("title", "") or title_of(sentences[0].text)
        headline, company, when = (fields.get(key, "") for key in ("headline", "company", "when"))
        themes = list(dict.fromkeys(themes))
        stories.append(ProposedStory(title, tuple(sentences), headline, company, when, tuple(themes)))
    left.extend(aside)
