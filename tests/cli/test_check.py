"""`workbench check --json`: the published shape of a reading."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run
from themes import catalogue

PLAIN = {
    "id": "a",
    "title": "One floor",
    "situation": "The help desk of a water company sat on three floors, and callers were passed on four times.",
    "action": "I moved the three teams to one floor, wrote a rota with the two supervisors, and answered the phone "
    "myself for a week to hear what people asked for.",
    "result": "Waiting time fell from eleven minutes to three.",
}
AI = {
    "id": "b",
    "title": "Letters in plain words",
    "situation": "Our insurer sent 9,000 letters a week that people did not understand, and they rang us about them.",
    "action": "I chose a small language model over a large one because it answered in two seconds. Four "
    "claims handlers graded 500 drafts against a rubric that we wrote first; nothing went out below 95% agreement. "
    "A handler reads each letter before it is sent and can reject it.",
    "result": "Precision on the refusal check reached 0.94, and calls fell from 800 to 420 a week.",
}


def write(path: Path, *stories: dict[str, str]) -> str:
    path.write_text("\n".join(json.dumps(story) for story in stories), encoding="utf-8")
    return str(path)


def test_the_contract(run: Run, tmp_path: Path, home: Path) -> None:
    done = run("check", write(tmp_path / "two.jsonl", PLAIN, AI), "--json")
    assert done.code == 0, done.err
    plain, deep = json.loads(done.out)
    assert [plain["id"], deep["id"]] == ["a", "b"]
    for read in (plain, deep):
        assert set(read["criteria"]) == set(catalogue().criteria)
        assert read["ai_role"] in ("native", "enabled", "none")
        assert read["depth"] in ("deep", "partial", "surface", "silent", "not-ai", "not-read")
        assert set(read["craft"]) == {"craft.ownership", "craft.result", "craft.learning"}
        assert set(read["values"]) >= {"fairness", "privacy", "rigor", "sustainability"}
        assert all({"evidenced", "named"} <= set(count) for count in read["dimensions"].values())
        for reading in read["criteria"].values():
            assert reading["level"] in (0, 1, 2)
            assert bool(reading["evidence"]) == (reading["level"] > 0)
            for each in reading["evidence"]:
                assert read["parts"][each["part"]][each["start"] : each["end"]] == each["quote"]
                assert each["why"]
    assert plain["depth"] == "not-ai"
    assert deep["criteria"]["eval.method"]["level"] == 2
    assert deep["criteria"]["rai.oversight"]["level"] == 2
    assert not list(home.rglob("bank.json")) or json.loads(run("list", "--json").out) == []


def test_the_same_text_gives_the_same_verdict(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "one.json", AI)
    assert run("check", path, "--json").out == run("check", path, "--json").out


def test_a_text_that_cannot_be_judged_is_not_read(run: Run, tmp_path: Path) -> None:
    short = {"id": "s", "title": "Short", "action": "We used AI."}
    german = {
        "id": "g",
        "title": "Deutsch",
        "action": "Wir haben das Modell mit den Daten aus zwei Jahren geprüft. " * 8,
    }
    read = json.loads(run("check", write(tmp_path / "x.jsonl", short, german), "--json").out)
    assert [each["depth"] for each in read] == ["not-read", "not-read"]
    assert all(each["not_read"] for each in read)


def test_what_stands_behind_a_level_can_be_seen(run: Run, tmp_path: Path) -> None:
    done = run("check", write(tmp_path / "one.json", AI), "--why")
    assert done.code == 0, done.err
    assert "Expected level" in done.out
    assert "Signals: " in done.out
    assert "Words for it: " in done.out
    assert "Expected level" not in run("check", str(tmp_path / "one.json")).out


def test_the_advice_is_told_beside_the_levels(run: Run, tmp_path: Path) -> None:
    out = run("check", write(tmp_path / "one.json", AI | {"learning": "We never looked at other languages."})).out
    for line in ("Telling", "Claims: ", "Next question", "An answer sounds like: “", "What would lift this most"):
        assert line in out
    read = json.loads(run("check", str(tmp_path / "one.json"), "--json").out)[0]
    assert {claim["quote"] for claim in read["claims"]} >= {"500 drafts", "95% agreement"}
    assert len(read["lift"]) <= 3
    assert read["telling"]["words"] > 50


def test_markdown_and_an_array_are_read_too(run: Run, tmp_path: Path) -> None:
    array = tmp_path / "all.json"
    array.write_text(json.dumps([PLAIN, AI]), encoding="utf-8")
    markdown = tmp_path / "one.md"
    markdown.write_text("# Letters\n\n## Action\n\n" + AI["action"], encoding="utf-8")
    done = run("check", str(array), str(markdown), "--json")
    assert [len(each["criteria"]) for each in json.loads(done.out)] == [18, 18, 18]


def test_a_story_that_is_not_read_has_the_published_shape_all_the_same(run: Run, tmp_path: Path) -> None:
    stories: list[dict[str, str]] = [
        {"id": "e"},
        {"situation": "💥" * 40},
        {"action": "Wir haben das Modell geprüft. " * 20},
    ]
    (tmp_path / "odd.json").write_text(json.dumps(stories), "utf-8")
    for read in json.loads(run("check", str(tmp_path / "odd.json"), "--json").out):
        assert read["depth"] == "not-read"
        assert len(read["criteria"]) == 18
        assert len(read["craft"]) == 3
        assert len(read["values"]) >= 12
        assert set(read["parts"]) == {"situation", "task", "action", "result", "learning"}
