"""Every sentence of a telling is the user's own or a frame of the catalogue, set apart, whatever it is written as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph

from tests.conftest import AddSamples
from workbench.bank.places import Places
from workbench.model.narrative import Narrative
from workbench.workspace import Workspace

FRAME = "WB Frame"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, add_samples: AddSamples) -> Iterator[Workspace]:
    with Workspace.open(places=Places.under(tmp_path_factory.mktemp("told"))) as ws:
        add_samples(ws)
        yield ws


def flat(text: str) -> str:
    """Words only, as one line: exports may break lines and bind words together."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-").split())


def own(ws: Workspace, story_id: str) -> list[str]:
    """What the user wrote of a story: parts, title, headline, the bridge to AI, and the safe wordings of claims."""
    story = ws.stories.get(story_id)
    parts = list(story.parts().values())
    safe = [part.replace(claim.quote, claim.say) for part in parts for claim in story.claims if claim.say]
    return [flat(text) for text in (story.title, story.headline, story.bridge, *parts, *safe)]


def is_own(text: str, ws: Workspace, story_id: str) -> bool:
    """Whether a run of words is made of whole stretches of the story: no word is added and none is changed."""
    whole = own(ws, story_id)
    rest = flat(text)
    while rest:
        words = rest.split(" ")
        # The longest beginning that stands in the story as it is; a stretch ends where a sentence ends.
        for at in range(len(words), 0, -1):
            piece = " ".join(words[:at])
            if any(piece in part and (at == len(words) or piece[-1] in '.!?”"):') for part in whole):
                rest = " ".join(words[at:])
                break
        else:
            return False
    return True


def is_frame(text: str, ws: Workspace) -> bool:
    """Whether words are one or several frames of the catalogue, whatever their blanks were filled with."""
    shapes = [re.sub(r"\\\{\w+\\\}", ".+?", re.escape(frame.text)) for frame in ws.catalogue.frames.values()]
    return re.fullmatch(rf"(?:(?:{'|'.join(shapes)}|Told for .+?\.)\s*)+", flat(text)) is not None


def pairs(ws: Workspace) -> Iterator[tuple[str, str, Narrative]]:
    for target in ws.tailoring.targets():
        for story in ws.stories.all():
            yield story.id, target.id, ws.tailoring.narrative(story.id, target.id)


def test_the_checks_of_this_file_see_an_added_word(full: Workspace) -> None:
    story = full.stories.get("half-the-cost")
    first = story.situation.split(". ")[0] + "."
    assert is_own(first, full, story.id)
    assert not is_own(first.replace(" ", " truly ", 1), full, story.id)
    assert not is_own(f"{first} It was a great success.", full, story.id)
    assert not is_frame("It was a great success.", full)
    assert all(is_frame(re.sub(r"\{\w+\}", "Acme", frame.text), full) for frame in full.catalogue.frames.values())


def test_clipboard_text_and_markdown_hold_the_users_sentences_and_marked_frames(
    full: Workspace, tmp_path: Path
) -> None:
    for story, target, told in pairs(full):
        copied = full.documents.narrative_text(story, target, disclosure="full")
        path = tmp_path / f"{story}-{target}.txt"
        full.documents.narrative(story, target, path, disclosure="full")
        assert path.read_text(encoding="utf-8") == copied
        pieces = re.split(r"\[([^\]]+)\]", copied)
        assert all(is_frame(frame, full) for frame in pieces[1::2]), story
        assert all(is_own(text, full, story) for text in pieces[::2]), story
        # And nothing of the telling is missing.
        assert all(flat(line.text) in flat(copied) for line in told.lines), story
    written = tmp_path / "one.md"
    for story, target, _ in list(pairs(full))[::5]:
        full.documents.narrative(story, target, written, disclosure="full", overwrite=True)
        lines = written.read_text(encoding="utf-8").splitlines()
        body = re.sub(r"\\(.)", r"\1", "\n".join(lines[4:]))
        pieces = re.split(r"(?<![*\w])\*([^*]+)\*(?![*\w])", body)
        assert all(is_frame(frame, full) for frame in pieces[1::2]), story
        assert all(is_own(text, full, story) for text in pieces[::2]), story


def runs(paragraph: Paragraph) -> Iterator[tuple[bool, str]]:
    for run in paragraph.runs:
        yield run.style is not None and run.style.name == FRAME, run.text


def test_a_word_page_to_be_sent_holds_the_same(full: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "one.docx"
    for story, target, told in list(pairs(full))[::7]:
        full.documents.narrative(story, target, path, disclosure="full", overwrite=True)
        company = full.tailoring.target(target)
        seen = ""
        for paragraph in docx.Document(str(path)).paragraphs:
            text = paragraph.text.strip()
            if not text or text in (told.headline, f"{company.company}, {company.role}"):
                continue
            for framed, words in runs(paragraph):
                assert is_frame(words, full) if framed else is_own(words, full, story), (story, words)
            seen += " " + text
        assert all(flat(line.text) in flat(seen) for line in told.lines), story


def test_the_dossier_and_a_round_sheet_set_frames_apart(full: Workspace, tmp_path: Path) -> None:
    target = full.tailoring.targets()[0]
    plan = full.tailoring.plan(target.id)
    dossier = tmp_path / "dossier.docx"
    full.documents.dossier(target.id, dossier, disclosure="full")
    sheet = tmp_path / "sheet.docx"
    full.documents.sheet(target.id, target.rounds[0].id, sheet, disclosure="full")
    for path in (dossier, sheet):
        for paragraph in docx.Document(str(path)).paragraphs:
            for framed, words in runs(paragraph):
                assert not framed or is_frame(words, full), words
    whole = flat(" ".join(paragraph.text for paragraph in docx.Document(str(dossier)).paragraphs))
    for story in {slot.story for slot in plan.slots if slot.story}:
        told = full.tailoring.narrative(story, target.id)
        for line in told.lines:
            assert flat(line.text) in whole, (story, line.text)
            assert is_frame(line.text, full) if line.kind == "frame" else is_own(line.text, full, story)
