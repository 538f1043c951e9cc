"""A window that is closed while the screen is drawn: the program ends, and does not wait for the terminal for ever."""

from __future__ import annotations

import os
import sys
import threading
from typing import IO, cast

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from workbench.tui.outliving import Outliving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")


def test_a_terminal_that_has_gone_holds_nobody_up() -> None:
    held, shown = os.openpty()
    terminal = Outliving(os.fdopen(shown, "w", encoding="utf-8"))
    os.close(held)
    writer = WriterThread(cast("IO[str]", terminal))
    writer.start()

    def draw_and_leave() -> None:
        for _ in range(3 * MAX_QUEUED_WRITES):
            writer.write("a line of the screen\r\n")
        writer.stop()

    drawing = threading.Thread(target=draw_and_leave, daemon=True)
    drawing.start()
    drawing.join(20)
    assert not drawing.is_alive(), "it waits for a terminal that is gone"
    assert terminal.fileno() == shown
    assert terminal.write("x") == 1
