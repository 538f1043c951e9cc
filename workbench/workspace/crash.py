"""A crash file: enough to mend the fault, nothing of a story.

It names the error's type and the places in the code that led to it. The message of an error may quote text, and
local variables certainly do, so neither is written.
"""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

from workbench import __version__
from workbench.bank.disk import write_whole
from workbench.bank.places import Places, private_folder


def crash_text(error: BaseException, now: datetime) -> str:
    """Return what a crash file says of `error` and of what caused it."""
    lines = [
        f"workbench {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"{now:%Y-%m-%d %H:%M:%S}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def keep_crash(error: BaseException, now: datetime, places: Places | None = None) -> str:
    """Write a crash file and return the sentence that a user reads. Never raises."""
    happened = f"Something in the workbench went wrong ({type(error).__name__}). What was saved is safe."
    try:
        folder = (places or Places.find()).state / "crashes"
        private_folder(folder)
        path = folder / f"crash-{now:%Y%m%d-%H%M%S}.txt"
        write_whole(path, crash_text(error, now).encode())
    except Exception:
        # The disk may be what went wrong: the sentence still has to reach the user.
        return happened
    return f"{happened} {path} says where it happened, without any text of yours."
