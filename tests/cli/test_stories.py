"""The story commands, through the real command in a process of its own."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.conftest import Run

STORY = {
    "id": "call-notes",
    "title": "Call notes in three seconds",
    "situation": "Agents at a phone company typed a note after each call, about seventy seconds each.",
    "action": "I ran two models side by side for a week and had ten agents grade 300 notes against our rubric.",
    "result": "Wrap time fell from 70 to 31 seconds and 94% of the notes were saved without an edit.",
    "unknown": 1,
}


@pytest.fixture
def story_file(tmp_path: Path) -> Path:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(STORY), encoding="utf-8")
    return path


def test_an_empty_bank_says_what_to_do(run: Run) -> None:
    done = run("list")
    assert (done.code, done.out) == (0, "")
    assert "workbench new" in done.err


def test_import_then_list_show_and_delete(run: Run, story_file: Path) -> None:
    assert run("import", str(story_file)).out == "call-notes\n"
    listed = json.loads(run("list", "--json").out)
    assert [(each["id"], each["words"]) for each in listed] == [("call-notes", 53)]
    assert "Wrap time fell from 70 to 31 seconds" in run("show", "call-notes").out
    assert run("delete", "call-notes").code == 0
    assert run("list", "--json").out.strip() == "[]"
    gone = run("show", "call-notes")
    assert gone.code == 1
    assert "in the trash" in gone.err


def test_an_id_that_stands_is_decided_by_the_user(run: Run, story_file: Path) -> None:
    run("import", str(story_file))
    asked = run("import", str(story_file))
    assert asked.code == 1
    assert "--update" in asked.err
    assert run("import", "--as-new", str(story_file)).out.strip() not in ("", "call-notes")
    assert run("import", "--update", str(story_file)).out == "call-notes\n"
    assert len(json.loads(run("list", "--json").out)) == 2


def test_an_unknown_id_is_answered_with_the_nearest(run: Run, story_file: Path) -> None:
    run("import", str(story_file))
    done = run("show", "cal-notes")
    assert (done.code, done.out) == (1, "")
    assert "Did you mean call-notes?" in done.err


def test_a_file_that_is_no_story_is_one_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"title": ', encoding="utf-8")
    done = run("import", str(path))
    assert done.code == 1
    assert "broken.json" in done.err
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_wrong_use_is_exit_code_two(run: Run) -> None:
    assert run("show").code == 2
    assert run("no-such-command").code == 2


def test_a_new_story_comes_from_standard_input(run: Run) -> None:
    made = run("new", stdin="# A launch that I stopped\n\n## Action\n\nI stopped it.\n")
    assert made.code == 0
    assert "I stopped it." in run("show", made.out.strip()).out


def test_edit_goes_through_the_users_own_editor(run: Run, story_file: Path, tmp_path: Path) -> None:
    run("import", str(story_file))
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nsed -i "s/Agents/Clerks/" "$1"\nls -ld "$(dirname "$1")" > "$0.seen"\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    done = run("edit", "call-notes", VISUAL=str(editor))
    assert done.code == 0, done.err
    assert "Clerks at a phone company" in run("show", "call-notes").out
    assert (tmp_path / "editor.seen").read_text(encoding="utf-8").startswith("drwx------")


def editor_that(folder: Path, does: str) -> str:
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    editor.chmod(0o755)
    return str(editor)


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (r'echo "my new words" >> "$1"; exit 3', "ended with code 3"),
        (r'printf "+++\ncreated_at = broken\n+++\nmy new words\n" > "$1"', "line 2"),
        (r'printf "# One\n\nmy new words\n\n# Two\n\nmore\n" > "$1"', "2 stories"),
        (r'printf "# One\n\nmy new words \377" > "$1"', "UTF-8"),
    ],
    ids=["failed", "front matter", "two stories", "other encoding"],
)
def test_what_an_editor_leaves_and_no_story_can_be_made_of_is_kept(
    run: Run, story_file: Path, home: Path, tmp_path: Path, does: str, said: str
) -> None:
    run("import", str(story_file))
    before = run("show", "call-notes").out
    done = run("edit", "call-notes", VISUAL=editor_that(tmp_path, does))
    assert done.code == 1
    assert said in done.err
    kept = home / "state" / "edit" / "call-notes.md"
    assert str(kept) in done.err
    assert b"my new words" in kept.read_bytes()
    assert run("show", "call-notes").out == before
    # The next edit does not touch it.
    assert run("edit", "call-notes", VISUAL=editor_that(tmp_path, 'sed -i s/Agents/Clerks/ "$1"')).code == 0
    assert b"my new words" in kept.read_bytes()
    assert [path.name for path in kept.parent.iterdir()] == ["call-notes.md"]
    assert str(kept) in run("doctor").out


def test_an_editor_that_fails_before_anything_is_written_leaves_nothing(run: Run, story_file: Path, home: Path) -> None:
    run("import", str(story_file))
    done = run("edit", "call-notes", VISUAL="false")
    assert done.code == 1
    assert "Nothing was changed." in done.err
    assert list((home / "state" / "edit").iterdir()) == []


def test_what_comes_back_from_an_editor_to_a_bank_that_is_gone_is_kept(
    run: Run, story_file: Path, home: Path, tmp_path: Path
) -> None:
    run("import", str(story_file))
    removed = f'echo "my new words" >> "$1"; rm -rf {home}/data; touch {home}/data'
    done = run("edit", "call-notes", VISUAL=editor_that(tmp_path, removed))
    assert done.code == 1
    kept = home / "state" / "edit" / "call-notes.md"
    assert str(kept) in done.err
    assert "my new words" in kept.read_text(encoding="utf-8")


def test_everything_written_is_private(run: Run, story_file: Path, home: Path) -> None:
    run("import", str(story_file))
    run("list")
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_exported_stories_come_back_the_same(run: Run, story_file: Path, tmp_path: Path) -> None:
    run("import", str(story_file))
    assert run("export", "stories", "-o", str(tmp_path / "out")).code == 0
    before = json.loads(run("show", "call-notes", "--json").out)
    assert run("import", "--update", str(tmp_path / "out" / "call-notes.md")).code == 0
    after = json.loads(run("show", "call-notes", "--json").out)
    for changing in ("rev", "updated_at", "reading"):
        before.pop(changing), after.pop(changing)
    assert before == after


def test_a_demo_leaves_nothing_behind(run: Run, home: Path) -> None:
    listed = json.loads(run("--demo", "list", "--json").out)
    assert len(listed) == 24
    assert not list(home.rglob("*.json"))


def test_samples_are_put_in_listed_and_taken_out_without_ones_own(run: Run, story_file: Path) -> None:
    assert run("samples").err == "There is no sample.\n"
    run("import", str(story_file))
    assert run("samples", "add").code == 0
    listed = run("samples")
    assert "flood-weekend  The flood weekend" in listed.out
    assert "24 of 25 stories are samples." in listed.err
    assert "In the trash: 24 stories, 2 projects, 2 targets" in run("samples", "remove").err
    assert [each["id"] for each in json.loads(run("list", "--json").out)] == ["call-notes"]
    run("undo")
    assert len(json.loads(run("list", "--json").out)) == 25
