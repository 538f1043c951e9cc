"""A friend plays the interviewer: the sheet holds nothing private, what comes back stands beside one's own."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AddSamples
from workbench.errors import Refused
from workbench.model.practice import RATING_ANCHORS
from workbench.workspace import Workspace

TARGET, ROUND = "google-group-pm", "hiring-manager"


def words_of(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text("utf-8")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return package.read("word/document.xml").decode()


@pytest.fixture
def sampled(ws: Workspace, add_samples: AddSamples) -> Workspace:
    add_samples(ws)
    return ws


@pytest.mark.parametrize("name", ["friend.docx", "friend.md"])
def test_the_sheet_asks_pushes_and_rates_and_holds_no_story_and_no_verdict(
    sampled: Workspace, tmp_path: Path, name: str
) -> None:
    ws = sampled
    path = ws.documents.friend_sheet(TARGET, ROUND, tmp_path / name).path
    text = words_of(path)
    chosen = next(each for each in ws.tailoring.target(TARGET).rounds if each.id == ROUND)
    asked = ws.practice.friend_questions(TARGET, ROUND)
    assert [question for question, _ in asked] == [slot.question for slot in chosen.slots]
    assert any(len(pushes) == 2 for _, pushes in asked)
    for question, pushes in asked:
        assert all(part in text for part in (question, *pushes))
    assert all(anchor in text for anchor in RATING_ANCHORS.values())
    assert text.count("☐" if name.endswith("docx") else "- [ ] ") == 4 * len(asked)
    told = {story.id: story for story in ws.stories.all()}
    for story_id in ws.practice.planned(ws.tailoring.target(TARGET)).values():
        assert told[story_id].title not in text
        assert told[story_id].situation.split(". ")[0] not in text
    assert "private" not in text.lower()


def test_the_sheet_of_a_round_that_was_played_has_its_questions_the_one_under_pressure_too(sampled: Workspace) -> None:
    played = sampled.practice.begin_mock(TARGET, ROUND)
    asked = sampled.practice.friend_questions(TARGET, ROUND)
    assert [question for question, _ in asked] == [each.question for each in played.questions]
    assert asked[-1][1] == ()


def test_ratings_and_notes_come_back_piece_by_piece_and_nothing_is_overwritten(sampled: Workspace) -> None:
    practice = sampled.practice
    played = practice.begin_mock(TARGET, ROUND)
    played = practice.rate_mock(played, 0, 4, 80, "felt good")
    played = practice.friend_mock(played, {0: 2}, {0: "You lost me at the metric."})
    played = practice.friend_mock(played, {}, {1: "Who decided?"})
    first, second = played.questions[:2]
    assert (first.rating, first.friend_rating) == (4, 2)
    assert (first.note, first.friend_note) == ("felt good", "You lost me at the metric.")
    assert (second.friend_rating, second.friend_note) == (None, "Who decided?")
    for ratings, notes in (({0: 5}, {}), ({99: 3}, {}), ({}, {99: "x"})):
        with pytest.raises(Refused):
            practice.friend_mock(played, ratings, notes)
    assert practice.last_mock(TARGET, ROUND) == played


def test_both_are_commands(run: Any, home: Path, tmp_path: Path, add_samples: AddSamples) -> None:
    from workbench.bank.places import Places

    with Workspace.open(places=Places.under(home)) as ws:
        add_samples(ws)
    sheet = tmp_path / "sheet.md"
    done = run("export", "friend", f"{TARGET}/{ROUND}", "-o", str(sheet))
    assert done.code == 0, done.err
    assert "--friend" in done.err
    assert sheet.read_text("utf-8").startswith("# Mock interview")
    done = run("mock", TARGET, ROUND, "--friend", "3,-,4", "--note", "2: It began with the team.")
    assert done.code == 0, done.err
    assert "friend: It began with the team." in done.out
    shown = json.loads(run("mock", TARGET, "--json").out)
    assert [each["friend_rating"] for each in shown[0]["questions"]][:3] == [3, None, 4]
    assert shown[0]["questions"][1]["friend_note"] == "It began with the team."
    assert run("mock", TARGET, ROUND, "--note", "It began").code == 2
    assert run("mock", TARGET, ROUND, "--friend", "3,9").code == 2
    wrong = run("mock", TARGET, ROUND, "--note", "44: What?")
    assert wrong.code == 1
    assert "There is no question 44" in wrong.err
