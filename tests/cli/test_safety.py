"""history, trash, undo, drafts, backup and doctor, through the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from workbench.bank import Bank, Places


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Run:
    """Return the command on a bank with one story at its second revision."""
    path = tmp_path / "story.json"
    for action in ("I ran two models side by side.", "I ran three models side by side for a week."):
        path.write_text(json.dumps({"id": "call-notes", "title": "Call notes", "action": action}), encoding="utf-8")
        assert run("import", "--update", str(path)).code == 0
    return run


def action(run: Run) -> str:
    return str(json.loads(run("show", "call-notes", "--json").out)["action"])


def test_history_lists_shows_compares_and_restores(told: Run) -> None:
    assert [line.split()[0] for line in told("history", "call-notes").out.splitlines()] == ["1", "2"]
    assert "I ran two models" in told("history", "call-notes", "--show", "1").out
    compared = told("history", "call-notes", "--compare", "1", "2").out
    assert compared == "action: I ran [-two-]{+three+} models side by side{+ for a week+}.\n"
    assert told("history", "call-notes", "--restore", "1").code == 0
    assert action(told) == "I ran two models side by side."
    assert "Taken back" in told("undo").err
    assert action(told) == "I ran three models side by side for a week."
    assert "Done again" in told("redo").err
    assert action(told) == "I ran two models side by side."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("history", "nobody"), "There is no “nobody”"),
        (("history", "call-notes", "--show", "9"), "no revision 9"),
        (("history", "call-notes", "--compare", "1", "2", "3"), "Only two"),
        (("trash", "restore"), "Say what to restore"),
        (("trash", "restore", "call-notes"), "not in the trash"),
        (("backup", "restore", "1999"), "no backup “1999”"),
        (("backup", "restore"), "Say which backup"),
        (("drafts", "show", "stories/x/y"), "no draft"),
        (("redo",), "nothing to do again"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(told: Run, words: tuple[str, ...], said: str) -> None:
    done = told(*words)
    assert done.code == 1
    assert said in done.err
    assert "Traceback" not in done.err


def test_trash_gives_back_and_removes_for_good(told: Run) -> None:
    told("delete", "call-notes")
    assert told("trash").out.split()[0] == "stories/call-notes"
    assert told("trash", "restore", "call-notes").code == 0
    assert action(told)
    told("delete", "call-notes")
    assert told("trash", "purge", "stories/call-notes").code == 0
    assert told("trash").out == ""
    assert "I ran three models" in told("history", "call-notes", "--show", "2").out
    assert told("undo").code == 1


def test_a_backup_is_taken_listed_and_restored(told: Run) -> None:
    path = Path(told("backup", "now").out.strip())
    assert path.exists()
    told("history", "call-notes", "--restore", "1")
    listed = json.loads(told("backup", "list", "--json").out)
    (name,) = [each["name"] for each in listed if each["path"] == str(path)]
    done = told("backup", "restore", name)
    assert done.code == 0
    assert "1 row was put back" in done.err
    assert action(told) == "I ran three models side by side for a week."


def test_a_damaged_bank_is_named_examined_and_put_right(told: Run, home: Path) -> None:
    bank = home / "data" / "bank.json"
    raw = bank.read_bytes()
    bank.write_bytes(raw[:400])
    refused = told("list")
    assert refused.code == 1
    assert "damaged" in refused.err
    assert "backup restore" in refused.err
    assert bank.read_bytes() == raw[:400]
    examined = json.loads(told("doctor", "--json").out)
    assert examined["in_order"] is False
    repaired = told("doctor", "--repair")
    (new,) = home.glob("data/bank-repaired-*.json")
    assert new.name in repaired.out
    assert bank.read_bytes() == raw[:400]
    assert json.loads(told("--bank", str(new), "show", "call-notes", "--json").out)["rev"] == 2
    assert told("backup", "list").code == 0
    restored = told("backup", "restore")
    assert restored.code == 0
    assert action(told) == "I ran three models side by side for a week."
    assert told("doctor").code == 0


def test_the_doctor_finds_what_was_put_wrong(told: Run, home: Path) -> None:
    bank = home / "data" / "bank.json"
    assert told("doctor").code == 0
    bank.chmod(0o644)
    (home / "data" / ".bank.json.wb-0123456789ab.tmp").write_text("half")
    (home / "data" / "bank (conflicted copy).json").write_text("x")
    found = told("doctor")
    assert found.code == 1
    assert "can be read by others" in found.out
    assert "1 temporary file is left" in found.out
    assert "another state of this bank" in found.out
    (home / "data" / "bank (conflicted copy).json").unlink()
    assert told("doctor", "--repair").code == 0
    assert bank.stat().st_mode & 0o777 == 0o600
    assert not list((home / "data").glob("*.tmp"))


def test_the_doctor_names_links_that_lead_nowhere_and_rows_that_are_wrong(told: Run, home: Path) -> None:
    places = Places.under(home)
    with Bank.open(places.bank, places) as bank, bank.transaction("wrong") as tx:
        tx.put_row("versions", "v1", {"id": "v1", "rev": 1, "story": "nobody", "target": ""})
        tx.put_row("stories", "odd", {"id": "odd", "rev": 1, "title": ["no", "text"]})
    found = told("doctor")
    assert found.code == 1
    assert "names “nobody”" in found.out
    assert "“odd” in stories is not as it should be (title)" in found.out


def test_drafts_are_listed_recovered_kept_twice_and_discarded(told: Run, home: Path) -> None:
    places = Places.under(home)

    def type_in(text: str) -> None:
        with Bank.open(places.bank, places) as bank:
            bank.drafts.write("stories/call-notes/action", text, 2)

    type_in("I ran four models.")
    assert told("drafts").out.split()[0] == "stories/call-notes/action"
    assert told("drafts", "show", "stories/call-notes/action").out == "I ran four models.\n"
    told("drafts", "discard", "stories/call-notes/action")
    assert "(discarded)" in told("drafts").out
    assert told("drafts", "undiscard", "stories/call-notes/action").code == 0
    assert told("drafts", "recover", "stories/call-notes/action").code == 0
    assert action(told) == "I ran four models."
    assert told("drafts").out == ""
    type_in("I ran five models.")
    copy = told("drafts", "keep-both", "stories/call-notes/action").out.strip()
    assert json.loads(told("show", copy, "--json").out)["action"] == "I ran five models."
    assert action(told) == "I ran four models."


def test_a_held_bank_is_read_and_not_written(told: Run, home: Path) -> None:
    places = Places.under(home)
    with Bank.open(places.bank, places):
        assert told("history", "call-notes").code == 0
        assert told("trash").code == 0
        assert told("doctor").code == 0
        for words in (("undo",), ("backup", "restore", "latest"), ("history", "call-notes", "--restore", "1")):
            done = told(*words)
            assert done.code == 1
            assert "holds this bank" in done.err


def test_backups_go_to_the_folder_that_the_settings_name(told: Run, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other disk"
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text(f'backup_folder = "{other}"\n', encoding="utf-8")
    path = Path(told("backup", "now").out.strip())
    assert other in path.parents
    assert str(other) in told("where").out
