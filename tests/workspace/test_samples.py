"""The samples beside one's own stories: marked, in documents too; taken out without what is one's own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbench.bank.places import Places
from workbench.model.markdown import from_markdown, to_markdown
from workbench.model.story import Story
from workbench.workspace import Workspace

TEXT = (
    "I asked two nurses to grade 200 drafts against a rule that we had written first, "
    "and we shipped only after errors had fallen from nine to four percent."
)


@pytest.fixture
def ws(tmp_path: Path) -> Any:
    with Workspace.open(places=Places.under(tmp_path), now=lambda: datetime(2027, 2, 1, tzinfo=UTC)) as opened:
        yield opened


def own(ws: Workspace) -> Story:
    return ws.stories.save(Story(title="Two nurses", action=TEXT))


def test_samples_are_marked_only_beside_something_of_ones_own(ws: Workspace) -> None:
    ws.samples.add()
    assert ws.samples.count() == 24
    assert ws.samples.marked() == frozenset()
    story = own(ws)
    assert len(ws.samples.marked()) == 24
    assert story.id not in ws.samples.marked()
    ws.stories.delete(story.id)
    assert ws.samples.marked() == frozenset()
    ws.tailoring.new_target("Initech", "Product manager")
    assert len(ws.samples.marked()) == 24, "a loop of one's own must not be planned with strangers' stories unseen"


def test_an_unmarked_row_holds_nothing_of_it(ws: Workspace) -> None:
    story = own(ws)
    row = ws.stories.row(story.id)
    assert row is not None
    assert "sample" not in row


def test_a_sample_stays_one_through_markdown(ws: Workspace) -> None:
    ws.samples.add()
    sample = ws.stories.get("flood-weekend")
    assert from_markdown(to_markdown(sample)).sample
    assert not from_markdown(to_markdown(own(ws))).sample


def test_they_are_taken_out_in_one_step_and_come_back_by_undo_or_again(ws: Workspace) -> None:
    ws.samples.add()
    story = own(ws)
    done = ws.samples.take_out()
    assert done.gone["stories"] == 24
    assert done.gone["targets"] == 2
    assert not done.stayed
    assert [each.id for each in ws.stories.all()] == [story.id]
    assert ws.tailoring.targets() == []
    assert ws.stories.undo() == "take the samples out"
    assert ws.stories.count() == 25
    ws.samples.take_out()
    again = ws.samples.add()
    assert not again.left
    assert ws.samples.count() == 24
    assert ws.samples.take_out().gone["stories"] == 24


def test_after_an_undone_adding_they_can_be_added_again(ws: Workspace) -> None:
    ws.samples.add()
    ws.stories.undo()
    assert ws.stories.count() == 0
    ws.samples.add()
    assert ws.samples.count() == 24


def test_what_was_rewritten_stays_and_is_named(ws: Workspace) -> None:
    ws.samples.add()
    sample = ws.stories.get("flood-weekend")
    ws.stories.save(sample.model_copy(update={"action": TEXT}))
    touched = ws.stories.get("letter-that-gave-orders")
    ws.stories.save(touched.model_copy(update={"state": "bench", "themes": ["failure"]}))
    done = ws.samples.take_out()
    assert done.stayed == [sample.title]
    assert "You have rewritten “The flood weekend”: it stays." in done.text
    assert [each.id for each in ws.stories.all()] == ["flood-weekend"]


def test_nothing_of_ones_own_is_taken(ws: Workspace) -> None:
    story = own(ws)
    assert ws.samples.take_out().text == "There is no sample in this bank."
    assert ws.stories.get(story.id).deleted_at is None
    assert ws.stories.undo() != "take the samples out", "an empty step leaves nothing to undo"


def test_documents_mark_them_and_warn_before_they_are_sent(ws: Workspace, tmp_path: Path) -> None:
    ws.samples.add()
    own(ws)
    target = ws.tailoring.targets()[0]
    ws.documents.dossier(target.id, tmp_path / "dossier.md")
    text = (tmp_path / "dossier.md").read_text(encoding="utf-8")
    assert "The flood weekend (sample)" in text
    assert "Two nurses (sample)" not in text
    sent = ws.documents.narrative("flood-weekend", "", tmp_path / "flood.md")
    assert [note for note in sent.notes if "“The flood weekend” is a sample, not your own" in note]
    folio = ws.documents.portfolio(tmp_path / "folio.md")
    assert [note for note in folio.notes if "are samples, not your own" in note]


def test_a_bank_of_samples_alone_is_printed_as_ever(ws: Workspace, tmp_path: Path) -> None:
    ws.samples.add()
    sent = ws.documents.narrative("flood-weekend", "", tmp_path / "flood.md")
    assert not [note for note in sent.notes if "sample" in note]


def test_no_sample_is_planned_for_a_target_of_ones_own_beside_a_story_of_ones_own(ws: Workspace) -> None:
    ws.samples.add()
    target = ws.tailoring.new_target("Initech", "Product manager", loop="first-ai-hire")
    assert {slot.story for slot in ws.tailoring.plan(target.id).slots} <= ws.samples.marked(), "to see how it looks"
    story = own(ws)
    plan = ws.tailoring.plan(target.id)
    assert {slot.story for slot in plan.slots} <= {story.id, None}
    of_the_samples = next(each for each in ws.tailoring.targets() if each.id != target.id)
    assert {slot.story for slot in ws.tailoring.plan(of_the_samples.id).slots} & ws.samples.marked()
    slot = plan.slots[0].slot
    wished = ws.tailoring.what_if(target.id, locks={slot: "flood-weekend"})
    assert next(each.story for each in wished.plan.slots if each.slot == slot) == "flood-weekend"
