"""A power cut: ext4 on a loop device, shut down without flushing its log, mounted again. Needs root; Linux only.

    python -m tests.torture.power --busy 200 --idle 60

SIGKILL cannot see a missing fsync, for the system keeps what a dead process wrote. This does. Busy: the cut comes
while a process saves. Idle: it comes 0.2 to 4 seconds after one acknowledged save that made the file shorter, and
1.5 seconds after the last key of a draft.
`--without sync|folder-sync|history-sync|draft-sync` takes one defence away, to see that this test would notice.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.writer import ACK, Verdict, fill, judge, now, save_without_end, text_of
from workbench.bank import Bank, Places, disk
from workbench.bank.drafts import SYNC_AFTER, Drafts
from workbench.bank.history import History
from workbench.model.story import Story

SHUTDOWN = 0x8004587D
"""FS_IOC_SHUTDOWN: _IOR('X', 125, u32), linux/fs.h."""
NO_LOG_FLUSH = struct.pack("I", 2)
SIZE = 96 * 1024 * 1024


def unable() -> str:
    """Say why a power cut cannot be tried here, or ""."""
    if sys.platform != "linux":
        return "A power cut can only be tried on Linux."
    if os.geteuid() != 0:
        return "A power cut can only be tried as root (it mounts a file system)."
    for tool in ("mkfs.ext4", "losetup", "mount", "umount"):
        if shutil.which(tool) is None:
            return f"A power cut can't be tried here: {tool} is missing."
    with tempfile.TemporaryDirectory(prefix="bank-power-") as folder:
        try:
            Machine(Path(folder)).off()
        except (OSError, subprocess.CalledProcessError) as error:
            return f"A power cut can't be tried here: {error}"
    return ""


class Machine:
    """One disk with a bank on it, which can lose its power."""

    def __init__(self, folder: Path) -> None:
        self.mount = folder / "disk"
        self.mount.mkdir(exist_ok=True)
        image = folder / "image"
        with image.open("wb") as file:
            file.truncate(SIZE)
        _run("mkfs.ext4", "-q", "-F", str(image))
        self.loop = _run("losetup", "-f", "--show", str(image)).strip()
        self.places = Places.under(self.mount / "home")
        self._on()

    def _on(self) -> None:
        _run("mount", "-t", "ext4", self.loop, str(self.mount))

    def cut(self) -> None:
        """Take the power away: what the disk has not confirmed is gone. Then start again."""
        folder = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, NO_LOG_FLUSH)
        finally:
            os.close(folder)

    def start_again(self) -> None:
        """Mount the disk again; its journal is replayed."""
        _run("umount", str(self.mount))
        self._on()

    def off(self) -> None:
        """Give everything back to the system."""
        subprocess.run(["umount", str(self.mount)], check=False, capture_output=True)
        subprocess.run(["losetup", "-d", self.loop], check=False, capture_output=True)


def busy(machine: Machine, stories: int, chance: random.Random, known: dict[int, int]) -> Verdict:
    """Cut the power while a process saves."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            save_without_end(machine.places, writing, chance.randrange(1 << 30))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as acks:
        if not acks.read(ACK.size):
            raise SystemExit("The writer did not start.")
        time.sleep(chance.uniform(0.02, 0.5))
        machine.cut()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        rest = acks.read()
    last = None
    for start in range(0, len(rest) - ACK.size + 1, ACK.size):
        last = ACK.unpack_from(rest, start)
        known[last[1]] = last[0]
    machine.start_again()
    verdict = judge(machine.places, stories, known, last)
    verdict.acknowledged = len(rest) // ACK.size
    return verdict


def idle(machine: Machine, stories: int, chance: random.Random, known: dict[int, int]) -> Verdict:
    """Save one shorter state, wait, and cut the power."""
    child = os.fork()
    if child == 0:
        bank = Bank.open(machine.places.bank, machine.places, now=now)
        ids = sorted(bank.raw("stories"))
        number = bank.seq * 10
        for length, place in ((20_000, 0), (40, 0)):
            number += 1
            story = bank.get(Story, ids[place])
            with bank.transaction("save") as tx:
                tx.put(story.model_copy(update={"action": text_of(number, length, chance)}))
        bank.drafts.write("stories/story-1/task", f"typed {number}", 1)
        # The promise for what is typed: on the medium within a second, by a thread that asks nobody.
        time.sleep(SYNC_AFTER + 0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with Bank.open(machine.places.bank, machine.places, read_only=True) as bank:
        number = (bank.seq - 2) * 10 + 2
    known[0] = number
    time.sleep(chance.uniform(0.2, 4.0))
    machine.cut()
    machine.start_again()
    verdict = judge(machine.places, stories, known, (number, 0))
    if not verdict.bad:
        with Bank.open(machine.places.bank, machine.places, read_only=True) as bank:
            draft = bank.drafts.get("stories/story-1/task")
        verdict.drafts_lost = int(draft is None or draft.text != f"typed {number}")
    return verdict


def torture(cuts: int, how: str, stories: int = 25, seed: int = 1) -> Verdict:
    """Cut the power so many times, busy or idle, and return what was found in all."""
    chance = random.Random(seed)
    total = Verdict()
    with tempfile.TemporaryDirectory(prefix="bank-power-") as folder:
        machine = Machine(Path(folder))
        try:
            known = anew(machine, stories, seed)
            for _ in range(cuts):
                found = (busy if how == "busy" else idle)(machine, stories, chance, known)
                total.add(found)
                if found.bad:
                    known = anew(machine, stories, seed)
        finally:
            machine.off()
    return total


def anew(machine: Machine, stories: int, seed: int) -> dict[int, int]:
    """Put a fresh bank on the disk, surely there."""
    shutil.rmtree(machine.mount / "home", ignore_errors=True)
    fill(machine.places, stories, seed)
    os.sync()
    return {}


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--busy", type=int, default=200)
    parser.add_argument("--idle", type=int, default=60)
    parser.add_argument("--stories", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", choices=["sync", "folder-sync", "history-sync", "draft-sync"])
    args = parser.parse_args()
    if why := unable():
        print(why)
        return 2
    if args.without == "sync":
        disk.sync = lambda fd: None
        disk.sync_folder = lambda folder: None
    elif args.without == "folder-sync":
        disk.sync_folder = lambda folder: None
    elif args.without == "history-sync":
        setattr(History, "sync", lambda history: None)  # noqa: B010
    elif args.without == "draft-sync":
        setattr(Drafts, "flush", lambda drafts: None)  # noqa: B010
    bad = 0
    for how, cuts in (("busy", args.busy), ("idle", args.idle)):
        if cuts:
            found = torture(cuts, how, args.stories, args.seed)
            print(f"{cuts} power cuts, {how}: {found}", flush=True)
            for note in found.notes[:5]:
                print(f"  {note}")
            bad += found.bad
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
