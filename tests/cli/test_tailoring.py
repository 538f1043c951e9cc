"""The commands of tailoring, through the real command on the samples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AddSamples
from workbench.bank.places import Places
from workbench.workspace import Workspace

Run = Callable[..., Any]


def data(run: Run, *words: str) -> Any:
    done = run(*words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_targets_ask_and_plan_keep_their_published_shapes(run: Run, home: Path, add_samples: AddSamples) -> None:
    # Filled and read in this process: the commands then find the readings in the cache.
    with Workspace.open(places=Places.under(home)) as ws:
        add_samples(ws)
        ws.tailoring.coverage()
    assert {"id", "company", "role"} <= data(run, "targets")[0].keys()
    answers = data(run, "ask", "a time you disagreed with engineering")
    assert len(answers) == 3
    assert all({"story", "opening", "quote", "why"} <= each.keys() for each in answers)
    plan = data(run, "plan", "google-group-pm")
    assert all({"round", "question", "story", "why", "runner_up"} <= each.keys() for each in plan["slots"])
    assert all(each.keys() == {"story", "why"} for each in plan["left_out"])
    told = {each["story"] for each in plan["slots"]}
    assert told.isdisjoint(each["story"] for each in plan["left_out"])
    unknown = run("plan", "nowhere")
    assert (unknown.code, unknown.out) == (1, "")
    assert 'no target "nowhere"' in unknown.err
    assert "google-group-pm" in unknown.err
    assert "Traceback" not in unknown.err
    wrong = run("claims", "--tag", "measured")
    assert wrong.code == 2
    assert "workbench claims STORY CLAIM" in wrong.err


def test_a_bank_prepared_by_commands_alone(run: Run, tmp_path: Path) -> None:
    made = run(
        "targets",
        "--new",
        "Acme",
        "AI PM",
        "--pack",
        "google-ai-principles-2025",
        "--loop",
        "first-ai-hire",
        "--first",
        "3 Dec 2026, 10:00",
    )
    assert made.code == 0, made.err
    target = made.out.strip()
    assert run("targets", "--new", "Acme", "PM", "--first", "soon").code == 2
    job = tmp_path / "job.txt"
    job.write_text("You protect personal data.\nYou own privacy for every launch.\n", encoding="utf-8")
    stressed = run("targets", "--new", "Bee", "PM", "--pack", "microsoft-responsible-ai-principles", "--job", str(job))
    rows = json.loads(run("map", stressed.out.strip(), "--json").out)["packs"][0]["rows"]
    assert any("You protect personal data." in row["stressed"] for row in rows)
    job.write_bytes(b"\xff\xfe\x00")
    assert "not text" in run("targets", "--new", "Cee", "PM", "--job", str(job)).err
    assert run("targets", "--new", "Acme", "PM", "--loop", "nothing").code == 1
    lost = run(
        "targets", "--new", "Acme", "PM", "--loop", "first-ai-hire", "--first", "2026-12-03", "--zone", "Moon/Base"
    )
    assert (lost.code, "no time zone" in lost.err) == (1, True)
    listed = json.loads(run("targets", "--json").out)
    assert target in [each["id"] for each in listed]
    assert len(listed[0]["rounds"]) == 5
    planned = run("plan", target)
    assert planned.code == 0
    assert "no story" in planned.out
    assert run("ask", "anything").out == ""
    # The rounds, one by one.
    assert run("rounds", "add", target, "nothing").code == 1
    added = run("rounds", "add", target, "leadership", "--title", "Bar raiser")
    assert "Added: Bar raiser, " in added.err
    assert run("rounds", "move", target, added.out.strip(), "-1").err.startswith("Bar raiser is number 5 of 6 now.")
    assert "has a date" in run("rounds", "move", target, "founder", "1").err
    assert run("rounds", "move", target, added.out.strip(), "soon").code == 2
    changed = run(
        "rounds", "change", target, "bar raiser", "--interviewer", "Ada", "--when", "9 Dec 2026, 15:30",
        "--zone", "Europe/Berlin", "--minutes", "60", "--probe", "Ship bar",
    )  # fmt: skip
    assert changed.code == 0, changed.err
    assert "Ship" in run("rounds", "change", target, "bar raiser", "--probe", "Shipp").err
    slot = run("rounds", "ask", target, "Bar raiser", "Why us?").out.strip()
    listed = run("rounds", "list", target).out
    assert "9 Dec 2026, 15:30 Europe/Berlin  Bar raiser with Ada  [" in listed
    assert "They look for: Ship bar" in listed
    assert f"Why us?  [{slot}]" in listed
    assert run("rounds", "drop", target, slot).code == 0
    rounds = json.loads(run("rounds", "list", target, "--json").out)
    (raiser,) = [each for each in rounds if each["title"] == "Bar raiser"]
    assert (raiser["minutes"], raiser["probes"], raiser["proposed"]) == (60, ["eval.target"], False)
    assert slot not in [each["id"] for each in raiser["slots"]]
    assert run("rounds", "remove", target, "Bar raiser").err.startswith("Removed: Bar raiser.")
    assert "Bar raiser" not in run("rounds").out
    # The principles: a company's own, or what one says.
    meant = run("targets", "--new", "Microsoft Corp.", "PM")
    assert "lives by Microsoft responsible AI principles, 2018: taken." in meant.err
    taken = {each["id"]: each["packs"] for each in json.loads(run("targets", "--json").out)}
    assert taken[meant.out.strip()] == ["microsoft-responsible-ai-principles"]
    assert "goes by no pack now" in run("packs", "take", meant.out.strip(), "--none").err
    assert "goes by Microsoft" in run("packs", "take", meant.out.strip()).err
    assert "None of Acme is known here." in run("packs", "take", target).err


@pytest.fixture
def filled(ws: Workspace, add_samples: AddSamples) -> Workspace:
    add_samples(ws)
    return ws


def test_an_answer_and_a_retraction_are_kept_and_undone(filled: Workspace) -> None:
    tailoring = filled.tailoring
    story = "half-the-cost"
    before = len(tailoring.open_probes(story))
    key = tailoring.open_probes(story)[0].key
    tailoring.answer_probe(story, key, kind="did_not")
    probe = next(each for each in tailoring.probes(story) if each.key == key)
    assert probe.answer is not None
    assert probe.answer.kind == "did_not"
    assert key not in {each.key for each in tailoring.open_probes(story)}
    assert len(tailoring.open_probes(story)) <= before
    claim = next(line.claim for line in tailoring.claims(story) if line.claim.id == "margin")
    tailoring.decide(story, claim.model_copy(update={"retracted": True, "say": "", "source": "\x1b[31mbooks"}))
    line = next(line for line in tailoring.claims(story) if line.claim.id == "margin")
    assert line.unsafe
    assert any(place.where == "Result" for place in line.said)
    assert "\x1b" not in line.claim.source
    told = tailoring.narrative(story, "google-group-pm")
    assert not any(claim.quote in each.text for each in told.lines)
    assert any("retracted" in each.why for each in told.missing)
    filled.bank.undo()
    assert not next(line for line in tailoring.claims(story) if line.claim.id == "margin").claim.retracted


def test_a_version_goes_stale_and_is_settled(filled: Workspace) -> None:
    from workbench.model.version import Version

    tailoring = filled.tailoring
    story = filled.stories.get("ask-the-handbook")
    sentence = "I took it down in week ten."
    assert sentence in story.result
    tailoring.save_version(
        Version(story=story.id, target="google-group-pm", rewrites={sentence: "Week ten: I took it down."})
    )
    assert tailoring.narrative(story.id, "google-group-pm").stale == ""
    filled.stories.save(story.model_copy(update={"result": story.result.replace("week ten", "week eleven")}))
    assert "has changed" in tailoring.narrative(story.id, "google-group-pm").stale
    (change,) = tailoring.version_changes(story.id, "google-group-pm")
    assert (change.before, change.used) == (sentence, True)
    tailoring.settle_version(story.id, "google-group-pm", "keep")
    told = tailoring.narrative(story.id, "google-group-pm")
    assert told.stale == ""
    assert "Week ten: I took it down." in [line.text for line in told.lines]


def test_escalation_between_revisions_is_found_in_the_history(filled: Workspace) -> None:
    story = filled.stories.new("Launch")
    story = filled.stories.save(story.model_copy(update={"action": "I contributed to the launch in four markets."}))
    assert filled.tailoring.escalations(story.id) == []
    filled.stories.save(story.model_copy(update={"action": "I led the launch in four markets."}))
    (grown,) = filled.tailoring.escalations(story.id)
    assert (grown.before, grown.after) == (
        "I contributed to the launch in four markets.",
        "I led the launch in four markets.",
    )


def test_what_if_leaves_the_plan_alone_and_ask_offers_every_story(filled: Workspace) -> None:
    tailoring = filled.tailoring
    plan = tailoring.plan("microsoft-principal-pm")
    used = next(slot.story for slot in plan.slots if slot.story)
    tried = tailoring.what_if("microsoft-principal-pm", without=[used])
    assert used not in {slot.story for slot in tried.plan.slots}
    assert tried.cost >= 0
    assert tailoring.plan("microsoft-principal-pm") == plan
    kept = tailoring.hygiene("microsoft-principal-pm")
    assert sum(each.advice == "keep" for each in kept.active) >= 8

    # Every story is offered for choosing, best first.
    found = filled.tailoring.ask("When did the model change under you?")
    offered = {story.id for story in filled.stories.all() if story.state != "retired"}
    assert {story for story, _ in found} == offered
    assert found[0][0] == "tuesday-the-model-changed"
    story = filled.stories.get("tuesday-the-model-changed")
    told = filled.practice.as_told(story, 30, "google-group-pm")[1]
    assert 0 < sum(len(text.split()) for text in told.values()) <= 70
