"""The published forms of the commands about targets, and what happens when something is in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import AddSamples, Run
from workbench.bank.places import Places
from workbench.workspace import Workspace


@pytest.fixture
def filled(home: Path, add_samples: AddSamples) -> Path:
    with Workspace.open(places=Places.under(home)) as ws:
        add_samples(ws)
    return home


def test_targets_plan_and_coverage(run: Run, filled: Path) -> None:
    targets = json.loads(run("targets", "--json").out)
    assert [(each["id"], each["company"]) for each in targets] == [
        ("google-group-pm", "Google"),
        ("microsoft-principal-pm", "Microsoft"),
    ]
    assert all(each["role"] for each in targets)
    plan = json.loads(run("plan", "google-group-pm", "--json").out)
    stories = {each["id"] for each in json.loads(run("list", "--json").out)}
    rounds = {each["id"] for each in targets[0]["rounds"]}
    assert len(plan["slots"]) == sum(len(each["slots"]) for each in targets[0]["rounds"])
    for slot in plan["slots"]:
        assert slot["round"] in rounds
        assert slot["question"]
        assert slot["why"]
        assert slot["story"] is None or slot["story"] in stories
        assert "runner_up" in slot
        weak = slot["story"] is not None and slot["kind"] != "case" and slot["fit"] < 45
        assert slot["why"].startswith("Only by bending it") == weak
        assert slot["why"].startswith("Behind your own answer: ") == (
            slot["story"] is not None and slot["kind"] == "case"
        )
    used = {slot["story"] for slot in plan["slots"]}
    assert {each["story"] for each in plan["left_out"]} == stories - used
    assert all(each["why"] for each in plan["left_out"])
    coverage = json.loads(run("coverage", "--json").out)
    assert {each["id"] for each in coverage["themes"]} >= {"failure", "ethics"}


def test_ask_gives_three_stories_best_first(run: Run, filled: Path) -> None:
    assert "“”" not in run("ask", "A time you disagreed with engineering").out, "no quote is no line"
    answers = json.loads(run("ask", "Tell me about a time you decided not to ship", "--json").out)
    assert len(answers) == 3
    for answer in answers:
        assert answer["story"]
        assert answer["opening"]
        assert answer["why"]
        shown = json.loads(run("show", answer["story"], "--json").out)
        assert any(answer["quote"] in shown[part] for part in ("situation", "task", "action", "result", "learning"))


def test_a_narrative_and_a_dossier(run: Run, filled: Path, tmp_path: Path) -> None:
    told = run("narrative", "hospital-letters", "google-group-pm")
    assert told.code == 0, told.err
    assert "98.6% of the changes" in told.out
    path = tmp_path / "prep.docx"
    done = run("export", "dossier", "google-group-pm", "-o", str(path))
    assert done.code == 0, done.err
    assert str(path) in done.out
    assert "hospital letter" in zipfile.ZipFile(path).read("word/document.xml").decode()
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_unknown_target_is_named_with_those_that_there_are(run: Run, filled: Path) -> None:
    for command in (("plan", "nope"), ("narrative", "hospital-letters", "nope"), ("export", "dossier", "nope")):
        done = run(*command)
        assert done.code in (1, 2)
        assert len(done.err.strip().splitlines()) <= 2 or done.code == 2
    assert "google-group-pm" in run("plan", "nope").err


def test_without_a_terminal_the_whole_job_is_done_on_the_samples(run: Run, tmp_path: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "WORKBENCH_HOME": str(home)},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (dossier,) = tmp_path.glob("*.docx")
    assert str(dossier) in done.stdout
    assert "24 stories, 2 targets" in done.stdout


@pytest.fixture
def held(filled: Path) -> Iterator[Workspace]:
    with Workspace.open(places=Places.under(filled)) as ws:
        yield ws


def test_beside_the_open_app_reading_works_and_writing_says_who_holds_the_bank(run: Run, held: Workspace) -> None:
    assert len(json.loads(run("list", "--json").out)) == 24
    done = run("delete", "hospital-letters")
    assert done.code == 1
    assert str(os.getpid()) in done.err
    assert held.stories.get("hospital-letters")


def test_a_broken_bank_is_one_sentence_and_left_as_it_was(run: Run, filled: Path) -> None:
    bank = filled / "data" / "bank.json"
    broken = bank.read_bytes()[:-200]
    bank.write_bytes(broken)
    for command in (("list",), ("new", "A title")):
        done = run(*command)
        assert done.code == 1
        assert "Traceback" not in done.err
        assert "bank.json" in done.err
    assert bank.read_bytes() == broken


def test_a_folder_that_cannot_be_written_is_one_sentence(run: Run, filled: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    for command in (
        ("export", "stories", "-o", str(blocked / "in")),
        ("export", "dossier", "google", "-o", str(blocked / "x.docx")),
    ):
        done = run(*command)
        assert done.code == 1
        assert "Traceback" not in done.err
        assert len(done.err.strip().splitlines()) == 1


def test_a_disk_that_is_full_is_one_sentence_and_nothing_is_lost(filled: Path) -> None:
    """A limit on file size stands in for a full disk: the system refuses the write just the same."""
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
    code = limit + "from workbench.__main__ import main; sys.exit(main(['new', 'One more']))"
    bank = filled / "data" / "bank.json"
    before = bank.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "WORKBENCH_HOME": str(filled)},
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert bank.read_bytes() == before
