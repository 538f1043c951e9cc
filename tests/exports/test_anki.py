"""The Anki package: what Anki reads of it, the same bytes for the same cards, nothing confidential in it."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.anki import FlashCard, package, texts_in
from workbench.errors import BadInput
from workbench.model.story import Story
from workbench.model.term import Term
from workbench.text import clean
from workbench.workspace import Workspace

DAY = date(2027, 2, 1)
CARDS = [
    FlashCard(key="question-1", front="A <b>launch</b> that slipped?", back="The fax & me:\nIt saved us.", deck="Loop"),
    FlashCard(key="question-2", front="Why?", back="Because.", source="Acme, screen", deck="Loop"),
    FlashCard(key="glossary-x", front="In plain words: drift?", back="The world moves on.", deck="Terms"),
]


def opened(data: bytes) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.namelist() == ["collection.anki2", "media"]
        assert json.loads(made.read("media")) == {}
        base = sqlite3.connect(":memory:")
        base.deserialize(made.read("collection.anki2"))
    return base


def test_the_package_is_a_sound_collection_of_notes_cards_and_decks() -> None:
    with closing(opened(package(CARDS, "Interviews", DAY))) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        version, models, decks = base.execute("SELECT ver, models, decks FROM col").fetchone()
        assert version == 11
        piles = {int(number): pile["name"] for number, pile in json.loads(decks).items()}
        assert sorted(piles.values()) == ["Default", "Interviews::Loop", "Interviews::Terms"]
        rows = base.execute(
            "SELECT n.guid, n.flds, n.mid, c.did, c.due FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.due"
        ).fetchall()
        assert [row[0] for row in rows] == ["question-1", "question-2", "glossary-x"]
        assert [piles[row[3]] for row in rows] == ["Interviews::Loop", "Interviews::Loop", "Interviews::Terms"]
        assert {str(row[2]) for row in rows} == set(json.loads(models))
        fields = rows[0][1].split("\x1f")
        # Anki shows fields as HTML: a tag in the user's words is text.
        assert fields == ["A &lt;b&gt;launch&lt;/b&gt; that slipped?", "The fax &amp; me:<br>It saved us.", ""]


def test_the_same_cards_on_the_same_day_are_the_same_bytes_and_another_order_keeps_their_ids() -> None:
    assert package(CARDS, "Interviews", DAY) == package(list(CARDS), "Interviews", DAY)

    def ids(data: bytes) -> dict[str, int]:
        with closing(opened(data)) as base:
            return dict(base.execute("SELECT guid, id FROM notes").fetchall())

    assert ids(package(CARDS, "Interviews", DAY)) == ids(package(CARDS[::-1], "Interviews", date(2027, 3, 1)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()).map(lambda pair: (clean(pair[0]), clean(pair[1]))), max_size=6))
def test_whatever_the_words_are_they_stand_in_the_package(pairs: list[tuple[str, str]]) -> None:
    cards = [FlashCard(key=f"k{at}", front=front, back=back, deck="D") for at, (front, back) in enumerate(pairs)]
    cards += cards[:1]
    told = [text for place, text in texts_in(package(cards, "T", DAY)) if place.startswith("card")]
    wanted = [text.strip().replace("\x1f", " ") for card in cards[: len(pairs)] for text in (card.front, card.back)]
    assert sorted(told) == sorted(text for text in wanted if text)


def test_the_command_writes_it_and_confidential_terms_stay_at_home(ws: Workspace, tmp_path: Path) -> None:
    story = ws.stories.save(Story(title="The Zorblax launch", situation="Zorblax was late. It had no test set."))
    key = ws.tailoring.open_probes(story.id)[0].key
    ws.tailoring.answer_probe(story.id, key, "Zorblax had none.", "answered")
    with ws.bank.transaction("term") as tx:
        tx.put(Term(term="Zorblax", stand_in="the assistant", kind="product"))
    full = ws.documents.anki(tmp_path / "full.apkg", disclosure="full")
    assert any("Zorblax had none." in text for _, text in texts_in(full.path.read_bytes()))
    veiled = ws.documents.anki(tmp_path / "veiled.apkg", disclosure="anonymised")
    texts = [text for _, text in texts_in(veiled.path.read_bytes())]
    assert any("assistant had none." in text for text in texts)
    assert not any("zorblax" in text.lower() for text in texts)
    assert len(texts) > 200
    assert veiled.path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadInput, match=r"does not end in \.apkg"):
        ws.documents.anki(tmp_path / "cards.zip")


def test_it_is_one_command(run: Any, tmp_path: Path) -> None:
    place = tmp_path / "cards.apkg"
    done = run("drill", "--anki", str(place))
    assert done.code == 0, done.err
    assert str(place) in done.out
    assert len(texts_in(place.read_bytes())) > 200
