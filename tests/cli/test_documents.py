"""export and template through the real command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.conftest import AddSamples
from workbench.bank.places import Places
from workbench.workspace import Workspace

Run = Callable[..., Any]


def test_a_dossier_is_written_and_its_path_said(run: Run, tmp_path: Path) -> None:
    done = run("--demo", "export", "dossier", "google-group-pm", "-o", str(tmp_path / "d.docx"))
    assert (done.code, done.out) == (0, f"{tmp_path / 'd.docx'}\n")
    document = docx.Document(str(tmp_path / "d.docx"))
    assert document.core_properties.title == "Interview dossier: Google · Group Product Manager, assistant quality"


def test_a_round_that_two_targets_have_is_asked_about(run: Run, tmp_path: Path) -> None:
    done = run("--demo", "export", "sheet", "recruiter", "-o", str(tmp_path / "s.docx"))
    assert done.code == 1
    assert "google-group-pm/recruiter" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dossier", "nobody", "-o", "d.docx"), "nobody"),
        (("dossier", "google-group-pm", "-o", "/nowhere/at/all/d.docx"), "There is no folder /nowhere/at/all."),
        (("dossier", "google-group-pm", "-o", "d.docx", "--template", "gone.dotx"), "gone.dotx cannot be read"),
        (("artefact", "practice-inbox", "poem", "-o", "a.docx"), "There is no artefact “poem”."),
        (("portfolio", "nothing", "-o", "p.docx"), "nothing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run("--demo", "export", *words)
    assert done.code == 1
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_bank_goes_out_and_back(run: Run, tmp_path: Path) -> None:
    assert run("--demo", "export", "bank", "-o", str(tmp_path / "b.json")).code == 0
    held = json.loads((tmp_path / "b.json").read_text())
    back = run("bring-back", str(tmp_path / "b.json"))
    assert f"{len(held['tables']['stories'])} stories" in back.out


def test_a_template_is_made_and_checked(run: Run, tmp_path: Path) -> None:
    assert run("template", "new", str(tmp_path / "mine.docx")).code == 0
    checked = run("template", "check", str(tmp_path / "mine.docx"))
    assert checked.code == 0
    assert "Calibri" in checked.out
    assert "lacks" not in checked.out
    assert run("template", "new", str(tmp_path / "mine.txt")).code == 2


def test_a_figure_is_given_its_sample_and_volume_on_the_way(
    run: Run, home: Path, tmp_path: Path, add_samples: AddSamples
) -> None:
    with Workspace.open(places=Places.under(home)) as ws:
        add_samples(ws)
    before = run("artefact", "practice-inbox", "metrics")
    assert "Drafts sent unchanged: Over how many cases was it measured?" in before.err
    how = next(line for line in before.err.splitlines() if "--sample" in line and "Drafts sent unchanged" in line)
    assert how.startswith("Give it with: workbench artefact practice-inbox metrics --sample")
    given = ("--sample", "Drafts sent", "1,900 drafts", "--volume", "Drafts sent", "2,400 drafts a week")
    done = run("export", "artefact", "practice-inbox", "metrics", *given, "-o", str(tmp_path / "m.docx"))
    assert done.code == 0
    assert "Drafts sent unchanged" not in done.err
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "m.docx")).paragraphs)
    assert "at 2,400 drafts a week, about 1,000. Measured on 1,900" in words
    # Given once, it is kept.
    rows = json.loads(run("artefact", "practice-inbox", "metrics", "--json").out)["rows"]
    kept = next(row for row in rows if row["metric"] == "Drafts sent unchanged")
    assert (kept["sample"], kept["volume"], kept["period"]) == ("1,900 drafts", "2,400 drafts", "week")


def test_a_figure_that_is_not_there_is_named_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "m.docx"
    words = ("export", "artefact", "practice-inbox", "metrics", "--volume", "Recall", "9 a day", "-o", str(place))
    done = run("--demo", *words)
    assert (done.code, done.out) == (1, "")
    assert "There is no one figure “Recall” here." in done.err
    assert "Drafts sent unchanged" in done.err
    assert not place.exists()
