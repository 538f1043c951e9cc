"""A process that saves without end and says what it has saved, and the check of what it left behind.

Every story's text carries its own number, length and checksum, so that a splice of two states or a lost save shows
in the content, not only in the syntax.
"""

from __future__ import annotations

import os
import random
import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from workbench.bank import Bank, Places, envelope
from workbench.model.story import Story

ACK = struct.Struct(">II")
WORDS = ("we", "ran", "two", "options", "side", "by", "side", "and", "the", "smaller", "one", "lost", "nothing")


def now() -> datetime:
    return datetime.now(UTC)


def text_of(number: int, length: int, chance: random.Random) -> str:
    """Return a text that knows its number and checksum: `number|words|crc`."""
    words = " ".join(chance.choices(WORDS, k=max(1, length // 5)))
    body = f"{number}|{words}"
    return f"{body}|{zlib.crc32(body.encode()):08x}"


def number_of(text: str) -> int | None:
    """Return the number of a text that is whole, else None."""
    body, _, crc = text.rpartition("|")
    if f"{zlib.crc32(body.encode()):08x}" != crc:
        return None
    return int(body.split("|")[0])


def fill(places: Places, stories: int, seed: int) -> None:
    """Make a bank of so many stories of about 4 KB, every text of number 0."""
    chance = random.Random(seed)
    with Bank.open(places.bank, places, now=now) as bank, bank.transaction("fill") as tx:
        for number in range(stories):
            tx.put(Story(title=f"Story {number}", action=text_of(0, 4000, chance), themes=["failure"]))


def save_without_end(places: Places, acks: int, seed: int) -> None:
    """Open the bank, say so with an ack (0, 0), then save random stories and acknowledge each save."""
    chance = random.Random(seed)
    bank = Bank.open(places.bank, places, now=now)
    ids = sorted(bank.raw("stories"))
    number = bank.seq * 10
    os.write(acks, ACK.pack(0, 0))
    while True:
        number += 1
        place = chance.randrange(len(ids))
        story = bank.get(Story, ids[place])
        text = text_of(number, chance.choice((40, 400, 4000, 20_000)), chance)
        bank.drafts.write(f"stories/{story.id}/action", text, story.rev)
        with bank.transaction(f"save {number}") as tx:
            tx.put(story.model_copy(update={"action": text}), base_rev=story.rev)
        os.write(acks, ACK.pack(number, place))
        bank.drafts.settle(f"stories/{story.id}/action", text)


@dataclass
class Verdict:
    """What was found after a kill or a power cut."""

    unreadable: int = 0
    spliced: int = 0
    lost: int = 0
    history_lost: int = 0
    drafts_lost: int = 0
    left_over: int = 0
    acknowledged: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, other: Verdict) -> None:
        for name in ("unreadable", "spliced", "lost", "history_lost", "drafts_lost", "left_over", "acknowledged"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.notes.extend(other.notes)

    @property
    def bad(self) -> int:
        return self.unreadable + self.spliced + self.lost + self.history_lost + self.drafts_lost

    def __str__(self) -> str:
        found = (
            f"{self.unreadable} unreadable",
            f"{self.spliced} spliced or missing stories",
            f"{self.lost} acknowledged saves lost",
            f"{self.history_lost} revisions missing from the history",
            f"{self.drafts_lost} drafts lost",
        )
        tried = f"{self.acknowledged} saves acknowledged, {self.left_over} temporary files left and swept"
        return f"{', '.join(found)} ({tried})"


def judge(places: Places, stories: int, acked: dict[int, int], last: tuple[int, int] | None) -> Verdict:
    """Look at what is on the disk: `acked` gives the last acknowledged number of each story, `last` the very last."""
    verdict = Verdict(acknowledged=1 if last else 0)
    verdict.left_over = len(list(places.bank.parent.glob(".bank.json.wb-*")))
    try:
        raw = places.bank.read_bytes()
        tables = envelope.unpack(raw)[1]
    except (OSError, envelope.UnreadableError) as error:
        verdict.unreadable = 1
        verdict.notes.append(str(error))
        return verdict
    rows = {key: line.row() for key, line in tables["stories"].items()}
    verdict.spliced += stories - len(rows)
    ids = sorted(rows)
    for place, row_id in enumerate(ids):
        number = number_of(rows[row_id]["action"])
        if number is None:
            verdict.spliced += 1
        elif number < acked.get(place, 0):
            verdict.lost += 1
            verdict.notes.append(f"{row_id}: {number} on disk, {acked[place]} acknowledged")
    if last is not None and not verdict.bad:
        bank = Bank.open(places.bank, places, read_only=True, now=now)
        kept = {number_of(each.row["action"]) for each in bank.history.revisions("stories", ids[last[1]])}
        verdict.history_lost = int(last[0] not in kept)
    return verdict
