"""When Python looks for garbage: never between a key and its picture.

Left alone, Python walks through everything that the workbench holds every few seconds of typing, and stops for 70 to
90 ms while it does (`python -m bench typing`). What the start and the reader have brought in stays for good, so it is
set aside; the rest is looked through while the fingers rest.
"""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import dataclass, field
from typing import Final

REST: Final = 2.0
"""Seconds without a key after which a look is not felt."""
LOOK_EVERY: Final = 15.0
"""Seconds between two looks."""
_SWITCH: Final = 0.001
"""Seconds that a thread in the background may hold Python while a key waits; left alone it is 5 ms."""


@dataclass
class _State:
    """Of the whole process, as Python's own looking is."""

    ours: bool = False
    last_key: float = 0.0
    aside: set[str] = field(default_factory=set)


_state = _State()


def begin() -> None:
    """Take over for the whole process: no look before the first frame."""
    _state.ours = True
    gc.disable()
    sys.setswitchinterval(_SWITCH)


def set_aside(what: str) -> None:
    """What is there now (the start, the reader) stays: it is never looked through again. Works once for each."""
    if _state.ours and what not in _state.aside:
        _state.aside.add(what)
        gc.freeze()
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, 1_000_000)
        gc.enable()


def key_pressed() -> None:
    """Remember when the last key was pressed."""
    _state.last_key = time.monotonic()


def rested() -> float:
    """Return for how many seconds no key was pressed."""
    return time.monotonic() - _state.last_key


def look_if_resting() -> None:
    """Look through everything that is not set aside, if no key was pressed for a while."""
    if _state.ours and rested() > REST:
        gc.collect()
