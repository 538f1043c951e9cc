"""When Python looks for garbage: never between a key and its picture.

Left alone, Python walks through everything that the workbench holds every few seconds of typing, and stops for 70 to
90 ms while it does (`python -m bench typing`). What the start and the reader have brought in stays for good, so it is
set aside; the rest is looked through while the fingers rest.
"""

from __future__ import annotations

import gc
import sys
import time
from typing import Final

REST: Final = 2.0
"""Seconds without a key after which a look is not felt."""
LOOK_EVERY: Final = 15.0
"""Seconds between two looks."""
_SWITCH: Final = 0.001
"""Seconds that a thread in the background may hold Python while a key waits; left alone it is 5 ms."""

_ours = False
_last_key = 0.0
_aside: set[str] = set()


def begin() -> None:
    """Take over for the whole process: no look before the first frame."""
    global _ours
    _ours = True
    gc.disable()
    sys.setswitchinterval(_SWITCH)


def set_aside(what: str) -> None:
    """What is there now (the start, the reader) stays: it is never looked through again. Works once for each."""
    if _ours and what not in _aside:
        _aside.add(what)
        gc.freeze()
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, 1_000_000)
        gc.enable()


def key_pressed() -> None:
    """Remember when the last key was pressed."""
    global _last_key
    _last_key = time.monotonic()


def look_if_resting() -> None:
    """Look through everything that is not set aside, if no key was pressed for a while."""
    if _ours and time.monotonic() - _last_key > REST:
        gc.collect()
