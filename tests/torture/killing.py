"""SIGKILL while saving, on the shipped save path. Prints what was found; exit code 1 if anything was.

    python -m tests.torture.killing --stories 250 --kills 100

`--without SAFE` takes one defence away, to see that this test would notice: `replace` writes over the old file
in place, as TinyDB's own storage does.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.torture.writer import ACK, Verdict, fill, judge, save_without_end
from workbench.bank import Bank, Places, disk
from workbench.bank.disk import Fingerprint


def write_in_place(
    path: Path,
    data: bytes | Sequence[bytes],
    *,
    before_replace: Callable[[], None] | None = None,
    also_synced: Callable[[], None] | None = None,
) -> Fingerprint:
    """Save as TinyDB's JSONStorage does: over the old bytes, truncated at the end."""
    if before_replace is not None:
        before_replace()
    with path.open("r+b" if path.exists() else "w+b", buffering=0) as file:
        disk.write_all(file.fileno(), data if isinstance(data, bytes) else b"".join(data))
        os.fsync(file.fileno())
        file.truncate()
        stat = os.fstat(file.fileno())
    return Fingerprint(stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)


def one_kill(places: Places, stories: int, chance: random.Random) -> tuple[dict[int, int], tuple[int, int] | None]:
    """Let a process save, kill it at a random moment, and return what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        save_without_end(places, writing, chance.randrange(1 << 30))
        os._exit(0)
    os.close(writing)
    # Read as it comes: what a kill cuts off must be neither waited for nor lost in a buffer.
    with os.fdopen(reading, "rb", buffering=0) as acks:
        if not acks.read(ACK.size):
            os.waitpid(child, 0)
            raise SystemExit("The writer did not start.")
        # After some saves, and then somewhere within the next: a busy machine changes how long one takes, not where
        # the kill lands.
        began, rest = time.monotonic(), b""
        saves = chance.randrange(4)
        for _ in range(saves):
            rest += acks.read(ACK.size)
        pace = (time.monotonic() - began) / saves if saves else min(0.3, max(0.06, stories / 2000))
        time.sleep(chance.uniform(0.0, 2 * pace))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := acks.read(65536):
            rest += more
    acked: dict[int, int] = {}
    last = None
    for start in range(0, len(rest) - ACK.size + 1, ACK.size):
        number, place = ACK.unpack_from(rest, start)
        acked[place] = number
        last = (number, place)
    return acked, last


def torture(stories: int, kills: int, seed: int) -> Verdict:
    """Kill a saving process so many times and return what was found in all."""
    chance = random.Random(seed)
    total = Verdict()
    with tempfile.TemporaryDirectory(prefix="bank-kills-") as home:
        places = Places.under(Path(home))
        fill(places, stories, seed)
        known: dict[int, int] = {}
        for _ in range(kills):
            acked, last = one_kill(places, stories, chance)
            known.update(acked)
            found = judge(places, stories, known, last)
            found.acknowledged = len(acked)
            total.add(found)
            if found.bad:
                # The damage is counted once; the next kill meets a whole bank again.
                shutil_remove(Path(home))
                fill(places, stories, seed)
                known = {}
            else:
                with Bank.open(places.bank, places) as bank:
                    assert not bank.read_only, "the lock of a killed process was still held"
    return total


def shutil_remove(home: Path) -> None:
    """Empty a folder."""
    import shutil

    for each in home.iterdir():
        shutil.rmtree(each)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=250)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", choices=["replace"])
    args = parser.parse_args()
    if args.without == "replace":
        disk.write_whole = write_in_place
    found = torture(args.stories, args.kills, args.seed)
    print(f"{args.stories} stories, {args.kills} kills: {found}", flush=True)
    for note in found.notes[:5]:
        print(f"  {note}")
    return 1 if found.bad else 0


if __name__ == "__main__":
    sys.exit(main())
