"""What a save costs, as a ratio to the bare file calls that any safe save needs, in the same run.

Bare: write the same bytes to a temporary file, fsync, `os.replace`, fsync of the folder; nothing else. Ours: a whole
transaction with a story changed: outside changes looked for, the row encoded and read back, checksum, history with
its own fsync, the file. The three sizes, bare and ours take turns in one run, so that what else the machine does meets
all alike. A ratio is that of the medians; beside it that of the quicker quarter of each (the 25th percentile), for
what other work adds is in the slower ones.

    python -m bench.saving [OTHER]

OTHER is a folder with another state of the code (`git worktree add OTHER COMMIT`): its saves take turns with ours.
"""

from __future__ import annotations

import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.bank import Bank, Places
from workbench.model.story import Story

OTHER = """
import sys, time
from pathlib import Path
from bench.saving import story
from workbench.bank import Bank, Places
from workbench.model.story import Story
places, stories = Places.under(Path(sys.argv[1])), int(sys.argv[2])
bank = Bank.open(places.bank, places)
with bank.transaction("fill") as tx:
    for number in range(stories):
        tx.put(story(number))
for line in sys.stdin:
    changed = bank.get(Story, f"story-{int(line) % stories}").model_copy(update={"task": f"turn {line}"})
    began, worked = time.perf_counter(), time.process_time()
    with bank.transaction("edit") as tx:
        tx.put(changed, base_rev=changed.rev)
    print(time.perf_counter() - began, time.process_time() - worked, flush=True)
bank.close()
"""
"""What another state of the code runs: nothing in it is newer than the first bank."""

if TYPE_CHECKING:
    from bench.terminal import Terminal

SIZES = (25, 250, 2500)
GOAL = 1.5
ROUNDS = 200
KEYS = 300
TYPED = "abcdefghij "
KEY_GOAL = 50.0
"""Milliseconds from a key to the screen at p99 while 2,500 stories are being saved."""


