"""Whatever people have, turned into a proposal: Word, Markdown, text, CSV, JSON, a résumé, a transcript, a paste.

This is the one entrance. Nothing but a `WorkbenchError` comes out of it, whatever goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from workbench.errors import BadInput
from workbench.intake import outline, resume, table, transcript
from workbench.intake.blocks import Block, blocks
from workbench.intake.files import TEXT_LIMIT, read_bytes, shown
from workbench.intake.proposal import LeftOut, Proposal, ProposedSentence, ProposedStory, title_of
from workbench.intake.restarts import cut_stories
from workbench.intake.sentences import split
from workbench.intake.stories import load_json, parse_stories
from workbench.intake.word import FILE_LIMIT, word_blocks
from workbench.model.markdown import FENCE, stories_from_markdown
from workbench.model.story import PARTS, Story
from workbench.text import clean

PROSE_LIMIT: Final = 1_000_000
"""Characters of prose in one source: six hundred stories."""
SENTENCES_LIMIT: Final = 20_000
TOO_LONG: Final = 200
"""Sentences in one part; a longer one is left as it was given."""

_FOREIGN: Final = {
    ".pdf": "a PDF; save it as a Word document (.docx), or paste its text",
    ".doc": "an old Word document; save it as .docx",
    ".odt": "an OpenDocument text; save it as .docx",
    ".rtf": "rich text; save it as .docx",
    ".pages": "a Pages document; export it as .docx",
    ".xlsx": "an Excel workbook; save the sheet as CSV",
    ".xls": "an Excel workbook; save the sheet as CSV",
    ".ods": "an OpenDocument sheet; save it as CSV",
    ".docm": "a Word document with macros; save it as .docx",
}
_SIGNS: Final = ((b"%PDF", ".pdf"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"{\\rtf", ".rtf"))


def propose(path: Path) -> Proposal:
    """Return what the file at `path` holds, as stories with a proposed part for each sentence.

    Raises NotFound where there is no such file, BadInput in one sentence where it is none of the forms that are
    read, is too large, or was made to hurt.
    """
    name, suffix = shown(path), path.suffix.lower()
    data = read_bytes(path, max(TEXT_LIMIT, FILE_LIMIT))
    foreign = next((kind for sign, kind in _SIGNS if data.startswith(sign)), suffix)
    if foreign in _FOREIGN:
        raise BadInput(f"{name} is {_FOREIGN[foreign]}.")
    if suffix == ".docx" or data.startswith(b"PK\x03\x04"):
        return _safely(name, lambda: _word(data, name))
    text, note = table.decode_sheet(data, name)
    return _safely(name, lambda: _noted(propose_text(text, name, suffix), note))


def propose_text(text: str, name: str = "the text", suffix: str = "") -> Proposal:
    """Return what a pasted text holds; `suffix` is the file's, where it came from one. Raises BadInput."""
    if len(text) > TEXT_LIMIT:
        raise BadInput(f"{name} is too long to hold stories.")
    text = clean(text)
    if not text.strip():
        raise BadInput(f"{name} is empty.")
    return _safely(name, lambda: _text(text, name, suffix))


def _safely(name: str, read: Callable[[], Proposal]) -> Proposal:
    """No source may bring the workbench down; what no check foresaw is still one sentence."""
    try:
        return read()
    except (RecursionError, MemoryError):
        raise BadInput(f"{name} is nested or repeated beyond what a text is; it was not read.") from None


def _text(text: str, name: str, suffix: str) -> Proposal:
    start = text.lstrip()[:1]
    if suffix in (".jsonl", ".ndjson"):
        return _known(parse_stories(text, name, "jsonl", every_field=True), name, "JSON Lines")
    if suffix == ".json" or (start in "{[" and not suffix):
        return _json(text, name, strict=suffix == ".json")
    if suffix in (".csv", ".tsv"):
        rows = table.rows_of(text, name)
        if not table.names_parts(rows):
            _bounded(text, name)
        found, left, look = table.stories_of(rows, name)
        return Proposal(name, "CSV sheet", tuple(found), tuple(left), tuple(look))
    if any(line.rstrip() == FENCE for line in text.split("\n")[:3]):
        return _known(stories_from_markdown(text, name), name, "Markdown of this workbench")
    _bounded(text, name)
    turns = transcript.turns_in(text, subtitles=suffix in (".vtt", ".srt"))
    if turns:
        return _spoken(turns, name)
    found, left = outline.stories_in(blocks(text))
    return Proposal(name, "Markdown" if suffix in (".md", ".markdown") else "text", tuple(found), tuple(left))


