"""A program in a real pseudo-terminal: what it drew when, and what it cost.

While the program runs, its bytes are only kept with their times; they are drawn on an emulated screen afterwards, so
that the emulator's own cost is in no figure.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyte

# A terminal of today answers these questions; without an answer a program waits for its time-out.
ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[>0?q"), b"\x1bP>|bench\x1b\\"),
)
# What pyte would print as text instead of obeying.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*\$[a-z]|\x1bP[^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)


@dataclass
class Run:
    """One run: bytes with their times (seconds since the start), keys with theirs, and the highest memory in MB."""

    columns: int
    rows: int
    bytes_at: list[tuple[float, bytes]] = field(default_factory=list)
    keys_at: list[float] = field(default_factory=list)
    memory: float = 0.0
    code: int | None = None
    _now: tuple[pyte.Screen, pyte.ByteStream] | None = None
    _drawn: int = 0

    def screens(self) -> list[tuple[float, list[str]]]:
        """Return the screen's text after each burst of bytes."""
        screen = pyte.Screen(self.columns, self.rows)
        stream = pyte.ByteStream(screen)
        shown = []
        for at, data in self.bytes_at:
            stream.feed(_UNKNOWN.sub(b"", data))
            shown.append((at, list(screen.display)))
        return shown

    def text(self) -> str:
        """Return the last screen as text; what was drawn before it was asked for the last time is not drawn again."""
        if self._now is None:
            screen = pyte.Screen(self.columns, self.rows)
            self._now = screen, pyte.ByteStream(screen)
        screen, stream = self._now
        for _, data in self.bytes_at[self._drawn :]:
            stream.feed(_UNKNOWN.sub(b"", data))
        self._drawn = len(self.bytes_at)
        return "\n".join(line.rstrip() for line in screen.display)

    def full_frame(self, share: float = 0.95, before: float | None = None) -> float:
        """Return when `share` of the settled screen's characters stood for good, in seconds."""
        return _stood([(at, lines) for at, lines in self.screens() if before is None or at < before], share)

    def key_times(self) -> list[float]:
        """Return the seconds from each key to the last change of the screen before the next key."""
        screens = self.screens()
        times = []
        for number, key in enumerate(self.keys_at):
            end = self.keys_at[number + 1] if number + 1 < len(self.keys_at) else float("inf")
            before = next((lines for at, lines in reversed(screens) if at <= key), None)
            for at, lines in screens:
                if key < at <= end and lines != before:
                    times.append(at - key)
                    break
        return times

    def frame_times(self, share: float = 0.95) -> list[float]:
        """Return the seconds from each key until `share` of what the screen then came to show stood for good."""
        screens = self.screens()
        times = []
        for number, key in enumerate(self.keys_at):
            end = self.keys_at[number + 1] if number + 1 < len(self.keys_at) else float("inf")
            drawn = [(at, lines) for at, lines in screens if key < at <= end]
            if drawn:
                times.append(_stood(drawn, share) - key)
        return times


def _stood(screens: list[tuple[float, list[str]]], share: float) -> float:
    last = screens[-1][1]
    wanted = [(y, x, c) for y, line in enumerate(last) for x, c in enumerate(line) if c != " "]
    for at, lines in screens:
        if sum(lines[y][x] == c for y, x, c in wanted) >= share * len(wanted):
            return at
    return screens[-1][0]


class Terminal:
    """A program in a pseudo-terminal of its own, with a new session, so that closing it ends the program."""

    def __init__(
        self, command: Sequence[str], columns: int = 120, rows: int = 40, env: dict[str, str] | None = None
    ) -> None:
        self.run = Run(columns, rows)
        settings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        for name in ("COLUMNS", "LINES", "TMUX", "NO_COLOR"):
            if name not in (env or {}):
                settings.pop(name, None)
        sys.stdout.flush()
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), settings)
        self.ended = False

    def now(self) -> float:
        """Return the seconds since the start."""
        return time.perf_counter() - self.start

    def pump(self, wait: float) -> bool:
        """Take what comes within `wait` seconds; False if nothing came."""
        ready, _, _ = select.select([self.fd], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return False
        self.run.bytes_at.append((self.now(), data))
        for question, answer in ANSWERS:
            for _ in question.findall(data):
                os.write(self.fd, answer)
        return True

    def settle(self, quiet: float = 0.5, most: float = 20.0) -> None:
        """Wait until nothing was drawn for `quiet` seconds, or for `most` seconds."""
        end = self.now() + most
        last = self.now()
        while not self.ended and self.now() < end and (self.now() - last < quiet or not self.run.bytes_at):
            if self.pump(0.05):
                last = self.now()

    def wait_for(self, words: str, most: float = 20.0) -> bool:
        """Wait until the screen shows `words`; False if it never does."""
        end = self.now() + most
        drawn = -1
        while not self.ended and self.now() < end:
            if len(self.run.bytes_at) != drawn:
                drawn = len(self.run.bytes_at)
                if words in self.run.text():
                    return True
            self.pump(0.1)
        return words in self.run.text()

    def press(self, keys: str) -> None:
        """Send keys as bytes."""
        self.run.keys_at.append(self.now())
        os.write(self.fd, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def end(self, patience: float = 5.0) -> Run:
        """Note the memory, end the program where it still runs, and return what was kept."""
        status = Path(f"/proc/{self.pid}/status")
        if not self.ended and status.exists() and (peak := re.search(r"VmHWM:\s+(\d+)", status.read_text())):
            self.run.memory = int(peak[1]) / 1024
        if not self.ended:
            os.kill(self.pid, signal.SIGTERM)
        until = self.now() + patience
        while self.now() < until:
            done, code = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.run.code = os.waitstatus_to_exitcode(code)
                break
            self.pump(0.02) if not self.ended else time.sleep(0.01)
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
        return self.run