def bare(folder: Path, data: bytes) -> None:
    """Save `data` with the four calls, and nothing else."""
    temp = folder / "bare.tmp"
    fd = os.open(temp, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)
    temp.replace(folder / "bare.json")
    fd = os.open(folder, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def story(number: int, size: int = 4000) -> Story:
    words = f"we ran two options side by side for week {number} and the smaller one lost nothing that mattered "
    return Story(title=f"Story {number}", action=(words * (size // len(words) + 1))[:size], themes=["failure"])


@dataclass
class Size:
    """A bank of so many stories, and how long each way to save it took, in seconds."""

    stories: int
    places: Places
    bank: Bank
    data: bytes
    other: subprocess.Popen[str] | None
    times: dict[str, list[float]] = field(default_factory=lambda: {"bare": [], "ours": [], "other": []})
    worked: dict[str, list[float]] = field(default_factory=lambda: {"bare": [], "ours": [], "other": []})
    """The processor's part of it: what other work and the disk do is not in it."""

    def turn(self, number: int) -> None:
        """Save once in each way, in another order each time: each leaves the disk something to do."""
        ways = [way for way in self.times if way != "other" or self.other is not None]
        random.Random(number).shuffle(ways)
        for way in ways:
            taken, worked = self.save(way, number)
            self.times[way].append(taken)
            self.worked[way].append(worked)

    def save(self, way: str, number: int) -> tuple[float, float]:
        """Save once and return the seconds it took, and those of the processor among them."""
        if way == "ours":
            return edited(self.bank, number, self.stories)
        if way == "bare" or self.other is None or self.other.stdin is None or self.other.stdout is None:
            began, worked = time.perf_counter(), time.process_time()
            bare(self.places.data, self.data)
            return time.perf_counter() - began, time.process_time() - worked
        self.other.stdin.write(f"{number}\n")
        self.other.stdin.flush()
        said = self.other.stdout.readline().split()
        return float(said[0]), float(said[1])

    def at(self, way: str, share: float) -> float:
        """Return a percentile in milliseconds."""
        return percentile(sorted(self.times[way]), share) * 1000

    def line(self, way: str) -> str:
        """Return one line of the table."""
        quarter, median, three = (self.at(way, share) for share in (0.25, 0.5, 0.75))
        return (
            f"{self.stories:7} {len(self.data) / 1000:7.0f}K  {way:5} {median:6.2f} ms  ({quarter:.2f} to {three:.2f})"
            f"   {median / self.at('bare', 0.5):5.2f}   {quarter / self.at('bare', 0.25):5.2f}"
            f"   {statistics.median(self.worked[way]) * 1000:6.2f} ms"
        )

    def rest(self) -> str:
        """Return what a change of many stories, closing and opening took; the bank is closed."""
        seq, many = self.bank.seq, min(100, self.stories)
        began = time.perf_counter()
        with self.bank.transaction("bulk") as tx:
            for each in self.bank.all(Story)[:many]:
                tx.put(each.model_copy(update={"result": "bulk"}))
        bulk, saves = time.perf_counter() - began, self.bank.seq - seq
        self.bank.close()
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            Bank.open(self.places.bank, self.places, read_only=True).raw("stories")
            taken.append(time.perf_counter() - began)
        if saves != 1:
            raise SystemExit(f"A change of {many} stories was {saves} saves.")
        return (
            f"{self.stories:7} {many:4} stories changed: {bulk * 1000:.1f} ms, one save;"
            f" open and read: {statistics.median(taken) * 1000:.1f} ms"
        )


def filled(home: Path, stories: int) -> tuple[Places, Bank]:
    """Return a bank of so many stories in a folder of its own, its beginnings over."""
    places = Places.under(home)
    bank = Bank.open(places.bank, places)
    with bank.transaction("fill") as tx:
        for number in range(stories):
            tx.put(story(number))
    return places, bank


def edited(bank: Bank, number: int, stories: int) -> tuple[float, float]:
    """Change one story and return the seconds that saving it took, and those of the processor among them."""
    changed = bank.get(Story, f"story-{number % stories}").model_copy(update={"task": f"turn {number}"})
    began, worked = time.perf_counter(), time.process_time()
    with bank.transaction("edit") as tx:
        tx.put(changed, base_rev=changed.rev)
    return time.perf_counter() - began, time.process_time() - worked


def measure(other: Path | None) -> list[Size]:
    """Let all sizes and ways take turns, and return what each took."""
    with tempfile.TemporaryDirectory(prefix="bench-saving-", dir=Path.cwd()) as home:
        sizes = []
        for stories in SIZES:
            places, bank = filled(Path(home) / str(stories), stories)
            process = None if other is None else _other(other, Path(home) / f"other-{stories}", stories)
            sizes.append(Size(stories, places, bank, places.bank.read_bytes(), process))
        # The copy that a session begins with is taken beside: not while it is measured.
        time.sleep(2.0)
        for number in range(ROUNDS):
            for size in sizes:
                if size.stories < 1000 or number % 5 == 0:
                    size.turn(number)
        print(
            "stories    file  way    median  (middle half)         ratio of medians, of the quicker quarters, processor"
        )
        for size in sizes:
            for way in ("bare", "ours", *(["other"] if other else [])):
                print(size.line(way))
        for size in sizes:
            print(size.rest())
            if size.other is not None:
                size.other.communicate()
        return sizes


def _other(code: Path, home: Path, stories: int) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(code)}
    words = [sys.executable, "-c", OTHER, str(home), str(stories)]
    return subprocess.Popen(words, cwd=code, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def waiting(stories: int, saves: int) -> tuple[float, float]:
    """Return how long a thread that wakes each millisecond is held up while another saves: p99 and most, in ms."""
    with tempfile.TemporaryDirectory(prefix="bench-saving-", dir=Path.cwd()) as home:
        places = Places.under(Path(home))
        with Bank.open(places.bank, places) as bank:
            with bank.transaction("fill") as tx:
                for number in range(stories):
                    tx.put(story(number))
            done = threading.Event()

            def save() -> None:
                for turn in range(saves):
                    changed = bank.get(Story, f"story-{turn}").model_copy(update={"task": f"turn {turn}"})
                    with bank.transaction("edit") as tx:
                        tx.put(changed)
                done.set()

            threading.Thread(target=save).start()
            held = []
            while not done.is_set():
                began = time.perf_counter()
                time.sleep(0.001)
                held.append((time.perf_counter() - began) * 1000 - 1)
    return percentile(sorted(held), 0.99), max(held)


def key_to_screen(stories: int) -> tuple[list[float], int]:
    """Type into a story while the bank is saved with every key; return sorted ms to the screen, and the saves.

    Each key comes four milliseconds after ^s, so that it meets a save under way. Only the text pane is looked at:
    the header's "saving…" is no answer to the key. A letter that shows nothing before the next one counts as having
    taken until then.
    """
    from bench.terminal import Terminal

    with tempfile.TemporaryDirectory(prefix="bench-saving-", dir=Path.cwd()) as home:
        places = Places.under(Path(home))
        with Bank.open(places.bank, places) as bank, bank.transaction("fill") as tx:
            for number in range(stories):
                tx.put(story(number))
            tx.put(Story(id="calls", title="Calls", situation="s", action="a"))
        terminal = Terminal([sys.executable, "-m", "workbench"], 120, 40, {"WORKBENCH_HOME": home})
        terminal.wait_for("Calls")
        terminal.settle()
        for keys in ("G", "e"):
            terminal.press(keys)
            terminal.settle(1.0)
        terminal.press("x")
        terminal.settle(2.0)
        terminal.run.keys_at.clear()
        with Bank.open(places.bank, places, read_only=True) as bank:
            before = bank.seq
        for number in range(KEYS):
            os.write(terminal.fd, b"\x13")
            wait(terminal, 0.004)
            terminal.press(TYPED[number % len(TYPED)])
            wait(terminal, 0.12)
        terminal.settle(1.0)
        run = terminal.end()
        with Bank.open(places.bank, places, read_only=True) as bank:
            saves = bank.seq - before
    screens = [(at, [line[:58] for line in lines[2:-1]]) for at, lines in run.screens()]
    taken = []
    for number, (key, end) in enumerate(zip(run.keys_at, [*run.keys_at[1:], float("inf")], strict=True)):
        # A space at the end of the text shows nothing that could be waited for.
        if TYPED[number % len(TYPED)] == " ":
            continue
        standing = next(lines for at, lines in reversed(screens) if at <= key)
        answered = next((at for at, lines in screens if key < at <= end and lines != standing), end)
        taken.append((answered - key) * 1000)
    return sorted(taken), saves


def percentile(taken: Sequence[float], share: float) -> float:
    """Return the smallest value that so large a share of the sorted values does not exceed."""
    return taken[max(0, math.ceil(len(taken) * share) - 1)]


def wait(terminal: Terminal, seconds: float) -> None:
    """Take what is drawn for so long."""
    end = terminal.now() + seconds
    while terminal.now() < end:
        terminal.pump(max(0.0, end - terminal.now()))


def main() -> int:
    """Print the tables; exit code 1 if saving at 250 stories costs more than the goal, or a key waits too long."""
    print(f"Load {os.getloadavg()[0]:.1f}.")
    sizes = measure(Path(sys.argv[1]).resolve() if sys.argv[1:] else None)
    at_250 = next(size for size in sizes if size.stories == 250)
    failed = at_250.at("ours", 0.5) > GOAL * at_250.at("bare", 0.5)
    p99, most = waiting(2500, 40)
    print(f"While 2,500 stories are being saved, another thread is held up {p99:.1f} ms at p99, {most:.1f} ms at most.")
    from bench.typing import in_the_plain_one

    keys, saves = key_to_screen(2500)
    plain = [each * 1000 for each in in_the_plain_one()]
    p99 = percentile(keys, 0.99)
    print(
        f"Key to screen during {saves} saves of 2,500 stories, {len(keys)} keys:"
        f" median {statistics.median(keys):.1f} ms, p99 {p99:.1f} ms (goal {KEY_GOAL:.0f}), most {keys[-1]:.1f} ms."
        f" A plain text area that saves nothing, in the same run: median {statistics.median(plain):.1f} ms,"
        f" p99 {percentile(plain, 0.99):.1f} ms. Load {os.getloadavg()[0]:.1f}."
    )
    return int(failed or p99 > KEY_GOAL)


if __name__ == "__main__":
    sys.exit(main())
