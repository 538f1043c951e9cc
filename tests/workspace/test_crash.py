from __future__ import annotations

from pathlib import Path

from tests.conftest import NOON
from workbench.bank.places import Places
from workbench.workspace.crash import keep_crash

SECRET = "the merger with Halden"


def fail(text: str) -> None:
    try:
        raise KeyError(text)
    except KeyError as inner:
        raise ValueError(f"cannot use {text}") from inner


def test_a_crash_file_says_where_and_holds_no_text(tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    try:
        fail(SECRET)
    except ValueError as error:
        said = keep_crash(error, NOON, places)
    (path,) = (places.state / "crashes").iterdir()
    written = path.read_text(encoding="utf-8")
    assert str(path) in said
    assert "builtins.ValueError" in written
    assert "builtins.KeyError" in written
    assert "test_crash.py" in written
    assert SECRET not in written + said
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_refuses_still_leaves_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert "What was saved is safe." in keep_crash(ValueError(SECRET), NOON, Places.under(blocked))
