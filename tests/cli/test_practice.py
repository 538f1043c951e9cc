from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.conftest import AddSamples
from workbench.model.dates import day_written


def test_tonight_and_calendar_are_data(run: Any) -> None:
    done = run("--demo", "tonight", "--json")
    assert done.code == 0, done.err
    shown = json.loads(done.out)
    assert set(shown) == {"next", "stories", "open"}
    done = run("--demo", "calendar", "--json")
    assert {entry["kind"] for entry in json.loads(done.out)} == {"round", "task"}


def test_a_pitch_is_written_and_shown_with_its_seconds(run: Any) -> None:
    assert run("pitch", "--set", "why_ai", "Because it is wrong in fluent sentences.").code == 0
    pieces = {each["id"]: each for each in json.loads(run("pitch", "--json").out)}
    assert pieces["why_ai"]["text"] == "Because it is wrong in fluent sentences."
    assert pieces["why_ai"]["seconds"] == 3
    wrong = run("pitch", "--set", "why_me", "x")
    assert wrong.code == 1
    assert "walk_me" in wrong.err


def test_the_outcome_of_a_round_can_be_said_later(run: Any, home: Any, add_samples: AddSamples) -> None:
    from workbench.bank.places import Places
    from workbench.workspace import Workspace

    with Workspace.open(places=Places.under(home)) as ws:
        add_samples(ws)
    assert run("debrief", "google-group-pm", "recruiter", "--outcome", "passed").code == 0
    today = day_written(date.today())
    assert run("debrief").out == f"Google: Recruiter screen, {today}: 0 questions, passed\n"
    played = run("mock", "google-group-pm", "recruiter screen", "--friend", "3").out
    assert played.splitlines()[0] == f"Google: Recruiter screen, {today}"
    planned = run("plan", "google-group-pm").out
    assert "\n  Hiring manager: “" in planned, "the spare of a round"
    wish = run("plan", "google-group-pm", "--first", "recruiter", "--without", "hospital-letters").out.splitlines()[0]
    assert wish.startswith("What if: without “What the hospital letter changed”, “Recruiter screen” first. It costs")
    assert "Tue 2 Feb 2027   ◆  Google: Recruiter screen" in run("calendar").out
    data = json.loads(run("debrief", "--json").out)
    assert [(each["round"], each["outcome"]) for each in data["debriefs"]] == [("recruiter", "passed")]
    assert run("debrief", "google-group-pm", "--outcome", "passed").code == 2


def test_cards_go_to_anki_as_csv_with_formulas_defused(run: Any) -> None:
    import csv
    import io

    from workbench.cli.practice import csv_line

    done = run("drill", "--csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert len(rows) > 100
    assert all(len(row) == 4 and row[0] and row[1] for row in rows)
    assert csv_line(("=1+1", 'a "b", c', "", "")) == '\'=1+1,"a ""b"", c",,'


def test_moments_are_kept_listed_and_become_stories(run: Any) -> None:
    made = run("moments", "The fax that saved us", "--theme", "failure").out.strip()
    assert [each["id"] for each in json.loads(run("moments", "--json").out)["moments"]] == [made]
    story = run("moments", "--write", made).out.strip()
    assert story == "the-fax-that-saved-us"
    assert json.loads(run("moments", "--json").out)["moments"] == []


def test_a_round_that_is_not_there_is_said(run: Any, home: Any) -> None:
    from workbench.bank.places import Places
    from workbench.workspace import Workspace

    with Workspace.open(places=Places.under(home)) as ws:
        ws.tailoring.new_target("Acme", "PM", loop="first-ai-hire")
    for command in ("mock", "debrief"):
        wrong = run(command, "acme-pm", "nosuch")
        assert (wrong.code, wrong.out) == (1, "")
        assert 'Acme has no round "nosuch".' in wrong.err
        assert run(command, "acme-pm", "founder").code == 0


def test_a_sitting_has_a_length(run: Any) -> None:
    for minutes in ("0", "-3", "61", "soon", "9" * 30):
        wrong = run("drill", f"--minutes={minutes}")
        assert wrong.code == 2, minutes
        assert "1 to 60 minutes" in wrong.err
    assert run("drill", "--minutes=1").code == 0
