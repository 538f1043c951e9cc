"""What may not be read or written: said in a sentence, nothing replaced. Tried as a user whom permissions bind.

Root may write everything, so as root each case runs in a process that has become an ordinary user.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbench.bank import Bank, Places, restore
from workbench.errors import WorkbenchError
from workbench.model.story import Story

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
NOBODY = 65534
NOON = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def places() -> Iterator[Places]:
    """A bank with one story, of the ordinary user, in a folder that it can reach."""
    home = Path(tempfile.mkdtemp(prefix="bank-permissions-"))
    places = Places.under(home)
    with Bank.open(places.bank, places, now=lambda: NOON) as bank, bank.transaction("add") as tx:
        tx.put(Story(id="notes", title="Notes", task="old"))
    if os.geteuid() == 0:
        for path in (home, *home.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    yield places
    for path in (home, *home.rglob("*")):
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(home, ignore_errors=True)


def as_user(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `work` as an ordinary user and return what it returns; an error that a user may meet is {"error": …}."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            try:
                said = work()
            except WorkbenchError as error:
                said = {"error": str(error)}
            except BaseException as error:
                said = {"fault": repr(error)}
            os.write(writing, json.dumps(said).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer: dict[str, Any] = json.loads(pipe.read())
    os.waitpid(child, 0)
    return answer


def opened(places: Places) -> dict[str, Any]:
    with Bank.open(places.bank, places, now=lambda: NOON) as bank:
        return {"why": bank.read_only_why, "task": bank.get(Story, "notes").task}


def saved(places: Places, before: Callable[[], None] = lambda: None, backup: str = "") -> dict[str, Any]:
    with Bank.open(places.bank, places, now=lambda: NOON) as bank:
        before()
        with bank.transaction("edit", backup=backup) as tx:
            tx.put(bank.get(Story, "notes").model_copy(update={"task": "new"}))
        return {"notes": bank.notes}


def test_an_ordinary_user_can_work_at_all(places: Places) -> None:
    assert as_user(lambda: saved(places)) == {"notes": []}
    assert as_user(lambda: opened(places)) == {"why": "", "task": "new"}


@pytest.mark.parametrize(("what", "mode"), [("folder", 0o555), ("file", 0o444)])
def test_what_may_not_be_written_is_only_read(places: Places, what: str, mode: int) -> None:
    (places.bank if what == "file" else places.bank.parent).chmod(mode)
    said = as_user(lambda: opened(places))
    assert said["task"] == "old"
    assert what in said["why"] or "read-only" in said["why"]
    assert (
        "reading only" in as_user(lambda: saved(places))["error"]
        or said["why"] in as_user(lambda: saved(places))["error"]
    )


def test_a_bank_that_may_not_be_read_is_left_alone(places: Places) -> None:
    places.bank.chmod(0)
    said = as_user(lambda: opened(places))
    assert "can't be read" in said["error"] or "read-only" in said["error"]
    assert places.bank.stat().st_mode & 0o777 == 0


def test_a_restore_moves_what_may_not_be_read_aside(places: Places) -> None:
    raw = places.bank.read_bytes()
    places.bank.chmod(0)

    def work() -> dict[str, Any]:
        done = restore.rebuild(places.bank, places, lambda: NOON)[1]
        return {"kept": str(done.kept)}

    said = as_user(work)
    kept = Path(said["kept"])
    kept.chmod(0o600)
    assert kept.read_bytes() == raw
    assert as_user(lambda: opened(places))["task"] == "old"


def test_a_folder_closed_while_the_bank_is_open_refuses_the_save(places: Places) -> None:
    raw = places.bank.read_bytes()
    said = as_user(lambda: saved(places, before=lambda: places.bank.parent.chmod(0o555)))
    assert "this folder may not be written" in said["error"]
    assert places.bank.read_bytes() == raw


def test_without_a_place_for_backups_a_change_that_needs_one_is_refused(places: Places) -> None:
    folder = next(places.state.rglob("backups"), None) or next(places.state.glob("banks/*"))

    def close() -> None:
        for path in folder.glob("*.gz"):
            path.unlink()
        folder.chmod(0o555)

    said = as_user(lambda: saved(places, before=close, backup="import"))
    assert "could not be written" in said["error"], said
    assert as_user(lambda: opened(places))["task"] == "old"


def test_without_a_place_for_history_and_drafts_nothing_is_lost_unseen(places: Places) -> None:
    keep = next(places.state.glob("banks/*"))
    for path in (keep, *keep.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def typed() -> dict[str, Any]:
        with Bank.open(places.bank, places, now=lambda: NOON) as bank:
            bank.drafts.write("stories/notes/task", "typed")
        return {}

    assert "may not be written" in as_user(typed)["error"]
    assert "could not be written" in as_user(lambda: saved(places))["error"]
    assert as_user(lambda: opened(places))["task"] == "old"


def test_somebody_else_s_lock_file_is_a_sentence(places: Places) -> None:
    if os.geteuid() != 0:
        pytest.skip("Another user's file can be made by root only.")
    for name in ("bank.json.lock", "bank.json.holder"):
        path = places.bank.with_name(name)
        path.touch()
        os.chown(path, 0, 0)
        path.chmod(0o600)
    said = as_user(lambda: opened(places))
    assert said.get("error") or said["why"], said
    assert "fault" not in said


@pytest.mark.parametrize("read_only", [False, True])
def test_a_folder_that_may_not_be_entered_is_said(places: Places, read_only: bool) -> None:
    places.data.chmod(0o000)

    def work() -> dict[str, Any]:
        with Bank.open(places.bank, places, read_only=read_only, now=lambda: NOON):
            return {}

    said = as_user(work)
    assert said.get("error", "").startswith("bank.json can't be reached: "), said
