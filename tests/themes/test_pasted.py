"""A pasted list becomes a pack file that reads back equal, with values worth correcting."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themes import catalogue
from themes.loader import check_pack, load, load_pack
from themes.pasted import as_toml, pack_from_list, proposed_values
from themes.schema import Pack
from workbench.errors import BadInput

TODAY = date(2026, 11, 25)
LIST = """
1. Fairness – we treat people alike and measure the gaps
2. Privacy by design: only the data that is needed
• People stay in control
(d) Open: we publish what we learn
"""


def test_a_pasted_list_becomes_a_pack(tmp_path: Path) -> None:
    pack = pack_from_list(LIST, "Harbour & Sons", load("values"), TODAY, "https://harbour.example")
    assert [(each.name, each.summary) for each in pack.principles] == [
        ("Fairness", "we treat people alike and measure the gaps"),
        ("Privacy by design", "only the data that is needed"),
        ("People stay in control", "People stay in control"),
        ("Open", "we publish what we learn"),
    ]
    assert pack.id == "harbour-sons-own"
    assert pack.title == "Harbour & Sons Principles, undated"
    held = [clause.values for clause in pack.clauses()]
    assert held[0] == {"fairness": 2, "rigor": 1}
    assert held[1] == {"privacy": 2}
    assert held[3] == {"openness": 2}
    path = tmp_path / "harbour.toml"
    path.write_text(as_toml(pack), encoding="utf-8")
    assert load_pack(path) == pack
    assert check_pack(path) == []
    assert catalogue(tmp_path).packs["harbour-sons-own"] == pack


def test_values_are_proposed_from_words_and_none_is_forced() -> None:
    assert proposed_values("People stay in control", "", load("values")) == {"human_agency": 2}
    assert proposed_values("Onwards", "Every day a little.", load("values")) == {}
    assert proposed_values("Human control", "People can override it.", load("values")) == {"human_agency": 2}


def test_an_empty_list_and_an_endless_one_are_refused() -> None:
    with pytest.raises(BadInput, match="no line"):
        pack_from_list(" \n\n", "Harbour", load("values"), TODAY)
    with pytest.raises(BadInput, match="61 lines"):
        pack_from_list("Fairness\n" * 61, "Harbour", load("values"), TODAY)
    with pytest.raises(BadInput, match="characters"):
        pack_from_list("Fairness " * 5_000, "Harbour", load("values"), TODAY)


def test_a_line_of_dots_is_no_bomb_inside_quotation_marks(tmp_path: Path) -> None:
    pack = pack_from_list("Fairness: " + "and so on ... " * 40, "Harbour", load("values"), TODAY)
    path = tmp_path / "harbour.toml"
    path.write_text(as_toml(pack), encoding="utf-8")
    assert load_pack(path) == pack


@pytest.mark.parametrize("name", sorted(load("packs")))
def test_every_pack_of_ours_reads_back_from_its_written_form(name: str, tmp_path: Path) -> None:
    pack = load("packs")[name]
    path = tmp_path / f"{name}.toml"
    path.write_text(as_toml(pack), encoding="utf-8")
    assert load_pack(path) == pack


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300), st.text(max_size=40))
def test_whatever_is_pasted_reads_back_equal(text: str, organisation: str) -> None:
    try:
        pack = pack_from_list(text, organisation, load("values"), TODAY)
    except BadInput:
        return
    written = as_toml(pack)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pasted.toml"
        path.write_text(written, encoding="utf-8", newline="\n")
        assert load_pack(path) == pack


def test_proposed_values_agree_with_the_published_frameworks() -> None:
    """Measured when written: the first value right for 85 in 100, among the three for 91."""
    right = among = judged = 0
    packs: dict[str, Pack] = load("packs")
    for pack in packs.values():
        for principle in pack.principles:
            about = {value for clause in principle.clauses for value, weight in clause.values.items() if weight == 2}
            if about:
                found = proposed_values(principle.name, principle.summary, load("values"))
                judged += 1
                right += bool(about.intersection(value for value, weight in found.items() if weight == 2))
                among += bool(about.intersection(found))
    assert judged > 280
    assert right / judged >= 0.82
    assert among / judged >= 0.88
