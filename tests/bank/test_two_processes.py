"""Two processes on one bank: one writes, the other reads and is told; nothing acknowledged is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from workbench.model.story import Story

if TYPE_CHECKING:
    from tests.bank.conftest import Desk

EAGER = """
import sys
from pathlib import Path
from workbench.bank import Bank, Places
from workbench.errors import ReadOnly
from workbench.model.story import Story
places = Places.under(Path(sys.argv[1]))
waited = 0
for number in range(int(sys.argv[3])):
    while True:
        with Bank.open(places.bank, places) as bank:
            try:
                with bank.transaction("add") as tx:
                    saved = tx.put(Story(title=f"{sys.argv[2]} {number}"))
            except ReadOnly as error:
                assert "holds this bank" in str(error), error
                waited += 1
                continue
        print(saved.id, flush=True)
        break
print("waited", waited, flush=True)
"""


def test_two_that_both_want_to_write_lose_nothing(desk: Desk) -> None:
    desk.open().close()
    home = str(desk.places.data.parent)
    running = [
        subprocess.Popen([sys.executable, "-c", EAGER, home, name, "40"], stdout=subprocess.PIPE, text=True)
        for name in ("left", "right")
    ]
    said = [process.communicate()[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    acknowledged = {word for words in said for word in words[:-2]}
    assert len(acknowledged) == 80
    bank = desk.open()
    assert {story.id for story in bank.all(Story)} == acknowledged
    assert sum(int(words[-1]) for words in said) > 0
    assert bank.history.torn == 0


PARENT = """
import subprocess, sys
from pathlib import Path
from workbench.bank import Bank, Places
places = Places.under(Path(sys.argv[1]))
bank = Bank.open(places.bank, places)
quiet = subprocess.DEVNULL
editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=sys.stdin, stderr=quiet, close_fds=False)
print(editor.pid, flush=True)
editor.wait()
"""


def test_an_editor_that_outlives_a_killed_workbench_does_not_keep_the_lock(desk: Desk) -> None:
    desk.open().close()
    home = str(desk.places.data.parent)
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, home], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    editor = int(parent.stdout.readline())
    assert desk.open().read_only
    parent.kill()
    parent.wait()
    os.kill(editor, 0)
    assert not desk.open().read_only
    parent.stdin.close()
    parent.stdout.close()
