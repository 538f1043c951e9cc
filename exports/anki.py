"""Cards as an Anki package (.apkg): a zip of one SQLite file in Anki's schema 11, which every Anki since 2.0 imports.

Written here and not by a library: the one there is (genanki) brings four further packages, stamps the zip with the
clock, and has stood still since 2023; what is needed is five tables and one note type. The same cards on the same day
are the same bytes. Ids are made from the cards' own, so importing again updates the notes and keeps their schedule.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

_NOTE_TYPE: Final = 1_718_000_000_001
_FIRST_DECK: Final = 1_718_000_000_100
_FIRST_ID: Final = 1_400_000_000_000
"""Anki's ids are moments in milliseconds; ours lie in the years from 2014 on, where a hash of the card puts them."""
_SPREAD: Final = 1 << 38
_SEPARATOR: Final = "\x1f"
_SCHEMA: Final = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
  left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_notes_csum on notes (csum);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_revlog_cid on revlog (cid);
"""
_FRONT: Final = "{{Front}}"
_BACK: Final = '{{FrontSide}}<hr id="answer">{{Back}}{{#Source}}<p class="source">{{Source}}</p>{{/Source}}'
_CSS: Final = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 36em; margin: 1em auto; }\n"
    ".source { color: #777; font-size: 14px; }\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlashCard:
    """One card in plain text. `key` never changes for the same card; `deck` is the name of the pile it lies in."""

    key: str
    front: str
    back: str
    source: str = ""
    deck: str = ""


def package(cards: Sequence[FlashCard], title: str, day: date) -> bytes:
    """Return the package; the decks are called "title::deck" in the order in which they first come.

    Of cards with one key only the first is taken.
    """
    cards = list({card.key: card for card in reversed(cards)}.values())[::-1]
    decks = {name: _FIRST_DECK + at for at, name in enumerate(dict.fromkeys(card.deck for card in cards))}
    now = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_SCHEMA)
        base.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (now, now * 1000, now * 1000, *_settings(decks, title, now)),
        )
        taken: set[int] = set()
        for place, card in enumerate(cards):
            number = _id(card.key, taken)
            fields = [_markup(text) for text in (card.front, card.back, card.source)]
            base.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, ?, 0, '')",
                (number, card.key, _NOTE_TYPE, now, _SEPARATOR.join(fields), fields[0], _sum(card.front)),
            )
            base.execute(
                "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
                (number, number, decks[card.deck], now, place + 1),
            )
        base.commit()
        held = base.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in (("collection.anki2", held), ("media", b"{}")):
            # The clock of the machine would make other bytes of the same cards.
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def texts_in(data: bytes) -> list[tuple[str, str]]:
    """Return (place, text) of every field of a finished package, for the check of what leaves."""
    with zipfile.ZipFile(io.BytesIO(data)) as made, closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(made.read("collection.anki2"))
        notes: Iterable[tuple[int, str]] = base.execute("SELECT rowid, flds FROM notes ORDER BY id").fetchall()
        decks = json.loads(base.execute("SELECT decks FROM col").fetchone()[0])
    texts = [("the name of a deck", str(deck["name"])) for deck in decks.values()]
    for place, (_, fields) in enumerate(notes, 1):
        plain = html.unescape(fields.replace("<br>", "\n")).split(_SEPARATOR)
        texts += [(f"card {place}", text) for text in plain if text]
    return texts


def _settings(decks: dict[str, int], title: str, now: int) -> tuple[str, str, str, str]:
    conf: dict[str, Any] = {
        "nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0, "sortBackwards": False,
        "addToCur": True, "curDeck": 1, "newBury": True, "newSpread": 0, "dueCounts": True, "curModel": _NOTE_TYPE,
        "collapseTime": 1200,
    }  # fmt: skip
    model: dict[str, Any] = {
        "id": _NOTE_TYPE, "name": "STAR workbench card", "type": 0, "mod": now, "usn": -1, "sortf": 0,
        "did": next(iter(decks.values()), 1), "vers": [], "tags": [], "css": _CSS,
        "latexPre": "", "latexPost": "", "req": [[0, "all", [0]]],
        "flds": [
            {"name": name, "ord": at, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
            for at, name in enumerate(("Front", "Back", "Source"))
        ],
        "tmpls": [
            {"name": "Card", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "bqfmt": "", "bafmt": "", "did": None}
        ],
    }  # fmt: skip
    names = {1: "Default", **{number: f"{title}::{name}" if name else title for name, number in decks.items()}}
    piles = {
        str(number): {
            "id": number, "name": name, "mod": now, "usn": -1, "desc": "", "dyn": 0, "conf": 1, "collapsed": False,
            "browserCollapsed": False, "extendNew": 10, "extendRev": 50,
            "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
        }
        for number, name in names.items()
    }  # fmt: skip
    options: dict[str, Any] = {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
        "dyn": False,
        "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "separate": True, "order": 1,
                "perDay": 20, "bury": True},
        "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0},
        "rev": {"perDay": 100, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1, "maxIvl": 36500, "bury": True},
    }  # fmt: skip
    return json.dumps(conf), json.dumps({str(_NOTE_TYPE): model}), json.dumps(piles), json.dumps({"1": options})


def _id(key: str, taken: set[int]) -> int:
    spread = int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    number = _FIRST_ID + spread % _SPREAD
    while number in taken:
        number += 1
    taken.add(number)
    return number


def _markup(text: str) -> str:
    """Fields are HTML to Anki: what looks like a tag in the user's words must be shown, and never obeyed."""
    return html.escape(text.replace(_SEPARATOR, " ").strip()).replace("\n", "<br>")


def _sum(text: str) -> int:
    """Anki's check sum of a first field, by which it finds notes that say the same."""
    return int(hashlib.sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8], 16)
