"""A disk that refuses: the n-th file call fails, or kills the process. Stands between our code and the system."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CALLS = (
    "open",
    "write",
    "writev",
    "fsync",
    "fstat",
    "close",
    "replace",
    "rename",
    "unlink",
    "stat",
    "ftruncate",
    "mkdir",
)


class Disk:
    """Counts file calls; from `fail_at` on (1 is the first) `times` of them raise `errno`, or the process is killed."""

    def __init__(self, fail_at: int = 0, errno: int = 0, times: int = 1, only: tuple[str, ...] = CALLS) -> None:
        self.fail_at = fail_at
        self.errno = errno
        self.times = times
        self.only = only
        self.count = 0
        self.seen: list[str] = []

    def meet(self, name: str) -> None:
        """Count one call; fail it if it is its turn."""
        if name not in self.only:
            return
        self.count += 1
        self.seen.append(name)
        if self.fail_at and self.fail_at <= self.count < self.fail_at + self.times:
            if not self.errno:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self.errno, os.strerror(self.errno))


@contextmanager
def faulty(disk: Disk) -> Iterator[Disk]:
    """Let every file call of this process go through `disk`."""
    real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in CALLS}

    def through(name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            disk.meet(name)
            return real[name](*args, **named)

        return call

    for name in CALLS:
        setattr(os, name, through(name))
    try:
        yield disk
    finally:
        for name, function in real.items():
            setattr(os, name, function)