def _bounded(text: str, name: str) -> None:
    if len(text) > PROSE_LIMIT:
        raise BadInput(f"{name} holds more than {PROSE_LIMIT:,} characters of text; split it first.")
    if len(split(text)) > SENTENCES_LIMIT:
        raise BadInput(f"{name} holds more than {SENTENCES_LIMIT:,} sentences; split it first.")


def _json(text: str, name: str, *, strict: bool) -> Proposal:
    try:
        value: Any = load_json(text, name)
    except BadInput:
        if not strict:
            found, left = outline.stories_in(blocks(text))
            return Proposal(name, "text", tuple(found), tuple(left))
        return _known(parse_stories(text, name, "json", every_field=True), name, "JSON Lines")
    if resume.is_resume(value):
        _bounded(text, name)
        seeds, aside = resume.seeds(value)
        return Proposal(name, "JSON Resume", tuple(seeds), tuple(aside))
    told = _known(parse_stories(text, name, "json", every_field=True), name, "JSON")
    return replace(told, left_out=tuple(_further(value)))


def _further(value: Any) -> list[LeftOut]:
    """What the objects say besides a story's own fields."""
    rows = value if isinstance(value, list) else [value]
    return [
        LeftOut(f"{clean(key)}: {text}", "no field of a story")
        for row in rows
        if isinstance(row, dict)
        for key, item in row.items()
        if key not in Story.model_fields
        for text in resume.texts(item)
    ]


def _known(stories: Sequence[Story], name: str, form: str) -> Proposal:
    return Proposal(name, form, tuple(_as_proposed(story) for story in stories))


def _as_proposed(story: Story) -> ProposedStory:
    filled = [part for part in PARTS if getattr(story, part).strip()]
    sentences: list[ProposedSentence] = []
    if filled == ["action"] and 3 < len(split(story.action)) <= TOO_LONG:
        # All in one part means that nobody has told the parts apart yet.
        sentences = cut_stories(story.action.replace("\n\n", "\n"))[0]
    else:
        for part in filled:
            for number, piece in enumerate(split(getattr(story, part))):
                before = piece.before if number else "\n\n" if sentences else ""
                sentences.append(ProposedSentence(piece.text, part, before, given=True))
    title = story.title or title_of(sentences[0].text if sentences else "")
    return ProposedStory(title, tuple(sentences), story.headline, story.company, story.when, known=story)


def _word(data: bytes, name: str) -> Proposal:
    found, tables = word_blocks(data, name)
    text = "\n".join(block.text for block in found)
    _bounded(text, name)
    stories: list[ProposedStory] = []
    left: list[LeftOut] = []
    if turns := transcript.turns_in(text):
        spoken = _spoken(turns, name)
        stories, left = list(spoken.stories), list(spoken.left_out)
    else:
        stories, left = outline.stories_in(found)
    for rows in tables:
        try:
            told, aside, _ = table.stories_of(rows, name)
        except BadInput:
            told, aside = [], [LeftOut(" | ".join(filter(None, row)), "a table that names no parts") for row in rows]
        stories.extend(told)
        left.extend(aside)
    if not stories and not left:
        raise BadInput(f"{name} holds no text.")
    return Proposal(name, "Word document", tuple(stories), tuple(left))


def _spoken(turns: list[transcript.Turn], name: str) -> Proposal:
    answers, left, teller = transcript.answers(turns)
    stories: list[ProposedStory] = []
    for question, told in answers:
        found, aside = outline.stories_in([Block(block.text) for block in told])
        if found and question:
            found[0] = replace(found[0], title=_asked(question))
        stories.extend(found)
        left.extend(aside)
    who = f"Taken as told by {teller}, who spoke most." if teller else "The transcript names no speakers."
    return Proposal(name, "transcript", tuple(stories), tuple(left), (f"{who} Times and names were dropped.",))


def _asked(question: str) -> str:
    """The last sentence that asks, at most twelve words of it, as a title."""
    asks = [piece.text for piece in split(question) if transcript.asks_for_a_story(piece.text)]
    asked = transcript.plain(asks[-1] if asks else question)
    return title_of(asked[:1].upper() + asked[1:], 12)


def _noted(proposal: Proposal, note: str) -> Proposal:
    return replace(proposal, notes=(*proposal.notes, note)) if note else proposal
