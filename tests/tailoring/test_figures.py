"""Figures in plain words, from figure, sample and volume; what is missing is asked for, nothing is guessed."""

from __future__ import annotations

import pytest

from workbench.tailoring.figures import figure, lacking, parted


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            ("Precision of flags", "0.92", "400 graded flags", "2,000 flags", "week"),
            "About 8 in 100 flags are wrong; at 2,000 flags a week, about 160. "
            "Measured on 400: it may as well be 6 to 11 in 100.",
        ),
        (
            ("Recall", "88%", "250 cases", "900 cases", "monthly"),
            "About 12 in 100 cases that should be found are missed; at 900 cases a month, about 110. "
            "Measured on 250: it may as well be 9 to 17 in 100.",
        ),
        (
            ("Drafts sent unchanged", "58%", "June 2024", "1,900", "day"),
            "About 42 in 100 drafts are changed first; at 1,900 drafts a day, about 800.",
        ),
        (
            ("Refusal rate", "11 of 80", "80 questions", "", ""),
            "About 14 in 100 questions are refused. Measured on 80: it may as well be 8 to 23 in 100.",
        ),
        (
            ("Harm possible", "2 in 10,000", "12,400 drafts", "1,900 drafts", "day"),
            "About 2 in 10,000 drafts end in harm or a complaint; at 1,900 drafts a day, about one in 3 days. "
            "Measured on 12,400: it may as well be 1 to 6 in 10,000.",
        ),
        (
            ("Safety incidents", "0", "12,000 drafts", "", ""),
            "None of 12,000 drafts end in harm or a complaint; with that many looked at, "
            "up to about 1 in 4,000 could still.",
        ),
        (("Cost per draft", "1.5 pence", "", "6,000", "day"), "Each draft costs 1.5 pence; at 6,000 a day, about £90."),
        (
            ("Latency p99", "2.9 s", "", "40,000 drafts", "day"),
            "99 in 100 drafts are there within 2.9 s; the others wait longer: at 40,000 a day, about 400.",
        ),
        (("Precision", "high", "", "", ""), ""),
        (("Median minutes", "2.2", "38 practices", "", ""), ""),
    ],
)
def test_a_figure_is_told_in_plain_words(row: tuple[str, str, str, str, str], sentence: str) -> None:
    assert figure(*row).sentence == sentence


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        (("Precision", "0.92", "400 flags", "", ""), "How many flags are there, in which time?"),
        (("Precision", "0.92", "", "2,000 flags", "week"), "Over how many cases was it measured?"),
        (("Precision", "", "", "", ""), "Which figure was measured?"),
        (("Precision", "0.92", "400 flags", "2,000 flags", "week"), ""),
    ],
)
def test_what_a_figure_lacks_is_asked_for(row: tuple[str, str, str, str, str], asked: str) -> None:
    assert figure(*row).missing == asked


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        (("Precision of flags", "0.92"), {"sample": "Over how many cases", "volume": "How many flags"}),
        (("Precision of flags", "0.92", "400 graded flags"), {"volume": "How many flags"}),
        (("Drafts sent unchanged", "58%", "June 2024", "1,900"), {"sample": "Over how many cases"}),
        (("Cost per draft", "1.5 pence"), {"volume": "How many drafts"}),
        (("Cost per query", "1.5 pence"), {"volume": "How many queries"}),
        (("Precision", "high"), {"value": "Which figure"}),
        (("Precision", "0.92", "400 flags", "2,000"), {}),
    ],
)
def test_what_is_lacking_names_the_column_to_fill(row: tuple[str, ...], lacks: dict[str, str]) -> None:
    found = dict(lacking(*row))
    assert set(found) == set(lacks)
    for column, begins in lacks.items():
        assert found[column].startswith(begins)  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "volume", "period"),
    [
        ("2,000 flags a week", "2,000 flags", "week"),
        ("40 calls per day", "40 calls", "day"),
        ("5 visits every month", "5 visits", "month"),
        ("12 drafts daily", "12 drafts", "day"),
        (" 9 an hour ", "9", "hour"),
        ("1,900", "1,900", ""),
        ("a week", "a week", ""),
        ("", "", ""),
    ],
)
def test_a_volume_names_its_time(text: str, volume: str, period: str) -> None:
    assert parted(text) == (volume, period)


def test_no_share_leaves_its_bounds() -> None:
    for value in ("0", "1", "100%", "0%", "140%"):
        for sample in ("", "1", "3", "10000"):
            said = figure("Precision", value, sample, "10", "week").sentence
            assert "-" not in said
            assert "nan" not in said
